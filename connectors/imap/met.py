"""Whom a mailbox writes with, for `syncd init`: the newest letters of the inbox and of Sent, headers only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from connectors.imap.answer import Garbled
from connectors.imap.folders import Folder
from connectors.imap.session import Session
from connectors.imap.settings import MailboxSettings
from connectors.imap.survey import Status, survey
from syncd.domain.errors import SourceError
from syncd.domain.mail.authentication import parse_authentication_results
from syncd.domain.mail.message import Message
from syncd.domain.mail.parse import parse_message

NEWEST = 300  # uids of each folder
HEADER_BYTES = 16_384
NEARLY_ALL = 0.8
BY_MACHINES = ("list-unsubscribe", "list-id", "auto-submitted", "precedence", "feedback-id")
MACHINE_NAMES = ("noreply", "no-reply", "donotreply", "mailer-daemon", "postmaster", "bounce", "notification")


@dataclass(slots=True)
class Met:
    """How many letters went to and fro, by address; names as last seen; who signs for the checks of senders."""

    letters: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)
    checked_by: Counter[str] = field(default_factory=Counter)
    received: int = 0

    def add(self, other: Met) -> None:
        """Those of another mailbox too."""
        self.letters.update(other.letters)
        self.names.update(other.names)

    @property
    def checker(self) -> str:
        """The server that signs nearly all letters received: one that only some name may be a sender's invention."""
        name, times = next(iter(self.checked_by.most_common(1)), ("", 0))
        return name if times >= NEARLY_ALL * self.received else ""


def meet(settings: MailboxSettings) -> Met:
    """Look at the newest letters. What cannot be read is left out: it is a proposal, no more."""
    met, session = Met(), Session(settings, compress=False)
    try:
        session.open()
        for folder, status in survey(session, ()).status.items():
            if folder.role in {"inbox", "sent"}:
                for message in _newest(session, folder, status):
                    _note(met, message, ours=folder.role == "sent")
    except (SourceError, OSError, Garbled):
        return met
    finally:
        session.close()
    return met


def _newest(session: Session, folder: Folder, status: Status) -> Iterable[Message]:
    if status.uidnext < 2 or not session.run(session.examine(folder.raw)).ok:
        return
    first = max(1, status.uidnext - NEWEST)
    command = f"UID FETCH {first}:{status.uidnext - 1} (BODY.PEEK[HEADER]<0.{HEADER_BYTES}>)"
    for items in session.run(command.encode("ascii")).fetched.values():
        header = items.get("BODY[HEADER]")
        message = parse_message(header) if isinstance(header, bytes) else None
        if isinstance(message, Message):
            yield message


def _note(met: Met, message: Message, *, ours: bool) -> None:
    if any(message.header(name) for name in BY_MACHINES):
        return
    for address in (*message.to, *message.cc) if ours else message.from_:
        spec = address.addr_spec.casefold()
        if "@" in spec and not spec.startswith(MACHINE_NAMES):
            met.letters[spec] += 1
            met.names[spec] = address.display_name or met.names.get(spec, "")
    met.received += not ours
    checked = None if ours else message.header("authentication-results")
    if checked and (results := parse_authentication_results(checked)) and results.authserv_id:
        met.checked_by[results.authserv_id] += 1
