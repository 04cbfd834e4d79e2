"""Which managers are away, as their own auto-replies say (PRODUCT.md section 13.16)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlite_utils import Database

from syncd.domain.agency import Agency
from syncd.domain.client import Absent
from syncd.domain.language.reading import Reading
from syncd.store.codec import from_json, instant

LOOK_BACK = timedelta(days=60)


def absent_managers(db: Database, agency: Agency, now: datetime) -> tuple[Absent, ...]:
    """Each manager whose last letter is an auto-reply, until the day it names, else until a letter of theirs is seen."""
    return tuple(
        absent
        for manager in agency.managers
        for email in manager.emails
        if (absent := _absent(db, agency, email, now)) is not None
    )


def _absent(db: Database, agency: Agency, email: str, now: datetime) -> Absent | None:
    since = "SELECT received_at, kind, reading FROM letters WHERE lower(from_address) = ? AND side = 'ours' AND received_at BETWEEN ? AND ?"
    rows = db.execute(
        f"{since} ORDER BY received_at", [email.lower(), instant(now - LOOK_BACK), instant(now)]
    ).fetchall()
    notes = [(datetime.fromisoformat(at), reading) for at, kind, reading in rows if kind == "auto_reply" and reading]
    if not notes:
        return None
    at, reading = notes[-1]
    absence = from_json(reading, Reading).absence
    if absence and absence.until:
        end = datetime.combine(absence.until, time.max, agency.timezone)
        return Absent(email, notes[0][0], end) if now <= end else None
    seen_again = any(kind == "person" and datetime.fromisoformat(text) > at for text, kind, _ in rows)
    return None if seen_again else Absent(email, at)
