"""The simulator over real HTTP, a mirror of it, and a writer to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from syncd.demo.asana import AsanaSimulator
from tests.contract.asana.mirror_world import MirrorWorld, api_of

ANNA = "anna.orlova@agency.example"
PETR = "petr.ilin@agency.example"
OLGA = "olga.zhukova@client1.example"


@pytest.fixture
def asana() -> Iterator[AsanaSimulator]:
    with AsanaSimulator(requests_per_minute=None) as simulator:
        simulator.add_user("Анна Орлова", ANNA)
        simulator.add_user("Пётр Ильин", PETR)
        simulator.add_user("Ольга Жукова", OLGA)
        yield simulator


@pytest.fixture
def world(asana: AsanaSimulator, tmp_path: Path) -> Iterator[MirrorWorld]:
    with api_of(asana) as api:
        yield MirrorWorld(asana, api, tmp_path / "mirror.db")
