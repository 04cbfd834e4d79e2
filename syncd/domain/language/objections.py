"""What a letter says beside an approval that makes it less: refused parts, other sums, complaints."""

from __future__ import annotations

import re

from syncd.domain.language.clauses import Clause
from syncd.domain.language.heard import Heard
from syncd.domain.language.reservation import Reservation
from syncd.domain.language.statement import Act, Statement, Target
from syncd.domain.language.subject import things
from syncd.domain.language.sums import sums_in
from syncd.domain.language.version import find_version

_THIS_ONE = re.compile(r"\b(?:этот|эту|эта|эти|это|такой|такую|нынешн\w+|this|these)\b")
_OF_BEFORE = re.compile(
    r"\b(?:стар\w+|прошл\w+|прежн\w+|перв\w+|предыдущ\w+|раньше|тогда|помнится|old|first|previous|last|former|back then)\b"
)
_IS_NOT = frozenset(("isn't", "aren't", "doesn't", "don't"))


def refused_part(letter: Heard, approvals: list[Statement]) -> Statement | None:
    """A refusal of another part. A refused alternative, and what was refused before and is approved now, are none."""
    for statement in letter.of(Act.REJECT, Act.REDO):
        clause = letter.read[statement.clause]
        segment = clause.segment_of(statement.first)
        if clause.has("past_be", first=segment.first, last=segment.last):
            continue  # «раньше было не то»
        if clause.has("regret") and any({"VERB", "past"} <= token.tags for token in clause.tokens):
            continue  # «жаль, что кот не прошёл»
        if any(s.clause > statement.clause and letter.read[s.clause].has("now_word") for s in approvals):
            continue
        if find_version(clause.sentence.text) and any(
            find_version(letter.read[s.clause].sentence.text) for s in approvals
        ):
            continue
        return statement
    return None


def refuses_whole(letter: Heard, approvals: list[Statement]) -> Statement | None:
    """A refusal of the thing itself: the approval before it was of the approach, of the version before, or a joke."""
    last = approvals[-1]
    for refusal in letter.of(Act.REJECT, Act.REDO):
        if (last.clause, last.first) > (refusal.clause, refusal.first):
            continue
        jokes = any(clause.has("in_earnest") for clause in letter.read[last.clause : refusal.clause + 1])
        of_approach = refusal.target is Target.OURS and all(_is_of_approach(letter, s) for s in approvals)
        this = letter.read[refusal.clause].words(0, refusal.last).lower()
        of_before = bool(_THIS_ONE.search(this)) and all(_is_of_before(letter.read[s.clause]) for s in approvals)
        if jokes or of_approach or of_before:
            return refusal
    return None


def _is_of_approach(letter: Heard, statement: Statement) -> bool:
    clause = letter.read[statement.clause]
    segment = clause.segment_of(statement.first)
    return clause.has("approach", first=segment.first, last=segment.last)


def _is_of_before(clause: Clause) -> bool:
    return bool(_OF_BEFORE.search(clause.sentence.text.lower()))


def dropped(letter: Heard, number: int, last: int) -> list[Reservation]:
    """«февральский нет», «3 и 4 - нет», "No. Send it again without": a no beside an approval."""
    for clause in letter.read[number:]:
        for mark in clause.found("no_word"):
            if clause.number == number and mark.first < last:
                continue
            if (
                clause.tokens[mark.first].lower in {"не", "no"}
                and mark.first + 1 < len(clause.tokens)
                and clause.tokens[mark.first + 1].is_word
            ):
                continue
            if clause.has("without_nothing", first=mark.first + 1, last=mark.first + 1):
                continue  # «нет возражений»
            segment = clause.segment_of(mark.first)
            if _is_absence(clause, segment.first, mark.first):
                continue
            if mark.first == segment.first or _names_part(clause, mark.first - 1):
                return [Reservation("in part", clause.words(segment.first, segment.last), clause.number)]
    return []


def _is_absence(clause: Clause, first: int, at: int) -> bool:
    """«Расхождений с нашими данными нет»: what is wrong is not there."""
    nouns = [t.tags for t in clause.tokens[first:at] if "NOUN" in t.parses[0].tags]
    return bool(nouns) and {"gent", "plur"} <= nouns[0] and "nomn" not in nouns[0]


def left_out(letter: Heard, number: int, last: int) -> list[Reservation]:
    """ "France is approved. Spain is not": the verb is left out behind the negation."""
    for clause in letter.read[number:]:
        for segment in clause.segments:
            words = [n for n in range(segment.first, segment.last + 1) if clause.tokens[n].is_word]
            if len(words) < 2 or (clause.number == number and words[0] <= last) or clause.sentence.is_question:
                continue
            lowers = [clause.tokens[n].lower for n in words[-3:]]
            if lowers[-1] in _IS_NOT or lowers[-2:] in (["is", "not"], ["are", "not"]) or lowers[-2:] == ["not", "yet"]:
                return [Reservation("in part", clause.words(segment.first, segment.last), clause.number)]
    return []


def other_sum(letter: Heard, approvals: list[Statement]) -> list[Reservation]:
    """A sum is approved that is none of those asked for."""
    asked = sums_in(letter.answered.text)
    for statement in approvals:
        sentence = letter.read[statement.clause].sentence.text
        named = sums_in(sentence)
        if asked and named and not named & asked:
            return [Reservation("another sum than asked for", sentence, statement.clause)]
    return []


def _names_part(clause: Clause, at: int) -> bool:
    """«февральский», «3 и 4», «баннеры»: what a «нет» behind it takes out."""
    token = clause.tokens[at]
    named = (
        clause.has("other.part", first=at, last=at)
        or clause.has("other.generic", first=at, last=at)
        or bool(things(clause, at, at))
    )
    if at and "PREP" in clause.tokens[at - 1].tags and "NOUN" in token.parses[0].tags:
        return True  # «а с браслетом нет», «по радио нет»
    is_case = "nomn" in token.tags or ("accs" in token.tags and "gent" not in token.tags)
    return "NUMB" in token.tags or "ADJF" in token.tags or (named and is_case)


def complains(letter: Heard, approvals: list[Statement]) -> bool:
    if any(letter.read[s.clause].has("now_word") for s in approvals):
        return False
    return any(is_complaint(clause) for clause in letter.read)


def is_complaint(clause: Clause) -> bool:
    return clause.has("complaint")
