"""What lies around an approval in its sentence, for the rules that look beside it. For both languages."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.statement import Statement
from syncd.domain.language.subject import things


def beside(clause: Clause, approvals: list[Statement]) -> Iterator[Segment]:
    """The segments of a sentence; of one that holds an approval, what comes after it."""
    for segment in clause.segments:
        said = [s.last for s in approvals if s.clause == clause.number and segment.first <= s.first <= segment.last]
        first = max(said) + 1 if said else segment.first
        if first <= segment.last:
            yield Segment(first, segment.last)


def is_separate(clause: Clause, segment: Segment) -> bool:
    """A request about another thing: the invoice, a call, a copy of it."""
    if clause.has("separate_object", first=segment.first, last=segment.last):
        return True
    other = clause.has("other.thing", first=segment.first, last=segment.last)
    return other and not things(clause, segment.first, segment.last)
