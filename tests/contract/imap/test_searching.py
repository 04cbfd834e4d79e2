"""Servers that search badly: what their counters say has come is found in another way."""

from __future__ import annotations

from tests.contract.imap.mailbox import letter, one_pass, source, subjects
from tests.contract.imap.odd import inbox
from tests.support.scripted_imap import ScriptedImap


def test_a_new_letter_is_found_where_the_search_from_a_uid_on_finds_nothing() -> None:
    with ScriptedImap({"INBOX": inbox(3)}) as server:
        server.interrupt("UID SEARCH UID", lambda tag, _: b"* SEARCH\r\n" + tag + b" OK done\r\n")
        mailbox = source(server.port)
        _, cursor = one_pass(mailbox)
        server.folders["INBOX"].letters[4] = letter(4)
        facts, cursor = one_pass(mailbox, cursor)
        again, _ = one_pass(mailbox, cursor)

    assert (subjects(facts), again) == (["Letter 4"], [])


def test_a_search_that_finds_what_has_come_is_not_repeated() -> None:
    with ScriptedImap({"INBOX": inbox(3)}) as server:
        mailbox = source(server.port)
        _, cursor = one_pass(mailbox)
        server.folders["INBOX"].letters[4] = letter(4)
        before = len(server.commands)
        one_pass(mailbox, cursor)

    assert [line for line in server.commands[before:] if line.startswith("UID SEARCH")] == [
        "UID SEARCH UID 4:* SINCE 3-Mar-2026"
    ]
