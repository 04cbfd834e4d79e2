"""Reads sources to their end: workers fetch, this thread alone absorbs. One source's trouble stops only that source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from sqlite_utils import Database

from syncd.domain.errors import CursorExpired, Problem, Refused, SourceError, Unavailable
from syncd.domain.source import Batch, Source
from syncd.store import sources as store
from syncd.store.trouble import is_database_trouble

log = structlog.get_logger()

WORKERS = 8
FRESH_STARTS = 2  # how often in one pass a source may lose its cursor and begin again

Absorb = Callable[[str, Batch[Any]], list[str]]
"""Keeps a batch with its cursor and names what was new in it."""

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Pass:
    """What reading brought: what is new (a letter's identity, or a kind of thing in Asana), what failed and how."""

    news: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    succeeded: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)


def take(db: Database, name: str, fetch: Future[Batch[Any]], absorb: Absorb, began_at: datetime, found: Pass) -> bool:
    """Absorb what a worker brought, or note why it did not; True where the source has more."""
    try:
        batch = fetch.result()
        found.news += absorb(name, batch)
        if batch.refused is not None:
            _failed(db, name, batch.refused, began_at, found)
            return False
    except CursorExpired:
        with db.atomic():
            store.save_cursor(db, name, None)
        log.info("source.cursor_expired", source=name)
        return True
    except SourceError as error:
        _failed(db, name, error, began_at, found)
        return False
    except Exception as error:
        if is_database_trouble(error):
            raise
        log.exception("source.broken", source=name)
        _failed(db, name, Unavailable(f"{type(error).__name__} while reading"), began_at, found)
        return False
    if not batch.more:
        with db.atomic():
            since = store.passed(db, name, began_at)
        if since is not None:
            log.info("source.back", source=name, down_s=round((began_at - since).total_seconds()))
        found.succeeded.add(name)
    return batch.more


def _failed(db: Database, name: str, error: SourceError, began_at: datetime, found: Pass) -> None:
    refused = isinstance(error, Refused)
    with db.atomic():
        is_new = store.failed(db, name, str(error), began_at, refused=refused)
    if is_new:
        log.warning("source.failed", source=name, refused=refused)
    (found.refused if refused else found.failed).add(name)
    mend = error.mend if isinstance(error, Refused) else "nothing to do if it passes; else run `syncd check`"
    found.problems.append(Problem("error", name, str(error), mend))


def read_everything(
    db: Database, sources: Iterable[Source[Any]], absorb: Absorb, now: datetime, progress: Progress | None = None
) -> Pass:
    """One whole pass over all sources, side by side. `progress` hears how much is read and how many sources are left."""
    found = Pass()
    starts: dict[str, int] = {}
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        fetches = {pool.submit(source.fetch, store.cursor(db, source.name)): source for source in sources}
        while fetches:
            done, _ = wait(fetches, return_when=FIRST_COMPLETED)
            if progress:
                progress(len(found.news), len(fetches))
            for fetch in done:
                source = fetches.pop(fetch)
                if take(db, source.name, fetch, absorb, now, found) and _may_go_on(db, source.name, starts, now, found):
                    fetches[pool.submit(source.fetch, store.cursor(db, source.name))] = source
    return found


def _may_go_on(db: Database, name: str, starts: dict[str, int], now: datetime, found: Pass) -> bool:
    if store.cursor(db, name) is not None:
        return True
    starts[name] = starts.get(name, 0) + 1
    if starts[name] <= FRESH_STARTS:
        return True
    _failed(db, name, Unavailable("lost its place again and again"), now, found)
    return False
