"""Where tasks stand: projects, sections, parents, tags, dependencies. Moves do not touch `modified_at`."""

from __future__ import annotations

from typing import Any

from syncd.demo.asana.errors import bad_request
from syncd.demo.asana.model import Attachment, Project, Section, Tag, Task, User
from syncd.demo.asana.state import State
from syncd.demo.asana.stories import note_change

MOST_PROJECTS = 20
MOST_LINKS = 30


def add_to_project(state: State, actor: User, task: Task, project: Project, section: Section | None = None) -> None:
    """Put the task into the project, or into another section of it."""
    if section is not None and section.project != project.gid:
        raise bad_request("section: Section is not in the given project")
    target = section.gid if section is not None else project.sections[0]
    old = task.memberships.get(project.gid)
    if old is None:
        if len(task.memberships) >= MOST_PROJECTS:
            raise bad_request("project: a task may be in at most 20 projects")
        task.memberships[project.gid] = target
        project.tasks.append(task.gid)
        state.happened(actor.gid, "added", task, parent=project)
        note_change(
            state,
            actor.gid,
            task,
            "added_to_project",
            f"{actor.name} added to {project.name}",
            project=_ref(project, "project"),
        )
    elif section is not None and old != target:
        _change_section(state, actor, task, project, old, target)


def _change_section(state: State, actor: User, task: Task, project: Project, old: str, new: str) -> None:
    before, after = state.get(Section, old), state.get(Section, new)
    task.memberships[project.gid] = new
    state.happened(actor.gid, "removed", task, parent=before)
    state.happened(actor.gid, "added", task, parent=after)
    note_change(
        state,
        actor.gid,
        task,
        "section_changed",
        f"{actor.name} moved this task from {before.name} to {after.name}",
        old_section=_ref(before, "section"),
        new_section=_ref(after, "section"),
        project=_ref(project, "project"),
    )


def remove_from_project(state: State, actor: User, task: Task, project: Project) -> None:
    """Take the task out of the project; the project's stream still hears of it."""
    if task.memberships.pop(project.gid, None) is None:
        raise bad_request("project: task is not in the given project")
    project.tasks.remove(task.gid)
    state.happened(actor.gid, "removed", task, parent=project, also=frozenset({project.gid}))
    note_change(
        state,
        actor.gid,
        task,
        "removed_from_project",
        f"{actor.name} removed from {project.name}",
        project=_ref(project, "project"),
    )


def set_parent(state: State, actor: User, task: Task, parent: Task | None) -> None:
    """Make it a subtask, or none. A subtask does not inherit projects."""
    if parent is not None and task.gid in {t.gid for t in state.ancestors(parent)}:
        raise bad_request("parent: a task cannot be its own ancestor")
    old_streams = state.streams_of(task)
    if task.parent is not None:
        state.get(Task, task.parent).subtasks.remove(task.gid)
    task.parent = parent.gid if parent else None
    if parent is not None:
        parent.subtasks.append(task.gid)
    if task.gid in state.things:
        state.happened(
            actor.gid,
            "changed",
            task,
            change={"field": "parent", "action": "changed"},
            also=old_streams,
        )


def set_tag(state: State, actor: User, task: Task, tag: Tag, *, on: bool) -> None:
    """Add or take away a tag."""
    if on == (tag.gid in task.tags):
        return
    if on:
        task.tags.append(tag.gid)
        note_change(state, actor.gid, task, "added_to_tag", f"{actor.name} added {tag.name}", tag=_ref(tag, "tag"))
    else:
        task.tags.remove(tag.gid)
    verb = "added" if on else "removed"
    change = {"field": "tags", "action": verb, f"{verb}_value": _ref(tag, "tag")}
    state.happened(actor.gid, "changed", task, change=change)


def set_dependencies(state: State, actor: User, task: Task, gids: list[Any], *, on: bool) -> None:
    """Block a task by others, or no longer."""
    for gid in gids:
        other = state.get(Task, str(gid))
        if on == (other.gid in task.dependencies):
            continue
        if on and len(task.dependencies) + len(task.dependents) >= MOST_LINKS:
            raise bad_request("dependencies: at most 30 dependencies and dependents")
        (task.dependencies.append if on else task.dependencies.remove)(other.gid)
        (other.dependents.append if on else other.dependents.remove)(task.gid)
        subtype = "dependency_added" if on else "dependency_removed"
        note_change(
            state, actor.gid, task, subtype, f"{actor.name} {subtype.replace('_', ' ')}", dependency=_ref(other, "task")
        )
        state.happened(actor.gid, "changed", task, change={"field": "dependencies", "action": "changed"})


def unfollow(state: State, actor: User, task: Task, gid: str) -> None:
    """No longer a collaborator."""
    if gid in task.followers:
        task.followers.remove(gid)
        change = {"field": "followers", "action": "removed", "removed_value": {"gid": gid, "resource_type": "user"}}
        state.happened(actor.gid, "changed", task, change=change)


def attach(state: State, actor: User, task: Task, name: str, size: int) -> Attachment:
    """A file on a task: its arrival is a story, not an event of its own."""
    file = state.add(Attachment(state.gid(), name, state.now(), parent=task.gid, size=size))
    task.attachments.append(file.gid)
    note_change(state, actor.gid, task, "attachment_added", f"{actor.name} attached {name}")
    return file


def detach(state: State, actor: User, file: Attachment) -> None:
    """The file goes into the trash."""
    task = state.get(Task, file.parent)
    state.happened(actor.gid, "deleted", file)
    file.deleted_at = state.now()
    task.attachments.remove(file.gid)
    task.modified_at = state.now()


def _ref(thing: Any, kind: str) -> dict[str, str]:
    return {"gid": thing.gid, "resource_type": kind, "name": thing.name}
