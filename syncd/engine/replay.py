"""What would have been written with other settings: stored facts gone through again, moment by moment, on a copy.

Letters and Asana count as they stood at each moment, every mailbox as read up to it. Of what people did to a task of ours
the last completion and the last due date are known; they count from the moment they were done.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from syncd.domain.agency import Agency
from syncd.domain.asana import User
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.notes.wording import Wording
from syncd.engine.cycle import Engine
from syncd.engine.memory import Memory
from syncd.engine.paper import PaperWriter
from syncd.engine.reassign import reassign
from syncd.engine.result import NoteOutcome
from syncd.engine.understand import understand
from syncd.store import acts, letters, outbox
from syncd.store.acts import Act
from syncd.store.codec import instant
from syncd.store.schema import open_database

DERIVED = ("notes", "acts", "cases", "approvals", "money_gates", "edits", "cycles")
SHOWN = frozenset({"created", "edited", "completed", "held"})


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that the daemon would have done, and when."""

    at: datetime
    note: NoteOutcome


@dataclass(frozen=True, slots=True)
class Settings:
    """What may differ between two replays of the same facts."""

    agency: Agency
    wording: Wording
    lexicon: Lexicon


def moments(start: datetime, end: datetime, every: timedelta) -> tuple[datetime, ...]:
    """From `start` up to `end`, `every` so often."""
    return tuple(start + every * number for number in range((end - start) // every + 1))


def replay(database: Path, settings: Settings, at: Sequence[datetime], *, reads_anew: bool) -> tuple[Happened, ...]:
    """Everything that would have been written at these moments. The database is only read; equal settings, equal answer.

    `reads_anew` has every letter read again, for settings that change what is read in them.
    """
    with _copy_of(database) as db:
        known, stands = acts.all_of(db), _standing_tasks(db)
        me = outbox.author_gid(db)
        _forget_decisions(db, at[0], at[-1])
        _read(db, settings, reads_anew=reads_anew)
        writer = PaperWriter(User(me or "paper", "", None), stands, at[0])
        engine = Engine(
            db=db, agency=settings.agency, lexicon=settings.lexicon, wording=settings.wording, trusted={},
            writer=writer, clock=lambda: writer.now, run="replay", replays=True,
        )  # fmt: skip
        coming = sorted(known.values(), key=lambda act: (act.at, act.key, act.act))
        return tuple(happened for now in at for happened in _at(engine, writer, now, coming))


def _at(engine: Engine, writer: PaperWriter, now: datetime, coming: list[Act]) -> Iterator[Happened]:
    writer.now, engine.memory = now, Memory()
    with engine.db.atomic():
        while coming and coming[0].at <= now:
            act = coming.pop(0)
            acts.remember(engine.db, act.key, act.act, act.value, at=act.at, by_gid=act.by_gid, now=act.at)
    outcomes, _ = engine.decide_and_deliver(now, dry_run=False, failed=set())
    return (Happened(now, each) for each in outcomes if each.action in SHOWN)


@contextmanager
def _copy_of(database: Path) -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="syncd-replay-") as folder:
        path = Path(folder) / "replay.db"
        path.touch(mode=0o600)
        readonly = f"{database.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(readonly, uri=True)) as source, closing(sqlite3.connect(path)) as copy:
            source.backup(copy)
        db = open_database(path)
        try:
            yield db
        finally:
            db.close()


def _standing_tasks(db: Database) -> dict[str, str]:
    return {row.key: row.place_gid for row in outbox.rows(db) if row.surface.endswith("_task") and row.place_gid}


def _forget_decisions(db: Database, start: datetime, end: datetime) -> None:
    """As if nothing had been written yet, every source could be read all the time, and syncd had run from `start` on."""
    with db.atomic():
        for table in DERIVED:
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
        db.execute("UPDATE sources SET problem = NULL, failing_since = NULL, failures = 0, refused = 0")
        db.execute("UPDATE sources SET last_success = max(coalesce(last_success, ''), ?)", [instant(end)])
        db.execute("UPDATE live_since SET at = min(at, ?)", [instant(start)])


def _read(db: Database, settings: Settings, *, reads_anew: bool) -> None:
    reassign(db, settings.agency, ())
    if reads_anew:
        with db.atomic():
            letters.forget_readings(db)
    understand(db, settings.agency, settings.lexicon)


def read_differently(one: Agency, other: Agency) -> bool:
    """Whether these two agencies read one letter differently: other people, other phrases, another language."""

    def reading(agency: Agency) -> object:
        people = [(c.name, c.domains, c.representatives, c.phrases) for c in agency.clients]
        return agency.domains, agency.language, agency.timezone, agency.phrases, agency.managers, people

    return reading(one) != reading(other)
