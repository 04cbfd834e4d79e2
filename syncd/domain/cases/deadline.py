"""Deadlines of a client's tasks, checked while there is time left to act (PRODUCT.md section 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from syncd.domain.asana import Story, Task
from syncd.domain.cases.case import Case, CaseKind, Closed, Step
from syncd.domain.cases.people import assignee_and_followers
from syncd.domain.cases.record import representative_of
from syncd.domain.client import ClientView, OwnTask
from syncd.domain.clocks import Calendar

SHORTEST = timedelta(hours=4)  # allotted working time below which nothing is checked
MOVES_TOLD = 3
PROGRESS = frozenset(
    {"comment_added", "section_changed", "attachment_added", "notes_changed", "marked_complete", "added_to_task"}
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One task with one due date: when it is checked, and whether the assignee showed progress lately."""

    task: Task
    begin: datetime
    due: datetime
    check_at: datetime
    in_progress: bool

    @property
    def key(self) -> str:
        """Once for each task and due date."""
        return f"deadline:{self.task.gid}:{self.due.isoformat()}"


def deadlines(view: ClientView, now: datetime) -> Iterator[Deadline]:
    """Those of the client's open tasks whose moment of checking has come."""
    for task in client_tasks(view):
        found = None if task.completed or is_theirs(view, task) else _deadline(view, task)
        if found and found.check_at <= now:
            yield found


def client_tasks(view: ClientView) -> list[Task]:
    """The tasks of the client's project that are not our own."""
    own = {each.task_gid for each in view.own_tasks}
    return [task for task in view.tasks if task.deleted_at is None and task.gid not in own]


def is_theirs(view: ClientView, task: Task) -> bool:
    """Whether a representative has it: material that the client owes stands in the client's own task instead."""
    user = view.users.get(task.assignee_gid or "")
    return bool(user and user.email and representative_of(view, user.email))


def due_of(calendar: Calendar, task: Task) -> datetime | None:
    """When a task is due: its hour, or the closing of its day."""
    return task.due_at or (calendar.closing_of(task.due_on) if task.due_on else None)


def begin_of(calendar: Calendar, task: Task) -> datetime | None:
    """When its allotted time begins: its start, else its creation."""
    return task.start_at or (calendar.opening_of(task.start_on) if task.start_on else task.created_at)


def _deadline(view: ClientView, task: Task) -> Deadline | None:
    calendar = view.calendar
    begin, due = begin_of(calendar, task), due_of(calendar, task)
    if begin is None or due is None:
        return None
    allotted = calendar.worked(begin, due)
    if allotted < SHORTEST:
        return None
    used = allotted * (1 - view.agency.deadline_check)
    check_at = calendar.add(begin, used)
    last_third = calendar.add(begin, used * 2 / 3)
    return Deadline(task, begin, due, check_at, _showed_progress(view, task, last_third, check_at))


def _showed_progress(view: ClientView, task: Task, since: datetime, until: datetime) -> bool:
    by_story = any(
        story.resource_subtype in PROGRESS
        and story.created_by_gid == task.assignee_gid
        and since <= story.created_at <= until
        for story in task.stories
    )
    by_subtask = any(
        each.parent_gid == task.gid and each.completed_at is not None and since <= each.completed_at <= until
        for each in view.tasks
    )
    return task.assignee_gid is not None and (by_story or by_subtask)


def deadline_cases(view: ClientView, now: datetime) -> list[Case]:
    """A case for each deadline that was checked, and for each of our notes whose task is done or moved."""
    current = {each.key: each for each in deadlines(view, now)}
    cases = [_case(view, each, now) for each in current.values() if not _is_old(view, each)]
    written = [own for own in view.own_tasks if own.key.startswith("deadline:") and own.key not in current]
    return cases + [case for own in written if (case := _ended(view, own))]


def _is_old(view: ClientView, deadline: Deadline) -> bool:
    if view.live_since is None or view.own_task(deadline.key):
        return False
    return deadline.check_at < view.calendar.working_days_back(view.live_since, 10)


def _case(view: ClientView, deadline: Deadline, now: datetime) -> Case:
    own = view.own_task(deadline.key)
    assignee, followers = assignee_and_followers(view, [own.written_at if own else now])
    by_person = own.completed_at if own and own.completed and own.completed_by_person else None
    return Case(
        key=deadline.key,
        kind=CaseKind.DEADLINE,
        client=view.client.name,
        thread="",
        letter=None,
        task_key=deadline.key,
        started_at=deadline.begin,
        clock_at=deadline.begin,
        due_at=deadline.due,
        steps=(Step(1, deadline.check_at, reached=True),),
        closed=Closed(by_person, "person") if by_person else None,
        assignee=assignee,
        followers=followers,
        task_gid=own.task_gid if own else None,
        title=deadline.task.name,
        in_progress=deadline.in_progress,
        about_task=deadline.task.gid,
    )


def _ended(view: ClientView, own: OwnTask) -> Case | None:
    """The case of a note whose task was completed, moved or deleted since."""
    gid = own.key.split(":")[1]
    task = next((each for each in view.tasks if each.gid == gid), None)
    done = task is not None and task.completed
    at = (task.completed_at if task and done else None) or own.written_at
    due = datetime.fromisoformat(own.key.split(":", 2)[2])
    return Case(
        key=own.key,
        kind=CaseKind.DEADLINE,
        client=view.client.name,
        thread="",
        letter=None,
        task_key=own.key,
        started_at=own.written_at,
        clock_at=own.written_at,
        due_at=due,
        closed=Closed(at, "task_done" if done else "due_moved"),
        assignee=assignee_and_followers(view, [own.written_at])[0],
        task_gid=own.task_gid,
        title=task.name if task else "",
        about_task=gid,
    )


def moves(task: Task) -> list[Story]:
    """How often the due date was moved, oldest first; setting it the first time is no move."""
    changes = [story for story in task.stories if story.resource_subtype == "due_date_changed"]
    return sorted((story for story in changes if story.old_value), key=lambda story: story.created_at)
