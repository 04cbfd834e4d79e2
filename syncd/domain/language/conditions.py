"""What stands against a plain approval: conditions, exceptions, parts, changes still to be made, things held back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.forms import Form, form_of
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.scope import is_mentioned
from syncd.domain.language.statement import Statement, Target
from syncd.domain.language.subject import things

_NEGATIONS = frozenset(("не", "ни", "not", "don't", "no", "never", "doesn't", "won't"))
_OWN_FUTURE = frozenset(("we'll", "i'll", "will"))
_NEEDS = frozenset(
    (
        "need",
        "needs",
        "must",
        "нужно",
        "надо",
        "необходимо",
        "должен",
        "должна",
        "должны",
        "должно",
        "хотим",
        "хотелось",
    )
)
_ENGLISH_BEFORE_ORDER = frozenset(
    (
        "please",
        "pls",
        "plz",
        "kindly",
        "just",
        "to",
        "must",
        "should",
        "you",
        "let's",
        "and",
        "then",
        "but",
        "only",
        "also",
        "could",
        "can",
        "плз",
        "so",
        "us",
        "now",
        "пожалуйста",
        "надо",
        "нужно",
    )
)
_LATE = 4
_COUNTED = re.compile(r"\b(\d+) (?:из|of) (?:the )?(\d+)\b")


@dataclass(frozen=True, slots=True)
class Reservation:
    """A reason why an approval is not plain, with its words."""

    rule: str
    words: str
    clause: int


def reservations(read: tuple[Clause, ...], approvals: list[Statement], lexicon: Lexicon) -> list[Reservation]:
    """Every reservation about the approvals of a letter, in order."""
    spoken = {statement.clause for statement in approvals}
    first = min(spoken, default=0)
    found: list[Reservation] = []
    for clause in read:
        if clause.number in spoken:
            found.extend(_in_sentence(clause))
        elif clause.number > first:
            found.extend(_in_later_sentence(clause))
        elif not clause.sentence.is_question:
            found.extend(_exceptions(clause))
        found.extend(changes(clause, lexicon))
        found.extend(_remarks(clause))
        found.extend(_troubles(clause))
    found.extend(_parts(read, approvals))
    return found


def content_reservations(read: tuple[Clause, ...], lexicon: Lexicon) -> list[Reservation]:
    """What an answer that is content reserves: changes, and needs after a «но»."""
    found: list[Reservation] = []
    for clause in read:
        for segment in clause.segments:
            if _opens_adversative(clause, segment):
                found.extend(_limits(clause, segment))
        found.extend(changes(clause, lexicon))
        if clause.has("ok_word"):
            found.extend(_exceptions(clause))
            found.extend(_conditions(clause))
    return found


def _in_sentence(clause: Clause) -> Iterator[Reservation]:
    yield from _exceptions(clause)
    yield from _conditions(clause)
    counted = _COUNTED.search(clause.sentence.text)
    if counted and counted.group(1) != counted.group(2):
        yield Reservation("in part", counted.group(), clause.number)
    for mark in clause.found("partly"):
        if mark.first not in clause.quoted:
            yield _reservation("in part", clause, mark.first, mark.last)
    for segment in clause.segments:
        if _opens_adversative(clause, segment) and segment.first > 0:
            yield from _limits(clause, segment)


def _in_later_sentence(clause: Clause) -> Iterator[Reservation]:
    opens = _opens_adversative(clause, clause.segments[0]) if clause.segments else False
    beside = clause.has("other.thing") and not things(clause) and not clause.has("other.part")
    if not beside and (opens or clause.has("condition", last=1) or clause.has("exception", last=0)):
        yield from _exceptions(clause)
        yield from _conditions(clause)
        yield from _limits(clause, Segment(0, len(clause.tokens) - 1))
    about = clause.has("other.part") or clause.has("partly") or clause.has("rest") or bool(things(clause))
    if about and not clause.sentence.is_question:
        for mark in clause.found("hold"):
            yield _reservation("held back", clause, mark.first, mark.last)


def _exceptions(clause: Clause) -> Iterator[Reservation]:
    harmless = [(mark.first, mark.last) for mark in clause.found("no_exception")]
    for mark in clause.found("exception"):
        if not any(start <= mark.first <= end for start, end in harmless):
            yield _reservation("an exception", clause, mark.first, min(mark.last + 3, len(clause.tokens) - 1))
    for mark in clause.found("without"):
        after = clause.tokens[mark.last + 1 : mark.last + 4]
        nothing = any(
            clause.has("without_nothing", first=mark.last + 1 + n, last=mark.last + 1 + n) for n in range(len(after))
        )
        if after and not nothing:
            yield _reservation("without a part", clause, mark.first, min(mark.last + 1, len(clause.tokens) - 1))


def _conditions(clause: Clause) -> Iterator[Reservation]:
    harmless = [(mark.first, mark.last) for mark in clause.found("harmless_condition")]
    for mark in clause.found("condition"):
        if mark.first in clause.quoted or any(start <= mark.first <= end for start, end in harmless):
            continue
        yield _reservation("a condition", clause, mark.first, min(mark.last + _LATE, len(clause.tokens) - 1))


def reader_conditions(clause: Clause) -> Iterator[Reservation]:
    """A condition that the reader is to meet: «если сдвинете старт», "if you move the start"."""
    for mark in clause.found("condition"):
        after = clause.tokens[mark.last + 1 : mark.last + 1 + _LATE]
        if any(token.lower in {"вы", "ты", "you"} or "2per" in token.tags for token in after):
            yield _reservation("a condition", clause, mark.first, min(mark.last + _LATE, len(clause.tokens) - 1))


def _opens_adversative(clause: Clause, segment: Segment) -> bool:
    return clause.has("adversative", first=segment.first, last=min(segment.first + 1, segment.last))


def _limits(clause: Clause, segment: Segment) -> Iterator[Reservation]:
    """After «но», "but": a need, a refusal, a thing held back. Regret and wishes for another time are none."""
    if clause.has("next_time"):
        return
    until = len(clause.tokens) - 1
    for name in ("hold", "condition", "without"):
        for mark in clause.found(name, first=segment.first, last=until):
            harmless = any(m.first <= mark.first <= m.last for m in clause.found("harmless_condition"))
            nothing = name == "without" and clause.has("without_nothing", first=mark.last + 1, last=mark.last + 3)
            if not harmless and not nothing:
                yield _reservation("held back", clause, mark.first, mark.last)
    if clause.has("need_word", first=segment.first) and (_compares(clause, segment) or _needs_more(clause, segment)):
        yield _reservation("a change to be made", clause, segment.first, segment.last)
    if not clause.has("strong_adversative", first=segment.first, last=min(segment.first + 1, segment.last)):
        return
    if clause.has("separate_object", first=segment.first) or clause.has("go_order", first=segment.first):
        return
    names = ("other.part", "partly", "lack", "remarks")
    if any(clause.has(name, first=segment.first) for name in names) or things(clause, segment.first):
        yield _reservation("something held against it", clause, segment.first, segment.last)


def _needs_more(clause: Clause, segment: Segment) -> bool:
    """«но нужно ...», "though we need ...": something of the matter itself."""
    if (
        clause.has("separate_object", first=segment.first)
        or clause.has("go_order", first=segment.first)
        or clause.has("resend", first=segment.first)
    ):
        return False
    return any(token.lower in _NEEDS for token in clause.tokens[segment.first :])


def _compares(clause: Clause, segment: Segment) -> bool:
    """«покрупнее», "bigger"."""
    tokens = clause.tokens[segment.first : segment.last + 1]
    return clause.has("comparative", first=segment.first) or any("COMP" in token.tags for token in tokens)


def changes(clause: Clause, lexicon: Lexicon) -> Iterator[Reservation]:
    """Orders to change what was put up, not requests beside it."""
    if clause.has("next_time"):
        return
    for mark in clause.found("change_phrase"):
        if not {token.lower for token in clause.tokens[max(0, mark.first - 3) : mark.first]} & (
            _NEGATIONS | _OWN_FUTURE
        ):
            yield _reservation("a change to be made", clause, mark.first, mark.last)
    verbs = lexicon.words("change_verb")
    for at, token in enumerate(clause.tokens):
        if at in clause.quoted or not token.is_word:
            continue
        if token.text.isascii():
            is_order = token.lower in verbs and _is_english_order(clause, at)
        else:
            is_order = _is_russian_order(clause, at, verbs)
        if is_order and not is_mentioned(clause, at, at) and not _is_separate(clause, at, lexicon):
            segment = clause.segment_of(at)
            yield _reservation("a change to be made", clause, at, min(at + _LATE, segment.last))


def _is_russian_order(clause: Clause, at: int, verbs: frozenset[str]) -> bool:
    form = form_of(clause.tokens[at], verbs)
    if form not in {Form.ORDER, Form.INFINITIVE, Form.PROMISE}:
        return False
    segment = clause.segment_of(at)
    before = {token.lower for token in clause.tokens[segment.first : at]}
    if (at and clause.tokens[at - 1].lower in {"не", "ни"}) or "ничего" in before:
        return False
    if form is Form.ORDER:
        return True
    if form is Form.PROMISE:
        return "давайте" in before or any(
            "impr" in parse.tags for parse in clause.tokens[at].parses if parse.lemma in verbs
        )
    if clause.has("need_word", last=len(clause.tokens) - 1):
        return True
    own = clause.tokens[segment.first : segment.last + 1]
    return (
        not any({"VERB", "PRED"} & parse.tags for token in own for parse in token.parses)
        and not clause.sentence.is_question
    )


def _is_english_order(clause: Clause, at: int) -> bool:
    segment = clause.segment_of(at)
    if {token.lower for token in clause.tokens[max(segment.first, at - 4) : at]} & _NEGATIONS:
        return False
    if at == segment.first:
        return True
    before = clause.tokens[at - 1].lower
    if before == "to":
        return bool(
            {"need", "needs", "have", "has", "want", "like", "ask", "you", "us"}
            & {t.lower for t in clause.tokens[max(0, at - 4) : at]}
        )
    return before in _ENGLISH_BEFORE_ORDER or not clause.tokens[at - 1].is_word


def _is_separate(clause: Clause, at: int, lexicon: Lexicon) -> bool:
    """A request beside the matter: put me in copy, send the invoice."""
    segment = clause.segment_of(at)
    if clause.has("separate_object", first=segment.first, last=segment.last):
        return True
    token = clause.tokens[at]
    soft = lexicon.words("soft_change_verb")
    if token.lower not in soft and not token.lemmas & soft:
        return False
    about = clause.has("other.part") or bool(things(clause)) or clause.has("other.generic") or clause.has("need_word")
    compares = any("COMP" in t.tags for t in clause.tokens)
    return not (about or compares or clause.has("adversative"))


def _troubles(clause: Clause) -> Iterator[Reservation]:
    """«в пятом ошибка», "there is a typo": wrong now, and not said to be mended."""
    if clause.sentence.is_question or clause.has("trouble_gone") or clause.has("next_time"):
        return
    for mark in clause.found("trouble"):
        before = {token.lower for token in clause.tokens[max(0, mark.first - 2) : mark.first]}
        if mark.first not in clause.quoted and not before & _NEGATIONS:
            yield _reservation("something wrong in it", clause, mark.first, mark.last)


def _remarks(clause: Clause) -> Iterator[Reservation]:
    """«Есть пара замечаний», "comments attached"; «замечаний нет» is none."""
    if clause.sentence.is_question or clause.has("no_word") or clause.has("next_time"):
        return
    for mark in clause.found("remarks"):
        before = {token.lower for token in clause.tokens[max(0, mark.first - 3) : mark.first]}
        if not before & _NEGATIONS:
            yield _reservation("remarks", clause, mark.first, mark.last)


def _parts(read: tuple[Clause, ...], approvals: list[Statement]) -> Iterator[Reservation]:
    """Only a part approved: no statement about the whole, and no «все»."""
    if not approvals or any(s.target is not Target.PART for s in approvals):
        return
    if not any(read[s.clause].has("whole") for s in approvals):
        yield Reservation("only a part approved", approvals[0].words, approvals[0].clause)


def _reservation(rule: str, clause: Clause, first: int, last: int) -> Reservation:
    return Reservation(rule, clause.words(first, last), clause.number)
