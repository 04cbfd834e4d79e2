"""When a wanted note may be written: quiet hours, the day's caps (PRODUCT.md sections 5 and 13.12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from syncd.domain.agency import NotePolicy
from syncd.domain.clocks import Calendar
from syncd.domain.notes.note import Audience, ClientComment, ClientField, Note, OnNote, OnTask, Place, TeamTask

TASKS_A_DAY = 10
COMMENTS_A_TASK = 1
COMMENTS_A_CLIENT = 2


@dataclass(frozen=True, slots=True)
class Ready:
    """It may be written now."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: `quiet hours`, or which of the day's caps is full."""

    reason: str


@dataclass(frozen=True, slots=True)
class WrittenToday:
    """How much was written since local midnight: internal tasks by assignee, client comments by place and client.

    Exempt notes, digest and backlog tasks do not count.
    """

    tasks: Mapping[str, int] = field(default_factory=dict)
    comments_on: Mapping[str, int] = field(default_factory=dict)
    comments_to: Mapping[str, int] = field(default_factory=dict)


def place_key(place: Place) -> str:
    """How a place is counted in `WrittenToday.comments_on`."""
    match place:
        case OnTask(task_gid=gid):
            return gid
        case OnNote(key=key):
            return key


def may_write(
    note: Note, now: datetime, calendar: Calendar, policy: NotePolicy, written_today: WrittenToday
) -> Ready | Wait:
    """Whether a push may go out now: a creation or a comment. Edits and completions wait for nothing (13.10), nor do
    values of fields, of which nobody hears."""
    if isinstance(note, ClientField):
        return Ready()
    at_any_hour = note.urgent and policy.urgent_anytime and note.audience is Audience.TEAM
    if calendar.is_quiet(now, policy) and not at_any_hour:
        return Wait("quiet hours")
    if note.exempt_from_caps:
        return Ready()
    if isinstance(note, TeamTask) and written_today.tasks.get(note.assignee or "", 0) >= TASKS_A_DAY:
        return Wait("ten new tasks a day")
    if isinstance(note, ClientComment):
        if written_today.comments_on.get(place_key(note.on), 0) >= COMMENTS_A_TASK:
            return Wait("one comment a task a day")
        if written_today.comments_to.get(note.client, 0) >= COMMENTS_A_CLIENT:
            return Wait("two comments a client a day")
    return Ready()
