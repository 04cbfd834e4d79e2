"""The mirror against a server: whole after one pass, right after events, losses and deletions, in the fewest requests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from connectors.asana.workspace import WorkspaceSource, projects_of_workspace
from syncd.demo.asana import AsanaSimulator
from syncd.domain.agency import Away
from syncd.domain.errors import Unavailable
from syncd.store import asana as store
from tests.contract.asana.conftest import ANNA, OLGA
from tests.contract.asana.mirror_world import MirrorWorld, api_of


def test_one_pass_leaves_the_whole_project(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA, members=[ANNA, OLGA], sections=["Идеи", "В работе"])
    anna = asana.person(ANNA)
    plan = anna.create_task(project, "Медиаплан на июнь", section="В работе", due_on="2026-05-20", notes="10 000 ₽")
    anna.comment(plan, "Отправили v3")
    sub = anna.create_subtask(plan, "Сверить цены")
    deep = anna.create_subtask(sub, "Спросить площадку")
    anna.comment(deep, "Спросила")
    anna.attach(plan, "plan_v3.xlsx")
    anna.publish_status(project, "Неделя 20", "Всё идёт")
    world.pass_over(project.gid)

    assert {t.name: t.parent_gid for t in store.tasks_of_project(world.db, project.gid)} == {
        "Медиаплан на июнь": None,
        "Сверить цены": plan.gid,
        "Спросить площадку": sub.gid,
    }
    found = store.task(world.db, plan.gid)
    assert found is not None
    assert (found.due_on, found.notes, found.created_by_gid) == (date(2026, 5, 20), "10 000 ₽", anna.user.gid)
    assert found.section_names == ((project.gid, "В работе"),)
    assert "Отправили v3" in [s.text for s in found.stories if s.resource_subtype == "comment_added"]
    assert world.column("select text from asana_stories where task_gid = ? and type = 'comment'", deep.gid) == [
        "Спросила"
    ]
    assert world.column("select name from asana_attachments where task_gid = ?", plan.gid) == ["plan_v3.xlsx"]
    assert [s.title for s in store.status_updates(world.db, project.gid)] == ["Неделя 20"]
    assert world.column("select name from asana_sections order by position") == ["Идеи", "В работе"]
    assert {u.name for u in store.project_members(world.db, project.gid)} >= {"Анна Орлова", "Ольга Жукова"}
    assert store.mirror_age(world.db)[project.gid] is not None


def test_people_come_with_asanas_word_on_who_is_a_guest(asana: AsanaSimulator, world: MirrorWorld) -> None:
    source = WorkspaceSource(world.api, asana.workspace)
    world.pass_over(source)
    assert {(u.email, u.is_guest) for u in store.users(world.db)} >= {(ANNA, False), (OLGA, True)}
    assert world.pass_over(source) == 0


def test_days_out_of_office_are_read_of_those_asked_for(asana: AsanaSimulator, world: MirrorWorld) -> None:
    anna = asana.person(ANNA).user
    anna.away = ("2026-02-10", "2026-02-20")
    world.pass_over(WorkspaceSource(world.api, asana.workspace, absences_of=[ANNA, OLGA]))
    assert store.absences(world.db) == {anna.gid: (Away(date(2026, 2, 10), date(2026, 2, 20)),)}


def test_people_and_projects_are_read_again_by_a_program_that_runs_one_cycle_at_a_time(
    asana: AsanaSimulator, world: MirrorWorld
) -> None:
    asana.add_project("Первый", owner=ANNA)
    seen = []
    for _ in range(3):
        with api_of(asana) as api:  # each run knows no time of Asana's when it begins
            seen.append(world.pass_over(WorkspaceSource(api, asana.workspace, mirrors_all=True)))
            seen.append(len(world.column("select gid from asana_projects")))
        asana.add_project("Второй", owner=ANNA)
        asana.clock.advance(timedelta(minutes=40))
    assert seen == [3, 1, 1, 1, 2, 3]


@pytest.mark.parametrize(("status", "said"), [("402", []), ("404", []), ("403", ["warning"])])
def test_a_plan_without_days_out_of_office_is_nothing_wrong(
    asana: AsanaSimulator, world: MirrorWorld, status: str, said: list[str]
) -> None:
    asana.faults.add("GET /ooo_entries", status, times=10)
    world.pass_over(WorkspaceSource(world.api, asana.workspace, absences_of=[ANNA]))
    assert [p.severity for p in store.problems(world.db)] == said
    assert len(store.users(world.db)) == 4


def test_requests_of_a_full_pass_follow_the_formula(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    tasks = [anna.create_task(project, f"Задача {n}") for n in range(130)]
    for task in tasks[:5]:
        anna.create_subtask(task, "Часть")
    token, project_row, sections, statuses, members, pages = 1, 1, 1, 1, 1, 2
    expected = token + project_row + sections + statuses + members + pages + (130 + 5) * 1 + 5
    assert world.pass_over(project.gid) == expected


def test_an_idle_cycle_is_one_request(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    asana.person(ANNA).create_task(project, "Задача")
    world.pass_over(project.gid)
    world.pass_over(project.gid)
    assert world.pass_over(project.gid) == 1


def test_a_new_comment_costs_three_requests(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    task = asana.person(ANNA).create_task(project, "Задача")
    world.pass_over(project.gid)
    world.pass_over(project.gid)
    asana.person(ANNA).comment(task, "Готово")
    assert world.pass_over(project.gid) == 3
    found = store.task(world.db, task.gid)
    assert found is not None
    assert found.stories[-1].text == "Готово"


def test_changes_arrive_by_events(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA, sections=["Идеи", "Готово"])
    anna = asana.person(ANNA)
    task = anna.create_task(project, "Задача", due_on="2026-05-20")
    said = anna.comment(task, "Опечатка")
    other = anna.comment(task, "Лишнее")
    world.pass_over(project.gid)

    anna.move_due(task, date(2026, 5, 22))
    anna.rename(task, "Задача недели")
    anna.complete(task)
    anna.edit_comment(said, "Поправлено")
    anna.delete_comment(other)
    anna.move_to_section(task, project, "Готово")
    new = anna.create_task(project, "Новая")
    sub = anna.create_subtask(new, "Часть новой")
    world.pass_over(project.gid)

    found = store.task(world.db, task.gid)
    assert found is not None
    assert (found.name, found.due_on, found.completed) == ("Задача недели", date(2026, 5, 22), True)
    assert found.section_names == ((project.gid, "Готово"),)
    comments = [s.text for s in found.stories if s.resource_subtype == "comment_added"]
    assert comments == ["Поправлено"]
    assert [(s.old_value, s.new_value) for s in found.stories if s.resource_subtype == "due_date_changed"][-1] == (
        "2026-05-20",
        "2026-05-22",
    )
    assert {t.gid for t in store.tasks_of_project(world.db, project.gid)} == {task.gid, new.gid, sub.gid}


def test_a_deleted_task_keeps_its_row_and_an_undelete_brings_it_back(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    task = anna.create_task(project, "Задача")
    part = anna.create_subtask(task, "Часть")
    world.pass_over(project.gid)

    anna.delete(task)
    world.pass_over(project.gid)
    assert store.tasks_of_project(world.db, project.gid) == []
    gone = world.rows("select gid, deleted_at is not null, raw is not null from asana_tasks order by name")
    assert gone == [(task.gid, 1, 1), (part.gid, 1, 1)]

    anna.undelete(task)
    world.pass_over(project.gid)
    assert {t.gid for t in store.tasks_of_project(world.db, project.gid)} >= {task.gid}


def test_a_task_in_two_projects_is_one_row(asana: AsanaSimulator, world: MirrorWorld) -> None:
    first, second = asana.add_project("Первый", owner=ANNA), asana.add_project("Второй", owner=ANNA)
    anna = asana.person(ANNA)
    task = anna.create_task(first, "Общая")
    anna.comment(task, "Слово")
    anna.add_to_project(task, second)
    world.pass_over(first.gid)
    world.pass_over(second.gid)
    assert world.rows("select gid from asana_tasks") == [(task.gid,)]
    assert world.column("select count(*) from asana_stories where type = 'comment'") == [1]
    assert {gid for (gid,) in world.rows("select project_gid from asana_memberships_of_tasks")} == {
        first.gid,
        second.gid,
    }


def test_a_task_moved_out_is_kept_and_no_longer_of_the_project(asana: AsanaSimulator, world: MirrorWorld) -> None:
    first, second = asana.add_project("Первый", owner=ANNA), asana.add_project("Второй", owner=ANNA)
    anna = asana.person(ANNA)
    task = anna.create_task(first, "Переезжает")
    world.pass_over(first.gid)
    anna.add_to_project(task, second)
    anna.remove_from_project(task, first)
    world.pass_over(first.gid)
    assert store.tasks_of_project(world.db, first.gid) == []
    assert [t.gid for t in store.tasks_of_project(world.db, second.gid)] == [task.gid]
    assert world.column("select deleted_at from asana_tasks where gid = ?", task.gid) == [None]


def test_what_events_missed_is_found_when_the_token_is_lost(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    kept, deleted = anna.create_task(project, "Остаётся"), anna.create_task(project, "Уходит")
    old = anna.comment(kept, "Опечатка")
    world.pass_over(project.gid)
    anna.edit_comment(old, "Без опечатки")
    anna.comment(kept, "Пока никто не смотрел")
    anna.delete(deleted)
    asana.lose_sync_tokens()
    world.pass_over(project.gid)
    comments = world.column("select text from asana_stories where type = 'comment' order by created_at, gid")
    assert comments == ["Без опечатки", "Пока никто не смотрел"]
    assert world.column("select deleted_at is not null from asana_tasks where gid = ?", deleted.gid) == [1]


def test_the_first_pass_can_be_broken_off_anywhere(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    for n in range(100):
        anna.comment(anna.create_task(project, f"Задача {n}"), f"Слово {n}")
    source = world.project(project.gid)
    world.step(source)
    world.step(source)
    read = world.column("select count(*) from asana_stories where type = 'comment'")[0]
    assert 0 < read < 100
    again = world.project(project.gid)  # as after a kill: only the database is left
    requests = world.pass_over(again)
    assert world.column("select count(*) from asana_stories where type = 'comment'") == [100]
    assert requests <= 100 - read + 2


@pytest.mark.parametrize("fault", ["404", "403", "500 phrase", "truncated"])
def test_one_task_that_will_not_be_read_is_named_and_stops_nothing(
    asana: AsanaSimulator, world: MirrorWorld, fault: str
) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    bad, good = anna.create_task(project, "Плохая"), anna.create_task(project, "Хорошая")
    for task in (bad, good):
        anna.comment(task, "Слово")
    asana.faults.add(f"GET /tasks/{bad.gid}/stories", fault, times=1000)
    world.pass_over(project.gid)
    assert world.column("select task_gid from asana_stories where type = 'comment'") == [good.gid]
    assert [p.where for p in store.problems(world.db)] == [f"task {bad.gid}"]
    asana.faults.clear()
    asana.clock.advance(timedelta(hours=2))
    world.pass_over(project.gid)
    world.pass_over(project.gid)
    assert len(world.column("select task_gid from asana_stories where type = 'comment'")) == 2
    assert store.problems(world.db) == []


def test_the_mirror_as_of_a_moment_leaves_out_what_came_later(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    then = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
    with asana.clock.at(then - timedelta(days=1)):
        task = anna.create_task(project, "Задача", due_on="2026-05-20")
        anna.comment(task, "Раньше")
    with asana.clock.at(then + timedelta(days=1)):
        anna.comment(task, "Позже")
        anna.move_due(task, date(2026, 5, 29))
        anna.complete(task)
        anna.create_task(project, "Новая")
    world.pass_over(project.gid)
    [was] = store.tasks_of_project(world.db, project.gid, as_of=then)
    assert (was.name, was.completed, was.completed_at, was.due_on) == ("Задача", False, None, date(2026, 5, 20))
    assert [s.text for s in was.stories if s.resource_subtype == "comment_added"] == ["Раньше"]
    assert len(store.tasks_of_project(world.db, project.gid)) == 2


def test_stories_can_be_searched(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    anna.comment(anna.create_task(project, "Задача"), "Согласовали бюджет на радио")
    world.pass_over(project.gid)
    assert [row["text"] for row in world.db.table("asana_stories").search("радио")] == ["Согласовали бюджет на радио"]


def test_nobody_listening_is_trouble_of_the_whole_source(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    world.pass_over(project.gid)
    cursor = dict(world.cursors)
    asana.stop()
    with pytest.raises(Unavailable):
        world.pass_over(project.gid)
    assert world.cursors == cursor


def test_people_that_may_not_be_listed_are_a_warning(asana: AsanaSimulator, world: MirrorWorld) -> None:
    asana.faults.add("GET /users", "403", times=10)
    world.pass_over(WorkspaceSource(world.api, asana.workspace))
    assert [p.severity for p in store.problems(world.db)] == ["warning"]


def test_a_task_known_from_one_project_costs_no_stories_in_another(asana: AsanaSimulator, world: MirrorWorld) -> None:
    first, second = asana.add_project("Первый", owner=ANNA), asana.add_project("Второй", owner=ANNA)
    task = asana.person(ANNA).create_task(first, "Общая")
    asana.person(ANNA).add_to_project(task, second)
    world.pass_over(first.gid)
    before = len(asana.requests)
    world.pass_over(second.gid)
    assert ("GET", f"/tasks/{task.gid}/stories") not in world.requests_since(before)


def test_every_project_of_the_workspace_is_listed(asana: AsanaSimulator, world: MirrorWorld) -> None:
    made = {asana.add_project(name, owner=ANNA).gid for name in ("Первый", "Второй")}
    world.pass_over(WorkspaceSource(world.api, asana.workspace, mirrors_all=True))
    assert set(store.project_names(world.db)) == made
    assert set(projects_of_workspace(world.api, asana.workspace)) == made


def test_a_doubted_project_is_still_worked_on(asana: AsanaSimulator, world: MirrorWorld) -> None:
    """What was left to read when half the list went missing is read, and the source comes to an end."""
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    for n in range(50):
        anna.comment(anna.create_task(project, f"Задача {n}"), f"Слово {n}")
    world.step(world.project(project.gid))
    asana.lose_sync_tokens()
    asana.faults.add("GET /tasks", "empty_list", times=1000)
    asana.clock.advance(timedelta(minutes=1))
    world.pass_over(project.gid)
    assert world.column("select count(*) from asana_stories where type = 'comment'") == [50]
    assert [p.severity for p in store.problems(world.db)] == ["error"]


def test_tasks_gone_for_a_day_are_asked_for_one_by_one(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    anna = asana.person(ANNA)
    tasks = [anna.create_task(project, f"Задача {n}") for n in range(10)]
    world.pass_over(project.gid)
    for task in tasks[:8]:
        anna.delete(task)
    asana.lose_sync_tokens()
    world.pass_over(project.gid)
    assert len(store.tasks_of_project(world.db, project.gid)) == 10
    asana.clock.advance(timedelta(hours=25))
    world.pass_over(project.gid)
    assert {t.gid for t in store.tasks_of_project(world.db, project.gid)} == {task.gid for task in tasks[8:]}
    assert store.problems(world.db) == []


def test_an_announced_change_that_concerns_us_is_a_warning(asana: AsanaSimulator, world: MirrorWorld) -> None:
    asana.faults.add("GET /users", "asana_change new_goals")
    world.pass_over(WorkspaceSource(world.api, asana.workspace))
    assert [p.severity for p in store.problems(world.db)] == ["warning"]
    assert "new_goals" in store.problems(world.db)[0].what


def test_a_change_whose_event_may_still_come_was_not_missed(asana: AsanaSimulator, world: MirrorWorld) -> None:
    project = asana.add_project("Лунный Кот", owner=ANNA)
    task = asana.person(ANNA).create_task(project, "Задача")
    for _ in range(2):
        world.pass_over(project.gid)
        asana.clock.advance(timedelta(hours=12, minutes=30))
    asana.state.weather.lost = 1.0
    asana.person(ANNA).rename(task, "Иначе")
    world.pass_over(project.gid)
    assert world.column("select name from asana_tasks") == ["Иначе"]
    assert store.problems(world.db) == []
