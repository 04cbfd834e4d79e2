"""Copies of the database: consistent while it is written to, checked before they are trusted."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from syncd.domain.errors import ConfigError, Problem


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
        part.unlink(missing_ok=True)
        raise _error(
            str(target), f"the copy could not be written: {error}", "choose a folder with room, that you may write to"
        ) from error


def restore(source: Path, database: Path) -> Path | None:
    """Put a checked copy in the database's place; returns where the former one is kept. The caller holds the database."""
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.execute("SELECT ref FROM notes LIMIT 1")
    except sqlite3.Error as error:
        raise _error(str(source), f"is no usable backup: {error}", "choose another copy") from error
    if verdict != "ok":
        raise _error(str(source), f"is damaged: {verdict}", "choose another copy")
    kept = None
    if database.exists():
        kept = database.with_name(database.name + ".before-restore")
        _copy(database, kept)
    fresh = database.with_name(database.name + ".restoring")
    _copy(source, fresh)
    fresh.chmod(0o600)
    for leftover in ("-wal", "-shm"):
        database.with_name(database.name + leftover).unlink(missing_ok=True)
    fresh.replace(database)
    return kept


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)


def _error(where: str, what: str, mend: str) -> ConfigError:
    return ConfigError((Problem("error", where, what, mend),))
