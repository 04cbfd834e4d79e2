"""Asana's objects as the decisions see them. Gids are strings of digits; instants are aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class User:
    """A person of the workspace; e-mail may be unknown."""

    gid: str
    name: str
    email: str | None = None
    is_guest: bool | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A comment or a system story. Old and new values as texts, where the story has them."""

    gid: str
    task_gid: str
    created_at: datetime
    created_by_gid: str | None
    resource_subtype: str  # comment_added, marked_complete, due_date_changed, approval_status_changed ...
    text: str
    old_value: str | None = None
    new_value: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A task, once, whatever the number of its projects."""

    gid: str
    name: str
    notes: str
    resource_subtype: str
    approval_status: str | None
    completed: bool
    completed_at: datetime | None
    completed_by_gid: str | None
    created_at: datetime | None
    created_by_gid: str | None
    modified_at: datetime | None
    assignee_gid: str | None
    due_on: date | None
    due_at: datetime | None
    start_on: date | None
    start_at: datetime | None
    parent_gid: str | None
    permalink_url: str
    project_gids: tuple[str, ...] = ()
    section_names: tuple[tuple[str, str], ...] = ()  # (project gid, section name)
    follower_gids: tuple[str, ...] = ()
    dependency_gids: tuple[str, ...] = ()
    tag_names: tuple[str, ...] = ()
    custom_fields: tuple[tuple[str, str], ...] = ()  # (field name, display value)
    deleted_at: datetime | None = None
    stories: tuple[Story, ...] = ()

    @property
    def decided_by_gid(self) -> str | None:
        """Who set the approval status that stands: the story's author, not the last editor (PRODUCT.md section 7)."""
        stories = [
            story
            for story in self.stories
            if story.resource_subtype == "approval_status_changed" and story.new_value == self.approval_status
        ]
        last = max(stories, key=lambda story: story.created_at, default=None)
        return last.created_by_gid if last else self.completed_by_gid


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """A published status update of a project."""

    gid: str
    project_gid: str
    title: str
    text: str
    status_type: str
    created_at: datetime
    created_by_gid: str | None
