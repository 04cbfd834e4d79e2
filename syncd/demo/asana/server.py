"""Asana over HTTP on loopback: the wire, the token, the limits and the faults around the API."""

from __future__ import annotations

import gzip
import json
import socket
import sys
import threading
from dataclasses import dataclass
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from syncd.demo.asana import api_people, api_projects, api_tasks
from syncd.demo.asana.batch import actions_in
from syncd.demo.asana.errors import ApiError, bad_request
from syncd.demo.asana.faults import STATUSES, Fault, spoil
from syncd.demo.asana.limits import TOO_MANY
from syncd.demo.asana.model import User
from syncd.demo.asana.routes import Call, answer
from syncd.demo.asana.state import Write
from syncd.demo.asana.undo import undone_on_refusal

if TYPE_CHECKING:
    from syncd.demo.asana.simulator import AsanaSimulator

PREFIX = "/api/1.0"
PHRASE = "6 sad squid snuggle softly"
SMALLEST_GZIP = 512
SERVED = (api_people, api_projects, api_tasks)  # importing them fills the table of routes


@dataclass(slots=True)
class Answer:
    """What goes over the wire."""

    status: int
    body: dict[str, Any] | str
    headers: dict[str, str]


class AsanaServer(ThreadingHTTPServer):
    """One thread a connection; `simulator` is what is served."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, simulator: AsanaSimulator) -> None:
        super().__init__(("127.0.0.1", port), AsanaHandler)
        self.simulator = simulator
        self.connections: set[socket.socket] = set()
        self.connections_lock = threading.Lock()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error; anything else is a bug and is shown."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        """Close what is still open, so that no thread waits for a next request."""
        with self.connections_lock:
            for connection in self.connections:
                _shut(connection)


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # closed already


class AsanaHandler(BaseHTTPRequestHandler):
    """One connection, many requests."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: AsanaServer

    def setup(self) -> None:
        super().setup()
        with self.server.connections_lock:
            self.server.connections.add(self.connection)

    def finish(self) -> None:
        with self.server.connections_lock:
            self.server.connections.discard(self.connection)
        super().finish()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Requests are kept in `simulator.requests`, not printed."""

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the base class's names

    def _serve(self) -> None:
        """Count the request in, answer it, count it out: a slow answer is in flight all the while."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        path = unquote(url.path)
        path = path.removeprefix(PREFIX) if path.startswith(PREFIX) else f"/outside{path}"
        limits, is_read = self.server.simulator.limits, self.command == "GET"
        requests = actions_in(body) if path == "/batch" else 1
        try:
            limits.begin(is_read=is_read, requests=requests)
        except ApiError as refusal:
            self._send(self._refusal(path, refusal), None)
            return
        try:
            self._answer(path, url.query, body)
        finally:
            limits.end(is_read=is_read, requests=requests)

    def _answer(self, path: str, query: str, body: bytes) -> None:
        """Answer a request that the limits let pass, with the fault that waits for it, if one does."""
        fault = self.server.simulator.faults.take(self.command, path)
        if fault is not None and fault.word == "cut":
            self._cut()
            return
        if fault is not None and fault.word == "504_then_finish":
            self._finish_later(fault, path, query, body)
            return
        answered = self._struck(fault, path) or self._perform(path, query, body)
        if fault is not None and fault.word == "commit_then_cut":
            self._cut()
            return
        if fault is not None:
            answered = self._spoilt(fault, answered)
        self._send(answered, fault)

    def _struck(self, fault: Fault | None, path: str) -> Answer | None:
        """The answer of a fault that lets nothing happen."""
        if fault is None or fault.word not in STATUSES:
            return None
        if fault.argument == "html":
            return Answer(int(fault.word), "<html><head><title>502 Bad Gateway</title></head></html>", {})
        error = ApiError(int(fault.word), TOO_MANY if fault.word == "429" else "Server Error")
        if fault.argument == "phrase":
            error.phrase = PHRASE
        headers = {"Retry-After": fault.argument} if "retry-after" in fault.do else {}
        self.server.simulator.note_request(self.command, path, error.status)
        return Answer(error.status, error.body, headers)

    def _finish_later(self, fault: Fault, path: str, query: str, body: bytes) -> None:
        """504 now, and the write done all the same."""
        timer = threading.Timer(fault.seconds(0.3), self._perform, (path, query, body))
        timer.daemon = True
        self.server.simulator.timers.append(timer)
        timer.start()
        self._send(Answer(504, ApiError(504, "The request took too long").body, {}), None)

    def _spoilt(self, fault: Fault, answered: Answer) -> Answer:
        if fault.word == "slow":
            self.server.simulator.stopping.wait(fault.seconds(2))
        if fault.word == "asana_change":
            answered.headers["Asana-Change"] = f"name={fault.argument};info=https://forum.asana.com/t/0;affected=true"
        if isinstance(answered.body, dict):
            answered.body = spoil(fault, answered.body)
        return answered

    def _perform(self, path: str, query: str, body: bytes) -> Answer:
        """Do what is asked and say so; the log of requests and writes is kept here."""
        try:
            status, answered = self._answered(path, query, _parsed(self.command, body))
        except ApiError as refusal:
            return self._refusal(path, refusal)
        self.server.simulator.note_request(self.command, path, status)
        return Answer(status, answered, {})

    def _refusal(self, path: str, error: ApiError) -> Answer:
        self.server.simulator.note_request(self.command, path, error.status)
        return Answer(error.status, error.body, {"Retry-After": error.retry_after} if error.retry_after else {})

    def _answered(self, path: str, query: str, parsed: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        simulator = self.server.simulator
        with simulator.state.lock:
            user = self._user()
            asked = dict(parse_qsl(query, keep_blank_values=True))
            call = Call(
                simulator.state, simulator.pager, user, self.command, path, asked, parsed["data"], parsed["options"]
            )
            with undone_on_refusal(simulator.state, call):
                status, answered = answer(call)
            for done in (call, *call.inner):
                if done.method != "GET" and done.path != "/batch":
                    simulator.writes.append(
                        Write(simulator.state.now(), done.method, done.path, done.data, user.email, done.written)
                    )
            return status, answered

    def _user(self) -> User:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        gid = self.server.simulator.tokens.get(token.strip()) if scheme == "Bearer" else None
        user = self.server.simulator.state.find(User, gid) if gid else None
        if user is None or not user.is_active:
            raise ApiError(401, "Not Authorized")
        return user

    def _send(self, answered: Answer, fault: Fault | None) -> None:
        is_json = isinstance(answered.body, dict)
        raw = json.dumps(answered.body, ensure_ascii=False).encode() if is_json else str(answered.body).encode()
        if fault is not None and fault.word == "truncated":
            raw = raw[: len(raw) // 2]
        zipped = "gzip" in self.headers.get("Accept-Encoding", "") and len(raw) >= SMALLEST_GZIP
        raw = gzip.compress(raw, compresslevel=1) if zipped else raw
        self.send_response_only(answered.status)
        self.send_header("Date", format_datetime(self.server.simulator.state.now(), usegmt=True))
        self.send_header("Content-Type", "application/json; charset=UTF-8" if is_json else "text/html")
        self.send_header("Content-Length", str(len(raw)))
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        for name, value in answered.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if fault is not None and fault.word == "slow_body":
            self.wfile.write(raw[:1])
            self.wfile.flush()
            self.server.simulator.stopping.wait(fault.seconds(2))
            raw = raw[1:]
        self.wfile.write(raw)
        self.wfile.flush()

    def _cut(self) -> None:
        """Hang up without a word."""
        self.close_connection = True
        _shut(self.connection)


def _parsed(method: str, body: bytes) -> dict[str, Any]:
    """The body's `data` and `options`; anything else at the top is refused."""
    if method in {"GET", "DELETE"} or not body:
        return {"data": {}, "options": {}}
    try:
        parsed = json.loads(body)
    except ValueError:
        raise bad_request("Could not parse request data, invalid JSON") from None
    if not isinstance(parsed, dict) or not isinstance(parsed.get("data", {}), dict):
        raise bad_request("Could not parse request data, invalid JSON")
    stray = sorted(set(parsed) - {"data", "options"})
    if stray:
        raise bad_request(f"{stray[0]}: Unrecognized request parameter; write bodies are wrapped in `data`")
    return {"data": parsed.get("data") or {}, "options": parsed.get("options") or {}}
