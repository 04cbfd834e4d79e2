"""Which letters make one thread (MAIL.md section 9, PRODUCT.md section 3 and 13.15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from syncd.domain.mail.quotation import QuotedHeader
from syncd.domain.mail.subject import base_subject, is_reply_subject, is_trivial_subject

_RECYCLED_AFTER = timedelta(days=30)
_NO_HEADER_WITHIN = timedelta(days=14)
_QUOTED_WITHIN = timedelta(days=60)
_ZONES = timedelta(hours=14)
_SAME_ID_KEPT = 20  # letters looked at under one id; a constant id may stand on thousands


@dataclass(frozen=True, slots=True)
class ThreadLink:
    """All of one letter that can tie it to others. `client` is None where only its thread can tell.

    `quotes` says that the text quotes anything. `gmail_threads` are X-GM-THRID with their mailbox (`anna:1782...`), for the
    number means something in one account only. Addresses are `local@domain`.
    """

    identity: str
    message_id: str
    received_at: datetime
    subject: str = ""
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    thread_index: str | None = None
    client: str | None = None
    from_: str = ""
    recipients: tuple[str, ...] = ()
    sent_at: datetime | None = None
    quotes: bool = False
    quoted_message_ids: tuple[str, ...] = ()
    quoted_headers: tuple[QuotedHeader, ...] = ()
    gmail_threads: tuple[str, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """Everybody on it."""
        return frozenset(address.casefold() for address in (self.from_, *self.recipients) if address)


def join_threads(links: Iterable[ThreadLink]) -> dict[str, str]:
    """The thread of each letter. The same letters give the same threads, in whatever order they came.

    A thread never spans two clients; letters without one join the client that they refer to. A thread is named after its
    oldest letter, so that later ones do not rename it.
    """
    letters = sorted({link.identity: link for link in links}.values(), key=_age)
    groups = _Groups()
    held = _held_ids(letters)
    recycled = {letter.identity for letter in letters if _is_recycled(letter, held)}
    for letter in letters:
        groups.add(letter.identity, letter.client)
    _join_by_ids(letters, held, recycled, groups)
    for older, younger in _weaker_pairs(letters, held, recycled):
        groups.join(older.identity, younger.identity)
    return _named(letters, groups)


class _Groups:
    """Union-find over letters and the ids they mention; a union of two clients is refused."""

    def __init__(self) -> None:
        self._parent: dict[object, object] = {}
        self._client: dict[object, str | None] = {}

    def add(self, node: object, client: str | None) -> None:
        if node not in self._parent:
            self._parent[node] = node
            self._client[node] = client

    def root(self, node: object) -> object:
        parent = self._parent
        top = parent[node]
        while (above := parent[top]) is not top:
            top = above
        while (above := parent[node]) is not top:
            parent[node], node = top, above
        return top

    def join(self, one: object, other: object) -> bool:
        left, right = self.root(one), self.root(other)
        if left is right:
            return True
        clients = {client for client in (self._client[left], self._client[right]) if client is not None}
        if len(clients) > 1:
            return False
        self._parent[right] = left
        self._client[left] = clients.pop() if clients else None
        return True


class _Id(NamedTuple):
    """A Message-ID as one client's letters use it: two clients' letters may refer to one letter of ours."""

    client: str | None
    message_id: str


@dataclass(slots=True)
class _Held:
    """The letters we have under each Message-ID. Broken senders give one id to everything: its other subjects do not count."""

    by_id: dict[str, list[ThreadLink]] = field(default_factory=lambda: defaultdict(list))
    owners: set[str] = field(default_factory=set)  # identities of the letters in it

    def letters(self, message_id: str) -> list[ThreadLink]:
        return self.by_id.get(message_id, [])


@lru_cache(maxsize=50_000)
def _subject(subject: str) -> str:
    """The base subject, for comparing."""
    return base_subject(subject).casefold()


def _age(link: ThreadLink) -> tuple[datetime, str]:
    return link.received_at, link.identity


def _held_ids(letters: Iterable[ThreadLink]) -> _Held:
    held = _Held()
    for letter in letters:
        same = held.by_id[letter.message_id.casefold()]
        if not same or _subject(same[0].subject) == _subject(letter.subject):
            held.owners.add(letter.identity)
            if len(same) < _SAME_ID_KEPT:
                same.append(letter)
    return held


def _referred(letter: ThreadLink) -> tuple[str, ...]:
    """The ids it refers to, nearest first, never its own."""
    ids = (letter.in_reply_to or "", *reversed(letter.references))
    own = letter.message_id.casefold()
    return tuple(dict.fromkeys(name for one in ids if (name := one.casefold()) and name != own))


def _refers_to_held(letter: ThreadLink, held: _Held) -> bool:
    return any(held.letters(one) for one in _referred(letter))


def _is_recycled(letter: ThreadLink, held: _Held) -> bool:
    """Reply pressed on an old letter to begin something new: other subject, 30 days between, nothing quoted."""
    if letter.quotes or letter.quoted_message_ids:
        return False
    known = [
        other for one in _referred(letter) for other in held.letters(one) if other.received_at <= letter.received_at
    ]
    if not known:
        return False
    subject = _subject(letter.subject)
    if any(_subject(other.subject) == subject for other in known):
        return False
    return letter.received_at - max(other.received_at for other in known) > _RECYCLED_AFTER


def _joining_ids(letter: ThreadLink, held: _Held, recycled: set[str]) -> Iterator[str]:
    """What it refers to, back to the letter where an old thread was begun anew."""
    if letter.identity in recycled:
        return
    for one in _referred(letter):
        yield one
        if any(other.identity in recycled for other in held.letters(one)):
            return


def _join_by_ids(letters: list[ThreadLink], held: _Held, recycled: set[str], groups: _Groups) -> None:
    """In-Reply-To, References and quoted ids; ids that we do not hold are kept as ghosts, for what may still come."""
    mentioned: dict[str, dict[str | None, _Id]] = defaultdict(dict)

    def join(letter: ThreadLink, message_id: str) -> None:
        node = _Id(letter.client, message_id)
        mentioned[message_id].setdefault(letter.client, node)
        groups.add(node, letter.client)
        groups.join(node, letter.identity)

    for letter in letters:
        if letter.identity in held.owners:
            join(letter, letter.message_id.casefold())
    for letter in letters:
        for one in (
            *_joining_ids(letter, held, recycled),
            *(quoted.casefold() for quoted in letter.quoted_message_ids),
        ):
            join(letter, one)
    _join_clientless(letters, held, recycled, mentioned, groups)


def _join_clientless(
    letters: list[ThreadLink],
    held: _Held,
    recycled: set[str],
    mentioned: dict[str, dict[str | None, _Id]],
    groups: _Groups,
) -> None:
    """Letters of no client join the one whose letters they refer to, or are referred to by: oldest first, nearest first."""
    for letter in letters:
        if letter.client is not None:
            continue
        for one in (*_joining_ids(letter, held, recycled), letter.message_id.casefold()):
            nodes = mentioned.get(one, {})
            if None in nodes:
                for client in sorted(name for name in nodes if name is not None):
                    groups.join(nodes[client], nodes[None])


def _weaker_pairs(
    letters: list[ThreadLink], held: _Held, recycled: set[str]
) -> Iterator[tuple[ThreadLink, ThreadLink]]:
    yield from _by_quoted_header(letters, held)
    yield from _by_conversation(letters, recycled)
    yield from _by_subject(letters, held)


def _by_quoted_header(letters: list[ThreadLink], held: _Held) -> Iterator[tuple[ThreadLink, ThreadLink]]:
    """The quotation names author and minute of a letter that we hold: its id was rewritten on the way (SES, Exchange)."""
    written: dict[tuple[str, str, int, int], list[ThreadLink]] = defaultdict(list)
    for letter in letters:
        at = letter.sent_at or letter.received_at
        written[letter.from_.casefold(), _subject(letter.subject), at.toordinal(), at.minute % 30].append(letter)
    for letter in letters:
        if _refers_to_held(letter, held):
            continue
        for header in letter.quoted_headers:
            quoted = (older for older in _around(written, header, letter) if _is_quoted(older, header, letter))
            older = next((older for older in quoted if older.identity != letter.identity), None)
            if older is not None:
                yield older, letter


def _around(
    written: dict[tuple[str, str, int, int], list[ThreadLink]], header: QuotedHeader, letter: ThreadLink
) -> Iterator[ThreadLink]:
    """Letters of that author with that subject, of the minute named in any zone (some differ by half an hour)."""
    if header.written_at is None:
        return
    author, subject = header.addr_spec.casefold(), _subject(header.subject or letter.subject)
    day, minute = header.written_at.toordinal(), header.written_at.minute
    for key in product((day - 1, day, day + 1), ((minute - 1) % 30, minute % 30, (minute + 1) % 30)):
        yield from written.get((author, subject, *key), ())


def _is_quoted(older: ThreadLink, header: QuotedHeader, letter: ThreadLink) -> bool:
    """Hours may differ by the time zone, minutes do not (but in zones of a half hour)."""
    if header.written_at is None or not timedelta(0) <= letter.received_at - older.received_at <= _QUOTED_WITHIN:
        return False
    apart = abs(header.written_at - (older.sent_at or older.received_at))
    return apart <= _ZONES and round(apart / timedelta(minutes=1)) % 30 in (0, 1, 29)


def _by_conversation(letters: list[ThreadLink], recycled: set[str]) -> Iterator[tuple[ThreadLink, ThreadLink]]:
    """Thread-Index and Gmail's thread: evidence to join within one client, and only next to one another in time."""
    last: dict[tuple[str | None, str], ThreadLink] = {}
    for letter in letters:
        if letter.identity in recycled:
            continue
        names = [f"index:{letter.thread_index}"] if letter.thread_index else []
        for name in (*names, *(f"gmail:{one}" for one in letter.gmail_threads)):
            key = (letter.client, name)
            older = last.get(key)
            if older is not None and _may_be_one_conversation(older, letter, is_gmail=name.startswith("gmail:")):
                yield older, letter
            last[key] = letter


def _may_be_one_conversation(older: ThreadLink, letter: ThreadLink, *, is_gmail: bool) -> bool:
    same = _subject(older.subject) == _subject(letter.subject)
    if letter.client is None and not (same and older.people & letter.people):
        return False
    if is_gmail and not is_reply_subject(letter.subject) and (not same or is_trivial_subject(letter.subject)):
        return False  # Gmail joins by equal subjects too
    return same or letter.received_at - older.received_at <= _RECYCLED_AFTER


def _by_subject(letters: list[ThreadLink], held: _Held) -> Iterator[tuple[ThreadLink, ThreadLink]]:
    """No header link that we can follow: a reply by its mark or its quote, about a subject that says something."""
    earlier: dict[tuple[str, str], list[ThreadLink]] = defaultdict(list)
    for letter in letters:
        subject = _subject(letter.subject)
        if letter.client is None or is_trivial_subject(subject):
            continue
        others = earlier[letter.client, subject]
        if _looks_like_reply(letter) and not _refers_to_held(letter, held):
            older = next((other for other in _lately(others, letter) if other.people & letter.people), None)
            if older is not None:
                yield older, letter
        others.append(letter)


def _lately(others: list[ThreadLink], letter: ThreadLink) -> Iterator[ThreadLink]:
    """Those of the last 14 days, newest first."""
    for other in reversed(others):
        if letter.received_at - other.received_at > _NO_HEADER_WITHIN:
            return
        yield other


def _looks_like_reply(letter: ThreadLink) -> bool:
    return letter.quotes or is_reply_subject(letter.subject)


def _named(letters: list[ThreadLink], groups: _Groups) -> dict[str, str]:
    oldest: dict[object, str] = {}
    for letter in letters:
        oldest.setdefault(groups.root(letter.identity), letter.identity)
    return {letter.identity: oldest[groups.root(letter.identity)] for letter in letters}
