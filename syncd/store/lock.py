"""One daemon per database: delivering once relies on it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from syncd.domain.errors import DatabaseHeld


@contextmanager
def only_one(database: Path) -> Iterator[None]:
    """Hold the database for this process; raises DatabaseHeld where another one does. The lock dies with the process."""
    database.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(database.with_name(database.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DatabaseHeld(f"another instance holds {database}") from error
        yield
    finally:
        os.close(descriptor)
