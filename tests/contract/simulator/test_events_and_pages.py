"""Event streams and pages, as ASANA.md sections 5 and 6 tell them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.contract.simulator.conftest import OLGA, Office


def brief(events: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(e["action"], e["type"], e["resource"]["gid"]) for e in events]


def test_no_token_a_foreign_one_and_a_day_old_one_are_412_with_a_fresh_token(office: Office) -> None:
    sync = office.sync(office.client.gid)
    foreign = office.sync(office.internal.gid)
    stale = [None, "nonsense", foreign]

    for token in stale:
        answered = office.api.get(
            "events",
            params={"resource": office.client.gid, "sync": token} if token else {"resource": office.client.gid},
        )
        assert (answered.status_code, bool(answered.json()["sync"])) == (412, True)
    office.asana.clock.advance(timedelta(hours=25))
    assert office.api.get("events", params={"resource": office.client.gid, "sync": sync}).status_code == 412


def test_the_same_token_gives_the_same_events_again(office: Office) -> None:
    sync = office.sync(office.client.gid)
    office.anna.comment(office.plan, "Раз")

    assert office.events(office.client.gid, sync) == office.events(office.client.gid, sync) != []


def test_a_hundred_events_a_call_and_has_more(office: Office) -> None:
    sync = office.sync(office.client.gid)
    for number in range(120):
        office.anna.comment(office.plan, f"{number}")

    first = office.api.get("events", params={"resource": office.client.gid, "sync": sync}).json()
    second = office.api.get("events", params={"resource": office.client.gid, "sync": first["sync"]}).json()

    assert (len(first["data"]), first["has_more"]) == (100, True)
    assert (len(second["data"]), second["has_more"]) == (20, False)


def test_what_happens_to_a_nested_subtask_bubbles_up_to_the_project(office: Office) -> None:
    child = office.anna.create_subtask(office.plan, "Цены")
    grandchild = office.anna.create_subtask(child, "Цены конкурентов")
    sync = office.sync(office.client.gid)

    story = office.anna.comment(grandchild, "Собрали")

    assert brief(office.events(office.client.gid, sync)) == [("added", "story", story.gid)]
    assert office.get("tasks", project=office.client.gid, opt_fields="name") == [
        {"gid": office.plan.gid, "name": "Медиаплан на июнь"}
    ]


def test_trash_and_undelete_are_told_and_a_deleted_thing_has_no_name(office: Office) -> None:
    sync = office.sync(office.client.gid)

    office.anna.delete(office.plan)
    assert office.api.get(f"tasks/{office.plan.gid}").status_code == 404
    assert office.get("tasks", project=office.client.gid) == []
    office.anna.undelete(office.plan)

    events = office.events(office.client.gid, sync)
    assert brief(events) == [("deleted", "task", office.plan.gid), ("undeleted", "task", office.plan.gid)]
    assert "name" not in events[0]["resource"]
    assert office.get(f"tasks/{office.plan.gid}", opt_fields="name")["name"] == "Медиаплан на июнь"


def test_subtasks_go_into_the_trash_with_their_task_and_come_back_with_it(office: Office) -> None:
    child = office.anna.create_subtask(office.plan, "Цены")

    office.anna.delete(office.plan)
    assert office.api.get(f"tasks/{child.gid}").status_code == 404
    office.anna.undelete(office.plan)

    assert office.api.get(f"tasks/{child.gid}").status_code == 200


def test_a_deleted_project_takes_its_own_tasks_along_and_leaves_the_shared_ones(office: Office) -> None:
    shared = office.anna.create_task(office.client, "Общая")
    office.anna.add_to_project(shared, office.internal)
    own = office.asana.add_project("Черновик")
    office.asana.person(office.asana.bot.email).add_to_project(shared, own)
    lost = office.asana.person(office.asana.bot.email).create_task(own, "Пропадёт")

    assert office.api.delete(f"projects/{own.gid}").status_code == 200

    assert office.api.get(f"projects/{own.gid}").status_code == 404
    assert office.api.get(f"tasks/{lost.gid}").status_code == 404
    left = office.get(f"tasks/{shared.gid}", opt_fields="projects.name")["projects"]
    assert [project["name"] for project in left] == ["Лунный Кот", "Почта клиентов"]


def test_a_task_taken_out_of_a_project_is_told_there(office: Office) -> None:
    sync = office.sync(office.client.gid)

    office.anna.remove_from_project(office.plan, office.client)

    events = office.events(office.client.gid, sync)
    assert (events[0]["action"], events[0]["parent"]["gid"]) == ("removed", office.client.gid)


def test_status_updates_make_no_event_and_membership_changes_do(office: Office) -> None:
    sync = office.sync(office.client.gid)

    office.anna.publish_status(office.client, "Неделя", "Идём по плану")
    office.anna.remove_member(office.client, OLGA)

    assert [(e["action"], e["type"]) for e in office.events(office.client.gid, sync)] == [
        ("removed", "project_membership")
    ]


def test_events_can_be_late_lost_or_doubled(office: Office) -> None:
    sync = office.sync(office.client.gid)
    office.asana.weather.delay_s = 60
    office.anna.comment(office.plan, "Поздно")
    assert office.events(office.client.gid, sync) == []
    office.asana.clock.advance(timedelta(minutes=2))
    assert len(office.events(office.client.gid, sync)) == 1

    office.asana.weather.delay_s = 0
    office.asana.weather.doubled = 1.0
    sync = office.sync(office.client.gid)
    office.anna.comment(office.plan, "Дважды")
    assert len(office.events(office.client.gid, sync)) == 2

    office.asana.weather.lost = 1.0
    sync = office.sync(office.client.gid)
    office.anna.comment(office.plan, "Никогда")
    assert office.events(office.client.gid, sync) == []


def test_workspace_events_are_for_service_accounts(office: Office) -> None:
    answered = office.api.get(f"workspaces/{office.asana.workspace}/events")

    assert (answered.status_code, answered.json()["errors"][0]["error"]) == (403, "only_service_account_can_access")


def test_pages_lead_on_by_offset_and_end_with_null(office: Office) -> None:
    for number in range(4):
        office.anna.create_task(office.client, f"Задача {number}")
    query = {"project": office.client.gid, "limit": "2", "opt_fields": "name"}

    names, sizes, offset = [], [], None
    while True:
        body = office.api.get("tasks", params=query | ({"offset": offset} if offset else {})).json()
        names += [t["name"] for t in body["data"]]
        sizes.append(len(body["data"]))
        if body["next_page"] is None:
            break
        assert body["next_page"]["uri"].startswith("https://app.asana.com/api/1.0/tasks?")
        offset = body["next_page"]["offset"]

    assert sizes == [2, 2, 1]
    assert names == ["Медиаплан на июнь", *(f"Задача {n}" for n in range(4))]


def test_an_offset_dies_and_does_not_fit_other_parameters(office: Office) -> None:
    office.anna.create_task(office.client, "Вторая")
    query = {"project": office.client.gid, "limit": "1"}
    offset = office.api.get("tasks", params=query).json()["next_page"]["offset"]

    other = office.api.get("tasks", params=query | {"offset": offset, "opt_fields": "name"})
    office.asana.expire_offsets()
    dead = office.api.get("tasks", params=query | {"offset": offset})

    assert [a.json()["errors"][0]["message"] for a in (other, dead)] == [
        "offset: Your pagination token has expired."
    ] * 2


def test_a_limit_beyond_a_hundred_and_a_list_too_long_without_one_are_refused(office: Office) -> None:
    assert office.api.get("tasks", params={"project": office.client.gid, "limit": 101}).status_code == 400
    for number in range(1001):
        office.anna.create_task(office.client, f"{number}")
    answered = office.api.get("tasks", params={"project": office.client.gid})
    assert answered.json()["errors"][0]["message"] == "The result is too large. You should use pagination!"


def test_modified_since_brings_only_what_moved(office: Office) -> None:
    other = office.anna.create_task(office.client, "Баннеры")
    office.asana.clock.advance(timedelta(hours=1))
    since = office.asana.state.now().isoformat()
    office.anna.comment(other, "Новая версия")

    found = office.get("tasks", project=office.client.gid, modified_since=since, opt_fields="name")

    assert found == [{"gid": other.gid, "name": "Баннеры"}]


def test_opt_fields_in_groups_bring_exactly_what_was_named(office: Office) -> None:
    found = office.get(f"tasks/{office.plan.gid}", opt_fields="this.name,memberships.(project|section).name")

    assert found == {
        "gid": office.plan.gid,
        "name": "Медиаплан на июнь",
        "memberships": [
            {
                "project": {"gid": office.client.gid, "name": "Лунный Кот"},
                "section": {"gid": office.client.sections[0], "name": "План"},
            }
        ],
    }


def test_a_misspelt_field_or_parameter_is_refused(office: Office) -> None:
    assert office.api.get(f"tasks/{office.plan.gid}", params={"opt_fields": "nmae"}).status_code == 400
    assert office.api.get("tasks", params={"project": office.client.gid, "modifed_since": "x"}).status_code == 400


def test_a_full_record_leaves_the_opt_in_fields_out(office: Office) -> None:
    whole = office.get(f"tasks/{office.plan.gid}")

    assert "notes" in whole
    assert not {"html_notes", "num_subtasks", "created_by", "dependencies"} & set(whole)


def test_a_batch_answers_each_action_and_refuses_more_than_ten(office: Office) -> None:
    actions = [
        {"method": "get", "relative_path": f"/tasks/{office.plan.gid}", "options": {"fields": ["name"]}},
        {"method": "get", "relative_path": "/tasks/1"},
    ]

    results = office.post("batch", actions=actions).json()["data"]

    assert [r["status_code"] for r in results] == [200, 404]
    assert results[0]["body"] == {"data": {"gid": office.plan.gid, "name": "Медиаплан на июнь"}}
    assert office.post("batch", actions=actions * 6).status_code == 400
    assert office.post("batch", actions=[]).status_code == 400
