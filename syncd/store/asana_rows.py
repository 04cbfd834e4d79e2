"""Rows of the mirror to the values decisions are made of."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlite_utils import Database

from syncd.domain.asana import StatusUpdate, Story, Task, User

Row = dict[str, Any]


def tasks_of_rows(db: Database, rows: list[Row]) -> list[Task]:
    """Tasks with all that hangs on them."""
    gids = json.dumps([row["gid"] for row in rows])
    memberships = _by_task(db, "asana_memberships_of_tasks", "project_gid", gids)
    followers = _by_task(db, "asana_followers_of_tasks", "user_gid", gids)
    tags = _by_task(db, "asana_tags_of_tasks", "name", gids)
    dependencies = _by_task(db, "asana_dependencies_of_tasks", "dependency_gid", gids)
    values = _by_task(db, "asana_custom_field_values", "custom_field_gid", gids)
    stories = _by_task(db, "asana_stories", "created_at, gid", gids)
    return [
        replace(
            _task(row),
            project_gids=tuple(each["project_gid"] for each in memberships[row["gid"]]),
            section_names=tuple(
                (each["project_gid"], each["section_name"])
                for each in memberships[row["gid"]]
                if each["section_name"] is not None
            ),
            follower_gids=tuple(each["user_gid"] for each in followers[row["gid"]]),
            dependency_gids=tuple(each["dependency_gid"] for each in dependencies[row["gid"]]),
            tag_names=tuple(each["name"] or "" for each in tags[row["gid"]]),
            custom_fields=tuple(
                (each["name"] or "", each["display_value"])
                for each in values[row["gid"]]
                if each["display_value"] is not None
            ),
            stories=tuple(story for each in stories[row["gid"]] if (story := _story(each)) is not None),
        )
        for row in rows
    ]


def _by_task(db: Database, table: str, order: str, gids: str) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    found = db.query(
        f"select * from [{table}] where task_gid in (select value from json_each(:gids))"  # noqa: S608
        f" and deleted_at is null order by {order}",
        {"gids": gids},
    )
    for row in found:
        grouped[row["task_gid"]].append(row)
    return grouped


def _task(row: Row) -> Task:
    return Task(
        gid=row["gid"],
        name=row["name"] or "",
        notes=row["notes"] or "",
        resource_subtype=row["resource_subtype"] or "default_task",
        approval_status=row["approval_status"],
        completed=bool(row["completed"]),
        completed_at=instant_of(row["completed_at"]),
        completed_by_gid=row["completed_by_gid"],
        created_at=instant_of(row["created_at"]),
        created_by_gid=row["created_by_gid"],
        modified_at=instant_of(row["modified_at"]),
        assignee_gid=row["assignee_gid"],
        due_on=day_of(row["due_on"]),
        due_at=instant_of(row["due_at"]),
        start_on=day_of(row["start_on"]),
        start_at=instant_of(row["start_at"]),
        parent_gid=row["parent_gid"],
        permalink_url=row["permalink_url"] or "",
        deleted_at=instant_of(row["deleted_at"]),
    )


def _story(row: Row) -> Story | None:
    created_at = instant_of(row["created_at"])
    if created_at is None:
        return None
    return Story(
        gid=row["gid"],
        task_gid=row["task_gid"],
        created_at=created_at,
        created_by_gid=row["created_by_gid"],
        resource_subtype=row["resource_subtype"] or row["type"] or "",
        text=row["text"] or "",
        old_value=row["old_value"],
        new_value=row["new_value"],
    )


def status_update_of_row(row: Row) -> StatusUpdate | None:
    """None where Asana did not say when."""
    created_at = instant_of(row["created_at"])
    if created_at is None:
        return None
    return StatusUpdate(
        gid=row["gid"],
        project_gid=row["project_gid"],
        title=row["title"] or "",
        text=row["text"] or "",
        status_type=row["status_type"] or "",
        created_at=created_at,
        created_by_gid=row["created_by_gid"],
    )


def user_of_row(row: Row) -> User:
    """A person, or a member team by its name."""
    is_guest = row["is_guest"]
    return User(row["gid"], row["name"] or "", row["email"], None if is_guest is None else bool(is_guest))


def instant_of(value: str | None) -> datetime | None:
    """Aware UTC; None for a date or for what is none."""
    if not value or "T" not in value:
        return None
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        return None
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def day_of(value: str | None) -> date | None:
    """The day of a date or instant."""
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
