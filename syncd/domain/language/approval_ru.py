"""Russian approvals: from the form of the verb and what stands around it to a statement."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.forms import Form, form_of
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.outsiders import is_outsiders_act
from syncd.domain.language.people_ru import has_agent, has_other_subject
from syncd.domain.language.scope import surroundings
from syncd.domain.language.statement import Act, Force
from syncd.domain.language.words import Token

Judgement = tuple[Act, Force, str]
FUTURE_BE = frozenset(("будет", "будут", "буду", "будем"))
_CANNOT = frozenset(
    (
        "мочь",
        "готовый",
        "нельзя",
        "быть",
        "получиться",
        "смочь",
        "иметь",
        "собираться",
        "планировать",
        "хотеть",
        "видеть",
        "возможный",
        "представляться",
    )
)
_UNTIL = frozenset(("пока", "до", "раньше", "ранее", "сегодня", "сейчас", "еще", "успевать", "успеть"))
_PROCESS = frozenset(("пока", "еще", "сейчас", "внутри", "процесс", "начинать", "продолжать"))
_TOOK = frozenset(("принял", "приняла", "приняли", "принято"))
_COMPANY = frozenset(("ооо", "ао", "пао", "зао", "оао", "компания"))  # a letter's author speaks for it
_SENT_BY_YOU = ("предложен", "направлен", "представлен", "присланн", "подготовлен", "указан", "предоставлен")
_WILLING = frozenset(("готовый", "мочь", "рад", "рада", "рады", "можно"))


def judge_verb(clause: Clause, at: int, lexicon: Lexicon) -> Judgement | None:
    """What an approval verb at token `at` says; None where it says nothing of a decision."""
    form = form_of(clause.tokens[at], lexicon.words("approve_verb"))
    if form is None or form is Form.NOUN:
        return None
    around = surroundings(clause, at, at)
    if around and around[0] in {Force.MENTION, Force.QUESTION, Force.HYPOTHETICAL, Force.PASSING}:
        return Act.APPROVE, *around
    judged = JUDGES[form](clause, at)
    if around and judged[0] is Act.REJECT and around[0] is Force.SECOND_HAND:
        return judged  # a refusal that is reported is one: the safe side
    if around and judged[1] in {Force.ASSERTED, Force.UNSURE}:
        return judged[0], *around
    if around and around[0] is Force.SECOND_HAND and judged[1] is Force.PAST:
        return judged[0], *around
    return judged


def _judge_state(clause: Clause, at: int) -> Judgement:
    segment = clause.segment_of(at)
    lowers = lowers_of(clause, segment)
    if _is_negated(clause, at):
        return _negated(clause, segment, at)
    if lowers & FUTURE_BE:
        return (
            (Act.REJECT, Force.ASSERTED, "will not be approved")
            if "не" in lowers
            else (Act.APPROVE, Force.PROMISE, "will be approved")
        )
    if clause.has("past_be", first=segment.first, last=min(at + 1, segment.last)):
        return Act.APPROVE, Force.PAST, "was approved: a past fact"
    if lowers & {"почти"} and lowers & {"весь", "все", "вся"}:
        return Act.APPROVE, Force.NOT_YET, "not wholly approved"
    if lowers & {"почти"}:
        return Act.APPROVE, Force.NOT_YET, "almost approved"
    if _is_yours(lowers) or is_outsiders_act(clause, at):
        return Act.APPROVE, Force.PASSING, "approved with or by others than the author"
    if has_agent(clause, segment):
        return Act.APPROVE, Force.SECOND_HAND, "approved by somebody else"
    return Act.APPROVE, Force.ASSERTED, "a participle in the present: approved now"


def _judge_performative(clause: Clause, at: int) -> Judgement:
    segment = clause.segment_of(at)
    if _is_negated(clause, at):
        return _negated(clause, segment, at)
    near = clause.tokens[segment.first : segment.last + 1]
    with_whom = any(
        before.lower in {"с", "со"} and clause.has("person", first=segment.first + n + 1, last=segment.first + n + 4)
        for n, before in enumerate(near)
    )
    only = {n for n, (token, after) in enumerate(pairwise(near)) if token.lower == "пока" and after.lower == "только"}
    again = {n for n, (token, after) in enumerate(pairwise(near)) if token.lower == "еще" and after.lower == "раз"}
    goes_on = any(
        (token.lower in _PROCESS and n not in again | only) or token.lemmas & {"процесс"}
        for n, token in enumerate(near)
    )
    if goes_on or with_whom:
        return Act.APPROVE, Force.NOT_YET, "being approved, not done"
    if is_outsiders_act(clause, at):
        return Act.APPROVE, Force.PASSING, "approved with others than the agency"
    return Act.APPROVE, Force.ASSERTED, "first person present: the author approves"


def _judge_past(clause: Clause, at: int) -> Judgement:
    segment = clause.segment_of(at)
    is_imperfective = all({"VERB", "impf"} <= p.tags for p in clause.tokens[at].parses if "past" in p.tags)
    if _is_negated(clause, at):
        return (
            (Act.APPROVE, Force.NOT_YET, "was not approved then") if is_imperfective else _negated(clause, segment, at)
        )
    if _is_yours(lowers_of(clause, segment)) or is_outsiders_act(clause, at):
        return Act.APPROVE, Force.PASSING, "approved with or by others than the author"
    if clause.tokens[at].parses[0].tags >= {"VERB", "past", "neut"}:
        return Act.APPROVE, Force.SECOND_HAND, "somebody else approved"
    if is_imperfective:
        return Act.APPROVE, Force.PAST, "was approved: a past fact"
    if any("прошлый" in token.lemmas for token in clause.tokens[segment.first : segment.last + 1]):
        return Act.APPROVE, Force.PAST, "was approved: a past fact"
    if has_other_subject(clause, segment, at):
        return Act.APPROVE, Force.SECOND_HAND, "somebody else approved"
    return Act.APPROVE, Force.ASSERTED, "perfective past without another subject: the author has approved"


def _judge_promise(clause: Clause, at: int) -> Judgement:
    if not _is_negated(clause, at):
        return Act.APPROVE, Force.PROMISE, "future: a promise"
    return _negated(clause, Segment(0, len(clause.tokens) - 1), at)


def _judge_infinitive(clause: Clause, at: int) -> Judgement:
    segment = clause.segment_of(at)
    tokens = clause.tokens[segment.first : segment.last + 1]
    if at > segment.first and clause.tokens[at - 1].lower == "не":
        if _is_decided(tokens):
            return Act.REJECT, Force.ASSERTED, "negated: not approved"
        return Act.APPROVE, Force.UNSURE, "no reason not to approve"
    if _is_decided(tokens) and "не" not in {token.lower for token in tokens}:
        if has_other_subject(clause, segment, at) or any({"VERB", "futr"} <= p.tags for t in tokens for p in t.parses):
            return Act.APPROVE, Force.SECOND_HAND, "somebody else approved"
        return Act.APPROVE, Force.ASSERTED, "decided to approve"
    for number, token in enumerate(tokens[:-1]):
        if token.lower == "не" and tokens[number + 1].lemmas & _CANNOT:
            return _negated(clause, segment, at)
    if any("нельзя" in token.lemmas for token in tokens):
        return _negated(clause, segment, at)
    if any(token.lemmas & _WILLING for token in tokens) and _is_put_off(tokens):
        return Act.APPROVE, Force.NOT_YET, "not yet approved"
    if any(token.lemmas & _WILLING for token in tokens):
        return Act.APPROVE, Force.UNSURE, "ready to approve: not done"
    return Act.APPROVE, Force.REQUEST, "an infinitive: to be approved"


def _is_decided(tokens: tuple[Token, ...]) -> bool:
    """«решили согласовать», «приняли решение утвердить»: the author's own deed, done."""
    return any(
        token.lower in {"решил", "решила", "решили"} or (token.lower == "решение" and before.lower in _TOOK)
        for before, token in pairwise((tokens[0], *tokens))
    )


def _is_put_off(tokens: tuple[Token, ...]) -> bool:
    """«сможем согласовать после совета», «не раньше среды»."""
    lowers = [token.lower for token in tokens]
    return "после" in lowers or any(pair in {("не", "раньше"), ("не", "ранее")} for pair in pairwise(lowers))


def _judge_other(clause: Clause, at: int) -> Judgement:
    if _is_negated(clause, at):
        return _negated(clause, clause.segment_of(at), at)
    before = lowers_of(clause, Segment(clause.segment_of(at).first, at))
    if "теперь" in before:
        return Act.APPROVE, Force.PASSING, "a habit, not a decision"  # «теперь согласовывает Тамара»
    if before & _COMPANY:
        return Act.APPROVE, Force.ASSERTED, "first person present: the author approves"
    return Act.APPROVE, Force.SECOND_HAND, "third person: somebody else approves"


def _constant(force: Force, rule: str) -> Callable[[Clause, int], Judgement]:
    return lambda _clause, _at: (Act.APPROVE, force, rule)


def _negated(clause: Clause, segment: Segment, at: int) -> Judgement:
    lowers = lowers_of(clause, segment)
    whole = {token.lower for token in clause.tokens} | {lemma for token in clause.tokens for lemma in token.lemmas}
    if clause.has("partly", first=segment.first, last=segment.last):
        return Act.APPROVE, Force.NOT_YET, "not wholly approved"
    if clause.has("no_longer", first=segment.first, last=segment.last):
        return Act.REVOKE, Force.ASSERTED, "no longer approved"
    if (
        lowers & _UNTIL
        or "без" in whole
        or ({"пока", "раньше"} & whole and not {"исправить", "убрать", "поправить", "снизить"} & whole)
    ):
        return Act.APPROVE, Force.NOT_YET, "not yet approved"
    if is_outsiders_act(clause, at):
        return Act.APPROVE, Force.PASSING, "refused by others"
    if clause.has("past_be", first=segment.first, last=segment.last):
        return Act.APPROVE, Force.NOT_YET, "was not approved then"
    return Act.REJECT, Force.ASSERTED, "negated: not approved"


def _is_negated(clause: Clause, at: int) -> bool:
    """«не» before the word, over an adverb or «был»; «не только» and «не могу не» are none."""
    position = at - 1
    segment = clause.segment_of(at)
    while position >= segment.first and _may_stand_between(clause, position):
        position -= 1
    if position >= segment.first and clause.tokens[position].lower in {"не", "ни"}:
        return clause.tokens[position + 1].lower not in {"только", "просто", "то"}
    after = clause.tokens[at + 1 : segment.last + 1]
    return any(
        token.lower == "не" and nxt.lower in {"весь", "все", "полностью", "целиком", "до", "буду", "будем", "будет"}
        for token, nxt in pairwise(after)
    )


def _may_stand_between(clause: Clause, at: int) -> bool:
    token = clause.tokens[at]
    if token.lower in {
        "был",
        "была",
        "было",
        "были",
        "можем",
        "могу",
        "полностью",
        "целиком",
        "мы",
        "я",
        "нами",
        "мной",
    }:
        return True
    return token.lower not in {"не", "ни"} and any(parse.tags & {"ADVB", "PRCL"} for parse in token.parses)


def lowers_of(clause: Clause, segment: Segment) -> set[str]:
    return {token.lower for token in clause.tokens[segment.first : segment.last + 1]} | {
        lemma for token in clause.tokens[segment.first : segment.last + 1] for lemma in token.lemmas if lemma in _UNTIL
    }


def _is_yours(lowers: set[str]) -> bool:
    by_you = {"вами"} & lowers and not any(word.startswith(_SENT_BY_YOU) for word in lowers)
    return bool(by_you or {"вашим", "вашими", "вашей"} & lowers) or {"у", "вас"} <= lowers or {"вы"} <= lowers


JUDGES: dict[Form, Callable[[Clause, int], Judgement]] = {
    Form.STATE: _judge_state,
    Form.PERFORMATIVE: _judge_performative,
    Form.PAST: _judge_past,
    Form.PROMISE: _judge_promise,
    Form.INFINITIVE: _judge_infinitive,
    Form.PRESENT_OTHER: _judge_other,
    Form.PRESENT_YOU: _constant(Force.QUESTION, "second person: asks the reader"),
    Form.ORDER: _constant(Force.REQUEST, "imperative: asks the reader to approve"),
    Form.ATTRIBUTE: _constant(Force.PASSING, "an attribute: approved before"),
}
