"""Reading on every kind of server: every letter once, nothing touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from syncd.domain.mail.dkim import DkimResult, DkimSignature
from syncd.domain.mail.message import FolderState, Message
from tests.contract.imap.mailbox import days_ago, letter, letters, one_pass, source, states, subjects
from tests.contract.imap.servers import KINDS, Server, running


@pytest.fixture(params=KINDS)
def server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    with running(request.param, tmp_path) as one:
        yield one


def test_a_first_pass_brings_every_letter_of_every_folder_that_is_read(server: Server) -> None:
    clients = server.separator.join(("Клиенты", "Лунный Кот"))
    server.deliver("INBOX", letter(1), days_ago(1))
    server.deliver("Sent", letter(2), days_ago(1))
    server.deliver(clients, letter(3), days_ago(1))
    server.deliver("Drafts", letter(4), days_ago(1))
    server.deliver("Junk", letter(5), days_ago(1))
    server.deliver("Trash", letter(6), days_ago(1))

    facts, _ = one_pass(source(server.port))

    assert {(seen.sighting.folder, seen.message.subject) for seen in letters(facts)} == {
        ("INBOX", "Letter 1"),
        ("Sent", "Letter 2"),
        (clients, "Letter 3"),
    }
    assert {(state.folder, state.role, state.read, state.messages) for state in states(facts).values()} == {
        ("INBOX", "inbox", True, 1),
        ("Sent", "sent", True, 1),
        (clients, "", True, 1),
        ("Drafts", "drafts", False, 1),
        ("Junk", "junk", False, 1),
        ("Trash", "trash", False, 1),
    }


def test_a_letter_tells_when_and_where_it_was_seen_and_what_it_says(server: Server) -> None:
    raw = letter(7, text="Медиаплан согласован")
    server.deliver("INBOX", raw, days_ago(3))

    (seen,) = letters(one_pass(source(server.port))[0])

    assert isinstance(seen.message, Message)
    assert (seen.message.message_id, seen.message.text) == ("7@client1.example", "Медиаплан согласован 7\n")
    assert (seen.sighting.mailbox, seen.sighting.folder, seen.sighting.size) == ("anna", "INBOX", len(raw))
    assert (seen.sighting.internal_date, seen.raw) == (days_ago(3), None)


def test_a_second_pass_brings_nothing_and_says_nothing(server: Server) -> None:
    server.deliver("INBOX", letter(1), days_ago(1))
    mailbox = source(server.port)
    _, cursor = one_pass(mailbox)

    assert one_pass(mailbox, cursor)[0] == []
    assert one_pass(source(server.port), cursor)[0] == []


def test_new_letters_are_brought_once_and_the_folder_is_counted_again(server: Server) -> None:
    server.deliver("INBOX", letter(1), days_ago(2))
    mailbox = source(server.port)
    _, cursor = one_pass(mailbox)
    server.deliver("INBOX", letter(2), days_ago(1))

    facts, cursor = one_pass(mailbox, cursor)

    assert subjects(facts) == ["Letter 2"]
    assert {name: state.messages for name, state in states(facts).items()} == {"INBOX": 2}
    assert one_pass(mailbox, cursor)[0] == []


def test_no_flag_and_no_file_changes_whatever_is_read(server: Server) -> None:
    for number in range(12):
        server.deliver("INBOX", letter(number), days_ago(number), flags=["\\Seen"] if number % 3 else [])
    before = server.snapshot()

    one_pass(source(server.port, wants_raw=lambda _: True))

    assert server.snapshot() == before


def test_a_letter_that_was_asked_for_whole_is_kept_byte_for_byte(server: Server) -> None:
    raw = letter(1)
    server.deliver("INBOX", raw, days_ago(1))
    server.deliver("INBOX", letter(2), days_ago(1))

    found = letters(one_pass(source(server.port, wants_raw=lambda message: message.subject == "Letter 1"))[0])

    assert {seen.message.subject: seen.raw for seen in found} == {"Letter 1": raw, "Letter 2": None}


def test_the_signatures_of_a_letter_whose_bytes_are_kept_are_looked_at_as_it_comes(server: Server) -> None:
    for number in (1, 2):
        server.deliver("INBOX", letter(number), days_ago(1))

    def prove(raw: bytes) -> tuple[DkimSignature, ...]:
        return (DkimSignature(f"{len(raw)}.example", "s1", DkimResult.PASS),)

    wants = source(server.port, wants_raw=lambda message: message.subject == "Letter 1", prove=prove)
    found = {seen.message.subject: seen.dkim for seen in letters(one_pass(wants)[0])}
    assert found == {"Letter 1": prove(letter(1)), "Letter 2": ()}


def test_letters_older_than_the_history_are_left_alone_until_it_is_extended(server: Server) -> None:
    server.deliver("INBOX", letter(1), days_ago(40))
    server.deliver("INBOX", letter(2), days_ago(5))

    facts, cursor = one_pass(source(server.port, history=timedelta(days=30)))
    assert subjects(facts) == ["Letter 2"]

    facts, _ = one_pass(source(server.port, history=timedelta(days=60)), cursor)
    assert subjects(facts) == ["Letter 1"]


def test_only_the_folders_of_a_list_are_read_and_the_others_are_counted(server: Server) -> None:
    for number, folder in enumerate(("INBOX", "Sent", "Projects", "Trash")):
        server.deliver(folder, letter(number), days_ago(1))

    facts, _ = one_pass(source(server.port, folders=("inbox", "Sent")))

    assert subjects(facts) == ["Letter 0", "Letter 1"]
    assert {name: (state.read, state.messages) for name, state in states(facts).items()} == {
        "INBOX": (True, 1),
        "Sent": (True, 1),
        "Projects": (False, 1),
        "Trash": (False, 1),
        "Drafts": (False, 0),
        "Junk": (False, 0),
    }


def test_a_pattern_names_many_folders_and_a_name_without_a_folder_is_said(server: Server) -> None:
    inner = server.separator.join(("Clients", "One", "Old"))
    server.deliver(server.separator.join(("Clients", "One")), letter(1), days_ago(1))
    server.deliver(inner, letter(2), days_ago(1))

    facts, _ = one_pass(source(server.port, folders=("Clients/%", "Nowhere")))

    assert subjects(facts) == ["Letter 1"]
    assert states(facts)["Nowhere"] == FolderState(
        "anna", "Nowhere", "", read=True, uidvalidity=0, messages=0, problem="the server has no such folder"
    )


def test_folders_that_are_not_read_are_looked_through_for_clients_once_a_day(server: Server) -> None:
    server.deliver("INBOX", letter(1), days_ago(1))
    server.deliver("Projects", letter(2), days_ago(1))
    server.deliver("Projects", letter(3).replace(b"olga@client1", b"shop@elsewhere"), days_ago(1))
    server.deliver("Junk", letter(4), days_ago(1))
    server.deliver("Trash", letter(5), days_ago(1))
    senders = (
        "client1.example",
        "nobody@client2.example",
        "кот.example",
        'odd"sender',
        *(f"c{n}.example" for n in range(500)),
    )
    mailbox = source(server.port, folders=("INBOX",), client_senders=senders)

    facts, cursor = one_pass(mailbox)
    again, cursor = one_pass(mailbox, cursor)
    server.deliver("Projects", letter(6), days_ago(1))
    later, _ = one_pass(mailbox, cursor)

    assert {name: state.client_letters for name, state in states(facts).items()} == {
        "INBOX": 0,
        "Sent": 0,
        "Drafts": 0,
        "Trash": 0,
        "Junk": 1,
        "Projects": 1,
    }
    assert again == []
    assert {name: (state.messages, state.client_letters) for name, state in states(later).items()} == {
        "Projects": (3, 1)
    }
