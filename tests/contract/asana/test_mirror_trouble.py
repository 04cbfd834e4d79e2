"""The mirror where something goes wrong: what is refused, lost, short or malformed is named, and the rest goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connectors.asana.source import ProjectSource
from connectors.asana.workspace import WorkspaceSource
from syncd.demo.asana import AsanaSimulator
from syncd.domain.errors import Refused
from syncd.store import asana as store
from syncd.store.mirror_reader import MirrorReader
from tests.contract.asana.conftest import ANNA, OLGA
from tests.contract.asana.mirror_world import MirrorWorld


@pytest.mark.parametrize("path", ["project_memberships", "sections"])
def test_a_missing_endpoint_is_a_warning(asana: AsanaSimulator, world: MirrorWorld, path: str) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA, members=[OLGA])
    asana.person(ANNA).create_task(project, "Задача")
    asana.faults.add(f"GET /projects/{project.gid}/{path}", "404", times=1000)
    world.pass_over(project.gid)
    assert len(store.tasks_of_project(world.db, project.gid)) == 1
    if path == "project_memberships":
        assert "Ольга Жукова" in [u.name for u in store.project_members(world.db, project.gid)]
        assert store.problems(world.db) == []
    else:
        assert [p.severity for p in store.problems(world.db)] == ["warning"]


def test_a_project_without_events_is_swept_and_compared(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    task = anna.create_task(project, "Задача")
    asana.faults.add("GET /events", "404", times=1000)
    world.pass_over(project.gid)
    assert [p.what for p in store.problems(world.db)] == ["no event stream"]
    anna.comment(task, "Слово")
    world.pass_over(project.gid)
    assert world.column("select text from asana_stories where type = 'comment'") == ["Слово"]
    anna.delete(task)
    for _ in range(2):
        asana.clock.advance(timedelta(hours=25))
        world.pass_over(project.gid)
    assert store.tasks_of_project(world.db, project.gid) == []
    asana.faults.clear()
    asana.clock.advance(timedelta(hours=2))
    for _ in range(3):
        world.pass_over(project.gid)
    assert store.problems(world.db) == []
    assert world.pass_over(project.gid) == 1


def test_a_list_that_lost_half_changes_nothing_and_says_so(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    for n in range(20):
        asana.person(ANNA).create_task(project, f"Задача {n}")
    world.pass_over(project.gid)
    asana.lose_sync_tokens()
    asana.faults.add("GET /tasks", "empty_list_once")
    world.pass_over(project.gid)
    assert len(store.tasks_of_project(world.db, project.gid)) == 20
    assert [p.severity for p in store.problems(world.db)] == ["error"]
    asana.clock.advance(timedelta(minutes=11))
    world.pass_over(project.gid)
    world.pass_over(project.gid)
    assert store.problems(world.db) == []


def test_a_short_list_deletes_nothing_that_is_still_there(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    for n in range(20):
        asana.person(ANNA).create_task(project, f"Задача {n}")
    world.pass_over(project.gid)
    asana.lose_sync_tokens()
    asana.faults.add("GET /tasks", "short_list_once")
    world.pass_over(project.gid)
    assert len(store.tasks_of_project(world.db, project.gid)) == 20
    assert store.problems(world.db) == []


def test_an_expired_page_token_starts_the_list_again(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    for n in range(150):
        asana.person(ANNA).create_task(project, f"Задача {n}")
    asana.faults.add("GET /tasks", "400", after=1)
    world.pass_over(project.gid)
    assert len(store.tasks_of_project(world.db, project.gid)) == 150


def refusal(world: MirrorWorld, gid: str) -> Refused | None:
    """One fetch of a project, absorbed; how it was refused."""
    batch = world.fetch(world.project(gid))
    return batch.refused


def test_a_project_we_may_not_see_is_refused(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Чужой", owner=ANNA, bot_level=None)
    assert isinstance(refusal(world, project.gid), Refused)


def test_a_daily_list_that_was_short_once_is_doubted_for_minutes_only(
    asana: AsanaSimulator, world: MirrorWorld
) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    for n in range(10):
        asana.person(ANNA).create_task(project, f"Задача {n}")
    world.pass_over(project.gid)
    asana.clock.advance(timedelta(hours=23))
    world.pass_over(project.gid)
    asana.clock.advance(timedelta(hours=2))
    asana.faults.add("GET /tasks", "empty_list_once", after=1)  # the hourly list comes before the daily one
    said = []
    for minutes in (0, 5, 6):
        asana.clock.advance(timedelta(minutes=minutes))
        world.pass_over(project.gid)
        said.append((len(store.problems(world.db)), len(store.tasks_of_project(world.db, project.gid))))
    assert said == [(1, 10), (1, 10), (0, 10)]


@pytest.mark.parametrize(("status", "kept"), [("403", (False, True)), ("404", (True, False))])
def test_a_project_that_is_lost_is_kept_and_read_whole_when_it_is_back(
    asana: AsanaSimulator, world: MirrorWorld, status: str, kept: tuple[bool, bool]
) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    anna.create_task(project, "Задача")
    world.pass_over(project.gid)
    asana.faults.add("GET *", status, times=1000)
    assert isinstance(refusal(world, project.gid), Refused)
    marked = "select deleted_at is not null, lost_at is not null from asana_projects"
    assert world.rows(marked) == [kept]
    assert len(store.tasks_of_project(world.db, project.gid)) == 1
    asana.state.weather.lost = 1.0
    anna.create_task(project, "Пока не было видно")
    asana.faults.clear()
    world.pass_over(project.gid)
    assert world.rows(marked) == [(False, False)]
    assert len(store.tasks_of_project(world.db, project.gid)) == 2


@pytest.mark.parametrize(("status", "said"), [("403", ["warning"]), ("404", [])])
def test_a_project_that_nobody_named_may_go_out_of_sight(
    asana: AsanaSimulator, world: MirrorWorld, status: str, said: list[str]
) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    source = ProjectSource(world.api, project.gid, MirrorReader(world.path), is_named=False)
    world.pass_over(source)
    assert store.projects_in_sight(world.db) == [project.gid]
    asana.faults.add("GET *", status, times=1000)
    assert world.fetch(source).refused is None
    assert [problem.severity for problem in store.problems(world.db)] == said
    assert store.projects_in_sight(world.db) == []
    asana.faults.clear()
    world.pass_over(WorkspaceSource(world.api, asana.workspace, mirrors_all=True))
    assert store.projects_in_sight(world.db) == [project.gid]


def test_an_answer_that_broke_off_with_the_first_token_in_it_is_asked_for_again(
    asana: AsanaSimulator, world: MirrorWorld
) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    asana.faults.add("GET /events", "truncated")
    world.pass_over(project.gid)
    assert store.problems(world.db) == []


@pytest.mark.parametrize("from_the_start", [True, False])
def test_a_broken_event_stream_is_named_and_changes_are_found_within_the_hour(
    asana: AsanaSimulator, world: MirrorWorld, from_the_start: bool
) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    task = anna.create_task(project, "Задача")
    if not from_the_start:
        world.pass_over(project.gid)
    asana.faults.add("GET /events", "500", times=1000)
    if from_the_start:
        world.pass_over(project.gid)
    anna.rename(task, "По-новому")
    asana.clock.advance(timedelta(hours=2))
    world.pass_over(project.gid)
    assert world.column("select name from asana_tasks") == ["По-новому"]
    assert len(store.problems(world.db)) == 1
    asana.faults.clear()
    anna.rename(task, "Ещё раз")
    asana.clock.advance(timedelta(hours=2))
    world.pass_over(project.gid)
    assert world.column("select name from asana_tasks") == ["Ещё раз"]
    assert store.problems(world.db) == []


def test_attachments_that_are_not_listed_leave_the_rest_of_the_task(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    task = asana.person(ANNA).create_task(project, "Задача")
    asana.person(ANNA).attach(task, "plan.xlsx")
    asana.faults.add("GET /attachments", "403", times=1000)
    world.pass_over(project.gid)
    assert "attachment_added" in world.column("select resource_subtype from asana_stories")
    assert [problem.where for problem in store.problems(world.db)] == [f"task {task.gid}"]
    asana.faults.clear()
    asana.clock.advance(timedelta(hours=2))
    world.pass_over(project.gid)
    assert world.column("select name from asana_attachments") == ["plan.xlsx"]
    assert store.problems(world.db) == []


@pytest.mark.parametrize(
    "path", ["tasks", "tasks/*/stories", "tasks/*/subtasks", "attachments", "status_updates", "projects/*/sections"]
)
def test_what_comes_malformed_is_named_and_read_again(asana: AsanaSimulator, world: MirrorWorld, path: str) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA, sections=["Дела", "Идеи"])
    anna = asana.person(ANNA)
    for name in ("Первая", "Вторая"):
        task = anna.create_task(project, name)
    anna.create_subtask(task, "Часть")
    anna.attach(task, "plan.xlsx")
    anna.publish_status(project, "Неделя", "Идём по плану")
    tables = ["tasks", "stories", "attachments", "status_updates", "sections"]
    count = " + ".join(f"(select count(*) from asana_{table} where deleted_at is null)" for table in tables)
    asana.faults.add(f"GET /{path}", "no_object")
    world.pass_over(project.gid)
    [found] = world.column(f"select {count}")
    assert ["came without a gid" in problem.what for problem in store.problems(world.db)] == [True]
    asana.clock.advance(timedelta(hours=2))
    for _ in range(2):
        world.pass_over(project.gid)
    assert store.problems(world.db) == []
    assert world.column(f"select {count}")[0] > found


def test_parts_of_a_project_that_were_refused_are_read_again_within_the_hour(
    asana: AsanaSimulator, world: MirrorWorld
) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA, sections=["Дела"])
    asana.faults.add("GET /projects/*/sections", "403", times=1000)
    world.pass_over(project.gid)
    assert (world.column("select name from asana_sections"), len(store.problems(world.db))) == ([], 1)
    asana.faults.clear()
    asana.clock.advance(timedelta(hours=2))
    world.pass_over(project.gid)
    assert (world.column("select name from asana_sections"), store.problems(world.db)) == (["Дела"], [])


@pytest.mark.parametrize("fault", ["500 phrase", "cut", "truncated"])
def test_one_object_that_an_event_names_and_that_will_not_be_read_stops_no_cycle(
    asana: AsanaSimulator, world: MirrorWorld, fault: str
) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    bad, good = anna.create_task(project, "Плохая"), anna.create_task(project, "Хорошая")
    world.pass_over(project.gid)
    anna.complete(bad)
    anna.complete(good)
    asana.faults.add(f"GET /tasks/{bad.gid}", fault, times=1000)
    world.pass_over(project.gid)
    assert world.rows("select name, completed from asana_tasks order by name") == [("Плохая", 0), ("Хорошая", 1)]
    assert [p.where for p in store.problems(world.db)] == [f"task {bad.gid}"]
    asana.faults.clear()
    asana.clock.advance(timedelta(hours=2))
    world.pass_over(project.gid)
    assert world.column("select min(completed) from asana_tasks") == [1]


def test_a_server_that_often_says_429_is_mirrored_whole(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    for n in range(60):
        asana.person(ANNA).create_task(project, f"Задача {n}")
    for after in range(0, 60, 6):
        asana.faults.add("GET *", "429 retry-after 0", after=after)
    world.pass_over(project.gid)
    assert len(store.tasks_of_project(world.db, project.gid)) == 60
    assert world.column("select count(distinct task_gid) from asana_stories") == [60]
    assert store.problems(world.db) == []
    assert world.api.gate.rejected == 10
    assert world.api.gate.per_minute < 1_000_000


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("changed", [True, False, False, False]),  # the hourly list shows it
        ("moved", [False, True, True, False]),
        ("deleted", [False, True, True, False]),
    ],
)
def test_what_events_had_missed_is_said_until_a_daily_comparison_finds_nothing(
    asana: AsanaSimulator, world: MirrorWorld, what: str, expected: list[bool]
) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA, sections=["Идеи", "Дела"])
    anna = asana.person(ANNA)
    task = anna.create_task(project, "Задача")
    world.pass_over(project.gid)
    asana.clock.advance(timedelta(hours=2))
    world.pass_over(project.gid)
    asana.state.weather.lost = 1.0
    if what == "changed":
        anna.rename(task, "Иначе")
    elif what == "moved":
        anna.move_to_section(task, project, "Дела")
    else:
        anna.delete(task)
    asana.state.weather.lost = 0.0
    said = []
    for _ in expected:
        asana.clock.advance(timedelta(hours=12, minutes=30))
        world.pass_over(project.gid)
        said.append(["events had missed changes of 1 tasks" in p.what for p in store.problems(world.db)] == [True])
    assert said == expected
