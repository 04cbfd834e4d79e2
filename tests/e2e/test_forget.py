"""Forgotten means forgotten: neither the database's file nor a later cycle brings the letter back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.e2e.program import syncd, syncd_json
from tests.e2e.small_office import ANNA, OLGA, small_office
from tests.support.dovecot import needs_dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]

MINUTE = timedelta(minutes=1)
SECRET = "Кодовое слово: синяя черепаха. Когда пришлёте отчёт?"


def test_an_address_is_erased_and_stays_so(tmp_path: Path):
    with small_office(tmp_path) as office:
        office.letter("Отчёт про носорога", SECRET, at=datetime(2026, 5, 14, 9, 0, tzinfo=UTC))
        as_of = ("--as-of", "2026-05-14T18:00:00+00:00")
        syncd_json("once", *as_of, config=office.config)
        database = office.home / "syncd.db"
        before = len(office.asana.writes)
        done = syncd("forget", OLGA, "--yes", config=office.config)
        assert (done.returncode, "1 letters" in done.stdout, "notes in Asana" in done.stdout) == (0, True, True)
        office.dovecot.forget_uids("anna.orlova@agency.example", "INBOX")
        syncd_json("once", *as_of, config=office.config)
        held = b"".join(path.read_bytes() for path in database.parent.glob("syncd.db*"))
        assert "черепаха".encode() not in held
        with closing(sqlite3.connect(database)) as db:
            in_index = "SELECT count(*) FROM letters_fts_data WHERE instr(block, cast('носорог' AS BLOB))"
            assert db.execute(in_index).fetchone() == (0,)
            assert db.execute("SELECT count(*), count(from_address), count(subject) FROM letters").fetchone() == (
                1,
                0,
                0,
            )
        assert syncd_json("status", config=office.config)["cases"] == []
        assert len(office.asana.writes) == before


def test_who_is_not_known_is_refused(tmp_path: Path):
    with small_office(tmp_path) as office:
        assert syncd("forget", "Никто", "--yes", config=office.config).returncode == 2


def test_by_age_whole_threads_go_that_are_over_and_what_approvals_rest_on_stays(tmp_path: Path):
    at = {month: datetime(2026, month, 14, 9, 0, tzinfo=UTC) for month in (3, 4, 5)}
    with small_office(tmp_path) as office:
        office.change_config("[[client]]", 'history = "365d"\n\n[[client]]')
        question = office.letter("Старое", "Анна, когда отчёт?", at=at[3])
        office.letter(
            "Re: Старое", "Отчёт во вложении.", at=at[3] + MINUTE, sender=ANNA, to=OLGA, folder="Sent", answers=question
        )
        office.letter("Ждёт", "Анна, когда макет?", at=at[3])
        plan = office.letter(
            "Медиаплан", "Просим согласовать медиаплан на май.", at=at[3], sender=ANNA, to=OLGA, folder="Sent"
        )
        office.letter("Re: Медиаплан", "Медиаплан на май согласован.", at=at[3] + MINUTE, answers=plan)
        long = office.letter("Долгое", "Анна, спасибо, получили.", at=at[3])
        office.letter("Re: Долгое", "Спасибо ещё раз.", at=at[5], answers=long)
        as_of = ("--as-of", "2026-05-14T18:00:00+00:00")
        syncd_json("once", *as_of, config=office.config)
        assert "2 letters" in syncd("forget", "--before", "2026-04-14", "--yes", config=office.config).stdout
        with closing(sqlite3.connect(office.home / "syncd.db")) as db:
            kept = {row[0] for row in db.execute("SELECT subject FROM letters WHERE subject IS NOT NULL")}
            assert db.execute("SELECT count(*) FROM approvals WHERE state = 'approved' AND in_force").fetchone() == (1,)
        assert kept == {"Ждёт", "Медиаплан", "Re: Медиаплан", "Долгое", "Re: Долгое"}
        before = len(office.asana.writes)
        syncd_json("once", *as_of, config=office.config)
        assert len(office.asana.writes) == before


@pytest.mark.parametrize(
    "words", [("--before", "yesterday"), ("--before", "2999-01-01"), (), (OLGA, "--before", "2026-01-01")]
)
def test_a_day_that_is_none_or_still_to_come_erases_nothing(tmp_path: Path, words: tuple[str, ...]):
    with small_office(tmp_path) as office:
        assert syncd("forget", *words, "--yes", config=office.config).returncode == 2
