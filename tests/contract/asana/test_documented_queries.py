"""The queries that the documentation offers run on a real mirror and answer."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from connectors.asana.workspace import WorkspaceSource
from syncd.demo.asana import AsanaSimulator
from tests.contract.asana.conftest import ANNA, OLGA
from tests.contract.asana.mirror_world import MirrorWorld

DOCS = Path(__file__).parents[3] / "docs"


def filled(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA, members=[ANNA, OLGA])
    anna = asana.person(ANNA)
    task = anna.create_task(project, "Медиаплан", due_on="2026-05-20", resource_subtype="approval")
    anna.comment(task, "Согласуем бюджет")
    anna.move_due(task, date(2026, 5, 22))
    anna.approve(task)
    world.pass_over(WorkspaceSource(world.api, asana.workspace))
    world.pass_over(project.gid)


def test_the_queries_of_the_documentation_answer(asana: AsanaSimulator, world: MirrorWorld) -> None:
    filled(asana, world)
    text = (DOCS / "database.md").read_text(encoding="utf-8")
    moved, promised, said, guests, approvals = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    assert world.rows(moved) == [("Анна Орлова", 1, 1)]
    assert world.rows(promised) == []
    assert [row[-1] for row in world.rows(said)] == ["Согласуем бюджет"]
    assert world.rows(guests) == [("Ольга Жукова", OLGA, "Лунный Кот")]
    assert [row[1] for row in world.rows(approvals)] == [1]


def test_datasettes_metadata_has_the_same_queries(asana: AsanaSimulator, world: MirrorWorld) -> None:
    filled(asana, world)
    metadata = json.loads((DOCS / "datasette.json").read_text(encoding="utf-8"))["databases"]["syncd"]
    for query in metadata["queries"].values():
        world.db.execute(query["sql"], {"word": "бюджет"} if ":word" in query["sql"] else {}).fetchall()
    assert set(metadata["tables"]) <= set(world.db.table_names())
