"""The one gate before all of a token's requests: so many a minute, four in flight, shut while Asana says so.

Writes and events pass first, a backlog last (ASANA.md section 8).
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from enum import IntEnum
from threading import Condition, Event

from connectors.asana.errors import Stopped

IN_FLIGHT = 4
PATIENCE_S = 300.0  # a longer pause ends the cycle instead of being sat out
UNREADABLE_RETRY_AFTER_S = 60.0
LOWERED_BY = 0.8
LEAST_SHARE = 0.1
RECOVERY_S = 300.0  # after so long without a 429 the rate rises a step again
LOOK_AGAIN_S = 0.25


class Rank(IntEnum):
    """Whose turn it is where several wait; the lower first."""

    FIRST = 0  # writes and events
    ORDINARY = 1
    BACKLOG = 2  # never takes the last place inside


_rank: ContextVar[Rank] = ContextVar("rank", default=Rank.ORDINARY)


@contextmanager
def ranked(rank: Rank) -> Iterator[None]:
    """What this thread asks for meanwhile passes the gate with this rank."""
    token = _rank.set(rank)
    try:
        yield
    finally:
        _rank.reset(token)


def parse_retry_after(value: str | None) -> float:
    """Seconds to wait as `Retry-After` says; a minute where it is absent or no number (ASANA.md section 8)."""
    try:
        seconds = float(value) if value is not None else UNREADABLE_RETRY_AFTER_S
    except ValueError:
        return UNREADABLE_RETRY_AFTER_S
    if not math.isfinite(seconds) or seconds < 0:
        return UNREADABLE_RETRY_AFTER_S
    return seconds


class Gate:
    """A token bucket with a quarter of a minute's requests as its depth.

    Rejected requests count like others. A 429 shuts the gate for everybody and lowers the rate by a fifth; five quiet
    minutes raise it again, never above the ceiling.
    """

    def __init__(
        self,
        per_minute: int,
        *,
        stop: Event,
        in_flight: int = IN_FLIGHT,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ceiling = max(1.0, float(per_minute)) / 60.0
        self._rate = self._ceiling
        self._depth = max(1.0, per_minute / 4.0)
        self._tokens = self._depth
        self._stop = stop
        self._free = in_flight
        self._in_flight = in_flight
        self._waiting: Counter[Rank] = Counter()
        self._monotonic = monotonic
        self._filled_at = monotonic()
        self._lowered_at = self._filled_at
        self._shut_until = self._filled_at
        self._changed = Condition()
        self.requests = 0
        self.rejected = 0

    @property
    def per_minute(self) -> float:
        """The rate kept to at present."""
        return self._rate * 60.0

    @contextmanager
    def passage(self) -> Iterator[None]:
        """Wait for a place and a token. Raises `Stopped` when asked to end or when the pause is too long to sit out."""
        self._enter(_rank.get())
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify_all()

    def shut(self, seconds: float) -> None:
        """Obey a 429: nothing passes for so long."""
        with self._changed:
            self.rejected += 1
            now = self._monotonic()
            self._shut_until = max(self._shut_until, now + seconds)
            if now - self._lowered_at > 1.0 or self._rate == self._ceiling:  # a burst of 429s is one
                self._rate = max(self._ceiling * LEAST_SHARE, self._rate * LOWERED_BY)
                self._lowered_at = now
            self._tokens = min(self._tokens, 1.0)
            self._changed.notify_all()

    def wake(self) -> None:
        """Let waiting threads see that the stop event is set."""
        with self._changed:
            self._changed.notify_all()

    def _enter(self, rank: Rank) -> None:
        with self._changed:
            self._waiting[rank] += 1
            try:
                self._wait_for_turn(rank)
            finally:
                self._waiting[rank] -= 1
            self._free -= 1
            self._tokens -= 1.0
            self.requests += 1
            if self._free > 0:
                self._changed.notify_all()  # whoever stood behind us may be next

    def _wait_for_turn(self, rank: Rank) -> None:
        while True:
            if self._stop.is_set():
                raise Stopped("stopping")
            wait_s = self._wait_s()
            if wait_s <= 0 and self._has_place(rank):
                return
            self._changed.wait(min(max(wait_s, 0.001), LOOK_AGAIN_S) if wait_s > 0 else LOOK_AGAIN_S)

    def _has_place(self, rank: Rank) -> bool:
        kept = 1 if rank is Rank.BACKLOG and self._in_flight > 1 else 0
        return self._free > kept and not any(self._waiting[other] for other in Rank if other < rank)

    def _wait_s(self) -> float:
        now = self._monotonic()
        self._refill(now)
        pause_s = self._shut_until - now
        if pause_s > PATIENCE_S:
            raise Stopped("Asana asked for a long pause", retry_after=timedelta(seconds=math.ceil(pause_s)))
        return max(pause_s, (1.0 - self._tokens) / self._rate)

    def _refill(self, now: float) -> None:
        self._tokens = min(self._depth, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        if self._rate < self._ceiling and now - self._lowered_at > RECOVERY_S:
            self._rate = min(self._ceiling, self._rate / LOWERED_BY)
            self._lowered_at = now
