"""The simulator against Asana's own OpenAPI file: paths, parameters, field names, and the shape of answers."""

from __future__ import annotations

from typing import Any

import pytest

from syncd.demo.asana.field_names import FIELD_NAMES
from syncd.demo.asana.routes import ROUTES
from tests.contract.simulator import openapi
from tests.contract.simulator.conftest import Office

pytestmark = pytest.mark.skipif(not openapi.FILE.exists(), reason="Asana's OpenAPI file is not beside the repository")

UNDOCUMENTED = {"/projects/{project}/events", "/workspaces/{workspace}/events"}
NOT_SERVED = {("PUT", "/status_updates/{update}")}  # a refusal of ours, in words
# Two paths of events are known from the documentation's pages only.
IN_THE_FILE = [r for r in ROUTES if r.template not in UNDOCUMENTED and (r.method, r.template) not in NOT_SERVED]
LISTS = {
    "task": ("get", "/tasks/{g}"),
    "story": ("get", "/stories/{g}"),
    "project": ("get", "/projects/{g}"),
    "section": ("get", "/sections/{g}"),
    "user": ("get", "/users/{g}"),
    "workspace": ("get", "/workspaces/{g}"),
    "workspace_membership": ("get", "/workspaces/{g}/workspace_memberships"),
    "project_membership_list": ("get", "/projects/{g}/project_memberships"),
    "project_membership": ("get", "/project_memberships/{g}"),
    "status_update": ("get", "/status_updates/{g}"),
    "attachment": ("get", "/attachments/{g}"),
    "event": ("get", "/events"),
    "tag": ("get", "/tags/{g}"),
    "custom_field_setting": ("get", "/projects/{g}/custom_field_settings"),
    "task_counts": ("get", "/projects/{g}/task_counts"),
}


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_the_field_names_are_those_of_asanas_file(kind: str) -> None:
    paging = {"offset", "path", "uri"}

    assert FIELD_NAMES[kind] == openapi.field_names(*LISTS[kind]) - paging


@pytest.mark.parametrize("one", IN_THE_FILE, ids=lambda r: f"{r.method} {r.template}")
def test_every_served_path_and_parameter_is_in_asanas_file(one: Any) -> None:
    assert openapi.operation(one.method.lower(), one.template) is not None
    documented = set(openapi.parameters(one.method.lower(), one.template)) if one.method == "GET" else set(one.query)
    assert one.query - {"opt_fields", "opt_pretty"} <= documented | {"limit", "offset"}


def fill(office: Office) -> dict[str, str]:
    """One of everything; gids by what stands for them in the paths."""
    asana, anna = office.asana, office.anna
    field = asana.add_custom_field("Канал", "enum", on=[office.client], options=["Директ", "VK"])
    anna.set_field(office.plan, field.gid, field.options[0].gid)
    file = anna.attach(office.plan, "media_plan_v3.xlsx")
    anna.create_subtask(office.plan, "Сверить цены")
    anna.move_due(office.plan, None)
    anna.assign(office.plan, anna.user.email)
    anna.move_to_section(office.plan, office.client, "Готово")
    story = anna.comment(office.plan, "10\u00a0000 ₽ https://agency.example/plan")
    update = anna.publish_status(office.client, "Неделя", "Идём по плану")
    approval = anna.create_task(office.client, "Отчёт", resource_subtype="approval")
    anna.approve(approval)
    anna.user.away = ("2026-08-01", "2026-08-12")
    return {
        "user": anna.user.gid,
        "workspace": asana.workspace,
        "team": asana.add_team("Контекст", [anna.user.email]).gid,
        "project": office.client.gid,
        "membership": office.client.members[0].gid,
        "section": office.client.sections[0],
        "task": office.plan.gid,
        "story": story.gid,
        "update": update.gid,
        "attachment": file.gid,
        "tag": str(office.post("tags", name="срочно").json()["data"]["gid"]),
    }


# With `opt_fields` a list tells whole records, though the file names the compact ones.
FULL = {
    "tasks": "TaskResponse",
    "subtasks": "TaskResponse",
    "search": "TaskResponse",
    "stories": "StoryResponse",
    "projects": "ProjectResponse",
    "sections": "SectionResponse",
    "users": "UserResponse",
    "workspaces": "WorkspaceResponse",
    "workspace_memberships": "WorkspaceMembershipResponse",
    "teams": "TeamResponse",
    "tags": "TagResponse",
    "status_updates": "StatusUpdateResponse",
    "attachments": "AttachmentResponse",
    "project_memberships": "ProjectMembershipCompactResponse",
}
# Null in practice, though the file does not say so: a date that was not set, the parent of a change.
NULL_ALL_THE_SAME = (
    "_dates.due_on: null",
    "_dates.due_at: null",
    "_dates.start_on: null",
    "_enum_value: null",
    ".parent: null",
)
QUERIES = {
    "/users": {"workspace": "workspace"},
    "/projects": {"workspace": "workspace"},
    "/tasks": {"project": "project"},
    "/status_updates": {"parent": "project"},
    "/attachments": {"parent": "task"},
    "/ooo_entries": {"workspace": "workspace", "user": "user"},
    "/workspaces/{workspace}/tasks/search": {},
}
READS = [r for r in ROUTES if r.method == "GET" and r.template not in UNDOCUMENTED and r.template != "/events"]


@pytest.mark.parametrize("one", READS, ids=lambda r: str(r.template))
@pytest.mark.parametrize("all_fields", [False, True], ids=["default", "every field"])
def test_every_answer_fits_its_schema(office: Office, one: Any, all_fields: bool) -> None:
    gids = fill(office)
    query = {name: gids[what] for name, what in QUERIES.get(one.template, {}).items()}
    if all_fields and "opt_fields" in openapi.parameters("get", one.template):
        named = openapi.field_names("get", one.template) - {"offset", "path", "uri"}
        query["opt_fields"] = ",".join(sorted(named))

    answered = office.api.get(one.template.format_map(gids).removeprefix("/"), params=query)

    assert answered.status_code == 200, answered.text
    body = answered.json()
    assert body["data"] != []
    schema = openapi.answer_schema("get", one.template)
    name = one.template.rpartition("/")[2]
    if all_fields and name in FULL:
        whole = {"type": "array", "items": {"$ref": f"#/components/schemas/{FULL[name]}"}}
        schema = {"type": "object", "properties": schema["properties"] | {"data": whole}}
    assert [misfit for misfit in openapi.misfits(body, schema) if not misfit.endswith(NULL_ALL_THE_SAME)] == []


def test_events_fit_their_schema(office: Office) -> None:
    sync = office.sync(office.client.gid)
    fill(office)

    events = office.events(office.client.gid, sync)
    for event in events:  # the file leaves the subtype out, the documentation's pages have it
        for link in (event["resource"], event["parent"] or {}):
            link.pop("resource_subtype", None)

    schema = {"type": "array", "items": {"$ref": "#/components/schemas/EventResponse"}}
    assert len(events) > 10
    assert [misfit for misfit in openapi.misfits(events, schema) if not misfit.endswith(NULL_ALL_THE_SAME)] == []
    assert {event["type"] for event in events} == {"task", "story"}


WRITES = {
    ("post", "/tasks"): {"name": "Ответить", "projects": ["{project}"], "assignee": "me", "due_on": "2026-06-02"},
    ("put", "/tasks/{task}"): {"completed": True},
    ("post", "/tasks/{task}/subtasks"): {"name": "Часть"},
    ("post", "/tasks/{task}/stories"): {"html_text": "<body><strong>Готово</strong></body>"},
    ("post", "/tasks/{task}/addFollowers"): {"followers": ["{user}"]},
    ("post", "/tasks/{task}/removeFollowers"): {"followers": ["{user}"]},
    ("post", "/tasks/{task}/setParent"): {"parent": "{other}"},
    ("post", "/tasks/{task}/addProject"): {"project": "{internal}"},
    ("post", "/projects"): {"name": "Новый", "workspace": "{workspace}"},
    ("put", "/projects/{project}"): {"name": "Кот"},
    ("post", "/projects/{project}/sections"): {"name": "Архив"},
    ("put", "/sections/{section}"): {"name": "Замыслы"},
    ("post", "/status_updates"): {"parent": "{project}", "text": "Идём", "title": "Неделя", "status_type": "on_track"},
    ("post", "/tags"): {"name": "важно"},
}


@pytest.mark.parametrize("one", sorted(WRITES), ids=" ".join)
def test_what_a_write_sends_and_gets_back_fits_asanas_file(office: Office, one: tuple[str, str]) -> None:
    method, template = one
    gids = fill(office) | {"internal": office.internal.gid, "other": office.anna.create_task(office.client, "О").gid}
    data = {name: _filled(value, gids) for name, value in WRITES[one].items()}
    sent = openapi.resolve(openapi.operation(method, template)["requestBody"])  # type: ignore[index]
    schema = sent["content"]["application/json"]["schema"]

    answered = office.api.request(method.upper(), template.format_map(gids).removeprefix("/"), json={"data": data})

    assert openapi.misfits({"data": data}, schema) == []
    assert answered.status_code in (200, 201), answered.text
    found = openapi.misfits(answered.json(), openapi.answer_schema(method, template))
    assert [misfit for misfit in found if not misfit.endswith(NULL_ALL_THE_SAME)] == []


def _filled(value: Any, gids: dict[str, str]) -> Any:
    match value:
        case str():
            return value.format_map(gids)
        case list():
            return [_filled(item, gids) for item in value]
        case _:
            return value
