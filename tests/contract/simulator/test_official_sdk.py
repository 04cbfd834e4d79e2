"""Asana's own Python SDK, untouched and on its own wire, drives the simulator: a second opinion on what we imitate."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import asana as sdk
import pytest
import urllib3
from asana.rest import ApiException

from tests.contract.simulator.conftest import ANNA, Office


@pytest.fixture
def api_client(office: Office) -> Iterator[Any]:
    configuration = sdk.Configuration()
    configuration.host = office.asana.base_url
    configuration.access_token = office.asana.token
    configuration.retry_strategy = urllib3.Retry(0, status_forcelist=[])
    client = sdk.ApiClient(configuration)
    yield client
    client.pool.close()
    client.pool.join()
    client.rest_client.pool_manager.clear()
    for name in ("asana", "urllib3"):
        logging.getLogger(name).handlers.clear()


def test_it_reads_tasks_page_by_page(office: Office, api_client: Any) -> None:
    for number in range(7):
        office.anna.create_task(office.client, f"Задача {number}")

    found = sdk.TasksApi(api_client).get_tasks({"project": office.client.gid, "limit": 3, "opt_fields": "name,due_on"})

    names = [task["name"] for task in found]
    assert names == ["Медиаплан на июнь", *(f"Задача {number}" for number in range(7))]


def test_it_writes_a_comment_and_reads_it_back(office: Office, api_client: Any) -> None:
    body = {"data": {"html_text": "<body>Готово: <strong>медиаплан</strong></body>"}}
    made = sdk.StoriesApi(api_client).create_story_for_task(body, office.plan.gid, {"opt_fields": "text,html_text"})

    stories = list(sdk.StoriesApi(api_client).get_stories_for_task(office.plan.gid, {"opt_fields": "text,type"}))
    assert made["html_text"] == "<body>Готово: <strong>медиаплан</strong></body>"
    assert [s["text"] for s in stories if s["type"] == "comment"] == ["Готово: медиаплан"]


def test_it_creates_changes_and_deletes_a_task(office: Office, api_client: Any) -> None:
    tasks = sdk.TasksApi(api_client)
    made = tasks.create_task(
        {
            "data": {
                "name": "Ответить Ольге",
                "projects": [office.internal.gid],
                "assignee": ANNA,
                "due_on": "2026-06-02",
            }
        },
        {},
    )
    changed = tasks.update_task({"data": {"completed": True}}, made["gid"], {})
    tasks.delete_task(made["gid"])

    assert (made["assignee"]["name"], changed["completed"]) == ("Анна Орлова", True)
    with pytest.raises(ApiException) as gone:
        tasks.get_task(made["gid"], {})
    assert gone.value.status == 404


def test_its_events_begin_with_a_412_that_carries_a_token(office: Office, api_client: Any) -> None:
    events = sdk.EventsApi(api_client)
    with pytest.raises(ApiException) as lost:
        events.get_events(office.client.gid, {}, full_payload=True)
    sync = json.loads(lost.value.body)["sync"]

    office.anna.comment(office.plan, "Отправили версию 3")

    answered = events.get_events(office.client.gid, {"sync": sync}, full_payload=True)
    assert lost.value.status == 412
    assert [(e["action"], e["type"]) for e in answered["data"]] == [("added", "story")]
    assert answered["has_more"] is False


def test_it_reads_people_projects_sections_memberships_and_status_updates(office: Office, api_client: Any) -> None:
    office.anna.publish_status(office.client, "Неделя", "Идём по плану")
    workspace = office.asana.workspace

    users = list(sdk.UsersApi(api_client).get_users({"workspace": workspace, "opt_fields": "name,email"}))
    projects = list(sdk.ProjectsApi(api_client).get_projects({"workspace": workspace, "opt_fields": "name"}))
    sections = list(sdk.SectionsApi(api_client).get_sections_for_project(office.client.gid, {}))
    members = list(sdk.ProjectMembershipsApi(api_client).get_project_memberships_for_project(office.client.gid, {}))
    guests = list(
        sdk.WorkspaceMembershipsApi(api_client).get_workspace_memberships_for_workspace(
            workspace, {"opt_fields": "user.name,is_guest"}
        )
    )
    updates = list(sdk.StatusUpdatesApi(api_client).get_statuses_for_object(office.client.gid, {}))

    assert [u["name"] for u in users] == ["syncd", "Анна Орлова", "Пётр Ильин", "Ольга Жукова"]
    assert [p["name"] for p in projects] == ["Почта клиентов", "Лунный Кот"]
    assert [s["name"] for s in sections] == ["План", "Готово"]
    assert [(m["member"]["name"], m["access_level"]) for m in members] == [
        ("Анна Орлова", "admin"),
        ("syncd", "editor"),
        ("Пётр Ильин", "editor"),
        ("Ольга Жукова", "commenter"),
    ]
    assert [g["user"]["name"] for g in guests if g["is_guest"]] == ["Ольга Жукова"]
    assert [u["title"] for u in updates] == ["Неделя"]


def test_it_sends_a_batch(office: Office, api_client: Any) -> None:
    action = {"method": "get", "relative_path": f"/tasks/{office.plan.gid}", "options": {"fields": ["name"]}}

    results = list(sdk.BatchAPIApi(api_client).create_batch_request({"data": {"actions": [action]}}, {}))

    assert results[0]["body"]["data"] == {"gid": office.plan.gid, "name": "Медиаплан на июнь"}
