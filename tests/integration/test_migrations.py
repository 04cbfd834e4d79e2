"""Every released database comes up to date by itself, after a copy, whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from syncd.domain.errors import ConfigError
from syncd.store.schema import MIGRATIONS, open_database, open_readonly

RELEASED = sorted(Path(__file__).with_name("databases").glob("v*.sql"), key=lambda path: int(path.stem[1:]))
CHANGELOG = (Path(__file__).parents[2] / "CHANGELOG.md").read_text("utf-8")
HAS_RELEASES = any(line.startswith("## ") and line != "## Unreleased" for line in CHANGELOG.splitlines())
STILL = [path for path in RELEASED if HAS_RELEASES or int(path.stem[1:]) < len(MIGRATIONS)]
NOTE = ("A-7F3K2", "case:<media-plan-1@client1.example>", "written", "1200000000000004")


def released(script: Path, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script.read_text("utf-8"))
    return path


def schema(path: Path) -> set[tuple[str, str, str]]:
    """Tables, views and indexes with their definitions, however they are laid out."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return {(kind, name, " ".join(sql.replace('"', "").split())) for kind, name, sql in rows}


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def notes(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT ref, key, state, place_gid FROM notes").fetchall()


def test_every_version_but_the_newest_was_kept_when_the_next_one_came():
    assert [path.stem for path in RELEASED] == [f"v{number}" for number in range(1, len(RELEASED) + 1)]
    assert len(RELEASED) >= max(1, len(MIGRATIONS) - 1)


@pytest.mark.parametrize("script", RELEASED, ids=lambda script: script.stem)
def test_a_released_database_becomes_the_newest_and_keeps_what_is_in_it(script: Path, tmp_path: Path):
    path = released(script, tmp_path / "syncd.db")
    open_database(path).close()
    assert (version(path), notes(path)) == (len(MIGRATIONS), [NOTE])
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("script", STILL, ids=lambda script: script.stem)
def test_a_released_database_ends_up_like_a_new_one(script: Path, tmp_path: Path):
    """The newest version may change until it is released; `keep_schema.py` keeps it then."""
    path = released(script, tmp_path / "syncd.db")
    open_database(path).close()
    open_database(tmp_path / "new.db").close()
    assert schema(path) == schema(tmp_path / "new.db"), "a released version changed: add a step to MIGRATIONS instead"


def add_mood(db: Database) -> None:
    db.execute("ALTER TABLE notes ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")


def add_and_break_off(db: Database) -> None:
    db.execute("CREATE TABLE half (done TEXT)")
    db.execute("UPDATE notes SET state = 'lost'")
    raise KeyboardInterrupt


NEXT = len(MIGRATIONS) + 1


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = released(RELEASED[0], tmp_path / "syncd.db")
    open_database(path).close()
    return path


def test_before_a_step_a_copy_is_put_beside_it(database: Path):
    open_database(database, (*MIGRATIONS, add_mood)).close()
    copy = database.with_name(f"syncd.db.before-v{NEXT}")
    assert (version(database), version(copy)) == (NEXT, len(MIGRATIONS))
    assert notes(copy) == notes(database) == [NOTE]
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("SELECT mood FROM notes").fetchall() == [("calm",)]


def test_a_step_broken_off_leaves_the_database_as_it_was_and_is_done_the_next_time(database: Path):
    before = schema(database)
    with pytest.raises(KeyboardInterrupt):
        open_database(database, (*MIGRATIONS, add_mood, add_and_break_off))
    assert (schema(database), version(database), notes(database)) == (before, len(MIGRATIONS), [NOTE])
    open_database(database, (*MIGRATIONS, add_mood)).close()
    assert (version(database), notes(database)) == (NEXT, [NOTE])


def test_a_copy_that_finds_no_room_changes_nothing(database: Path):
    """A folder stands where the copy should go, as no room would be."""
    database.with_name(f"syncd.db.before-v{NEXT}.part").mkdir()
    with pytest.raises(ConfigError, match="could not be written"):
        open_database(database, (*MIGRATIONS, add_mood))
    assert version(database) == len(MIGRATIONS)


def test_a_newer_database_is_refused_and_left_alone(database: Path):
    open_database(database, (*MIGRATIONS, add_mood)).close()
    for opens in (open_database, open_readonly):
        with pytest.raises(ConfigError, match=f"of version {NEXT}, this program knows {len(MIGRATIONS)}"):
            opens(database)
    assert version(database) == NEXT
