"""English nouns and idioms that give leave: "you have my approval", "green light"."""

from __future__ import annotations

from syncd.domain.language.clauses import Clause
from syncd.domain.language.lexicon import Mark
from syncd.domain.language.scope import is_asked, surroundings
from syncd.domain.language.statement import Act, Force
from syncd.domain.language.verb_group_en import MIGHT, NOT, OTHERS, SELF, UNTIL, WILL, lowers_en, names_later_day

Judgement = tuple[Act, Force, str]
_STATES = frozenset(("released", "cleared"))
_STANDS = frozenset(("stands", "holds", "remains", "granted", "given", "confirmed"))

_THEIRS = frozenset(("his", "her", "their", "its"))
_NO_OWNERS = frozenset(("it's", "that's", "here's", "there's", "he's", "she's", "let's", "today's", "what's"))
_HAS_GIVEN = frozenset(
    ("has", "have", "had", "gave", "given", "got", "gives", "with", "is", "grants", "granted", "confirmed")
)
_GIVING = frozenset(
    ("give", "grant", "confirm", "giving", "granting", "confirming", "accord", "extend", "convey", "express", "issue")
)


def judge_noun(clause: Clause, mark: Mark) -> Judgement | None:
    """ "you have my approval", "approval granted", "we give the green light"; None for a noun that decides nothing."""
    segment = clause.segment_of(mark.first)
    before = lowers_en(clause, segment.first, mark.first - 1)
    limits = [m.first - 1 for m in clause.found("condition", first=mark.last + 1, last=segment.last)]
    after = lowers_en(clause, mark.last + 1, min([segment.last, *limits]))
    near = before | after
    gives = (
        bool({"our", "my"} & before and after & _STANDS)
        or bool({"you", "you've"} & before and {"have", "got", "you've"} & before and {"my", "our", "the"} & before)
        or bool({"has", "gets", "get", "have"} & before and {"my", "our"} & before)
        or bool({"meets", "meet"} & before and {"our", "my"} & before)
        or bool({"find", "attached", "enclosed", "herewith"} & before and {"our", "my"} & before)
        or bool(SELF & before and _GIVING & before)
        or bool({"granted", "given", "confirmed"} & after and not {"the", "an", "any"} & before)
        or bool(
            {"is", "as", "serves", "consider", "take", "treat", "accept"} & before
            and {"this", "email", "e-mail", "mail", "letter", "take", "consider", "accept"} & before
            and {"our", "my"} & before
        )
    )
    if "no" in [
        token.lower for token in clause.tokens[max(segment.first, mark.first - 2) : mark.first]
    ] and not after & {"needed", "required", "necessary", "need"}:
        if is_asked(clause, mark.first, mark.last) or near & UNTIL:
            return Act.APPROVE, Force.NOT_YET, "no approval yet"
        return Act.REJECT, Force.ASSERTED, "no approval"
    if _is_anothers(clause, mark, before):
        return _of_another(clause, mark, near)
    if not gives:
        return None
    around = surroundings(clause, mark.first, mark.last)
    if around and around[0] in {Force.MENTION, Force.QUESTION, Force.HYPOTHETICAL, Force.PASSING}:
        return Act.APPROVE, *around
    if near & NOT or near & {"no", "without"}:
        force = Force.NOT_YET if near & UNTIL else Force.ASSERTED
        return (Act.APPROVE if force is Force.NOT_YET else Act.REJECT), force, "approval not given"
    is_later = bool({"give", "grant", "confirm"} & before) and names_later_day(clause, mark.last + 1, segment.last)
    if near & WILL or is_later or ({"to", "be"} <= after and after & {"given", "granted", "confirmed"}):
        return Act.APPROVE, Force.PROMISE, "approval will be given"
    if near & MIGHT or near & {"need", "want", "wait", "waiting", "ask", "get", "until"}:
        return Act.APPROVE, Force.HYPOTHETICAL, "approval not given"
    if around:
        return Act.APPROVE, *around
    return Act.APPROVE, Force.ASSERTED, "approval given in words"


def _is_anothers(clause: Clause, mark: Mark, before: set[str]) -> bool:
    """ "his approval", "the board's approval", "Kate gave her blessing": whose it is stands right before the noun."""
    owner = clause.tokens[mark.first - 1].lower if mark.first else ""
    if owner.endswith(("'s", "’s", "s'")) and owner not in _NO_OWNERS:
        owner = "their"
    return owner in _THEIRS and bool(before & _HAS_GIVEN)


def _of_another(clause: Clause, mark: Mark, near: set[str]) -> Judgement:
    around = surroundings(clause, mark.first, mark.last)
    if around and around[0] in {Force.MENTION, Force.QUESTION, Force.HYPOTHETICAL, Force.PASSING}:
        return Act.APPROVE, *around
    if near & (NOT | WILL | MIGHT | UNTIL) or near & {"no", "without"}:
        return Act.APPROVE, Force.NOT_YET, "approval not given"
    return Act.APPROVE, Force.SECOND_HAND, "somebody else's leave"


def judge_leave(clause: Clause, mark: Mark, act: Act) -> Judgement:
    """An idiom or an order to begin."""
    around = surroundings(clause, mark.first, mark.last)
    if around:
        return act, *around
    segment = clause.segment_of(mark.first)
    before = lowers_en(clause, segment.first, mark.first - 1)
    if names_later_day(clause, mark.last + 1, mark.last + 3) and clause.tokens[mark.last].lower in _STATES:
        return act, Force.PROMISE, "leave not given yet"
    if before & NOT or before & {"no", "without"}:
        return Act.REJECT, Force.ASSERTED, "negated: no leave"
    if before & (WILL | MIGHT) or before & {
        "need",
        "until",
        "waiting",
        "await",
        "awaiting",
        "get",
        "ready",
        "want",
        "before",
    }:
        return act, Force.PROMISE, "leave not given yet"
    if before & OTHERS or clause.has("person", first=segment.first, last=mark.first - 1):
        return act, Force.SECOND_HAND, "somebody else's leave"
    return act, Force.ASSERTED, "leave given in words"
