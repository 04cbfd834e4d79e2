"""How far each source was read, when that last went well, and what went wrong since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from syncd.domain.mail.message import LATE
from syncd.store.codec import instant, moment


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source. `last_success` is the moment up to which a whole pass is known to have seen everything."""

    name: str
    last_success: datetime | None
    last_try: datetime | None
    problem: str | None
    refused: bool
    failures: int
    failing_since: datetime | None


def cursor(db: Database, name: str) -> str | None:
    """The source's own bookmark, None before the first commit."""
    row = db.execute("SELECT cursor FROM sources WHERE name = ?", [name]).fetchone()
    return row[0] if row else None


def save_cursor(db: Database, name: str, text: str | None) -> None:
    """To be committed together with the facts it stands behind; None begins again."""
    db.execute(
        "INSERT INTO sources (name, cursor) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor",
        [name, text],
    )


def passed(db: Database, name: str, began_at: datetime) -> datetime | None:
    """A whole pass that began then went through. Since when it had failed, where it had.

    A pass that could not open the folder in which an answer would lie has not seen everything: its moment is no success.
    """
    since = _failing(db, name)[0]
    db.execute(
        """INSERT INTO sources (name, last_success, last_pass, last_try) VALUES (:name, :seen, :at, :at)
        ON CONFLICT (name) DO UPDATE SET
            last_success = nullif(max(coalesce(last_success, ''), coalesce(excluded.last_success, '')), ''),
            last_pass = excluded.last_pass, last_try = excluded.last_try, problem = NULL, refused = 0, failures = 0,
            failing_since = NULL""",
        {"name": name, "at": instant(began_at), "seen": None if _lacks_folder(db, name) else instant(began_at)},
    )
    return since


def _lacks_folder(db: Database, name: str) -> bool:
    """Whether a folder that holds what is sent or comes in had trouble in the pass that just went through."""
    row = db.execute(
        """SELECT 1 FROM folders WHERE mailbox = ? AND read AND role IN ('inbox', 'sent', 'all')
        AND problem IS NOT NULL AND problem NOT LIKE ? || '%' LIMIT 1""",
        [name, LATE],
    ).fetchone()
    return row is not None


def _failing(db: Database, name: str) -> tuple[datetime | None, bool]:
    row = db.execute("SELECT failing_since, refused FROM sources WHERE name = ?", [name]).fetchone()
    return (moment(row[0]), bool(row[1])) if row else (None, False)


def failed(db: Database, name: str, problem: str, tried_at: datetime, *, refused: bool) -> bool:
    """A fetch did not go through; the cursor stays where it is. True where that is new: it went, or failed otherwise."""
    since, was_refused = _failing(db, name)
    db.execute(
        """INSERT INTO sources (name, last_try, problem, refused, failures, failing_since)
        VALUES (:name, :at, :problem, :refused, 1, :at)
        ON CONFLICT (name) DO UPDATE SET last_try = excluded.last_try, problem = excluded.problem,
            refused = excluded.refused, failures = failures + 1, failing_since = coalesce(failing_since, excluded.failing_since)""",
        {"name": name, "at": instant(tried_at), "problem": problem, "refused": int(refused)},
    )
    return since is None or was_refused != refused


def states(db: Database) -> tuple[SourceState, ...]:
    """Every source known, by name."""
    return tuple(
        SourceState(name, moment(success), moment(tried), problem, bool(refused), failures, moment(since))
        for name, success, tried, problem, refused, failures, since in db.execute(
            "SELECT name, last_success, last_try, problem, refused, failures, failing_since FROM sources WHERE name NOT LIKE 'config:%' ORDER BY name"
        ).fetchall()
    )


def live_since(db: Database, name: str, now: datetime) -> datetime:
    """When this client (or the installation) was first decided about; remembers `now` the first time."""
    known = db.execute("SELECT at FROM live_since WHERE name = ?", [name]).fetchone()
    if known is None:
        db.execute("INSERT OR IGNORE INTO live_since (name, at) VALUES (?, ?)", [name, instant(now)])
        return now
    return min(moment(known[0]) or now, now)
