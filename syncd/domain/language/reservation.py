"""A reason why an approval is not plain."""

from __future__ import annotations

from dataclasses import dataclass

from syncd.domain.language.clauses import Clause

NEGATIONS = frozenset(("не", "ни", "not", "don't", "no", "never", "doesn't", "won't"))
LATE = 4


@dataclass(frozen=True, slots=True)
class Reservation:
    """A reason why an approval is not plain, with its words."""

    rule: str
    words: str
    clause: int


def reserved(rule: str, clause: Clause, first: int, last: int) -> Reservation:
    return Reservation(rule, clause.words(first, last), clause.number)
