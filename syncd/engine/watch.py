"""Sees what people did to our own tasks since we wrote them: completed, reopened, moved."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlite_utils import Database

from syncd.domain.asana import Task
from syncd.domain.clocks import Calendar
from syncd.store import acts, asana, derived, outbox
from syncd.store.acts import Act
from syncd.store.codec import instant, moment
from syncd.store.outbox import OutboxRow

CLOCK_SLACK = timedelta(seconds=2)  # Asana's Date header has whole seconds, its records thousandths


def watch(db: Database, calendar: Calendar, now: datetime) -> dict[tuple[str, str], Act]:
    """Remember every new act of a person, and return all that stand."""
    known = acts.all_of(db)
    before = min(derived.last_moment(db) or now, now)
    with db.atomic():
        for row in outbox.rows(db, state=outbox.WRITTEN):
            task = asana.task(db, row.place_gid) if row.surface.endswith("_task") and row.place_gid else None
            if task is not None and is_current(task, row):
                _completion(db, row, task, known, now)
                _due(db, row, task, calendar, known, before)
    return acts.all_of(db)


def is_current(task: Task, row: OutboxRow) -> bool:
    """Whether the mirror has seen our own last change of it; until then what we sent is what stands there."""
    changed_at = moment(row.sent.get("at")) or row.written_at
    return task.modified_at is None or changed_at is None or task.modified_at >= changed_at - CLOCK_SLACK


def stands_completed(row: OutboxRow, known: dict[tuple[str, str], Act]) -> bool:
    """The task's state as far as we know: what a person set last, else what we sent."""
    act = known.get((row.key, acts.COMPLETION))
    return act.value == "1" if act else bool(row.sent.get("completed"))


def _completion(db: Database, row: OutboxRow, task: Task, known: dict[tuple[str, str], Act], now: datetime) -> None:
    if task.completed == stands_completed(row, known):
        return
    subtype = "marked_complete" if task.completed else "marked_incomplete"
    story = max((s for s in task.stories if s.resource_subtype == subtype), key=lambda s: s.created_at, default=None)
    at = (task.completed_at if task.completed else None) or (story.created_at if story else task.modified_at)
    by_gid = (task.completed_by_gid if task.completed else None) or (story.created_by_gid if story else None)
    acts.remember(db, row.key, acts.COMPLETION, str(int(task.completed)), at=at, by_gid=by_gid, now=now)


def _due(
    db: Database, row: OutboxRow, task: Task, calendar: Calendar, known: dict[tuple[str, str], Act], before: datetime
) -> None:
    """A snooze counts from the last cycle that had not seen it, so that no step falls between."""
    sent = moment(row.sent.get("due_at"))
    stands = task.due_at or (calendar.closing_of(task.due_on) if task.due_on else None)
    act = known.get((row.key, acts.DUE))
    if stands is None or sent is None or abs(stands - sent) < timedelta(minutes=1):
        if act is not None:
            acts.undo(db, row.key, acts.DUE)
        return
    value = instant(stands) or ""
    if act is None or act.value != value:
        moved = [s.created_at for s in task.stories if s.resource_subtype == "due_date_changed"]
        at = max(moved, default=task.modified_at)
        acts.remember(db, row.key, acts.DUE, value, at=at, by_gid=None, now=before)
