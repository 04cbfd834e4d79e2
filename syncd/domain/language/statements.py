"""Every statement about a decision in a text, each with its force and what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.language import approval_en, approval_ru, leave_en, leave_ru, told_en
from syncd.domain.language.clauses import Clause
from syncd.domain.language.lexicon import Lexicon, Mark
from syncd.domain.language.rejection import judge_not_accepted, judge_redo, judge_reject, judge_revoke
from syncd.domain.language.scope import surroundings
from syncd.domain.language.statement import Act, Force, Statement
from syncd.domain.language.subject import target_of, things

Judgement = tuple[Act, Force, str]


def statements(read: tuple[Clause, ...], lexicon: Lexicon) -> list[Statement]:
    """The statements of a text in order."""
    return [statement for clause in read for statement in _of_clause(clause, lexicon)]


def _of_clause(clause: Clause, lexicon: Lexicon) -> Iterator[Statement]:
    for mark in clause.marks:
        judged = _judge(clause, mark, lexicon)
        if judged is not None:
            target, about = target_of(clause, mark.first, mark.last)
            statement = Statement(*judged, clause.number, mark.first, mark.last, _words(clause, mark), target, about)
            yield statement


def _judge(clause: Clause, mark: Mark, lexicon: Lexicon) -> Judgement | None:
    english = clause.tokens[mark.first].lower.isascii()
    match mark.name:
        case "approve_verb" if _is_declared(clause, mark):
            return None  # «считать согласованным» is judged as a whole
        case "approve_verb":
            return (
                approval_en.judge_verb(clause, mark) if english else approval_ru.judge_verb(clause, mark.first, lexicon)
            )
        case "consider_approved":
            return _judge_declared(clause, mark)
        case "approve_noun":
            return leave_en.judge_noun(clause, mark) if english else leave_ru.judge_noun(clause, mark, lexicon)
        case "own_approval":
            return _judge_simple(clause, mark, Act.APPROVE)
        case "bare_approve_noun":
            return _judge_bare_noun(clause, mark)
        case "confirm_verb":
            return None if english else leave_ru.judge_confirmation(clause, mark, lexicon)
        case "idiom":
            return (
                leave_en.judge_leave(clause, mark, Act.LEAVE)
                if english
                else leave_ru.judge_idiom(clause, mark, lexicon)
            )
        case "go_order":
            return _judge_simple(clause, mark, Act.GO)
        case "agree_word":
            return _judge_simple(clause, mark, Act.AGREE)
        case "choose_verb":
            return _judge_simple(clause, mark, Act.CHOOSE)
        case "not_approved_word" if clause.has("consider_word", last=mark.first - 1):
            judged = judge_reject(clause, mark, lexicon)
            return judged and (judged[0], judged[1], "declared not approved")
        case "reject_verb" | "reject_phrase" | "not_approved_word":
            return judge_reject(clause, mark, lexicon)
        case "accept_verb" | "taste_verb":
            return judge_not_accepted(clause, mark)
        case "redo_order":
            return judge_redo(clause, mark)
        case "revoke_verb" | "revoke_phrase" | "changed_mind":
            return judge_revoke(clause, mark, lexicon)
        case _:
            return None


def _is_declared(clause: Clause, mark: Mark) -> bool:
    return any(m.first < mark.first <= m.last for m in clause.found("consider_approved", last=mark.first))


def _judge_declared(clause: Clause, mark: Mark) -> Judgement:
    """«считайте согласованным», "consider it approved"."""
    segment = clause.segment_of(mark.first)
    before = {token.lower for token in clause.tokens[segment.first : mark.first]}
    after = {token.lower for token in clause.tokens[mark.last + 1 :]}
    if before & {"не", "not", "don't", "чтобы", "нельзя"} or after & {"нельзя", "рано", "преждевременно", "невозможно"}:
        if clause.has("no_longer"):
            return Act.REVOKE, Force.ASSERTED, "no longer approved"
        return Act.APPROVE, Force.NOT_YET, "not to be taken as approved"
    if clause.tokens[mark.first].text.isascii() and told_en.is_of_any(clause, mark.first):
        return Act.APPROVE, Force.PASSING, "told in passing"
    around = surroundings(clause, mark.first, mark.first)
    return (Act.APPROVE, *around) if around else (Act.APPROVE, Force.ASSERTED, "declared approved")


def _judge_bare_noun(clause: Clause, mark: Mark) -> Judgement | None:
    """«Апрув!» as a whole segment."""
    segment = clause.segment_of(mark.first)
    words = [t for t in clause.tokens[segment.first : segment.last + 1] if t.is_word]
    if len(words) != 1:
        return None
    around = surroundings(clause, mark.first, mark.last)
    return (Act.APPROVE, *around) if around else (Act.APPROVE, Force.ASSERTED, "a word of approval alone")


def _judge_simple(clause: Clause, mark: Mark, act: Act) -> Judgement | None:
    if act is Act.GO and _has_thing_for_subject(clause, mark):
        return None
    if act is Act.GO and mark.first == mark.last and clause.tokens[mark.first - 1].lower in {"the", "our", "this"}:
        return None  # "move the launch"
    if act is Act.GO and {token.lower for token in clause.tokens[mark.last + 1 : mark.last + 2]} & {"through", "over"}:
        return None  # "will go through them"
    before = {token.lower for token in clause.tokens[max(0, mark.first - 3) : mark.first]}
    if before & {"ask", "asking", "request", "urge"} and "to" in before:
        before = before - {"to"}  # "we ask to start": an order
    if before & {
        "не",
        "not",
        "don't",
        "can't",
        "cannot",
        "won't",
        "нельзя",
        "no",
        "рано",
        "пока",
        "before",
        "until",
        "to",
    }:
        return act, Force.NOT_YET, "negated"
    after = {token.lower for token in clause.tokens[mark.last + 1 : mark.last + 3]}
    if act is Act.GO and after & {"scratch", "zero", "over", "again", "anew", "afresh", "сначала", "заново"}:
        return None
    if act is Act.AGREE and after & {"что", "that"}:
        return None
    around = surroundings(clause, mark.first, mark.last)
    return (act, *around) if around else (act, Force.ASSERTED, "said plainly")


def _has_thing_for_subject(clause: Clause, mark: Mark) -> bool:
    """ "Approved plans go to Mark": told of the thing, no order."""
    if mark.first != mark.last or not mark.first or not clause.tokens[mark.first].text.isascii():
        return False
    before = clause.tokens[mark.first - 1].lower
    return before.endswith("s") and bool(things(clause, mark.first - 1, mark.first - 1))


def _words(clause: Clause, mark: Mark) -> str:
    return clause.words(mark.first, mark.last)
