"""The things that live in the simulated workspace. Links between them are gids."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class Thing:
    """What every object has. A deleted one stays in the trash and may come back."""

    gid: str
    name: str
    created_at: datetime
    deleted_at: datetime | None = None


@dataclass(slots=True)
class Workspace(Thing):
    """The organisation; `email_domains` says who is inside."""

    email_domains: tuple[str, ...] = ()


@dataclass(slots=True)
class User(Thing):
    """A person. A guest's mail domain is not the organisation's. `hides_email`: the API does not tell it."""

    email: str = ""
    is_guest: bool = False
    is_active: bool = True
    is_admin: bool = False
    is_view_only: bool = False
    hides_email: bool = False
    away: tuple[str, str] | None = None  # first and last day, as dates in ISO form


@dataclass(slots=True)
class Team(Thing):
    """A team, which may be a member of projects."""

    members: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Membership:
    """A member (user or team) of a project."""

    gid: str
    member: str
    level: str = "editor"  # admin | editor | commenter | viewer


@dataclass(slots=True)
class Project(Thing):
    """A project; `members` in the order they came."""

    owner: str | None = None
    team: str | None = None
    modified_at: datetime | None = None
    archived: bool = False
    completed: bool = False
    html_notes: str = "<body></body>"
    due_on: str | None = None
    start_on: str | None = None
    privacy_setting: str = "private"
    default_access_level: str = "editor"
    members: list[Membership] = field(default_factory=list)
    followers: list[str] = field(default_factory=list)
    custom_fields: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    current_status: str | None = None


@dataclass(slots=True)
class Section(Thing):
    """A column of a project."""

    project: str = ""


@dataclass(slots=True)
class Task(Thing):
    """A task. `memberships` maps a project's gid to a section's."""

    created_by: str | None = None
    modified_at: datetime | None = None
    resource_subtype: str = "default_task"
    approval_status: str | None = None
    completed: bool = False
    completed_at: datetime | None = None
    completed_by: str | None = None
    assignee: str | None = None
    due_on: str | None = None
    due_at: str | None = None
    start_on: str | None = None
    start_at: str | None = None
    html_notes: str = "<body></body>"
    followers: list[str] = field(default_factory=list)
    parent: str | None = None
    subtasks: list[str] = field(default_factory=list)
    memberships: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    dependencies: list[str] = field(default_factory=list)
    dependents: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    stories: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    is_rendered_as_separator: bool = False


@dataclass(slots=True)
class Story(Thing):
    """A comment or what Asana noted by itself; `details` holds the fields that only its subtype has."""

    task: str = ""
    created_by: str | None = None
    type: str = "system"
    resource_subtype: str = "comment_added"
    html_text: str = "<body></body>"
    is_pinned: bool = False
    is_edited: bool = False
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class StatusUpdate(Thing):
    """A published status update; `name` is its title. It is never edited."""

    parent: str = ""
    created_by: str | None = None
    html_text: str = "<body></body>"
    status_type: str = "on_track"


@dataclass(slots=True)
class Attachment(Thing):
    """What is known of a file; its bytes are not kept."""

    parent: str = ""
    size: int = 0
    host: str = "asana"
    resource_subtype: str = "asana"


@dataclass(slots=True)
class Tag(Thing):
    """A tag."""

    notes: str = ""
    color: str | None = None


@dataclass(slots=True)
class EnumOption:
    """A choice of an enum field: disabled, never deleted."""

    gid: str
    name: str
    enabled: bool = True
    color: str = "none"


@dataclass(slots=True)
class CustomField(Thing):
    """A field's definition. `locked`: only some may write it, and the daemon's token is not among them."""

    resource_subtype: str = "text"  # text | number | enum | multi_enum | date | people
    options: list[EnumOption] = field(default_factory=list)
    precision: int = 0
    privacy_setting: str = "public_with_guests"
    has_notifications_enabled: bool = True
    is_value_read_only: bool = False
    locked: bool = False


KIND = {
    Workspace: "workspace",
    User: "user",
    Team: "team",
    Project: "project",
    Section: "section",
    Task: "task",
    Story: "story",
    StatusUpdate: "status_update",
    Attachment: "attachment",
    Tag: "tag",
    CustomField: "custom_field",
}


def kind_of(thing: Thing) -> str:
    """Its `resource_type`."""
    return KIND[type(thing)]
