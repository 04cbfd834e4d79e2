"""The mirror against a server: whole after one pass, right after events, losses and deletions, in the fewest requests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from connectors.asana.source import ProjectSource
from connectors.asana.workspace import WorkspaceSource, projects_of_workspace
from syncd.demo.asana import AsanaSimulator
from syncd.domain.agency import Away
from syncd.domain.errors import Refused, Unavailable
from syncd.store import asana as store
from syncd.store.mirror_reader import MirrorReader
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


def test_an_announced_change_that_concerns_us_is_a_warning(asana: AsanaSimulator, world: MirrorWorld) -> None:
    asana.faults.add("GET /users", "asana_change new_goals")
    world.pass_over(WorkspaceSource(world.api, asana.workspace))
    assert [p.severity for p in store.problems(world.db)] == ["warning"]
    assert "new_goals" in store.problems(world.db)[0].what


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
