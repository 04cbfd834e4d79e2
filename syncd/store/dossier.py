"""Everything the database holds behind one approval record: for a dispute."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from syncd.store.evidence import dkim_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """One letter: its columns, where it was seen, and its bytes where they were kept."""

    columns: Row
    sightings: tuple[Row, ...]
    raw: bytes | None
    dkim: Row | None = None  # our own look at its signatures when it came


@dataclass(frozen=True, slots=True)
class Dossier:
    """An approval record, the letter it rests on, the letter that one answers, what came after, what was written."""

    record: Row
    letter: KeptLetter | None
    request: KeptLetter | None
    related: tuple[Row, ...]
    notes: tuple[Row, ...]


def of_ref(db: Database, ref: str) -> Dossier | None:
    """The dossier of an approval's reference, or of a note's about one; None where there is no approval behind it."""
    record = _record(db, ref)
    if record is None:
        return None
    sql = """SELECT ref, state, reason, version, author, quote, received_at, in_force, voided_by, source FROM approvals
        WHERE client = :client AND about IS :about ORDER BY received_at"""
    return Dossier(
        record=record,
        letter=_letter(db, record["identity"]),
        request=_letter(db, record["request_identity"]),
        related=tuple(db.query(sql, record)),
        notes=_notes(db, record),
    )


def _record(db: Database, ref: str) -> Row | None:
    rows = list(db.query("SELECT * FROM approvals WHERE ref = ?", [ref]))
    if rows:
        return rows[0]
    key = db.execute("SELECT key FROM refs WHERE ref = ?", [ref]).fetchone()
    if key is None:
        return None
    found = [
        row
        for row in db.query("SELECT * FROM approvals ORDER BY received_at DESC")
        if row["identity"] in key[0].split(":")
    ]
    return found[0] if found else None


def _letter(db: Database, identity: str | None) -> KeptLetter | None:
    columns = """identity, message_id, subject, from_address, from_name, received_at, sent_at, new_text, verdict, about,
        version, quote, why, sender, envelope, raw_sha256"""
    rows = list(db.query(f"SELECT {columns} FROM letters WHERE identity = ?", [identity]))  # noqa: S608
    if not rows:
        return None
    row = rows[0] | {name: json.loads(rows[0][name] or "null") for name in ("sender", "envelope")}
    sightings = tuple(db.query("SELECT * FROM sightings WHERE identity = ? ORDER BY mailbox, folder, uid", [identity]))
    raw = db.execute("SELECT raw FROM letters WHERE identity = ?", [identity]).fetchone()[0]
    return KeptLetter(row, sightings, raw, dkim_of(db, identity))


def _notes(db: Database, record: Row) -> tuple[Row, ...]:
    sql = """SELECT ref, audience, kind, state, place_gid, story_gid, written_at, edited_at, text FROM notes
        WHERE (:identity IS NOT NULL AND instr(key, :identity))
            OR key IN (SELECT task_key FROM cases c JOIN letters l ON l.thread = c.thread WHERE l.identity = :identity)
        ORDER BY rowid"""
    return tuple(db.query(sql, record))
