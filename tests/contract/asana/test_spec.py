"""Every request we make is one that Asana's OpenAPI file describes: path, parameters, fields and body."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from connectors.asana.workspace import WorkspaceSource
from connectors.asana.writer import AsanaWriter
from syncd.demo.asana import AsanaSimulator
from syncd.domain.notes.note import Audience, ClientStatus, OnNote, RichText, Span, TeamComment, TeamTask, plain_text
from syncd.domain.notes.writer import Surface, TaskEdit
from tests.contract.asana.conftest import ANNA, PETR
from tests.contract.asana.mirror_world import MirrorWorld

SPEC = Path(__file__).parents[3].parent / "shared" / "asana" / "asana_oas.yaml"
REF = "A-7F3K2"
BASE = "/api/1.0"

pytestmark = pytest.mark.skipif(not SPEC.exists(), reason="Asana's OpenAPI file is not here")


@cache
def spec() -> dict[str, Any]:
    return dict(yaml.load(SPEC.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        found: Any = spec()
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def operation(method: str, path: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The operation a request is, and its query parameters by name."""
    steps = path.removeprefix(BASE).split("/")
    for template, item in spec()["paths"].items():
        parts = template.split("/")
        if len(parts) == len(steps) and all(p.startswith("{") or p == s for p, s in zip(parts, steps, strict=True)):
            if method.lower() not in item:
                continue
            found = item[method.lower()]
            parameters = [resolved(p) for p in [*item.get("parameters", []), *found.get("parameters", [])]]
            return found, {p["name"]: p for p in parameters if p["in"] == "query"}
    raise AssertionError(f"no such call: {method} {path}")


def body_fields(node: dict[str, Any]) -> set[str]:
    node = resolved(node)
    names = set(node.get("properties", {}))
    for part in node.get("allOf", []):
        names |= body_fields(part)
    return names


def check(request: httpx.Request) -> None:
    found, parameters = operation(request.method, request.url.path)
    query = dict(request.url.params)
    assert set(query) <= set(parameters), (request.method, request.url.path, query)
    if "opt_fields" in query:
        listed = set(parameters["opt_fields"]["schema"]["items"]["enum"])
        unlisted = {name for name in query["opt_fields"].split(",") if not is_listed(name, listed)}
        assert not unlisted, (request.url.path, unlisted)
    if request.content:
        sent = json.loads(request.content)
        schema = resolved(found["requestBody"])["content"]["application/json"]["schema"]
        allowed = body_fields(resolved(schema)["properties"]["data"])
        assert set(sent) == {"data"}
        assert set(sent["data"]) <= allowed, (request.url.path, set(sent["data"]) - allowed)


def is_listed(name: str, listed: set[str]) -> bool:
    """As it stands there, or a whole object of which parts stand there."""
    return name in listed or any(each.startswith(name + ".") for each in listed)


def test_every_request_is_in_the_specification(asana: AsanaSimulator, world: MirrorWorld) -> None:
    sent: list[httpx.Request] = []
    world.api._wire.event_hooks["request"].append(sent.append)
    internal = asana.add_project("Работа с почтой", members=[ANNA, asana.add_team("Все", [PETR]).gid])
    client = asana.add_project("Лунный Кот", owner=ANNA, sections=["Идеи", "Дела"])
    anna = asana.person(ANNA)
    task = anna.create_task(client, "Медиаплан")
    anna.create_subtask(task, "Часть")
    picture = anna.attach(task, "plan.xlsx")
    anna.publish_status(client, "Неделя", "Всё идёт")
    world.pass_over(WorkspaceSource(world.api, asana.workspace, mirrors_all=True, absences_of=[ANNA]))
    world.pass_over(client.gid)
    said = anna.comment(task, "Ещё")
    anna.rename(task, "Медиаплан на июнь")
    world.pass_over(client.gid)
    anna.delete_comment(said)
    asana.clock.advance(timedelta(hours=2))
    world.pass_over(client.gid)
    asana.clock.advance(timedelta(days=2))
    world.pass_over(client.gid)

    writer = AsanaWriter(
        world.api, workspace_gid=asana.workspace, internal_project=internal.gid, agency_domains=["agency.example"]
    )
    rich = RichText(((Span("Важно", strong=True), Span("Анна", user_gid=anna.user.gid)), (Span(REF),)))
    note = TeamTask(
        key="k",
        kind="reply",
        text=rich,
        client=None,
        name="Ответить",
        assignee=ANNA,
        followers=(PETR,),
        due_at=datetime(2026, 5, 14, 12, 5, tzinfo=UTC),
        approval=True,
    )
    gid = writer.create_task(note, ref=REF, project_gid=internal.gid).gid
    surface = Surface(Audience.TEAM, internal.gid)
    comment = TeamComment(key="c", kind="reply", text=plain_text(REF), client=None, on=OnNote("k"))
    story = writer.add_comment(comment, ref=REF, task_gid=gid, project_gid=internal.gid).gid
    writer.edit_comment(story, plain_text(f"Иначе\n{REF}"), ref=REF, task_gid=gid, surface=surface)
    edit = TaskEdit(text=plain_text(f"Стало\n{REF}"), name="Иначе", due_at=note.due_at, completed=True, assignee=PETR)
    writer.edit_task(gid, edit, old=rich, ref=REF, surface=surface)
    writer.add_follower(gid, ANNA, surface=surface)
    status = ClientStatus(
        key="s", kind="report", text=plain_text(REF), client="Л", project_gid=client.gid, title="Неделя"
    )
    writer.post_status(status, ref=REF, project_gid=client.gid)
    for looked_for, place in ((note, internal.gid), (comment, gid), (status, client.gid)):
        assert writer.find(looked_for, ref=REF, place_gid=place, since=asana.clock() - timedelta(minutes=5))

    assert picture.gid
    assert len(sent) > 40
    for request in sent:
        check(request)
