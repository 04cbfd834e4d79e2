"""The database: opened, migrated after a copy, refused when it is newer than the program.

Tables of the mirror of Asana are made by `asana_schema.py`. The version stands in SQLite's `user_version`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils import Database

from syncd.domain.errors import ConfigError, Problem
from syncd.store.asana_schema import create_tables as create_asana_tables

BUSY_TIMEOUT_S = 10

Migration = Callable[[Database], None]
"""One step of the schema, inside a transaction that others share."""


def open_database(path: Path, migrations: Sequence[Migration] | None = None) -> Database:
    """Open and bring up to date, after a copy beside it; raises ConfigError where it is newer than this program.

    All migrations are one transaction: broken off in the middle, they leave the database as it was. What the database
    itself fails with (`trouble.py`) is raised as it is.
    """
    steps = MIGRATIONS if migrations is None else tuple(migrations)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = Database(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S))
    except OSError as error:
        mend = "give its folder to the user that syncd runs as, on a disk that may be written"
        raise ConfigError((Problem("error", str(path), f"cannot be made: {error.strerror}", mend),)) from error
    try:
        _prepare(db, path, steps)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: Database, path: Path, steps: Sequence[Migration]) -> None:
    version = _version(db)
    _refuse_newer(path, version, len(steps))
    with suppress(OSError):  # somebody else's file, or a read-only disk: what follows says so
        path.chmod(0o600)
    db.enable_wal()
    db.execute("PRAGMA synchronous = FULL")
    if version == len(steps):
        return
    if version > 0:
        _keep_copy(path, path.with_name(f"{path.name}.before-v{len(steps)}"))
    with db.atomic():
        for migrate in steps[version:]:
            migrate(db)
        db.execute(f"PRAGMA user_version = {len(steps)}")


def open_readonly(path: Path) -> Database:
    """Open for reading beside a running daemon; raises ConfigError where there is no database yet, or an older one."""
    if not path.exists():
        raise ConfigError((Problem("error", str(path), "there is no database yet", "run `syncd once` first"),))
    db = Database(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S))
    version = _version(db)
    _refuse_newer(path, version, len(MIGRATIONS))
    if version < len(MIGRATIONS):
        what = f"the database is of version {version}, this program knows {len(MIGRATIONS)}"
        raise ConfigError((Problem("error", str(path), what, "run `syncd once`: it brings the database up to date"),))
    return db


def _version(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _refuse_newer(path: Path, version: int, known: int) -> None:
    if version > known:
        what = f"the database is of version {version}, this program knows {known}"
        mend = "install the newer syncd again, or restore an older backup"
        raise ConfigError((Problem("error", str(path), what, mend),))


def _keep_copy(path: Path, target: Path) -> None:
    """A whole copy or none: it is made under another name first."""
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        what = f"the copy that is made before the database is changed could not be written: {error}"
        raise ConfigError((Problem("error", str(target), what, "make room there; nothing was changed"),)) from error


def _first(db: Database) -> None:
    for statement in _MAIL.split(";\n"):
        if statement.strip():
            db.execute(statement)
    create_asana_tables(db)


def _search_letters(db: Database) -> None:
    """Full-text search over subjects."""
    db.table("letters").enable_fts(["subject"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")


def _keep_spreadsheets(db: Database) -> None:
    """What stands in the tables that came with letters, and which of it changed after an approval."""
    db.execute("""CREATE TABLE spreadsheets (
        identity TEXT NOT NULL REFERENCES letters (identity), sha256 TEXT NOT NULL, cells BLOB NOT NULL,
        PRIMARY KEY (identity, sha256))""")
    db.execute("CREATE INDEX spreadsheets_by_file ON spreadsheets (sha256)")
    db.execute("ALTER TABLE approvals ADD COLUMN changes TEXT")


def _name_tasks_of_edits(db: Database) -> None:
    """The client's task that an edit belongs to."""
    db.execute("ALTER TABLE edits ADD COLUMN task_gid TEXT")


MIGRATIONS: tuple[Migration, ...] = (_first, _search_letters, _keep_spreadsheets, _name_tasks_of_edits)

_MAIL = """
CREATE TABLE letters (
    identity TEXT PRIMARY KEY,
    message_id TEXT,
    subject TEXT,
    from_address TEXT,
    from_name TEXT,
    received_at TEXT NOT NULL,
    sent_at TEXT,
    client TEXT,
    thread TEXT,
    side TEXT,
    kind TEXT,
    needs_reply INTEGER,
    verdict TEXT,
    about TEXT,
    version TEXT,
    quote TEXT,
    why TEXT,
    new_text TEXT,
    unreadable TEXT,
    message BLOB,
    reading TEXT,
    read_in_context TEXT,
    sender TEXT,
    clients_named TEXT NOT NULL DEFAULT '[]',
    links TEXT NOT NULL DEFAULT '[]',
    raw BLOB,
    raw_sha256 TEXT,
    candidates TEXT NOT NULL DEFAULT '[]',
    link TEXT,
    envelope TEXT,
    revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX letters_by_client ON letters (client, received_at);
CREATE INDEX letters_by_thread ON letters (thread, received_at);
CREATE INDEX letters_by_message_id ON letters (message_id);
CREATE INDEX letters_by_revision ON letters (client, revision);
CREATE INDEX letters_newest ON letters (revision);
CREATE INDEX letters_to_read ON letters (identity) WHERE reading IS NULL AND link IS NOT NULL;
CREATE INDEX letters_of_ours ON letters (lower(from_address), received_at) WHERE side = 'ours';
CREATE TABLE sightings (
    mailbox TEXT NOT NULL,
    folder TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    identity TEXT NOT NULL REFERENCES letters (identity),
    internal_date TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (mailbox, folder, uidvalidity, uid)
);
CREATE INDEX sightings_by_letter ON sightings (identity);
CREATE TABLE folders (
    mailbox TEXT NOT NULL,
    folder TEXT NOT NULL,
    role TEXT NOT NULL,
    read INTEGER NOT NULL,
    uidvalidity INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    unaccounted TEXT NOT NULL DEFAULT '[]',
    client_letters INTEGER NOT NULL DEFAULT 0,
    client_letters_at TEXT,
    problem TEXT,
    PRIMARY KEY (mailbox, folder)
);
CREATE VIEW threads AS
    SELECT thread AS id, client, min(received_at) AS first_at, max(received_at) AS last_at, count(*) AS letters,
           (SELECT l.subject FROM letters l WHERE l.thread = letters.thread ORDER BY l.received_at, l.identity LIMIT 1) AS subject
    FROM letters WHERE thread IS NOT NULL AND client IS NOT NULL GROUP BY thread, client;
CREATE VIEW verdicts AS
    SELECT message_id, verdict, about, version, quote, why, client, received_at, identity
    FROM letters WHERE verdict IS NOT NULL AND side IN ('client', 'stranger');
CREATE TABLE refs (ref TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE approvals (
    ref TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL,
    about TEXT,
    version TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    message_id TEXT,
    author TEXT,
    quote TEXT,
    received_at TEXT,
    in_force INTEGER NOT NULL,
    voided_by TEXT,
    identity TEXT,
    period TEXT,
    sender_level TEXT,
    source TEXT NOT NULL DEFAULT 'letter',
    request_identity TEXT,
    author_address TEXT,
    why TEXT
);
CREATE TABLE money_gates (
    client TEXT NOT NULL,
    about TEXT NOT NULL,
    plan TEXT NOT NULL,
    open INTEGER NOT NULL,
    why TEXT NOT NULL,
    ref TEXT,
    PRIMARY KEY (client, about, plan)
);
CREATE TABLE cases (
    ref TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    client TEXT,
    state TEXT NOT NULL,
    started_at TEXT,
    due_at TEXT,
    closed_at TEXT,
    message_id TEXT,
    task_gid TEXT,
    thread TEXT,
    step INTEGER NOT NULL DEFAULT 0,
    assignee TEXT,
    subject TEXT,
    closed_by TEXT,
    why TEXT,
    task_key TEXT,
    person TEXT,
    urgent INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE notes (
    ref TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    audience TEXT NOT NULL,
    surface TEXT NOT NULL,
    kind TEXT NOT NULL,
    client TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    project_gid TEXT,
    place_gid TEXT,
    story_gid TEXT,
    text TEXT NOT NULL,
    sent TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    decided_at TEXT,
    claimed_at TEXT,
    claim_run TEXT,
    written_at TEXT,
    edited_at TEXT
);
CREATE INDEX notes_by_state ON notes (state);
CREATE INDEX notes_by_place ON notes (place_gid);
CREATE TABLE acts (
    key TEXT NOT NULL,
    act TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT,
    first_seen TEXT NOT NULL,
    by_gid TEXT,
    PRIMARY KEY (key, act)
);
CREATE TABLE edits (
    client TEXT NOT NULL,
    message_id TEXT,
    received_at TEXT NOT NULL,
    author TEXT,
    kind TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    cursor TEXT,
    last_success TEXT,
    last_pass TEXT,
    last_try TEXT,
    problem TEXT,
    refused INTEGER NOT NULL DEFAULT 0,
    failing_since TEXT,
    failures INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE live_since (name TEXT PRIMARY KEY, at TEXT NOT NULL);
CREATE TABLE cycles (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    ok INTEGER,
    as_of TEXT,
    problems TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX cycles_by_start ON cycles (started_at);
CREATE TABLE erased (hash TEXT PRIMARY KEY, what TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE evidence (
    identity TEXT PRIMARY KEY,
    dkim TEXT,
    kept_at TEXT
);
"""
