"""Workspaces, projects and their people, for a person to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import asana

from connectors.asana import fields
from connectors.asana.api import AsanaApi
from connectors.asana.field_values import forms_of
from connectors.asana.json_fields import has_gid, objects_in
from connectors.asana.workspace import listed_projects
from syncd.domain.errors import Rejected

_DEFINITIONS = ",".join(
    f"custom_field_settings.custom_field.{name}"
    for name in ("name", "resource_subtype", "is_value_read_only", "enum_options.name", "enum_options.enabled")
)


@dataclass(frozen=True, slots=True)
class WorkspaceEntry:
    """A workspace; `domains` are the organisation's own e-mail domains."""

    gid: str
    name: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project; `is_private` as Asana says."""

    gid: str
    name: str
    is_private: bool


def list_workspaces(api: AsanaApi) -> list[WorkspaceEntry]:
    """The workspaces of the token's user. Raises what reads raise."""
    call = asana.WorkspacesApi(api).get_workspaces
    raws = api.read_list(call, opt_fields="name,email_domains")
    return [
        WorkspaceEntry(raw["gid"], raw.get("name") or "", tuple(raw.get("email_domains") or ()))
        for raw in raws
        if has_gid(raw)
    ]


def list_projects(api: AsanaApi, workspace_gid: str) -> list[ProjectEntry]:
    """Projects that are not archived, by name."""
    found = [
        ProjectEntry(raw["gid"], raw.get("name") or "", raw.get("privacy_setting") == "private")
        for raw in listed_projects(api, workspace_gid)
        if not raw.get("archived")
    ]
    return sorted(found, key=lambda project: project.name.casefold())


def refused_values(api: AsanaApi, project_gid: str, values: Iterable[tuple[str, str]]) -> list[str]:
    """Why these values (field's gid, value) could not be written on the project's tasks; nothing where they could."""
    raw = api.read(asana.ProjectsApi(api).get_project, project_gid, opt_fields=_DEFINITIONS)
    definitions = [setting.get("custom_field") for setting in objects_in(raw.get("custom_field_settings"))]
    found: list[str] = []
    for gid, value in values:
        try:
            forms_of({"custom_fields": definitions}, gid, value)
        except Rejected as error:
            found.append(str(error))
    return list(dict.fromkeys(found))


def project_people(api: AsanaApi, project_gid: str) -> list[tuple[str, str]]:
    """Names and e-mails of the members of whom the e-mail is known."""
    raw = api.read(asana.ProjectsApi(api).get_project, project_gid, opt_fields="members.name")
    people = []
    for member in raw.get("members") or []:
        user = api.read(asana.UsersApi(api).get_user, member["gid"], opt_fields=fields.USER)
        if user.get("email"):
            people.append((user.get("name") or "", user["email"]))
    return people
