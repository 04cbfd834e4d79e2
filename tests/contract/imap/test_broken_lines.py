"""Connections that break at any byte: after recovery every letter is there once, and no flag has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest

from connectors.imap.source import ImapSource
from syncd.domain.errors import Unavailable
from syncd.domain.mail.message import MailFact
from tests.contract.imap.mailbox import ANNA, PASSWORD, days_ago, letter, letters, one_pass, source
from tests.support.dovecot import Dovecot, needs_dovecot
from tests.support.imap_proxy import Fault, ImapProxy

pytestmark = [pytest.mark.dovecot, needs_dovecot]

LETTERS = 24
POINTS = {"cut": 160, "dribble": 60, "stall": 25}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    with Dovecot(tmp_path_factory.mktemp("mail"), users={ANNA: PASSWORD}, separator=".") as running:
        for number in range(LETTERS):
            folder = ("INBOX", "Sent", "Клиенты")[number % 3]
            running.deliver(ANNA, folder, letter(number, text="строка " * (5 + number)), days_ago(number / 4))
        one_pass(source(running.port))
        yield running


@pytest.fixture(scope="module")
def first_read_bytes(server: Dovecot) -> int:
    with ImapProxy(server.port) as proxy:
        one_pass(source(proxy.port))
    return proxy.bytes_down


def read_in_spite_of(mailbox: ImapSource) -> tuple[list[MailFact], int]:
    """What the engine does: keep what was handed over with its cursor, and ask again after a failure."""
    facts: list[MailFact] = []
    cursor: str | None = None
    failures = 0
    while failures < 5:
        try:
            batch = mailbox.fetch(cursor)
        except Unavailable:
            failures += 1
            continue
        facts.extend(batch.facts)
        cursor = batch.cursor
        if not batch.more:
            return facts, failures
    raise AssertionError("did not recover")


def assert_all_there_once(facts: list[MailFact]) -> None:
    assert sorted(seen.message.message_id or "" for seen in letters(facts)) == sorted(
        f"{number}@client1.example" for number in range(LETTERS)
    )


@pytest.mark.parametrize("kind", ["cut", "dribble"])
def test_a_line_cut_or_dribbling_at_any_point_of_a_first_read_loses_and_doubles_nothing(
    server: Dovecot, first_read_bytes: int, kind: Literal["cut", "dribble"]
) -> None:
    before = server.snapshot(ANNA)
    failures = 0
    for point in range(POINTS[kind]):
        with ImapProxy(server.port, fault=Fault(kind, after=first_read_bytes * point // POINTS[kind])) as proxy:
            mailbox = source(proxy.port)
            facts, failed = read_in_spite_of(mailbox)
            mailbox.abort()
        assert_all_there_once(facts)
        failures += failed
    assert failures == (POINTS["cut"] if kind == "cut" else 0)
    assert server.snapshot(ANNA) == before


def test_a_line_gone_silent_at_any_point_is_given_up_and_loses_nothing(server: Dovecot, first_read_bytes: int) -> None:
    before = server.snapshot(ANNA)
    for point in range(POINTS["stall"]):
        with ImapProxy(server.port, fault=Fault("stall", after=first_read_bytes * point // POINTS["stall"])) as proxy:
            mailbox = source(proxy.port, read_timeout_s=0.15)
            facts, failed = read_in_spite_of(mailbox)
            mailbox.abort()
        assert_all_there_once(facts)
        assert failed == 1
    assert server.snapshot(ANNA) == before


def test_a_line_cut_inside_tls_at_any_point_loses_nothing(server: Dovecot, first_read_bytes: int) -> None:
    for point in range(20):
        with ImapProxy(server.tls_port, fault=Fault("cut", after=first_read_bytes * point // 20)) as proxy:
            mailbox = source(proxy.port, security="tls", ca_file=server.ca_file)
            facts, _ = read_in_spite_of(mailbox)
            mailbox.abort()
        assert_all_there_once(facts)


def test_a_server_that_dribbles_for_ever_is_given_up_at_the_deadline(server: Dovecot) -> None:
    with ImapProxy(server.port, fault=Fault("dribble", after=2_000, pause_s=0.02)) as proxy:
        mailbox = source(proxy.port, read_timeout_s=5, command_deadline_s=0.3)
        with pytest.raises(Unavailable, match="took too long"):
            one_pass(mailbox)


def test_a_connection_that_died_between_two_passes_costs_no_failure(server: Dovecot) -> None:
    with ImapProxy(server.port) as proxy:
        mailbox = source(proxy.port)
        _, cursor = one_pass(mailbox)
        proxy.drop()

        assert one_pass(mailbox, cursor)[0] == []
        assert proxy.connections == 2
