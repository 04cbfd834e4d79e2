"""Later steps of a ladder: as many comments on a case's task as its client's factor asks for, no more and no fewer."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.quarter import worktime
from benchmarks.quarter.drive import Driver
from benchmarks.quarter.tale import Tale, Wait

WITHOUT_HEAD = {"reply": ("reconsider",), "silence": ("earn", "reconsider"), "approval": ()}


def step_faults(driver: Driver, tales: list[Tale]) -> Iterator[tuple[str, str]]:
    """Judged where a story has one wait alone, so that every comment on the task belongs to it."""
    for tale in tales:
        wait = tale.waits[0] if len(tale.waits) == 1 else None
        if wait is None or len(wait.steps) != 2 or wait.at_once or _was_blind(driver, wait):
            continue
        gid = _task_of(driver, wait)
        if gid is None:
            continue
        comments = {s.gid for s in driver.versions.values() if s.kind == "comment" and s.task_gid == gid}
        wanted = _wanted(driver, wait)
        if len(comments) != wanted:
            words = f"{tale.name}: {wait.client.name} ({wait.client.category}) {wait.kind} «{wait.letters[0].subject}»"
            yield "steps", f"{words}: {len(comments)} comments, should be {wanted}"


def _was_blind(driver: Driver, wait: Wait) -> bool:
    people = (wait.client.manager.email, wait.client.deputy.email)
    return any(snapshot.down in people for snapshot in driver.snapshots if snapshot.at >= wait.start)


def _task_of(driver: Driver, wait: Wait) -> str | None:
    ids = {letter.message_id for letter in wait.letters}
    rows = (row for snapshot in driver.snapshots for row in snapshot.told)
    return next((row.task_gid for row in rows if row.message_id in ids and row.kind == wait.kind), None)


def _wanted(driver: Driver, wait: Wait) -> int:
    """The runs at which a higher step had come than at the run before, after the task was made."""
    last = wait.steps[1:] if wait.client.category not in WITHOUT_HEAD[wait.kind] else ()
    moments = (wait.due, wait.steps[0], *last)
    reached, comments = 0, 0
    for snapshot in driver.snapshots:
        ended = wait.closed is not None and wait.closed <= snapshot.at
        if ended or not worktime.is_open(snapshot.at):
            continue
        now = sum(moment <= snapshot.at for moment in moments)
        comments += reached > 0 and now > reached
        reached = max(reached, now)
    return comments
