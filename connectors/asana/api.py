"""The official SDK's calls over our own wire: one httpx client, one gate, our kinds of error (ASANA.md section 16)."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Event, Lock
from typing import Any, TypeVar
from weakref import WeakSet

import asana
import httpx
import structlog
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random
from tenacity.nap import sleep_using_event

from connectors.asana import fields
from connectors.asana.answers import Announced, Answer, Json, json_of, parse_change, quiet_configuration, words_of
from connectors.asana.errors import AsanaRefused, RateLimited, ServerTrouble, SyncTokenLost
from connectors.asana.gate import IN_FLIGHT, PATIENCE_S, Gate, Rank, parse_retry_after, ranked
from connectors.asana.json_fields import has_gid

BASE_URL = "https://app.asana.com/api/1.0"
TIMEOUT = httpx.Timeout(60.0, connect=10.0)
READ_WAITS_S = (1.0, 2.0, 4.0, 8.0)
RATE_LIMIT_TRIES = 6
SLOW_TRIES = 2  # each has cost a minute already
MOST_PAGES = 5000

Item = TypeVar("Item")
Result = TypeVar("Result")

log = structlog.get_logger()


class AsanaApi(asana.ApiClient):  # type: ignore[misc]
    """One token's way to Asana. Thread-safe; build one and share it.

    Reads are repeated a few times and raise `Unavailable` or `AsanaRefused`; writes are sent once.
    """

    def __init__(
        self,
        token: Callable[[], str],
        *,
        base_url: str = BASE_URL,
        requests_per_minute: int = 1200,
        stop: Event | None = None,
        user_agent: str = "syncd",
        read_waits_s: tuple[float, ...] = READ_WAITS_S,
        enable: str = "",
        verify: Any = True,
    ) -> None:
        super().__init__(quiet_configuration(base_url))
        self.pool.close()
        self.pool.join()
        del self.pool  # the SDK's own threads are never used, and its __del__ complains at exit
        self.user_agent = user_agent
        self._token = token
        self._enable = enable
        self._stop = stop or Event()
        self._read_waits_s = read_waits_s
        self._has_custom_fields = True
        self._wire = httpx.Client(timeout=TIMEOUT, follow_redirects=False, verify=verify)
        self._workers = ThreadPoolExecutor(max_workers=IN_FLIGHT, thread_name_prefix="asana")
        self._backlog_workers = ThreadPoolExecutor(max_workers=IN_FLIGHT, thread_name_prefix="asana-backlog")
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._lock = Lock()
        self._asking = Lock()
        self._me: Json | None = None
        self._date: tuple[datetime, float] | None = None
        self.gate = Gate(requests_per_minute, stop=self._stop)
        self.announced: dict[str, Announced] = {}
        self.requests_by_status: dict[int, int] = {}

    # -- what the sources and the writer use -------------------------------------------------------------------------

    def read(self, call: Callable[..., Any], *args: Any, **parameters: Any) -> Any:
        """What stands under `data` of one GET. `parameters` are the query; None is left out."""
        return self.read_whole(call, *args, **parameters).get("data")

    def read_whole(self, call: Callable[..., Any], *args: Any, **parameters: Any) -> Json:
        """The whole answer of one GET, repeated on a server's trouble."""
        query = {name: value for name, value in parameters.items() if value is not None}
        try:
            return self._repeat(call, args, self._affordable(query))
        except AsanaRefused as error:
            if error.status != 402 or self._affordable(query, has_custom_fields=False) == self._affordable(query):
                raise
        self._has_custom_fields = False  # the plan lacks them: off until restart (ASANA.md section 9)
        return self._repeat(call, args, self._affordable(query))

    def _repeat(self, call: Callable[..., Any], args: tuple[Any, ...], query: Json) -> Json:
        for attempt in self._attempts():
            with attempt:
                answer = call(*args, dict(query), full_payload=True)
                if not isinstance(answer, dict):
                    raise ServerTrouble("the answer is no JSON object")
                return answer
        raise AssertionError("tenacity returns or raises")

    def _affordable(self, query: Json, *, has_custom_fields: bool | None = None) -> Json:
        """The query without what the plan has been found to lack."""
        wanted = query.get("opt_fields")
        if not isinstance(wanted, str) or (self._has_custom_fields if has_custom_fields is None else has_custom_fields):
            return query
        return query | {"opt_fields": ",".join(f for f in wanted.split(",") if not f.startswith("custom_field"))}

    def read_list(self, call: Callable[..., Any], *args: Any, limit: int | None = 100, **parameters: Any) -> list[Json]:
        """All pages of a list; what is no object is an empty one, so that it can be named. An expired page token starts
        it again once (ASANA.md section 5)."""
        try:
            return self._pages(call, *args, limit=limit, **parameters)
        except AsanaRefused as error:
            if error.status != 400 or not error.while_paging:
                raise
        return self._pages(call, *args, limit=limit, **parameters)

    def write(self, call: Callable[..., Any], *args: Any) -> Json:
        """One POST, PUT or DELETE, sent once. The object as it now stands, empty after a DELETE."""
        with ranked(Rank.FIRST):
            answer = call(*args, full_payload=True)
        if not isinstance(answer, dict) or not isinstance(answer.get("data"), dict):
            raise ServerTrouble("the answer is no JSON object")
        written: Json = answer["data"]
        return written

    def in_parallel(
        self, work: Callable[[Item], Result], items: Iterable[Item], *, rank: Rank = Rank.ORDINARY
    ) -> list[Result]:
        """`work` on each item, a few at a time, results in order; the first error is raised."""

        def in_turn(item: Item) -> Result:
            with ranked(rank):
                return work(item)

        workers = self._backlog_workers if rank is Rank.BACKLOG else self._workers
        return list(workers.map(in_turn, items))

    def server_time(self) -> datetime | None:
        """Asana's time now: its last `Date` header and what has passed since; None before the first answer."""
        with self._lock:
            seen = self._date
        return None if seen is None else seen[0] + timedelta(seconds=time.monotonic() - seen[1])

    def who_am_i(self) -> Json:
        """The token's user, asked for once. For a run in which nothing is due it is also what tells Asana's time."""
        with self._asking:
            if self._me is None:
                me = self.read(asana.UsersApi(self).get_user, "me", opt_fields=fields.ME)
                if not has_gid(me):
                    raise ServerTrouble("Asana did not say whose token this is")
                self._me = me
            return self._me

    def close(self) -> None:
        """End: waiting requests give up, running ones are cut off."""
        self._stop.set()
        self.hang_up()
        for workers in (self._workers, self._backlog_workers):
            workers.shutdown(wait=True, cancel_futures=True)
        self._wire.close()

    def hang_up(self) -> None:
        """When we are ending, cut off requests that run; otherwise nothing, for the connections are shared."""
        if not self._stop.is_set():
            return
        self.gate.wake()
        for each in list(self._sockets):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    # -- what the SDK calls ------------------------------------------------------------------------------------------

    def update_params_for_auth(self, headers: Json, querys: Any, auth_settings: Any) -> None:
        """The token is set on the wire, from where it is kept, for each request."""

    def request(
        self,
        method: str,
        url: str,
        query_params: Any = None,
        headers: Any = None,
        post_params: Any = None,  # noqa: ARG002 - the SDK's signature
        body: Any = None,
        _preload_content: bool = True,
        _request_timeout: Any = None,
    ) -> Answer:
        """Send one request through the gate and turn what is no success into our errors."""
        with self.gate.passage():
            response = self._send(method, url, query_params, headers, body)
        self._take_note(response)
        if response.is_success:
            return Answer(response)
        raise self._error(response)

    def deserialize(self, response: Answer, response_type: Any) -> Any:  # noqa: ARG002 - the SDK's signature
        """Plain JSON. The SDK's own turns each NBSP of a client's text into a space."""
        try:
            return json.loads(response.data)
        except ValueError as error:
            raise ServerTrouble("the answer is no JSON") from error

    # -- inside ------------------------------------------------------------------------------------------------------

    def _send(self, method: str, url: str, query: Any, headers: Any, body: Any) -> httpx.Response:
        own = {"Authorization": f"Bearer {self._token()}", "Accept": "application/json"}
        if self._enable:
            own["Asana-Enable"] = self._enable
        wanted = {**(headers or {}), **own}
        wanted.pop("Content-Type", None)
        try:
            return self._wire.request(
                method,
                url,
                params=query or None,
                headers=wanted,
                json=body or None,
                extensions={"trace": self._remember_socket},
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
            raise ServerTrouble(f"no connection to Asana: {type(error).__name__}", sent=False) from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            slow = isinstance(error, httpx.TimeoutException)
            raise ServerTrouble(f"connection to Asana failed: {type(error).__name__}", slow=slow) from error

    def _remember_socket(self, event: str, info: Any) -> None:
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            found = info["return_value"].get_extra_info("socket")
            if isinstance(found, socket.socket):
                self._sockets.add(found)

    def _take_note(self, response: httpx.Response) -> None:
        with self._lock:
            count = self.requests_by_status.get(response.status_code, 0)
            self.requests_by_status[response.status_code] = count + 1
            with suppress(TypeError, ValueError):
                date = parsedate_to_datetime(response.headers["Date"]) if "Date" in response.headers else None
                if date is not None:
                    self._date = (date.astimezone(UTC), time.monotonic())
            for value in response.headers.get_list("Asana-Change"):
                change = parse_change(value)
                if change.name not in self.announced:
                    log.warning("asana.change_announced", change=change.name, affected=change.affected)
                self.announced[change.name] = change

    def _error(self, response: httpx.Response) -> Exception:
        status = response.status_code
        body = json_of(response)
        words = words_of(body) or response.reason_phrase
        fresh = body.get("sync")
        if 400 <= status < 500 and isinstance(fresh, str) and fresh and response.url.path.endswith("/events"):
            return SyncTokenLost(words, fresh=fresh)
        if status == 412 and not body:
            return ServerTrouble("Asana answered 412 with a body that cannot be read")  # with the token in it
        if status == 429:
            seconds = parse_retry_after(response.headers.get("Retry-After"))
            self.gate.shut(seconds)
            return RateLimited(words, retry_after=timedelta(seconds=seconds))
        if status >= 500 and status != 501:
            return ServerTrouble(f"Asana answered {status}: {words}")
        return AsanaRefused(f"Asana answered {status}: {words}", status=status)

    def _pages(self, call: Callable[..., Any], *args: Any, **parameters: Any) -> list[Json]:
        items: list[Json] = []
        offset: str | None = None
        for _ in range(MOST_PAGES):
            try:
                page = self.read_whole(call, *args, offset=offset, **parameters)
            except AsanaRefused as error:
                error.while_paging = offset is not None
                raise
            data = page.get("data")
            if not isinstance(data, list):
                raise ServerTrouble("a list came without its data")
            items.extend(item if isinstance(item, dict) else {} for item in data)
            following = page.get("next_page")
            given = following.get("offset") if isinstance(following, dict) else None
            if not given or given == offset:
                return items
            offset = str(given)
        raise ServerTrouble("a list without end")

    def _attempts(self) -> Retrying:
        return Retrying(
            retry=retry_if_exception_type((ServerTrouble, RateLimited)),
            stop=self._gives_up,
            wait=self._wait_s,
            sleep=sleep_using_event(self._stop),
            reraise=True,
        )

    def _gives_up(self, state: RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        if self._stop.is_set():
            return True
        if isinstance(error, RateLimited):
            too_long = error.retry_after is not None and error.retry_after.total_seconds() > PATIENCE_S
            return too_long or state.attempt_number >= RATE_LIMIT_TRIES
        tries = SLOW_TRIES if isinstance(error, ServerTrouble) and error.slow else len(self._read_waits_s) + 1
        return bool(stop_after_attempt(tries)(state))

    def _wait_s(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, RateLimited):  # the gate waits
            return 0.0
        index = min(state.attempt_number, len(self._read_waits_s)) - 1
        return self._read_waits_s[index] * float(wait_random(0.75, 1.25)(state))
