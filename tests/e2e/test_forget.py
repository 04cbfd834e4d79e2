"""Forgotten means forgotten: neither the database's file nor a later cycle brings the letter back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.e2e.program import syncd, syncd_json
from tests.e2e.small_office import OLGA, small_office
from tests.support.dovecot import needs_dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]

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
