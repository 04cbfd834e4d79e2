"""Erasing what is stored of a person or a client. What remains is a hash, so that the letter is not read in again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from syncd.store.codec import instant

ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was (or would be) erased, and what of it stands elsewhere: notes in Asana by their gids."""

    letters: tuple[str, ...]
    notes_in_asana: tuple[str, ...]
    client: str | None


def find(db: Database, who: str, clients: tuple[str, ...]) -> Erasure:
    """What `forget` would erase: `who` is a client's name or an address (letters from it, to it and in copy)."""
    client = next((name for name in clients if name.casefold() == who.casefold()), None)
    if client is not None:
        rows = db.execute("SELECT identity FROM letters WHERE client = ?", [client]).fetchall()
        notes = db.execute(
            "SELECT coalesce(story_gid, place_gid) FROM notes WHERE client = ? AND state = 'written'", [client]
        )
    else:
        rows = db.execute(_OF_ADDRESS, {"address": who.casefold()}).fetchall()
        found = json.dumps([identity for (identity,) in rows])
        notes = db.execute(_NOTES_ABOUT, [found])
    gids = tuple(str(gid) for (gid,) in notes.fetchall() if gid)
    return Erasure(tuple(str(identity) for (identity,) in rows), gids, client)


def find_before(db: Database, moment: datetime) -> Erasure:
    """Letters whose whole thread was over by then; not those that an approval rests on, nor of a case that is open."""
    found = db.execute(_OLD, {"before": instant(moment), "erased": ERASED}).fetchall()
    notes = db.execute(_NOTES_ABOUT, [json.dumps([identity for (identity,) in found])])
    gids = tuple(str(gid) for (gid,) in notes.fetchall() if gid)
    return Erasure(tuple(str(identity) for (identity,) in found), gids, None)


_OLD = """
SELECT identity FROM letters WHERE received_at < :before AND kind IS NOT :erased AND (thread IS NULL OR thread IN (
    SELECT thread FROM letters WHERE thread IS NOT NULL GROUP BY thread HAVING max(received_at) < :before
    EXCEPT SELECT thread FROM cases WHERE state != 'closed' AND thread IS NOT NULL
    EXCEPT SELECT thread FROM letters JOIN approvals USING (identity) WHERE thread IS NOT NULL
))"""
_OF_ADDRESS = """
SELECT identity FROM letters WHERE lower(from_address) = :address OR EXISTS (
    SELECT 1 FROM json_each(json_extract(envelope, '$.to')) p WHERE lower(json_extract(p.value, '$.addr_spec')) = :address
) OR EXISTS (
    SELECT 1 FROM json_each(json_extract(envelope, '$.cc')) p WHERE lower(json_extract(p.value, '$.addr_spec')) = :address
)"""
_MESSAGE_IDS = "SELECT message_id FROM letters WHERE identity IN (SELECT value FROM json_each(?))"
_NOTES_ABOUT = """
SELECT DISTINCT coalesce(n.story_gid, n.place_gid) FROM notes n, json_each(?) l
WHERE n.state = 'written' AND instr(n.key, l.value)"""


def erase(db: Database, found: Erasure, now: datetime) -> None:
    """Erase it from the database's file too; the notes' keys stay, for they are the memory of having written."""
    identities = json.dumps(found.letters)
    with db.atomic():
        for identity in found.letters:
            digest = hashlib.sha256(identity.encode()).hexdigest()
            db.execute("INSERT OR IGNORE INTO erased (hash, what, at) VALUES (?, 'letter', ?)", [digest, instant(now)])
        for table in ("cases", "edits"):  # they name the letter by its Message-ID, which is about to go
            db.execute(f"DELETE FROM {table} WHERE message_id IN ({_MESSAGE_IDS})", [identities])  # noqa: S608 - ours
        db.execute(_BLANK, [identities])
        for table in ("approvals", "evidence", "spreadsheets"):
            db.execute(f"DELETE FROM {table} WHERE identity IN (SELECT value FROM json_each(?))", [identities])  # noqa: S608
        db.execute(
            "UPDATE notes SET text = '', sent = NULL WHERE key IN (SELECT n.key FROM notes n, json_each(?) l WHERE instr(n.key, l.value))",
            [identities],
        )
        if found.client is not None:
            for table in ("cases", "approvals", "money_gates", "edits"):
                db.execute(f"DELETE FROM {table} WHERE client = ?", [found.client])  # noqa: S608 - names are ours
            db.execute("UPDATE notes SET text = '', sent = NULL WHERE client = ?", [found.client])
    db.execute("PRAGMA secure_delete = ON")
    db.vacuum()
    for table in ("letters", "asana_stories"):  # erased words leave the index, and VACUUM may have renumbered the rows
        db.table(table).rebuild_fts()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


_BLANK = f"""
UPDATE letters SET message_id = NULL, subject = NULL, from_address = NULL, from_name = NULL, sent_at = NULL, client = NULL,
    thread = NULL, side = 'nobody', kind = '{ERASED}', needs_reply = NULL, verdict = NULL, about = NULL, version = NULL,
    quote = NULL, why = NULL, new_text = NULL, unreadable = NULL, message = NULL, reading = NULL, read_in_context = NULL,
    sender = NULL, clients_named = '[]', links = '[]', candidates = '[]', raw = NULL, link = NULL, envelope = NULL
WHERE identity IN (SELECT value FROM json_each(?))"""  # noqa: S608 - a constant
