"""Wakes the loop: by name of what has news, or by nothing at all when it is only time."""

from __future__ import annotations

from threading import Condition


class Bell:
    """Rung from any thread, waited for by one."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._rung = False
        self._condition = Condition()

    def ring(self, name: str | None = None) -> None:
        """Wake the loop; `name` is a source that has news."""
        with self._condition:
            if name is not None:
                self._names.add(name)
            self._rung = True
            self._condition.notify_all()

    def wait(self, timeout_s: float) -> set[str]:
        """The names rung since the last wait, as soon as there is a ring or the time is over."""
        with self._condition:
            self._condition.wait_for(lambda: self._rung, timeout_s)
            self._rung = False
            names, self._names = self._names, set()
            return names
