"""The few ways in which things fail, named by what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


class SyncdError(Exception):
    """Every error that syncd raises on purpose."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and how a person mends it."""

    severity: str  # "error" | "warning"
    where: str
    what: str
    mend: str


class ConfigError(SyncdError):
    """The operator corrects the file; nothing starts."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.where}: {p.what}" for p in problems))
        self.problems = problems


class SecretAway(ConfigError):
    """The command that prints a secret failed: what it asks may be back later, so a supervisor tries again."""


class DatabaseHeld(SyncdError):
    """Another instance holds the database."""


class SourceError(SyncdError):
    """A read that did not succeed."""


class Unavailable(SourceError):
    """Try later: no connection, a time-out, a server's own trouble, a rate limit."""

    def __init__(self, message: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Refused(SourceError):
    """The outside said no (login, rights); a person has to act. The message holds the server's own words."""

    mend = "correct the user or the secret, then run `syncd check`"


class CursorExpired(SourceError):
    """What lies between the cursor and now is lost: the source must be read again whole."""


class WriteError(SyncdError):
    """A write that is not known to have succeeded."""


class NotSent(WriteError):
    """Certainly not written; send it again later."""

    def __init__(self, message: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Interrupted(NotSent):
    """We are ending ourselves: not written, and nothing is wrong."""


class InDoubt(WriteError):
    """Perhaps written: look before writing again."""


class Rejected(WriteError):
    """Certainly not written and never will be like this: held for the operator."""


class PlaceGone(Rejected):
    """The task or project written to is deleted, or the task stands in no project any more."""


class PlaceClosed(Rejected):
    """The place is there, but archived or out of our sight: held, and tried again each time."""


class WrongReaders(Rejected):
    """Somebody could read the note who must not."""
