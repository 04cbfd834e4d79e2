"""The mirror's rows to values, and back to how things stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from connectors.asana import wire
from connectors.asana.objects import ObjectReader
from connectors.asana.task_wire import task_facts
from syncd.domain.asana import Task
from syncd.domain.errors import Problem
from syncd.domain.mirror import Due, Gone, KnownTask, LostSight, MirroredAt, Problems, ReadFailed, Seen, WasRead
from syncd.store import asana as store
from syncd.store.asana_schema import create_tables

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
THEN = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
BEFORE, AFTER = "2026-05-13T10:00:00.000Z", "2026-05-15T10:00:00.000Z"
TASK = {
    "gid": "1",
    "name": "Медиаплан",
    "resource_subtype": "approval",
    "approval_status": "approved",
    "completed": True,
    "completed_at": AFTER,
    "completed_by": {"gid": "7"},
    "created_at": BEFORE,
    "modified_at": AFTER,
    "due_on": "2026-05-22",
    "memberships": [{"project": {"gid": "9", "name": "Л"}, "section": {"gid": "5", "name": "Дела"}}],
    "followers": [{"gid": "7", "name": "Анна"}],
    "custom_fields": [{"gid": "3", "name": "Бюджет", "display_value": "10\u00a0000", "number_value": 10000}],
}


@pytest.fixture
def db() -> Database:
    made = Database(memory=True)
    create_tables(made)
    return made


def story(gid: str, at: str, subtype: str, **more: object) -> Seen:
    return wire.story_fact({"gid": gid, "created_at": at, "resource_subtype": subtype, "text": "", **more}, "1")


def stored(db: Database, *facts: object) -> None:
    store.absorb(db, [*task_facts(TASK, "9"), *facts], NOW)  # type: ignore[list-item]


def only_task(db: Database, as_of: datetime | None = None) -> Task:
    [found] = store.tasks_of_project(db, "9", as_of=as_of)
    return found


def test_a_task_comes_back_as_it_was_stored(db: Database) -> None:
    stored(db)
    assert only_task(db) == Task(
        gid="1",
        name="Медиаплан",
        notes="",
        resource_subtype="approval",
        approval_status="approved",
        completed=True,
        completed_at=datetime(2026, 5, 15, 10, tzinfo=UTC),
        completed_by_gid="7",
        created_at=datetime(2026, 5, 13, 10, tzinfo=UTC),
        created_by_gid=None,
        modified_at=datetime(2026, 5, 15, 10, tzinfo=UTC),
        assignee_gid=None,
        due_on=date(2026, 5, 22),
        due_at=None,
        start_on=None,
        start_at=None,
        parent_gid=None,
        permalink_url="",
        project_gids=("9",),
        section_names=(("9", "Дела"),),
        follower_gids=("7",),
        custom_fields=(("Бюджет", "10\u00a0000"),),
    )


def test_a_later_approval_is_undone(db: Database) -> None:
    changed = story(
        "2", AFTER, "approval_status_changed", old_approval_status="pending", new_approval_status="approved"
    )
    stored(db, changed)
    was = only_task(db, THEN)
    assert (was.approval_status, was.completed, was.completed_at) == ("pending", False, None)


def test_a_later_reopening_is_undone(db: Database) -> None:
    reopened = {**TASK, "resource_subtype": "default_task", "completed": False, "completed_at": None}
    store.absorb(db, [*task_facts(reopened, "9"), story("2", AFTER, "marked_incomplete")], NOW)
    assert only_task(db, THEN).completed is True


def test_of_several_later_due_dates_the_one_before_the_first_counts(db: Database) -> None:
    first = story(
        "2", AFTER, "due_date_changed", old_dates={"due_on": "2026-05-16"}, new_dates={"due_on": "2026-05-18"}
    )
    later = "2026-05-16T10:00:00.000Z"
    second = story(
        "3", later, "due_date_changed", old_dates={"due_on": "2026-05-18"}, new_dates={"due_on": "2026-05-22"}
    )
    stored(db, first, second)
    assert only_task(db, THEN).due_on == date(2026, 5, 16)


def test_a_moved_start_is_no_moved_due_date(db: Database) -> None:
    dates = {"start_on": "2026-05-12", "due_on": "2026-05-22"}
    stored(db, story("2", BEFORE, "start_date_changed", old_dates={**dates, "start_on": None}, new_dates=dates))
    [told] = only_task(db).stories
    assert (told.old_value, told.new_value) == (None, "2026-05-12")


def test_a_follower_who_left_is_kept_and_no_longer_counts(db: Database) -> None:
    stored(db)
    store.absorb(db, task_facts({**TASK, "followers": []}, "9"), NOW)
    assert only_task(db).follower_gids == ()
    rows = db.execute("select user_gid, deleted_at from asana_followers_of_tasks").fetchall()
    assert rows == [("7", "2026-05-20T09:00:00.000Z")]


def test_deleted_and_out_of_sight_are_told_apart(db: Database) -> None:
    stored(db)
    store.absorb(db, [LostSight("asana_tasks", "1")], NOW)
    assert db.execute("select deleted_at is null, lost_at is null from asana_tasks").fetchall() == [(1, 0)]
    assert store.tasks_of_project(db, "9") == []
    stored(db)
    assert only_task(db).gid == "1"
    store.absorb(db, [Gone("asana_tasks", "1")], NOW)
    assert store.task(db, "1") == replace(only_task_row(db), deleted_at=NOW)


def only_task_row(db: Database) -> Task:
    found = store.task(db, "1")
    assert found is not None
    return found


def test_a_newer_mark_survives_the_reading_of_an_older_one(db: Database) -> None:
    store.absorb(db, [Due("1", "9", BEFORE), Due("1", "9", AFTER), WasRead("1", BEFORE)], NOW)
    assert db.execute("select mark from asana_due_reads").fetchall() == [(AFTER,)]
    store.absorb(db, [WasRead("1", AFTER)], NOW)
    assert db.execute("select count(*) from asana_due_reads").fetchall() == [(0,)]


def test_problems_of_a_source_are_replaced(db: Database) -> None:
    problem = Problem("warning", "Asana project 9", "x", "y")
    store.absorb(db, [Problems("asana:9", (problem,)), Due("1", "9", ""), ReadFailed("1", "500")], NOW)
    assert store.problems(db) == [problem, Problem("warning", "task 1", "500", "it is read again within the hour")]
    store.absorb(db, [Problems("asana:9"), WasRead("1", "")], NOW)
    assert store.problems(db) == []


def test_the_age_of_a_mirror_is_when_it_was_last_complete(db: Database) -> None:
    store.absorb(db, [MirroredAt("9", THEN, complete=True)], NOW)
    store.absorb(db, [MirroredAt("9", NOW, complete=False)], NOW)
    assert store.mirror_age(db) == {"9": THEN}


def test_a_record_with_holes_is_kept(db: Database) -> None:
    odd = {"gid": "1", "memberships": None, "followers": [None, {"gid": None}], "completed": "yes", "custom_fields": {}}
    store.absorb(db, task_facts(odd, "9"), NOW)
    assert db.execute("select gid, name, completed, project_gid from asana_tasks").fetchall() == [
        ("1", None, None, "9")
    ]


def test_tables_are_made_twice_without_harm(db: Database) -> None:
    stored(db)
    create_tables(db)
    assert only_task(db).gid == "1"


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["gid", "name", "project", "section", "date"]), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = sorted(
    {*TASK, "notes", "html_notes", "parent", "num_subtasks", "tags", "dependencies", "modified_at"} - {"gid"}
)


@settings(max_examples=60, deadline=None)
@given(raw=st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=8))
def test_a_task_of_any_shape_is_kept(raw: dict[str, object]) -> None:
    db = Database(memory=True)
    create_tables(db)
    source = ObjectReader(api=None, project_gid="9", mirror=None)  # type: ignore[arg-type]
    facts = source.compare([{**raw, "gid": "1"}], {"1": KnownTask("1", BEFORE)}, census=True)
    store.absorb(db, facts, NOW)
    assert db.execute("select gid from asana_tasks").fetchall() == [("1",)]
    store.task(db, "1", as_of=THEN)
    db.close()
