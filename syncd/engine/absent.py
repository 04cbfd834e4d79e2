"""Which managers are away: by their own auto-replies, or by the days Asana shows (PRODUCT.md sections 5 and 13.16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlite_utils import Database

from syncd.domain.agency import Agency
from syncd.domain.client import Absent
from syncd.domain.language.reading import Reading
from syncd.store import asana
from syncd.store.codec import from_json, instant

LOOK_BACK = timedelta(days=60)


def absent_managers(db: Database, agency: Agency, now: datetime) -> tuple[Absent, ...]:
    """Each manager whose last letter is an auto-reply, until the day it names, else until a letter of theirs is seen;
    and each who is out of office today in Asana."""
    by_letter = (_absent(db, agency, email, now) for manager in agency.managers for email in manager.emails)
    return (*(absent for absent in by_letter if absent is not None), *_in_asana(db, agency, now))


def _in_asana(db: Database, agency: Agency, now: datetime) -> Iterator[Absent]:
    users = {(user.email or "").casefold(): user.gid for user in asana.users(db)}
    days = asana.absences(db)
    today = now.astimezone(agency.timezone).date()
    for manager in agency.managers:
        gid = users.get(manager.asana_user.casefold(), manager.asana_user)
        for away in days.get(gid, ()):
            if away.first <= today <= away.last:
                since = datetime.combine(away.first, time.min, agency.timezone)
                yield Absent(manager.emails[0], since, datetime.combine(away.last, time.max, agency.timezone))


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
