"""What surrounds a decision word and takes its force: quotation, question, condition, report, doubt. For both languages."""

from __future__ import annotations

import re

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.statement import Force
from syncd.domain.language.words import Token

_MENTION_REACH = 5
_A_FEW = 3
_NEGATED_QUESTION = re.compile(
    r"(?:did|have|has|is|are|was|were|do|does)n['’]t (?:i|we|you|they|he|she|it|this|that)\b", re.IGNORECASE
)
_OR_NOT = re.compile(r"\b(?:или нет|или не|or not)\W*$", re.IGNORECASE)
_TAG_QUESTIONS = frozenset(("да", "так", "верно", "правильно", "right", "yes", "correct", "ок", "ok"))


def surroundings(clause: Clause, first: int, last: int) -> tuple[Force, str] | None:
    """The force that the surroundings leave to a decision at tokens `[first, last]`, with the rule; None: full force."""
    segment = clause.segment_of(first)
    checks = (
        (is_mentioned(clause, first, last), Force.MENTION, "the phrase is spoken about"),
        (is_asked(clause, first, last), Force.QUESTION, "a question"),
        (is_after_if(clause, segment, first), Force.HYPOTHETICAL, "inside a condition"),
        (_is_or_not(clause, last), Force.HYPOTHETICAL, "inside a condition"),
        (_has_subjunctive(clause, segment), Force.HYPOTHETICAL, "would be"),
        (_is_relative(clause, segment, first), Force.PASSING, "told in passing"),
        (_is_habit(clause, segment, last), Force.PASSING, "a habit, not a decision"),
        (clause.has("joke"), Force.MENTION, "a joke"),
        (_is_thought_of(clause, segment, first), Force.MENTION, "thought of, not said"),
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


def _is_or_not(clause: Clause, last: int) -> bool:
    """ "approved or not, we start on Monday"."""
    after = [token.lower for token in clause.tokens[last + 1 : last + 3]]
    return after in (["or", "not"], ["или", "нет"], ["или", "не"])


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
    if _OR_NOT.search(clause.sentence.text) or _NEGATED_QUESTION.match(clause.sentence.text):
        return True
    if any(token.lower in {"ли", "whether"} for token in clause.tokens[segment.first : segment.last + 1]):
        return True
    if clause.has("really_phrase", last=first - 1) and clause.sentence.is_question:
        return True
    if clause.has("asks_itself", last=first - 1):
        return True
    if clause.has("ask_verb", last=first - 1) and not _speaks_for_itself(clause, first):
        return True
    if not clause.sentence.is_question or _is_own_act_with_tag(clause, segment, first):
        return False
    return not _question_is_elsewhere(clause, segment, last)


def _is_own_act_with_tag(clause: Clause, segment: Segment, first: int) -> bool:
    """«согласовываю, а Rutube замените, хорошо?»: nobody asks whether he himself approves."""
    tags = [s for s in clause.segments if s.first > segment.last]
    words = [t.lower for t in clause.tokens[tags[-1].first : tags[-1].last + 1] if t.is_word] if tags else []
    parses = clause.tokens[first].parses
    is_own = any({"VERB", "1per", "pres"} <= parse.tags for parse in parses)
    return is_own and len(tags) > 1 and words in (["хорошо"], ["ок"], ["ладно"], ["окей"], ["договорились"])


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
    opened = [
        mark.last
        for mark in clause.found("if_word", first=segment.first, last=first - 1)
        if clause.tokens[mark.first].lower != "раз" or mark.first == segment.first  # «ещё раз» is no condition
    ]
    if not opened:
        return False
    between = clause.tokens[opened[-1] + 1 : first]
    if any(token.lower in {"то", "тогда", "then", "we", "i"} for token in between[1:]):
        return False
    return not _condition_is_over(between)


def _condition_is_over(between: tuple[Token, ...]) -> bool:
    """«если уберёте радио согласовано», "once the banner is fixed the page is approved": another clause, without a comma."""
    verbs = [n for n, token in enumerate(between) if token.lower in _FINITE_EN]
    if len(verbs) > 1 and verbs[-1] - verbs[0] > 1:
        return True
    told = {"что", "чтобы", "that", "не"} & {token.lower for token in between}
    return not told and any(
        {"VERB", "2per"} <= parse.tags and "impr" not in parse.tags for token in between for parse in token.parses
    )


def _is_habit(clause: Clause, segment: Segment, last: int) -> bool:
    """«обычно согласовываем за день», "normally I approve"; «как всегда» compares."""
    if clause.has("from_now_on"):
        return True  # "Judith approves all plans from now on"
    return any(
        mark.first == 0 or clause.tokens[mark.first - 1].lower not in {"как", "as"}
        for mark in clause.found("habit", first=segment.first, last=last)
    )


def _is_thought_of(clause: Clause, segment: Segment, first: int) -> bool:
    """«Хочу убедиться, что согласован», "you claim we approved it": a clause that no verb of the author's states."""
    opening = [token.lower for token in clause.tokens[segment.first : first]]
    if "что" in opening[:2]:
        governing = clause.tokens[: segment.first]
        if "не" in {token.lower for token in governing}:
            return True
        return bool(governing) and not _states(clause, segment.first) and not _is_of_another(governing)
    before = next((s for s in clause.segments if s.last == segment.first - 1), None)
    if before and before.last - before.first <= 2 and clause.has("thought_word", first=before.first, last=before.last):
        return True
    return clause.has("thought_verb", first=segment.first, last=first - 1)


def _states(clause: Clause, until: int) -> bool:
    """A verb with which the author states something, and does not ask the reader to: «рады сообщить», «прошу подтвердить»."""
    for mark in clause.found("author_states", last=until - 1):
        parses = clause.tokens[mark.first].parses
        asked = {t.lower for t in clause.tokens[max(0, mark.first - 3) : mark.first]} & _ASKING
        if "считать" in clause.tokens[mark.first].lemmas:  # «считайте, что согласован»
            return True
        if not asked and not all("VERB" in p.tags and p.tags & {"impr", "2per"} for p in parses):
            return True
    return False


_ASKING = frozenset(
    ("прошу", "просим", "просьба", "можете", "сможете", "нужно", "надо", "чтобы", "просят", "просил", "просили")
)


def _is_of_another(governing: tuple[Token, ...]) -> bool:
    """A report, which `is_reported` weighs: «Марина сказала, что»."""
    return any({"VERB", "3per"} <= p.tags or {"VERB", "past"} <= p.tags for token in governing for p in token.parses)


_FINITE_EN = frozenset(("is", "are", "was", "were", "has", "have"))


def _has_subjunctive(clause: Clause, segment: Segment) -> bool:
    """«бы»; a capital «Б» names a version."""
    return any(
        token.lower in {"бы", "б"} and token.text != "Б" for token in clause.tokens[segment.first : segment.last + 1]
    )


def _is_relative(clause: Clause, segment: Segment, first: int) -> bool:
    """«который согласован», «как согласовали», «то, что согласовано»: known before, not decided now."""
    before = clause.tokens[segment.first : first]
    words = [token.lower for token in before]
    if any("который" in token.lemmas for token in before) or ("which" in words and not _performs(clause, first)):
        return True
    if "как" in words[-3:] and not {"так", "вот", "вроде"} & set(words):
        return True
    if words[:1] == ["что"] and segment.first >= 2:
        previous = clause.tokens[segment.first - 2]
        return bool(previous.lemmas & {"то", "все", "тот", "весь"})
    return False


def _performs(clause: Clause, first: int) -> bool:
    """ "..., which we approve": the author's own act of now, in a clause behind a comma."""
    words = [token.lower for token in clause.tokens[max(0, first - 3) : first]]
    return clause.tokens[first].lower == "approve" and words[-1:] in (["we"], ["i"]) and "," in words


def is_reported(clause: Clause, segment: Segment, first: int) -> bool:
    """Somebody else's word: «Марина сказала, что ...», «по словам», "Steve says"."""
    if any(not _is_yours(clause, mark.first) for mark in clause.found("report_phrase")) or _is_said_behind(
        clause, segment
    ):
        return True
    if any(_names_source(clause, mark.last + 1) for mark in clause.found("source_word")) or _is_line_of_another(
        clause, segment
    ):
        return True
    return any(
        _speaks_another(clause, mark.first)
        for mark in clause.found("report_verb", last=first - 1)
        if (mark.first < segment.first or _is_english(clause, mark.first)) and not _keeps_word(clause, mark.first)
    )


def _names_source(clause: Clause, at: int) -> bool:
    """ "per Joan", "via our CEO", «от Марины»: a person after a word that gives a source."""
    named = clause.tokens[at : at + 3]
    if not named or any(token.lower in {"you", "your", "вас", "вам", "me", "us", "меня", "нас"} for token in named):
        return False
    if any(m.first <= at + 2 for m in clause.found("person", first=at)):
        return True
    after = next((n for n in (at + 1, at + 2) if n >= len(clause.tokens) or not clause.tokens[n].is_word), None)
    return _is_name(clause, at) and after is not None


def _is_name(clause: Clause, at: int) -> bool:
    """A name: by the dictionary in Russian; in English a capital letter on a word of no class."""
    token = clause.tokens[at]
    if not token.is_word or not token.text[0].isupper():
        return False
    if token.text.isascii():
        return (
            len(token.text) > 1 and not token.text.isupper() and not any(m.first <= at <= m.last for m in clause.marks)
        )
    return bool(token.tags & {"Name", "Patr"}) and not any(m.first == at for m in clause.marks)


def _is_line_of_another(clause: Clause, segment: Segment) -> bool:
    """«Марина: согласовано», "Legal: approved": a line out of somebody else's mouth."""
    if not segment.first or clause.tokens[segment.first - 1].text != ":":
        return False
    speaker = [n for n in range(segment.first - 1) if clause.tokens[n].is_word]
    if not speaker or len(speaker) > 3 or any("1per" in clause.tokens[n].tags for n in speaker):
        return False  # «подтверждаю:» is the author's own
    if clause.has("person", last=speaker[-1]):
        return not clause.has("own_side", last=speaker[-1])
    owner = clause.tokens[speaker[0]]
    if owner.text.endswith(("'s", "’s")) and not clause.has("beside.day_word", last=0) and len(speaker) > 1:
        return owner.text[0].isupper() and owner.lower not in {"today's", "that's", "it's", "here's", "let's", "what's"}
    return not clause.tokens[speaker[0]].text.isascii() and all(_is_name(clause, n) for n in speaker)


def _is_yours(clause: Clause, at: int) -> bool:
    """«как вы просили написать»: the reader's word."""
    segment = clause.segment_of(at)
    return bool({"вы", "ты", "you"} & {token.lower for token in clause.tokens[segment.first : at + 1]})


def _is_said_behind(clause: Clause, segment: Segment) -> bool:
    """ "approved, says Tom", «согласовано, сказала Марина»: a few words that name who said so."""
    behind = next((s for s in clause.segments if s.first == segment.last + 1), None)
    if behind is None or behind.last - behind.first > _A_FEW:
        return False
    return any(
        _speaks_another(clause, mark.first)
        for mark in clause.found("report_verb", first=behind.first, last=behind.first + 1)
    )


def _keeps_word(clause: Clause, at: int) -> bool:
    """«как обещал», «как просили»: what was promised or asked for is done, and nobody is named who said so."""
    segment = clause.segment_of(at)
    words = [token for token in clause.tokens[segment.first : segment.last + 1] if token.is_word]
    if words[0].lower != "как" or not clause.tokens[at].lemmas & {"обещать", "пообещать", "просить", "попросить"}:
        return False
    return not any({"NOUN", "nomn"} <= parse.tags for token in words[1:] for parse in token.parses[:1])


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
        if (other.last == segment.first - 1 or other.first == segment.last + 1) and other.last - other.first <= 2
    )
