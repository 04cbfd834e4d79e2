"""A small organisation in the simulator, and an HTTP client that speaks to it as the daemon's user."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from syncd.demo.asana import AsanaSimulator, Person
from syncd.demo.asana.model import Project, Task, User

ANNA = "anna.orlova@agency.example"
PETR = "petr.ilin@agency.example"
OLGA = "olga.zhukova@client1.example"


@dataclass
class Office:
    """The seeded organisation."""

    asana: AsanaSimulator
    api: httpx.Client
    anna: Person
    olga: Person
    client: Project
    internal: Project
    plan: Task

    def get(self, path: str, **query: Any) -> Any:
        """`data` of a GET that must succeed."""
        answered = self.api.get(path, params=query)
        assert answered.status_code == 200, answered.text
        return answered.json()["data"]

    def post(self, path: str, **data: Any) -> httpx.Response:
        return self.api.post(path, json={"data": data})

    def put(self, path: str, **data: Any) -> httpx.Response:
        return self.api.put(path, json={"data": data})

    def sync(self, resource: str) -> str:
        """A fresh sync token."""
        return str(self.api.get("events", params={"resource": resource}).json()["sync"])

    def events(self, resource: str, sync: str) -> list[dict[str, Any]]:
        """All events since the token."""
        return list(self.get("events", resource=resource, sync=sync))

    def user_of(self, email: str) -> User:
        return self.asana.state.user(email)


def client_of(asana: AsanaSimulator, token: str) -> httpx.Client:
    return httpx.Client(
        base_url=asana.base_url + "/", headers={"Authorization": f"Bearer {token}"}, timeout=5, verify=False
    )


@pytest.fixture
def office() -> Iterator[Office]:
    asana = AsanaSimulator()
    asana.add_user("Анна Орлова", ANNA)
    asana.add_user("Пётр Ильин", PETR)
    asana.add_user("Ольга Жукова", OLGA)
    internal = asana.add_project("Почта клиентов", owner=ANNA, members=[PETR])
    client = asana.add_project("Лунный Кот", owner=ANNA, members=[PETR], sections=["План", "Готово"])
    asana.person(ANNA).add_member(client, OLGA, "commenter")
    plan = asana.person(ANNA).create_task(client, "Медиаплан на июнь", due_on="2026-06-01", notes="Версия 3")
    with asana, client_of(asana, asana.token) as api:
        yield Office(asana, api, asana.person(ANNA), asana.person(OLGA), client, internal, plan)
