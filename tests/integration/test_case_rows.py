"""The tables that scripts read say after a run what that run wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from syncd.store.schema import open_database
from tests.integration.agency import NOON, WholeOffice, whole_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path) as found:
        yield found


def test_a_case_names_its_task_as_soon_as_it_is_written(office: WholeOffice):
    office.letter("Отчёт", "Анна, когда пришлёте отчёт за неделю?")
    office.once(NOON + timedelta(hours=5))
    (task,) = [t for t in office.asana.tasks_in(office.internal) if "Отчёт" in t.name]
    db = open_database(office.home / "syncd.db")
    try:
        assert db.execute("select kind, state, task_gid from cases").fetchall() == [("reply", "open", task.gid)]
    finally:
        db.close()
