"""Things as the API tells them: whole records whose links are `Ref`s, to be cut down by `opt_fields`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from syncd.demo.asana import access
from syncd.demo.asana.custom_values import definition_record, value_record
from syncd.demo.asana.field_names import FIELD_NAMES
from syncd.demo.asana.model import (
    Attachment,
    CustomField,
    Membership,
    Project,
    Section,
    StatusUpdate,
    Story,
    Tag,
    Task,
    Team,
    Thing,
    User,
    Workspace,
    kind_of,
)
from syncd.demo.asana.rich_text import to_plain
from syncd.demo.asana.state import State, stamp
from syncd.demo.asana.tasks import dates_record

# Left out of a single GET unless named (ASANA.md sections 2 and 3).
OPT_IN = {
    "task": frozenset(
        ["num_subtasks", "dependencies", "dependents", "html_notes", "created_by", "is_rendered_as_separator"]
    ),
    "story": frozenset(["html_text", "is_editable", "source"]),
    "project": frozenset(["html_notes", "followers", "custom_field_settings"]),
    "status_update": frozenset({"html_text"}),
    "user": frozenset({"custom_fields"}),
    "attachment": frozenset({"size"}),
}
COMPACT = frozenset(["gid", "resource_type", "name", "resource_subtype", "title"])
COMPACT_STORY = frozenset(["gid", "resource_type", "resource_subtype", "created_at", "created_by", "text"])


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to another thing, told as a compact record or as far as the field string goes."""

    thing: Thing


def link(state: State, gid: str | None) -> Ref | None:
    """A link by gid; null for nothing, and for a person who left."""
    thing = state.things.get(gid) if gid else None
    if isinstance(thing, User) and thing.deleted_at is not None:
        return None
    return Ref(thing) if thing is not None else None


def links(state: State, gids: list[str]) -> list[Ref]:
    return [ref for gid in gids if (ref := link(state, gid)) is not None]


def record(state: State, thing: Thing) -> dict[str, Any]:
    """The whole record."""
    own: dict[str, Any] = {"gid": thing.gid, "resource_type": kind_of(thing)}
    return own | _FULL[type(thing)](state, thing)


def _user(state: State, user: User) -> dict[str, Any]:
    told = {} if user.hides_email else {"email": user.email}
    return {"name": user.name, **told, "photo": None, "workspaces": [Ref(state.workspace)]}


def _workspace(_: State, workspace: Workspace) -> dict[str, Any]:
    return {"name": workspace.name, "is_organization": True, "email_domains": list(workspace.email_domains)}


def _team(state: State, team: Team) -> dict[str, Any]:
    return {"name": team.name, "description": "", "organization": Ref(state.workspace), "visibility": "secret"}


def _project(state: State, project: Project) -> dict[str, Any]:
    definitions = [state.get(CustomField, gid) for gid in project.custom_fields]
    return {
        "name": project.name,
        "archived": project.archived,
        "completed": project.completed,
        "color": "light-green",
        "created_at": stamp(project.created_at),
        "modified_at": stamp(project.modified_at),
        "owner": link(state, project.owner),
        "team": link(state, project.team),
        "notes": to_plain(project.html_notes),
        "html_notes": project.html_notes,
        "due_on": project.due_on,
        "due_date": project.due_on,
        "start_on": project.start_on,
        "privacy_setting": project.privacy_setting,
        "public": project.privacy_setting == "public_to_workspace",
        "default_access_level": project.default_access_level,
        "default_view": "list",
        "permalink_url": f"https://app.asana.com/0/{project.gid}",
        "members": links(state, [m.member for m in project.members]),
        "followers": links(state, project.followers),
        "current_status_update": link(state, project.current_status),
        "custom_fields": [_compact_value(value_record(state, d, None)) for d in definitions],
        "custom_field_settings": [setting_record(state, project, d) for d in definitions],
        "workspace": Ref(state.workspace),
    }


def _compact_value(value: dict[str, Any]) -> dict[str, Any]:
    """A field as a project tells it: without its definition's settings."""
    return {
        name: v
        for name, v in value.items()
        if name in {"gid", "resource_type"} or f"custom_fields.{name}" in FIELD_NAMES["project"]
    }


def setting_record(_: State, project: Project, definition: CustomField) -> dict[str, Any]:
    """A field's being on a project."""
    return {
        "gid": f"{project.gid[-6:]}{definition.gid[-6:]}",
        "resource_type": "custom_field_setting",
        "custom_field": definition_record(definition),
        "is_important": False,
        "parent": Ref(project),
        "project": Ref(project),
    }


def _section(state: State, section: Section) -> dict[str, Any]:
    project = link(state, section.project)
    return {
        "name": section.name,
        "created_at": stamp(section.created_at),
        "project": project,
        "projects": [project] if project else [],
    }


def _task(state: State, task: Task) -> dict[str, Any]:
    places = {p: s for p, s in task.memberships.items() if state.things[p].deleted_at is None}
    fields = dict.fromkeys(g for gid in places for g in state.get(Project, gid).custom_fields)
    living = [g for g in task.subtasks if (t := state.find(Task, g)) is not None and t.deleted_at is None]
    approval = {"approval_status": task.approval_status} if task.resource_subtype == "approval" else {}
    return approval | {
        "name": task.name,
        "resource_subtype": task.resource_subtype,
        "completed": task.completed,
        "completed_at": stamp(task.completed_at),
        "completed_by": link(state, task.completed_by),
        "created_at": stamp(task.created_at),
        "created_by": link(state, task.created_by),
        "modified_at": stamp(task.modified_at),
        "assignee": link(state, task.assignee),
        "assignee_status": "inbox",
        **dates_record(task),
        "start_at": task.start_at,
        "notes": to_plain(task.html_notes),
        "html_notes": task.html_notes,
        "followers": links(state, task.followers),
        "parent": link(state, task.parent),
        "num_subtasks": len(living),
        "dependencies": links(state, task.dependencies),
        "dependents": links(state, task.dependents),
        "is_rendered_as_separator": task.is_rendered_as_separator,
        "memberships": [
            {"project": link(state, project), "section": link(state, section)} for project, section in places.items()
        ],
        "projects": links(state, list(places)),
        "tags": links(state, task.tags),
        "custom_fields": [value_record(state, state.get(CustomField, g), task.values.get(g)) for g in fields],
        "permalink_url": f"https://app.asana.com/0/{next(iter(places), '0')}/{task.gid}",
        "workspace": Ref(state.workspace),
        "actual_time_minutes": None,
        "hearted": False,
        "hearts": [],
        "liked": False,
        "likes": [],
        "num_hearts": 0,
        "num_likes": 0,
    }


def _story(state: State, story: Story) -> dict[str, Any]:
    target = link(state, story.task)
    is_comment = story.type == "comment"
    return {
        "created_at": stamp(story.created_at),
        "created_by": link(state, story.created_by),
        "type": story.type,
        "resource_subtype": story.resource_subtype,
        "text": to_plain(story.html_text),
        "html_text": story.html_text,
        "target": target,
        "is_pinned": story.is_pinned,
        "is_edited": story.is_edited,
        "is_editable": is_comment,
        "source": "web",
        "liked": False,
        "likes": [],
        "num_likes": 0,
        "hearted": False,
        "hearts": [],
        "num_hearts": 0,
        "previews": [],
    } | story.details


def _status_update(state: State, update: StatusUpdate) -> dict[str, Any]:
    return {
        "title": update.name,
        "resource_subtype": "project_status_update",
        "text": to_plain(update.html_text),
        "html_text": update.html_text,
        "status_type": update.status_type,
        "author": link(state, update.created_by),
        "created_at": stamp(update.created_at),
        "created_by": link(state, update.created_by),
        "modified_at": stamp(update.created_at),
        "parent": link(state, update.parent),
        "liked": False,
        "likes": [],
        "num_likes": 0,
    }


def _attachment(state: State, file: Attachment) -> dict[str, Any]:
    return {
        "name": file.name,
        "resource_subtype": file.resource_subtype,
        "created_at": stamp(file.created_at),
        "host": file.host,
        "parent": link(state, file.parent),
        "size": file.size,
        "permanent_url": f"https://app.asana.com/app/asana/-/get_asset?asset_id={file.gid}",
        "view_url": f"https://app.asana.com/app/asana/-/view_asset?asset_id={file.gid}",
        "download_url": f"https://app.asana.com/app/asana/-/download_asset?asset_id={file.gid}",
        "connected_to_app": False,
    }


def _tag(state: State, tag: Tag) -> dict[str, Any]:
    return {
        "name": tag.name,
        "color": tag.color,
        "notes": tag.notes,
        "created_at": stamp(tag.created_at),
        "followers": [],
        "workspace": Ref(state.workspace),
        "permalink_url": f"https://app.asana.com/0/{tag.gid}",
    }


def _custom_field(_: State, definition: CustomField) -> dict[str, Any]:
    return definition_record(definition)


_FULL: dict[type[Thing], Callable[[State, Any], dict[str, Any]]] = {
    User: _user,
    Workspace: _workspace,
    Team: _team,
    Project: _project,
    Section: _section,
    Task: _task,
    Story: _story,
    StatusUpdate: _status_update,
    Attachment: _attachment,
    Tag: _tag,
    CustomField: _custom_field,
}


def project_membership_record(state: State, project: Project, membership: Membership) -> dict[str, Any]:
    """A membership: the member is a user or a team."""
    member = link(state, membership.member)
    user = member if member is not None and isinstance(member.thing, User) else None
    return {
        "gid": membership.gid,
        "resource_type": "project_membership",
        "parent": Ref(project),
        "project": Ref(project),
        "member": member,
        "user": user,
        "access_level": membership.level,
        "write_access": {"commenter": "comment_only", "viewer": "comment_only"}.get(membership.level, "full_write"),
    }


def workspace_membership_record(state: State, user: User) -> dict[str, Any]:
    """Asana's own word on who is a guest."""
    away = None if user.away is None else {"start_on": user.away[0], "end_on": user.away[1]}
    return {
        "gid": f"9{user.gid[1:]}",
        "resource_type": "workspace_membership",
        "user": Ref(user),
        "workspace": Ref(state.workspace),
        "is_active": user.is_active,
        "is_admin": user.is_admin,
        "is_guest": user.is_guest,
        "is_view_only": user.is_view_only,
        "created_at": stamp(user.created_at),
        "vacation_dates": away,
    }


def task_counts_record(state: State, project: Project) -> dict[str, int]:
    """Asana's counts of a project."""
    tasks = [t for g in project.tasks if (t := state.find(Task, g)) is not None and t.deleted_at is None]
    milestones = [t for t in tasks if t.resource_subtype == "milestone"]
    return {
        "num_tasks": len(tasks),
        "num_incomplete_tasks": sum(not t.completed for t in tasks),
        "num_completed_tasks": sum(t.completed for t in tasks),
        "num_milestones": len(milestones),
        "num_incomplete_milestones": sum(not t.completed for t in milestones),
        "num_completed_milestones": sum(t.completed for t in milestones),
    }


def told_to(state: State, user: User, project: Project) -> bool:
    """Whether the project is in the user's lists."""
    return access.project_level(state, user, project) is not None
