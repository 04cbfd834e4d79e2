"""One daemon per database: delivering once relies on it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from syncd.domain.errors import ConfigError, DatabaseHeld, Problem


@contextmanager
def only_one(database: Path) -> Iterator[None]:
    """Hold the database for this process; raises DatabaseHeld where another one does. The lock dies with the process.

    Raises ConfigError where the folder cannot be written.
    """
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(database.with_name(database.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        mend = "give its folder to the user that syncd runs as, on a disk that may be written and has room"
        what = f"its folder cannot be written: {error.strerror}"
        raise ConfigError((Problem("error", str(database), what, mend),)) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DatabaseHeld(f"another instance holds {database}") from error
        yield
    finally:
        os.close(descriptor)
