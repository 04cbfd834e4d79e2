"""English approvals: from the verb group around the word to a statement."""

from __future__ import annotations

from dataclasses import dataclass

from syncd.domain.language.clauses import Clause
from syncd.domain.language.lexicon import Mark
from syncd.domain.language.scope import is_asked, surroundings
from syncd.domain.language.statement import Act, Force

Judgement = tuple[Act, Force, str]

_BE = frozenset(
    (
        "am",
        "is",
        "are",
        "be",
        "been",
        "'s",
        "'re",
        "it's",
        "that's",
        "they're",
        "i'm",
        "we're",
        "get",
        "gets",
        "got",
        "stays",
        "stands",
        "as",
        "remains",
        "looks",
    )
)
_WAS = frozenset(("was", "were"))
_HAVE = frozenset(("have", "has", "'ve", "i've", "we've", "had", "having", "they've", "he's", "she's"))
_WILL = frozenset(
    ("will", "'ll", "i'll", "we'll", "shall", "gonna", "going", "won't", "they'll", "he'll", "she'll", "it'll")
)
_MIGHT = frozenset(
    (
        "would",
        "could",
        "should",
        "may",
        "might",
        "must",
        "'d",
        "i'd",
        "we'd",
        "wouldn't",
        "couldn't",
        "shouldn't",
        "ought",
        "he'd",
        "she'd",
        "they'd",
    )
)
_CAN = frozenset(("can", "able"))
_NOT = frozenset(
    (
        "not",
        "never",
        "cannot",
        "neither",
        "nor",
        "unable",
        "can't",
        "don't",
        "doesn't",
        "didn't",
        "won't",
        "isn't",
        "aren't",
        "hasn't",
        "haven't",
        "wasn't",
        "weren't",
        "wouldn't",
        "couldn't",
        "shouldn't",
        "dont",
        "cant",
        "wont",
        "isnt",
        "n't",
        "refuse",
        "refused",
        "refusing",
        "hardly",
        "ain't",
    )
)
_CANNOT = frozenset(("cannot", "can't", "cant", "couldn't", "unable"))
_ADVERBS = frozenset(
    (
        "also",
        "already",
        "now",
        "hereby",
        "fully",
        "officially",
        "formally",
        "finally",
        "just",
        "all",
        "both",
        "herewith",
        "today",
        "therefore",
        "gladly",
        "happily",
        "duly",
        "the",
        "only",
        "thus",
        "here",
        "so",
        "completely",
        "internally",
        "entirely",
        "really",
        "well",
        "very",
        "yet",
        "ever",
        "then",
        "definitely",
        "to",
        "do",
        "does",
        "did",
        "being",
        "longer",
        "no",
        "any",
        "even",
        "unfortunately",
        "afraid",
        "regrettably",
        "been",
        "it",
        "them",
        "this",
        "that",
    )
)
_GLAD = frozenset(("happy", "pleased", "glad", "delighted", "thrilled"))
_OPENS_QUESTION = frozenset(
    ("has", "have", "is", "are", "was", "were", "did", "do", "does", "can", "could", "will", "would")
)
_READY = frozenset(("ready", "able", "prepared", "willing", "inclined"))
_SELF = frozenset(("i", "we", "i've", "we've", "i'm", "we're", "i'd", "we'd", "i'll", "we'll", "me", "us"))
_OTHERS = frozenset(("he", "she", "they", "he's", "she's", "they've", "they're", "everyone", "everybody", "somebody"))
_NOBODY = frozenset(("nothing", "none", "neither", "nobody", "no", "never"))
_UNTIL = frozenset(("without", "yet", "until", "till", "before", "still", "pending", "awaiting"))
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
    )
)
_BASE = frozenset(("approve", "sign", "greenlight", "authorise", "authorize", "aprove"))
_DETERMINERS = frozenset(
    ("the", "this", "that", "these", "those", "our", "your", "my", "it", "them", "all", "both", "everything", "a", "an")
)
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


@dataclass(frozen=True, slots=True)
class _Group:
    """The words to the left of the decision word that belong to its verb, and what stands before them."""

    words: frozenset[str]
    subject: int  # the token before the group, or -1
    first: int


def judge_verb(clause: Clause, mark: Mark) -> Judgement | None:
    """What an English word of approval says; None where it says nothing of a decision."""
    at = mark.first
    word = clause.tokens[at].lower
    if _is_inverted_question(clause, at):
        return Act.APPROVE, Force.QUESTION, "a question without its mark"
    if _is_as(clause, at):
        return Act.APPROVE, Force.PASSING, "told in passing"
    around = surroundings(clause, at, mark.last)
    if around and around[0] in {Force.MENTION, Force.QUESTION, Force.HYPOTHETICAL, Force.PASSING}:
        return Act.APPROVE, *around
    group = _group(clause, at)
    judged = _judge(clause, mark, word, group)
    if around and judged[1] in {Force.ASSERTED, Force.UNSURE}:
        return judged[0], *around
    return judged


def _is_inverted_question(clause: Clause, at: int) -> bool:
    """ "Has the plan been approved": an auxiliary first and its subject between."""
    segment = clause.segment_of(at)
    opening = clause.tokens[segment.first].lower
    between = [token.lower for token in clause.tokens[segment.first + 1 : at]]
    return opening in _OPENS_QUESTION and any(not _belongs(word) or word in _DETERMINERS for word in between)


def _is_as(clause: Clause, at: int) -> bool:
    """ "as approved", but not "treat as approved"."""
    if at == 0 or clause.tokens[at - 1].lower != "as":
        return False
    return not clause.has("consider_approved")


def _judge(clause: Clause, mark: Mark, word: str, group: _Group) -> Judgement:
    if _is_negated(clause, mark, group):
        return _negated(clause, group, word)
    if group.words & _WILL:
        return Act.APPROVE, Force.PROMISE, "future: a promise"
    if group.words & _MIGHT:
        return Act.APPROVE, Force.HYPOTHETICAL, "would, could, should: not done"
    if group.words & _CAN:
        return Act.APPROVE, Force.UNSURE, "can approve: not done"
    if word == "approves":
        return Act.APPROVE, Force.SECOND_HAND, "third person: somebody else approves"
    if word in _BASE and not (word == "sign" and clause.tokens[mark.first].text.lower() == "signed"):
        return _judge_base(clause, mark, group)
    if word.endswith("ing"):
        return _judge_progressive(clause, group)
    return _judge_participle(clause, mark, group)


def _judge_base(clause: Clause, mark: Mark, group: _Group) -> Judgement:
    before = _before(clause, group.first, 4)
    if "to" in group.words:
        if before & _GLAD and not before & (_MIGHT | _WILL):
            return Act.APPROVE, Force.ASSERTED, "glad to approve: approves"
        if before & _READY:
            return Act.APPROVE, Force.UNSURE, "ready to approve: not done"
        return Act.APPROVE, Force.REQUEST, "an infinitive: to be approved"
    if before & _SELF or clause.tokens[mark.first - 1].lower in _SELF if mark.first else False:
        return Act.APPROVE, Force.ASSERTED, "first person present: the author approves"
    if before & {"you", "please", "kindly"}:
        return Act.APPROVE, Force.REQUEST, "asks the reader to approve"
    if _names_other(clause, group):
        return Act.APPROVE, Force.SECOND_HAND, "somebody else approves"
    return Act.APPROVE, Force.UNSURE, "a bare verb"


def _judge_progressive(clause: Clause, group: _Group) -> Judgement:
    if group.words & {"i'm", "we're", "am", "are"} and not group.words & {"still"}:
        return Act.APPROVE, Force.ASSERTED, "first person present: the author approves"
    if group.subject >= 0 and clause.tokens[group.subject].lower in {"with", "about"}:
        return Act.APPROVE, Force.UNSURE, "fine with approving: not done"
    return Act.APPROVE, Force.NOT_YET, "being approved, not done"


def _judge_participle(clause: Clause, mark: Mark, group: _Group) -> Judgement:
    if "being" in group.words or {"to", "be"} <= group.words:
        return Act.APPROVE, Force.NOT_YET, "to be approved: not done"
    agent = _agent(clause, mark)
    if agent:
        return Act.APPROVE, agent, "approved by somebody else"
    if _is_attribute(clause, mark):
        return Act.APPROVE, Force.PASSING, "an attribute: approved before"
    if group.words & _WAS:
        return Act.APPROVE, Force.PAST, "was approved: a past fact"
    if group.words & _BE or "been" in group.words:
        return Act.APPROVE, Force.ASSERTED, "a participle in the present: approved now"
    if _is_reduced_relative(clause, group):
        return Act.APPROVE, Force.PASSING, "told in passing"
    if _names_other(clause, group):
        return Act.APPROVE, Force.SECOND_HAND, "somebody else approved"
    return Act.APPROVE, Force.ASSERTED, "approved, without another subject"


def _is_reduced_relative(clause: Clause, group: _Group) -> bool:
    """ "the creatives we approved": a noun right before "we"."""
    if group.subject < 1 or clause.tokens[group.subject].lower not in _SELF:
        return False
    before = clause.tokens[group.subject - 1]
    return before.is_word and any(
        clause.has(name, last=group.subject - 1, first=max(0, group.subject - 3))
        for name in (*_NOUNS[:7], "other.part", "other.generic")
    )


def _negated(clause: Clause, group: _Group, word: str) -> Judgement:
    lowers = {token.lower for token in clause.tokens}
    segment = clause.segment_of(group.first)
    if clause.has("outsider", first=segment.first, last=segment.last):
        return Act.APPROVE, Force.PASSING, "refused by others"
    if "longer" in group.words:
        return Act.REVOKE, Force.ASSERTED, "no longer approved"
    if {"reason", "reasons"} & lowers or "can't think" in clause.sentence.text.lower():
        return Act.APPROVE, Force.UNSURE, "no reason not to approve"
    if clause.has("partly", first=segment.first, last=segment.last):
        return Act.APPROVE, Force.NOT_YET, "not wholly approved"
    if lowers & _UNTIL or (group.words & {"haven't", "hasn't"} and word in _PREDICATES and "been" not in group.words):
        return Act.APPROVE, Force.NOT_YET, "not yet approved"
    if group.words & {"wasn't", "weren't", "didn't"} and not group.words & _CANNOT:
        return Act.APPROVE, Force.NOT_YET, "was not approved then"
    return Act.REJECT, Force.ASSERTED, "negated: not approved"


def _is_negated(clause: Clause, mark: Mark, group: _Group) -> bool:
    if "longer" in group.words:
        return True
    if group.words & _NOT:
        nots = [n for n in range(group.first, mark.first) if clause.tokens[n].lower == "not"]
        return not any(clause.tokens[n + 1].lower == "only" for n in nots)
    segment = clause.segment_of(mark.first)
    subject = [token.lower for token in clause.tokens[segment.first : mark.first]]
    return bool({"nothing", "none", "neither", "nobody"} & set(subject)) or subject[:1] == ["not"]


def _group(clause: Clause, at: int) -> _Group:
    segment = clause.segment_of(at)
    position, words = at - 1, set[str]()
    while position >= segment.first and _belongs(clause.tokens[position].lower):
        lower = clause.tokens[position].lower
        words.add(lower)
        words.update(_split(lower))
        position -= 1
    subject = position if position >= segment.first else -1
    if (
        subject >= 0
        and clause.tokens[subject].lower in _SELF | {"you", "he", "she", "they"}
        and _is_inverted(clause, subject, segment.first)
    ):
        words |= {clause.tokens[subject - 1].lower}
    return _Group(frozenset(words), subject, position + 1)


def _belongs(lower: str) -> bool:
    return lower in _BE | _WAS | _HAVE | _WILL | _MIGHT | _CAN | _NOT | _ADVERBS


def _split(lower: str) -> tuple[str, ...]:
    if "'" not in lower:
        return ()
    head, _, tail = lower.partition("'")
    return (f"'{tail}",) if head not in _SELF else (head, f"'{tail}")


def _is_inverted(clause: Clause, subject: int, first: int) -> bool:
    return subject - 1 >= first and clause.tokens[subject - 1].lower in {
        "can",
        "could",
        "did",
        "do",
        "have",
        "will",
        "would",
        "cannot",
    }


def _before(clause: Clause, at: int, reach: int) -> set[str]:
    segment = clause.segment_of(max(at - 1, 0))
    return {token.lower for token in clause.tokens[max(segment.first, at - reach) : at + 1]}


def _agent(clause: Clause, mark: Mark) -> Force | None:
    """Who approved, after "by": None where it is the author or nobody."""
    segment = clause.segment_of(mark.last)
    after = [token.lower for token in clause.tokens[mark.last + 1 : segment.last + 1]]
    if "by" not in after:
        return None
    near = set(after[after.index("by") + 1 :][:4])
    if near & {"me", "us", "myself", "ourselves", "now", "phone", "email", "e-mail"}:
        return None
    if clause.has("outsider", first=mark.last, last=segment.last) or near & {"you", "your"}:
        return Force.PASSING
    return Force.SECOND_HAND


def _is_attribute(clause: Clause, mark: Mark) -> bool:
    """ "the approved plan", "as approved": known before."""
    before = clause.tokens[mark.first - 1].lower if mark.first else ""
    after = clause.tokens[mark.last + 1] if mark.last + 1 < len(clause.tokens) else None
    if before in _BEFORE_ATTRIBUTE - {"that", "this"}:
        return True
    if after is None or not after.is_word or after.lower in _DETERMINERS or not after.text.isascii():
        return False
    is_noun = any(clause.has(name, first=mark.last + 1, last=mark.last + 1) for name in _NOUNS)
    return is_noun and not (before in _BE | _HAVE | _SELF or before in {"ok", "okay", "yes"})


_NOUNS = (
    "thing.media_plan",
    "thing.creative",
    "thing.budget",
    "thing.content_plan",
    "thing.landing",
    "thing.report",
    "other.thing",
    "person",
)


def _names_other(clause: Clause, group: _Group) -> bool:
    """A subject that is a person and not the author; a capital letter inside a sentence is a name."""
    if group.subject < 0:
        return False
    segment = clause.segment_of(group.first)
    words = clause.tokens[segment.first : group.subject + 1]
    lowers = {token.lower for token in words}
    if lowers & _SELF:
        return False
    if lowers & _OTHERS or clause.has("person", first=segment.first, last=group.subject):
        return True
    last = clause.tokens[group.subject]
    is_thing = any(
        clause.has(name, first=segment.first, last=group.subject)
        for name in (*_NOUNS[:7], "other.part", "other.generic", "ok_word")
    )
    return (
        last.text[:1].isupper()
        and last.is_word
        and not last.lower.endswith("ly")
        and not is_thing
        and last.text.isascii()
    )


def judge_noun(clause: Clause, mark: Mark) -> Judgement | None:
    """ "you have my approval", "approval granted", "we give the green light"; None for a noun that decides nothing."""
    segment = clause.segment_of(mark.first)
    before = {token.lower for token in clause.tokens[segment.first : mark.first]}
    after = {token.lower for token in clause.tokens[mark.last + 1 : segment.last + 1]}
    near = before | after
    gives = (
        bool({"you", "you've"} & before and {"have", "got", "you've"} & before and {"my", "our", "the"} & before)
        or bool({"has", "gets", "have"} & before and {"my", "our"} & before)
        or bool(_SELF & before and {"give", "grant", "confirm", "giving", "granting", "confirming"} & before)
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
        if is_asked(clause, mark.first, mark.last) or near & _UNTIL:
            return Act.APPROVE, Force.NOT_YET, "no approval yet"
        return Act.REJECT, Force.ASSERTED, "no approval"
    if not gives:
        return None
    around = surroundings(clause, mark.first, mark.last)
    if around and around[0] in {Force.MENTION, Force.QUESTION, Force.HYPOTHETICAL, Force.PASSING}:
        return Act.APPROVE, *around
    if near & _NOT or near & {"no", "without"}:
        force = Force.NOT_YET if near & _UNTIL else Force.ASSERTED
        return (Act.APPROVE if force is Force.NOT_YET else Act.REJECT), force, "approval not given"
    if near & _WILL:
        return Act.APPROVE, Force.PROMISE, "approval will be given"
    if near & _MIGHT or near & {"need", "want", "wait", "waiting", "ask", "get", "until"}:
        return Act.APPROVE, Force.HYPOTHETICAL, "approval not given"
    if around:
        return Act.APPROVE, *around
    return Act.APPROVE, Force.ASSERTED, "approval given in words"


def judge_leave(clause: Clause, mark: Mark, act: Act) -> Judgement:
    """An idiom or an order to begin."""
    around = surroundings(clause, mark.first, mark.last)
    if around:
        return act, *around
    segment = clause.segment_of(mark.first)
    before = {token.lower for token in clause.tokens[segment.first : mark.first]}
    if before & _NOT or before & {"no", "without"}:
        return Act.REJECT, Force.ASSERTED, "negated: no leave"
    if before & (_WILL | _MIGHT) or before & {
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
    if before & _OTHERS or clause.has("person", first=segment.first, last=mark.first - 1):
        return act, Force.SECOND_HAND, "somebody else's leave"
    return act, Force.ASSERTED, "leave given in words"
