"""The queries that the documentation offers run on the database of the demo and answer what is true there."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from syncd.app.program import App
from syncd.config import load_config
from syncd.demo.world import DemoWorld

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, date]]:
    """The database after one cycle over the demo's world, and the day on which its story stands."""
    with DemoWorld(tmp_path_factory.mktemp("demo"), date(2026, 5, 14)) as world:
        config = load_config(world.write_config())
        with App(config, as_of=world.now) as app:
            app.once(dry_run=False)
        yield config.database, world.now.date()


def documented() -> list[str]:
    found: list[str] = re.findall(r"```sql\n(.*?)```", (DOCS / "database.md").read_text("utf-8"), re.DOTALL)
    return found


def ask(demo: tuple[Path, date], sql: str, **values: str) -> list[tuple[Any, ...]]:
    """The answer of that day, asked as Datasette would: read-only."""
    path, today = demo
    with closing(sqlite3.connect(path.as_uri() + "?mode=ro", uri=True)) as db:
        return db.execute(sql.replace("'now'", f"'{today}'"), values).fetchall()


def test_who_moved_due_dates_most(demo: tuple[Path, date]):
    rows = ask(demo, documented()[0])
    assert rows[0] == ("Пётр Ильин", 3, 1)


def test_what_was_promised_for_this_week(demo: tuple[Path, date]):
    rows = ask(demo, documented()[1])
    monday = demo[1] - timedelta(days=demo[1].weekday())
    assert all(str(monday) <= row[0] <= str(monday + timedelta(days=6)) for row in rows)
    assert ("Орбита", "Пост про йогу") in [(row[1], row[2]) for row in rows]


def test_where_a_word_was_said(demo: tuple[Path, date]):
    rows = ask(demo, documented()[2])
    places = {row[2] for row in rows}
    assert all("бюджет" in row[3].casefold() for row in rows)
    assert places >= {"Вектор Строй", "Северный берег"}


def test_guests_and_what_they_see(demo: tuple[Path, date]):
    rows = {row[0]: row[2] for row in ask(demo, documented()[3])}
    assert rows["Ольга Жукова"] == "Лунный Кот"


def test_how_long_clients_take_to_approve(demo: tuple[Path, date]):
    rows = ask(demo, documented()[4])
    assert ("Лунный Кот", "media_plan") in [row[:2] for row in rows]
    assert all(row[2] >= 1 and row[3] >= 0 for row in rows)


def test_datasettes_metadata_has_the_same_queries_and_names_tables_that_are_there(demo: tuple[Path, date]):
    metadata = json.loads((DOCS / "datasette.json").read_text("utf-8"))["databases"]["syncd"]
    queries = [query["sql"] for query in metadata["queries"].values()]
    assert [sql.replace(":word", "'бюджет*'") + ";" for sql in queries] == [sql.strip() for sql in documented()]
    assert [ask(demo, sql, **({"word": "бюджет*"} if ":word" in sql else {})) != [] for sql in queries] == [True] * 5
    tables = {row[0] for row in ask(demo, "select name from sqlite_master")}
    assert set(metadata["tables"]) <= tables
