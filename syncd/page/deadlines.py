"""The clients' open tasks that are late or due soon, and those that nobody gave a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from syncd.page.desk import Desk, task_link
from syncd.page.rows import TaskRow
from syncd.page.sheet import Cell, Table, columns

DUE_WITHIN = timedelta(days=14)


def deadline_table(desk: Desk, tasks: Iterable[TaskRow], *, with_client: bool, limit: int) -> Table:
    """Late ones first, then what is due within two weeks, then those without a date."""
    w, last = desk.words, desk.calendar.local_date(desk.now) + DUE_WITHIN
    names = {client.project: client.name for client in desk.agency.clients}
    found = [task for task in tasks if not task.due_on or date.fromisoformat(task.due_on) <= last]
    found.sort(key=lambda task: (task.due_on is None, task.due_on or "", task.gid))
    rows = tuple(
        (
            Cell(task.name or w["no_name"], href=task_link(task.gid)),
            _due(desk, task),
            *((desk.client_cell(names[task.project]),) if with_client else ()),
            _assignee(desk, task),
        )
        for task in found[:limit]
    )
    head = (w["task"], w["due"], *((w["client"],) if with_client else ()), w["assignee"])
    return Table(w["deadlines"], columns(*head), rows, w["no_deadlines"], desk.more(len(found), len(rows)))


def _due(desk: Desk, task: TaskRow) -> Cell:
    if task.due_on is None:
        return Cell(desk.words["no_date"], tone="warn")
    day = date.fromisoformat(task.due_on)
    return desk.due_cell(desk.words.day(day), desk.calendar.closing_of(day))


def _assignee(desk: Desk, task: TaskRow) -> Cell:
    if not task.assignee:
        return Cell(desk.words["nobody"], tone="warn")
    return Cell(task.assignee, sub=desk.words["theirs_to_give"] if task.is_theirs else "")
