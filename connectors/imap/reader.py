"""Reads the letters of many folders in a stream: while one window's text arrives, the next one's headers are asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog

from connectors.imap.answer import Answer, Value
from connectors.imap.folders import Folder
from connectors.imap.heads import Head, heads_command, heads_of
from connectors.imap.letters import (
    Plan,
    assembled,
    body_commands,
    by_header,
    is_complete,
    plan,
    raw_command,
    steps,
    whole_plan,
    with_hashes,
)
from connectors.imap.listing import Work, uidvalidity_of
from connectors.imap.session import Session, Ticket
from connectors.imap.suspects import Suspects
from connectors.imap.wants import Wants
from syncd.domain.errors import Refused, Unavailable
from syncd.domain.mail.message import Message, SeenMessage, Sighting, Unreadable
from syncd.domain.mail.new_text import Look

WINDOW = 500  # letters asked for in one command
AHEAD = 2  # windows under way
RAW_AT_ONCE = 1_000_000  # bytes of whole letters in one answer, unless one letter has more
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """Letters of one folder, and the uids that are accounted for with them (some bring no letter: drafts, expunged ones do not)."""

    folder: Folder
    uids: frozenset[int]
    letters: tuple[SeenMessage, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Commands under way for one folder: the EXAMINE before them, where there is one, and the rest."""

    work: Work
    opening: Ticket | None
    tickets: tuple[Ticket, ...]


class LetterReader:
    """Reads from one session what `wants` wants."""

    def __init__(
        self,
        session: Session,
        mailbox: str,
        wants: Wants,
        suspects: Suspects,
    ) -> None:
        self._session = session
        self._mailbox = mailbox
        self._wants = wants
        self._suspects = suspects
        self._capped = True  # sections are asked for up to a limit, until the server shows that it cannot do that
        self.peek_checked = False
        self.reading: tuple[Work, list[int]] | None = None  # what is waited for: to blame if the connection breaks

    def read(self, works: Iterable[Work]) -> Iterator[Read]:
        """The letters of all `works`, in bounded portions."""
        works = tuple(works)
        yield from (self._guilty(work, uids) for work in works if (uids := self._suspects.guilty(work)))
        windows = ((work, chunk) for work in works for chunk in self._suspects.windows(work, WINDOW))
        headed: deque[tuple[_Asked, list[int]]] = deque()
        planned: deque[tuple[Work, list[Plan]]] = deque()
        bodied: deque[tuple[_Asked, list[Plan]]] = deque()
        ahead = 1 if self._suspects.among(works) else AHEAD
        self._ask_heads(windows, headed, ahead)
        while headed or planned or bodied:
            if planned and len(bodied) < ahead:
                work, step = planned.popleft()
                bodied.append((self._ask(work, body_commands(step, capped=self._capped)), step))
            elif headed and len(bodied) < ahead:
                asked, uids = headed.popleft()
                self.reading = (asked.work, uids)
                plans, excluded = self._plans(asked, uids)
                planned.extend((asked.work, step) for step in steps(plans))
                self._ask_heads(windows, headed, ahead - 1)
                if excluded:
                    yield Read(asked.work.folder, frozenset(excluded), ())
            else:
                asked, step = bodied.popleft()
                self.reading = (asked.work, [one.head.uid for one in step])
                yield self._take(asked, step)
                self.reading = None
            if not (headed or planned or bodied):
                self._ask_heads(windows, headed, ahead)

    def _guilty(self, work: Work, uids: list[int]) -> Read:
        """Letters that the server cannot be asked for are said to be unreadable, without asking again."""
        unreadable = Unreadable("the connection breaks whenever the server is asked for this letter")
        letters = [self._seen(work, Head(uid, None, 0, frozenset(), None, None), unreadable, None) for uid in uids]
        return Read(work.folder, frozenset(uids), tuple(letters))

    def _ask_heads(
        self, windows: Iterator[tuple[Work, list[int]]], headed: deque[tuple[_Asked, list[int]]], count: int
    ) -> None:
        for _ in range(count):
            window = next(windows, None)
            if window is None:
                return
            work, uids = window
            headed.append((self._ask(work, [heads_command(self._session, uids, capped=self._capped)]), uids))

    def _ask(self, work: Work, commands: Sequence[bytes]) -> _Asked:
        """Send commands for a folder, opening it first where another one is selected."""
        if not commands:
            return _Asked(work, None, ())
        opening = [] if self._session.selected == work.folder.raw else [self._session.examine(work.folder.raw)]
        tickets = self._session.send(*opening, *commands)
        return _Asked(work, tickets[0] if opening else None, tuple(tickets[len(opening) :]))

    def _answers(self, asked: _Asked) -> list[Answer]:
        """The answers, if the folder is still the one that was listed: else its uids mean other letters."""
        if asked.opening is not None:
            opened = self._session.wait(asked.opening)
            if not opened.ok or uidvalidity_of(opened) not in (None, asked.work.status.uidvalidity):
                raise Unavailable(f"folder {asked.work.folder.name} changed while it was read: {opened.text}")
        answers = [self._session.wait(ticket) for ticket in asked.tickets]
        if refused := next((answer for answer in answers if answer.is_for_now), None):
            self.reading = None  # no letter's fault
            raise Unavailable(f"not now: {refused.text}")
        return answers

    def _plans(self, asked: _Asked, uids: list[int]) -> tuple[list[Plan], list[int]]:
        """What to fetch of each letter of a window; and the uids that are accounted for without being fetched."""
        answer = self._answers(asked)[0]
        heads = heads_of(answer, uids)
        if not answer.ok:
            heads |= self._heads_by_halves(asked.work, [uid for uid in uids if uid not in heads], answer)
        if hollow := [uid for uid, head in heads.items() if head.is_hollow]:
            heads |= self._heads_without_cap(asked.work, hollow)
        excluded = [
            uid for uid, head in heads.items() if head.is_gmail_draft or (asked.work.reset and self._was_held(head))
        ]
        return [self._plan(asked.work, heads[uid]) for uid in sorted(heads.keys() - set(excluded))], excluded

    def _plan(self, work: Work, head: Head) -> Plan:
        """A description that trips us up is no reason to do without the letter: it is read whole."""
        try:
            return plan(head, self._wants.html)
        except Exception:
            log.exception("letter.failed", mailbox=self._mailbox, folder=work.folder.name, uid=head.uid)
            return whole_plan(head)

    def _heads_by_halves(self, work: Work, uids: list[int], refused: Answer) -> dict[int, Head]:
        """A server that refuses a whole FETCH for the sake of one letter is asked for ever fewer, down to that one."""
        if len(uids) <= 1:
            return {uid: self._bare_head(work, uid, refused) for uid in uids}
        heads: dict[int, Head] = {}
        for half in (uids[: len(uids) // 2], uids[len(uids) // 2 :]):
            answer = self._answers(self._ask(work, [heads_command(self._session, half)]))[0]
            found = heads_of(answer, half)
            heads |= found
            if not answer.ok:
                heads |= self._heads_by_halves(work, [uid for uid in half if uid not in found], answer)
        return heads

    def _heads_without_cap(self, work: Work, uids: list[int]) -> dict[int, Head]:
        """A server that sends nothing where it was asked for a header up to a limit (hoodiecrow) is asked without one."""
        answer = self._answers(self._ask(work, [heads_command(self._session, uids, capped=False)]))[0]
        heads = heads_of(answer, uids)
        self._capped = self._capped and all(head.is_hollow for head in heads.values())
        return heads

    def _bare_head(self, work: Work, uid: int, refused: Answer) -> Head:
        """Date and size at least; the letter itself is then asked for whole."""
        answer = self._answers(self._ask(work, [b"UID FETCH %d (UID FLAGS INTERNALDATE RFC822.SIZE)" % uid]))[0]
        if not answer.ok:
            self._require_others_come(work, uid, answer)
        log.warning("letter.refused", mailbox=self._mailbox, folder=work.folder.name, uid=uid, said=refused.text)
        return heads_of(answer, [uid]).get(uid) or Head(uid, None, 0, frozenset(), None, None)

    def _require_others_come(self, work: Work, uid: int, refused: Answer) -> None:
        """Tell a letter that cannot be had from a server that hands out none: of that, no letter is to be called unreadable."""
        other = next((one for one in work.uids if one != uid), None)
        if other is not None and self._answers(self._ask(work, [b"UID FETCH %d (UID FLAGS)" % other]))[0].ok:
            return
        self.reading = (work, [uid]) if other is None else None
        raise Unavailable(f"the server hands out no letters: {refused.text}")

    def _was_held(self, head: Head) -> bool:
        if self._wants.known is None:
            return False
        message = by_header(head)
        return message is not None and self._wants.known(message)

    def _take(self, asked: _Asked, step: list[Plan]) -> Read:
        answers = self._answers(asked)
        found: list[tuple[Head, Message | Unreadable, Look]] = []
        for one in step:
            items = _taken(answers, one.head.uid)
            came = (one, items) if is_complete(one, items) else self._once_more(asked.work, one)
            if came is not None:
                message = self._message(asked.work, *came)
                found.append((one.head, message, self._look(message)))
        raws = self._raws(asked.work, [head for head, _, look in found if look.keeps_raw])
        letters = [
            replace(self._letter(asked.work, head, message, raws.get(head.uid)), taken=look.taken)
            for head, message, look in found
        ]
        if not self.peek_checked:
            self._check_peek(asked.work, step)
        return Read(asked.work.folder, frozenset(letter.sighting.uid for letter in letters), tuple(letters))

    def _once_more(self, work: Work, one: Plan) -> tuple[Plan, Mapping[str, Value]] | None:
        """What did not come is asked for once more, by itself; then the letter as a whole. None if it is gone meanwhile."""
        whole = whole_plan(one.head)
        for attempt in (one, whole):
            items = _taken(self._answers(self._ask(work, body_commands([attempt]))), one.head.uid)
            if is_complete(attempt, items):
                return attempt, items
        answer = self._answers(self._ask(work, [b"UID FETCH %d (UID FLAGS)" % one.head.uid]))[0]
        is_there = answer.fetched.pop(one.head.uid, None) is not None or not answer.ok
        return (whole, {}) if is_there else None

    def _look(self, message: Message | Unreadable) -> Look:
        return Look(keeps_raw=True) if isinstance(message, Unreadable) else self._wants.look(message)

    def _letter(self, work: Work, head: Head, message: Message | Unreadable, raw: bytes | None) -> SeenMessage:
        if raw is not None and isinstance(message, Message):
            message = with_hashes(message, raw)
            if head.size > len(raw):
                message = replace(message, notes=(*message.notes, f"kept up to {len(raw)} of {head.size} bytes"))
        return self._seen(work, head, message, raw)

    def _seen(self, work: Work, head: Head, message: Message | Unreadable, raw: bytes | None) -> SeenMessage:
        sighting = Sighting(
            mailbox=self._mailbox,
            folder=work.folder.name,
            uidvalidity=work.status.uidvalidity,
            uid=head.uid,
            internal_date=head.internal_date or _date_of(message),
            size=head.size,
        )
        return SeenMessage(sighting, message, raw, head.gmail_thread)

    def _message(self, work: Work, one: Plan, items: Mapping[str, Value]) -> Message | Unreadable:
        """One letter's bug stops one letter: it is kept as unreadable, and shown."""
        try:
            return assembled(one, items)
        except Exception as error:
            log.exception("letter.failed", mailbox=self._mailbox, folder=work.folder.name, uid=one.head.uid)
            return Unreadable(f"could not be read: {type(error).__name__}")

    def _raws(self, work: Work, heads: Sequence[Head]) -> dict[int, bytes]:
        """The bytes of whole letters by uid, several to a command: a round trip for each would be most of a first read.

        What does not come with others is asked for by itself.
        """
        raws: dict[int, bytes] = {}
        groups = deque(_by_size(heads))
        while groups:
            group = groups.popleft()
            answer = self._answers(self._ask(work, [raw_command([head.uid for head in group])]))[0]
            for head in group:
                raw = _taken([answer], head.uid).get("BODY[]")
                if isinstance(raw, bytes):
                    raws[head.uid] = raw
                elif len(group) > 1:
                    groups.append([head])
        return raws

    def _check_peek(self, work: Work, step: list[Plan]) -> None:
        """Some servers set \\Seen in spite of EXAMINE and PEEK. Two unseen letters that were seen after we read them are no chance."""
        unseen = [one.head.uid for one in step if b"\\seen" not in one.head.flags and one.sections][:2]
        if len(unseen) < 2:
            return
        answer = self._answers(self._ask(work, [b"UID FETCH %d,%d (UID FLAGS)" % tuple(unseen)]))[0]
        if all(_is_seen(_taken([answer], uid).get("FLAGS")) for uid in unseen):
            raise Refused("the server marks letters as seen although they were only peeked at: reading is stopped")
        self.peek_checked = True


def _by_size(heads: Sequence[Head]) -> Iterator[list[Head]]:
    """Letters whose bytes may come in one answer: it is held whole while it comes."""
    group: list[Head] = []
    for head in heads:
        if group and sum(each.size for each in (*group, head)) > RAW_AT_ONCE:
            yield group
            group = []
        group.append(head)
    if group:
        yield group


def _taken(answers: Sequence[Answer], uid: int) -> dict[str, Value]:
    """What came of this letter, taken out so that it is not kept twice."""
    return answers[-1].fetched.pop(uid, {}) if answers else {}


def _is_seen(flags: Value) -> bool:
    return isinstance(flags, list) and any(isinstance(flag, bytes) and flag.lower() == b"\\seen" for flag in flags)


def _date_of(message: Message | Unreadable) -> datetime:
    """Where the server does not tell when it received a letter: what the letter says itself."""
    if isinstance(message, Message):
        return message.received or message.date or BEGINNING
    return message.date or BEGINNING
