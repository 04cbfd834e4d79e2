"""Changes still to be made, and what is said to be wrong: an approval beside them is none yet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.forms import Form, form_of
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.reservation import LATE, NEGATIONS, Reservation, reserved
from syncd.domain.language.scope import is_mentioned
from syncd.domain.language.subject import things
from syncd.domain.language.words import analyse, is_known

_NOT_VERBS = frozenset(
    (
        "also",
        "just",
        "the",
        "a",
        "my",
        "our",
        "no",
        "all",
        "only",
        "then",
        "please",
        "kindly",
        "now",
        "still",
        "at",
        "by",
        "in",
        "for",
        "with",
        "if",
        "and",
        "find",
        "don't",
        "not",
        "it",
        "this",
        "that",
        "both",
        "let's",
        "via",
        "to",
        "on",
    )
)
_GIVING_MORE = frozenset(("give", "let", "keep", "set", "bring", "push", "do", "have", "hold", "run"))
_OWN_FUTURE = frozenset(("we'll", "i'll", "will"))
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


def changes(clause: Clause, lexicon: Lexicon) -> Iterator[Reservation]:
    """Orders to change what was put up, not requests beside it."""
    if clause.has("next_time"):
        return
    for mark in clause.found("change_phrase"):
        if clause.has("thanks", last=mark.first - 1) and clause.tokens[mark.first].lower.endswith("ing"):
            continue  # "thanks for taking radio out": done
        if not {token.lower for token in clause.tokens[max(0, mark.first - 3) : mark.first]} & (
            NEGATIONS | _OWN_FUTURE
        ):
            yield reserved("a change to be made", clause, mark.first, mark.last)
    verbs, harmless = lexicon.words("change_verb"), lexicon.words("harmless_verb")
    for at, token in enumerate(clause.tokens):
        if at in clause.quoted or not token.is_word:
            continue
        if token.text.isascii():
            is_order = (token.lower in verbs and _is_english_order(clause, at)) or _is_odd_english(clause, at, harmless)
        else:
            is_order = _is_russian_order(clause, at, verbs) or _is_odd_russian(clause, at, harmless)
        if is_order and _only_informs(clause, at):
            continue
        if is_order and not is_mentioned(clause, at, at) and not _is_separate(clause, at, lexicon):
            segment = clause.segment_of(at)
            yield reserved("a change to be made", clause, at, min(at + LATE, segment.last))


def _only_informs(clause: Clause, at: int) -> bool:
    """«просим учесть, что оплата будет пятого»: takes note, changes nothing."""
    after = [token.lower for token in clause.tokens[at + 1 : at + 3]]
    return "учесть" in clause.tokens[at].lemmas and bool({"что", ":", ","} & set(after))


def _is_russian_order(clause: Clause, at: int, verbs: frozenset[str]) -> bool:
    form = form_of(clause.tokens[at], verbs)
    if form is None:
        return False
    if form is Form.ATTRIBUTE and any(
        "GRND" in parse.tags for parse in clause.tokens[at].parses if parse.lemma in verbs
    ):
        return clause.has("approve_verb", last=at)  # «утверждаю, исключив ТВ»
    if form not in {Form.ORDER, Form.INFINITIVE, Form.PROMISE}:
        return False
    segment = clause.segment_of(at)
    before = {token.lower for token in clause.tokens[segment.first : at]}
    if (at and clause.tokens[at - 1].lower in {"не", "ни"}) or "ничего" in before:
        return False
    if any(token.lower == "нечего" for token in clause.tokens[segment.first : segment.last + 1]):
        return False  # «добавить нечего»
    if form is Form.ORDER:
        return True
    if form is Form.PROMISE:
        own_plan = clause.has("if_word", last=at) or not _names_matter(clause, segment)
        return "давайте" in before or (
            not own_plan and any("impr" in parse.tags for parse in clause.tokens[at].parses if parse.lemma in verbs)
        )
    if clause.has("need_word", last=len(clause.tokens) - 1):
        return True
    own = clause.tokens[segment.first : segment.last + 1]
    return (
        not any({"VERB", "PRED"} & parse.tags for token in own for parse in token.parses)
        and not clause.sentence.is_question
    )


def _names_matter(clause: Clause, segment: Segment) -> bool:
    """«логотип уменьшим», «её уберём», not «DNS пропишем»."""
    names = (
        "matter.part",
        "matter.visual",
        "matter.media",
        "platform",
        "other.part",
        "other.generic",
        "partly",
        "rest",
    )
    return any(clause.has(name, first=segment.first, last=segment.last) for name in names) or bool(
        things(clause, segment.first, segment.last)
    )


def _is_odd_russian(clause: Clause, at: int, harmless: frozenset[str]) -> bool:
    """A perfective order to do something unforeseen, or «просим» with such a verb. An imperfective one gives leave."""
    token = clause.tokens[at]
    orders, may_be_asked = _odd_forms(token.lower)
    if not (orders or may_be_asked) or token.lemmas & harmless:
        return False
    if clause.tokens[max(0, at - 1)].lower in {"не", "ни"}:
        return False
    before = {t.lower for t in clause.tokens[clause.segment_of(at).first : at]}
    if orders and not before & {"если", "когда", "как", "вы", "ты", "что", "пока"}:
        return is_known(token.lower) or is_known(token.lower.removeprefix("пере"))
    asks = {"прошу", "просим", "просьба"} & {t.lower for t in clause.tokens[max(0, at - 4) : at]}
    return bool(asks) and may_be_asked


@lru_cache(maxsize=16384)
def _odd_forms(lower: str) -> tuple[bool, bool]:
    """Whether a word is a perfective order, whatever else it may be, and whether it may be a perfective infinitive."""
    readings = [parse.tags for parse in analyse(lower).parses]
    orders = any("impr" in tags for tags in readings) and all(
        {"VERB", "perf"} <= tags and tags & {"excl", "2per"} for tags in readings
    )
    return orders, any({"INFN", "perf"} <= tags for tags in readings)


def _is_odd_english(clause: Clause, at: int, harmless: frozenset[str]) -> bool:
    """ "please reconsider": asked politely, and none of the requests that change nothing."""
    before = clause.tokens[at - 1].lower if at else ""
    polite = before in {"please", "pls", "plz", "kindly"} or (
        before == "you" and at > 1 and clause.tokens[at - 2].lower in {"could", "can", "would"}
    )
    token = clause.tokens[at]
    if polite and token.lower in _GIVING_MORE and _asks_for_more(clause, at):
        return True
    return polite and token.lower not in _NOT_VERBS and not token.lemmas & harmless


def _asks_for_more(clause: Clause, at: int) -> bool:
    """ "can you give the last shot another second?": more or another of the matter, not of something for the author."""
    last = clause.segment_of(at).last
    if clause.tokens[at + 1 : at + 2] and clause.tokens[at + 1].lower in {"me", "us", "it"}:
        return False
    return clause.has("comparative", first=at + 2, last=last) or clause.has(
        "beside.other_than_it", first=at + 2, last=last
    )


def _is_english_order(clause: Clause, at: int) -> bool:
    segment = clause.segment_of(at)
    if {token.lower for token in clause.tokens[max(segment.first, at - 4) : at]} & NEGATIONS:
        return False
    if at == segment.first:
        return True
    before = clause.tokens[at - 1].lower
    if before == "let's" and clause.tokens[at].lower == "make":
        return clause.has("comparative", first=at) or clause.has("other.part", first=at) or bool(things(clause, at))
    if before == "to":
        if clause.tokens[at - 2].lower in {"want", "wants"} and not _wants_itself(clause, segment, at - 3):
            return False  # "front of house want to put it on the screens"
        return bool(
            {"need", "needs", "have", "has", "want", "like", "ask", "you", "us"}
            & {t.lower for t in clause.tokens[max(0, at - 4) : at]}
        )
    return before in _ENGLISH_BEFORE_ORDER or not clause.tokens[at - 1].is_word


def _wants_itself(clause: Clause, segment: Segment, at: int) -> bool:
    """Whether it is the author, the reader or nobody named who wants."""
    if at < segment.first:
        return True
    return clause.tokens[at].lower in {"i", "we", "you", "also", "just", "really", "still", "do", "would", "they"}


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


def troubles(clause: Clause) -> Iterator[Reservation]:
    """«в пятом ошибка», "there is a typo": wrong now, and not said to be mended."""
    if clause.sentence.is_question or clause.has("trouble_gone") or clause.has("next_time"):
        return
    for mark in clause.found("trouble"):
        before = {token.lower for token in clause.tokens[max(0, mark.first - 2) : mark.first]}
        if _is_not_found(clause, mark.last):
            continue
        if mark.first not in clause.quoted and not before & NEGATIONS:
            yield reserved("something wrong in it", clause, mark.first, mark.last)


def _is_not_found(clause: Clause, at: int) -> bool:
    """«Ошибок не нашёл»."""
    after = clause.tokens[at + 1 : at + 4]
    found = {"найти", "находить", "видеть", "увидеть", "обнаружить", "заметить", "быть", "остаться"}
    return any(token.lower == "нет" for token in after) or (
        any(token.lower == "не" for token in after) and any(token.lemmas & found for token in after)
    )


def remarks(clause: Clause) -> Iterator[Reservation]:
    """«Есть пара замечаний», "comments attached"; «замечаний нет» is none."""
    if clause.sentence.is_question or clause.has("no_word") or clause.has("next_time"):
        return
    if clause.has("other.thing") and not things(clause):
        return  # remarks on the contract
    for mark in clause.found("remarks"):
        before = {token.lower for token in clause.tokens[max(0, mark.first - 3) : mark.first]}
        if not before & NEGATIONS:
            yield reserved("remarks", clause, mark.first, mark.last)
