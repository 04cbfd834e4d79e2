"""Asana's refusals, finer than the domain needs: inside the connector their status decides what to do."""

from __future__ import annotations

from datetime import timedelta

from syncd.domain.errors import CursorExpired, Refused, Unavailable

STOPS_EVERYTHING = frozenset({401, 451})


class AsanaRefused(Refused):
    """A 4xx that will be the same next time. `status` says which."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status
        self.while_paging = False  # refused behind the first page: a page token may have died

        if self.is_about_one_object:
            self.mend = "look at what the token's user may see; if that is well and it stays, report it"

    @property
    def is_about_one_object(self) -> bool:
        """Whether the rest can go on without it; a bad token concerns everything."""
        return self.status not in STOPS_EVERYTHING


class ProjectRefused(Refused):
    """We may not see a project (any more), or it is gone (404). `status` says which."""

    mend = "make the token's user a member of the project, or take it out of the config"

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


class ServerTrouble(Unavailable):
    """5xx, a time-out, a cut connection or an answer that is no JSON: their fault, worth a few more tries.

    `sent` is False where the request certainly never left, `slow` True where we waited in vain.
    """

    def __init__(self, message: str, *, sent: bool = True, slow: bool = False) -> None:
        super().__init__(message)
        self.sent = sent
        self.slow = slow

    @property
    def is_about_one_object(self) -> bool:
        """Whether another request may do better; without a connection none will."""
        return self.sent


class RateLimited(Unavailable):
    """429. The gate is already closed for as long as Asana asked."""

    def __init__(self, message: str, *, retry_after: timedelta) -> None:
        super().__init__(message, retry_after=retry_after)


class Stopped(Unavailable):
    """We are asked to end, or the token's pause is longer than a cycle can bear; nothing was sent."""


class SyncTokenLost(CursorExpired):
    """The event stream forgot us; `fresh` is the token to go on with after a full pass."""

    def __init__(self, message: str, *, fresh: str) -> None:
        super().__init__(message)
        self.fresh = fresh
