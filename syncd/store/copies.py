"""Copies of the database: consistent while it is written to, checked before they are trusted."""

from __future__ import annotations

import itertools
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from syncd.domain.errors import ConfigError, Problem
from syncd.store.schema import MIGRATIONS


def back_up(database: Path, target: Path) -> None:
    """Copy to a new file of mode 0600; raises ConfigError where there is nothing to copy or no place for it."""
    if not database.exists():
        raise _error(str(database), "there is no database yet", "run `syncd once` first")
    part = target.with_name(target.name + ".part")
    try:
        descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        os.close(descriptor)
        _copy(database, part)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        what = f"{database} could not be copied to it: {error}"
        raise _error(
            str(target), what, "choose a folder with room that you may write to; `syncd check` looks at the database"
        ) from error


def restore(source: Path, database: Path) -> Path | None:
    """Put a checked copy in the database's place; returns where the former one is kept. The caller holds the database.

    The former one is kept as it is, damaged or not.
    """
    _check(source)
    fresh = database.with_name(database.name + ".restoring")
    try:
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        _copy(source, fresh)
        kept = _put_aside(database)
        fresh.replace(database)
    except (OSError, sqlite3.Error) as error:
        fresh.unlink(missing_ok=True)
        what, mend = f"could not be restored: {error}", "make room on its disk; what stood there is as it was"
        raise _error(str(database), what, mend) from error
    return kept


def _check(source: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            connection.execute("SELECT ref FROM notes LIMIT 1")
    except sqlite3.Error as error:
        raise _error(str(source), f"is no usable backup: {error}", "choose another copy") from error
    if verdict != "ok":
        raise _error(str(source), f"is damaged: {verdict}", "choose another copy")
    if version > len(MIGRATIONS):
        what = f"is of version {version}, this program knows {len(MIGRATIONS)}"
        raise _error(str(source), what, "install the newer syncd first, or choose an older copy")


def _put_aside(database: Path) -> Path | None:
    """Keep what stands there under a free name; the database's own name is never without a file."""
    if not database.exists():
        return None
    names = (f"{database.name}.before-restore{number or ''}" for number in itertools.count())
    kept = next(path for path in map(database.with_name, names) if not path.exists())
    with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.link(database, kept)
    for journal in ("-wal", "-shm"):  # what a damaged one still holds belongs to it
        with suppress(FileNotFoundError):
            database.with_name(database.name + journal).replace(kept.with_name(kept.name + journal))
    return kept


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)


def _error(where: str, what: str, mend: str) -> ConfigError:
    return ConfigError((Problem("error", where, what, mend),))
