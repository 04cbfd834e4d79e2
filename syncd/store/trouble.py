"""When the database itself fails: its disk is full, it is read-only, locked or damaged. Nothing can go on without it.

SQLite rolls an unfinished transaction back by itself, so a run that ends here is repeated by the next one.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import Enum, auto

from syncd.domain.errors import Problem


class Outlook(Enum):
    """Whether trying again helps."""

    LATER = auto()  # as soon as there is room
    HELD = auto()  # somebody else uses it
    NEVER = auto()  # a person has to act


@dataclass(frozen=True, slots=True)
class DatabaseTrouble:
    """What is wrong with the database, in words, and whether it may pass."""

    problem: Problem
    outlook: Outlook


_RESTORE = "stop syncd, look after the disk, then bring a copy back: syncd restore FILE"
_RIGHTS = "give the file and its folder to the user that syncd runs as, on a disk that may be written"
_ROOM = "make room on its disk; nothing is lost, the next run repeats what was not kept"
_KNOWN = {
    sqlite3.SQLITE_FULL: (Outlook.LATER, "its disk is full", _ROOM),
    sqlite3.SQLITE_IOERR: (Outlook.LATER, "its disk could not be read or written", f"look after the disk, or {_ROOM}"),
    sqlite3.SQLITE_BUSY: (
        Outlook.HELD,
        "another program holds the database locked",
        "close what writes into it; reading it harms nobody",
    ),
    sqlite3.SQLITE_READONLY: (Outlook.NEVER, "may only be read", _RIGHTS),
    sqlite3.SQLITE_CANTOPEN: (Outlook.NEVER, "cannot be opened", _RIGHTS),
    sqlite3.SQLITE_PERM: (Outlook.NEVER, "may not be opened", _RIGHTS),
    sqlite3.SQLITE_CORRUPT: (Outlook.NEVER, "is damaged", _RESTORE),
    sqlite3.SQLITE_NOTADB: (Outlook.NEVER, "is damaged, or is no database of syncd", _RESTORE),
}


def trouble_of(error: BaseException, where: str) -> DatabaseTrouble | None:
    """The trouble behind an error; None where the database is well and the error is one of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or code is None:
        return None
    known = _KNOWN.get(code & 0xFF)  # the low byte is the kind, the rest says more
    if known is None:
        return None
    outlook, what, mend = known
    return DatabaseTrouble(Problem("error", where, f"{what} ({error})", mend), outlook)


def is_database_trouble(error: BaseException) -> bool:
    """Whether the database itself failed, so that no part of the work can go on."""
    return trouble_of(error, "") is not None
