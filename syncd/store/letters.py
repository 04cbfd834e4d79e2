"""Letters and where they were seen. One letter is one row, in however many mailboxes and folders it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from syncd.domain.language.reading import Reading
from syncd.domain.letter import Letter, SenderCheck, SenderLevel, Side
from syncd.domain.mail.invitation import Invitation, find_invitation
from syncd.domain.mail.message import Address, Attachment, FolderState, Message, Sighting
from syncd.domain.mail.thread import ThreadLink
from syncd.store.codec import from_json, instant, moment, pack, to_json, unpack

_NOT_READ = Reading(new_text="")
_UNVERIFIED = SenderCheck(SenderLevel.UNVERIFIED, "")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a letter stands among the others."""

    link: ThreadLink
    thread: str | None
    client: str | None
    side: Side
    is_read: bool
    is_recognised: bool  # as a machine's or a person's


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A letter's parsed message as kept for reading it again."""

    identity: str
    message: Message
    client: str | None
    side: Side
    received_at: datetime
    read_in_context: str | None
    is_read: bool
    new_text: str | None


def knows(db: Database, identity: str) -> bool:
    """Whether this letter is kept already."""
    return db.execute("SELECT 1 FROM letters WHERE identity = ?", [identity]).fetchone() is not None


def is_erased(db: Database, identity: str) -> bool:
    """Whether this letter was forgotten at somebody's wish: it stays so, wherever it is seen again."""
    return db.execute("SELECT 1 FROM letters WHERE identity = ? AND kind = 'erased'", [identity]).fetchone() is not None


@dataclass(frozen=True, slots=True)
class Envelope:
    """What of a message the decisions need beside its reading; small, for it is read often."""

    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    in_reply_to: str | None
    references: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    bounced_message_id: str | None
    bounced_recipients: tuple[str, ...] = ()
    invitation: Invitation | None = None


_NO_ENVELOPE = Envelope((), (), None, (), (), None)
_NEXT_REVISION = "(SELECT coalesce(max(revision), 0) + 1 FROM letters)"


def insert(db: Database, row: dict[str, Any]) -> None:
    """A new letter; one that is there already stays as it is."""
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    db.execute(f"INSERT OR IGNORE INTO letters ({names}, revision) VALUES ({values}, {_NEXT_REVISION})", row)  # noqa: S608


def new_row(identity: str, message: Message, received_at: datetime) -> dict[str, Any]:
    """The columns that come from the message alone."""
    author = message.from_[0] if message.from_ else Address("", "")
    return {
        "identity": identity,
        "message_id": message.message_id,
        "subject": message.subject,
        "from_address": author.addr_spec,
        "from_name": author.display_name,
        "received_at": instant(received_at),
        "sent_at": instant(message.date),
        "message": pack(message),
        "envelope": envelope_json(message, {}),
    }


def envelope_json(message: Message, hashes: Mapping[str, str]) -> str:
    """The envelope for its column; `hashes` are SHA-256 of files by section number, where their content is known."""
    report = message.delivery_report
    failed = report if report and report.action == "failed" else None
    envelope = Envelope(
        message.to,
        message.cc,
        message.in_reply_to,
        message.references,
        tuple(replace(each, sha256=hashes.get(each.section or "", each.sha256)) for each in message.attachments),
        failed.original_message_id if failed else None,
        failed.recipients if failed else (),
        find_invitation(message.calendar_text),
    )
    return to_json(envelope)


def see(db: Database, identity: str, sighting: Sighting) -> bool:
    """Note where a letter stands; False if that place was known."""
    done = db.execute(
        "INSERT OR IGNORE INTO sightings (mailbox, folder, uidvalidity, uid, identity, internal_date, size)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            sighting.mailbox,
            sighting.folder,
            sighting.uidvalidity,
            sighting.uid,
            identity,
            instant(sighting.internal_date),
            sighting.size,
        ],
    )
    return done.rowcount > 0


def internal_dates(db: Database, identity: str) -> list[datetime]:
    """When the servers received each copy."""
    found = db.execute("SELECT internal_date FROM sightings WHERE identity = ?", [identity]).fetchall()
    return [datetime.fromisoformat(text) for (text,) in found]


def update(db: Database, identity: str, **columns: Any) -> None:
    """Set columns of one letter."""
    names = ", ".join(f"{name} = :{name}" for name in columns)
    sql = f"UPDATE letters SET {names}, revision = {_NEXT_REVISION} WHERE identity = :identity"  # noqa: S608
    db.execute(sql, {**columns, "identity": identity})


def save_folder(db: Database, state: FolderState, now: datetime) -> None:
    """What is known of a folder now; clients' letters in an unread one keep the moment at which they became more."""
    db.execute(
        """INSERT INTO folders (mailbox, folder, role, read, uidvalidity, messages, unaccounted, client_letters,
            client_letters_at, problem) VALUES (:mailbox, :folder, :role, :read, :uidvalidity, :messages, :unaccounted,
            :client_letters, CASE WHEN :client_letters > 0 THEN :now END, :problem)
        ON CONFLICT (mailbox, folder) DO UPDATE SET role = excluded.role, read = excluded.read,
            uidvalidity = excluded.uidvalidity, messages = excluded.messages, unaccounted = excluded.unaccounted,
            client_letters_at = CASE WHEN excluded.client_letters > client_letters THEN :now ELSE client_letters_at END,
            client_letters = excluded.client_letters, problem = excluded.problem""",
        {
            "mailbox": state.mailbox,
            "folder": state.folder,
            "role": state.role,
            "read": int(state.read),
            "uidvalidity": state.uidvalidity,
            "messages": state.messages,
            "unaccounted": json.dumps(state.uids_unaccounted),
            "client_letters": state.client_letters,
            "problem": state.problem,
            "now": instant(now),
        },
    )


def concerned(db: Database) -> set[str]:
    """Clients in whose letters something is new: their own unread letters, and strangers' that refer to theirs."""
    new = db.execute("SELECT client, link FROM letters WHERE reading IS NULL AND link IS NOT NULL").fetchall()
    clients = {str(client) for client, _ in new if client}
    referred = [ids for client, link in new if not client for ids in _referred(from_json(link, ThreadLink))]
    sql = "SELECT DISTINCT client FROM letters WHERE client IS NOT NULL AND message_id IN (SELECT value FROM json_each(?))"
    return clients | {str(client) for (client,) in db.execute(sql, [json.dumps(referred)]).fetchall()}


def _referred(link: ThreadLink) -> tuple[str, ...]:
    return tuple(filter(None, (link.in_reply_to, *link.references, *link.quoted_message_ids)))


def placed(db: Database, clients: Iterable[str]) -> list[Placed]:
    """The letters of these clients, and those that are no client's yet: all that can be in one thread with a new one."""
    sql = """SELECT link, thread, client, side, reading IS NOT NULL, kind IS NOT NULL, received_at FROM letters
        WHERE link IS NOT NULL AND (client IS NULL OR client IN (SELECT value FROM json_each(?)))"""
    return [
        Placed(
            replace(from_json(link, ThreadLink), received_at=datetime.fromisoformat(at)),
            thread,
            client,
            Side(side),
            bool(is_read),
            bool(is_recognised),
        )
        for link, thread, client, side, is_read, is_recognised, at in db.execute(
            sql, [json.dumps(sorted(clients))]
        ).fetchall()
    ]


def whole_messages(db: Database) -> Iterator[tuple[str, Message]]:
    """Every letter whose message is kept; for when whose letters are whose has to be found anew."""
    for (identity,) in db.execute("SELECT identity FROM letters WHERE message IS NOT NULL").fetchall():
        yield (
            identity,
            unpack(db.execute("SELECT message FROM letters WHERE identity = ?", [identity]).fetchone()[0], Message),
        )


def forget_readings(db: Database) -> None:
    """What was read in letters whose message is kept is to be read anew."""
    db.execute(f"UPDATE letters SET reading = NULL, revision = {_NEXT_REVISION} WHERE message IS NOT NULL")  # noqa: S608


def is_bare(db: Database, identity: str) -> bool:
    """Whether of this letter only is left that it was seen, because it was nobody's."""
    sql = "SELECT 1 FROM letters WHERE identity = ? AND client IS NULL AND message IS NULL AND unreadable IS NULL AND kind != 'erased'"
    return db.execute(sql, [identity]).fetchone() is not None


def drop(db: Database, identity: str) -> None:
    """Make room for the same letter, seen whole again."""
    db.execute("DELETE FROM letters WHERE identity = ?", [identity])


def messages(db: Database, thread: str) -> list[StoredMessage]:
    """The letters of a thread whose messages are kept, oldest first."""
    sql = """SELECT identity, message, client, side, received_at, read_in_context, reading IS NOT NULL, new_text
        FROM letters WHERE thread = ? AND message IS NOT NULL ORDER BY received_at, identity"""
    return [
        StoredMessage(
            identity,
            unpack(blob, Message),
            client,
            Side(side),
            datetime.fromisoformat(at),
            context,
            bool(is_read),
            text,
        )
        for identity, blob, client, side, at, context, is_read, text in db.execute(sql, [thread]).fetchall()
    ]


def mark_unread(db: Database, identity: str, reason: str) -> None:
    """Its text could not be understood: shown as unread, and not tried again until it stands in a new light."""
    update(db, identity, unreadable=reason, kind="unreadable", reading=to_json(_NOT_READ))


def save_reading(db: Database, identity: str, reading: Reading, *, context: str) -> None:
    """What was read in a letter, `context` naming the letter it was read as an answer to."""
    verdict = reading.verdict
    update(
        db,
        identity,
        **recognised(reading),
        reading=to_json(reading),
        read_in_context=context,
        about=verdict.about.value if verdict.about else None,
        version=verdict.version,
        quote=verdict.quote,
        why=verdict.why,
        new_text=reading.new_text,
    )


def recognised(reading: Reading) -> dict[str, Any]:
    """The columns that a letter of nobody's keeps of its reading."""
    return {
        "kind": reading.machine.value if reading.machine else "person",
        "needs_reply": int(reading.needs_reply),
        "verdict": reading.verdict.kind.value,
    }


def letters_of(db: Database, client: str) -> tuple[Letter, ...]:
    """All letters of a client, oldest first."""
    sql = f"""SELECT {_COLUMNS}, (SELECT json_group_array(DISTINCT mailbox) FROM sightings s
            WHERE s.identity = letters.identity) AS mailboxes
        FROM letters WHERE client = ? AND side IN ('ours', 'client', 'stranger') ORDER BY received_at, identity"""  # noqa: S608
    return tuple(_letter(row) for row in db.query(sql, [client]))


def revisions(db: Database) -> dict[str, tuple[int, int]]:
    """By client: how many letters, and the newest revision among them. Equal says that no letter has changed."""
    sql = "SELECT client, count(*), max(revision) FROM letters WHERE client IS NOT NULL GROUP BY client"
    return {client: (count, revision) for client, count, revision in db.execute(sql).fetchall()}


_COLUMNS = """identity, message_id, thread, client, side, received_at, sent_at, subject, from_name, from_address, reading,
    sender, unreadable, links, clients_named, envelope"""


def _letter(row: dict[str, Any]) -> Letter:
    envelope = from_json(row["envelope"], Envelope) if row["envelope"] else _NO_ENVELOPE
    return Letter(
        identity=row["identity"],
        message_id=row["message_id"] or "",
        thread=row["thread"] or row["identity"],
        client=row["client"],
        side=Side(row["side"]),
        received_at=datetime.fromisoformat(row["received_at"]),
        sent_at=moment(row["sent_at"]),
        subject=row["subject"] or "",
        from_=Address(row["from_name"] or "", row["from_address"] or ""),
        to=envelope.to,
        cc=envelope.cc,
        reading=from_json(row["reading"], Reading) if row["reading"] else _NOT_READ,
        sender=from_json(row["sender"], SenderCheck) if row["sender"] else _UNVERIFIED,
        in_reply_to=envelope.in_reply_to,
        references=envelope.references,
        attachments=envelope.attachments,
        mailboxes=tuple(sorted(json.loads(row["mailboxes"] or "[]"))),
        unreadable=row["unreadable"],
        bounced_message_id=envelope.bounced_message_id,
        bounced_recipients=envelope.bounced_recipients,
        invitation=envelope.invitation,
        links=tuple(json.loads(row["links"])),
        clients_named=tuple(json.loads(row["clients_named"])),
    )


def forget_nobodys(db: Database) -> int:
    """Of letters that are no client's, leave only that they were seen, and by whom written."""
    done = db.execute(
        """UPDATE letters SET message = NULL, subject = NULL, new_text = NULL, reading = NULL, quote = NULL, why = NULL,
            from_name = NULL, raw = NULL, link = NULL, envelope = NULL, links = '[]'
        WHERE client IS NULL AND side IN ('nobody', 'ours', 'ambiguous') AND message IS NOT NULL AND kind IS NOT NULL"""
    )
    return done.rowcount


def counts(db: Database, identities: Iterable[str]) -> dict[str, int]:
    """Letters by kind, for people: machine kinds, unreadable, else whose letter it is."""
    found: dict[str, int] = {}
    for identity in identities:
        row = db.execute("SELECT kind, side, unreadable FROM letters WHERE identity = ?", [identity]).fetchone()
        if row is None:  # news of Asana, not a letter
            continue
        kind, side, unreadable = row
        word = "unreadable" if unreadable else kind if kind not in (None, "person") else side
        found[word] = found.get(word, 0) + 1
    return dict(sorted(found.items()))
