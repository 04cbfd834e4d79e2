"""Paths about people: users, workspaces, teams, memberships."""

from __future__ import annotations

from typing import Any

from syncd.demo.asana.access import project_level, require_project, team_of
from syncd.demo.asana.errors import bad_request, forbidden
from syncd.demo.asana.fields import compact
from syncd.demo.asana.model import Project, Team, User, Workspace
from syncd.demo.asana.records import project_membership_record, workspace_membership_record
from syncd.demo.asana.routes import Call, route

MOST_USERS = 2000  # of a list without pages


def _workspace(call: Call, gid: str | None) -> Workspace:
    if not gid:
        raise bad_request("workspace: Missing input")
    return call.state.get(Workspace, gid)


@route("GET", "/users/{user}", query="workspace")
def get_user(call: Call) -> dict[str, Any]:
    return call.one(call.state.get(User, call.me(call.gids["user"])))


@route("GET", "/users", query="workspace team", paged=True)
def get_users(call: Call) -> dict[str, Any]:
    if "team" in call.query:
        return call.many([call.state.get(User, g) for g in call.state.get(Team, call.query["team"]).members], "user")
    _workspace(call, call.query.get("workspace"))
    return call.many(call.state.all(User), "user")


@route("GET", "/workspaces", paged=True)
def get_workspaces(call: Call) -> dict[str, Any]:
    return call.many([call.state.workspace], "workspace")


@route("GET", "/workspaces/{workspace}")
def get_workspace(call: Call) -> dict[str, Any]:
    return call.one(_workspace(call, call.gids["workspace"]))


@route("GET", "/workspaces/{workspace}/users", query="offset")
def get_workspace_users(call: Call) -> dict[str, Any]:
    _workspace(call, call.gids["workspace"])
    return call.all(call.state.all(User)[:MOST_USERS], "user")


@route("GET", "/workspaces/{workspace}/workspace_memberships", query="user", paged=True)
def get_workspace_memberships(call: Call) -> dict[str, Any]:
    _workspace(call, call.gids["workspace"])
    users = call.state.all(User)
    if "user" in call.query:
        users = [u for u in users if u.gid == call.me(call.query["user"])]
    return call.many_records([workspace_membership_record(call.state, u) for u in users], "workspace_membership")


@route("GET", "/workspaces/{workspace}/teams", paged=True)
def get_teams(call: Call) -> dict[str, Any]:
    _workspace(call, call.gids["workspace"])
    return call.many(call.state.all(Team), "team")


@route("GET", "/teams/{team}")
def get_team(call: Call) -> dict[str, Any]:
    return call.one(call.state.get(Team, call.gids["team"]))


@route("GET", "/teams/{team}/users", query="offset")
def get_team_users(call: Call) -> dict[str, Any]:
    team = call.state.get(Team, call.gids["team"])
    if call.user.is_guest and call.user.gid not in team_of(call.state, team.gid):
        raise forbidden("You do not have access to this team.")
    return call.all([call.state.get(User, gid) for gid in team.members], "user")


@route("GET", "/projects/{project}/project_memberships", query="user", paged=True)
def get_project_memberships(call: Call) -> dict[str, Any]:
    project = require_project(call.state, call.user, call.gids["project"])
    members = project.members
    if "user" in call.query:
        members = [m for m in members if m.member == call.me(call.query["user"])]
    wholes = [project_membership_record(call.state, project, m) for m in members]
    return call.many_records(wholes, "project_membership", names="project_membership_list")


@route("GET", "/project_memberships/{membership}")
def get_project_membership(call: Call) -> dict[str, Any]:
    for project in call.state.all(Project):
        for membership in project.members:
            if membership.gid == call.gids["membership"] and project_level(call.state, call.user, project):
                return call.one_record(project_membership_record(call.state, project, membership), "project_membership")
    raise forbidden("You do not have access to this project membership.")


@route("GET", "/ooo_entries", query="workspace user start_date end_date", paged=True)
def get_absences(call: Call) -> dict[str, Any]:
    """Out-of-office entries of one user: at most one here."""
    user = call.state.get(User, call.me(call.query.get("user", "")))
    entries = []
    if user.away is not None:
        person = compact(call.state, user)
        entry = {"gid": f"8{user.gid[1:]}", "resource_type": "ooo_entry", "user": person, "created_by": person}
        entries = [entry | {"start_date": user.away[0], "end_date": user.away[1]}]
    return {"data": entries, "next_page": None}
