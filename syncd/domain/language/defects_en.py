"""What is wrong in English with a thing that is approved in the same letter: "the form doesn't work", "could the logo be bigger?"."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.reservation import Reservation, reserved
from syncd.domain.language.subject import things

_NEGATED = frozenset(("isn't", "aren't", "doesn't", "don't", "can't", "won't", "cannot", "isnt", "doesnt"))
_BEFORE_NOT = frozenset(("is", "are", "does", "do", "can", "will", "it's", "that's"))
_SEEMS = frozenset(("is", "are", "'s", "looks", "look", "seems", "feels", "feel", "still", "it's", "that's"))
_MODALS = frozenset(("could", "can", "should", "would", "shouldn't", "couldn't"))
_PEOPLE = frozenset(("i", "we", "you", "he", "she", "who", "they", "nothing", "what", "there", "someone", "anyone"))


def defects_en(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """A thing that does not do or is not what it should, in the present: what was wrong is regret."""
    for at in range(segment.first + 1, segment.last + 1):
        lower = clause.tokens[at].lower
        negated = lower in _NEGATED or (lower == "not" and clause.tokens[at - 1].lower in _BEFORE_NOT)
        found = negated or (
            lower in _SEEMS and clause.has("beside.defect", first=at + 1, last=min(at + 3, segment.last))
        )
        if not found or not is_thing(clause, Segment(segment.first, at - 1)):
            continue
        harmless = "beside.harmless_negation" if negated else "beside.harmless_defect"
        if not clause.has(harmless, first=at, last=segment.last):
            yield reserved("something wrong in it", clause, segment.first, segment.last)
            return


def stale_en(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """ "The banner still says May", "the logo's still the old one", "the number goes to our former office"."""
    for at in range(segment.first + 1, segment.last + 1):
        if clause.has("beside.as_before", first=at, last=at):
            shows = any(_shows(clause, n) for n in range(segment.first + 1, at))
        elif clause.tokens[at].lower == "still":
            if any(token.lower.endswith("ing") for token in clause.tokens[at + 1 : at + 2]):
                continue  # "the pups are still talking about you"
            shows = _shows(clause, at - 1) or _shows(clause, at + 1)
        else:
            continue
        subject = Segment(segment.first, at - 1)
        opens = clause.tokens[segment.first].lower
        names = is_thing(clause, subject) or opens in {"it", "it's", "they", "they're"}
        names = names or (opens in {"there", "there's"} and names_part(clause, Segment(at, segment.last)))
        if shows and names and not clause.has("beside.harmless_still", first=at + 1, last=segment.last):
            yield reserved("something wrong in it", clause, segment.first, segment.last)
            return


def _shows(clause: Clause, at: int) -> bool:
    """A verb in the present of what a thing shows: "is", "says", "the logo's", "points to"."""
    if at >= len(clause.tokens):
        return False
    lower = clause.tokens[at].lower
    if lower.endswith(("'s", "’s")):
        return lower[:-2] in {"it", "that", "there"} or names_part(clause, Segment(at, at))
    return lower in {"is", "are", "they're"} or clause.has("beside.show_verb", first=at, last=at)


def names_part(clause: Clause, segment: Segment) -> bool:
    """Whether one of our kinds or a part of one is named."""
    names = ("beside.part_noun", "matter.part", "matter.visual")
    return bool(things(clause, segment.first, segment.last)) or any(
        clause.has(name, first=segment.first, last=segment.last) for name in names
    )


def asked_changes_en(clause: Clause, lexicon: Lexicon) -> Iterator[Reservation]:
    """ "Could the logo hold longer?": a change asked for as a question about a thing."""
    if any(token.lower == "instead" for token in clause.tokens):
        yield reserved("a change to be made", clause, 0, len(clause.tokens) - 1)
        return
    for segment in clause.segments:
        at = next((n for n in range(segment.first, segment.last) if clause.tokens[n].lower in _MODALS), None)
        if at is None or clause.has("beside.duty_done", first=at, last=segment.last):
            continue
        if clause.has("other.thing", first=at, last=segment.last) or clause.has("separate_object", first=at):
            continue
        subject = Segment(at + 1, min(at + 3, segment.last))
        if not is_thing(clause, subject) or clause.tokens[at + 1].lower in _PEOPLE:
            continue
        compares = clause.has("comparative", first=at, last=segment.last)
        verbs = lexicon.words("change_verb")
        wished = clause.tokens[at].lower in {"could", "should"} and names_part(clause, subject)
        after = [t.lower for t in clause.tokens[at + 2 : segment.last + 1]]
        if wished and {"be", "say", "have"} & set(after) and not {"used", "shown", "sent", "shared"} & set(after):
            yield reserved("a change to be made", clause, at, segment.last)
            return
        if compares or any(token.lower in verbs for token in clause.tokens[at + 2 : segment.last + 1]):
            yield reserved("a change to be made", clause, at, segment.last)
            return


def is_thing(clause: Clause, subject: Segment) -> bool:
    """A subject that is no person: with an article or a pronoun of things, or one of our kinds or their parts."""
    words = [token.lower for token in clause.tokens[subject.first : subject.last + 1]]
    if set(words) & _PEOPLE or clause.has("person", first=subject.first, last=subject.last):
        return False
    if clause.has("other.part", first=subject.first, last=subject.last) or things(clause, subject.first, subject.last):
        return True
    return bool({"the", "it", "this", "that", "these", "those", "it's", "that's"} & set(words[:3])) or (
        bool(words) and clause.has("beside.part_noun", first=subject.first, last=subject.last)
    )
