"""Everything that is known behind one reference: the letter, its cases and approvals, what was written about them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from syncd.domain.language.reading import Reading
from syncd.domain.mail.message import Message
from syncd.store.codec import from_json, unpack

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class History:
    """One reference's story. `message` and `reading` are None where no letter stands behind it, or it was forgotten."""

    identity: str | None
    message: Message | None
    reading: Reading | None
    clocks: list[Row]
    approvals: list[Row]
    written: list[Row]


def of_ref(db: Database, ref: str) -> History | None:
    """The story of a note, case or approval; None where the reference is unknown."""
    row = db.execute("SELECT key FROM refs WHERE ref = ?", [ref]).fetchone()
    if row is None:
        return None
    key = str(row[0])
    identity = _identity(db, ref, key)
    message, reading = _letter(db, identity)
    threads = _threads(db, ref, key, identity)
    return History(
        identity,
        message,
        reading,
        _clocks(db, threads),
        _approvals(db, identity, ref),
        _written(db, threads, key, identity),
    )


def _identity(db: Database, ref: str, key: str) -> str | None:
    approval = db.execute("SELECT identity FROM approvals WHERE ref = ?", [ref]).fetchone()
    if approval:
        return str(approval[0]) if approval[0] else None
    for part in reversed(key.split(":")):
        if db.execute("SELECT 1 FROM letters WHERE identity = ?", [part]).fetchone():
            return part
    case = db.execute(
        "SELECT l.identity FROM cases c JOIN letters l ON l.message_id = c.message_id WHERE c.ref = ? OR c.key = ?",
        [ref, key],
    ).fetchone()
    return str(case[0]) if case else None


def _letter(db: Database, identity: str | None) -> tuple[Message | None, Reading | None]:
    row = db.execute("SELECT message, reading FROM letters WHERE identity = ?", [identity]).fetchone()
    if row is None:
        return None, None
    return unpack(row[0], Message) if row[0] else None, from_json(row[1], Reading) if row[1] else None


def _threads(db: Database, ref: str, key: str, identity: str | None) -> list[str]:
    sql = """SELECT thread FROM letters WHERE identity = ? AND thread IS NOT NULL
        UNION SELECT thread FROM cases WHERE (ref = ? OR key = ? OR task_key = ?) AND thread IS NOT NULL"""
    return [str(thread) for (thread,) in db.execute(sql, [identity, ref, key, key]).fetchall()]


def _clocks(db: Database, threads: list[str]) -> list[Row]:
    sql = """SELECT ref, key, kind, client, state, started_at, due_at, closed_at, closed_by, step, assignee, why
        FROM cases WHERE thread IN (SELECT value FROM json_each(?)) ORDER BY started_at"""
    return [row | {"why": json.loads(row["why"] or "[]")} for row in db.query(sql, [json.dumps(threads)])]


def _approvals(db: Database, identity: str | None, ref: str) -> list[Row]:
    sql = """SELECT ref, client, about, version, period, state, reason, author, quote, received_at, in_force, voided_by, sender_level
        FROM approvals WHERE identity = ? OR ref = ? ORDER BY received_at"""
    return list(db.query(sql, [identity, ref]))


def _written(db: Database, threads: list[str], key: str, identity: str | None) -> list[Row]:
    sql = """SELECT ref, audience, kind, client, state, reason, place_gid, story_gid, written_at, edited_at, text FROM notes
        WHERE key = :key OR key IN (SELECT task_key FROM cases WHERE thread IN (SELECT value FROM json_each(:threads)))
            OR (:identity IS NOT NULL AND instr(key, :identity)) ORDER BY rowid"""
    return list(db.query(sql, {"key": key, "threads": json.dumps(threads), "identity": identity}))
