"""Which uids of which folders are to be fetched: what a folder lists within the history, less what is accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from connectors.imap.answer import Answer, Garbled, take_apart
from connectors.imap.cursor import FolderCursor, Listing
from connectors.imap.folders import Folder
from connectors.imap.session import Session
from connectors.imap.survey import Status
from connectors.imap.uids import from_sequence_set

RESETS_A_DAY = 3  # a UIDVALIDITY that changes more often says nothing; such a folder is read by date
BY_DATE = timedelta(days=2)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UIDVALIDITY = re.compile(rb"OK \[UIDVALIDITY (\d+)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done with one folder: fetch `uids`, then remember `status`.

    `reset` says that its uids were given out anew; `late` are those of `uids` that an earlier pass should have seen.
    """

    folder: Folder
    status: Status
    uids: tuple[int, ...] = ()
    reset: bool = False
    late: tuple[int, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """How one folder is to be listed: since when, from which uid on (None: every one), and whether missed uids are looked for."""

    folder: Folder
    status: Status
    known: FolderCursor
    since: date
    first_uid: int | None = None
    finds_late: bool = False


def question(
    folder: Folder, status: Status, known: FolderCursor | None, *, today: date, history: timedelta, listing: Listing
) -> Question | None:
    """How to list this folder, or None where its counters say that nothing changed."""
    since = today - history
    if known is None or not known.is_begun:
        return Question(folder, status, FolderCursor(), since)
    uidvalidity = status.uidvalidity or known.uidvalidity  # not every STATUS says it; EXAMINE may
    if uidvalidity != known.uidvalidity or uidvalidity == 0:
        if uidvalidity == known.uidvalidity and listing is Listing.CHANGED and _is_unchanged(status, known):
            return None
        is_unsteady = uidvalidity == 0 or known.resets.count(today.isoformat()) >= RESETS_A_DAY
        return Question(folder, status, known, max(since, today - BY_DATE) if is_unsteady else since)
    if listing is not Listing.CHANGED or known.messages < 0:
        return Question(folder, status, known, since, finds_late=listing is Listing.DAILY and known.messages >= 0)
    if _is_unchanged(status, known):
        return None
    grown = status.uidnext - known.uidnext
    appended_only = status.uidvalidity != 0 and grown > 0 and status.messages - known.messages <= grown
    return Question(folder, status, known, since, known.uidnext if appended_only else None)


def list_uids(session: Session, questions: Sequence[Question]) -> list[Work]:
    """Open and search every folder in question, all in one round trip; whole, where a search from a uid on finds too little."""
    works = _listed(session, questions)
    short = [q for q, work in zip(questions, works, strict=True) if _finds_too_little(q, work)]
    whole = {work.folder: work for work in _listed(session, [replace(q, first_uid=None) for q in short])}
    return [whole.get(work.folder, work) for work in works]


def _listed(session: Session, questions: Sequence[Question]) -> list[Work]:
    commands = [command for q in questions for command in (session.examine(q.folder.raw), _search(session, q))]
    answers = session.run_all(commands)
    return [_work(q, *pair) for q, pair in zip(questions, zip(answers[::2], answers[1::2], strict=True), strict=True)]


def _finds_too_little(q: Question, work: Work) -> bool:
    """Fewer letters than the counters say have come: some servers misread `n:*` (GNU Mailutils finds nothing)."""
    if q.first_uid is None or work.problem is not None:
        return False
    return len(work.uids) < max(1, q.status.messages - q.known.messages)


def _is_unchanged(status: Status, known: FolderCursor) -> bool:
    """A changed modseq alone is looked into as well: one letter may have come and another gone (RFC 7162)."""
    counters = (status.uidnext, status.messages, status.modseq)
    return status.uidnext != 0 and counters == (known.uidnext, known.messages, known.modseq)


def _search(session: Session, q: Question) -> bytes:
    form = b"RETURN (ALL) " if session.has("ESEARCH") else b""
    uids = b"" if q.first_uid is None else b"UID %d:* " % q.first_uid
    return b"UID SEARCH %s%sSINCE %s" % (form, uids, imap_date(q.since))


def imap_date(day: date) -> bytes:
    """As SEARCH wants it (RFC 9051, date), whatever the locale."""
    return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}".encode("ascii")


def _work(q: Question, examined: Answer, searched: Answer) -> Work:
    if not examined.ok:
        return Work(q.folder, q.status, problem=f"cannot be opened: {examined.text}")
    if "READ-WRITE" in examined.text.upper():
        return Work(q.folder, q.status, problem="the server opened it for writing although EXAMINE asked for reading")
    if not searched.ok:
        return Work(q.folder, q.status, problem=f"cannot be listed: {searched.text}")
    if q.status.messages and not any(r.is_a(b"SEARCH") or r.is_a(b"ESEARCH") for r in searched.untagged):
        return Work(q.folder, q.status, problem="the server did not say which letters it holds")
    uidvalidity = uidvalidity_of(examined) or q.status.uidvalidity
    if q.status.uidvalidity not in (0, uidvalidity):
        return Work(q.folder, q.status, problem=f"its UIDVALIDITY changed to {uidvalidity} while it was read")
    reset = q.known.is_begun and (uidvalidity != q.known.uidvalidity or uidvalidity == 0)
    fresh = sorted(uids_of(searched) - (set() if reset else q.known.accounted))
    late = tuple(uid for uid in fresh if uid < q.known.uidnext) if q.finds_late and not reset else ()
    return Work(q.folder, replace(q.status, uidvalidity=uidvalidity), tuple(fresh), reset, late)


def uidvalidity_of(examined: Answer) -> int | None:
    """What EXAMINE said, or None where it said nothing of it."""
    found = (_UIDVALIDITY.match(response.pieces[0]) for response in examined.untagged)
    return next((int(match[1]) for match in found if match), None)


def uids_of(searched: Answer) -> set[int]:
    """The uids of SEARCH (`SEARCH 1 2 3`, perhaps several lines, perhaps with MODSEQ) or ESEARCH (`ALL 1:3`)."""
    uids: set[int] = set()
    for response in searched.untagged:
        if response.is_a(b"SEARCH"):
            uids.update(int(word) for word in response.pieces[0].split()[1:] if word.isdigit())
        elif response.is_a(b"ESEARCH"):
            uids.update(_esearch_all(response.pieces))
    return uids - {0}


def _esearch_all(pieces: tuple[bytes, ...]) -> Iterable[int]:
    try:
        values = take_apart(pieces)
        place = [value.upper() if isinstance(value, bytes) else b"" for value in values].index(b"ALL")
        found = values[place + 1]
        return from_sequence_set(found.decode("ascii")) if isinstance(found, bytes) else ()
    except (Garbled, ValueError, IndexError):
        return ()
