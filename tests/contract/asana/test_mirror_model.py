"""Whatever people do, whatever goes wrong on the way: in the end the mirror equals the server."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from syncd.demo.asana import AsanaSimulator
from syncd.domain.errors import SourceError
from tests.contract.asana.conftest import ANNA, OLGA
from tests.contract.asana.mirror_world import MirrorWorld, api_of

FAULTS = ["500", "500 phrase", "502 html", "truncated", "cut", "429 retry-after 0", "404", "short_list", "null_user"]
MANY = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def told(stories: list[tuple[str, str, str]], *, whole: bool) -> list[tuple[str, ...]]:
    """All stories with their texts, or the comments alone without."""
    return sorted(stories) if whole else sorted((gid,) for gid, kind, _ in stories if kind == "comment")


class MirrorMachine(RuleBasedStateMachine):
    """People act in two projects; the mirror reads, fails, dies and starts again."""

    @initialize()
    def begin(self) -> None:
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.asana = self.stack.enter_context(AsanaSimulator(requests_per_minute=None))
        self.asana.add_user("Анна Орлова", ANNA)
        self.asana.add_user("Ольга Жукова", OLGA)
        self.anna = self.asana.person(ANNA)
        self.homes = [self.asana.add_project(name, owner=ANNA, sections=["Идеи", "Дела"]) for name in ("Один", "Два")]
        self.world = MirrorWorld(self.asana, self.stack.enter_context(api_of(self.asana)), folder / "mirror.db")
        self.tasks: list[str] = []
        self.deleted: list[str] = []
        self.comments: list[str] = []
        for home in self.homes:
            self.tasks.append(self.anna.create_task(home, "Первая").gid)

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.settle_and_compare()
            self.stack.close()

    # -- people ------------------------------------------------------------------------------------------------------

    @rule(home=st.integers(0, 1), name=st.sampled_from(["Баннер", "Отчёт", "План"]))
    def create(self, home: int, name: str) -> None:
        self.tasks.append(self.anna.create_task(self.homes[home], name, due_on="2026-05-20").gid)

    @precondition(lambda self: self.tasks)
    @rule(data=st.data())
    def create_subtask(self, data: st.DataObject) -> None:
        self.tasks.append(self.anna.create_subtask(self.some(data), "Часть").gid)

    @precondition(lambda self: self.tasks)
    @rule(data=st.data())
    def comment(self, data: st.DataObject) -> None:
        self.comments.append(self.anna.comment(self.some(data), f"Слово {len(self.comments)}").gid)

    @precondition(lambda self: self.comments)
    @rule(data=st.data())
    def edit_comment(self, data: st.DataObject) -> None:
        gid = data.draw(st.sampled_from(self.comments))
        if self.asana.state.things[gid].deleted_at is None:
            self.anna.edit_comment(gid, f"Иначе {len(self.asana.requests)}")

    @precondition(lambda self: self.tasks)
    @rule(data=st.data(), act=st.sampled_from(["complete", "reopen", "rename", "due", "section", "attach", "follower"]))
    def change(self, data: st.DataObject, act: str) -> None:
        gid = self.some(data)
        match act:
            case "complete":
                self.anna.complete(gid)
            case "reopen":
                self.anna.reopen(gid)
            case "rename":
                self.anna.rename(gid, f"Имя {len(self.asana.requests)}")
            case "due":
                self.anna.move_due(gid, date(2026, 5, 29))
            case "section":
                self.anna.move_to_section(gid, self.homes[0], "Дела")
            case "attach":
                self.anna.attach(gid, "plan.xlsx")
            case _:
                self.anna.add_follower(gid, OLGA)

    @precondition(lambda self: self.tasks)
    @rule(data=st.data(), home=st.integers(0, 1))
    def move(self, data: st.DataObject, home: int) -> None:
        gid = self.some(data)
        self.anna.add_to_project(gid, self.homes[home])
        if gid in {task.gid for task in self.asana.tasks_in(self.homes[1 - home])}:
            self.anna.remove_from_project(gid, self.homes[1 - home])

    @precondition(lambda self: self.comments)
    @rule(data=st.data())
    def delete_comment(self, data: st.DataObject) -> None:
        gid = data.draw(st.sampled_from(self.comments))
        self.comments.remove(gid)
        if self.asana.state.things[gid].deleted_at is None:
            self.anna.delete_comment(gid)

    @precondition(lambda self: len(self.tasks) > 3)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        gid = self.some(data)
        self.anna.delete(gid)
        self.tasks = [task for task in self.tasks if self.asana.state.things[task].deleted_at is None]
        self.comments = [c for c in self.comments if self.asana.state.things[c].deleted_at is None]
        self.comments = [c for c in self.comments if self.asana.state.things[c].task in self.tasks]  # type: ignore[attr-defined]
        self.deleted.append(gid)

    @precondition(lambda self: self.deleted)
    @rule()
    def undelete(self) -> None:
        gid = self.deleted.pop()
        self.anna.undelete(gid)
        if self.asana.state.things[gid].deleted_at is None:
            self.tasks.append(gid)

    # -- the mirror and its troubles ---------------------------------------------------------------------------------

    @rule(home=st.integers(0, 1), absorbed=st.booleans())
    def step(self, home: int, absorbed: bool) -> None:
        """One fetch; sometimes we die before it is absorbed."""
        source = self.world.project(self.homes[home].gid)
        try:
            if absorbed:
                self.world.step(source)
            else:
                source.fetch(self.world.cursors.get(source.name))
        except SourceError:
            pass

    @rule(home=st.integers(0, 1))
    def read_to_the_end(self, home: int) -> None:
        with suppress(SourceError):
            self.world.pass_over(self.homes[home].gid)

    @rule(fault=st.sampled_from(FAULTS), path=st.sampled_from(["/tasks", "/tasks/*", "/events", "/stories/*", "*"]))
    def break_something(self, fault: str, path: str) -> None:
        self.asana.faults.add(f"GET {path}", fault)

    @rule()
    def lose_tokens(self) -> None:
        self.asana.lose_sync_tokens()

    @rule(lost=st.sampled_from([0.0, 0.3]), doubled=st.sampled_from([0.0, 0.5]))
    def weather(self, lost: float, doubled: float) -> None:
        self.asana.state.weather.lost = lost
        self.asana.state.weather.doubled = doubled

    @rule(hours=st.sampled_from([1, 3, 26]))
    def let_time_pass(self, hours: int) -> None:
        self.asana.clock.advance(timedelta(hours=hours))

    @invariant()
    def no_row_is_ever_lost(self) -> None:
        if hasattr(self, "world"):
            count = self.world.column("select count(*) from asana_tasks")[0]
            assert count >= getattr(self, "rows", 0)
            self.rows = count

    # -- the end -----------------------------------------------------------------------------------------------------

    def settle_and_compare(self) -> None:
        self.asana.faults.clear()
        for _ in range(2):
            self.asana.clock.advance(timedelta(hours=25))
            for home in self.homes:
                self.world.pass_over(home.gid)
                self.world.pass_over(home.gid)
        self.compare(whole=False)
        self.asana.lose_sync_tokens()
        for home in self.homes:
            self.world.pass_over(home.gid)
        self.compare(whole=True)

    def compare(self, *, whole: bool) -> None:
        """An edited comment, or a move there and back, leaves no trace but its event: such are right after a whole
        reading only."""
        mirrored, there = self.mirrored(whole=whole), self.on_the_server(whole=whole)
        assert {gid: (mirrored.get(gid), there.get(gid)) for gid in mirrored.keys() | there.keys()} == {
            gid: (there.get(gid), there.get(gid)) for gid in mirrored.keys() | there.keys()
        }

    def some(self, data: st.DataObject) -> str:
        return str(data.draw(st.sampled_from(self.tasks)))

    def mirrored(self, *, whole: bool) -> dict[str, Any]:
        rows = self.world.rows(
            "select gid, name, completed, due_on, parent_gid from asana_tasks where deleted_at is null"
        )
        live = {row[0]: row[1:] for row in rows}
        return {
            gid: (
                *values,
                sorted(
                    self.world.rows(
                        "select project_gid, section_gid from asana_memberships_of_tasks"
                        " where task_gid = ? and deleted_at is null",
                        gid,
                    )
                ),
                sorted(
                    self.world.column(
                        "select user_gid from asana_followers_of_tasks where task_gid = ? and deleted_at is null", gid
                    )
                ),
                told(
                    self.world.rows(
                        "select gid, type, text from asana_stories where task_gid = ? and deleted_at is null", gid
                    ),
                    whole=whole,
                ),
                sorted(
                    self.world.column(
                        "select gid from asana_attachments where task_gid = ? and deleted_at is null", gid
                    )
                ),
            )
            for gid, values in live.items()
        }

    def on_the_server(self, *, whole: bool) -> dict[str, Any]:
        """Everything under both projects, read plainly."""
        headers = {"Authorization": f"Bearer {self.asana.token}"}
        with httpx.Client(base_url=self.asana.base_url, headers=headers) as http:

            def get(path: str, **query: str) -> Any:
                return json.loads(http.get(path, params=query).content)["data"]

            fields = "name,completed,due_on,parent,memberships.project,memberships.section,followers"
            waiting = [
                t for home in self.homes for t in get("/tasks", project=home.gid, limit="100", opt_fields=fields)
            ]
            found: dict[str, Any] = {}
            while waiting:
                task = waiting.pop()
                gid = task["gid"]
                waiting += get(f"/tasks/{gid}/subtasks", limit="100", opt_fields=fields)
                found[gid] = (
                    task["name"],
                    int(task["completed"]),
                    task["due_on"],
                    task["parent"]["gid"] if task["parent"] else None,
                    sorted((m["project"]["gid"], m["section"]["gid"]) for m in task["memberships"]),
                    sorted(follower["gid"] for follower in task["followers"]),
                    told(
                        [
                            (story["gid"], story["type"], story["text"])
                            for story in get(f"/tasks/{gid}/stories", limit="100", opt_fields="type,text")
                        ],
                        whole=whole,
                    ),
                    sorted(a["gid"] for a in get("/attachments", parent=gid, limit="100")),
                )
        return found


MirrorMachine.TestCase.settings = MANY
TestMirror = MirrorMachine.TestCase
