"""The demo's letters: what a reader finds in them is what the scenes say."""

from __future__ import annotations

from datetime import date

import pytest

from syncd.demo.expected import EXPECTED
from syncd.demo.letters.calendar import Calendar
from syncd.demo.letters.cast import COMPANIES, PEOPLE
from syncd.demo.letters.layouts import LAYOUTS
from syncd.demo.letters.machine import compose_machine
from syncd.demo.letters.mime import Composed, compose
from syncd.demo.letters.post import folders, items
from syncd.demo.letters.script import Item, Machine, Script
from syncd.domain.mail.machine import find_machine
from syncd.domain.mail.message import Message, Unreadable
from syncd.domain.mail.new_text import extract
from syncd.domain.mail.parse import parse_message

CALENDAR = Calendar(date(2026, 5, 14))


def read_all() -> dict[str, tuple[Item, Message]]:
    """Every scripted letter, composed and parsed, by key."""
    composed: dict[str, Composed] = {}
    found: dict[str, tuple[Item, Message]] = {}
    for item in items():
        if isinstance(item, Script):
            composed[item.key] = compose(item, composed.get(item.answers), CALENDAR)
            raw = composed[item.key].raw
        else:
            raw = compose_machine(item, composed.get(item.about), CALENDAR)
        message = parse_message(raw)
        assert isinstance(message, Message)
        found[item.key] = (item, message)
    return found


LETTERS = read_all()
SCRIPTS = [key for key, (item, _) in LETTERS.items() if isinstance(item, Script)]
MACHINES = [key for key, (item, _) in LETTERS.items() if isinstance(item, Machine)]


def test_there_are_about_eighty_letters_of_eight_programs_in_two_languages() -> None:
    writers = [item.by for item, _ in LETTERS.values() if isinstance(item, Script)]

    assert 75 <= len(LETTERS) <= 95
    assert {writer.program for writer in writers} == set(LAYOUTS)
    assert {writer.language for writer in writers} == {"ru", "en"}


@pytest.mark.parametrize("key", SCRIPTS)
def test_the_new_text_of_a_letter_is_what_its_scene_says(key: str) -> None:
    item, message = LETTERS[key]

    found = extract(message).new_text

    assert " ".join(found.split()) == " ".join(item.text.format_map(CALENDAR.words()).split())


@pytest.mark.parametrize("key", SCRIPTS)
def test_headers_arrive_as_written(key: str) -> None:
    item, message = LETTERS[key]
    assert isinstance(item, Script)

    assert [address.addr_spec for address in message.from_] == [item.by.email]
    assert message.from_[0].display_name == item.by.name
    assert [address.addr_spec for address in message.to] == [person.email for person in item.to]
    assert [address.addr_spec for address in message.cc] == [person.email for person in item.cc]
    assert message.date == CALENDAR.at(item.day, item.at)
    assert {a.filename for a in message.attachments} >= {f.name.format_map(CALENDAR.words()) for f in item.files}
    if item.subject:
        assert message.subject == item.subject.format_map(CALENDAR.words())


@pytest.mark.parametrize("key", MACHINES)
def test_a_machines_letter_is_known_as_one(key: str) -> None:
    item, message = LETTERS[key]
    assert isinstance(item, Machine)

    finding = find_machine(message, extract(message).new_text)

    assert finding is not None
    assert str(finding.kind) == item.kind.removesuffix("_bare")


def test_an_answer_refers_to_what_it_answers() -> None:
    _, request = LETTERS["kot-plan-v3"]
    _, approval = LETTERS["kot-plan-approved"]

    assert approval.in_reply_to == request.message_id
    assert approval.references[-1] == request.message_id


def test_the_bounce_names_the_letter_that_did_not_arrive() -> None:
    _, lost = LETTERS["korka-photo"]
    _, bounce = LETTERS["korka-bounce"]

    assert bounce.delivery_report is not None
    assert bounce.delivery_report.original_message_id == lost.message_id


def test_no_letter_is_from_the_future_and_none_older_than_four_weeks() -> None:
    dates = [letter.internal_date for letter in folders(CALENDAR)]

    assert max(dates) < CALENDAR.at(0, "16:40")
    assert (CALENDAR.today - min(dates).date()).days <= 28


def test_exactly_one_letter_cannot_be_read() -> None:
    unreadable = [letter for letter in folders(CALENDAR) if isinstance(parse_message(letter.raw), Unreadable)]

    assert len(unreadable) == 1


def test_the_same_day_gives_the_same_bytes() -> None:
    assert list(folders(CALENDAR)) == list(folders(Calendar(date(2026, 5, 14))))


def test_a_letter_between_two_managers_lies_in_both_mailboxes() -> None:
    lying = [
        (x.owner.email, x.folder) for x in folders(CALENDAR) if b"office-cover@" in x.raw and b"References" not in x.raw
    ]

    assert lying == [("petr.ilin@agency.example", "Sent"), ("anna.orlova@agency.example", "INBOX")]


def test_everybody_and_everything_is_invented() -> None:
    assert {person.domain.rpartition(".")[2] for person in PEOPLE.values()} == {"example"}
    assert {company.domain.rpartition(".")[2] for company in COMPANIES} == {"example"}


def test_what_is_expected_names_letters_and_clients_that_exist() -> None:
    assert {expected.letter for expected in EXPECTED} <= set(LETTERS)
    assert {expected.client for expected in EXPECTED} <= {company.key for company in COMPANIES}
