"""Facts into the database, in one transaction with the cursor that brought them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from syncd.domain.agency import Agency
from syncd.domain.language.read import recognise
from syncd.domain.letter import SenderCheck, SenderLevel, Side
from syncd.domain.mail.files import documents
from syncd.domain.mail.identity import letter_identity, receipt_time
from syncd.domain.mail.message import FolderState, MailFact, Message, SeenMessage, Unreadable
from syncd.domain.mail.new_text import extract
from syncd.domain.mail.sender import check_sender
from syncd.domain.mail.whose import Whose, address_book, authors, clients_named, impostor, whose
from syncd.domain.mail.workbook import read_spreadsheet
from syncd.domain.source import Batch
from syncd.engine.links import asana_links, thread_link
from syncd.store import evidence, letters, sources, spreadsheets
from syncd.store.codec import from_json, instant, to_json

_LEVELS = (SenderLevel.FAILED, SenderLevel.UNVERIFIED, SenderLevel.WEAK, SenderLevel.STRONG)

Trusted = Mapping[str, tuple[str, ...]]
"""By mailbox: whose Authentication-Results are believed."""


def absorb_mail(
    db: Database, name: str, batch: Batch[MailFact], agency: Agency, trusted: Trusted, now: datetime
) -> list[str]:
    """Keep a batch and its cursor; returns the identities of letters not known before."""
    new: list[str] = []
    with db.atomic():
        for fact in batch.facts:
            if isinstance(fact, FolderState):
                letters.save_folder(db, fact, now)
            elif isinstance(fact.message, Unreadable):
                new += _absorb_unreadable(db, fact, fact.message, agency)
            else:
                new += _absorb_message(db, fact, fact.message, agency, trusted[fact.sighting.mailbox], now)
        sources.save_cursor(db, name, batch.cursor)
    return new


def _absorb_message(
    db: Database, fact: SeenMessage, message: Message, agency: Agency, trusted: tuple[str, ...], now: datetime
) -> list[str]:
    identity = letter_identity(message)
    check = check_sender(message, trusted)
    row = _row(identity, message, fact, agency, check)
    if row["client"] and letters.is_bare(db, identity):  # seen when it was nobody's; its client was named since
        letters.drop(db, identity)
    is_new = not letters.knows(db, identity)
    if is_new:
        letters.insert(db, row)
    letters.see(db, identity, fact.sighting)
    if not letters.is_erased(db, identity):
        _refresh(db, identity, message, check, fact.raw)
        evidence.keep(db, identity, fact.dkim, now)
    return [identity] if is_new else []


def _warned(check: SenderCheck, message: Message, agency: Agency) -> SenderCheck:
    """The proof of an unknown sender, with a warning where the address looks like a known person's."""
    book = address_book(agency)
    warnings = [found for author in message.from_ if (found := impostor(author, book))]
    return replace(check, warnings=(*check.warnings, *warnings))


def _row(identity: str, message: Message, fact: SeenMessage, agency: Agency, check: SenderCheck) -> dict[str, Any]:
    owner = whose(authors(message), message.to, message.cc, agency)
    gmail = f"{fact.sighting.mailbox}:{fact.gmail_thread}" if fact.gmail_thread else None
    taken = fact.taken or extract(message)
    link = thread_link(identity, message, taken.quoted_text, received_at=fact.sighting.internal_date, gmail=gmail)
    read = letters.recognised(recognise(message, taken)) if owner.client is None else {}
    return (
        read
        | letters.new_row(identity, message, fact.sighting.internal_date)
        | {
            "client": owner.client,
            "side": owner.side.value,
            "candidates": json.dumps(owner.candidates, ensure_ascii=False),
            "sender": to_json(_warned(check, message, agency) if owner.side is Side.NOBODY else check),
            "clients_named": json.dumps(clients_named(message, agency), ensure_ascii=False),
            "links": json.dumps(asana_links(message)),
            "link": to_json(link),
            "unreadable": f"encrypted ({message.encrypted})"
            if message.encrypted and not message.text and not message.html
            else None,
        }
    )


def _refresh(db: Database, identity: str, message: Message, check: SenderCheck, raw: bytes | None) -> None:
    """What another copy of the letter may better: its receipt time, the proof of the sender, the raw bytes."""
    columns: dict[str, Any] = {"received_at": instant(receipt_time(message, letters.internal_dates(db, identity)))}
    stored = db.execute("SELECT sender, raw IS NULL FROM letters WHERE identity = ?", [identity]).fetchone()
    if stored[0] and _LEVELS.index(check.level) > _LEVELS.index(from_json(stored[0], SenderCheck).level):
        columns["sender"] = to_json(check)
    if raw is not None and stored[1]:
        columns |= {"raw": raw, "raw_sha256": hashlib.sha256(raw).hexdigest()}
        columns["envelope"] = letters.envelope_json(message, _keep_documents(db, identity, raw))
    letters.update(db, identity, **columns)


def _keep_documents(db: Database, identity: str, raw: bytes) -> dict[str, str]:
    """SHA-256 of each document by its section; what stands in a spreadsheet is kept for comparing."""
    hashes = {}
    for document in documents(raw):
        hashes[document.section] = sha256 = document.sha256
        if spreadsheet := read_spreadsheet(document.filename, document.content):
            spreadsheets.keep(db, identity, sha256, spreadsheet)
    return hashes


def _absorb_unreadable(db: Database, fact: SeenMessage, found: Unreadable, agency: Agency) -> list[str]:
    sighting, raw = fact.sighting, fact.raw or b""
    place = f"{sighting.mailbox}/{sighting.folder}/{sighting.uidvalidity}/{sighting.uid}"
    digest = hashlib.sha256(raw)
    identity = f"unreadable-{digest.hexdigest()[:32] if raw else hashlib.sha256(place.encode()).hexdigest()[:32]}"
    is_new = not letters.knows(db, identity)
    owner = whose((found.from_,), (), (), agency) if found.from_ else Whose(Side.NOBODY, None)
    if is_new:
        letters.insert(
            db,
            {
                "identity": identity,
                "message_id": found.message_id,
                "subject": found.subject,
                "from_address": found.from_.addr_spec if found.from_ else None,
                "from_name": found.from_.display_name if found.from_ else None,
                "received_at": instant(sighting.internal_date),
                "sent_at": instant(found.date),
                "client": owner.client,
                "side": owner.side.value,
                "thread": identity,
                "kind": "unreadable",
                "unreadable": found.reason,
                "raw": raw,
                "raw_sha256": digest.hexdigest(),
            },
        )
    letters.see(db, identity, sighting)
    return [identity] if is_new else []
