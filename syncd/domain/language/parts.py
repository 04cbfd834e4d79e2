"""Parts: what is counted out, approved only in part, or refused beside an approval of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syncd.domain.language.clauses import Clause, Segment
from syncd.domain.language.reservation import NEGATIONS, Reservation, reserved
from syncd.domain.language.statement import Statement, Target

_NUMBERS = (
    ("один", "одна", "одно", "одного", "одну", "one"),
    ("два", "две", "двух", "two"),
    ("три", "трех", "three"),
    ("четыре", "четырех", "four"),
    ("пять", "пяти", "five"),
    ("шесть", "шести", "six"),
    ("семь", "семи", "seven"),
    ("восемь", "восьми", "eight"),
    ("девять", "девяти", "nine"),
    ("десять", "десяти", "ten"),
    ("одиннадцать", "одиннадцати", "eleven"),
    ("двенадцать", "двенадцати", "twelve"),
)
ONLY = frozenset(("только", "лишь", "исключительно", "only", "solely", "exclusively"))
_NO_LIMIT = frozenset(
    (
        "что",
        "сейчас",
        "сегодня",
        "теперь",
        "вчера",
        "now",
        "today",
        "yesterday",
        "just",
        "question",
        "thing",
        "за",
        "рады",
        "рад",
    )
)
NOT_ONLY = re.compile(r"\bне только\b|\bnot only\b", re.IGNORECASE)
_COUNTED = re.compile(r"\b(\w+) (?:из|(?:out )?of) (?:the )?(\w+)\b", re.IGNORECASE)


def only(clause: Clause, at: int) -> Iterator[Reservation]:
    """«согласован только июнь», "approved for January only": what stands beside it is not."""
    segment = clause.segment_of(at)
    for number in range(segment.first, segment.last + 1):
        if clause.tokens[number].lower not in ONLY:
            continue
        before = clause.tokens[number - 1].lower if number > segment.first else ""
        after = clause.tokens[number + 1].lower if number < segment.last else ""
        restricts = number > at or number == segment.first
        days = clause.has("beside.day_word", first=number + 1, last=number + 2) and number < at
        if restricts and not days and before not in {"не", "not", "can", "the"} and after not in _NO_LIMIT:
            yield reserved("in part", clause, number, min(number + 2, segment.last))


def counted(clause: Clause) -> Iterator[Reservation]:
    """«4 из 6», "five out of six"."""
    for match in _COUNTED.finditer(clause.sentence.text):
        few, many = (_number(word) for word in match.groups())
        if few is not None and many is not None and few < many:
            yield Reservation("in part", match.group(), clause.number)


def _number(word: str) -> int | None:
    """A number in figures or, up to twelve, in words of any case."""
    if word.isdigit():
        return int(word)
    lower = word.lower().replace("ё", "е")
    return next((n for n, stems in enumerate(_NUMBERS, 1) if lower in stems), None)


def refused_parts(clause: Clause, after: int) -> Iterator[Reservation]:
    """«Соцсети в этом году не берём», "radio we do not need": a part and a no in one segment, and nothing that is not missed."""
    for segment in clause.segments:
        if segment.first <= after or clause.sentence.is_question or NOT_ONLY.search(clause.sentence.text):
            continue
        tokens = clause.tokens[segment.first : segment.last + 1]
        negated = [
            n for n, t in enumerate(tokens, segment.first) if t.lower in NEGATIONS | {"нет"} or t.lower.endswith("n't")
        ]
        names = ("other.part", "partly")
        about = any(clause.has(name, first=segment.first, last=segment.last) for name in names) or any(
            "NUMB" in token.tags for token in tokens
        )
        benign = clause.has("without_nothing", first=segment.first, last=segment.last) or _regrets(clause, segment)
        benign = benign or _refuses_nothing(clause, negated)
        if negated and about and not benign and not _is_forbidding(clause, negated[0]):
            yield reserved("a part refused", clause, segment.first, segment.last)


def _refuses_nothing(clause: Clause, negated: list[int]) -> bool:
    """«310 тысяч и ни рублём больше», "no need to keep option 1"."""
    after = {(clause.tokens[n].lower, clause.tokens[n + 1]) for n in negated if n + 1 < len(clause.tokens)}
    return any((no == "ни" and "ablt" in word.tags) or (no == "no" and word.lower == "need") for no, word in after)


def _regrets(clause: Clause, segment: Segment) -> bool:
    """«Жаль, что радио не влезло», "pity radio did not fit": told in the past, and nothing is asked."""
    if not clause.has("regret", last=segment.last):
        return False
    tokens = clause.tokens[segment.first : segment.last + 1]
    return any({"VERB", "past"} <= parse.tags for token in tokens for parse in token.parses) or any(
        token.lower in {"didn't", "did", "was", "wasn't", "weren't", "couldn't", "won't"} for token in tokens
    )


def _is_forbidding(clause: Clause, at: int) -> bool:
    """«не меняйте», "don't change"."""
    after = clause.tokens[at + 1 : at + 2]
    return any(
        "impr" in token.tags
        or (token.text.isascii() and clause.tokens[at].lower in {"don't", "not"} and _opens_order(clause, at))
        for token in after
    )


def _opens_order(clause: Clause, at: int) -> bool:
    return {token.lower for token in clause.tokens[:at]} <= {"please", "kindly", "do", "so", "and"}


def only_parts(read: tuple[Clause, ...], approvals: list[Statement]) -> Iterator[Reservation]:
    """Only a part approved: no statement about the whole, and no «все»."""
    if not approvals or any(s.target is not Target.PART for s in approvals):
        return
    if not any(read[s.clause].has("whole") for s in approvals):
        yield Reservation("only a part approved", approvals[0].words, approvals[0].clause)
