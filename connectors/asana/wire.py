"""Asana's JSON to rows of the mirror. Unknown words are kept as they are; what is missing is null."""

from __future__ import annotations

from collections.abc import Iterable

from connectors.asana.json_fields import Json, dump, flag_of, gid_of, has_gid, name_of, number_of, objects_in, text_of
from syncd.domain.mirror import AsanaFact, Seen, Value, Whole


def story_fact(raw: Json, task_gid: str) -> Seen:
    """A comment or system story. Old and new values as one text each, whatever field carried them."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "task_gid": task_gid,
        "type": text_of(raw.get("type")),
        "resource_subtype": text_of(raw.get("resource_subtype")),
        "created_at": text_of(raw.get("created_at")),
        "created_by_gid": gid_of(raw.get("created_by")),
        "text": text_of(raw.get("text")),
        "html_text": text_of(raw.get("html_text")),
        "is_pinned": flag_of(raw.get("is_pinned")),
        "is_edited": flag_of(raw.get("is_edited")),
        "source": text_of(raw.get("source")),
        "assignee_gid": gid_of(raw.get("assignee")),
        "custom_field_gid": gid_of(raw.get("custom_field")),
        "project_gid": gid_of(raw.get("project")),
        "old_value": _change(raw, "old"),
        "new_value": _change(raw, "new"),
    }
    return Seen("asana_stories", columns, dump(raw))


def attachment_fact(raw: Json, task_gid: str) -> Seen:
    """An attachment's metadata; its `download_url` dies in minutes and is never stored."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "task_gid": task_gid,
        "name": text_of(raw.get("name")),
        "resource_subtype": text_of(raw.get("resource_subtype")),
        "host": text_of(raw.get("host")),
        "size": number_of(raw.get("size")),
        "created_at": text_of(raw.get("created_at")),
        "permanent_url": text_of(raw.get("permanent_url")),
        "view_url": text_of(raw.get("view_url")),
    }
    return Seen("asana_attachments", columns, dump({k: v for k, v in raw.items() if k != "download_url"}))


def project_facts(raw: Json) -> list[AsanaFact]:
    """A project and the definitions of its custom fields."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "name": text_of(raw.get("name")),
        "archived": flag_of(raw.get("archived")),
        "completed": flag_of(raw.get("completed")),
        "created_at": text_of(raw.get("created_at")),
        "modified_at": text_of(raw.get("modified_at")),
        "owner_gid": gid_of(raw.get("owner")),
        "team_gid": gid_of(raw.get("team")),
        "notes": text_of(raw.get("notes")),
        "due_on": text_of(raw.get("due_on")),
        "start_on": text_of(raw.get("start_on")),
        "privacy_setting": text_of(raw.get("privacy_setting")),
        "default_access_level": text_of(raw.get("default_access_level")),
        "current_status_update_gid": gid_of(raw.get("current_status_update")),
        "permalink_url": text_of(raw.get("permalink_url")),
    }
    facts: list[AsanaFact] = [Seen("asana_projects", columns, dump(raw))]
    for setting in objects_in(raw.get("custom_field_settings")):
        definition = setting.get("custom_field")
        if isinstance(definition, dict) and has_gid(definition):
            facts.append(custom_field_fact(definition))
    return facts


def custom_field_fact(raw: Json) -> Seen:
    """The definition of a custom field; its options are in the raw JSON."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "name": text_of(raw.get("name")),
        "resource_subtype": text_of(raw.get("resource_subtype")),
        "privacy_setting": text_of(raw.get("privacy_setting")),
        "has_notifications_enabled": flag_of(raw.get("has_notifications_enabled")),
        "is_value_read_only": flag_of(raw.get("is_value_read_only")),
    }
    return Seen("asana_custom_fields", columns, dump(raw))


def section_fact(raw: Json, project_gid: str, position: int) -> Seen:
    """A section; `position` counts from 0 in the order Asana gave."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "project_gid": project_gid,
        "name": text_of(raw.get("name")),
        "created_at": text_of(raw.get("created_at")),
        "position": position,
    }
    return Seen("asana_sections", columns, dump(raw))


def status_fact(raw: Json, project_gid: str) -> Seen:
    """A status update of a project."""
    columns: dict[str, Value] = {
        "gid": raw["gid"],
        "project_gid": project_gid,
        "title": text_of(raw.get("title")),
        "text": text_of(raw.get("text")),
        "html_text": text_of(raw.get("html_text")),
        "status_type": text_of(raw.get("status_type")),
        "created_at": text_of(raw.get("created_at")),
        "created_by_gid": gid_of(raw.get("created_by")),
        "modified_at": text_of(raw.get("modified_at")),
    }
    return Seen("asana_status_updates", columns, dump(raw))


def member_facts(project_gid: str, members: Iterable[tuple[Json, str | None]]) -> list[AsanaFact]:
    """The members of a project: users and teams, with their access level where Asana told it."""
    rows = [
        Seen(
            "asana_project_members",
            {
                "gid": f"{project_gid}:{member['gid']}",
                "project_gid": project_gid,
                "member_gid": member["gid"],
                "member_type": text_of(member.get("resource_type")) or "user",
                "name": text_of(member.get("name")),
                "access_level": access_level,
            },
            dump(member),
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
        "name": text_of(raw.get("name")),
        "email": text_of(raw.get("email")),
        "is_guest": flag_of(known.get("is_guest")),
        "is_active": flag_of(known.get("is_active")),
        "is_admin": flag_of(known.get("is_admin")),
    }
    return Seen("asana_users", columns, dump({**raw, "workspace_membership": membership} if membership else raw))


def absence_facts(user_gid: str, raws: Iterable[Json]) -> list[AsanaFact]:
    """The out-of-office days of a person, all that Asana knows of."""
    rows = [
        Seen(
            "asana_ooo_entries",
            {
                "gid": raw["gid"],
                "user_gid": user_gid,
                "start_date": text_of(raw.get("start_date")),
                "end_date": text_of(raw.get("end_date")),
            },
            dump(raw),
        )
        for raw in raws
        if has_gid(raw)
    ]
    kept = frozenset(str(row.columns["gid"]) for row in rows)
    return [*rows, Whole("asana_ooo_entries", "user_gid", user_gid, "gid", kept)]


def _change(raw: Json, which: str) -> str | None:
    """The old or new value of a system story, from the one field that has it."""
    for field in ("text_value", "number_value", "approval_status"):
        if raw.get(f"{which}_{field}") is not None:
            return str(raw[f"{which}_{field}"])
    for field in ("enum_value", "section"):
        if isinstance(raw.get(f"{which}_{field}"), dict):
            return name_of(raw[f"{which}_{field}"])
    dates = raw.get(f"{which}_dates")
    if isinstance(dates, dict):
        kind = "start" if raw.get("resource_subtype") == "start_date_changed" else "due"
        return text_of(dates.get(f"{kind}_at")) or text_of(dates.get(f"{kind}_on"))
    return None
