"""What was decided from the facts: cases, approvals, money gates, cycles. All of it can be computed again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from syncd.domain.errors import Problem
from syncd.store.codec import instant, moment

KEPT_CYCLES = timedelta(days=30)


def replace_cases(db: Database, client: str | None, rows: Iterable[dict[str, Any]]) -> None:
    """The cases of one client as they are now; a case that is no more (its letter moved to another thread) goes."""
    kept = list(rows)
    keys = json.dumps([row["key"] for row in kept])
    db.execute("DELETE FROM cases WHERE client IS ? AND key NOT IN (SELECT value FROM json_each(?))", [client, keys])
    db.table("cases").upsert_all(kept, pk="ref")


def replace_approvals(db: Database, client: str, rows: Iterable[dict[str, Any]]) -> None:
    """The records of one client as they are now."""
    kept = list(rows)
    keys = json.dumps([row["key"] for row in kept])
    db.execute("DELETE FROM approvals WHERE client = ? AND key NOT IN (SELECT value FROM json_each(?))", [client, keys])
    db.table("approvals").upsert_all(kept, pk="ref")


def replace_gates(db: Database, client: str, rows: Iterable[dict[str, Any]]) -> None:
    """May money be spent, plan by plan."""
    db.execute("DELETE FROM money_gates WHERE client = ?", [client])
    db.table("money_gates").insert_all(list(rows))


def replace_edits(db: Database, client: str, rows: Iterable[dict[str, Any]]) -> None:
    """The register of edits of one client."""
    db.execute("DELETE FROM edits WHERE client = ?", [client])
    db.table("edits").insert_all(list(rows))


def begin_cycle(db: Database, started_at: datetime, as_of: datetime | None) -> int:
    """A row for a cycle that begins; rows of cycles long past go, for the daemon makes thousands a day."""
    db.execute("DELETE FROM cycles WHERE started_at < ?", [instant(started_at - KEPT_CYCLES)])
    cursor = db.execute("INSERT INTO cycles (started_at, as_of) VALUES (?, ?)", [instant(started_at), instant(as_of)])
    return int(cursor.lastrowid or 0)


def end_cycle(db: Database, cycle: int, ended_at: datetime, problems: Iterable[Problem]) -> None:
    """The cycle is over; `ok` where nothing went wrong."""
    found = [{"severity": p.severity, "where": p.where, "what": p.what, "mend": p.mend} for p in problems]
    ok = not any(p["severity"] == "error" for p in found)
    db.execute(
        "UPDATE cycles SET ended_at = ?, ok = ?, problems = ? WHERE id = ?",
        [instant(ended_at), int(ok), json.dumps(found, ensure_ascii=False), cycle],
    )


def last_moment(db: Database) -> datetime | None:
    """The moment about which the last finished cycle decided."""
    sql = "SELECT coalesce(as_of, started_at) FROM cycles WHERE ended_at IS NOT NULL ORDER BY id DESC LIMIT 1"
    row = db.execute(sql).fetchone()
    return moment(row[0]) if row else None


def last_problems(db: Database) -> tuple[Problem, ...]:
    """What the last finished cycle found wrong."""
    row = db.execute("SELECT problems FROM cycles WHERE ended_at IS NOT NULL ORDER BY id DESC LIMIT 1").fetchone()
    return tuple(Problem(**problem) for problem in json.loads(row[0])) if row else ()
