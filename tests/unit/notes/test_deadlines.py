"""Deadlines are checked while there is time left to act: PRODUCT.md section 9."""

from __future__ import annotations

import itertools
from dataclasses import replace

from syncd.domain.asana import Story
from syncd.domain.client import DigestView
from syncd.domain.notes.digest import digest_notes
from syncd.domain.notes.note import TeamTask
from tests.unit.cases.world import AGENCY, ANNA, WORDING, at, day, notes_at, own, task, view

# Ten working days of nine hours, Monday 18.05 10:00 to Friday 29.05 19:00: 35 % are left from 26.05 14:30 on.
PLAN = task(
    "7", "Баннеры", start_on=day("18.05"), due_on=day("29.05"), assignee_gid="u-petr", notes="Сделать баннеры",
    created_at=at("15.05 12:00"),
)  # fmt: skip
KEY = f"deadline:7:{at('29.05 19:00').isoformat()}"


def written(**more: object) -> object:
    return replace(own("x", "26.05 14:30", kind="deadline"), key=KEY, **more)  # type: ignore[arg-type]


def digest_lines(when: str, *facts: object) -> list[str]:
    known = view(*facts, now=at(when))  # type: ignore[arg-type]
    notes = digest_notes(DigestView(AGENCY, AGENCY.managers[0], known.calendar, (known,)), WORDING, at(when))
    return [line for note in notes for line in note.text.plain.split("\n")]


def test_a_task_is_checked_when_35_percent_of_its_time_is_left() -> None:
    assert notes_at("26.05 14:29", PLAN) == ()
    (note,) = notes_at("26.05 14:30", PLAN)
    assert isinstance(note, TeamTask)
    assert (note.key, note.kind, note.assignee, note.due_at, note.completed) == (
        KEY,
        "deadline",
        ANNA.addr_spec,
        at("29.05 19:00"),
        False,
    )
    assert note.text.plain == (
        "Срок задачи «Баннеры»: 29.05, 19:00, осталось 35 % рабочего времени. Передайте, уточните или перенесите."
    )


def test_progress_lately_makes_it_a_line_only() -> None:
    done = Story("s", "7", at("25.05 12:00"), "u-petr", "comment_added", "Три из пяти готовы")
    busy = replace(PLAN, stories=(done,))
    assert notes_at("26.05 15:00", busy) == ()
    assert digest_lines("27.05 12:00", busy) == [
        "- Лунный Кот: срок задачи «Баннеры» подходит 29.05, 19:00, работа идёт."
    ]
    early = replace(PLAN, stories=(replace(done, created_at=at("19.05 12:00")),))
    assert len(notes_at("26.05 15:00", early)) == 1


def test_a_task_of_the_clients_own_people_is_theirs_and_no_deadline_of_ours() -> None:
    theirs = replace(PLAN, assignee_gid="u-olga")
    assert [note.audience for note in notes_at("26.05 14:30", theirs)] == ["client"]


def test_less_than_four_hours_are_not_checked() -> None:
    short = replace(PLAN, start_on=None, start_at=at("29.05 16:00"))
    assert notes_at("29.05 18:50", short) == ()


def test_the_note_is_completed_with_the_task() -> None:
    finished = replace(PLAN, completed=True, completed_at=at("27.05 12:00"))
    (note,) = notes_at("27.05 12:30", finished, written())  # type: ignore[arg-type]
    assert isinstance(note, TeamTask)
    assert note.completed
    assert note.text.plain.split("\n")[0] == "Задача завершена 27.05 в 12:00"


def test_a_moved_date_is_a_new_key_and_ends_the_old_note() -> None:
    moved = replace(PLAN, due_on=day("10.06"))
    (note,) = notes_at("27.05 12:30", moved, written())  # type: ignore[arg-type]
    assert (note.key, note.text.plain.split("\n")[0]) == (KEY, "Срок перенесён")


def test_a_completed_task_is_not_checked() -> None:
    assert notes_at("28.05 12:30", replace(PLAN, completed=True, completed_at=at("25.05 12:00"))) == ()


def test_the_third_move_is_a_line_with_all_dates() -> None:
    dates = ["2026-05-20", "2026-05-22", "2026-05-26T15:00:00.000Z", "2026-05-29"]
    stories = tuple(
        Story(f"s{number}", "7", at(f"1{number + 4}.05 12:00"), "u-anna", "due_date_changed", "", old, new)
        for number, (old, new) in enumerate(itertools.pairwise(dates))
    )
    assert digest_lines("18.05 12:00", replace(PLAN, stories=stories))[0] == (
        "- Лунный Кот: срок задачи «Баннеры» перенесён 3 раза: 20.05 → 22.05 → 26.05 → 29.05."
    )


def test_tasks_that_lack_something_are_told_once_a_week() -> None:
    bare = task("8", "Что-то")
    line = "- Лунный Кот: задача «Что-то»: нет срока, нет исполнителя, нет описания."
    assert digest_lines("18.05 12:00", bare) == [line]
    assert digest_lines("20.05 12:00", bare) == []


def test_our_own_tasks_have_no_deadline() -> None:
    notes = notes_at("26.05 15:00", PLAN, replace(own("x", "20.05 12:00"), key="client:300", task_gid="7"))
    assert [note.kind for note in notes] == ["client"]
