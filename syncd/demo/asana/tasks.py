"""What can be done to tasks, by anybody: each act with its stories, events and effects on `modified_at`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from syncd.demo.asana.custom_values import write_values
from syncd.demo.asana.errors import bad_request
from syncd.demo.asana.model import Project, Section, Tag, Task, User
from syncd.demo.asana.placing import add_to_project, set_parent
from syncd.demo.asana.rich_text import NOTES_TAGS, from_plain
from syncd.demo.asana.state import Mail, State, stamp
from syncd.demo.asana.stories import follow, note_change, text_of

SUBTYPES = frozenset({"default_task", "milestone", "approval"})
STATUSES = frozenset({"pending", "approved", "rejected", "changes_requested"})
MOST_NAME = 1024
DATE_KEYS = ("due_on", "due_at", "start_on", "start_at")
WRITABLE = frozenset(
    [
        "name",
        "notes",
        "html_notes",
        "completed",
        "approval_status",
        "assignee",
        "resource_subtype",
        "custom_fields",
        "liked",
        "assignee_section",
        "assignee_status",
        "external",
    ]
) | set(DATE_KEYS)
CREATE_ONLY = frozenset({"workspace", "projects", "memberships", "parent", "followers", "tags"})


def create_task(state: State, actor: User, data: dict[str, Any]) -> Task:
    """A new task in its places, with its first story; assignee and followers are told."""
    _writable(data, WRITABLE | CREATE_ONLY)
    if not {"workspace", "projects", "memberships", "parent"} & {k for k, v in data.items() if v}:
        raise bad_request("workspace: Missing input")
    places = _places(state, data)
    now = state.now()
    task = Task(state.gid(), "", now, created_by=actor.gid, modified_at=now, followers=[actor.gid])
    task.resource_subtype = _choice(data.get("resource_subtype", "default_task"), SUBTYPES, "resource_subtype")
    task.approval_status = "pending" if task.resource_subtype == "approval" else None
    _fill(state, task, data)
    _take_dates(task, data)
    state.add(task)
    parent = state.get(Task, str(data["parent"])) if data.get("parent") else None
    if parent is not None:
        set_parent(state, actor, task, parent)
        state.happened(actor.gid, "added", task, parent=parent)
    for project, section in places:
        add_to_project(state, actor, task, project, section)
    _apply(state, actor, task, {k: v for k, v in data.items() if k not in DATE_KEYS})
    for who in data.get("followers") or []:
        follow(state, actor.gid, task, state.user(str(who)).gid)
    for gid in data.get("tags") or []:
        task.tags.append(state.get(Tag, str(gid)).gid)
    return task


def update_task(state: State, actor: User, task: Task, data: dict[str, Any]) -> Task:
    """A PUT: only the named properties change, each change leaves its story."""
    _writable(data, WRITABLE)
    before = (task.name, task.html_notes)
    _fill(state, task, data)
    if task.name != before[0]:
        _changed(state, actor, task, "name")
        note_change(
            state,
            actor.gid,
            task,
            "name_changed",
            f"{actor.name} changed the name to {task.name}",
            old_name=before[0],
            new_name=task.name,
        )
    if task.html_notes != before[1]:
        _changed(state, actor, task, "notes")
        note_change(state, actor.gid, task, "notes_changed", f"{actor.name} changed the description")
    if "resource_subtype" in data:
        _convert(state, actor, task, _choice(data["resource_subtype"], SUBTYPES, "resource_subtype"))
    _apply(state, actor, task, data)
    return task


def _convert(state: State, actor: User, task: Task, subtype: str) -> None:
    """Make a plain task an approval or a milestone, or back."""
    if subtype == task.resource_subtype:
        return
    task.resource_subtype = subtype
    done = "approved" if task.completed else "pending"
    task.approval_status = done if subtype == "approval" else None
    _changed(state, actor, task, "resource_subtype")


def delete_task(state: State, actor: User, task: Task) -> None:
    """Into the trash, with its subtasks."""
    _trash(state, actor, task, state.now())


def _trash(state: State, actor: User, task: Task, when: datetime) -> None:
    for gid in task.subtasks:
        subtask = state.find(Task, gid)
        if subtask is not None and subtask.deleted_at is None:
            _trash(state, actor, subtask, when)
    task.modified_at = when
    state.happened(actor.gid, "deleted", task)
    task.deleted_at = when


def undelete_task(state: State, actor: User, task: Task) -> None:
    """Out of the trash again, with the subtasks that went into it together with the task."""
    for gid in task.subtasks:
        subtask = state.find(Task, gid)
        if subtask is not None and subtask.deleted_at is not None and subtask.deleted_at == task.deleted_at:
            undelete_task(state, actor, subtask)
    task.deleted_at = None
    task.modified_at = state.now()
    state.happened(actor.gid, "undeleted", task)


def _places(state: State, data: dict[str, Any]) -> list[tuple[Project, Section | None]]:
    places: list[tuple[Project, Section | None]] = []
    for one in data.get("memberships") or []:
        section = state.get(Section, str(one["section"])) if one.get("section") else None
        places.append((state.get(Project, str(one["project"])), section))
    taken = {project.gid for project, _ in places}
    places += [(state.get(Project, str(g)), None) for g in data.get("projects") or [] if str(g) not in taken]
    return places


def _writable(data: dict[str, Any], allowed: frozenset[str]) -> None:
    for name in data:
        if name not in allowed:
            raise bad_request(f"{name}: Cannot write this property")


def _choice(value: Any, allowed: frozenset[str], name: str) -> str:
    if value not in allowed:
        raise bad_request(f"{name}: Not a valid value: {value}")
    return str(value)


def _fill(state: State, task: Task, data: dict[str, Any]) -> None:
    """Name and description: what is wrong in them is said before anything is written."""
    if "name" in data:
        if not isinstance(data["name"], str):
            raise bad_request("name: Value is not a string")
        if len(data["name"]) > MOST_NAME:
            raise bad_request("name: Name is too long")
        task.name = data["name"]
    if {"notes", "html_notes"} & set(data):
        task.html_notes = text_of(state, data, "notes", "html_notes", NOTES_TAGS).html or from_plain("").html


def _apply(state: State, actor: User, task: Task, data: dict[str, Any]) -> None:
    if set(DATE_KEYS) & set(data):
        _set_dates(state, actor, task, data)
    if "assignee" in data:
        _assign(state, actor, task, data["assignee"])
    if "approval_status" in data:
        _decide(state, actor, task, _choice(data["approval_status"], STATUSES, "approval_status"))
    if "completed" in data:
        _complete(state, actor, task, done=_bool(data["completed"]))
    if "custom_fields" in data:
        write_values(state, actor, task, data["custom_fields"])


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise bad_request("completed: Value is not a boolean")
    return value


def _changed(state: State, actor: User, task: Task, field: str) -> None:
    task.modified_at = state.now()
    state.happened(actor.gid, "changed", task, change={"field": field, "action": "changed"})


def _set_dates(state: State, actor: User, task: Task, data: dict[str, Any]) -> None:
    old = dates_record(task)
    _take_dates(task, data)
    new = dates_record(task)
    for subtype, keys in (("due_date_changed", ("due_on", "due_at")), ("start_date_changed", ("start_on",))):
        if any(old[key] != new[key] for key in keys):
            _changed(state, actor, task, keys[0])
            shown = new[keys[0]] or "no date"
            text = f"{actor.name} changed the {'due' if keys[0] == 'due_on' else 'start'} date to {shown}"
            note_change(state, actor.gid, task, subtype, text, old_dates=old, new_dates=new)


def _take_dates(task: Task, data: dict[str, Any]) -> None:
    """Asana's rules for dates in one write (ASANA.md section 2)."""
    if data.get("due_on") is not None and data.get("due_at") is not None:
        raise bad_request("You may only provide one of due_on or due_at!")
    if {"start_on", "start_at"} & set(data) and not {"due_on", "due_at"} & set(data):
        raise bad_request("start_on: a due date must be provided in the same request")
    if task.resource_subtype == "milestone" and (data.get("start_on") or data.get("start_at")):
        raise bad_request("start_on: milestones cannot have a start date")
    due = _due(task, data)
    start_at = _moment(data["start_at"], "start_at") if "start_at" in data else task.start_at
    start_on = _day(data["start_on"], "start_on") if "start_on" in data else task.start_on
    task.due_on, task.due_at = due
    task.start_at = start_at
    task.start_on = start_at[:10] if start_at and "start_on" not in data else start_on


def dates_record(task: Task) -> dict[str, str | None]:
    """The dates as a story tells them."""
    return {"due_on": task.due_on, "due_at": task.due_at, "start_on": task.start_on}


def _due(task: Task, data: dict[str, Any]) -> tuple[str | None, str | None]:
    if data.get("due_at") is not None:
        moment = _moment(data["due_at"], "due_at")
        return (moment or "")[:10], moment
    if "due_on" in data:
        return _day(data["due_on"], "due_on"), None
    return (None, None) if "due_at" in data else (task.due_on, task.due_at)


def _day(text: str | None, name: str) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except (ValueError, TypeError):
        raise bad_request(f"{name}: Not a valid date: {text}") from None


def _moment(text: str | None, name: str) -> str | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, TypeError):
        raise bad_request(f"{name}: Not a valid date-time: {text}") from None
    return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _assign(state: State, actor: User, task: Task, who: str | None) -> None:
    assignee = None if who is None else actor if who == "me" else state.user(str(who))
    old = task.assignee
    task.assignee = assignee.gid if assignee else None
    if task.assignee == old:
        return
    _changed(state, actor, task, "assignee")
    if assignee is None:
        note_change(state, actor.gid, task, "unassigned", f"{actor.name} unassigned the task")
        return
    follow(state, actor.gid, task, assignee.gid)
    subtype = "reassigned" if old else "assigned"
    person = {"gid": assignee.gid, "resource_type": "user", "name": assignee.name}
    note_change(state, actor.gid, task, subtype, f"{actor.name} assigned to {assignee.name}", assignee=person)
    if assignee.gid != actor.gid:
        state.mail_log.append(Mail(state.now(), assignee.email, "assigned", task.gid, None, task.name))


def _decide(state: State, actor: User, task: Task, status: str) -> None:
    """Approval status and completion are one thing (ASANA.md section 13)."""
    if task.resource_subtype != "approval":
        raise bad_request("approval_status: Cannot write this property on a task that is no approval")
    old, task.approval_status = task.approval_status, status
    if old == status:
        return
    _mark(state, actor, task, done=status != "pending")
    _changed(state, actor, task, "approval_status")
    text = f"{actor.name} set the approval to {status}"
    note_change(
        state,
        actor.gid,
        task,
        "approval_status_changed",
        text,
        old_approval_status=old,
        new_approval_status=status,
    )


def _complete(state: State, actor: User, task: Task, *, done: bool) -> None:
    if task.resource_subtype == "approval":
        if done != task.completed:
            _decide(state, actor, task, "approved" if done else "pending")
        return
    if done == task.completed:
        return
    _mark(state, actor, task, done=done)
    _changed(state, actor, task, "completed")
    subtype, words = ("marked_complete", "completed this task") if done else ("marked_incomplete", "reopened this task")
    note_change(state, actor.gid, task, subtype, f"{actor.name} {words}")


def _mark(state: State, actor: User, task: Task, *, done: bool) -> None:
    task.completed = done
    task.completed_at = state.now() if done else None
    task.completed_by = actor.gid if done else None
