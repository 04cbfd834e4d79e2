"""What `syncd check` is told of a mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.imap.check import FolderReport, check
from tests.contract.imap.mailbox import ANNA, PASSWORD, days_ago, letter, settings
from tests.support.dovecot import Dovecot, needs_dovecot

pytestmark = [pytest.mark.dovecot, needs_dovecot]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Dovecot]:
    with Dovecot(tmp_path, users={ANNA: PASSWORD}, special_use={"Отправленные": "\\Sent", "Спам": "\\Junk"}) as running:
        yield running


def test_it_names_the_folders_with_role_and_count_and_which_would_be_read(server: Dovecot) -> None:
    server.deliver(ANNA, "INBOX", letter(1), days_ago(1))
    server.deliver(ANNA, "Спам", letter(2), days_ago(1))

    report = check(settings(server.port))

    assert report.folders == (
        FolderReport("INBOX", "inbox", read=True, messages=1),
        FolderReport("Отправленные", "sent", read=True, messages=0),
        FolderReport("Спам", "junk", read=False, messages=1),
    )
    assert (report.ok, report.sent_found, report.has_idle) == (True, True, True)


def test_it_says_that_sent_is_not_read_and_that_a_folder_is_missing(server: Dovecot) -> None:
    report = check(settings(server.port, folders=("INBOX", "Клиенты")))

    assert (report.ok, report.sent_found, report.missing) == (False, False, ("Клиенты",))


def test_it_tells_a_refused_login_in_the_servers_words(server: Dovecot) -> None:
    report = check(settings(server.port, password=lambda: "wrong"))

    assert (report.ok, report.refused) == (False, True)
    assert report.problem is not None
    assert "Authentication failed" in report.problem


def test_it_tells_a_server_that_is_not_there_from_a_refused_login(server: Dovecot) -> None:
    server.stop()

    report = check(settings(server.port))

    assert (report.ok, report.refused) == (False, False)
    assert report.problem is not None
    assert "refused" in report.problem
