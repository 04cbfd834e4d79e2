"""Asana's JSON to rows of the mirror. Unknown words are kept as they are; what is missing is null."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from syncd.domain.mirror import AsanaFact, Seen, Value, Whole

Json = dict[str, Any]

TASK_LINKS = (
    ("asana_memberships_of_tasks", "project_gid"),
    ("asana_followers_of_tasks", "user_gid"),
    ("asana_tags_of_tasks", "tag_gid"),
    ("asana_dependencies_of_tasks", "dependency_gid"),
    ("asana_custom_field_values", "custom_field_gid"),
)


def has_gid(raw: Any) -> bool:
    """Whether it is an object we can keep: without a gid nothing could find it again."""
    return isinstance(raw, dict) and isinstance(raw.get("gid"), str) and bool(raw["gid"])


def task_facts(raw: Json, root_project_gid: str | None) -> list[AsanaFact]:
    """A task with everything that hangs on it but its stories. `root_project_gid` is where it was found."""
    gid = raw["gid"]
    facts: list[AsanaFact] = [Seen("asana_tasks", _task_columns(raw, root_project_gid), _dump(raw))]
    rows = {
        "asana_memberships_of_tasks": list(_memberships(gid, raw)),
        "asana_followers_of_tasks": list(_links(gid, raw, "followers", "asana_followers_of_tasks", "user_gid")),
        "asana_tags_of_tasks": list(_links(gid, raw, "tags", "asana_tags_of_tasks", "tag_gid")),
        "asana_dependencies_of_tasks": list(
            _links(gid, raw, "dependencies", "asana_dependencies_of_tasks", "dependency_gid")
        ),
        "asana_custom_field_values": list(_values(gid, raw)),
    }
    for table, member in TASK_LINKS:
        facts.extend(rows[table])
        kept = frozenset(str(row.columns[member]) for row in rows[table])
        facts.append(Whole(table, "task_gid", gid, member, kept))
    return facts


def story_fact(raw: Json, task_gid: str) -> Seen:
    """A comment or system story. Old and new values as one text each, whatever field carried them."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "task_gid": task_gid,
        "type": _text(raw.get("type")),
        "resource_subtype": _text(raw.get("resource_subtype")),
        "created_at": _text(raw.get("created_at")),
        "created_by_gid": _gid(raw.get("created_by")),
        "text": _text(raw.get("text")),
        "html_text": _text(raw.get("html_text")),
        "is_pinned": _flag(raw.get("is_pinned")),
        "is_edited": _flag(raw.get("is_edited")),
        "source": _text(raw.get("source")),
        "assignee_gid": _gid(raw.get("assignee")),
        "custom_field_gid": _gid(raw.get("custom_field")),
        "project_gid": _gid(raw.get("project")),
        "old_value": _change(raw, "old"),
        "new_value": _change(raw, "new"),
    }
    return Seen("asana_stories", columns, _dump(raw))


def attachment_fact(raw: Json, task_gid: str) -> Seen:
    """An attachment's metadata; its `download_url` dies in minutes and is never stored."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "task_gid": task_gid,
        "name": _text(raw.get("name")),
        "resource_subtype": _text(raw.get("resource_subtype")),
        "host": _text(raw.get("host")),
        "size": _number(raw.get("size")),
        "created_at": _text(raw.get("created_at")),
        "permanent_url": _text(raw.get("permanent_url")),
        "view_url": _text(raw.get("view_url")),
    }
    return Seen("asana_attachments", columns, _dump({k: v for k, v in raw.items() if k != "download_url"}))


def project_facts(raw: Json) -> list[AsanaFact]:
    """A project and the definitions of its custom fields."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "name": _text(raw.get("name")),
        "archived": _flag(raw.get("archived")),
        "completed": _flag(raw.get("completed")),
        "created_at": _text(raw.get("created_at")),
        "modified_at": _text(raw.get("modified_at")),
        "owner_gid": _gid(raw.get("owner")),
        "team_gid": _gid(raw.get("team")),
        "notes": _text(raw.get("notes")),
        "due_on": _text(raw.get("due_on")),
        "start_on": _text(raw.get("start_on")),
        "privacy_setting": _text(raw.get("privacy_setting")),
        "default_access_level": _text(raw.get("default_access_level")),
        "current_status_update_gid": _gid(raw.get("current_status_update")),
        "permalink_url": _text(raw.get("permalink_url")),
    }
    facts: list[AsanaFact] = [Seen("asana_projects", columns, _dump(raw))]
    for setting in _objects(raw.get("custom_field_settings")):
        definition = setting.get("custom_field")
        if isinstance(definition, dict) and has_gid(definition):
            facts.append(custom_field_fact(definition))
    return facts


def custom_field_fact(raw: Json) -> Seen:
    """The definition of a custom field; its options are in the raw JSON."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "name": _text(raw.get("name")),
        "resource_subtype": _text(raw.get("resource_subtype")),
        "privacy_setting": _text(raw.get("privacy_setting")),
        "has_notifications_enabled": _flag(raw.get("has_notifications_enabled")),
        "is_value_read_only": _flag(raw.get("is_value_read_only")),
    }
    return Seen("asana_custom_fields", columns, _dump(raw))


def section_fact(raw: Json, project_gid: str, position: int) -> Seen:
    """A section; `position` counts from 0 in the order Asana gave."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "project_gid": project_gid,
        "name": _text(raw.get("name")),
        "created_at": _text(raw.get("created_at")),
        "position": position,
    }
    return Seen("asana_sections", columns, _dump(raw))


def status_fact(raw: Json, project_gid: str) -> Seen:
    """A status update of a project."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "project_gid": project_gid,
        "title": _text(raw.get("title")),
        "text": _text(raw.get("text")),
        "html_text": _text(raw.get("html_text")),
        "status_type": _text(raw.get("status_type")),
        "created_at": _text(raw.get("created_at")),
        "created_by_gid": _gid(raw.get("created_by")),
        "modified_at": _text(raw.get("modified_at")),
    }
    return Seen("asana_status_updates", columns, _dump(raw))


def member_facts(project_gid: str, members: Iterable[tuple[Json, str | None]]) -> list[AsanaFact]:
    """The members of a project: users and teams, with their access level where Asana told it."""
    rows = [
        Seen(
            "asana_project_members",
            {
                "gid": f"{project_gid}:{member['gid']}",
                "project_gid": project_gid,
                "member_gid": member["gid"],
                "member_type": _text(member.get("resource_type")) or "user",
                "name": _text(member.get("name")),
                "access_level": access_level,
            },
            _dump(member),
            key=("project_gid", "member_gid"),
        )
        for member, access_level in members
        if has_gid(member)
    ]
    kept = frozenset(str(row.columns["member_gid"]) for row in rows)
    return [*rows, Whole("asana_project_members", "project_gid", project_gid, "member_gid", kept)]


def member_of(membership: Json) -> Json | None:
    """The user or team of a project membership; older records call it `user`."""
    for name in ("member", "user"):
        if has_gid(membership.get(name)):
            member: Json = membership[name]
            return member
    return None


def user_fact(raw: Json, membership: Json | None) -> Seen:
    """A user; whether a guest is Asana's own word in the workspace membership, null where we may not read that."""
    known = membership or {}
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "name": _text(raw.get("name")),
        "email": _text(raw.get("email")),
        "is_guest": _flag(known.get("is_guest")),
        "is_active": _flag(known.get("is_active")),
        "is_admin": _flag(known.get("is_admin")),
    }
    return Seen("asana_users", columns, _dump({**raw, "workspace_membership": membership} if membership else raw))


def absence_facts(user_gid: str, raws: Iterable[Json]) -> list[AsanaFact]:
    """The out-of-office days of a person, all that Asana knows of."""
    rows = [
        Seen(
            "asana_ooo_entries",
            {
                "gid": raw["gid"],
                "user_gid": user_gid,
                "start_date": _text(raw.get("start_date")),
                "end_date": _text(raw.get("end_date")),
            },
            _dump(raw),
        )
        for raw in raws
        if has_gid(raw)
    ]
    kept = frozenset(str(row.columns["gid"]) for row in rows)
    return [*rows, Whole("asana_ooo_entries", "user_gid", user_gid, "gid", kept)]


def project_gids_of(raw: Json) -> tuple[str, ...]:
    """The projects a task record is in, as far as we may see them."""
    each = (_gid(membership.get("project")) for membership in _objects(raw.get("memberships")))
    return tuple(gid for gid in each if gid)


def places_of(raw: Json) -> frozenset[tuple[str, str | None]]:
    """Its projects, each with the section it stands in there."""
    each = [
        (_gid(membership.get("project")), _gid(membership.get("section")))
        for membership in _objects(raw.get("memberships"))
    ]
    return frozenset((project, section) for project, section in each if project)


def _task_columns(raw: Json, root_project_gid: str | None) -> dict[str, Value]:
    projects = project_gids_of(raw)
    return {
        "gid": raw["gid"],
        "name": _text(raw.get("name")),
        "resource_subtype": _text(raw.get("resource_subtype")),
        "approval_status": _text(raw.get("approval_status")),
        "completed": _flag(raw.get("completed")),
        "completed_at": _text(raw.get("completed_at")),
        "completed_by_gid": _gid(raw.get("completed_by")),
        "created_at": _text(raw.get("created_at")),
        "created_by_gid": _gid(raw.get("created_by")),
        "modified_at": _text(raw.get("modified_at")),
        "assignee_gid": _gid(raw.get("assignee")),
        "due_on": _text(raw.get("due_on")),
        "due_at": _text(raw.get("due_at")),
        "start_on": _text(raw.get("start_on")),
        "start_at": _text(raw.get("start_at")),
        "notes": _text(raw.get("notes")),
        "html_notes": _text(raw.get("html_notes")),
        "parent_gid": _gid(raw.get("parent")),
        "project_gid": projects[0] if projects else root_project_gid,
        "num_subtasks": _number(raw.get("num_subtasks")),
        "is_rendered_as_separator": _flag(raw.get("is_rendered_as_separator")),
        "permalink_url": _text(raw.get("permalink_url")),
    }


def _memberships(task_gid: str, raw: Json) -> Iterator[Seen]:
    for membership in _objects(raw.get("memberships")):
        project, section = membership.get("project"), membership.get("section")
        if not isinstance(project, dict) or not has_gid(project):
            continue
        columns: dict[str, Value] = {
            "gid": f"{task_gid}:{project['gid']}",
            "task_gid": task_gid,
            "project_gid": project["gid"],
            "project_name": _text(project.get("name")),
            "section_gid": _gid(section),
            "section_name": _text(section.get("name")) if isinstance(section, dict) else None,
        }
        yield Seen("asana_memberships_of_tasks", columns, _dump(membership), key=("task_gid", "project_gid"))


def _links(task_gid: str, raw: Json, field: str, table: str, member: str) -> Iterator[Seen]:
    for each in _objects(raw.get(field)):
        if not has_gid(each):
            continue
        columns: dict[str, Value] = {
            "gid": f"{task_gid}:{each['gid']}",
            "task_gid": task_gid,
            member: each["gid"],
            "name": _text(each.get("name")),
        }
        yield Seen(table, columns, _dump(each), key=("task_gid", member))


def _values(task_gid: str, raw: Json) -> Iterator[Seen]:
    for value in _objects(raw.get("custom_fields")):
        if not has_gid(value):
            continue
        columns: dict[str, Value] = {
            "gid": f"{task_gid}:{value['gid']}",
            "task_gid": task_gid,
            "custom_field_gid": value["gid"],
            "name": _text(value.get("name")),
            "resource_subtype": _text(value.get("resource_subtype")),
            "display_value": _text(value.get("display_value")),
            "text_value": _text(value.get("text_value")),
            "number_value": _number(value.get("number_value")),
            "enum_value_gid": _gid(value.get("enum_value")),
            "enum_value_name": _name(value.get("enum_value")),
            "date_value": _date_value(value.get("date_value")),
        }
        yield Seen("asana_custom_field_values", columns, _dump(value), key=("task_gid", "custom_field_gid"))


def _change(raw: Json, which: str) -> str | None:
    """The old or new value of a system story, from the one field that has it."""
    for field in ("text_value", "number_value", "approval_status"):
        if raw.get(f"{which}_{field}") is not None:
            return str(raw[f"{which}_{field}"])
    for field in ("enum_value", "section"):
        if isinstance(raw.get(f"{which}_{field}"), dict):
            return _name(raw[f"{which}_{field}"])
    dates = raw.get(f"{which}_dates")
    if isinstance(dates, dict):
        kind = "start" if raw.get("resource_subtype") == "start_date_changed" else "due"
        return _text(dates.get(f"{kind}_at")) or _text(dates.get(f"{kind}_on"))
    return None


def _date_value(value: Any) -> str | None:
    """A string as the spec says, or the object that Asana has been seen to send."""
    if isinstance(value, dict):
        return _text(value.get("date_time")) or _text(value.get("date"))
    return _text(value)


def _objects(value: Any) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _gid(value: Any) -> str | None:
    return value["gid"] if has_gid(value) else None


def _name(value: Any) -> str | None:
    return _text(value.get("name")) if isinstance(value, dict) else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _flag(value: Any) -> int | None:
    return int(value) if isinstance(value, bool) else None


def _number(value: Any) -> int | float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _dump(raw: Any) -> str:
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
