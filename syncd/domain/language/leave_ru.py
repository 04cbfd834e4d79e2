"""Russian nouns and idioms that give leave: «даём добро», «подтверждаем согласование»."""

from __future__ import annotations

from functools import lru_cache

from syncd.domain.language.approval_ru import FUTURE_BE, JUDGES, Judgement, lowers_of
from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.forms import Form, form_of
from syncd.domain.language.lexicon import Lexicon, Mark
from syncd.domain.language.people_ru import has_agent
from syncd.domain.language.scope import surroundings
from syncd.domain.language.statement import Act, Force


def judge_idiom(clause: Clause, mark: Mark, lexicon: Lexicon) -> Judgement:
    """«даём добро», «апрув есть»: by the form of its verb; without a verb it is a state."""
    around = surroundings(clause, mark.first, mark.last)
    if around and around[0] in {Force.MENTION, Force.QUESTION, Force.HYPOTHETICAL, Force.PASSING}:
        return Act.LEAVE, *around
    segment = clause.segment_of(mark.first)
    for at in range(segment.first, min(mark.last + 3, segment.last + 1)):
        form = form_of(clause.tokens[at], lexicon.words("give_verb"))
        if form is None:
            continue
        judged = JUDGES[form](clause, at)
        if around and judged[1] is Force.ASSERTED:
            return Act.LEAVE, *around
        return (Act.LEAVE if judged[0] is Act.APPROVE else judged[0]), judged[1], f"leave given in words; {judged[2]}"
    lowers = lowers_of(clause, segment)
    if lowers & {"нет", "не", "без", "жду", "ждем", "нужен", "нужна", "нужно"}:
        return Act.LEAVE, Force.NOT_YET, "no leave yet"
    if lowers & FUTURE_BE:
        return Act.LEAVE, Force.PROMISE, "leave will be given"
    if around:
        return Act.LEAVE, *around
    if has_agent(clause, segment):
        return Act.LEAVE, Force.SECOND_HAND, "somebody else's leave"
    return Act.LEAVE, Force.ASSERTED, "leave given in words"


def judge_noun(clause: Clause, mark: Mark, lexicon: Lexicon) -> Judgement | None:
    """«подтверждаем согласование», «согласие даём»: by the form of its verb; without one it decides nothing."""
    segment = clause.segment_of(mark.first)
    if _is_announced(clause, segment, mark.first):
        around = surroundings(clause, mark.first, mark.last)
        return (Act.APPROVE, *around) if around else (Act.APPROVE, Force.ASSERTED, "approval given in words")
    for at, form in _giving(clause, lexicon.words("give_verb")):
        if not segment.first <= at <= segment.last or mark.first <= at <= mark.last:
            continue
        around = surroundings(clause, mark.first, mark.last)
        if around and around[0] in {Force.MENTION, Force.QUESTION, Force.HYPOTHETICAL, Force.PASSING}:
            return Act.APPROVE, *around
        judged = JUDGES[form](clause, at)
        return (judged[0], *around) if around and judged[1] is Force.ASSERTED else judged
    if "gent" in clause.tokens[mark.first].tags and {"не", "будет"} <= lowers_of(clause, segment):
        return Act.REJECT, Force.ASSERTED, "approval will not be given"
    return None


@lru_cache(maxsize=32)
def _giving(clause: Clause, verbs: frozenset[str]) -> tuple[tuple[int, Form], ...]:
    """Where in the sentence a verb of giving stands and in which form: looked for once, for every noun asks."""
    return tuple((at, form) for at, token in enumerate(clause.tokens) if (form := form_of(token, verbs)) is not None)


def _is_announced(clause: Clause, segment: Segment, at: int) -> bool:
    """«сообщаю о согласовании», «уведомляем об утверждении сметы»."""
    before = clause.tokens[segment.first : at]
    if "loct" not in clause.tokens[at].tags or not {"о", "об"} & {token.lower for token in before[-3:]}:
        return False
    return any(token.lemmas & {"сообщать", "уведомлять", "информировать"} and "1per" in token.tags for token in before)


def judge_confirmation(clause: Clause, mark: Mark, lexicon: Lexicon) -> Judgement | None:
    """«бюджет подтверждаем»: approves where what it confirms is the thing itself and not its receipt."""
    segment = clause.segment_of(mark.first)
    if clause.has("approve_noun", first=segment.first, last=segment.last):
        return None
    form = form_of(clause.tokens[mark.first], lexicon.words("confirm_verb"))
    if form is None or not _confirms_thing(clause, segment, mark.first):
        return None
    around = surroundings(clause, mark.first, mark.last)
    judged = JUDGES[form](clause, mark.first)
    return (Act.APPROVE, *around) if around else judged


def _confirms_thing(clause: Clause, segment: Segment, at: int) -> bool:
    marks = [m for m in clause.marks if m.name.startswith("thing.") and segment.first <= m.first <= segment.last]
    if not marks:
        return False
    nouns = [n for n in range(at + 1, segment.last + 1) if any("NOUN" in p.tags for p in clause.tokens[n].parses[:1])]
    return not nouns or any(mark.first <= nouns[0] <= mark.last for mark in marks) or marks[0].first < at
