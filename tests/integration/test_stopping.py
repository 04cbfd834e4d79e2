"""The daemon ends when asked to, and what it broke off for that is no failure of anybody's."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from syncd.app.program import App
from syncd.config import load_config
from tests.integration.agency import WholeOffice, whole_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path) as found:
        yield found


def run_for(office: WholeOffice, seconds: float) -> float:
    """The daemon for so long; how many seconds it took to end."""
    with App(load_config(office.config)) as app:
        app.mail = (office.letters,)  # type: ignore[assignment]
        asked: list[float] = []
        Timer(seconds, lambda: (asked.append(time.monotonic()), app.stop_running())).start()
        app.run()
    return time.monotonic() - asked[0]


@pytest.mark.parametrize("path", ["GET *", "GET /tasks", "GET /events"])
def test_a_read_broken_off_by_our_own_end_is_no_failure(office: WholeOffice, path: str):
    office.asana.faults.add(path, "slow 2", times=99)
    assert run_for(office, 0.7) < 5
    office.asana.faults.clear()
    assert [source["problem"] for source in office.status()["sources"] if source["problem"]] == []
    assert office.status()["ok"]


def test_a_note_put_off_by_our_own_end_is_written_with_the_next_run(office: WholeOffice):
    office.letter("Отчёт", "Анна, когда пришлёте отчёт за неделю?")
    office.asana.faults.add("GET /projects/*/project_memberships", "slow 1", times=99, after=3)
    run_for(office, 2.0)
    office.asana.faults.clear()
    assert office.status()["ok"]
