"""Folders that are not read, looked through for clients' letters once a day: an unseen folder must not be a silent one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from connectors.imap.folders import Folder
from connectors.imap.listing import imap_date, uids_of
from connectors.imap.session import Session

NEVER_HELD = frozenset({"drafts", "trash"})  # what is unsent or thrown away is nobody's loss
_SEARCHABLE = re.compile(r"[A-Za-z0-9@._+-]+")
_LINE_CHARS = 6000


def letters_of(session: Session, folders: Iterable[Folder], senders: Iterable[str], since: date) -> dict[Folder, int]:
    """How many letters of these senders (addresses or domains) each folder holds; one round trip for all folders."""
    keys = list(_search_keys(senders))
    wanted = [folder for folder in folders if folder.role not in NEVER_HELD]
    if not keys or not wanted:
        return {}
    commands: list[bytes] = []
    for folder in wanted:
        commands.append(session.examine(folder.raw))
        commands += [b"UID SEARCH SINCE %s %s" % (imap_date(since), key) for key in keys]
    answers = session.run_all(commands)
    size = len(keys) + 1
    counted: dict[Folder, int] = {}
    for number, folder in enumerate(wanted):
        opened, *searched = answers[number * size : (number + 1) * size]
        if opened.ok:
            counted[folder] = len({uid for answer in searched if answer.ok for uid in uids_of(answer)})
    return counted


def _search_keys(senders: Iterable[str]) -> Iterator[bytes]:
    """`OR FROM "a" OR FROM "b" FROM "c"`, in as many pieces as command lines may be long (RFC 7162, section 4)."""
    terms = [f'FROM "{ascii_form}"' for sender in senders if (ascii_form := _in_ascii(sender))]
    start = 0
    while start < len(terms):
        taken = _fitting(terms[start:])
        yield (" ".join(f"OR {term}" for term in taken[:-1]) + " " + taken[-1]).strip().encode("ascii")
        start += len(taken)


def _fitting(terms: Sequence[str]) -> Sequence[str]:
    size = 0
    for number, term in enumerate(terms):
        size += len(term) + 4
        if size > _LINE_CHARS and number:
            return terms[:number]
    return terms


def _in_ascii(sender: str) -> str:
    """Headers hold domains in their ASCII form; what cannot be written so cannot be searched for."""
    local, at, domain = sender.rpartition("@")
    try:
        ascii_form = f"{local}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return ""
    return ascii_form if _SEARCHABLE.fullmatch(ascii_form) else ""
