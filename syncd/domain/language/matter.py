"""The last look at a plain approval: what the letter says of the matter beside it that no rule knows to be harmless."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from syncd.domain.agency import Subject
from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.heard import Heard
from syncd.domain.language.lexicon import Mark
from syncd.domain.language.matter_en import predicates_en
from syncd.domain.language.matter_ru import changes_itself, predicates_ru
from syncd.domain.language.reservation import NEGATIONS, Reservation, reserved
from syncd.domain.language.statement import Statement
from syncd.domain.language.subject import kind_of, things

_HARMLESS = (
    "ok_word",
    "agree_word",
    "thanks",
    "regret",
    "next_time",
    "trouble_gone",
    "approve_verb",
    "choose_verb",
    "reject_verb",
    "harmless_condition",
    "whole",
    "matter.harmless",
)
_VISUAL, _MEDIA = ("matter.part", "matter.visual"), ("matter.part", "matter.media", "platform")
_PARTS = {
    Subject.CREATIVE: _VISUAL,
    Subject.LANDING: _VISUAL,
    Subject.CONTENT_PLAN: _VISUAL,
    Subject.MEDIA_PLAN: _MEDIA,
    Subject.BUDGET: _MEDIA,
    Subject.REPORT: _MEDIA,
}
_STEM = 6  # letters of a word that all its cases share
_ANY_PART = (*_VISUAL, *_MEDIA[1:])
_REASONS = frozenset(
    (
        "где",
        "который",
        "которая",
        "которое",
        "которые",
        "ту",
        "тот",
        "та",
        "куда",
        "что",
        "раз",
        "чтобы",
        "чем",
        "поскольку",
        "потому",
        "когда",
        "that",
        "because",
        "since",
        "than",
        "so",
        "now",
    )
)
_BEFORE_NO_ORDER = NEGATIONS | {"the", "first", "before"}


def matter(letter: Heard, approvals: list[Statement]) -> list[Reservation]:
    """Statements about a part of what was put up (a price, a logo, a platform) that are not known to leave it alone.

    Praise, thanks, an order to begin, a request beside the matter and what is past are known to. Questions are none:
    they want an answer, not a change.
    """
    about = letter.about(approvals[0])
    found = [one for statement in approvals for one in _terms(letter.read[statement.clause], statement)]
    as_is = any(clause.has("matter.as_is") for clause in letter.read)
    for clause in letter.read:
        if clause.sentence.is_question or clause.has("next_time"):
            continue
        found += _left_open(clause, approvals)
        for segment in _beside(clause, approvals):
            if not as_is and _says(letter, about, clause, segment):
                found.append(reserved("said of the matter", clause, segment.first, segment.last))
    return found


def _beside(clause: Clause, approvals: list[Statement]) -> Iterator[Segment]:
    """The segments of a sentence in which nothing is approved."""
    for segment in clause.segments:
        if not any(s.clause == clause.number and segment.first <= s.first <= segment.last for s in approvals):
            yield segment


def _left_open(clause: Clause, approvals: list[Statement]) -> Iterator[Reservation]:
    """A doubt, a part not yet decided, an event that must come first: whatever it is said of."""
    first = min((s.last for s in approvals if s.clause == clause.number), default=-1)
    if any(s.clause <= clause.number for s in approvals):
        for mark in clause.found("matter.open", first=first + 1):
            yield reserved("held back", clause, mark.first, mark.last)
            return
        yield from _begins_when(clause)


def _begins_when(clause: Clause) -> Iterator[Reservation]:
    """«стартуем, когда придёт товар»: an event that nobody has named a day for."""
    for before, segment in pairwise(clause.segments):
        begins = any(
            clause.has(name, first=before.first, last=before.last) for name in ("go_order", "beside.begin_verb")
        )
        if not begins or clause.tokens[segment.first].lower not in {"когда", "как", "после"}:
            continue
        tokens = clause.tokens[segment.first : segment.last + 1]
        if any({"VERB", "futr", "3per"} <= parse.tags for token in tokens for parse in token.parses[:1]):
            yield reserved("held back", clause, segment.first, segment.last)
            return


def _says(letter: Heard, about: Subject | None, clause: Clause, segment: Segment) -> bool:
    if _is_harmless(clause, segment):
        return False
    if clause.has("matter.rest", first=segment.first, last=segment.last):
        return True
    if _is_latin(clause, segment):
        return _speaks_of_matter(letter, about, clause, segment) and predicates_en(clause, segment, letter.lexicon)
    if changes_itself(clause, segment, letter.lexicon):
        return True
    return _speaks_of_matter(letter, about, clause, segment) and predicates_ru(clause, segment, letter.lexicon)


def _terms(clause: Clause, statement: Statement) -> Iterator[Reservation]:
    """ "approved with my mark-ups", «согласовано на условиях прошлого договора»: not as it was put up."""
    last = clause.segment_of(statement.last).last
    for mark in clause.found("matter.terms", first=statement.last + 1):
        if mark.first > last and not any(mark.first == segment.first for segment in clause.segments):
            continue
        content = clause.tokens[mark.first - 1].lower in {
            "fine",
            "happy",
            "ok",
            "okay",
            "good",
            "comfortable",
            "pleased",
        }
        if not content and not clause.has("matter.with_harmless", first=mark.last + 1, last=mark.last + 3):
            yield reserved("on terms of its own", clause, mark.first, max(mark.last, last))


def _speaks_of_matter(letter: Heard, about: Subject | None, clause: Clause, segment: Segment) -> bool:
    """Whether a part of such a thing is named, or whatever was put up in so many words."""
    if _opens_with_numbers(clause, segment):
        return True
    parts = _PARTS[about] if about else _ANY_PART
    if any(clause.has(name, first=segment.first, last=segment.last) for name in parts):
        return True
    put_up = f"{letter.answered.text} {letter.line}".lower()
    named = [m for name in _ANY_PART for m in clause.found(name, first=segment.first, last=segment.last)]
    named += [m for m in things(clause, segment.first, segment.last) if kind_of(m) is not about]
    if any(kind_of(m) is about for m in things(clause, segment.first, segment.last)):
        return True
    if any(lemma in put_up for mark in named for lemma in clause.tokens[mark.last].lemmas):
        return True
    return any(_is_put_up(clause, at, put_up) for at in range(segment.first, segment.last + 1))


def _opens_with_numbers(clause: Clause, segment: Segment) -> bool:
    """ "3 and 5 need a different photo": the pieces by their numbers; a list's own number stands before a stop."""
    tokens = clause.tokens[segment.first : segment.last + 1]
    if not tokens[0].text.isdigit():
        return False
    after = next((t for t in tokens if "NUMB" not in t.tags and t.lower not in {"and", "и", "&", ","}), None)
    return after is not None and after.is_word


def _is_put_up(clause: Clause, at: int, put_up: str) -> bool:
    """A noun of the request itself: «по навесному оборудованию», where two plans were put up."""
    token = clause.tokens[at]
    if not token.is_word or len(token.lower) < _STEM or token.text.isascii():
        return False
    tags = token.parses[0].tags
    is_thing = bool(tags & {"NOUN", "ADJF"}) and not tags & {"Name", "Patr", "Surn", "anim"}
    return (
        is_thing
        and token.lower[:_STEM] in put_up
        and not clause.has("beside.day_word", first=at, last=at)
        and not clause.has("other.generic", first=at, last=at)
        and not clause.has("other.thing", first=at, last=at)
    )


def _is_harmless(clause: Clause, segment: Segment) -> bool:
    first = next((t.lower for t in clause.tokens[segment.first : segment.last + 1] if t.is_word), "")
    if first in _REASONS or any(clause.has(name, first=segment.first, last=segment.last) for name in _HARMLESS):
        return True
    if _asks_for_other(clause, segment) or _is_still_to_come(clause) or _is_checked(clause, segment):
        return True
    begins = [
        {t.lower for t in clause.tokens[max(segment.first, mark.first - 3) : mark.first]}
        for name in ("beside.begin_verb", "go_order")
        for mark in clause.found(name, first=segment.first, last=segment.last)
    ]
    return any(not before & _BEFORE_NO_ORDER for before in begins)


def _is_checked(clause: Clause, segment: Segment) -> bool:
    """«сверила построчно: хештеги новые»: what was found when it was looked through."""
    colon = next((n for n in range(segment.first) if clause.tokens[n].text == ":"), None)
    return colon is not None and clause.has("matter.checked", last=colon)


def _is_still_to_come(clause: Clause) -> bool:
    """«отвечу, когда вы его пришлёте»: not put up yet."""
    return any(
        {"2per", "futr"} <= parse.tags
        and parse.lemma in {"прислать", "выслать", "направить", "отправить", "подготовить"}
        for token in clause.tokens
        for parse in token.parses
        if "impr" not in token.tags
    )


def _asks_for_other(clause: Clause, segment: Segment) -> bool:
    """A request beside the matter, "send the source files of the video", not "the CPA is above the contract's"."""
    separate = next(clause.found("separate_object", first=segment.first, last=segment.last), None)
    part = next((m for name in _ANY_PART for m in clause.found(name, first=segment.first, last=segment.last)), None)
    return separate is not None and (
        part is None or separate.first <= part.first or not _has_copula(clause, part, separate)
    )


def _has_copula(clause: Clause, part: Mark, separate: Mark) -> bool:
    return any(t.lower in {"is", "are", "isn't", "aren't"} for t in clause.tokens[part.last : separate.first])


def _is_latin(clause: Clause, segment: Segment) -> bool:
    return all(not token.is_word or token.text.isascii() for token in clause.tokens[segment.first : segment.last + 1])
