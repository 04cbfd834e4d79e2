"""A message as parsed (RFC 5322, RFC 2045): values only; `parse.py` makes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from syncd.domain.mail.dkim import DkimSignature

if TYPE_CHECKING:
    from syncd.domain.mail.new_text import Extract


@dataclass(frozen=True, slots=True)
class Address:
    """What RFC 5322 calls a mailbox: a display name, decoded, and `local@domain` (domain lower-cased, IDN as Unicode)."""

    display_name: str
    addr_spec: str

    @property
    def domain(self) -> str:
        """The part behind the last `@`, or empty."""
        return self.addr_spec.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment by name, type and size (bytes as the server counts them); its content is fetched only where wanted."""

    filename: str
    content_type: str
    size: int
    sha256: str | None = None
    section: str | None = None  # IMAP section number, where known
    inline: bool = False  # an image shown within the text (a logo, a pasted screenshot)


@dataclass(frozen=True, slots=True)
class TextPart:
    """One text part as fetched, still in its transfer encoding."""

    content_type: str  # "text/plain"
    params: tuple[tuple[str, str], ...]  # charset, format, delsp ...
    transfer_encoding: str
    content: bytes
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """RFC 3464: what became of a letter of ours. `action` is failed, delayed, delivered ..."""

    action: str
    recipients: tuple[str, ...]
    original_message_id: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """One message. All instants are aware UTC. Message ids stand without angle brackets, as written."""

    message_id: str
    message_id_made_up: bool
    in_reply_to: str | None
    references: tuple[str, ...]
    thread_index: str | None  # hex of the first 22 bytes of Thread-Index
    subject: str
    date: datetime | None  # Date:
    received: datetime | None  # newest Received:
    from_: tuple[Address, ...]
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    header_fields: tuple[tuple[str, str], ...]  # (lower-case name, unfolded decoded value), top first
    content_type: str  # of the whole message, lower case, e.g. "multipart/report"
    content_params: tuple[tuple[str, str], ...]
    text: str | None  # text/plain, decoded, format=flowed undone, NFC, LF
    html: str | None  # text/html, decoded
    attachments: tuple[Attachment, ...] = ()
    delivery_report: DeliveryReport | None = None
    calendar_method: str | None = None  # REQUEST, REPLY, CANCEL
    calendar_text: str | None = None
    encrypted: str | None = None  # "pgp" | "smime"
    notes: tuple[str, ...] = ()  # honest remarks on what was odd: "charset guessed: koi8-r", "text truncated"

    def header(self, name: str) -> str | None:
        """The first field of this name, or None."""
        wanted = name.lower()
        return next((value for key, value in self.header_fields if key == wanted), None)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message that could not be parsed, with what is known of it; it is kept and shown, never skipped."""

    reason: str
    message_id: str | None = None
    subject: str | None = None
    from_: Address | None = None
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a message was seen. `internal_date` is aware UTC, `size` in bytes (RFC822.SIZE)."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    internal_date: datetime
    size: int


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A fact from a mailbox: a message and where it was seen. `raw` only where the bytes are to be kept."""

    sighting: Sighting
    message: Message | Unreadable
    raw: bytes | None = None
    gmail_thread: str | None = None
    dkim: tuple[DkimSignature, ...] = ()  # where the bytes are kept
    taken: Extract | None = None  # where the letter was taken apart as it came


LATE = "letters missed before and read now"  # how a folder's problem begins that is over, and told all the same


@dataclass(frozen=True, slots=True)
class FolderState:
    """A fact from a mailbox: one folder and how its letters are accounted for.

    `role` is inbox, sent, archive, all, drafts, trash, junk or "" ; `read` says whether the config lets us read it.
    `uids_unaccounted` are uids that the server lists and we do not hold, after the daily full listing.
    `client_letters` counts clients' letters within the history in a folder that is not read, looked through once a day.
    """

    mailbox: str
    folder: str
    role: str
    read: bool
    uidvalidity: int
    messages: int
    uids_unaccounted: tuple[int, ...] = ()
    problem: str | None = None
    client_letters: int = 0


MailFact = SeenMessage | FolderState
