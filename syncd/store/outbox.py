"""What was written to Asana, is being written, waits or is held. A row is never deleted: its key is the memory."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from syncd.domain.notes.note import ClientComment, ClientField, ClientStatus, ClientTask, Note, TeamComment, TeamTask
from syncd.store.codec import instant, moment

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to misread
_LENGTH = 5
_SURFACES = {
    TeamTask: "team_task",
    TeamComment: "team_comment",
    ClientTask: "client_task",
    ClientComment: "client_comment",
    ClientStatus: "client_status",
    ClientField: "client_field",
}

WAITING, CLAIMED, WRITTEN, HELD, WITHDRAWN, GONE = "waiting", "claimed", "written", "held", "withdrawn", "gone"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One note's way. `sent` is what was last sent, field by field; `decided_at` the `now` of the deciding cycle."""

    ref: str
    key: str
    audience: str
    surface: str
    kind: str
    client: str | None
    state: str
    reason: str | None
    project_gid: str | None
    place_gid: str | None
    story_gid: str | None
    text: str
    sent: dict[str, Any]
    attempts: int
    decided_at: datetime | None
    claimed_at: datetime | None
    claim_run: str | None
    written_at: datetime | None

    @property
    def gid(self) -> str | None:
        """The object that is the note: the task itself, or the comment or status update."""
        return self.place_gid if self.surface.endswith("_task") else self.story_gid


_COLUMNS = (
    "ref, key, audience, surface, kind, client, state, reason, project_gid, place_gid, story_gid, text, sent,"
    " attempts, decided_at, claimed_at, claim_run, written_at"
)


def _row(values: tuple[Any, ...]) -> OutboxRow:
    found = dict(zip(_COLUMNS.replace(" ", "").split(","), values, strict=True))
    instants = {name: moment(found[name]) for name in ("decided_at", "claimed_at", "written_at")}
    return OutboxRow(**(found | instants | {"sent": json.loads(found["sent"] or "{}")}))


def rows(db: Database, *, client: str | None = None, state: str | None = None) -> tuple[OutboxRow, ...]:
    """All rows, or those of a client or in a state, in the order in which they came to be."""
    asked = {"client": client, "state": state}
    where = " AND ".join(f"{name} = :{name}" for name, value in asked.items() if value is not None)
    sql = f"SELECT {_COLUMNS} FROM notes {f'WHERE {where}' if where else ''} ORDER BY rowid"  # noqa: S608 - names are ours
    return tuple(_row(values) for values in db.execute(sql, asked).fetchall())


def by_key(db: Database, key: str) -> OutboxRow | None:
    """The row of a key."""
    values = db.execute(f"SELECT {_COLUMNS} FROM notes WHERE key = ?", [key]).fetchone()  # noqa: S608
    return _row(values) if values else None


def by_ref(db: Database, ref: str) -> OutboxRow | None:
    """The row of a reference, in any letter case."""
    values = db.execute(f"SELECT {_COLUMNS} FROM notes WHERE ref = ?", [ref.upper()]).fetchone()  # noqa: S608
    return _row(values) if values else None


def author_gid(db: Database) -> str | None:
    """Who wrote our tasks, as the mirror shows them: our own user, known also while Asana is away."""
    row = db.execute(
        """SELECT asana_tasks.created_by_gid FROM notes JOIN asana_tasks ON asana_tasks.gid = notes.place_gid
        WHERE notes.surface IN ('team_task', 'client_task') AND asana_tasks.created_by_gid IS NOT NULL
        ORDER BY notes.rowid DESC LIMIT 1"""
    ).fetchone()
    return str(row[0]) if row else None


def ref_of(db: Database, key: str) -> str:
    """The short reference of a key: made from the key, so the same again; remembered, so never another's."""
    found = db.execute("SELECT ref FROM refs WHERE key = ?", [key]).fetchone()
    if found:
        return str(found[0])
    for attempt in itertools.count():
        digest = hashlib.sha256(f"{attempt}:{key}".encode()).digest()
        ref = "A-" + "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:_LENGTH])
        if not db.execute("SELECT 1 FROM refs WHERE ref = ?", [ref]).fetchone():
            db.execute("INSERT INTO refs (ref, key) VALUES (?, ?)", [ref, key])
            return ref
    raise AssertionError  # pragma: no cover - count() does not end


def surface_of(note: Note) -> str:
    """The word for a note's type in the table."""
    return _SURFACES[type(note)]


def wait(db: Database, note: Note, ref: str, text: str, reason: str | None) -> None:
    """Put a note in the queue, or say anew why it still waits there."""
    db.execute(
        f"""INSERT INTO notes (ref, key, audience, surface, kind, client, state, reason, text)
        VALUES (?, ?, ?, ?, ?, ?, '{WAITING}', ?, ?)
        ON CONFLICT (key) DO UPDATE SET state = '{WAITING}', reason = excluded.reason, text = excluded.text
            WHERE state IN ('{WAITING}', '{WITHDRAWN}', '{HELD}')""",  # noqa: S608 - constants
        [ref, note.key, note.audience.value, surface_of(note), note.kind, note.client, reason, text],
    )


def withdraw(db: Database, keys: Iterable[str]) -> None:
    """What waited or was held is no longer wanted."""
    for key in keys:
        db.execute(
            f"UPDATE notes SET state = '{WITHDRAWN}' WHERE key = ? AND state IN ('{WAITING}', '{HELD}')",  # noqa: S608
            [key],
        )


def claim(
    db: Database,
    key: str,
    *,
    project_gid: str,
    place_gid: str | None,
    asana_time: datetime | None,
    now: datetime,
    run: str,
) -> None:
    """About to be sent: committed before a byte leaves."""
    db.execute(
        f"""UPDATE notes SET state = '{CLAIMED}', reason = NULL, project_gid = ?, place_gid = ?, attempts = attempts + 1,
            claimed_at = ?, claim_run = ?, decided_at = ? WHERE key = ?""",  # noqa: S608
        [project_gid, place_gid, instant(asana_time), run, instant(now), key],
    )


def confirm(
    db: Database, key: str, *, place_gid: str, story_gid: str | None, sent: dict[str, Any], at: datetime | None
) -> None:
    """It stands in Asana under this gid."""
    db.execute(
        f"""UPDATE notes SET state = '{WRITTEN}', reason = NULL, place_gid = ?, story_gid = ?, sent = ?,
            written_at = coalesce(?, decided_at) WHERE key = ?""",  # noqa: S608
        [place_gid, story_gid, json.dumps(sent, ensure_ascii=False), instant(at), key],
    )
    db.execute("UPDATE cases SET task_gid = ? WHERE task_key = ?", [place_gid, key])


def edited(db: Database, key: str, *, text: str, sent: dict[str, Any], at: datetime | None) -> None:
    """What stands there was changed to this."""
    db.execute(
        "UPDATE notes SET text = ?, sent = ?, reason = NULL, edited_at = coalesce(?, edited_at) WHERE key = ?",
        [text, json.dumps(sent, ensure_ascii=False), instant(at), key],
    )


def keep_value(db: Database, note: ClientField, *, sent: dict[str, Any], at: datetime | None, now: datetime) -> None:
    """The field holds this value; unlike a text it could have been written twice, so nothing was claimed."""
    db.execute(
        f"""UPDATE notes SET state = '{WRITTEN}', reason = NULL, project_gid = ?, place_gid = ?, text = ?, sent = ?,
            decided_at = ?, written_at = coalesce(?, written_at) WHERE key = ?""",  # noqa: S608
        [
            note.project_gid,
            note.task_gid,
            note.text.plain,
            json.dumps(sent, ensure_ascii=False),
            instant(now),
            instant(at),
            note.key,
        ],
    )


def release(db: Database, key: str, reason: str) -> None:
    """Certainly not written: back in the queue."""
    db.execute(f"UPDATE notes SET state = '{WAITING}', reason = ? WHERE key = ?", [reason, key])  # noqa: S608


def hold(db: Database, key: str, reason: str, *, why: str = "words") -> None:
    """Not written. `why` is readers (looked at again each time), words, or rejected (until its text changes or `retry`)."""
    sent = json.dumps({"held": why})
    db.execute(f"UPDATE notes SET state = '{HELD}', reason = ?, sent = ? WHERE key = ?", [reason, sent, key])  # noqa: S608


def refuse_edit(db: Database, key: str, text: str, reason: str) -> None:
    """Asana refused to change a written note to this; it is not asked again until the text differs or `retry`."""
    db.execute(
        "UPDATE notes SET reason = ?, sent = json_set(sent, '$.refused', ?) WHERE key = ?",
        [reason, text, key],
    )


def retry(db: Database, ref: str) -> bool:
    """Release a held note, or a held edit of one; False where none is held under this reference."""
    sql = f"UPDATE notes SET state = '{WAITING}', sent = NULL WHERE ref = ? AND state = '{HELD}'"  # noqa: S608
    if db.execute(sql, [ref.upper()]).rowcount:
        return True
    sql = f"""UPDATE notes SET reason = NULL, sent = json_remove(sent, '$.refused')
        WHERE ref = ? AND state = '{WRITTEN}' AND reason IS NOT NULL"""  # noqa: S608
    return bool(db.execute(sql, [ref.upper()]).rowcount)


def gone(db: Database, key: str) -> None:
    """A person deleted or moved it: it is not written again under this key."""
    db.execute(f"UPDATE notes SET state = '{GONE}', reason = NULL WHERE key = ?", [key])  # noqa: S608


def say_reason(db: Database, key: str, reason: str | None) -> None:
    """Why an edit of a written note has not happened."""
    db.execute("UPDATE notes SET reason = ? WHERE key = ?", [reason, key])
