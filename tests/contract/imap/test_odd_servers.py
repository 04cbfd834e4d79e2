"""Servers that break the rules, on purpose or in trouble. Nothing is lost without a word."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest

from syncd.domain.errors import Refused, Unavailable
from syncd.domain.mail.message import Unreadable
from tests.contract.imap.mailbox import TODAY, letter, letters, one_pass, source, states, subjects
from tests.contract.imap.odd import inbox, persistent
from tests.support.scripted_imap import ScriptedFolder, ScriptedImap


@pytest.mark.parametrize("verb", ["CAPABILITY", "LOGIN", "LIST", "STATUS", "EXAMINE", "UID SEARCH", "UID FETCH"])
@pytest.mark.parametrize(
    "answer",
    [
        b"* BYE Session expired\r\n",
        None,
        b"garbage\r\n",
        b"* 1 FETCH (UID\r\n",
        b"X9 OK what\r\n",
        b"* 2 FETCH (UID 1 BODY[1] {50}\r\nabc",
    ],
)
def test_goodbyes_and_garbage_at_any_point_are_survived(verb: str, answer: bytes | None) -> None:
    with ScriptedImap({"INBOX": inbox(3), "Sent": inbox(2)}) as server:
        server.interrupt(
            verb,
            lambda tag, _: answer if answer is None or answer.startswith(b"* BYE") else answer + tag + b" OK done\r\n",
            times=1,
        )
        facts, cursor = persistent(source(server.port, read_timeout_s=0.3))
        more, _ = persistent(source(server.port), cursor)

    assert subjects([*facts, *more]) == ["Letter 1", "Letter 1", "Letter 2", "Letter 2", "Letter 3"]


def test_a_goodbye_is_reported_in_the_servers_own_words() -> None:
    with ScriptedImap({"INBOX": inbox()}) as server:
        server.interrupt("LIST", lambda *_: b"* BYE Account exceeded bandwidth limits\r\n")
        with pytest.raises(Unavailable, match="Account exceeded bandwidth limits"):
            source(server.port).fetch(None)


def test_a_suggested_pause_is_obeyed() -> None:
    with ScriptedImap({"INBOX": inbox()}) as server:
        server.interrupt(
            "LIST", lambda *_: b"* BYE Request is throttled. Suggested Backoff Time: 92415 milliseconds\r\n"
        )
        with pytest.raises(Unavailable) as caught:
            source(server.port).fetch(None)
    assert caught.value.retry_after == timedelta(milliseconds=92415)


def test_pauses_grow_with_every_failure() -> None:
    mailbox = source(1)  # nobody listens there
    pauses = []
    for _ in range(4):
        with pytest.raises(Unavailable) as caught:
            mailbox.fetch(None)
        pauses.append(caught.value.retry_after)
    assert all(pause is not None for pause in pauses)
    assert [timedelta(seconds=4) <= pauses[0] <= timedelta(seconds=6), pauses == sorted(pauses)] == [True, True]


def test_a_login_refused_three_times_is_not_tried_again_for_an_hour() -> None:
    with ScriptedImap(
        {"INBOX": inbox()}, login=b"NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled"
    ) as server:
        mailbox = source(server.port)
        for _ in range(5):
            with pytest.raises(Refused, match="IMAP is disabled"):
                mailbox.fetch(None)
    assert server.logins == 3


def test_a_server_that_cannot_check_passwords_now_has_not_refused() -> None:
    words = b"NO [UNAVAILABLE] Temporary authentication failure"
    with ScriptedImap({"INBOX": inbox()}, login=words) as server, pytest.raises(Unavailable, match="Temporary"):
        source(server.port).fetch(None)


def test_a_letter_whose_text_does_not_come_is_asked_for_again_and_then_kept_as_unreadable() -> None:
    with ScriptedImap({"INBOX": inbox(3)}) as server:
        folder = server.folders["INBOX"]

        def without_text_of_two(tag: bytes, line: bytes) -> bytes:
            if b"BODYSTRUCTURE" in line or line.startswith(b"UID FETCH 3 "):
                return b""
            if b"(UID FLAGS)" in line:
                return b""
            uids = (1, 3) if b" 1:3 " in line else ()
            return (
                b"".join(server.letter(uid, [b"UID", b"BODY.PEEK[1]"], folder) for uid in uids) + tag + b" OK done\r\n"
            )

        server.interrupt("UID FETCH", without_text_of_two)
        facts, _ = one_pass(source(server.port))

    found = {seen.sighting.uid: seen.message for seen in letters(facts)}
    assert found[2] == Unreadable("the server does not hand out this letter")
    assert [found[1].message_id, found[3].message_id] == ["1@client1.example", "3@client1.example"]


def test_whole_letters_come_several_to_a_command() -> None:
    with ScriptedImap({"INBOX": inbox(3)}) as server:
        facts, _ = one_pass(source(server.port, wants_raw=lambda _: True))

        whole = [command for command in server.commands if "BODY.PEEK[]" in command]

    assert {seen.sighting.uid: seen.raw for seen in letters(facts)} == {uid: letter(uid) for uid in (1, 2, 3)}
    assert len(whole) == 1


def test_whole_letters_that_a_server_will_not_give_together_are_asked_for_one_by_one() -> None:
    with ScriptedImap({"INBOX": inbox(3)}) as server:
        server.interrupt(
            "UID FETCH", lambda tag, line: tag + b" NO too much\r\n" if b"1:3 (UID BODY.PEEK[]" in line else b""
        )
        facts, _ = one_pass(source(server.port, wants_raw=lambda _: True))

    assert {seen.sighting.uid: seen.raw for seen in letters(facts)} == {uid: letter(uid) for uid in (1, 2, 3)}


def test_a_letter_that_goes_away_between_header_and_text_is_no_error() -> None:
    with ScriptedImap({"INBOX": inbox(3)}) as server:

        def delete_two(_tag: bytes, line: bytes) -> bytes:
            if b"BODY.PEEK[1]" in line:
                server.folders["INBOX"].letters.pop(2, None)
            return b""

        server.interrupt("UID FETCH", delete_two)
        facts, _ = one_pass(source(server.port))

    assert subjects(facts) == ["Letter 1", "Letter 3"]
    assert states(facts)["INBOX"].uids_unaccounted == ()


@pytest.mark.parametrize("words", [b"NO [UNAVAILABLE] Backend down", b"NO Request is throttled", b"NO go away"])
def test_a_server_that_hands_out_nothing_for_a_while_makes_no_letter_unreadable(words: bytes) -> None:
    with ScriptedImap({"INBOX": inbox(5)}) as server:
        server.interrupt("UID FETCH", lambda tag, _: tag + b" " + words + b"\r\n", times=6)
        mailbox = source(server.port)
        with pytest.raises(Unavailable):
            one_pass(mailbox)
        facts, _ = persistent(mailbox)

    assert subjects(facts) == [f"Letter {number}" for number in range(1, 6)]


@pytest.mark.parametrize("refuses_flags_too", [False, True])
def test_one_letter_that_makes_the_server_refuse_a_whole_fetch_costs_no_other(refuses_flags_too: bool) -> None:
    with ScriptedImap({"INBOX": inbox(9)}) as server:

        def refuse_seven(tag: bytes, line: bytes) -> bytes:
            if b"BODY" not in line and not refuses_flags_too:
                return b""
            wanted = line.split(b" ")[2]
            low, _, high = wanted.partition(b":")
            holds_seven = b"," not in wanted and int(low) <= 7 <= int(high or low)
            return tag + b" NO Some messages could not be FETCHed\r\n" if holds_seven else b""

        server.interrupt("UID FETCH", refuse_seven)
        facts, _ = one_pass(source(server.port))

    found = {seen.sighting.uid: seen.message for seen in letters(facts)}
    assert sorted(found) == list(range(1, 10))
    assert {uid for uid, message in found.items() if isinstance(message, Unreadable)} == {7}


def test_a_letter_that_breaks_the_connection_every_time_is_found_and_costs_no_other() -> None:
    with ScriptedImap({"INBOX": inbox(40)}) as server:

        def die_of_seven(tag: bytes, line: bytes) -> bytes | None:
            wanted = line.split(b" ")[2].decode()
            ranges = [piece.partition(":") for piece in wanted.split(",")]
            return None if any(int(low) <= 7 <= int(high or low) for low, _, high in ranges) else b""

        server.interrupt("UID FETCH", die_of_seven)
        facts, _ = persistent(source(server.port))

    found = {seen.sighting.uid: seen.message for seen in letters(facts)}
    assert sorted(found) == list(range(1, 41))
    assert {uid for uid, message in found.items() if isinstance(message, Unreadable)} == {7}


def test_a_broken_bodystructure_is_read_around() -> None:
    with ScriptedImap({"INBOX": inbox(3)}) as server:
        folder = server.folders["INBOX"]

        def broken(tag: bytes, line: bytes) -> bytes:
            if b"BODYSTRUCTURE" not in line:
                return b""
            answer = b"".join(
                server.letter(uid, line.partition(b"(")[2].rstrip(b")").split(b" "), folder) for uid in (1, 2, 3)
            )
            return answer.replace(b'NIL NIL "8BIT"', b'"a"b("', 1) + tag + b" OK done\r\n"

        server.interrupt("UID FETCH", broken)
        facts, _ = one_pass(source(server.port))

    assert sorted(seen.message.text or "" for seen in letters(facts)) == [
        f"Добрый день! {number}\n" for number in (1, 2, 3)
    ]  # type: ignore[union-attr]


def test_letters_that_were_not_asked_for_and_uids_that_are_gone_are_no_error() -> None:
    with ScriptedImap({"INBOX": inbox(3)}) as server:
        folder = server.folders["INBOX"]

        def wrong_uids(tag: bytes, line: bytes) -> bytes:
            items = line.partition(b"(")[2].rstrip(b")").split(b" ")
            del_two = [uid for uid in (1, 3) if str(uid).encode() in line or b":" in line]
            folder.letters.pop(2, None)
            pushed = b"* 1 FETCH (FLAGS (\\Seen))\r\n* 77 FETCH (UID 77 FLAGS () RFC822.SIZE 3)\r\n"
            return pushed + b"".join(server.letter(uid, items, folder) for uid in del_two) + tag + b" OK done\r\n"

        server.interrupt("UID FETCH", wrong_uids)
        facts, cursor = one_pass(source(server.port))
        again, _ = one_pass(source(server.port), cursor)

    assert subjects(facts) == ["Letter 1", "Letter 3"]
    assert states(facts)["INBOX"].uids_unaccounted == ()
    assert letters(again) == []


def test_a_uid_that_is_listed_and_never_comes_is_reported_and_asked_for_again() -> None:
    with ScriptedImap({"INBOX": inbox(3)}) as server:
        server.interrupt(
            "UID FETCH",
            lambda tag, line: (
                server.letter(1, [b"UID", b"RFC822.SIZE", b"BODY.PEEK[HEADER]"], server.folders["INBOX"])
                + tag
                + b" OK done\r\n"
            ),
            times=1,
        )
        mailbox = source(server.port)
        facts, cursor = one_pass(mailbox)
        later, cursor = one_pass(mailbox, cursor)
        last, _ = one_pass(mailbox, cursor)

    assert (subjects(facts), states(facts)["INBOX"].uids_unaccounted) == (["Letter 1"], (2, 3))
    assert (subjects(later), states(later)["INBOX"].uids_unaccounted) == (["Letter 2", "Letter 3"], ())
    assert last == []


def test_uidvalidity_that_is_never_told_loses_nothing_and_reads_old_letters_once() -> None:
    folder = inbox(3, uidvalidity=None)
    with ScriptedImap({"INBOX": folder}) as server:
        facts, cursor = one_pass(source(server.port))
        again, cursor = one_pass(source(server.port), cursor)
        folder.letters[4] = letter(4)
        later, _ = one_pass(source(server.port), cursor)

    assert subjects(facts) == ["Letter 1", "Letter 2", "Letter 3"]
    assert again == []
    assert "Letter 4" in subjects(later)
    assert any("SINCE 30-May-2026" in command for command in server.commands)


def test_uidvalidity_that_changes_at_every_login_is_read_by_date_after_the_third_time() -> None:
    folder = inbox(2)
    with ScriptedImap({"INBOX": folder}) as server:
        cursor: str | None = None
        for uidvalidity in range(10, 16):
            folder.uidvalidity = uidvalidity
            _, cursor = one_pass(source(server.port), cursor)
    searches = [command for command in server.commands if command.startswith("UID SEARCH")]
    assert [command.rpartition("SINCE ")[2] for command in searches] == ["3-Mar-2026"] * 4 + ["30-May-2026"] * 2


def test_the_highest_letter_that_a_server_always_adds_is_not_read_again() -> None:
    folder = inbox(3)
    with ScriptedImap({"INBOX": folder}) as server:
        mailbox = source(server.port)
        _, cursor = one_pass(mailbox)
        folder.uidnext = 6  # something came and went
        facts, _ = one_pass(mailbox, cursor)

    assert letters(facts) == []
    assert any("UID 4:*" in command for command in server.commands)


def test_a_letter_that_appears_late_under_a_lower_uid_is_found_when_the_count_betrays_it() -> None:
    folder = ScriptedFolder({1: letter(1), 5: letter(5)})
    with ScriptedImap({"INBOX": folder}) as server:
        mailbox = source(server.port)
        _, cursor = one_pass(mailbox)
        folder.letters[3] = letter(3)
        facts, _ = one_pass(mailbox, cursor)

    assert subjects(facts) == ["Letter 3"]


def test_a_letter_that_no_counter_betrays_is_found_by_the_daily_listing_and_reported() -> None:
    folder = ScriptedFolder({1: letter(1), 5: letter(5)})
    with ScriptedImap({"INBOX": folder}) as server:
        _, cursor = one_pass(source(server.port))
        del folder.letters[1]
        folder.letters[3] = letter(3)
        same_day, cursor = one_pass(source(server.port), cursor)
        next_day, cursor = one_pass(source(server.port, today=date(2026, 6, 2)), cursor)
        after, cursor = one_pass(source(server.port, today=date(2026, 6, 2)), cursor)
        day_after, _ = one_pass(source(server.port, today=date(2026, 6, 3)), cursor)

    assert same_day == []
    assert subjects(next_day) == ["Letter 3"]
    assert states(next_day)["INBOX"].problem == "letters missed before and read now: 1"
    assert after == []
    assert states(day_after)["INBOX"].problem is None


def test_a_folder_that_cannot_be_opened_is_said_and_the_others_are_read() -> None:
    with ScriptedImap({"INBOX": inbox(1), "Closed": inbox(1)}) as server:
        server.interrupt('EXAMINE "Closed"', lambda tag, _: tag + b" NO [NOPERM] no permission\r\n")
        facts, _ = one_pass(source(server.port))

    assert subjects(facts) == ["Letter 1"]
    assert states(facts)["Closed"].problem == "cannot be opened: [NOPERM] no permission"


def test_a_server_that_marks_letters_as_seen_in_spite_of_peek_is_left_alone() -> None:
    folder = inbox(3)
    with ScriptedImap({"INBOX": folder}) as server:

        def mark(_tag: bytes, line: bytes) -> bytes:
            if b"BODY.PEEK[1]" in line:
                folder.seen |= {1, 2, 3}
            return b""

        server.interrupt("UID FETCH", mark)
        with pytest.raises(Refused, match="marks letters as seen"):
            one_pass(source(server.port))


def test_a_server_that_answers_out_of_turn_gets_one_command_at_a_time() -> None:
    with ScriptedImap({"INBOX": inbox(2), "Sent": inbox(1)}) as server:
        held: list[bytes] = []

        def out_of_turn(tag: bytes, line: bytes) -> bytes:
            if line.startswith(b"EXAMINE") and not held:
                held.append(tag)
                return b"\r\n"
            return b""

        server.interrupt("EXAMINE", out_of_turn, times=1)
        facts, _ = persistent(source(server.port, read_timeout_s=0.5))

    assert subjects(facts) == ["Letter 1", "Letter 1", "Letter 2"]
    assert held


def test_the_history_counts_back_from_today() -> None:
    with ScriptedImap({"INBOX": inbox(1)}) as server:
        one_pass(source(server.port, history=timedelta(days=31)))
    assert [command for command in server.commands if "SEARCH" in command] == ["UID SEARCH SINCE 1-May-2026"]
    assert date(2026, 6, 1) == TODAY


def test_an_aborted_fetch_ends_at_once_and_the_next_one_works() -> None:
    with ScriptedImap({"INBOX": inbox(2)}) as server:
        waiting = threading.Event()

        def stall(tag: bytes, _line: bytes) -> bytes:
            waiting.set()
            return b"* OK still working\r\n"

        server.interrupt("UID SEARCH", stall, times=1)
        mailbox = source(server.port)
        threading.Thread(target=lambda: (waiting.wait(5), mailbox.abort())).start()
        with pytest.raises(Unavailable):
            one_pass(mailbox)
        facts, _ = persistent(mailbox)

    assert subjects(facts) == ["Letter 1", "Letter 2"]
