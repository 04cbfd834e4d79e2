"""Parties whose word is none of the client's: a landlord, a moderator, an advertising platform that refuses an ad."""

from __future__ import annotations

from syncd.domain.language.clauses import Clause

_PASSIVE = frozenset(("is", "are", "was", "were", "be", "been", "isn't", "aren't", "wasn't", "weren't", "'s"))
_WITH = frozenset(("с", "со", "with"))
_NEAR = 2  # words between «согласовано» and «с Авито»


def is_outsiders_act(clause: Clause, at: int) -> bool:
    """Whether the decision word at `at` is an outsider's act, or one agreed with an outsider.

    A platform is mostly a part of a plan («ТикТок согласован»); it acts only as the subject of an active verb.
    """
    segment = clause.segment_of(at)
    if clause.has("outsider", first=segment.first, last=segment.last):
        return True
    return any(
        (clause.tokens[mark.first - 1].lower in _WITH and abs(mark.first - 1 - at) <= _NEAR)
        or (mark.first < at and _is_active(clause, mark.first, at))
        for mark in clause.found("platform", first=segment.first, last=segment.last)
    )


def _is_active(clause: Clause, subject: int, at: int) -> bool:
    verb = clause.tokens[at]
    if verb.text.isascii():
        between = {token.lower for token in clause.tokens[subject + 1 : at]}
        names_thing = any(m.name.startswith("thing.") and subject < m.first < at for m in clause.marks)
        return not between & _PASSIVE and at - subject <= 4 and not names_thing
    return any("VERB" in parse.tags and not parse.tags & {"1per", "2per"} for parse in verb.parses)
