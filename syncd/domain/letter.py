"""A letter as we keep it: once, wherever it was seen, with its client, thread and reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from syncd.domain.language.reading import Reading
from syncd.domain.mail.invitation import Invitation
from syncd.domain.mail.message import Address, Attachment


class Side(StrEnum):
    """Who wrote it, as far as the agency is concerned."""

    OURS = "ours"  # a person or machine of the agency
    CLIENT = "client"  # an address of the client's: representative or domain
    STRANGER = "stranger"  # somebody else inside a client's thread
    NOBODY = "nobody"  # no client's letter at all
    AMBIGUOUS = "ambiguous"  # two clients match


class SenderLevel(StrEnum):
    """How well the receiving server proved the sender (MAIL.md section 10)."""

    STRONG = "strong"
    WEAK = "weak"
    UNVERIFIED = "unverified"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SenderCheck:
    """The proof of the sender, with the field it rests on. `warnings` name look-alikes and foreign Reply-To."""

    level: SenderLevel
    why: str
    field: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `received_at` is the receipt time that clocks use (PRODUCT.md section 1), `message_id` its identity.

    `identity` is our own stable key (Message-ID and content); two letters with one Message-ID have two identities.
    """

    identity: str
    message_id: str
    thread: str
    client: str | None
    side: Side
    received_at: datetime
    sent_at: datetime | None
    subject: str
    from_: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reading: Reading
    sender: SenderCheck
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    mailboxes: tuple[str, ...] = ()  # names of the mailboxes it was seen in
    unreadable: str | None = None  # the reason, where it could not be parsed
    bounced_message_id: str | None = None  # of a bounce: our letter that did not arrive
    links: tuple[str, ...] = ()  # task gids and references of ours named in the text
    bounced_recipients: tuple[str, ...] = ()  # of a bounce: whom our letter did not reach
    invitation: Invitation | None = None  # of a calendar letter
    clients_named: tuple[str, ...] = ()  # every client with a person in From, To or Cc

    @property
    def is_human(self) -> bool:
        """Whether a person wrote it."""
        return self.reading.machine is None and self.unreadable is None
