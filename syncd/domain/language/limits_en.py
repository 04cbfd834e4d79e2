"""What an approval is limited to in its own words: "approved for desktop", "page approved, form not", «на 90%»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.reservation import Reservation, reserved
from syncd.domain.language.statement import Statement
from syncd.domain.language.subject import things
from syncd.domain.language.sums import sums_in

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*", re.IGNORECASE)
_DETERMINERS = frozenset(
    ("the", "this", "that", "our", "your", "my", "all", "a", "an", "its", "their", "these", "those")
)
_NO = frozenset(("not", "isn't", "aren't", "doesn't", "don't", "wasn't", "no"))
_HARMLESS_BEFORE_NO = frozenset(
    ("why", "or", "if", "hopefully", "hope", "course", "of", "maybe", "and", "certainly", "afraid")
)
_WHOLE = 100
_LAST_DAY = 31  # a smaller number may be a date
_CLOSERS = frozenset("-–—:,;.!()")


def limits_en(read: tuple[Clause, ...], approvals: list[Statement], known: str) -> Iterator[Reservation]:
    """`known` is the request with the subject line: what is named there is the whole, not a part."""
    words = {match.group().lower() for match in _WORD.finditer(known)}
    for statement in approvals:
        clause = read[statement.clause]
        segment = clause.segment_of(statement.last)
        yield from _for_part(clause, Segment(statement.last + 1, segment.last), words)
        yield from _numbered(clause, segment, words | set(re.findall(r"\d+", known)))
        yield from _bare_sum(clause, statement.last + 1, known)
        yield from _respect(clause, Segment(statement.last + 1, segment.last))
        yield from _percent(clause, Segment(statement.last + 1, segment.last))
        for other in clause.segments:
            if other.first > segment.last:
                yield from _bare_no(clause, other)


def _for_part(clause: Clause, tail: Segment, known: set[str]) -> Iterator[Reservation]:
    """ "for desktop", "for Germany": a use, a thing of ours, a month or a word of the request is the whole."""
    for at in range(tail.first, tail.last):
        if clause.tokens[at].lower in {"and", "so"}:
            return  # what follows is another matter: "and do the needful for radio"
        if clause.tokens[at].lower != "for":
            continue
        named = at + 1
        while named < tail.last and clause.tokens[named].lower in _DETERMINERS:
            named += 1
        token = clause.tokens[named]
        until = _end_of_noun(clause, named, tail.last)
        is_whole = (
            not token.is_word
            or clause.tokens[at + 1].lower in {"all", "both", "every", "each", "everything"}
            or token.lower in known
            or token.lemmas & known
            or clause.has("beside.for_use", first=named, last=named)
            or clause.has("beside.day_word", first=named, last=named)
            or clause.has("other.generic", first=named, last=named)
            or clause.has("other.thing", first=named, last=named)
            or bool(things(clause, at + 1, until))
        )
        if not is_whole:
            yield reserved("in part", clause, at, tail.last)
        return


def _numbered(clause: Clause, segment: Segment, known: set[str]) -> Iterator[Reservation]:
    """ "I approve banners 1 and 3": some of what was put up, unless the request numbers them so."""
    for mark in clause.found("thing.creative", first=segment.first, last=segment.last - 1):
        number = clause.tokens[mark.last + 1]
        if not number.text.isdigit() or len(number.text) > 2 or number.text in known or clause.has("whole"):
            continue
        yield reserved("in part", clause, mark.first, min(mark.last + 3, segment.last))
        return


def _end_of_noun(clause: Clause, first: int, last: int) -> int:
    """ "the extra £3,000 budget on Google": the words before the next preposition."""
    after = (
        at for at in range(first + 1, last + 1) if clause.tokens[at].lower in {"on", "in", "at", "from", "to", "with"}
    )
    return min(next(after, last), first + 6)


def _bare_sum(clause: Clause, at: int, known: str) -> Iterator[Reservation]:
    """«Согласовано 700.», where 900 thousand were asked for."""
    after = clause.tokens[at : at + 2]
    if not after or not after[0].text.isdigit() or (len(after) > 1 and (after[1].is_word or after[1].text in "%/")):
        return
    value, asked = int(after[0].text), sums_in(known)
    if asked and value > _LAST_DAY and not asked & {value, value * 1000}:
        yield reserved("another sum than asked for", clause, at, at)


def _respect(clause: Clause, tail: Segment) -> Iterator[Reservation]:
    """ "approved content-wise"."""
    for at in range(tail.first, tail.last + 1):
        if clause.tokens[at].lower.endswith("-wise"):
            yield reserved("in part", clause, at, at)
            return


def _percent(clause: Clause, tail: Segment) -> Iterator[Reservation]:
    """ "approved at 90%", «согласован на 90%»."""
    for at in range(tail.first, tail.last):
        number, sign = clause.tokens[at], clause.tokens[at + 1]
        if "NUMB" in number.tags and number.text.isdigit() and int(number.text) < _WHOLE and _is_percent(sign.lower):
            yield reserved("in part", clause, at, at + 1)
            return


def _is_percent(lower: str) -> bool:
    return lower in {"%", "percent"} or lower.startswith("процент")


def _bare_no(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """ "..., form not", "radio isn't": a no that ends a short segment."""
    words = [n for n in range(segment.first, segment.last + 1) if clause.tokens[n].text not in _CLOSERS]
    alone = len(words) == 1 and segment.first > 0 and clause.tokens[segment.first - 1].text in {":", "-", "–", "—"}
    if alone and clause.tokens[words[0]].lower in _NO:
        yield reserved("in part", clause, max(0, segment.first - 3), segment.last)
        return
    if not 2 <= len(words) <= 5 or clause.sentence.is_question:
        return
    before = clause.tokens[words[-2]].lower
    if clause.tokens[words[-1]].lower in _NO and before not in _HARMLESS_BEFORE_NO:
        yield reserved("in part", clause, segment.first, segment.last)
