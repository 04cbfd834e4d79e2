"""Proves a mailbox for `syncd check` and `syncd init`: login, folders, what would be read. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from connectors.imap.answer import Garbled
from connectors.imap.folders import chosen, missing
from connectors.imap.session import Session
from connectors.imap.settings import MailboxSettings
from connectors.imap.survey import Survey, survey
from syncd.domain.errors import Refused, SourceError


@dataclass(frozen=True, slots=True)
class FolderReport:
    """One folder: `role` as in `FolderState`; `read` says whether the settings would have it read."""

    name: str
    role: str
    read: bool
    messages: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class MailboxReport:
    """What was found. `problem` is None where login and listing worked, else says why not, in the server's words.

    `refused` tells a refused login from a server that cannot be reached. `missing` are configured folders that the
    server does not have. Without `sent_found` nobody can know what was answered.
    """

    mailbox: str
    problem: str | None = None
    refused: bool = False
    greeting: str = ""
    capabilities: tuple[str, ...] = ()
    folders: tuple[FolderReport, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the mailbox can be read as configured."""
        return self.problem is None and not self.missing and all(f.problem is None for f in self.folders if f.read)

    @property
    def sent_found(self) -> bool:
        """Whether what the mailbox's owner sent is among what is read (Gmail's All Mail holds it)."""
        return any(folder.read and folder.role in {"sent", "all"} for folder in self.folders)

    @property
    def has_idle(self) -> bool:
        """Whether the server tells of new letters by itself."""
        return "IDLE" in self.capabilities


def check(settings: MailboxSettings) -> MailboxReport:
    """Log in and list the folders. Every failure of the outside is in the report."""
    session = Session(settings, compress=False)
    try:
        session.open()
        return _report(settings, session, survey(session, ()))
    except SourceError as error:
        return MailboxReport(settings.name, problem=str(error), refused=isinstance(error, Refused))
    except (OSError, Garbled) as error:
        return MailboxReport(settings.name, problem=str(session.failure(error)))
    finally:
        session.close()


def _report(settings: MailboxSettings, session: Session, found: Survey) -> MailboxReport:
    wanted = chosen(found.folders, settings.folders, gmail=session.has("X-GM-EXT-1"))
    return MailboxReport(
        mailbox=settings.name,
        greeting=session.greeting,
        capabilities=tuple(sorted(session.capabilities)),
        folders=tuple(
            FolderReport(folder.name, folder.role, folder in wanted, status.messages, status.problem)
            for folder, status in sorted(found.status.items(), key=lambda item: item[0].name)
        ),
        missing=missing(found.folders, settings.folders),
    )
