"""A task as it was at a moment: what its stories tell of later is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from syncd.domain.asana import Story, Task
from syncd.store.asana_rows import day_of, instant_of


def as_it_was(found: Task, as_of: datetime | None) -> Task | None:
    """The task as of then, or None where it was not there yet."""
    if as_of is None:
        return found
    if found.created_at is not None and found.created_at > as_of:
        return None
    later = [story for story in found.stories if story.created_at > as_of]
    was = replace(found, stories=tuple(story for story in found.stories if story.created_at <= as_of))
    if was.completed_at is not None and was.completed_at > as_of:
        was = _reopened(was)
    for story in reversed(later):
        was = _undone(was, story)
    return was


def _undone(task_: Task, story: Story) -> Task:
    match story.resource_subtype:
        case "marked_complete":
            return _reopened(task_)
        case "marked_incomplete":
            return replace(task_, completed=True)
        case "approval_status_changed" if story.old_value:
            return replace(task_, approval_status=story.old_value, completed=story.old_value != "pending")
        case "due_date_changed":
            day, instant = day_of(story.old_value), instant_of(story.old_value)
            return replace(task_, due_on=day, due_at=instant)
        case "start_date_changed":
            return replace(task_, start_on=day_of(story.old_value), start_at=instant_of(story.old_value))
        case "section_changed" if story.old_value:
            return replace(task_, section_names=_moved_back(task_.section_names, story))
        case _:
            return task_


def _moved_back(places: tuple[tuple[str, str], ...], story: Story) -> tuple[tuple[str, str], ...]:
    """The story does not say in which project: it is the one where the task stands in the section it was moved to."""
    return tuple((project, story.old_value or name if name == story.new_value else name) for project, name in places)


def _reopened(task_: Task) -> Task:
    status = None if task_.approval_status is None else "pending"
    return replace(task_, completed=False, completed_at=None, completed_by_gid=None, approval_status=status)
