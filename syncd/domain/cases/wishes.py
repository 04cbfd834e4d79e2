"""Two people of one client's side who want opposite things without deciding anything (PRODUCT.md section 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from syncd.domain.agency import Subject
from syncd.domain.cases.case import Closed
from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.force import CONTRADICTION_DAYS, closed_by_person
from syncd.domain.cases.record import POSITIONS, representative_of
from syncd.domain.cases.topics import telling_words
from syncd.domain.language.wishes import Axis, Wish, find_wishes
from syncd.domain.letter import Letter, Side
from syncd.domain.mail.subject import base_subject

_DECIDED_BY: dict[Axis, frozenset[Subject]] = {
    Axis.SIZE: frozenset({Subject.CREATIVE}),
    Axis.LIGHT: frozenset({Subject.CREATIVE}),
    Axis.PRESENCE: frozenset({Subject.CREATIVE}),
    Axis.MONEY: frozenset({Subject.BUDGET, Subject.MEDIA_PLAN}),
    Axis.LAUNCH: frozenset({Subject.MEDIA_PLAN, Subject.BUDGET}),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who wished what, in which letter."""

    letter: Letter
    wish: Wish
    author: str

    @property
    def address(self) -> str:
        """Of the author, for comparing."""
        return self.letter.from_.addr_spec.casefold()


@dataclass(frozen=True, slots=True)
class WishClash:
    """Two wishes that cannot both be had, and how it ended."""

    first: Voice
    second: Voice
    resolved: Closed | None

    @property
    def key(self) -> str:
        """Of the team's task about it: by the letter that made it one."""
        return f"wishes:{self.second.letter.identity}"


def opposite_wishes(mail: Correspondence) -> list[WishClash]:
    """Every clash, oldest first, one for a letter: the later wish against the newest opposite one of another person."""
    voices = list(_voices(mail))
    found: list[WishClash] = []
    for number, second in enumerate(voices):
        if any(each.second.letter is second.letter or _ended_by(each, second.letter) for each in found):
            continue
        first = next((x for x in reversed(voices[:number]) if _clash(mail, x, second, voices[:number])), None)
        if first:
            found.append(WishClash(first, second, _resolution(mail, first, second, voices[number + 1 :])))
    return found


def _ended_by(clash: WishClash, letter: Letter) -> bool:
    return clash.resolved is not None and clash.resolved.letter == letter.identity


def _voices(mail: Correspondence) -> Iterator[Voice]:
    zone = mail.view.agency.timezone
    for letter in mail.letters:
        if letter.side is not Side.CLIENT or not letter.is_human:
            continue
        person = representative_of(mail.view, letter.from_.addr_spec)
        author = person.name if person else letter.from_.display_name or letter.from_.addr_spec
        for wish in find_wishes(letter.reading.new_text, letter.received_at.astimezone(zone)):
            yield Voice(letter, wish, author)


def _clash(mail: Correspondence, first: Voice, second: Voice, earlier: Sequence[Voice]) -> bool:
    if first.address == second.address or not first.wish.opposes(second.wish) or not _is_of_one_matter(first, second):
        return False
    since = mail.view.calendar.working_days_back(second.letter.received_at, CONTRADICTION_DAYS)
    if first.letter.received_at < since or _are_verdicts(first, second):
        return False
    if any(x.address == first.address and _is_newer_wish(mail, x, first) for x in earlier):
        return False
    return not _ends_round(mail, first.letter, second.letter)


def _is_of_one_matter(first: Voice, second: Voice) -> bool:
    """In one thread, or under subject lines that share a word; and not of a part that only one of them names."""
    one, other = first.wish.details, second.wish.details
    if first.letter.thread == second.letter.thread:
        return one == other or not one or not other
    shared = telling_words(base_subject(first.letter.subject)) & telling_words(base_subject(second.letter.subject))
    return bool(shared) and one == other


def _are_verdicts(first: Voice, second: Voice) -> bool:
    """Decisions are compared as decisions."""
    return all(each.letter.reading.verdict.kind in POSITIONS for each in (first, second))


def _is_newer_wish(mail: Correspondence, later: Voice, first: Voice) -> bool:
    same = (later.wish.axis, later.wish.thing) == (first.wish.axis, first.wish.thing)
    return same and mail.before(first.letter, later.letter)


def _ends_round(mail: Correspondence, first: Letter, second: Letter) -> bool:
    """Whether something new of ours lies between: «меньше» is said of that, then."""
    return any(
        mail.before(first, ours) and mail.before(ours, second)
        for ours in mail.letters
        if mail.asks_approval(ours) or (ours.attachments and mail.reaches_client(ours))
    )


def _resolution(mail: Correspondence, first: Voice, second: Voice, later: Iterable[Voice]) -> Closed | None:
    """A later word of one with the right, agreement of the two, or a person who completed the task."""
    words = [
        *(x.letter for x in later if _settles(mail, x, first, second)),
        *(letter for letter in mail.bringing if _decides(mail, letter, second)),
    ]
    letter = min(words, key=lambda each: mail.position[each.identity], default=None)
    if letter is not None:
        person = representative_of(mail.view, letter.from_.addr_spec)
        who = person.name if person else letter.from_.display_name or letter.from_.addr_spec
        return Closed(letter.received_at, "resolved", who, letter.identity)
    return closed_by_person(mail.view, f"wishes:{second.letter.identity}")


def _settles(mail: Correspondence, later: Voice, first: Voice, second: Voice) -> bool:
    if (later.wish.axis, later.wish.thing) != (second.wish.axis, second.wish.thing) or later.letter is second.letter:
        return False
    other = {first.address: second, second.address: first}.get(later.address)
    agrees = other is not None and not later.wish.opposes(other.wish)
    return agrees or _may_decide(mail, later.letter, second)


def _decides(mail: Correspondence, letter: Letter, second: Voice) -> bool:
    """A decision on the matter by one with the right, in the thread of the wish."""
    decided = letter.thread == second.letter.thread and letter.reading.verdict.kind in POSITIONS
    return decided and mail.before(second.letter, letter) and _may_decide(mail, letter, second)


def _may_decide(mail: Correspondence, letter: Letter, second: Voice) -> bool:
    person = representative_of(mail.view, letter.from_.addr_spec)
    return person is not None and bool(person.approves & _DECIDED_BY[second.wish.axis])
