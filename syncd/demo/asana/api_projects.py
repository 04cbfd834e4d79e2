"""Paths about projects, sections, status updates and tags."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from syncd.demo.asana import projects
from syncd.demo.asana.access import project_level, require_project, require_section
from syncd.demo.asana.errors import ApiError, bad_request, forbidden
from syncd.demo.asana.model import CustomField, Project, Section, StatusUpdate, Tag, Workspace
from syncd.demo.asana.records import setting_record, task_counts_record, told_to
from syncd.demo.asana.routes import Call, route


@route("GET", "/projects", query="workspace team archived", paged=True)
def get_projects(call: Call) -> dict[str, Any]:
    if not {"workspace", "team"} & set(call.query):
        raise bad_request("workspace: Missing input")
    return _projects(call, call.query.get("workspace"), call.query.get("team"))


@route("GET", "/workspaces/{workspace}/projects", query="archived", paged=True)
def get_workspace_projects(call: Call) -> dict[str, Any]:
    return _projects(call, call.gids["workspace"], None)


def _projects(call: Call, workspace: str | None, team: str | None) -> dict[str, Any]:
    if workspace is not None:
        call.state.get(Workspace, workspace)
    found = [p for p in call.state.all(Project) if told_to(call.state, call.user, p) and team in {None, p.team}]
    if "archived" in call.query:
        found = [p for p in found if p.archived == (call.query["archived"] == "true")]
    return call.many(found, "project")


@route("POST", "/projects", status=201)
def post_project(call: Call) -> dict[str, Any]:
    project = projects.create_project(call.state, call.user, call.data)
    call.written = project.gid
    return call.one(project)


@route("GET", "/projects/{project}")
def get_project(call: Call) -> dict[str, Any]:
    return call.one(require_project(call.state, call.user, call.gids["project"]))


@route("PUT", "/projects/{project}")
def put_project(call: Call) -> dict[str, Any]:
    project = require_project(call.state, call.user, call.gids["project"], "editor")
    call.written = project.gid
    return call.one(projects.update_project(call.state, call.user, project, call.data))


@route("DELETE", "/projects/{project}")
def delete_project(call: Call) -> dict[str, Any]:
    project = require_project(call.state, call.user, call.gids["project"], "admin")
    projects.delete_project(call.state, call.user, project)
    call.written = project.gid
    return {"data": {}}


@route("GET", "/projects/{project}/sections", paged=True)
def get_sections(call: Call) -> dict[str, Any]:
    project = require_project(call.state, call.user, call.gids["project"])
    return call.many([call.state.get(Section, gid) for gid in project.sections], "section")


@route("POST", "/projects/{project}/sections", status=201)
def post_section(call: Call) -> dict[str, Any]:
    project = require_project(call.state, call.user, call.gids["project"], "editor")
    if not call.data.get("name"):
        raise bad_request("name: Missing input")
    section = projects.create_section(call.state, call.user, project, str(call.data["name"]))
    call.written = section.gid
    return call.one(section)


@route("GET", "/sections/{section}")
def get_section(call: Call) -> dict[str, Any]:
    return call.one(require_section(call.state, call.user, call.gids["section"]))


@route("PUT", "/sections/{section}")
def put_section(call: Call) -> dict[str, Any]:
    section = require_section(call.state, call.user, call.gids["section"], "editor")
    call.written = section.gid
    return call.one(projects.rename_section(call.state, call.user, section, str(call.data.get("name", section.name))))


@route("DELETE", "/sections/{section}")
def delete_section(call: Call) -> dict[str, Any]:
    section = require_section(call.state, call.user, call.gids["section"], "editor")
    projects.delete_section(call.state, call.user, section)
    call.written = section.gid
    return {"data": {}}


@route("GET", "/projects/{project}/custom_field_settings", paged=True)
def get_custom_field_settings(call: Call) -> dict[str, Any]:
    project = require_project(call.state, call.user, call.gids["project"])
    definitions = [call.state.get(CustomField, gid) for gid in project.custom_fields]
    wholes = [setting_record(call.state, project, d) for d in definitions]
    return call.many_records(wholes, "custom_field_setting")


@route("GET", "/projects/{project}/task_counts")
def get_task_counts(call: Call) -> dict[str, Any]:
    project = require_project(call.state, call.user, call.gids["project"])
    tree = call.tree("task_counts") or {}
    counts = task_counts_record(call.state, project)
    return {"data": {name: n for name, n in counts.items() if name in tree}}


@route("GET", "/status_updates", query="parent created_since", paged=True)
def get_status_updates(call: Call) -> dict[str, Any]:
    """Newest first."""
    if "parent" not in call.query:
        raise bad_request("parent: Missing input")
    project = require_project(call.state, call.user, call.query["parent"])
    found = [u for u in reversed(call.state.all(StatusUpdate)) if u.parent == project.gid]
    if "created_since" in call.query:
        since = moment(call.query["created_since"], "created_since")
        found = [u for u in found if u.created_at >= since]
    return call.many(found, "status_update")


def moment(text: str, name: str) -> datetime:
    """An instant in a query, or 400."""
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise bad_request(f"{name}: Not a valid date-time: {text}") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@route("POST", "/status_updates", query="limit offset", status=201)
def post_status_update(call: Call) -> dict[str, Any]:
    if not call.data.get("parent"):
        raise bad_request("parent: Missing input")
    project = require_project(call.state, call.user, str(call.data["parent"]), "editor")
    update = projects.publish_status(call.state, call.user, project, call.data)
    call.written = update.gid
    return call.one(update)


@route("GET", "/status_updates/{update}")
def get_status_update(call: Call) -> dict[str, Any]:
    return call.one(_status_update(call))


@route("DELETE", "/status_updates/{update}")
def delete_status_update(call: Call) -> dict[str, Any]:
    update = _status_update(call)
    if update.created_by != call.user.gid:
        raise forbidden("You can only delete your own status updates.")
    projects.withdraw_status(call.state, update)
    call.written = update.gid
    return {"data": {}}


@route("PUT", "/status_updates/{update}")
def put_status_update(_: Call) -> dict[str, Any]:
    """A status update cannot be edited (ASANA.md section 13)."""
    raise ApiError(404, "No matching route for request: PUT /status_updates")


def _status_update(call: Call) -> StatusUpdate:
    update = call.state.get(StatusUpdate, call.gids["update"], word="status_update")
    require_project(call.state, call.user, update.parent)
    return update


@route("GET", "/tags", query="workspace", paged=True)
def get_tags(call: Call) -> dict[str, Any]:
    return call.many(call.state.all(Tag), "tag")


@route("GET", "/tags/{tag}")
def get_tag(call: Call) -> dict[str, Any]:
    return call.one(call.state.get(Tag, call.gids["tag"]))


@route("POST", "/tags", status=201)
def post_tag(call: Call) -> dict[str, Any]:
    if not call.data.get("name"):
        raise bad_request("name: Missing input")
    tag = projects.create_tag(call.state, str(call.data["name"]))
    call.written = tag.gid
    return call.one(tag)


@route("POST", "/projects/{project}/addMembers")
def add_members(call: Call) -> dict[str, Any]:
    project = require_project(call.state, call.user, call.gids["project"], "admin")
    for who in _people(call.data.get("members")):
        member = call.state.user_or_team(call.user.gid if who == "me" else who)
        projects.add_member(call.state, call.user.gid, project, member.gid)
    call.written = project.gid
    return call.one(project)


@route("POST", "/projects/{project}/removeMembers")
def remove_members(call: Call) -> dict[str, Any]:
    project = require_project(call.state, call.user, call.gids["project"], "admin")
    for who in _people(call.data.get("members")):
        projects.remove_member(call.state, call.user.gid, project, call.state.user_or_team(who).gid)
    call.written = project.gid
    level = project_level(call.state, call.user, project)
    return call.one(project) if level else {"data": {}}


def _people(value: object) -> list[str]:
    """A list, or names joined by commas."""
    if isinstance(value, str):
        return [who.strip() for who in value.split(",")]
    if isinstance(value, list):
        return [str(who) for who in value]
    raise bad_request("members: Missing input")
