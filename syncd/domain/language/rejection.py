"""Decisions against: refusals, orders to redo, approvals taken back. Both languages."""

from __future__ import annotations

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.forms import Form, form_of
from syncd.domain.language.lexicon import Lexicon, Mark
from syncd.domain.language.outsiders import is_outsiders_act
from syncd.domain.language.scope import is_after_if, is_asked, is_mentioned
from syncd.domain.language.statement import Act, Force

Judgement = tuple[Act, Force, str]

_NOT = frozenset(("не", "ни", "not", "don't", "won't", "never", "no", "without", "isn't", "aren't", "cannot", "can't"))
_FORCED = frozenset(
    (
        "просил",
        "просила",
        "просили",
        "попросил",
        "попросила",
        "попросили",
        "велел",
        "велела",
        "решено",
        "вынуждены",
        "решение",
        "решением",
        "постановил",
        "постановило",
        "решило",
        "постановили",
        "пришлось",
        "вынужден",
        "вынуждена",
        "приходится",
        "придется",
        "должны",
        "должен",
        "должна",
        "просим",
        "прошу",
        "хотим",
        "хочу",
        "решили",
        "решил",
        "решила",
        "надо",
        "нужно",
        "хотел",
        "хотели",
        "хотела",
        "хотелось",
        "необходимо",
        "можем",
        "могу",
    )
)
_FORCED_EN = frozenset(
    (
        "need",
        "have",
        "must",
        "want",
        "like",
        "wish",
        "forced",
        "going",
        "ask",
        "decided",
        "obliged",
        "has",
        "afraid",
        "sorry",
        "got",
        "will",
        "we'll",
        "i'll",
    )
)
_DETERMINERS = frozenset(("our", "the", "a", "their", "its", "this", "product"))
_POINTS = frozenset(("that", "it", "this", "hereby", "this", "это", "его", "её", "ее"))
_REMARKS_EN = frozenset(("objection", "objections", "comments", "concerns", "remarks", "reservations", "questions"))
_LATER_EN = frozenset(("might", "may", "could", "would", "if"))


def judge_reject(clause: Clause, mark: Mark, lexicon: Lexicon) -> Judgement | None:
    """A refusal. Somebody else's counts like the author's own: the safe side."""
    weak = _weakened(clause, mark)
    if weak:
        return Act.REJECT, *weak
    if is_outsiders_act(clause, mark.first):
        return Act.REJECT, Force.PASSING, "refused by others"
    segment = clause.segment_of(mark.first)
    before = {token.lower for token in clause.tokens[max(segment.first, mark.first - 3) : mark.first]}
    if "need" in before and before & {"no", "don't", "not", "without"}:
        return None  # "no need for another round"
    if _is_told_to_reader(clause, segment, mark.last):
        return None
    if mark.name == "reject_verb":
        if before & _NOT:
            return None
        form = form_of(clause.tokens[mark.first], lexicon.words("reject_verb"))
        if form in {Form.PROMISE, Form.ORDER, Form.ATTRIBUTE, Form.PRESENT_YOU}:
            return None
        if form is Form.INFINITIVE and not before & _FORCED:
            return None
        if clause.tokens[mark.first].text.isascii() and before & _LATER_EN:
            return None
    return Act.REJECT, Force.ASSERTED, "a refusal"


def judge_redo(clause: Clause, mark: Mark) -> Judgement | None:
    """An order to redo; a rejection where the thing was put up for approval."""
    weak = _weakened(clause, mark)
    if weak and weak[0] is not Force.QUESTION:
        return Act.REDO, *weak
    segment = clause.segment_of(mark.first)
    before = {token.lower for token in clause.tokens[max(segment.first, mark.first - 3) : mark.first]}
    if before & _NOT:
        return None
    return Act.REDO, Force.ASSERTED, "to be redone"


def judge_revoke(clause: Clause, mark: Mark, lexicon: Lexicon) -> Judgement | None:
    """An approval taken back: the verb needs an approval as its object."""
    if clause.tokens[mark.first].text.isascii() and clause.tokens[mark.first - 1].lower in _DETERMINERS and mark.first:
        return None  # "our recall"
    weak = _weakened(clause, mark)
    if weak:
        return Act.REVOKE, *weak
    if clause.tokens[mark.first].lemmas & {"unapprove", "un-approve"}:
        return Act.REVOKE, Force.ASSERTED, "an approval taken back"
    if mark.name == "changed_mind":
        return Act.REVOKE, Force.UNSURE, "a change of mind"
    if not _has_approval_object(clause, mark):
        return (Act.REVOKE, Force.ASSERTED, "taken back") if _stands_alone(clause, mark) else None
    segment = clause.segment_of(mark.first)
    reach = 4 if clause.tokens[mark.first].text.isascii() else 1  # a Russian «не» stands right before its verb
    near = {token.lower for token in clause.tokens[max(segment.first, mark.first - reach) : mark.first]}
    before = {token.lower for token in clause.tokens[max(segment.first, mark.first - 4) : mark.first]}
    if mark.name == "revoke_verb":
        if near & _NOT:
            return None
        form = form_of(clause.tokens[mark.first], lexicon.words("revoke_verb"))
        if form is Form.ATTRIBUTE and clause.has("consider_word", last=mark.first - 1):
            return Act.REVOKE, Force.ASSERTED, "an approval taken back"
        if form in {Form.PROMISE, Form.ATTRIBUTE, Form.PRESENT_YOU}:
            return None
        if form is Form.INFINITIVE and not before & _FORCED:
            return None
        if clause.tokens[mark.first].text.isascii() and (
            before & _LATER_EN or ("can" in before and "you" not in before)
        ):
            return None
    return Act.REVOKE, Force.ASSERTED, "an approval taken back"


def _has_approval_object(clause: Clause, mark: Mark) -> bool:
    objects = [*clause.found("approval_given"), *clause.found("approve_verb"), *clause.found("not_approved_word")]
    segment = clause.segment_of(mark.first)
    if mark.name == "revoke_verb" and _has_another_object(clause, segment, mark):
        objects = [other for other in objects if segment.first <= other.first <= segment.last]
    inside = mark.name == "revoke_phrase"
    if inside and clause.tokens[mark.first].lower == "approved":
        return True  # "approved by mistake"
    return any(
        other.first not in (mark.first, mark.last) and (inside or not mark.first <= other.first <= mark.last)
        for other in objects
    )


def _has_another_object(clause: Clause, segment: Segment, mark: Mark) -> bool:
    """«Замечание снято», "all objections are withdrawn": its own segment names what is taken back."""
    if {token.lower for token in clause.tokens[segment.first : segment.last + 1]} & _REMARKS_EN:
        return True
    return any(
        "NOUN" in parse.tags and "nomn" in parse.tags
        for at in range(segment.first, segment.last + 1)
        if not mark.first <= at <= mark.last and not _is_governed(clause, segment, at)
        for parse in clause.tokens[at].parses
    )


def _is_governed(clause: Clause, segment: Segment, at: int) -> bool:
    """«в связи с арестом счёта»: behind a preposition."""
    return any("PREP" in token.tags for token in clause.tokens[max(segment.first, at - 3) : at + 1])


def _stands_alone(clause: Clause, mark: Mark) -> bool:
    """«Отзываю.»: nothing else that it could take back."""
    segment = clause.segment_of(mark.first)
    words = [token for token in clause.tokens[segment.first : segment.last + 1] if token.is_word]
    if (
        mark.first == segment.first + 1
        and clause.tokens[mark.first].lower == "no"
        and words[0].lower in {"it", "this", "that"}
    ):
        return len(words) <= 4  # "It no longer stands."
    pointed = [token for token in words if token.lower not in _POINTS]
    return len(pointed) <= 2 and clause.has("revoke_alone", first=mark.first, last=mark.first)


def _weakened(clause: Clause, mark: Mark) -> tuple[Force, str] | None:
    last = mark.first if mark.name == "revoke_phrase" else mark.last  # «забираю своё «согласовано» обратно»
    if is_mentioned(clause, mark.first, last):
        return Force.MENTION, "the words are spoken about"
    if is_asked(clause, mark.first, mark.last):
        return Force.QUESTION, "a question"
    segment = clause.segment_of(mark.first)
    if is_after_if(clause, segment, mark.first):
        return Force.HYPOTHETICAL, "inside a condition"
    if any(token.lower in {"бы", "would", "if", "если"} for token in clause.tokens[segment.first : mark.first]):
        return Force.HYPOTHETICAL, "would be"
    return None


def judge_not_accepted(clause: Clause, mark: Mark) -> Judgement | None:
    """«не принимается», "won't be using it": a negated verb of taking."""
    segment = clause.segment_of(mark.first)
    if not _is_negated(clause, mark.first) or any(
        t.lower == "ничего" for t in clause.tokens[segment.first : mark.first]
    ):
        return None  # «ничего не нужно»
    if _is_told_to_reader(clause, segment, mark.first):
        return None
    weak = _weakened(clause, mark)
    if weak:
        return Act.REJECT, *weak
    if is_outsiders_act(clause, mark.first):
        return Act.REJECT, Force.PASSING, "refused by others"
    if mark.name == "taste_verb":
        return Act.REJECT, Force.UNSURE, "not liked"
    near = {token.lower for token in clause.tokens}
    if near & {"пока", "еще", "yet", "until", "till", "before", "anything"}:
        return Act.REJECT, Force.NOT_YET, "not yet taken"
    return Act.REJECT, Force.ASSERTED, "not taken"


def _is_told_to_reader(clause: Clause, segment: Segment, at: int) -> bool:
    """ "Do not accept changes from anybody else": an order to the reader, no refusal."""
    if clause.tokens[at].lower != "accept":
        return False  # "please don't publish" refuses
    before = [token.lower for token in clause.tokens[segment.first : at]]
    return before in (["do", "not"], ["don't"], ["please", "do", "not"], ["please", "don't"])


def _is_negated(clause: Clause, at: int) -> bool:
    token = clause.tokens[at]
    segment = clause.segment_of(at)
    if not token.text.isascii():
        return at > segment.first and clause.tokens[at - 1].lower == "не"
    before = clause.tokens[max(segment.first, at - 3) : at]
    return any(t.lower in _NOT_EN or t.lower.endswith("n't") for t in before)


_NOT_EN = frozenset(("not", "cannot", "never", "dont", "wont", "cant"))
