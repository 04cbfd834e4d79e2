"""What a Russian segment says of a part that it names, and no rule knows to be harmless (matter.py)."""

from __future__ import annotations

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.words import Parse, Token, is_known

_NEGATIONS = frozenset(("не", "ни", "нет"))
_LINKS = frozenset(("еще", "все", "очень", "слишком", "там", "у", "нас", "вас", "уже", "пока", "чуть", "же"))


def predicates_ru(clause: Clause, segment: Segment, lexicon: Lexicon) -> bool:
    """Whether a segment that names a part says something of it that is not known to leave it alone."""
    return any(_predicates(clause, segment, at, lexicon) for at in range(segment.first, segment.last + 1))


def changes_itself(clause: Clause, segment: Segment, lexicon: Lexicon) -> bool:
    """«Маркет отсюда убираем»: the author changes it, whatever it is."""
    verbs = lexicon.words("change_verb") - lexicon.words("soft_change_verb")
    return any(
        {"VERB", "1per"} <= parse.tags and parse.lemma in verbs
        for token in clause.tokens[segment.first : segment.last + 1]
        for parse in token.parses[:1]
    )


def _predicates(clause: Clause, segment: Segment, at: int, lexicon: Lexicon) -> bool:
    token = clause.tokens[at]
    if not token.is_word or token.text.isascii() or at in clause.quoted or not is_known(token.lower):
        return False
    if clause.has("matter.other", first=at, last=at):
        return True
    if token.lower == "там" and at > segment.first:
        return True  # «гео там Воронеж»
    if token.lower == "пусть" or (
        token.lower == "без" and not clause.has("without_nothing", first=at + 1, last=at + 3)
    ):
        return True
    if token.lower == "нет" or (token.lower == "не" and not _is_past_after(clause, at, segment.last)):
        return True
    parse = token.parses[0]
    if "COMP" in parse.tags:
        if any({"VERB", "past"} <= t.parses[0].tags for t in clause.tokens[segment.first : segment.last + 1]):
            return False  # «хотели побольше»: regret
        return not clause.has("matter.praise", first=at, last=at)
    if "VERB" in parse.tags:
        return _changes(clause, segment, at, parse, lexicon)
    if parse.tags & {"ADJS", "PRTS", "PRED"}:
        return not clause.has("matter.praise", first=at, last=at)
    return _is_predicate_adjective(clause, segment, at, token)


def _is_past_after(clause: Clause, at: int, last: int) -> bool:
    return any({"VERB", "past"} <= t.parses[0].tags for t in clause.tokens[at + 1 : min(at + 3, last + 1)])


def _changes(clause: Clause, segment: Segment, at: int, parse: Parse, lexicon: Lexicon) -> bool:
    """A verb of the present or the future that does something unforeseen, or a change told as made by the author."""
    if "impr" in parse.tags:
        return False  # orders are judged by what they order (changes.py)
    if "futr" in parse.tags:
        return parse.lemma not in lexicon.words("matter.harmless_ahead")
    if clause.has("matter.harmless_verb", first=at, last=at) or parse.lemma in lexicon.words("harmless_verb"):
        return False
    if "past" not in parse.tags:
        return True
    if parse.lemma in lexicon.words("change_verb"):
        return not clause.has("thanks") and not {t.lower for t in clause.tokens} & {"вы", "вами", "что"}
    return "plur" not in parse.tags and _part_before(clause, segment, at)


def _part_before(clause: Clause, segment: Segment, at: int) -> bool:
    """«Логотип у партнёра сменился»: the part is the subject."""
    return any(
        "nomn" in clause.tokens[mark.last].parses[0].tags and "PREP" not in clause.tokens[mark.first - 1].tags
        for name in ("matter.part", "matter.visual", "matter.media")
        for mark in clause.found(name, first=segment.first, last=at - 1)
    )


def _is_predicate_adjective(clause: Clause, segment: Segment, at: int, token: Token) -> bool:
    """«цена прошлогодняя»: an adjective behind its noun."""
    if not {"ADJF", "nomn"} <= token.parses[0].tags or "Apro" in token.parses[0].tags:
        return False
    if clause.has("matter.praise", first=at, last=at):
        return False
    after = clause.tokens[at + 1 : at + 2]
    if at < segment.last and after and after[0].is_word and "NOUN" in after[0].parses[0].tags:
        return False
    before = at - 1
    while before > segment.first and clause.tokens[before].lower in _LINKS:
        before -= 1
    return before >= segment.first and {"NOUN", "nomn"} <= clause.tokens[before].parses[0].tags
