"""English approvals: from the verb group around the word to a statement."""

from __future__ import annotations

import re
from itertools import pairwise

from syncd.domain.language.agent_en import agent_force
from syncd.domain.language.clauses import Clause
from syncd.domain.language.lexicon import Mark
from syncd.domain.language.outsiders import is_outsiders_act
from syncd.domain.language.scope import surroundings
from syncd.domain.language.statement import Act, Force
from syncd.domain.language.subject import things
from syncd.domain.language.told_en import DETERMINERS, is_as, is_both_ways, is_inverted_question, is_of_any, is_of_none
from syncd.domain.language.verb_group_en import (
    BE,
    CAN,
    HAVE,
    MIGHT,
    NOT,
    NOUN_CLASSES,
    SELF,
    UNTIL,
    WAS,
    WILL,
    Group,
    group_of,
    names_later_day,
    names_other,
    words_before,
)

Judgement = tuple[Act, Force, str]
_FORMALLY = frozenset(("formally", "officially", "hereby", "herewith", "finally", "gladly", "happily", "now"))
_CANNOT = frozenset(("cannot", "can't", "cant", "couldn't", "unable"))
_GLAD = frozenset(("pleasure", "happy", "pleased", "glad", "delighted", "thrilled"))
_READY = frozenset(
    ("ready", "able", "prepared", "willing", "inclined", "ok", "okay", "fine", "content", "comfortable", "minded")
)
_CAN_NOW = (Force.ASSERTED, "can formally approve: approves")
_UNSEEN = re.compile(
    r"\b(?:what|something|anything|things|which|that) (?:i|we)(?: have not|['’]ve not| haven['’]t|['’]ve never| have never)\b"
    r"|\bwithout (?:even |first )?(?:seeing|having seen|reading|knowing|a look)|\bsight unseen|\bblind(?:ly)?\b",
    re.IGNORECASE,
)
_PREDICATES = frozenset(
    (
        "approved",
        "signed-off",
        "greenlit",
        "green-lit",
        "authorised",
        "authorized",
        "ratified",
        "sanctioned",
        "signed",
        "aproved",
        "appoved",
        "approvd",
        "apporved",
        "approoved",
        "greenlighted",
        "validated",
        "okayed",
        "ok'd",
        "endorsed",
    )
)
_BASE = frozenset(
    ("approve", "sign", "greenlight", "authorise", "authorize", "aprove", "validate", "validates", "endorse")
)
_WANTED = frozenset(("need", "needs", "want", "wants", "like", "get", "getting", "see", "prefer", "wanted", "needed"))
_WHOEVER = frozenset(("who", "whoever", "anyone", "anybody", "which"))
_GOVERNING = frozenset(("to", "in", "of", "with", "from", "per", "on", "under", "by", "against", "than", "about"))
_LATER = frozenset(("after", "once", "when", "until", "on", "next"))
_BEFORE_ATTRIBUTE = frozenset(
    (
        "the",
        "an",
        "our",
        "your",
        "this",
        "that",
        "per",
        "previously",
        "already",
        "their",
        "its",
        "of",
        "any",
        "last",
        "recently",
    )
)


def judge_verb(clause: Clause, mark: Mark) -> Judgement | None:
    """What an English word of approval says; None where it says nothing of a decision."""
    at = mark.first
    word = clause.tokens[at].lower
    if is_inverted_question(clause, at):
        return Act.APPROVE, Force.QUESTION, "a question without its mark"
    if clause.tokens[max(0, at - 1)].lower == "alone":
        return Act.APPROVE, Force.NOT_YET, "not yet approved"
    if is_of_none(clause, at):
        return Act.APPROVE, Force.NOT_YET, "not yet approved"
    if is_as(clause, at) or is_of_any(clause, at):
        return Act.APPROVE, Force.PASSING, "told in passing"
    if is_both_ways(clause, mark):
        return Act.APPROVE, Force.HYPOTHETICAL, "said both ways: not decided"
    around = surroundings(clause, at, mark.last)
    if around and around[0] in {Force.MENTION, Force.QUESTION, Force.HYPOTHETICAL, Force.PASSING}:
        return Act.APPROVE, *around
    group = group_of(clause, at)
    judged = _judge(clause, mark, word, group)
    if around and judged[0] is Act.REJECT and around[0] is Force.SECOND_HAND:
        return judged  # a refusal that is reported is one: the safe side
    if around and judged[1] in {Force.ASSERTED, Force.UNSURE}:
        return judged[0], *around
    if around and around[0] is Force.SECOND_HAND and judged[1] is Force.PAST:
        return judged[0], *around
    return judged


def _judge(clause: Clause, mark: Mark, word: str, group: Group) -> Judgement:
    if _is_negated(clause, mark, group):
        return _negated(clause, group, word, mark.first)
    if group.words & WILL:
        return Act.APPROVE, Force.PROMISE, "future: a promise"
    if group.words & MIGHT:
        return Act.APPROVE, Force.HYPOTHETICAL, "would, could, should: not done"
    at = mark.first
    later = {token.lower for token in clause.tokens[mark.last + 1 :]} & _LATER
    if group.words & CAN & {"can"} and group.words & _FORMALLY and words_before(clause, group.first, 2) & SELF:
        is_later = later - {"on"} or names_later_day(clause, mark.last + 1, len(clause.tokens) - 1)
        return Act.APPROVE, *((Force.PROMISE, "future: a promise") if is_later else _CAN_NOW)
    if group.words & CAN and "only" in group.words and later:
        return Act.APPROVE, Force.NOT_YET, "not yet approved"
    if group.words & CAN:
        return Act.APPROVE, Force.UNSURE, "can approve: not done"
    if at and clause.tokens[at - 1].lower in {"who", "whoever"}:
        return Act.APPROVE, Force.PASSING, "told in passing"
    if word == "approves" and not clause.has("own_body", first=clause.segment_of(at).first, last=at):
        return Act.APPROVE, Force.SECOND_HAND, "third person: somebody else approves"
    if (word in _BASE or word == "approves") and not (
        word == "sign" and clause.tokens[mark.first].text.lower() == "signed"
    ):
        return _judge_base(clause, mark, group)
    if word.endswith("ing"):
        return _judge_progressive(clause, mark, group)
    return _judge_participle(clause, mark, group)


def _judge_base(clause: Clause, mark: Mark, group: Group) -> Judgement:
    before = words_before(clause, group.first, 4)
    if "to" in group.words:
        if {"decided", "chosen"} & before and before & SELF and not before & (NOT | MIGHT | WILL):
            return Act.APPROVE, Force.ASSERTED, "decided to approve"
        if before & _GLAD and not before & (MIGHT | WILL):
            return Act.APPROVE, Force.ASSERTED, "glad to approve: approves"
        if before & NOT:
            return Act.APPROVE, Force.NOT_YET, "not yet approved"
        if before & _READY:
            return Act.APPROVE, Force.UNSURE, "ready to approve: not done"
        return Act.APPROVE, Force.REQUEST, "an infinitive: to be approved"
    if before & SELF or clause.tokens[mark.first - 1].lower in SELF if mark.first else False:
        return Act.APPROVE, Force.ASSERTED, "first person present: the author approves"
    if before & {"you", "please", "kindly"}:
        return Act.APPROVE, Force.REQUEST, "asks the reader to approve"
    joined = _joined_force(clause, mark.first)
    if joined:
        return Act.APPROVE, *joined
    if clause.has("own_body", first=clause.segment_of(mark.first).first, last=mark.first):
        return Act.APPROVE, Force.ASSERTED, "the author's own house approves"
    if names_other(clause, group):
        return Act.APPROVE, Force.SECOND_HAND, "somebody else approves"
    segment = clause.segment_of(mark.first)
    alone = sum(token.is_word for token in clause.tokens[segment.first : segment.last + 1]) == 1
    return Act.APPROVE, Force.ASSERTED if alone else Force.UNSURE, "a bare verb"


def _joined_force(clause: Clause, at: int) -> tuple[Force, str] | None:
    """ "we have checked the plan and approve it": the second verb of a subject that is the author."""
    segment = clause.segment_of(at)
    while at - 1 > segment.first and clause.tokens[at - 1].lower in _FORMALLY | {"therefore", "also", "so"}:
        at -= 1
    if at - 1 <= segment.first or clause.tokens[at - 1].lower not in {"and", "&"}:
        return None
    before = {token.lower for token in clause.tokens[segment.first : at - 1]}
    if not before & SELF or before & {"you", "please"}:
        return None
    if before & (WILL | CAN | {"to", "would", "should", "could", "must", "might"}):
        return Force.PROMISE, "future: a promise"
    return Force.ASSERTED, "first person present: the author approves"


def _names_later_day(clause: Clause, mark: Mark) -> bool:
    """ "Approving tomorrow", "approving the plan takes time": no act of now."""
    after = {token.lower for token in clause.tokens[mark.last + 1 :]}
    later = {
        "is",
        "takes",
        "will",
        "would",
        "requires",
        "later",
        "soon",
        "means",
        "needs",
        "tomorrow",
        "next",
        "on",
        "by",
    }
    return bool(after & later)


def _judge_progressive(clause: Clause, mark: Mark, group: Group) -> Judgement:
    if group.words & {"i'm", "we're", "am", "are"} and not group.words & {"still"}:
        return Act.APPROVE, Force.ASSERTED, "first person present: the author approves"
    if mark.first == clause.segment_of(mark.first).first and not _names_later_day(clause, mark):
        return Act.APPROVE, Force.ASSERTED, "first person present: the author approves"
    if group.subject >= 0 and clause.tokens[group.subject].lower in {"with", "about"}:
        return Act.APPROVE, Force.UNSURE, "fine with approving: not done"
    return Act.APPROVE, Force.NOT_YET, "being approved, not done"


def _judge_participle(clause: Clause, mark: Mark, group: Group) -> Judgement:
    if "being" in group.words or {"to", "be"} <= group.words:
        return Act.APPROVE, Force.NOT_YET, "to be approved: not done"
    if _is_wanted(clause, group):
        return Act.APPROVE, Force.NOT_YET, "to be approved: not done"
    agent = agent_force(clause, mark)
    if agent:
        return Act.APPROVE, agent, "approved by somebody else"
    if _is_attribute(clause, mark):
        return Act.APPROVE, Force.PASSING, "an attribute: approved before"
    if group.words & WAS:
        return Act.APPROVE, Force.PAST, "was approved: a past fact"
    if group.words & BE or "been" in group.words:
        return Act.APPROVE, Force.ASSERTED, "a participle in the present: approved now"
    if _is_reduced_relative(clause, group):
        return Act.APPROVE, Force.PASSING, "told in passing"
    if is_outsiders_act(clause, mark.first):
        return Act.APPROVE, Force.PASSING, "approved with or by others than the author"
    if _is_named_by_it(clause, mark, group) or (group.subject >= 0 and clause.tokens[group.subject].lower in _WHOEVER):
        return Act.APPROVE, Force.PASSING, "told in passing"
    if names_other(clause, group) or _acts_on_object(clause, mark, group):
        return Act.APPROVE, Force.SECOND_HAND, "somebody else approved"
    if _is_of_another_version(clause, mark):
        return Act.APPROVE, Force.PAST, "was approved: a past fact"
    return Act.APPROVE, Force.ASSERTED, "approved, without another subject"


def _is_named_by_it(clause: Clause, mark: Mark, group: Group) -> bool:
    """ "according to the plan approved in May": the participle behind a noun that a preposition governs."""
    at = mark.first - 1
    if (
        at < 0
        or group.words & (BE | HAVE | SELF)
        or not any(m.last == at for name in NOUN_CLASSES for m in clause.found(name, last=at))
    ):
        return False
    begins = min(m.first for name in NOUN_CLASSES for m in clause.found(name, last=at) if m.last == at)
    before = [token.lower for token in clause.tokens[max(0, begins - 3) : begins]]
    return bool(set(before) & _GOVERNING) and bool({"the", "our", "that", "a"} & set(before))


def _acts_on_object(clause: Clause, mark: Mark, group: Group) -> bool:
    """ "Our controller has approved it", "the bank approved the plan": an active verb, and its subject no thing of ours."""
    if group.subject < 0 or group.words & (BE | WAS | SELF | {"been"}):
        return False
    segment = clause.segment_of(group.first)
    subject = clause.tokens[segment.first : group.subject + 1]
    if {token.lower for token in subject} & SELF or things(clause, segment.first, group.subject):
        return False
    if any(
        clause.has(name, first=segment.first, last=group.subject)
        for name in ("own_body", "other.part", "other.generic", "ok_word", "approve_noun", "thanks")
    ):
        return False
    after = clause.tokens[mark.last + 1 : mark.last + 2]
    has_object = bool(after) and after[0].lower in {"the", "it", "this", "them", "your", "these", "those"}
    determined = subject[0].lower in {"our", "my", "the"} and len(subject) > 1
    return determined and subject[1].lower not in {"side", "end"} and (has_object or bool(group.words & HAVE))


def _is_of_another_version(clause: Clause, mark: Mark) -> bool:
    """ "We approved the old one, not this one"."""
    after = [token.lower for token in clause.tokens[mark.last + 1 :]]
    return any(pair in {("not", "this"), ("not", "these")} for pair in pairwise(after))


def _is_reduced_relative(clause: Clause, group: Group) -> bool:
    """ "the creatives we approved", "the creatives that we approved": a noun right before it."""
    if group.subject < 1 or clause.tokens[group.subject].lower not in SELF:
        return False
    at = group.subject - 1
    if clause.tokens[at].lower == "that" and at:
        at -= 1
    return clause.tokens[at].is_word and any(
        any(mark.last == at for mark in clause.found(name, last=at))
        for name in (*NOUN_CLASSES[:7], "other.part", "other.generic")
    )


def _negated(clause: Clause, group: Group, word: str, at: int) -> Judgement:
    lowers = {token.lower for token in clause.tokens}
    segment = clause.segment_of(group.first)
    if is_outsiders_act(clause, at):
        return Act.APPROVE, Force.PASSING, "refused by others"
    if "longer" in group.words:
        return Act.REVOKE, Force.ASSERTED, "no longer approved"
    if {"reason", "reasons"} & lowers or "can't think" in clause.sentence.text.lower():
        return Act.APPROVE, Force.UNSURE, "no reason not to approve"
    if clause.has("partly", first=segment.first, last=segment.last):
        return Act.APPROVE, Force.NOT_YET, "not wholly approved"
    if (
        lowers & UNTIL
        or {"so", "far"} <= lowers
        or (group.words & {"haven't", "hasn't"} and word in _PREDICATES and "been" not in group.words)
    ):
        return Act.APPROVE, Force.NOT_YET, "not yet approved"
    if _UNSEEN.search(clause.sentence.text):
        return Act.APPROVE, Force.NOT_YET, "not seen yet, so not approved"
    if group.words & {"wasn't", "weren't", "didn't"} and not group.words & _CANNOT:
        return Act.APPROVE, Force.NOT_YET, "was not approved then"
    return Act.REJECT, Force.ASSERTED, "negated: not approved"


def _is_negated(clause: Clause, mark: Mark, group: Group) -> bool:
    if "longer" in group.words:
        return True
    if group.words & NOT:
        nots = [n for n in range(group.first, mark.first) if clause.tokens[n].lower == "not"]
        return not any(clause.tokens[n + 1].lower == "only" for n in nots)
    segment = clause.segment_of(mark.first)
    subject = [token.lower for token in clause.tokens[segment.first : mark.first]]
    return bool({"nothing", "none", "neither", "nobody"} & set(subject)) or subject[:1] == ["not"]


def _is_wanted(clause: Clause, group: Group) -> bool:
    """ "we need it approved", "getting the plan approved": no verb of its own behind a verb of wanting."""
    if group.subject < 0 or group.words & (BE | HAVE):
        return False
    segment = clause.segment_of(group.subject)
    return bool({t.lower for t in clause.tokens[max(segment.first, group.subject - 4) : group.subject + 1]} & _WANTED)


def _is_attribute(clause: Clause, mark: Mark) -> bool:
    """ "the approved plan", "as approved": known before."""
    before = clause.tokens[mark.first - 1].lower if mark.first else ""
    after = clause.tokens[mark.last + 1] if mark.last + 1 < len(clause.tokens) else None
    if before in _BEFORE_ATTRIBUTE - {"that", "this"}:
        return True
    if after is None or not after.is_word or after.lower in DETERMINERS or not after.text.isascii():
        return False
    is_noun = any(clause.has(name, first=mark.last + 1, last=mark.last + 1) for name in NOUN_CLASSES)
    return is_noun and not (before in BE | HAVE | SELF or before in {"ok", "okay", "yes"})
