"""What people did to our tasks in Asana: seen once, remembered with the moment at which we first saw it.

Asana's times are never compared with a moment that was asked for (`--as-of`): an act that Asana dates after the cycle
that saw it counts from that cycle on, and from the same moment in every later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from syncd.store.codec import instant, moment

COMPLETION, DUE = "completion", "due"


@dataclass(frozen=True, slots=True)
class Act:
    """`value` is what was set: `1` or `0` for a completion, the instant for a due date."""

    key: str
    act: str
    value: str
    at: datetime
    by_gid: str | None


def all_of(db: Database) -> dict[tuple[str, str], Act]:
    """Every act that still stands, by the note's key and what was done."""
    return {
        (key, act): Act(key, act, value, _from(moment(at), datetime.fromisoformat(seen)), by_gid)
        for key, act, value, at, seen, by_gid in db.execute(
            "SELECT key, act, value, at, first_seen, by_gid FROM acts"
        ).fetchall()
    }


def _from(at: datetime | None, first_seen: datetime) -> datetime:
    return min(at, first_seen) if at else first_seen


def remember(
    db: Database, key: str, act: str, value: str, *, at: datetime | None, by_gid: str | None, now: datetime
) -> None:
    """A person did this; it replaces what people did to the same before."""
    db.execute(
        "INSERT OR REPLACE INTO acts (key, act, value, at, first_seen, by_gid) VALUES (?, ?, ?, ?, ?, ?)",
        [key, act, value, instant(at), instant(now), by_gid],
    )


def undo(db: Database, key: str, act: str) -> None:
    """What stands now was set by us."""
    db.execute("DELETE FROM acts WHERE key = ? AND act = ?", [key, act])
