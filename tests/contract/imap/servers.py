"""The servers that every test of reading runs on, behind one small face."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest

from syncd.demo.mail.server import Delivered, ImapServer
from tests.contract.imap.mailbox import ANNA, PASSWORD
from tests.support.dovecot import Dovecot, needs_dovecot


class Server(Protocol):
    """Anna's mailbox on some server: what a test puts in, and how it looks afterwards."""

    port: int
    separator: str

    def deliver(self, folder: str, raw: bytes, internal_date: datetime, flags: Iterable[str] = ()) -> str: ...

    def snapshot(self) -> object: ...


class OnDovecot:
    """A Dovecot."""

    def __init__(self, dovecot: Dovecot) -> None:
        self.dovecot = dovecot
        self.port = dovecot.port
        self.separator = dovecot.separator

    def deliver(self, folder: str, raw: bytes, internal_date: datetime, flags: Iterable[str] = ()) -> str:
        return self.dovecot.deliver(ANNA, folder, raw, internal_date, flags)

    def snapshot(self) -> object:
        return self.dovecot.snapshot(ANNA)


class OnPymap:
    """A pymap, in memory."""

    separator = "/"

    def __init__(self, pymap: ImapServer) -> None:
        self._pymap = pymap
        self._folders = {"INBOX", "Sent", "Drafts", "Trash", "Junk"}
        pymap.add_user(ANNA, PASSWORD, tuple(self._folders - {"INBOX"}))
        self.port = pymap.port

    def deliver(self, folder: str, raw: bytes, internal_date: datetime, flags: Iterable[str] = ()) -> str:
        self._folders.add(folder)
        self._pymap.deliver(Delivered(ANNA, folder, raw, internal_date, frozenset(flags)))
        return ""

    def snapshot(self) -> object:
        return {folder: self._pymap.flags(ANNA, folder) for folder in sorted(self._folders)}


# What plain servers lack: Yandex and Mail.ru have none of these.
PLAIN = ("CONDSTORE", "QRESYNC", "LIST-STATUS", "LIST-EXTENDED", "ESEARCH", "SPECIAL-USE", "UNSELECT", "IDLE", "ENABLE")


@contextmanager
def running(kind: str, directory: Path) -> Iterator[Server]:
    """The server of this kind, with the usual folders."""
    if kind == "pymap":
        with ImapServer() as pymap:
            yield OnPymap(pymap)
        return
    without = PLAIN if kind == "plain dovecot" else ()
    with Dovecot(
        directory, {ANNA: PASSWORD}, separator="." if kind == "dotted dovecot" else "/", without=without
    ) as dovecot:
        yield OnDovecot(dovecot)


KINDS = [
    pytest.param("dovecot", marks=[pytest.mark.dovecot, needs_dovecot]),
    pytest.param("dotted dovecot", marks=[pytest.mark.dovecot, needs_dovecot]),
    pytest.param("plain dovecot", marks=[pytest.mark.dovecot, needs_dovecot]),
    "pymap",
]
