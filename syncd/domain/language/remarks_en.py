"""Remarks in English in the form of plain statements: softened criticism, what a thing says, what others want of it."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.defects_en import is_thing, names_part
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.reservation import Reservation, reserved
from syncd.domain.language.subject import things

_PEOPLE = frozenset(("i", "we", "i'm", "we're", "i've", "we've", "you", "he", "she", "they", "who", "me", "us"))
_OPENS_CONTENT = frozenset(('"', "'", "“", "‘", "«"))
_PAST = frozenset(("was", "has", "this", "always", "as"))


def remarks_en(clause: Clause, segment: Segment, lexicon: Lexicon) -> Iterator[Reservation]:
    """Each is said of a thing in the present; praise, the past and people are none."""
    if any(
        clause.has(name, first=segment.first, last=segment.last)
        for name in ("matter.praise", "matter.harmless", "separate_object", "regret")
    ):
        return
    for at in range(segment.first + 1, segment.last):
        if _softens(clause, segment, at) or _tells_content(clause, segment, at):
            yield reserved("something wrong in it", clause, segment.first, segment.last)
            return
        if _others_want(clause, segment, at, lexicon):
            yield reserved("a change to be made", clause, segment.first, segment.last)
            return


def _softens(clause: Clause, segment: Segment, at: int) -> bool:
    """ "The video ends a bit abruptly", "the blue feels rather cold"."""
    softener = next(clause.found("beside.softener", first=at, last=at), None)
    if softener is None or softener.last >= segment.last:
        return False
    after = clause.tokens[softener.last + 1]
    if not after.is_word or after.lower in {"of", "more", "better", "nicer"}:
        return False
    return _is_of_thing(clause, Segment(segment.first, at - 1)) and _has_present(clause, segment.first, at)


def _has_present(clause: Clause, first: int, at: int) -> bool:
    """A verb in the third person right before: "ends", "is", "feels", "sounds"."""
    near = [t.lower for t in clause.tokens[max(first, at - 2) : at]]
    return any(
        w in {"is", "are", "look", "feel", "seem", "sound", "read", "'s"} or (w.endswith("s") and w not in _PAST)
        for w in near
    )


def _tells_content(clause: Clause, segment: Segment, at: int) -> bool:
    """ "The opening hours say 9 to 5", "slide 3 still reads "2023"": nobody repeats what is right."""
    if clause.tokens[at].lower not in {"say", "says", "states", "state", "reads", "spells", "quotes"}:
        return False
    after = clause.tokens[at + 1]
    says = "NUMB" in after.tags or after.text in _OPENS_CONTENT or (after.is_word and after.text[0].isupper())
    return says and _is_of_thing(clause, Segment(segment.first, at - 1))


def _is_of_thing(clause: Clause, subject: Segment) -> bool:
    words = {t.lower for t in clause.tokens[subject.first : subject.last + 1]}
    if words & _PEOPLE or clause.has("person", first=subject.first, last=subject.last):
        return False
    return is_thing(clause, subject) or names_part(clause, subject)


def _others_want(clause: Clause, segment: Segment, at: int, lexicon: Lexicon) -> bool:
    """ "Our lawyer wants the disclaimer in bigger letters", "Legal insists on another claim"."""
    wish = next(clause.found("beside.others_want", first=at, last=at), None)
    subject = Segment(segment.first, at - 1)
    words = {t.lower for t in clause.tokens[subject.first : subject.last + 1]}
    if wish is None or words & _PEOPLE or is_thing_only(clause, subject):
        return False
    wished = Segment(wish.last + 1, segment.last)
    opening = clause.tokens[wished.first : wished.first + 2]
    if opening and opening[0].lower == "to" and opening[-1].lemmas & lexicon.words("harmless_verb"):
        return False
    compares = clause.has("comparative", first=wished.first, last=wished.last) or clause.has(
        "beside.other_than_it", first=wished.first, last=wished.last
    )
    return compares or names_part(clause, wished) or clause.has("other.part", first=wished.first, last=wished.last)


def is_thing_only(clause: Clause, subject: Segment) -> bool:
    """A subject that is one of ours and no person: its needs are a duty, which another rule knows."""
    return bool(things(clause, subject.first, subject.last)) and not clause.has(
        "person", first=subject.first, last=subject.last
    )
