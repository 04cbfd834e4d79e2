"""Who approved, or until when it is to be done: what stands behind "by" in English."""

from __future__ import annotations

from syncd.domain.language.clauses import Clause
from syncd.domain.language.lexicon import Mark
from syncd.domain.language.statement import Force
from syncd.domain.language.verb_group_en import SELF

_DAYS = frozenset(
    (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "tomorrow",
        "tonight",
        "noon",
        "then",
        "end",
        "eod",
        "eow",
        "cob",
        "next",
        "today",
    )
)


_HOUSES = frozenset(("ltd", "llc", "llp", "gmbh", "plc", "inc", "limited", "ag", "bv", "oy", "ab", "sa", "pty", "pvt"))


def agent_force(clause: Clause, mark: Mark) -> Force | None:
    """Who approved, after "by": None where it is the author or nobody."""
    segment = clause.segment_of(mark.last)
    limits = [m.first for name in ("condition", "exception") for m in clause.found(name, first=mark.last + 1)]
    after = [token.lower for token in clause.tokens[mark.last + 1 : min([segment.last + 1, *limits])]]
    if "by" not in after:
        return None
    if _is_among_them(clause, mark):
        return None
    near = set(after[after.index("by") + 1 :][:4])
    if _is_deadline(clause, mark.last + 2 + after.index("by")):
        return Force.NOT_YET
    if near & _HOUSES or near & {
        "me",
        "us",
        "myself",
        "ourselves",
        "undersigned",
        "now",
        "phone",
        "email",
        "e-mail",
        "company",
        "side",
        "organisation",
        "organization",
        "firm",
    }:
        return None
    if (
        clause.has("outsider", first=mark.last, last=segment.last)
        or clause.has("platform", first=mark.last, last=segment.last)
        or near & {"you", "your"}
    ):
        return Force.PASSING
    return Force.SECOND_HAND


def _is_deadline(clause: Clause, at: int) -> bool:
    """ "approved by Friday", "by the end of May": when, not by whom."""
    named = clause.tokens[at : at + 2]
    if named and named[0].lower in SELF | {"myself"}:
        return False
    return any("NUMB" in token.tags or token.lower in _DAYS for token in named)


def _is_among_them(clause: Clause, mark: Mark) -> bool:
    """ "by both signatories, C. Okafor and myself"."""
    return any(
        token.lower == "myself" and clause.tokens[at - 1].lower in {"and", "by"}
        for at, token in enumerate(clause.tokens)
        if at > mark.last
    )
