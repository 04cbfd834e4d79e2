"""After new letters: which thread, whose, and what each says in answer to what. Done again, it changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlite_utils import Database

from syncd.domain.agency import Agency
from syncd.domain.errors import Problem
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.read import read_letter, recognise
from syncd.domain.letter import Side
from syncd.domain.mail.new_text import extract
from syncd.domain.mail.thread import join_threads
from syncd.store import letters
from syncd.store.codec import instant
from syncd.store.letters import Placed, StoredMessage
from syncd.store.trouble import is_database_trouble

log = structlog.get_logger()

MOMENT = timedelta(seconds=1)
AT_ONCE = 50  # threads in one transaction
Progress = Callable[[int, int], None]
EARLIER = 12  # letters of a thread in which an unmarked quote is looked for


def understand(
    db: Database, agency: Agency, lexicon: Lexicon, progress: Progress = lambda _done, _all: None
) -> tuple[Problem, ...]:
    """Thread and read whatever is new, or stands in a new light since another letter came to be known.

    Kept a few threads at a time, after each of which `progress` hears how many threads are done: broken off, by a kill
    or by what `progress` raises, it goes on where it was.
    """
    with db.atomic():
        touched, unread = _place_new(db)
        problems = _read_threads(db, agency, lexicon, touched - unread)  # nothing else would bring these back
    waiting = sorted(unread)
    for start in range(0, len(waiting), AT_ONCE):
        progress(start, len(waiting))
        with db.atomic():
            problems += _read_threads(db, agency, lexicon, waiting[start : start + AT_ONCE])
    with db.atomic():
        letters.forget_nobodys(db)
    return tuple(problems)


def _read_threads(db: Database, agency: Agency, lexicon: Lexicon, threads: Iterable[str]) -> list[Problem]:
    return [problem for thread in sorted(threads) for problem in _read_thread(db, agency, lexicon, thread)]


def _place_new(db: Database) -> tuple[set[str], set[str]]:
    """Give each letter its thread and client, as far as new ones can change it; the threads in which something is to be read
    since it was placed elsewhere, and those that hold an unread letter.

    Of a thread that is no client's, all that is kept was found out when its letters came.
    A thread never spans two clients, so only the letters of the clients concerned are looked at.
    """
    placed = letters.placed(db, letters.concerned(db))
    joined = join_threads([replace(each.link, client=each.client) for each in placed])
    owners: dict[str, set[str]] = defaultdict(set)
    for each in placed:
        if each.client:
            owners[joined[each.link.identity]].add(each.client)
    touched, unread = set(), set()
    for each in placed:
        thread = joined[each.link.identity]
        is_changed = _place(db, each, thread, owners[thread])
        if not owners[thread] and each.is_recognised:
            continue
        if is_changed:
            touched.add(thread)
        if not each.is_read:
            unread.add(thread)
    return touched, unread


def _place(db: Database, each: Placed, thread: str, owners: set[str]) -> bool:
    """True where something changed. A letter of nobody's inside a client's thread belongs to that client."""
    columns = {}
    if each.thread != thread:
        columns["thread"] = thread
    if each.client is None and each.side in (Side.NOBODY, Side.OURS) and len(owners) == 1:
        columns["client"] = next(iter(owners))
        columns["side"] = (Side.STRANGER if each.side is Side.NOBODY else Side.OURS).value
    if columns:
        letters.update(db, each.link.identity, **columns)
    return bool(columns)


def _read_thread(db: Database, agency: Agency, lexicon: Lexicon, thread: str) -> Iterator[Problem]:
    """Read in the order of receipt, so that a request is read before its answer."""
    ours: list[tuple[StoredMessage, str]] = []
    before: list[str] = []
    for each in _in_order(db, letters.messages(db, thread)):
        request = _request(each, ours)
        context = request[0].identity if request else ""
        new_text = each.new_text or ""
        if not each.is_read or each.read_in_context != context:
            try:
                asked = request[1] if request else None
                new_text = _read(db, agency, lexicon, each, context=context, asked=asked, earlier=before[-EARLIER:])
            except Exception as error:
                if is_database_trouble(error):
                    raise
                log.exception("letter.not_understood", identity=each.identity)
                letters.mark_unread(db, each.identity, "its text could not be understood")
                what = "its text could not be understood"
                yield Problem(
                    "error", f"letter {each.identity}", what, "open it in the mailbox, and report the log's lines"
                )
        before.append(new_text)
        if each.side is Side.OURS:
            ours.append((each, new_text))


def _in_order(db: Database, found: Iterable[StoredMessage]) -> list[StoredMessage]:
    """By receipt; no letter is earlier than one it refers to, whatever the servers' clocks say."""
    each = list(found)
    by_id = {message.message.message_id: message for message in each}
    times: dict[str, datetime] = {}
    for message in each:
        times[message.identity] = at = _after_parent(message, by_id, set())
        if at != message.received_at:
            letters.update(db, message.identity, received_at=instant(at))
    return sorted(each, key=lambda m: (times[m.identity], m.identity))


def _after_parent(message: StoredMessage, known: dict[str, StoredMessage], seen: set[str]) -> datetime:
    parent = known.get(message.message.in_reply_to or "")
    if parent is None or parent.identity in seen or parent.identity == message.identity:
        return message.received_at
    return max(message.received_at, _after_parent(parent, known, seen | {message.identity}) + MOMENT)


def _request(each: StoredMessage, ours: list[tuple[StoredMessage, str]]) -> tuple[StoredMessage, str] | None:
    """The letter of ours that this one answers: the one it names, else the last before it in the thread."""
    named = next((entry for entry in ours if entry[0].message.message_id == each.message.in_reply_to), None)
    return named or (ours[-1] if ours else None)


def _read(
    db: Database,
    agency: Agency,
    lexicon: Lexicon,
    each: StoredMessage,
    *,
    context: str,
    asked: str | None,
    earlier: Sequence[str],
) -> str:
    if each.client is None:
        letters.save_reading(db, each.identity, recognise(each.message, extract(each.message)), context=context)
        return ""
    client = next((c for c in agency.clients if c.name == each.client), None)
    reading = read_letter(
        each.message,
        ours=each.side is Side.OURS,
        asked=asked,
        earlier=earlier,
        sent_at=each.received_at.astimezone(agency.timezone),
        lexicon=lexicon,
        language=agency.language,
        phrases=agency.phrases + (client.phrases if client else ()),
    )
    letters.save_reading(db, each.identity, reading, context=context)
    return reading.new_text
