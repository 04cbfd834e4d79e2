"""A proxy between a mail client and its server: records commands, counts bytes and turns, delays, and breaks the line on purpose.

with ImapProxy(server.port, fault=Fault("cut", after=5_000)) as proxy:
    ...  # connect to 127.0.0.1, proxy.port
proxy.verbs == ["CAPABILITY", "LOGIN", "EXAMINE", "UID FETCH", ...]
"""

from __future__ import annotations

import contextlib
import queue
import random
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self

READ_BYTES = 1 << 16
_COMMAND = re.compile(rb"^[A-Za-z0-9.]+ ((?:UID )?[A-Za-z]+)", re.IGNORECASE)
_LITERAL = re.compile(rb"\{(\d+)\+?\}\r\n$")


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens on one connection, after so many bytes from the server.

    It is cut, goes silent, comes byte by byte, or what comes is noise and then nothing more.
    """

    kind: Literal["cut", "stall", "dribble", "garbage"]
    after: int
    pause_s: float = 0.0  # between the bytes of a dribble


class ImapProxy:
    """Listens on a free port of loopback and passes everything on, `delay_s` later each way."""

    def __init__(self, upstream: int, *, delay_s: float = 0.0, fault: Fault | None = None) -> None:
        """`fault` strikes the first connection; `strike` adds more while it runs."""
        self._upstream = upstream
        self._delay_s = delay_s
        self._fault = fault
        self._to_come: queue.SimpleQueue[Fault] = queue.SimpleQueue()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.verbs: list[str] = []
        self.lines: list[bytes] = []
        self.bytes_down = 0
        self.bytes_up = 0
        self.turns = 0
        self.connections = 0
        self._last_direction = ""
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._stop = threading.Event()
        self._start(self._accept)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Close everything and wait for the threads."""
        self._stop.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept()
        self._listener.close()
        self.drop()
        for thread in self._threads:
            thread.join(5)
        for one in self._sockets:
            one.close()

    def strike(self, fault: Fault) -> None:
        """Break the connection that the server speaks on next; `after` counts from now."""
        self._to_come.put(fault)

    def calm(self) -> None:
        """No more faults to come; what is stalled is hung up."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._to_come.get_nowait()
        self.drop()

    def drop(self) -> None:
        """Cut every connection there is; new ones are served."""
        for one in self._sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _start(self, run: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=run, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._upstream))
            except OSError:  # the server is away
                client.close()
                continue
            for one in (client, server):
                one.settimeout(None)
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._sockets.append(one)
            fault = self._fault if self.connections == 0 else None
            self.connections += 1
            self._start(self._up, client, server)
            self._start(self._down, client, server, fault)

    def _up(self, client: socket.socket, server: socket.socket) -> None:
        record = _Recorder(self)
        send = self._later(server)
        while data := _receive(client):
            self._turn("up")
            self.bytes_up += len(data)
            record.feed(data)
            send(data)
        send(b"")

    def _down(self, client: socket.socket, server: socket.socket, fault: Fault | None) -> None:
        send = self._later(client)
        passed = 0
        while data := _receive(server):
            self._turn("down")
            self.bytes_down += len(data)
            if fault is None and (fault := self._next_fault()) is not None:
                passed = 0
            if fault is not None and passed + len(data) > fault.after:
                if fault.after > passed:
                    send(data[: fault.after - passed])
                self._break(client, server, data[fault.after - passed :], fault)
                return
            passed += len(data)
            send(data)
        send(b"")

    def _next_fault(self) -> Fault | None:
        with contextlib.suppress(queue.Empty):
            return self._to_come.get_nowait()
        return None

    def _break(self, client: socket.socket, server: socket.socket, rest: bytes, fault: Fault) -> None:
        if fault.kind == "stall":
            return
        if fault.kind == "garbage":
            _send(client, random.Random(fault.after).randbytes(len(rest) + 20) + b"\r\n")
        if fault.kind == "dribble":
            while rest:
                for place in range(len(rest)):
                    with contextlib.suppress(OSError):
                        client.sendall(rest[place : place + 1])
                    if fault.pause_s and self._stop.wait(fault.pause_s):
                        return
                rest = _receive(server)
        for one in (client, server):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _later(self, target: socket.socket) -> Callable[[bytes], None]:
        if not self._delay_s:
            return lambda data: _send(target, data)
        waiting: queue.Queue[tuple[float, bytes]] = queue.Queue()

        def deliver() -> None:
            while True:
                due, data = waiting.get()
                time.sleep(max(0.0, due - time.monotonic()))  # noqa: TID251
                _send(target, data)
                if not data:
                    return

        self._start(deliver)
        return lambda data: waiting.put((time.monotonic() + self._delay_s, data))

    def _turn(self, direction: str) -> None:
        if direction == "up" and self._last_direction != "up":
            self.turns += 1
        self._last_direction = direction


class _Recorder:
    """Tells commands from what is sent within them: literals, SASL answers, DONE."""

    def __init__(self, proxy: ImapProxy) -> None:
        self._proxy = proxy
        self._pending = b""
        self._inside = 0

    def feed(self, data: bytes) -> None:
        self._pending += data
        while True:
            if self._inside:
                taken = min(self._inside, len(self._pending))
                self._pending, self._inside = self._pending[taken:], self._inside - taken
            line, end, rest = self._pending.partition(b"\r\n")
            if not end:
                return
            self._pending = rest
            self._proxy.lines.append(line)
            if match := _COMMAND.match(line):
                self._proxy.verbs.append(match[1].decode("ascii").upper())
            elif line.upper() == b"DONE":
                self._proxy.verbs.append("DONE")
            if literal := _LITERAL.search(line + end):
                self._inside = int(literal[1])


def _receive(source: socket.socket) -> bytes:
    try:
        return source.recv(READ_BYTES)
    except OSError:
        return b""


def _send(target: socket.socket, data: bytes) -> None:
    """Pass on; nothing means that the other side has closed."""
    with contextlib.suppress(OSError):
        if data:
            target.sendall(data)
        else:
            target.shutdown(socket.SHUT_WR)
