"""The simulator's clock: real, moved, or standing still."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta


class Clock:
    """Called, it tells the time. It runs; `at` makes it stand for a while, so that histories can be dated back."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._standing: datetime | None = None

    def __call__(self) -> datetime:
        return self._standing if self._standing is not None else _real() + self._ahead

    def run_from(self, moment: datetime) -> None:
        """Show this moment now and run on from it."""
        self._ahead, self._standing = moment - _real(), None

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        if self._standing is not None:
            self._standing += by
        else:
            self._ahead += by

    def stand(self, moment: datetime | None) -> None:
        """Stand at this moment; None lets the clock run again."""
        self._standing = moment

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Everything inside happens at this moment."""
        before, self._standing = self._standing, moment
        try:
            yield
        finally:
            self._standing = before


def _real() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)
