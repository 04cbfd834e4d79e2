"""What only a server that we can change from outside shows: moved and removed letters, uids given out anew, TLS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from syncd.domain.errors import Refused, Unavailable
from tests.contract.imap.mailbox import ANNA, PASSWORD, days_ago, letter, letters, one_pass, source, states, subjects
from tests.support.dovecot import Dovecot, needs_dovecot

pytestmark = [pytest.mark.dovecot, needs_dovecot]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Dovecot]:
    with Dovecot(tmp_path, users={ANNA: PASSWORD}) as running:
        yield running


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_the_connection_is_encrypted_and_verified_against_an_own_authority(server: Dovecot, security: str) -> None:
    server.deliver(ANNA, "INBOX", letter(1), days_ago(1))
    port = server.tls_port if security == "tls" else server.port

    assert subjects(one_pass(source(port, security=security, ca_file=server.ca_file))[0]) == ["Letter 1"]
    with pytest.raises(Unavailable, match="certificate"):
        source(port, security=security).fetch(None)


def test_a_refused_login_is_told_in_the_servers_own_words(server: Dovecot) -> None:
    with pytest.raises(Refused, match="Authentication failed"):
        source(server.port, password=lambda: "wrong").fetch(None)


def test_a_letter_moved_to_another_folder_is_seen_there_too(server: Dovecot) -> None:
    name = server.deliver(ANNA, "INBOX", letter(1), days_ago(1))
    mailbox = source(server.port)
    _, cursor = one_pass(mailbox)
    server.remove(ANNA, "INBOX", name)
    server.deliver(ANNA, "Архив", letter(1), days_ago(1))

    facts, _ = one_pass(mailbox, cursor)

    assert [(seen.sighting.folder, seen.message.subject) for seen in letters(facts)] == [("Архив", "Letter 1")]
    assert {name: state.messages for name, state in states(facts).items()} == {"INBOX": 0, "Архив": 1}


def test_when_uids_are_given_out_anew_every_letter_is_seen_again(server: Dovecot) -> None:
    server.deliver(ANNA, "INBOX", letter(1), days_ago(2))
    _, cursor = one_pass(source(server.port))
    server.forget_uids(ANNA, "INBOX")
    server.deliver(ANNA, "INBOX", letter(2), days_ago(1))

    facts, cursor = one_pass(source(server.port), cursor)

    assert subjects(facts) == ["Letter 1", "Letter 2"]
    assert one_pass(source(server.port), cursor)[0] == []


def test_after_uids_were_given_out_anew_letters_that_we_hold_are_spared(server: Dovecot) -> None:
    server.deliver(ANNA, "INBOX", letter(1), days_ago(2))
    _, cursor = one_pass(source(server.port))
    server.forget_uids(ANNA, "INBOX")
    server.deliver(ANNA, "INBOX", letter(2), days_ago(1))
    mailbox = source(server.port, is_known=lambda message: message.message_id == "1@client1.example")

    facts, cursor = one_pass(mailbox, cursor)

    assert subjects(facts) == ["Letter 2"]
    assert one_pass(source(server.port), cursor)[0] == []
