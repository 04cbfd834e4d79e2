"""How far a task is, by what Asana shows: its section, its dates, and what was done on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from syncd.domain.asana import Story, Task
from syncd.domain.cases.deadline import client_tasks
from syncd.domain.cases.record import representative_of
from syncd.domain.client import ClientView
from syncd.domain.notes.facts import written_day
from syncd.domain.notes.report.reasons import says_not_yet


class Stage(StrEnum):
    """What a section's name says of the tasks in it."""

    WORKING = "working"
    DONE = "done"
    HELD = "held"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


_STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = tuple(
    (stage, re.compile(words, re.IGNORECASE))
    for stage, words in (
        (Stage.DROPPED, r"отмен|\bснят[оыа]?\b|не\s+дела|неактуальн|cancel|dropped|won.t\s+do|abandon"),
        (Stage.HELD, r"отлож|пауз|заморож|приостанов|позже|on\s+hold|paused?\b|postponed|someday|\blater\b"),
        (Stage.WORKING, r"готов[оы]?\s+к\b|ready\s+(?:to|for)\b"),
        (Stage.DONE, r"\bготов[оы]\b|\bсдела(?:но|ны)\b|выполнен[оы]\b|заверш[её]н|закрыт[оы]\b|опубликован|архив"),
        (Stage.DONE, r"\bdone\b|\bcompleted?\b|finished|\bclosed\b|archive"),
        (Stage.WORKING, r"\bв\s+(?:работе|процесс)|\bдела(?:ем|ю|ется)|выполняется|\bправки\b|\bтестирован"),
        (Stage.WORKING, r"на\s+(?:проверк|согласован|тест|доработк|правк)"),
        (Stage.WORKING, r"\bdoing\b|in\s+(?:progress|work|review|testing)|\bwip\b|^\W*review\W*$"),
    )
)
_ALSO = {"гипотезы": ("hypothes",)}  # what the default is called in an English project


def stage_of(name: str) -> Stage:
    """The stage that a section's name stands for; an unknown name says nothing."""
    return next((stage for stage, words in _STAGES if words.search(name)), Stage.UNKNOWN)


def section_of(view: ClientView, task: Task) -> str:
    """The task's section in the client's project."""
    return dict(task.section_names).get(view.client.project, "")


def moved_to_section_at(task: Task, section: str) -> datetime | None:
    """When it came into its section; a task that was made there has been there since."""
    moves = [s for s in task.stories if s.resource_subtype == "section_changed" and s.new_value == section]
    return max((story.created_at for story in moves), default=task.created_at)


def has_begun(view: ClientView, task: Task, until: datetime) -> bool:
    """Start reached, in a working section, or progress shown."""
    if task.start_at is not None and task.start_at <= until:
        return True
    if task.start_at is None and task.start_on is not None and task.start_on <= view.calendar.local_date(until):
        return True
    return stage_of(section_of(view, task)) is Stage.WORKING or _shows_progress(view, task, until)


def _shows_progress(view: ClientView, task: Task, until: datetime) -> bool:
    """The assignee wrote of the work or attached something, or a part of it is done. To say why it waits is no work."""
    return any(_is_progress(task, story) for story in task.stories if story.created_at <= until) or any(
        part.parent_gid == task.gid and part.completed_at is not None and part.completed_at <= until
        for part in view.tasks
    )


def _is_progress(task: Task, story: Story) -> bool:
    if task.assignee_gid is None or story.created_by_gid != task.assignee_gid:
        return False
    if story.resource_subtype == "comment_added":
        return not says_not_yet(story.text) and not story.text.rstrip().endswith("?")
    return story.resource_subtype == "attachment_added"


def due_day(view: ClientView, task: Task) -> date | None:
    """The day a task is due."""
    return view.calendar.local_date(task.due_at) if task.due_at else task.due_on


def start_day(view: ClientView, task: Task) -> date | None:
    """The day a task is to begin, where one is set."""
    return view.calendar.local_date(task.start_at) if task.start_at else task.start_on


def due_changes(task: Task, since: datetime, until: datetime) -> list[Story]:
    """When its due date was moved in this time, oldest first; the first date given is no move."""
    changes = [s for s in task.stories if s.resource_subtype == "due_date_changed" and s.old_value]
    return sorted((s for s in changes if since < s.created_at <= until), key=lambda story: story.created_at)


def day_before(view: ClientView, change: Story) -> date | None:
    """The due day that a change replaced."""
    return written_day(view, change.old_value or "")


def reported_tasks(view: ClientView) -> Iterator[Task]:
    """The client's tasks a report tells of: no parts of others, none of our own, none the client owes us, and none that
    stand where hypotheses and KPI are kept."""
    for task in client_tasks(view):
        is_part = task.parent_gid is not None and view.client.project not in task.project_gids
        if not is_part and not is_owed(view, task) and not _stands_apart(view, task):
            yield task


def gone_tasks(view: ClientView, since: datetime) -> Iterator[Task]:
    """Tasks of before `since` that were deleted with their work undone, but those that stand there again by name."""
    names = {task.name.casefold() for task in client_tasks(view)}
    own = {each.task_gid for each in view.own_tasks}
    for task in view.tasks:
        was_open = task.created_at is not None and task.created_at <= since and not task.completed
        is_told = task.parent_gid is None and not is_owed(view, task) and not _stands_apart(view, task)
        stands_again = task.gid in own or task.name.casefold() in names
        if task.deleted_at is not None and was_open and is_told and not stands_again:
            yield task


def _stands_apart(view: ClientView, task: Task) -> bool:
    section = section_of(view, task)
    return is_called(section, view.agency.hypotheses) or is_called(section, view.agency.kpi)


def is_called(name: str, wanted: str) -> bool:
    """Whether a section, tag or field has the configured name, in any letter case, alone or with more words after it."""
    return any(name.casefold().startswith(each) for each in (wanted.casefold(), *_ALSO.get(wanted.casefold(), ())))


def is_owed(view: ClientView, task: Task) -> bool:
    """Whether it is the client's own people who have it to do."""
    user = view.users.get(task.assignee_gid or "")
    return bool(user and user.email and representative_of(view, user.email))


def blocker(view: ClientView, task: Task) -> Task | None:
    """An open task of the same client's that must be done first."""
    waits_for = set(task.dependency_gids)
    return next((each for each in reported_tasks(view) if each.gid in waits_for and not each.completed), None)
