"""The demo's story through the ordinary program: what is expected of each letter comes out, and nothing twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

import pytest

from syncd.app import App
from syncd.config import load_config
from syncd.demo.expected import EXPECTED, Expected
from syncd.demo.letters.post import items
from syncd.demo.world import DemoWorld, NoteInAsana


@dataclass
class Outcome:
    """What one cycle made of the demo world, by the letters' keys."""

    verdicts: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    open_cases: dict[str, set[str]] = field(default_factory=dict)
    in_force: set[str] = field(default_factory=set)
    notes: list[NoteInAsana] = field(default_factory=list)
    written_again: int = 0


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    with DemoWorld(tmp_path_factory.mktemp("story"), date(2026, 5, 14)) as world:
        config = load_config(world.write_config())
        with App(config, as_of=world.now) as app:
            app.once(dry_run=False)
            written = len(world.asana.writes)
            app.once(dry_run=False)
        found = read(sqlite3.connect(config.database))
        found.notes = world.notes_in_asana()
        found.written_again = len(world.asana.writes) - written
        yield found


def read(database: sqlite3.Connection) -> Outcome:
    found = Outcome()
    keys = [item.key for item in items()]

    def key(message_id: str | None) -> str:
        return next((k for k in keys if f".{k}@" in (message_id or "")), message_id or "")

    with closing(database):
        for message_id, verdict in database.execute("select message_id, verdict from verdicts"):
            found.verdicts[key(message_id)] = verdict
        for message_id, kind in database.execute("select message_id, kind from cases where state = 'open'"):
            found.open_cases.setdefault(key(message_id), set()).add(kind)
        for message_id, state, in_force in database.execute("select message_id, state, in_force from approvals"):
            found.states[key(message_id)] = state
            found.in_force |= {key(message_id)} if in_force else set()
    return found


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda e: str(e.letter))
def test_each_letter_leads_to_what_is_expected_of_it(outcome: Outcome, expected: Expected) -> None:
    assert outcome.open_cases.get(expected.letter, set()) == ({expected.case} if expected.case else set())
    if expected.verdict is not None:
        assert outcome.verdicts[expected.letter] == expected.verdict
    if expected.state is not None:
        assert outcome.states[expected.letter] == expected.state


def test_only_two_approvals_allow_spending(outcome: Outcome) -> None:
    assert outcome.in_force == {"kot-plan-approved", "orbita-content-approved"}


def test_a_second_cycle_writes_nothing(outcome: Outcome) -> None:
    assert outcome.written_again == 0


def test_team_notes_are_read_by_the_agency_only(outcome: Outcome) -> None:
    internal = [note for note in outcome.notes if note.is_internal]

    assert len(internal) > 5
    assert {note.guests for note in internal} == {()}


def test_a_clients_notes_name_no_other_client_and_hold_no_address(outcome: Outcome) -> None:
    names = {note.project for note in outcome.notes if not note.is_internal}

    for note in (n for n in outcome.notes if not n.is_internal):
        assert not [name for name in names - {note.project} if name in note.text]
        assert "@" not in note.text
