"""The doorbell on a real server: heard at once, never trusted, never in the way."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from connectors.imap.idle import ImapBell
from tests.contract.imap.mailbox import ANNA, PASSWORD, days_ago, letter, settings
from tests.support.dovecot import Dovecot, needs_dovecot

pytestmark = [pytest.mark.dovecot, needs_dovecot]


@contextmanager
def listening(port: int, **changes: object) -> Iterator[Callable[[], float]]:
    """A bell in a thread of its own; the value waits for one ring and tells how long it took."""
    rings: queue.Queue[str] = queue.Queue()
    stop = threading.Event()
    bell = ImapBell(settings(port), rings.put, stop, **({"first_pause_s": 0.05} | changes))  # type: ignore[arg-type]
    thread = threading.Thread(target=bell.run)
    thread.start()

    def ring() -> float:
        began = time.monotonic()
        assert rings.get(timeout=10) == "anna"
        return time.monotonic() - began

    try:
        yield ring
    finally:
        stop.set()
        bell.abort()
        thread.join(5)
        assert not thread.is_alive()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Dovecot]:
    with Dovecot(tmp_path, users={ANNA: PASSWORD}, extra="mail_max_userip_connections = 20") as running:
        yield running


def test_it_rings_when_it_has_connected_and_when_a_letter_comes(server: Dovecot) -> None:
    with listening(server.port) as ring:
        ring()
        server.deliver(ANNA, "INBOX", letter(1), days_ago(0))
        assert ring() < 2
        server.deliver(ANNA, "INBOX", letter(2), days_ago(0))
        assert ring() < 2


def test_it_goes_on_ringing_after_idle_was_renewed(server: Dovecot) -> None:
    with listening(server.port, renew_s=0.1) as ring:
        ring()
        time.sleep(0.4)  # noqa: TID251
        server.deliver(ANNA, "INBOX", letter(1), days_ago(0))
        assert ring() < 2


def test_it_rings_after_a_reconnect_for_something_may_have_come_meanwhile(server: Dovecot) -> None:
    with listening(server.port) as ring:
        ring()
        server.stop()
        server.start()
        ring()


def test_it_leaves_at_once_where_the_server_has_no_idle(tmp_path: Path) -> None:
    rings: list[str] = []
    with Dovecot(tmp_path, users={ANNA: PASSWORD}, without=["IDLE"]) as server:
        ImapBell(settings(server.port), rings.append, threading.Event()).run()
    assert rings == []


def test_it_marks_nothing(server: Dovecot) -> None:
    server.deliver(ANNA, "INBOX", letter(1), days_ago(1))
    before = server.snapshot(ANNA)
    with listening(server.port, renew_s=0.05) as ring:
        ring()
        time.sleep(0.2)  # noqa: TID251
    assert server.snapshot(ANNA) == before
