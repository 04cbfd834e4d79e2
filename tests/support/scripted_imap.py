"""A mail server that misbehaves as told: odd capabilities, BYE, garbage, missing literals, wrong uids.

It knows just enough IMAP to serve plain one-part letters. `interrupt` replaces its answer to a command:

    server = ScriptedImap({"INBOX": ScriptedFolder({1: letter(1)})}, capabilities="IMAP4rev1 XLIST")
    server.interrupt("UID FETCH", lambda tag, line: b"* BYE overloaded\\r\\n", times=1)
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from imapclient import imap_utf7

Answering = Callable[[bytes, bytes], bytes | None]  # (tag, line) -> what is sent, or None to close the connection


@dataclass
class ScriptedFolder:
    """One folder. `uidvalidity` None is never told; `flags` are those that LIST and XLIST show."""

    letters: dict[int, bytes] = field(default_factory=dict)
    uidvalidity: int | None = 1
    flags: str = ""
    seen: set[int] = field(default_factory=set)
    uidnext: int | None = None
    raw_name: bytes | None = None
    labels: dict[int, str] = field(default_factory=dict)


@dataclass
class _Interruption:
    verb: str
    answering: Answering
    times: int


class ScriptedImap:
    """Listens on a free port of loopback; every command is kept in `commands`."""

    def __init__(
        self,
        folders: dict[str, ScriptedFolder],
        *,
        capabilities: str = "IMAP4rev1 UIDPLUS",
        delimiter: str = "/",
        login: bytes = b"OK logged in",
        greeting: bytes = b"ready",
    ) -> None:
        self.folders = folders
        self.capabilities = capabilities
        self.commands: list[str] = []
        self.logins = 0
        self._delimiter = delimiter
        self._login = login
        self._greeting = greeting
        self._interruptions: list[_Interruption] = []
        self._stop = False
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop = True
        for one in (self._listener, *self._sockets):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self._threads:
            thread.join(5)

    def interrupt(self, verb: str, answering: Answering, *, times: int = 1_000_000) -> None:
        """Answer commands that begin with `verb` in another way, so many times."""
        self._interruptions.append(_Interruption(verb, answering, times))

    def _accept(self) -> None:
        while not self._stop:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._sockets.append(client)
            thread = threading.Thread(target=self._serve, args=(client,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        selected: list[ScriptedFolder] = []
        with contextlib.suppress(OSError), client, client.makefile("rb") as lines:
            client.sendall(b"* OK %s\r\n" % self._greeting)
            for line in lines:
                tag, _, rest = line.rstrip(b"\r\n").partition(b" ")
                self.commands.append(rest.decode("utf-8", "replace"))
                answer = self._interrupted(tag, rest, selected)
                if answer is None:
                    client.shutdown(socket.SHUT_RDWR)
                    return
                client.sendall(answer)
                if rest == b"LOGOUT" or answer.startswith(b"* BYE"):
                    client.shutdown(socket.SHUT_RDWR)
                    return

    def _interrupted(self, tag: bytes, line: bytes, selected: list[ScriptedFolder]) -> bytes | None:
        for one in self._interruptions:
            if one.times > 0 and line.decode("utf-8", "replace").startswith(one.verb):
                answer = one.answering(tag, line)
                if answer == b"":
                    break
                one.times -= 1
                return answer
        return self._answer(tag, line, selected)

    def _answer(self, tag: bytes, line: bytes, selected: list[ScriptedFolder]) -> bytes:
        words = line.split(b" ")
        verb = b" ".join(words[:2]) if words[0] == b"UID" else words[0]
        match verb:
            case b"CAPABILITY":
                return b"* CAPABILITY %s\r\n%s OK done\r\n" % (self.capabilities.encode(), tag)
            case b"LOGIN":
                self.logins += 1
                return b"%s %s\r\n" % (tag, self._login)
            case b"LIST" | b"XLIST" if verb == b"LIST" or "XLIST" in self.capabilities:
                return self._list(verb, line) + tag + b" OK done\r\n"
            case b"STATUS":
                name = _quoted(line)
                found = self._find(name)
                return (
                    tag + b" NO no such folder\r\n"
                    if found is None
                    else self._status(name, found) + tag + b" OK done\r\n"
                )
            case b"EXAMINE":
                selected[:] = [found] if (found := self._find(_quoted(line))) else []
                return self._examined(found, tag) if found else tag + b" NO no such folder\r\n"
            case b"UID SEARCH" if selected:
                return self._search(line, selected[0]) + tag + b" OK done\r\n"
            case b"UID FETCH" if selected:
                return self._fetch(line, selected[0]) + tag + b" OK done\r\n"
            case b"NOOP" | b"LOGOUT":
                return tag + b" OK done\r\n"
            case _:
                return tag + b" BAD unknown command\r\n"

    def _find(self, raw: bytes) -> ScriptedFolder | None:
        return next((folder for name, folder in self.folders.items() if _raw_name(name, folder) == raw), None)

    def _list(self, verb: bytes, line: bytes) -> bytes:
        lines = []
        for name, folder in self.folders.items():
            only_xlist = "XLIST" in self.capabilities and "SPECIAL-USE" not in self.capabilities
            flags = "" if only_xlist and verb == b"LIST" else folder.flags
            raw = _raw_name(name, folder)
            lines.append(b'* %s (%s) "%s" "%s"\r\n' % (verb, flags.encode(), self._delimiter.encode(), raw))
            if b"STATUS" in line:
                lines.append(self._status(raw, folder))
        return b"".join(lines)

    def _status(self, raw: bytes, folder: ScriptedFolder) -> bytes:
        uidvalidity = b"" if folder.uidvalidity is None else b" UIDVALIDITY %d" % folder.uidvalidity
        return b'* STATUS "%s" (MESSAGES %d UIDNEXT %d%s)\r\n' % (
            raw,
            len(folder.letters),
            _uidnext(folder),
            uidvalidity,
        )

    def _examined(self, folder: ScriptedFolder, tag: bytes) -> bytes:
        uidvalidity = b"" if folder.uidvalidity is None else b"* OK [UIDVALIDITY %d] ok\r\n" % folder.uidvalidity
        return b"* %d EXISTS\r\n%s%s OK [READ-ONLY] done\r\n" % (len(folder.letters), uidvalidity, tag)

    def _search(self, line: bytes, folder: ScriptedFolder) -> bytes:
        uids = sorted(folder.letters)
        if match := re.search(rb"UID (\S+) ?", line.removeprefix(b"UID SEARCH ")):
            wanted = _uids(match[1], folder)
            uids = [uid for uid in uids if uid in wanted]
        return b"* SEARCH %s\r\n" % b" ".join(b"%d" % uid for uid in uids)

    def _fetch(self, line: bytes, folder: ScriptedFolder) -> bytes:
        wanted = _uids(line.split(b" ")[2], folder)
        items = line.partition(b"(")[2].rstrip(b")").split(b" ")
        return b"".join(self.letter(uid, items, folder) for uid in sorted(folder.letters) if uid in wanted)

    def letter(self, uid: int, items: list[bytes], folder: ScriptedFolder) -> bytes:
        """One FETCH response."""
        raw = folder.letters[uid]
        header, gap, body = raw.partition(b"\r\n\r\n")
        values: dict[bytes, bytes] = {
            b"UID": b"%d" % uid,
            b"FLAGS": b"(\\Seen)" if uid in folder.seen else b"()",
            b"INTERNALDATE": b'"31-May-2026 10:00:00 +0300"',
            b"RFC822.SIZE": b"%d" % len(raw),
            b"BODYSTRUCTURE": b'("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "8BIT" %d 1 NIL NIL NIL NIL)' % len(body),
            b"X-GM-THRID": b"%d" % (1000 + uid),
            b"X-GM-LABELS": f"({folder.labels.get(uid, '')})".encode(),
        }
        contents = {b"BODY[HEADER]": header + gap, b"BODY[1]": body, b"BODY[]": raw}
        found = []
        for item in items:
            name = re.sub(rb"<.*>", b"", item.replace(b".PEEK", b""))
            if name in contents:
                found.append(b"%s<0> {%d}\r\n%s" % (name, len(contents[name]), contents[name]))
            elif name in values:
                found.append(name + b" " + values[name])
        return b"* %d FETCH (%s)\r\n" % (sorted(folder.letters).index(uid) + 1, b" ".join(found))


def _raw_name(name: str, folder: ScriptedFolder) -> bytes:
    return folder.raw_name if folder.raw_name is not None else bytes(imap_utf7.encode(name))


def _quoted(line: bytes) -> bytes:
    match = re.search(rb'"((?:[^"\\]|\\.)*)"', line)
    return re.sub(rb"\\(.)", rb"\1", match[1]) if match else b""


def _uidnext(folder: ScriptedFolder) -> int:
    return folder.uidnext if folder.uidnext is not None else max(folder.letters, default=0) + 1


def _uids(text: bytes, folder: ScriptedFolder) -> set[int]:
    """A sequence set; `n:*` always holds the highest uid, even where it is below n (RFC 3501, 6.4.8)."""
    highest = max(folder.letters, default=0)
    found: set[int] = set()
    for piece in text.decode().split(","):
        low, _, high = piece.partition(":")
        first, last = sorted((int(low), highest if high == "*" else int(high or low)))
        found.update(range(first, last + 1))
    return found
