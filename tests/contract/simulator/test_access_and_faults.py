"""Who may do what, the limits, and the faults that tests call for."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from email.utils import parsedate_to_datetime

import httpx
import pytest

from syncd.demo.asana import AsanaSimulator
from tests.contract.simulator.conftest import ANNA, OLGA, PETR, Office, client_of


def test_a_bad_token_and_a_revoked_one_are_401(office: Office) -> None:
    with client_of(office.asana, "2/wrong") as stranger:
        assert stranger.get("users/me").status_code == 401
    office.asana.revoke(office.asana.token)
    assert office.api.get("users/me").json()["errors"][0]["message"] == "Not Authorized"


def test_lost_membership_is_403_for_project_task_and_events(office: Office) -> None:
    office.anna.remove_member(office.client, office.asana.bot.gid)
    paths = [
        ("projects/" + office.client.gid, {}),
        ("tasks/" + office.plan.gid, {}),
        ("tasks", {"project": office.client.gid}),
        ("events", {"resource": office.client.gid}),
    ]

    assert [office.api.get(path, params=query).status_code for path, query in paths] == [403] * 4
    assert office.client.gid not in [p["gid"] for p in office.get("projects", workspace=office.asana.workspace)]


def test_a_gid_that_is_none_is_400_and_one_that_names_nothing_404(office: Office) -> None:
    assert office.api.get("tasks/abc").status_code == 400
    assert office.api.get("tasks/123").json()["errors"][0]["message"] == "task: Unknown object: 123"


def test_a_commenter_comments_and_does_not_change(office: Office) -> None:
    with client_of(office.asana, office.asana.token_of(OLGA)) as olga:
        commented = olga.post(f"tasks/{office.plan.gid}/stories", json={"data": {"text": "Видели"}})
        changed = olga.put(f"tasks/{office.plan.gid}", json={"data": {"completed": True}})
        internal = olga.get(f"projects/{office.internal.gid}")

    assert (commented.status_code, changed.status_code, internal.status_code) == (201, 403, 403)


def test_a_viewer_only_reads(office: Office) -> None:
    office.anna.add_member(office.client, OLGA, "viewer")
    with client_of(office.asana, office.asana.token_of(OLGA)) as olga:
        assert olga.get(f"tasks/{office.plan.gid}").status_code == 200
        assert olga.post(f"tasks/{office.plan.gid}/stories", json={"data": {"text": "x"}}).status_code == 403


def test_readers_come_through_teams_projects_parents_and_following(office: Office) -> None:
    asana = office.asana
    asana.add_user("Нина", "nina@agency.example")
    asana.add_user("Гость", "guest@client2.example")
    team = asana.add_team("Контекст", ["nina@agency.example"])
    office.anna.add_member(office.client, team.gid)
    child = office.anna.create_subtask(office.plan, "Цены")
    office.anna.add_follower(office.plan, "guest@client2.example")

    assert [u.name for u in asana.readers_of(child)] == [
        "syncd",
        "Анна Орлова",
        "Пётр Ильин",
        "Ольга Жукова",
        "Нина",
        "Гость",
    ]
    assert [u.name for u in asana.readers_of(office.internal)] == ["syncd", "Анна Орлова", "Пётр Ильин"]


def test_who_leaves_reads_nothing_any_more_and_what_they_wrote_has_no_author(office: Office) -> None:
    token = office.asana.token_of(PETR)
    office.asana.person(PETR).comment(office.plan, "Проверил")

    office.asana.dismiss(PETR)

    story = office.get(f"tasks/{office.plan.gid}/stories", opt_fields="text,created_by.name")[-1]
    assert (story["text"], story["created_by"]) == ("Проверил", None)
    assert [u.name for u in office.asana.readers_of(office.internal)] == ["syncd", "Анна Орлова"]
    with client_of(office.asana, token) as petr:
        assert petr.get("users/me").status_code == 401


def test_search_is_for_paid_plans(office: Office) -> None:
    path, query = f"workspaces/{office.asana.workspace}/tasks/search", {"text": "медиаплан", "opt_fields": "name"}

    assert office.get(path, **query) == [{"gid": office.plan.gid, "name": "Медиаплан на июнь"}]
    office.asana.state.paid = False
    assert office.api.get(path, params=query).status_code == 402


def test_a_public_project_is_open_to_everybody_but_guests(office: Office) -> None:
    office.asana.add_user("Нина", "nina@agency.example")
    everyone = office.asana.add_project("Общий", owner=ANNA, privacy="public_to_workspace", bot_level=None)

    assert [u.name for u in office.asana.readers_of(everyone)] == ["syncd", "Анна Орлова", "Пётр Ильин", "Нина"]


def test_a_locked_field_is_403_a_wrong_option_400_and_a_free_plan_402(office: Office) -> None:
    asana = office.asana
    locked = asana.add_custom_field("Бюджет", "number", on=[office.client], locked=True)
    channel = asana.add_custom_field("Канал", "enum", on=[office.client], options=["Директ", "VK"])
    path = f"tasks/{office.plan.gid}"

    assert office.put(path, custom_fields={locked.gid: 5}).status_code == 403
    assert office.put(path, custom_fields={channel.gid: "1"}).status_code == 400
    good = office.put(path, custom_fields={channel.gid: channel.options[1].gid}).json()["data"]
    assert [f["display_value"] for f in good["custom_fields"]] == [None, "VK"]
    asana.state.paid = False
    assert office.put(path, custom_fields={channel.gid: None}).status_code == 402


def test_the_minutes_limit_counts_refused_requests_too() -> None:
    with AsanaSimulator(requests_per_minute=5) as asana, client_of(asana, asana.token) as api:
        statuses = [api.get("users/me").status_code for _ in range(7)]
        refused = api.get("users/me")

    assert statuses == [200] * 5 + [429] * 2
    assert 1 <= int(refused.headers["Retry-After"]) <= 61


def test_too_many_in_flight_are_refused(office: Office) -> None:
    office.asana.limits.writes_in_flight = 0

    assert office.post(f"tasks/{office.plan.gid}/stories", text="x").status_code == 429
    assert office.api.get("users/me").status_code == 200


def test_a_slow_answer_is_in_flight_all_the_while(office: Office) -> None:
    office.asana.limits.reads_in_flight = 1
    office.asana.faults.add("GET /users/me", "slow 0.3")
    slow = threading.Thread(target=office.api.get, args=("users/me",))

    slow.start()
    while not office.asana.faults.struck:
        threading.Event().wait(0.01)
    meanwhile = office.api.get(f"tasks/{office.plan.gid}").status_code
    slow.join()

    assert meanwhile == 429
    assert office.api.get(f"tasks/{office.plan.gid}").status_code == 200


def test_after_an_outage_everything_is_as_it_was_at_the_same_address(office: Office) -> None:
    address = office.asana.base_url
    office.asana.stop()
    with pytest.raises(httpx.ConnectError), client_of(office.asana, office.asana.token) as api:
        api.get("users/me")

    office.asana.start()

    assert office.asana.base_url == address
    with client_of(office.asana, office.asana.token) as api:
        assert api.get(f"tasks/{office.plan.gid}").status_code == 200


def test_an_e_mail_stands_for_a_user_in_a_path(office: Office) -> None:
    assert office.get(f"users/{ANNA}", opt_fields="name") == {"gid": office.anna.user.gid, "name": "Анна Орлова"}


def test_writes_inside_a_batch_are_in_the_log(office: Office) -> None:
    action = {"method": "post", "relative_path": f"/tasks/{office.plan.gid}/stories", "data": {"text": "Раз"}}

    office.post("batch", actions=[action])

    assert [(w.method, w.path, w.body) for w in office.asana.writes] == [
        ("POST", f"/tasks/{office.plan.gid}/stories", {"text": "Раз"})
    ]


@pytest.mark.parametrize(
    ("do", "status", "retry_after"),
    [
        ("429 retry-after 2", 429, "2"),
        ("429 retry-after soon", 429, "soon"),
        ("429", 429, None),
        ("500", 500, None),
        ("503", 503, None),
    ],
)
def test_a_status_fault_lets_nothing_happen(office: Office, do: str, status: int, retry_after: str | None) -> None:
    office.asana.faults.add("POST /tasks/*/stories", do)

    answered = office.post(f"tasks/{office.plan.gid}/stories", text="x")

    assert (answered.status_code, answered.headers.get("Retry-After")) == (status, retry_after)
    assert office.asana.writes == []
    assert office.post(f"tasks/{office.plan.gid}/stories", text="x").status_code == 201


def test_a_phrase_comes_only_where_asked_and_a_proxy_speaks_html(office: Office) -> None:
    office.asana.faults.add("GET /users/me", "500 phrase")
    office.asana.faults.add("GET /users/me", "502 html")

    assert "phrase" in office.api.get("users/me").json()["errors"][0]
    proxy = office.api.get("users/me")
    assert (proxy.status_code, proxy.headers["content-type"], proxy.text[:6]) == (502, "text/html", "<html>")


def test_a_write_may_be_done_and_the_connection_cut(office: Office) -> None:
    office.asana.faults.add("POST /tasks/*/stories", "commit_then_cut")

    with pytest.raises(httpx.RemoteProtocolError):
        office.post(f"tasks/{office.plan.gid}/stories", text="Записано")

    assert [w.body for w in office.asana.writes] == [{"text": "Записано"}]


def test_a_connection_may_be_cut_before_anything_is_done(office: Office) -> None:
    office.asana.faults.add("POST /tasks/*/stories", "cut")

    with pytest.raises(httpx.RemoteProtocolError):
        office.post(f"tasks/{office.plan.gid}/stories", text="Нет")

    assert office.asana.writes == []


def test_a_504_may_finish_later(office: Office) -> None:
    office.asana.faults.add("POST /tasks/*/stories", "504_then_finish 0.05")

    answered = office.post(f"tasks/{office.plan.gid}/stories", text="Позже")
    at_once = list(office.asana.writes)
    for timer in office.asana.timers:
        timer.join()

    assert (answered.status_code, at_once) == (504, [])
    assert [w.body for w in office.asana.writes] == [{"text": "Позже"}]


def test_a_slow_answer_outlasts_an_impatient_client(office: Office) -> None:
    office.asana.faults.add("POST /tasks/*/stories", "slow 0.5")

    started = time.monotonic()
    with pytest.raises(httpx.ReadTimeout):
        office.api.post(f"tasks/{office.plan.gid}/stories", json={"data": {"text": "Медленно"}}, timeout=0.1)

    assert time.monotonic() - started < 0.4
    assert [w.body for w in office.asana.writes] == [{"text": "Медленно"}]


def test_lists_may_come_empty_or_short_once_and_bodies_cut(office: Office) -> None:
    office.anna.create_task(office.client, "Вторая")
    query = {"project": office.client.gid, "limit": 100}
    for do in ("empty_list_once", "short_list_once", "truncated"):
        office.asana.faults.add("GET /tasks", do)

    sizes = [len(office.api.get("tasks", params=query).json()["data"]) for _ in range(2)]
    broken = office.api.get("tasks", params=query)

    assert sizes == [0, 1]
    with pytest.raises(ValueError, match="line 1"):
        broken.json()
    assert len(office.api.get("tasks", params=query).json()["data"]) == 2


def test_null_people_unknown_kinds_and_tags_and_a_deprecation(office: Office) -> None:
    sync = office.sync(office.client.gid)
    office.anna.comment(office.plan, "Раз")
    faults = office.asana.faults
    faults.add("GET /events", "null_user")
    faults.add("GET /tasks/*/stories", "null_created_by")
    faults.add("GET /tasks/*/stories", "unknown_subtype")
    faults.add("GET /tasks/*/stories", "unknown_tag")
    faults.add("GET /users/me", "asana_change new_goals")
    path, fields = f"tasks/{office.plan.gid}/stories", {"opt_fields": "created_by.name,resource_subtype,html_text"}

    assert office.events(office.client.gid, sync)[0]["user"] is None
    assert office.api.get(path, params=fields).json()["data"][-1]["created_by"] is None
    assert office.api.get(path, params=fields).json()["data"][-1]["resource_subtype"] == "weather_changed"
    assert "<object>" in office.api.get(path, params=fields).json()["data"][-1]["html_text"]
    assert office.api.get("users/me").headers["Asana-Change"].startswith("name=new_goals;")


def test_a_fault_may_wait_and_strike_more_than_once(office: Office) -> None:
    office.asana.faults.add("GET /users/me", "500", times=2, after=1)

    assert [office.api.get("users/me").status_code for _ in range(4)] == [200, 500, 500, 200]


def test_a_fault_that_does_not_exist_is_refused(office: Office) -> None:
    with pytest.raises(ValueError, match="no such fault"):
        office.asana.faults.add("*", "earthquake")


def test_the_date_header_tells_the_simulators_time(office: Office) -> None:
    office.asana.clock.advance(timedelta(days=30))

    told = parsedate_to_datetime(office.api.get("users/me").headers["Date"])

    assert abs(told - office.asana.state.now()) < timedelta(seconds=2)


def test_histories_can_be_dated_back(office: Office) -> None:
    long_ago = office.asana.state.now() - timedelta(days=20)

    with office.asana.clock.at(long_ago):
        task = office.anna.create_task(office.client, "Старая", assignee=PETR)

    assert office.get(f"tasks/{task.gid}", opt_fields="created_at")["created_at"][:16] == long_ago.isoformat()[:16]


def test_big_answers_are_zipped_for_those_who_ask(office: Office) -> None:
    zipped = office.api.get(f"tasks/{office.plan.gid}")
    plain = office.api.get(f"tasks/{office.plan.gid}", headers={"Accept-Encoding": "identity"})

    assert (zipped.headers.get("Content-Encoding"), plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert zipped.json() == plain.json()
