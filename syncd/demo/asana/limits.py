"""The two rate limiters: a minute's requests and requests in flight (ASANA.md section 8)."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass, field

from syncd.demo.asana.errors import ApiError

TOO_MANY = "You've made too many requests and hit a rate limit. Please retry after the given amount of time."
WINDOW_S = 60.0


@dataclass(slots=True)
class Limits:
    """A rejected request counts like any other. `per_minute` None: no limit. Time is real."""

    per_minute: int | None = 1500
    reads_in_flight: int = 50
    writes_in_flight: int = 15
    rejected: int = 0
    _seen: deque[float] = field(default_factory=deque)
    _running: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, *, is_read: bool, requests: int = 1) -> None:
        """Count the request in, or refuse it with 429."""
        with self._lock:
            now = time.monotonic()
            while self._seen and now - self._seen[0] >= WINDOW_S:
                self._seen.popleft()
            self._seen.extend([now] * requests)
            if self.per_minute is not None and len(self._seen) > self.per_minute:
                self.rejected += 1
                oldest = self._seen[len(self._seen) - self.per_minute - 1]
                raise ApiError(429, TOO_MANY, retry_after=str(max(1, int(oldest + WINDOW_S - now) + 1)))
            most = self.reads_in_flight if is_read else self.writes_in_flight
            if self._running[is_read] + requests > most:
                self.rejected += 1
                raise ApiError(429, TOO_MANY, retry_after="60")
            self._running[is_read] += requests

    def end(self, *, is_read: bool, requests: int = 1) -> None:
        """The request is answered."""
        with self._lock:
            self._running[is_read] -= requests
