"""One logged-in connection: commands sent ahead of their answers, every one checked against the list of allowed ones."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from connectors.imap.allowed import require_allowed
from connectors.imap.answer import Answer, Fetched, Untagged, fetched, literal_size
from connectors.imap.login import log_in
from connectors.imap.settings import MailboxSettings
from connectors.imap.wire import Wire
from syncd.domain.errors import Unavailable

AT_ONCE = 200
MAX_LITERAL_BYTES = 64 << 20
_SUGGESTED_BACKOFF = re.compile(r"Suggested Backoff Time: (\d+) milliseconds", re.IGNORECASE)


class OutOfTurn(Unavailable):
    """The server does not carry commands out in the order they were sent: it gets them one at a time from now on."""


log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A command that was sent and whose answer may be collected."""

    tag: bytes


class Session:
    """A logged-in connection. Owned by one thread; only `abort` may be called from another.

    `send` returns before the answer: several commands may be under way, and a server carries them out in order
    (RFC 9051, 5.5). After any exception the session is dead and must be thrown away.
    """

    def __init__(self, settings: MailboxSettings, *, compress: bool = True, ahead: bool = True) -> None:
        """`ahead` False sends each command only when the one before was answered, for servers that cannot do better."""
        self._wire = Wire(settings.host, settings.port, read_timeout_s=settings.read_timeout_s)
        self._settings = settings
        self._compress = compress
        self._ahead = ahead
        self._number = 0
        self._under_way: dict[
            bytes, bool
        ] = {}  # tags in the order sent, and whether the command changes the open folder
        self._fetched: Fetched = {}
        self._answers: dict[bytes, Answer] = {}
        self._untagged: list[Untagged] = []
        self._bye = ""
        self.capabilities: frozenset[str] = frozenset()
        self.greeting = ""
        self.selected: bytes | None = None  # the folder that the last EXAMINE sent was for

    def open(self) -> None:
        """Connect and log in; compress where offered. Raises `Refused`, `Unavailable` or OSError."""
        self._set_deadline()
        self.capabilities, self.greeting = log_in(self._settings, self._wire)
        if self._compress and "COMPRESS=DEFLATE" in self.capabilities and self.run(b"COMPRESS DEFLATE").ok:
            self._wire.compress()

    def has(self, capability: str) -> bool:
        """Whether the server offered this after login."""
        return capability in self.capabilities

    def send(self, *commands: bytes) -> list[Ticket]:
        """Send the commands in one write."""
        if not self._ahead and len(commands) > 1:
            return [ticket for command in commands for ticket in self.send(command)]
        lines = []
        tickets = []
        for command in commands:
            require_allowed(command)
            self._number += 1
            tag = b"S%d" % self._number
            lines.append(tag + b" " + command + b"\r\n")
            tickets.append(Ticket(tag))
            self._under_way[tag] = command.startswith((b"EXAMINE", b"UNSELECT"))
        self._set_deadline()
        self._wire.send(b"".join(lines))
        while not self._ahead and commands != (b"IDLE",) and self._under_way:
            self._receive()
        return tickets

    def examine(self, folder: bytes) -> bytes:
        """The command that opens a folder read-only, noting that it will be the selected one."""
        self.selected = folder
        return b"EXAMINE " + quoted(folder)

    def wait(self, ticket: Ticket) -> Answer:
        """The answer to a command; those to earlier ones are kept until they are asked for."""
        self._set_deadline()
        while ticket.tag not in self._answers:
            self._receive()
        return self._answers.pop(ticket.tag)

    def run(self, command: bytes) -> Answer:
        """Send one command and wait for its answer."""
        return self.wait(self.send(command)[0])

    def run_all(self, commands: Sequence[bytes]) -> list[Answer]:
        """Send the commands together and wait for all answers: one round trip.

        Many are sent in several goes: a server that cannot get rid of its answers stops reading commands.
        """
        goes = (commands[start : start + AT_ONCE] for start in range(0, len(commands), AT_ONCE))
        return [self.wait(ticket) for go in goes for ticket in self.send(*go)]

    def start_idle(self) -> Ticket:
        """IDLE (RFC 2177): returns when the server says that it has begun."""
        ticket = self.send(b"IDLE")[0]
        while not self._receive_line().startswith(b"+"):
            if ticket.tag in self._answers:
                raise Unavailable(f"IDLE was not accepted: {self._answers[ticket.tag].text}")
        return ticket

    def pushed(self, timeout_s: float) -> list[Untagged]:
        """What the server says by itself within this time while idling; waits for the first, then takes all there is."""
        while self._wire.wait(timeout_s):
            self._set_deadline()
            self._receive()
            if not self._under_way:
                raise Unavailable("the server ended IDLE by itself")
            timeout_s = 0.0
        pushed, self._untagged = self._untagged, []
        return pushed

    def stop_idle(self, ticket: Ticket) -> Answer:
        """DONE, and what was still said before the server ended."""
        self._set_deadline()
        self._wire.send(b"DONE\r\n")
        return self.wait(ticket)

    def abort(self) -> None:
        """Break off, from any thread."""
        self._wire.abort()

    def close(self) -> None:
        """Take leave without waiting for an answer."""
        try:
            self.send(b"LOGOUT")
        except (OSError, ValueError):
            pass
        finally:
            self._wire.close()

    def failure(self, error: Exception) -> Unavailable:
        """The error as the engine knows it, with what the server said before it went away."""
        said = f" ({self._bye})" if self._bye else ""
        if isinstance(error, Unavailable) and error.retry_after is not None:
            return error
        backoff = _SUGGESTED_BACKOFF.search(f"{error}{said}")
        retry_after = timedelta(milliseconds=int(backoff[1])) if backoff else None
        return Unavailable(f"{error or type(error).__name__}{said}", retry_after=retry_after)

    def _set_deadline(self) -> None:
        self._wire.deadline = time.monotonic() + self._settings.command_deadline_s

    def _receive(self) -> None:
        line = self._receive_line()
        if line.startswith(b"+"):
            raise Unavailable("the server waits for more of a command that has no more")

    def _receive_line(self) -> bytes:
        """Read one response with its literals and put it where it belongs; returns its first line."""
        line = self._wire.readline().rstrip(b"\r\n")
        if line.startswith(b"* "):
            response = Untagged(self._with_literals(line[2:]))
            if response.is_a(b"BYE"):
                self._bye = line[2:].decode("utf-8", "replace")[:300]
            if b"[ALERT]" in line[:20].upper():  # RFC 9051, 7.1: to be shown to a person
                log.warning(
                    "mailbox.alert", mailbox=self._settings.name, said=line[2:].decode("utf-8", "replace")[:300]
                )
            if not self._take_fetched(response):
                self._untagged.append(response)
        elif not line.startswith(b"+"):
            self._complete(line)
        return line

    def _with_literals(self, line: bytes) -> tuple[bytes, ...]:
        pieces = [line]
        while (size := literal_size(pieces[-1])) is not None:
            if size > MAX_LITERAL_BYTES:
                raise Unavailable(f"the server announced {size} bytes where much less was asked for")
            pieces.append(self._wire.read(size))
            pieces.append(self._wire.readline().rstrip(b"\r\n"))
        return tuple(pieces)

    def _complete(self, line: bytes) -> None:
        tag, _, rest = line.partition(b" ")
        status, _, text = rest.partition(b" ")
        self._require_turn(tag, line)
        if self._under_way.pop(tag):
            self._fetched = {}
        untagged, self._untagged = tuple(self._untagged), []
        words = text.decode("utf-8", "replace")
        self._answers[tag] = Answer(status.decode("ascii", "replace").upper(), words, untagged, self._fetched)

    def _require_turn(self, tag: bytes, line: bytes) -> None:
        """Commands on one folder may end in any order, but none before or after its folder was changed."""
        if tag not in self._under_way:
            raise Unavailable(f"the server answered what was not asked: {line[:200]!r}")
        earlier = list(self._under_way)[: list(self._under_way).index(tag)]
        if earlier and (self._under_way[tag] or any(self._under_way[other] for other in earlier)):
            raise OutOfTurn(f"the server answered out of turn: {line[:200]!r}")

    def _take_fetched(self, response: Untagged) -> bool:
        """Keep a FETCH response for whoever asked; one without uid is the server's own news of a flag."""
        if not response.is_a(b"FETCH"):
            return False
        items = fetched(response)
        uid = items.pop("UID", None)
        if isinstance(uid, bytes) and uid.isdigit():
            self._fetched.setdefault(int(uid), {}).update(items)
        return True


def quoted(folder: bytes) -> bytes:
    """A folder's name as a quoted string."""
    return b'"' + folder.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
