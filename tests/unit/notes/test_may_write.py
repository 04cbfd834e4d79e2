"""Quiet hours and the day's caps (PRODUCT.md sections 5 and 13.12)."""

from __future__ import annotations

import pytest

from syncd.domain.agency import NotePolicy, WorkingWeek
from syncd.domain.clocks import Calendar
from syncd.domain.notes.may_write import Ready, Wait, WrittenToday, may_write
from syncd.domain.notes.note import ClientComment, Note, OnNote, OnTask, TeamComment, TeamTask, plain_text
from tests.unit.cases.world import MOSCOW, at

CALENDAR = Calendar(WorkingWeek(), MOSCOW)
TASK = TeamTask(key="k", kind="reply", text=plain_text("x"), client="c", name="n", assignee="anna")
URGENT = TeamTask(key="k", kind="reply", text=plain_text("x"), client="c", name="n", assignee="anna", urgent=True)
COMMENT = TeamComment(key="k", kind="reply", text=plain_text("x"), client="c", on=OnNote("t"))
CLIENT = ClientComment(key="k", kind="approved", text=plain_text("x"), client="c", project_gid="1", on=OnTask("7"))
REVOKED = ClientComment(
    key="k", kind="revoked", text=plain_text("x"), client="c", project_gid="1", on=OnTask("7"), exempt_from_caps=True
)
ANYTIME = NotePolicy(urgent_anytime=True)
FULL = WrittenToday({"anna": 10}, {"7": 1}, {"c": 2})


@pytest.mark.parametrize(
    ("note", "when", "policy", "today", "answer"),
    [
        (TASK, "14.05 12:00", NotePolicy(), WrittenToday(), Ready()),
        (TASK, "14.05 19:00", NotePolicy(), WrittenToday(), Wait("quiet hours")),
        (TASK, "16.05 12:00", NotePolicy(), WrittenToday(), Wait("quiet hours")),
        (TASK, "16.05 03:00", NotePolicy(quiet=None), WrittenToday(), Ready()),
        (URGENT, "14.05 23:00", NotePolicy(), WrittenToday(), Wait("quiet hours")),
        (URGENT, "14.05 23:00", ANYTIME, WrittenToday(), Ready()),
        (REVOKED, "14.05 23:00", ANYTIME, WrittenToday(), Wait("quiet hours")),
        (TASK, "14.05 12:00", NotePolicy(), WrittenToday({"anna": 9}), Ready()),
        (TASK, "14.05 12:00", NotePolicy(), FULL, Wait("ten new tasks a day")),
        (COMMENT, "14.05 12:00", NotePolicy(), FULL, Ready()),
        (CLIENT, "14.05 12:00", NotePolicy(), WrittenToday({}, {"7": 1}), Wait("one comment a task a day")),
        (CLIENT, "14.05 12:00", NotePolicy(), WrittenToday({}, {}, {"c": 2}), Wait("two comments a client a day")),
        (CLIENT, "14.05 12:00", NotePolicy(), WrittenToday({}, {"8": 1}, {"c": 1}), Ready()),
        (REVOKED, "14.05 12:00", NotePolicy(), FULL, Ready()),
    ],
)
def test_when_a_push_may_go_out(
    note: Note, when: str, policy: NotePolicy, today: WrittenToday, answer: Ready | Wait
) -> None:
    assert may_write(note, at(when), CALENDAR, policy, today) == answer
