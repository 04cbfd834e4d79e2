"""When the config names other people: whose letters are whose is found anew, and the mailboxes are read once more.

A client added later gets its letters of the past from the mailboxes, since of nobody's letters nothing was kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import structlog
from sqlite_utils import Database

from syncd.domain.agency import Agency
from syncd.domain.mail.whose import authors, clients_named, whose
from syncd.store import letters, sources
from syncd.store.codec import to_json

log = structlog.get_logger()


def reassign(db: Database, agency: Agency, mailboxes: Iterable[str]) -> bool:
    """True where the people of the config have changed since the last time, and everything was looked at again."""
    people = _people(agency)
    with db.atomic():
        before = sources.cursor(db, PEOPLE)
        if before == people:
            return False
        sources.save_cursor(db, PEOPLE, people)
        if before is None:
            return False
        for identity, message in letters.whole_messages(db):
            owner = whose(authors(message), message.to, message.cc, agency)
            letters.update(
                db,
                identity,
                client=owner.client,
                side=owner.side.value,
                candidates=json.dumps(owner.candidates, ensure_ascii=False),
                clients_named=json.dumps(clients_named(message, agency), ensure_ascii=False),
                reading=None,
            )
        for name in mailboxes:
            sources.save_cursor(db, name, None)
    log.info("letters.reassigned")
    return True


PEOPLE = "config:people"
"""The name under which the sources' table keeps whom the config named last."""


def _people(agency: Agency) -> str:
    clients = [(c.name, c.domains, tuple(p.email for p in c.representatives)) for c in agency.clients]
    managers = [manager.emails for manager in agency.managers]
    return hashlib.sha256(to_json((agency.domains, clients, managers)).encode()).hexdigest()
