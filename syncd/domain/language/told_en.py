"""What an English word of approval tells and does not decide: questions, how things are done, nothing approved, both ways."""

from __future__ import annotations

from syncd.domain.language.clauses import Clause
from syncd.domain.language.lexicon import Mark
from syncd.domain.language.subject import things
from syncd.domain.language.verb_group_en import belongs

DETERMINERS = frozenset(
    ("the", "this", "that", "these", "those", "our", "your", "my", "it", "them", "all", "both", "everything", "a", "an")
)
_OPENS_QUESTION = frozenset(
    (
        *("has", "have", "is", "are", "was", "were", "did", "do", "does", "can", "could", "will", "would"),
        *("didn't", "haven't", "hasn't", "isn't", "aren't", "wasn't", "weren't", "don't", "doesn't", "won't"),
    )
)


def is_inverted_question(clause: Clause, at: int) -> bool:
    """ "Has the plan been approved": an auxiliary first and its subject between."""
    segment = clause.segment_of(at)
    opening = clause.tokens[segment.first].lower
    between = [token.lower for token in clause.tokens[segment.first + 1 : at]]
    return opening in _OPENS_QUESTION and any(not belongs(word) or word in DETERMINERS for word in between)


def is_as(clause: Clause, at: int) -> bool:
    """ "as approved", but not "treat as approved"."""
    if at == 0 or clause.tokens[at - 1].lower != "as":
        return False
    return not clause.has("consider_approved")


def is_of_any(clause: Clause, at: int) -> bool:
    """ "A plan is approved when I say so", "any budget is approved by Dominic": how things are done, no decision."""
    segment = clause.segment_of(at)
    first = next((n for n in range(segment.first, at) if clause.tokens[n].is_word), at)
    named = things(clause, first + 1, at - 1)
    return clause.tokens[first].lower in {"a", "an", "any"} and bool(named) and named[0].first <= first + 2


def is_of_none(clause: Clause, at: int) -> bool:
    """ "No media plan can be approved before that"; "never approved that"."""
    words = [token.lower for token in clause.tokens[clause.segment_of(at).first : at]]
    never = words[-1:] == ["never"] and clause.tokens[at].lower.endswith("ed")
    return never or ("no" in words[:2] and bool(things(clause, clause.segment_of(at).first, at - 1)))


def is_both_ways(clause: Clause, mark: Mark) -> bool:
    """ "Approved, not approved... I don't know"."""
    word = clause.tokens[mark.first].lower
    behind = [t.lower for t in clause.tokens[mark.last + 1 : mark.last + 5] if t.is_word]
    before = [t.lower for t in clause.tokens[max(0, mark.first - 4) : mark.first] if t.is_word]
    return behind[:2] == ["not", word] or (before[-1:] == ["not"] and before[:-1][-1:] == [word])
