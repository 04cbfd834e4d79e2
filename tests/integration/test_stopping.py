"""The daemon ends when asked to, and what it broke off for that is no failure of anybody's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

import pytest

from syncd.app.daemon import Daemon
from syncd.app.program import App
from syncd.config import load_config
from syncd.domain.mail.message import SeenMessage
from syncd.domain.source import Batch
from tests.integration.agency import Letters, WholeOffice, whole_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path) as found:
        yield found


class StopsWhileAbsorbed(tuple[SeenMessage, ...]):
    """Letters in the midst of whose absorbing the signal comes; other fetches are broken off before the turn ends."""

    stop: Callable[[], None]

    def __iter__(self) -> Iterator[SeenMessage]:
        self.stop()
        time.sleep(1)  # noqa: TID251
        return iter(())


@dataclass
class LastLetters(Letters):
    facts: StopsWhileAbsorbed = field(default_factory=StopsWhileAbsorbed)

    def fetch(self, cursor: str | None) -> Batch[SeenMessage]:
        return Batch(self.facts, "0")


def test_a_read_broken_off_by_our_own_end_is_no_failure(office: WholeOffice):
    office.asana.faults.add("GET *", "slow 0.2", times=99)
    letters = LastLetters()
    with App(load_config(office.config)) as app:
        app.mail = (letters,)  # type: ignore[assignment]
        daemon = Daemon(app, lambda: app.config)
        letters.facts.stop = daemon.stop
        daemon.run()
    office.asana.faults.clear()
    assert [source["problem"] for source in office.status()["sources"] if source["problem"]] == []


@pytest.mark.parametrize("path", ["GET *", "GET /tasks", "GET /events"])
def test_a_read_that_hangs_keeps_nobody_from_ending(office: WholeOffice, path: str):
    office.asana.faults.add(path, "slow 3", times=99)
    with App(load_config(office.config)) as app:
        app.mail = (office.letters,)  # type: ignore[assignment]
        asked: list[float] = []
        daemon = Daemon(app, lambda: app.config)
        Timer(0.7, lambda: (asked.append(time.monotonic()), daemon.stop())).start()
        daemon.run()
        assert time.monotonic() - asked[0] < 2
    assert office.status()["ok"]
