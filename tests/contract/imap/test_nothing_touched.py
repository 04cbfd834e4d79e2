"""The mailbox is never changed: no command that could, whatever is read and whatever goes wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.imap.allowed import ForbiddenCommand, require_allowed
from connectors.imap.check import check
from connectors.imap.idle import ImapBell
from tests.contract.imap.mailbox import ANNA, PASSWORD, days_ago, letter, one_pass, settings, source
from tests.support.dovecot import Dovecot, needs_dovecot
from tests.support.imap_proxy import ImapProxy

# What a reader may say, written down here a second time: the list in the product must not be able to grow by itself.
HARMLESS = {
    *(
        "CAPABILITY",
        "STARTTLS",
        "LOGIN",
        "AUTHENTICATE",
        "ID",
        "COMPRESS",
        "NOOP",
        "LIST",
        "XLIST",
        "STATUS",
        "EXAMINE",
    ),
    *("UID FETCH", "UID SEARCH", "UNSELECT", "IDLE", "DONE", "LOGOUT"),
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Dovecot]:
    with Dovecot(tmp_path, users={ANNA: PASSWORD}) as running:
        yield running


@pytest.mark.dovecot
@needs_dovecot
def test_every_command_of_every_way_of_reading_is_harmless_and_every_body_is_peeked(server: Dovecot) -> None:
    for number in range(10):
        server.deliver(ANNA, ("INBOX", "Sent")[number % 2], letter(number), days_ago(number))
    server.deliver(ANNA, "INBOX", b"\r\n", days_ago(1))
    before = server.snapshot(ANNA)

    with ImapProxy(server.port) as proxy:
        mailbox = source(proxy.port, wants_raw=lambda message: message.subject == "Letter 2")
        _, cursor = one_pass(mailbox)
        server.forget_uids(ANNA, "Sent")
        one_pass(mailbox, cursor)
        check(settings(proxy.port))
        stop = threading.Event()
        bell = ImapBell(settings(proxy.port), lambda _: None, stop, renew_s=0.1)
        thread = threading.Thread(target=bell.run)
        thread.start()
        time.sleep(0.4)  # noqa: TID251
        stop.set()
        thread.join(5)
        mailbox.abort()

    assert set(proxy.verbs) <= HARMLESS
    assert {"LOGIN", "EXAMINE", "UID FETCH", "UID SEARCH", "IDLE", "DONE"} <= set(proxy.verbs)
    fetches = [line for line in proxy.lines if b"UID FETCH" in line]
    assert fetches
    assert all(line.count(b"BODY[") == 0 and b"RFC822 " not in line and b"RFC822.TEXT" not in line for line in fetches)
    assert server.snapshot(ANNA) == before


@pytest.mark.parametrize(
    "command",
    [
        b'SELECT "INBOX"',
        b"UID STORE 1 +FLAGS (\\Seen)",
        b"STORE 1 +FLAGS (\\Seen)",
        b'UID COPY 1 "Trash"',
        b'UID MOVE 1 "Trash"',
        b"UID EXPUNGE 1",
        b"EXPUNGE",
        b"CLOSE",
        b'APPEND "INBOX" {3}',
        b'CREATE "x"',
        b'DELETE "x"',
        b'RENAME "x" "y"',
        b'SUBSCRIBE "x"',
        b"FETCH 1 (FLAGS)",
        b"UID FETCH 1 (BODY[])",
        b"UID FETCH 1 (UID BODY[TEXT])",
        b"UID FETCH 1 (RFC822)",
        b"UID FETCH 1 RFC822.TEXT",
        b"UID FETCH 1 (BODY.PEEK[] RFC822)",
        b"UID FETCH 1 (BODY.PEEK[]) (CHANGEDSINCE 1)",
        b'EXAMINE "INBOX"\r\nA1 DELETE "INBOX"',
        b'EXAMINE "INBOX\nA1 SELECT x"',
        b"uid store 1 flags ()",
        b"SETMETADATA INBOX (/private/comment x)",
        b"",
    ],
)
def test_a_command_that_might_change_something_is_stopped_before_it_is_sent(command: bytes) -> None:
    with pytest.raises(ForbiddenCommand):
        require_allowed(command)


@pytest.mark.parametrize(
    "command",
    [
        b'EXAMINE "INBOX"',
        b"UID FETCH 1:4,7 (UID FLAGS BODY.PEEK[1.2]<0.262144> BODY.PEEK[HEADER])",
        b"UID SEARCH RETURN (ALL) SINCE 1-Jan-2026",
        b"LOGOUT",
    ],
)
def test_what_reading_needs_is_let_through(command: bytes) -> None:
    require_allowed(command)
