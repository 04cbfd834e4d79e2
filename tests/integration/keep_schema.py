"""Keeps the newest schema for test_migrations.py; run it when a version of the schema is released, never afterwards.

python -m tests.integration.keep_schema [VERSION]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from syncd.store.schema import MIGRATIONS, open_database

HEAD = """\
-- A database of version {version} as it was released: never changed. A change of the schema is a new step in
-- syncd/store/schema.py, and tests/integration/test_migrations.py brings this database up to date by it.
PRAGMA user_version = {version};
"""
ROWS = """\
INSERT INTO letters (identity, message_id, subject, from_address, received_at, client, thread, side, kind, verdict)
VALUES ('<media-plan-1@client1.example>', '<media-plan-1@client1.example>', 'Медиаплан', 'olga.zhukova@client1.example',
        '2026-05-14T09:00:00Z', 'Лунный Кот', '<media-plan-1@client1.example>', 'client', 'person', 'approved');
INSERT INTO notes (ref, key, audience, surface, kind, client, state, place_gid, text, written_at)
VALUES ('A-7F3K2', 'case:<media-plan-1@client1.example>', 'team', 'team_task', 'reply', 'Лунный Кот', 'written',
        '1200000000000004', 'Письмо без ответа: «Медиаплан»', '2026-05-14T13:00:00Z');
INSERT INTO sources (name, cursor) VALUES ('anna', '{"INBOX": 7}');
"""
OBJECTS = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY rowid"
SHADOWS = ("data", "idx", "docsize", "config", "content")


def script(version: int) -> str:
    """Everything that makes such a database; the shadow tables of a full-text index come with it."""
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "syncd.db", MIGRATIONS[:version])
        objects: list[tuple[str, str]] = db.execute(OBJECTS).fetchall()
        db.close()
    indexes = [name for name, sql in objects if sql.upper().startswith("CREATE VIRTUAL")]
    shadows = {f"{name}_{part}" for name in indexes for part in SHADOWS}
    made = "".join(f"{sql.strip()};\n" for name, sql in objects if name not in shadows)
    return HEAD.format(version=version) + made + ROWS


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else len(MIGRATIONS)
    Path(__file__).with_name("databases").joinpath(f"v{number}.sql").write_text(script(number), "utf-8")
