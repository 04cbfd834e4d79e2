"""A task's JSON to rows: the task itself and everything that hangs on it but its stories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from connectors.asana.json_fields import Json, dump, flag_of, gid_of, has_gid, name_of, number_of, objects_in, text_of
from syncd.domain.mirror import AsanaFact, Seen, Value, Whole

TASK_LINKS = (
    ("asana_memberships_of_tasks", "project_gid"),
    ("asana_followers_of_tasks", "user_gid"),
    ("asana_tags_of_tasks", "tag_gid"),
    ("asana_dependencies_of_tasks", "dependency_gid"),
    ("asana_custom_field_values", "custom_field_gid"),
)


def task_facts(raw: Json, root_project_gid: str | None) -> list[AsanaFact]:
    """A task with everything that hangs on it but its stories. `root_project_gid` is where it was found."""
    gid = raw["gid"]
    facts: list[AsanaFact] = [Seen("asana_tasks", _task_columns(raw, root_project_gid), dump(raw))]
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


def project_gids_of(raw: Json) -> tuple[str, ...]:
    """The projects a task record is in, as far as we may see them."""
    each = (gid_of(membership.get("project")) for membership in objects_in(raw.get("memberships")))
    return tuple(gid for gid in each if gid)


def places_of(raw: Json) -> frozenset[tuple[str, str | None]]:
    """Its projects, each with the section it stands in there."""
    each = [
        (gid_of(membership.get("project")), gid_of(membership.get("section")))
        for membership in objects_in(raw.get("memberships"))
    ]
    return frozenset((project, section) for project, section in each if project)


def _task_columns(raw: Json, root_project_gid: str | None) -> dict[str, Value]:
    projects = project_gids_of(raw)
    return {
        "gid": raw["gid"],
        "name": text_of(raw.get("name")),
        "resource_subtype": text_of(raw.get("resource_subtype")),
        "approval_status": text_of(raw.get("approval_status")),
        "completed": flag_of(raw.get("completed")),
        "completed_at": text_of(raw.get("completed_at")),
        "completed_by_gid": gid_of(raw.get("completed_by")),
        "created_at": text_of(raw.get("created_at")),
        "created_by_gid": gid_of(raw.get("created_by")),
        "modified_at": text_of(raw.get("modified_at")),
        "assignee_gid": gid_of(raw.get("assignee")),
        "due_on": text_of(raw.get("due_on")),
        "due_at": text_of(raw.get("due_at")),
        "start_on": text_of(raw.get("start_on")),
        "start_at": text_of(raw.get("start_at")),
        "notes": text_of(raw.get("notes")),
        "html_notes": text_of(raw.get("html_notes")),
        "parent_gid": gid_of(raw.get("parent")),
        "project_gid": projects[0] if projects else root_project_gid,
        "num_subtasks": number_of(raw.get("num_subtasks")),
        "is_rendered_as_separator": flag_of(raw.get("is_rendered_as_separator")),
        "permalink_url": text_of(raw.get("permalink_url")),
    }


def _memberships(task_gid: str, raw: Json) -> Iterator[Seen]:
    for membership in objects_in(raw.get("memberships")):
        project, section = membership.get("project"), membership.get("section")
        if not isinstance(project, dict) or not has_gid(project):
            continue
        columns: dict[str, Value] = {
            "gid": f"{task_gid}:{project['gid']}",
            "task_gid": task_gid,
            "project_gid": project["gid"],
            "project_name": text_of(project.get("name")),
            "section_gid": gid_of(section),
            "section_name": text_of(section.get("name")) if isinstance(section, dict) else None,
        }
        yield Seen("asana_memberships_of_tasks", columns, dump(membership), key=("task_gid", "project_gid"))


def _links(task_gid: str, raw: Json, field: str, table: str, member: str) -> Iterator[Seen]:
    for each in objects_in(raw.get(field)):
        if not has_gid(each):
            continue
        columns: dict[str, Value] = {
            "gid": f"{task_gid}:{each['gid']}",
            "task_gid": task_gid,
            member: each["gid"],
            "name": text_of(each.get("name")),
        }
        yield Seen(table, columns, dump(each), key=("task_gid", member))


def _values(task_gid: str, raw: Json) -> Iterator[Seen]:
    for value in objects_in(raw.get("custom_fields")):
        if not has_gid(value):
            continue
        columns: dict[str, Value] = {
            "gid": f"{task_gid}:{value['gid']}",
            "task_gid": task_gid,
            "custom_field_gid": value["gid"],
            "name": text_of(value.get("name")),
            "resource_subtype": text_of(value.get("resource_subtype")),
            "display_value": text_of(value.get("display_value")),
            "text_value": text_of(value.get("text_value")),
            "number_value": number_of(value.get("number_value")),
            "enum_value_gid": gid_of(value.get("enum_value")),
            "enum_value_name": name_of(value.get("enum_value")),
            "date_value": _date_value(value.get("date_value")),
        }
        yield Seen("asana_custom_field_values", columns, dump(value), key=("task_gid", "custom_field_gid"))


def _date_value(value: Any) -> str | None:
    """A string as the spec says, or the object that Asana has been seen to send."""
    if isinstance(value, dict):
        return text_of(value.get("date_time")) or text_of(value.get("date"))
    return text_of(value)
