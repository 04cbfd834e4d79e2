"""A small quarter with known truth through the installed command: every finding right, no note too many, nothing touched."""

from __future__ import annotations

import statistics

import pytest

from benchmarks.quarter.__main__ import live_through
from benchmarks.quarter.check import Report
from benchmarks.quarter.drive import Driver
from benchmarks.quarter.plan import draw
from tests.support.dovecot import needs_dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, pytest.mark.timeout(900), needs_dovecot]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Driver, Report]:
    """Two weeks of four clients and two managers, one of them on vacation, with a mailbox that is down for a day."""
    quarter = draw(clients_count=4, managers_count=2, weeks=2, pace=0.8, seed=1)
    return live_through(quarter, tmp_path_factory.mktemp("quarter"), runs=2)


def test_everything_that_was_true_was_told_and_nothing_else(lived: tuple[Driver, Report]) -> None:
    _, report = lived
    assert report.faults == []
    assert sum(report.right.values()) > 40


def test_nobody_is_flooded(lived: tuple[Driver, Report]) -> None:
    driver, report = lived
    staff = [manager.person.name for manager in driver.world.quarter.staff]
    days = [day.isoformat() for day in driver.world.quarter.days]
    assert statistics.mean(report.pushes[name, day] for name in staff for day in days) <= 6


def test_the_world_was_one_in_which_much_could_go_wrong(lived: tuple[Driver, Report]) -> None:
    driver, _ = lived
    assert {snapshot.exit_code for snapshot in driver.snapshots} == {0, 1}
    assert len(driver.world.quarter.tales) > 30
    assert len({tale.name for tale in driver.world.quarter.tales}) > 15
