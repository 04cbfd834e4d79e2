"""What surrounds a decision word and takes its force: quotation, question, condition, report, doubt. For both languages."""

from __future__ import annotations

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.statement import Force

_MENTION_REACH = 5
_TAG_QUESTIONS = frozenset(("да", "так", "верно", "правильно", "right", "yes", "correct", "ок", "ok"))


def surroundings(clause: Clause, first: int, last: int) -> tuple[Force, str] | None:
    """The force that the surroundings leave to a decision at tokens `[first, last]`, with the rule; None: full force."""
    segment = clause.segment_of(first)
    checks = (
        (is_mentioned(clause, first, last), Force.MENTION, "the phrase is spoken about"),
        (is_asked(clause, first, last), Force.QUESTION, "a question"),
        (is_after_if(clause, segment, first), Force.HYPOTHETICAL, "inside a condition"),
        (_has_subjunctive(clause, segment), Force.HYPOTHETICAL, "would be"),
        (_is_relative(clause, segment, first), Force.PASSING, "told in passing"),
        (clause.has("joke"), Force.MENTION, "a joke"),
        (is_reported(clause, segment, first), Force.SECOND_HAND, "somebody else's word"),
        (is_unsure(clause, segment), Force.UNSURE, "not said for certain"),
    )
    return next(((force, rule) for holds, force, rule in checks if holds), None)


def is_mentioned(clause: Clause, first: int, last: int) -> bool:
    """The phrase stands in quotation marks or after «фразу», "the words"."""
    if any(at in clause.quoted for at in range(first, last + 1)):
        return not _is_own_citation(clause, first)
    segment = clause.segment_of(first)
    start = segment.first
    if start and clause.tokens[start - 1].text == ":":
        start = clause.segment_of(start - 1).first
    told = [(mark.first, mark.last) for mark in clause.found("report_phrase")]
    words = clause.found("phrase_word", first=max(start, first - _MENTION_REACH), last=first - 1)
    return any(not any(begin <= mark.first <= end for begin, end in told) for mark in words)


def _is_own_citation(clause: Clause, first: int) -> bool:
    """«Пишу, как просили: "Медиаплан согласован"»: the author says the phrase, in marks, as his own."""
    if clause.sentence.is_question or clause.has("phrase_word") or clause.has("joke"):
        return False
    opening = first
    while opening > 0 and opening in clause.quoted:
        opening -= 1
    before = [token.lower for token in clause.tokens[:opening]]
    return before[-1:] == [":"] and any(word in _PERFORMERS for word in before)


_PERFORMERS = frozenset(
    (
        "пишу",
        "подтверждаю",
        "подтверждаем",
        "сообщаю",
        "сообщаем",
        "отвечаю",
        "официально",
        "hereby",
        "confirm",
        "requested",
        "writing",
    )
)


def is_asked(clause: Clause, first: int, last: int) -> bool:
    """The decision is what the sentence asks, not what it states beside a question."""
    segment = clause.segment_of(first)
    if any(token.lower in {"ли", "whether"} for token in clause.tokens[segment.first : segment.last + 1]):
        return True
    if clause.has("really_phrase", last=first - 1) and clause.sentence.is_question:
        return True
    if clause.has("ask_verb", last=first - 1) and not _speaks_for_itself(clause, first):
        return True
    if not clause.sentence.is_question:
        return False
    return not _question_is_elsewhere(clause, segment, last)


def _speaks_for_itself(clause: Clause, first: int) -> bool:
    """A full stop of sense between the asking word and the decision: an adversative or a dash."""
    asking = max(mark.last for mark in clause.found("ask_verb", last=first - 1))
    return any(token.lower in {"но", "but"} for token in clause.tokens[asking:first])


def _question_is_elsewhere(clause: Clause, segment: Segment, last: int) -> bool:
    """A later segment asks by a word of its own, and nothing up to the decision does."""
    if clause.has("question_word", last=last):
        return False
    return any(
        clause.has("question_word", first=other.first, last=min(other.first + 3, other.last))
        for other in clause.segments
        if other.first > segment.last
    )


def is_after_if(clause: Clause, segment: Segment, first: int) -> bool:
    """The decision stands inside the condition: «если медиаплан согласован», "once approved"."""
    opened = [mark.last for mark in clause.found("if_word", first=segment.first, last=first - 1)]
    if not opened:
        return False
    between = clause.tokens[opened[-1] + 1 : first]
    return not any(token.lower in {"то", "тогда", "then", "we", "i"} for token in between[1:])


def _has_subjunctive(clause: Clause, segment: Segment) -> bool:
    return any(token.lower in {"бы", "б"} for token in clause.tokens[segment.first : segment.last + 1])


def _is_relative(clause: Clause, segment: Segment, first: int) -> bool:
    """«который согласован», «как согласовали», «то, что согласовано»: known before, not decided now."""
    before = clause.tokens[segment.first : first]
    words = [token.lower for token in before]
    if any("который" in token.lemmas for token in before) or "which" in words:
        return True
    if "как" in words[-3:] and not {"так", "вот"} & set(words):
        return True
    if words[:1] == ["что"] and segment.first >= 2:
        previous = clause.tokens[segment.first - 2]
        return bool(previous.lemmas & {"то", "все", "тот", "весь"})
    return False


def is_reported(clause: Clause, segment: Segment, first: int) -> bool:
    """Somebody else's word: «Марина сказала, что ...», «по словам», "Steve says"."""
    if any(not _is_yours(clause, mark.first) for mark in clause.found("report_phrase")):
        return True
    return any(
        _speaks_another(clause, mark.first)
        for mark in clause.found("report_verb", last=first - 1)
        if mark.first < segment.first or _is_english(clause, mark.first)
    )


def _is_yours(clause: Clause, at: int) -> bool:
    """«как вы просили написать»: the reader's word."""
    segment = clause.segment_of(at)
    return bool({"вы", "ты", "you"} & {token.lower for token in clause.tokens[segment.first : at + 1]})


def _is_english(clause: Clause, at: int) -> bool:
    return clause.tokens[at].text.isascii()


def _speaks_another(clause: Clause, at: int) -> bool:
    """A verb of speech whose speaker is not the author."""
    token = clause.tokens[at]
    if token.text.isascii():
        if at == 0 and len(clause.tokens) > 1 and not clause.tokens[1].is_word:
            return False  # "Confirmed: ..." is the author's own
        before = {t.lower for t in clause.tokens[max(0, at - 4) : at]}
        asks = {"let", "please", "you"} & {token.lower, *before}
        return not (before & {"i", "we", "i'm", "we're", "to", "hereby"}) and not asks
    verbs = [parse.tags for parse in token.parses if "VERB" in parse.tags]
    if not verbs:
        return False
    if any("1per" in tags or "impr" in tags or "2per" in tags for tags in verbs):
        return False
    segment = clause.segment_of(at)
    own = {"я", "мы", "вы", "ты"} & {t.lower for t in clause.tokens[segment.first : segment.last + 1]}
    return not own


def is_unsure(clause: Clause, segment: Segment) -> bool:
    """Doubt in the same segment, or alone in the one before."""
    if clause.has("unsure", first=segment.first, last=segment.last):
        return True
    return any(
        clause.has("unsure", first=other.first, last=other.last)
        for other in clause.segments
        if other.last == segment.first - 1 and other.last - other.first <= 2
    )
