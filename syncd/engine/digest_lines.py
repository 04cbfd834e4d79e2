"""What a manager's digest tells beyond the clients' cases: letters that are nobody's, ambiguous or unreadable."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from syncd.domain.agency import Language, Manager
from syncd.domain.client import DigestLine
from syncd.engine.views import World
from syncd.store.codec import instant

SHOWN_FOR = timedelta(days=7)
ONE_DAY = timedelta(days=1)

_WORDS = {
    Language.RU: {
        "ambiguous": "Письмо подходит нескольким клиентам: {who}, {when}. Клиенты: {candidates}",
        "unreadable": "Письмо не удалось прочитать, откройте его в почте: {who}, {when}",
        "impostor": "Адрес похож на знакомый, но это не он: {who}, {when}. Согласования с него не принимаются",
        "folder": "В папке «{folder}» ящика «{mailbox}» лежат письма клиентов ({count}), эта папка не читается",
        "stranger": "Письмо от человека, который ни к какому клиенту не относится: {who}, {when}",
        "unknown": "неизвестный отправитель",
    },
    Language.EN: {
        "ambiguous": "A letter fits several clients: {who}, {when}. Clients: {candidates}",
        "unreadable": "A letter could not be read, please open it in the mailbox: {who}, {when}",
        "impostor": "The address looks like a known one and is not: {who}, {when}. No approval from it counts",
        "folder": 'Folder "{folder}" of mailbox "{mailbox}" holds letters of clients ({count}); it is not read',
        "stranger": "A letter from somebody who belongs to no client: {who}, {when}",
        "unknown": "unknown sender",
    },
}


def lines_for(world: World, manager: Manager) -> tuple[DigestLine, ...]:
    """Lines for one manager, oldest first: of letters in the manager's own mailboxes."""
    mailboxes = [name for name, user in world.agency.mailbox_owners.items() if user.casefold() in _addresses(manager)]
    words = _WORDS[world.agency.language]
    sql = """SELECT DISTINCT l.identity, l.side, l.unreadable, l.from_address, l.received_at, l.candidates, l.sender
        FROM letters l JOIN sightings s ON s.identity = l.identity
        WHERE s.mailbox = ? AND l.received_at BETWEEN ? AND ? AND l.client IS NULL
            AND (l.side = 'ambiguous' OR l.unreadable IS NOT NULL OR (l.side = 'nobody' AND l.kind = 'person'))
        ORDER BY l.received_at"""
    lines = []
    for mailbox in mailboxes:
        for identity, side, unreadable, sender, received_at, candidates, proof in world.db.execute(
            sql, [mailbox, instant(world.now - SHOWN_FOR), instant(world.now)]
        ).fetchall():
            at = datetime.fromisoformat(received_at)
            shown = at.astimezone(world.agency.timezone).strftime("%d.%m %H:%M")
            text = words[_kind(side, unreadable, proof)].format(
                who=sender or words["unknown"], when=shown, candidates=", ".join(_names(candidates))
            )
            lines.append(DigestLine(f"letter:{identity}", text, at))
        lines += _unread_folders(world, mailbox, words["folder"])
    return tuple(lines)


def _unread_folders(world: World, mailbox: str, words: str) -> Iterator[DigestLine]:
    """Told once each time there are more of them."""
    sql = """SELECT folder, client_letters, client_letters_at FROM folders
        WHERE mailbox = ? AND read = 0 AND client_letters > 0 AND client_letters_at > ?"""
    for folder, count, found_at in world.db.execute(sql, [mailbox, instant(world.now - SHOWN_FOR)]).fetchall():
        at = min(datetime.fromisoformat(found_at), world.now)
        text = words.format(folder=folder, mailbox=mailbox, count=count)
        yield DigestLine(f"folder:{mailbox}:{folder}:{count}", text, at, until=world.calendar.local_date(at + ONE_DAY))


def _kind(side: str, unreadable: str | None, proof: str | None) -> str:
    if unreadable:
        return "unreadable"
    if side == "ambiguous":
        return "ambiguous"
    return "impostor" if proof and json.loads(proof)["warnings"] else "stranger"


def _addresses(manager: Manager) -> set[str]:
    return {email.casefold() for email in manager.emails}


def _names(candidates: str) -> list[str]:
    return [str(name) for name in json.loads(candidates or "[]")]
