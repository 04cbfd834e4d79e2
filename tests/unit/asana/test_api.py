"""The SDK's calls over our wire: what a server cannot be made to do, and what a server does wrong."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import asana
import httpx
import pytest
import respx

from connectors.asana.api import AsanaApi
from connectors.asana.errors import AsanaRefused, RateLimited, ServerTrouble, Stopped, SyncTokenLost
from connectors.asana.events import read_events, take_token
from syncd.domain.errors import Unavailable

BASE = "https://asana.example/api/1.0"
GOOD = httpx.Response(200, json={"data": {"gid": "1", "name": "10\u00a0000 ₽"}})


@pytest.fixture
def server() -> Iterator[respx.MockRouter]:
    with respx.mock(base_url=BASE, assert_all_called=False) as router:
        yield router


@pytest.fixture
def api() -> Iterator[AsanaApi]:
    made = AsanaApi(lambda: "secret", base_url=BASE, requests_per_minute=100_000, read_waits_s=(0.0, 0.0))
    yield made
    made.close()


def task(api: AsanaApi) -> Any:
    return api.read(asana.TasksApi(api).get_task, "1", opt_fields="name")


def create(api: AsanaApi) -> Any:
    return api.write(asana.TasksApi(api).create_task, {"data": {"name": "x"}}, {})


def test_a_read_brings_the_text_as_it_is_written(server: respx.MockRouter, api: AsanaApi) -> None:
    route = server.get("/tasks/1").mock(return_value=GOOD)
    assert task(api)["name"] == "10\u00a0000 ₽"
    request = route.calls.last.request
    assert request.headers["Authorization"] == "Bearer secret"
    assert "gzip" in request.headers["Accept-Encoding"]
    assert request.headers["User-Agent"] == "syncd"
    assert dict(request.url.params) == {"opt_fields": "name"}


def test_a_token_may_change_between_requests(server: respx.MockRouter) -> None:
    route = server.get("/tasks/1").mock(return_value=GOOD)
    tokens = iter(["first", "second"])
    api = AsanaApi(lambda: next(tokens), base_url=BASE)
    task(api)
    task(api)
    assert [call.request.headers["Authorization"] for call in route.calls] == ["Bearer first", "Bearer second"]
    api.close()


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.Response(500, json={"errors": [{"message": "Server Error", "phrase": "6 sad squid"}]}),
        httpx.Response(502, html="<html>Bad Gateway</html>"),
        httpx.Response(200, content=b'{"data": {"gid"'),
        httpx.Response(200, json=["no object"]),
        httpx.RemoteProtocolError("cut"),
    ],
)
def test_a_read_is_tried_again_after_a_servers_trouble(
    server: respx.MockRouter, api: AsanaApi, trouble: httpx.Response | Exception
) -> None:
    route = server.get("/tasks/1").mock(side_effect=[trouble, trouble, GOOD])
    assert task(api)["gid"] == "1"
    assert route.call_count == 3


def test_a_read_that_was_waited_for_in_vain_is_tried_once_more_only(server: respx.MockRouter, api: AsanaApi) -> None:
    route = server.get("/tasks/1").mock(side_effect=httpx.ReadTimeout("slow"))
    with pytest.raises(ServerTrouble):
        task(api)
    assert route.call_count == 2


def test_a_read_gives_up_and_names_the_phrase(server: respx.MockRouter, api: AsanaApi) -> None:
    bad = httpx.Response(500, json={"errors": [{"message": "Server Error", "phrase": "6 sad squid"}]})
    route = server.get("/tasks/1").mock(return_value=bad)
    with pytest.raises(ServerTrouble, match="6 sad squid"):
        task(api)
    assert route.call_count == 3


def test_a_write_is_sent_once(server: respx.MockRouter, api: AsanaApi) -> None:
    route = server.post("/tasks").mock(return_value=httpx.Response(503))
    with pytest.raises(ServerTrouble):
        create(api)
    assert route.call_count == 1


def test_a_connection_that_was_never_made_is_told_apart(server: respx.MockRouter, api: AsanaApi) -> None:
    server.post("/tasks").mock(side_effect=[httpx.ConnectError("refused"), httpx.ReadTimeout("slow")])
    with pytest.raises(ServerTrouble) as never_sent:
        create(api)
    with pytest.raises(ServerTrouble) as perhaps_sent:
        create(api)
    assert (never_sent.value.sent, perhaps_sent.value.sent) == (False, True)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 451, 501])
def test_a_refusal_is_not_repeated(server: respx.MockRouter, api: AsanaApi, status: int) -> None:
    answer = httpx.Response(status, json={"errors": [{"message": "No."}]})
    route = server.get("/tasks/1").mock(return_value=answer)
    with pytest.raises(AsanaRefused, match=r"No\.") as caught:
        task(api)
    assert caught.value.status == status
    assert caught.value.is_about_one_object is (status not in {401, 451})
    assert route.call_count == 1


def test_a_plan_without_custom_fields_is_asked_without_them(server: respx.MockRouter, api: AsanaApi) -> None:
    lacking = httpx.Response(402, json={"errors": [{"message": "Custom Fields are not available for free users."}]})
    route = server.get("/tasks/1").mock(side_effect=[lacking, GOOD, GOOD])
    for _ in range(2):
        api.read(asana.TasksApi(api).get_task, "1", opt_fields="name,custom_fields.name,custom_fields.display_value")
    assert [call.request.url.params["opt_fields"] for call in route.calls][1:] == ["name", "name"]


def test_the_token_stands_in_no_error(server: respx.MockRouter, api: AsanaApi) -> None:
    server.get("/tasks/1").mock(return_value=httpx.Response(401, text="Bearer secret"))
    with pytest.raises(AsanaRefused) as caught:
        task(api)
    assert "secret" not in str(caught.value)


def test_a_429_is_sat_out_and_counted(server: respx.MockRouter, api: AsanaApi) -> None:
    server.get("/tasks/1").mock(side_effect=[httpx.Response(429, headers={"Retry-After": "0"}), GOOD])
    assert task(api)["gid"] == "1"
    assert (api.gate.requests, api.gate.rejected, api.requests_by_status) == (2, 1, {429: 1, 200: 1})


def test_a_long_pause_ends_the_cycle(server: respx.MockRouter, api: AsanaApi) -> None:
    route = server.get("/tasks/1").mock(return_value=httpx.Response(429, headers={"Retry-After": "900"}))
    with pytest.raises(RateLimited) as caught:
        task(api)
    assert caught.value.retry_after == timedelta(seconds=900)
    with pytest.raises(Stopped):
        task(api)
    assert route.call_count == 1


def test_a_lost_sync_token_brings_the_fresh_one_whatever_its_status(server: respx.MockRouter, api: AsanaApi) -> None:
    for status in (412, 400, 410):
        server.get("/events").mock(return_value=httpx.Response(status, json={"errors": [], "sync": "fresh"}))
        assert take_token(api, "1") == "fresh"
        with pytest.raises(SyncTokenLost) as caught:
            read_events(api, "1", "old")
        assert caught.value.fresh == "fresh"


def test_events_are_read_to_their_end(server: respx.MockRouter, api: AsanaApi) -> None:
    pages = [
        httpx.Response(200, json={"data": [{"type": "task"}], "sync": "b", "has_more": True}),
        httpx.Response(200, json={"data": [{"type": "story"}], "sync": "c", "has_more": False}),
    ]
    route = server.get("/events").mock(side_effect=pages)
    assert read_events(api, "1", "a") == ([{"type": "task"}, {"type": "story"}], "c")
    assert [call.request.url.params["sync"] for call in route.calls] == ["a", "b"]


def test_pages_are_asked_for_with_the_same_parameters(server: respx.MockRouter, api: AsanaApi) -> None:
    pages = [
        httpx.Response(200, json={"data": [{"gid": "1"}], "next_page": {"offset": "x", "uri": "https://elsewhere/"}}),
        httpx.Response(200, json={"data": [{"gid": "2"}], "next_page": None}),
    ]
    route = server.get("/tasks").mock(side_effect=pages)
    found = api.read_list(asana.TasksApi(api).get_tasks, project="9", opt_fields="name")
    assert found == [{"gid": "1"}, {"gid": "2"}]
    assert [dict(call.request.url.params) for call in route.calls] == [
        {"limit": "100", "project": "9", "opt_fields": "name"},
        {"offset": "x", "limit": "100", "project": "9", "opt_fields": "name"},
    ]


def test_a_dead_page_token_twice_is_a_failure(server: respx.MockRouter, api: AsanaApi) -> None:
    page = httpx.Response(200, json={"data": [], "next_page": {"offset": "x"}})
    dead = httpx.Response(400, json={"errors": [{"message": "offset: Your pagination token has expired."}]})
    server.get("/tasks").mock(side_effect=[page, dead, page, dead])
    with pytest.raises(AsanaRefused):
        api.read_list(asana.TasksApi(api).get_tasks, project="9")


def test_asanas_time_comes_from_its_answers(server: respx.MockRouter, api: AsanaApi) -> None:
    assert api.server_time() is None
    dated = httpx.Response(200, json={"data": {}}, headers={"Date": "Thu, 14 May 2026 12:00:00 GMT"})
    server.get("/tasks/1").mock(side_effect=[dated, GOOD])
    task(api)
    told = api.server_time()
    assert told is not None
    assert timedelta() <= told - datetime(2026, 5, 14, 12, tzinfo=UTC) < timedelta(seconds=5)
    task(api)
    assert api.server_time() is not None


def test_an_announced_change_is_kept(server: respx.MockRouter, api: AsanaApi) -> None:
    header = "name=new_goal_memberships;info=https://asana.example/x;affected=true"
    server.get("/tasks/1").mock(return_value=httpx.Response(200, json={"data": {}}, headers={"Asana-Change": header}))
    task(api)
    assert [(c.name, c.affected) for c in api.announced.values()] == [("new_goal_memberships", True)]


def test_the_sdk_leaves_no_threads_and_no_log_handlers() -> None:
    before = {name: list(logging.getLogger(name).handlers) for name in ("asana", "urllib3")}
    threads = threading.active_count()
    api = AsanaApi(lambda: "secret", base_url=BASE)
    assert {name: logging.getLogger(name).handlers for name in before} == before
    assert threading.active_count() == threads
    api.close()


def test_closing_cuts_off_a_request_that_hangs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        api = AsanaApi(lambda: "secret", base_url=f"http://127.0.0.1:{silent.getsockname()[1]}", stop=Event())
        threading.Timer(0.1, api.close).start()
        began = time.monotonic()
        with pytest.raises(Unavailable):
            task(api)
        assert time.monotonic() - began < 5
