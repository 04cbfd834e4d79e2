"""Contentment without a decision: «Ок», a thumb, "looks good". Only a request for approval makes it mean anything."""

from __future__ import annotations

from syncd.domain.language.clauses import Clause
from syncd.domain.language.lexicon import Mark

_GOOD_SIGNS = frozenset("👍👌✅✔💯🔥👏😍🥰🤝🎉❤💪🙌🚀☑😊")
_NEGATIONS = frozenset(("не", "not", "n't", "нет", "isn't", "doesn't", "don't", "no"))
_ACKNOWLEDGES = frozenset(
    (
        "ок",
        "окей",
        "хорошо",
        "да",
        "ладно",
        "принято",
        "понятно",
        "ясно",
        "ok",
        "okay",
        "great",
        "good",
        "perfect",
        "yes",
        "подтверждаю",
        "подтверждаем",
        "confirm",
        "confirmed",
        "cool",
        "отлично",
        "супер",
    )
)
_SHORT = 30  # words: in a longer letter only its first sentences are the answer
_OPENING = 3


def is_content(read: tuple[Clause, ...]) -> tuple[Clause, str] | None:
    """The sentence that says so and its words; None where none does, or the letter puts its answer off."""
    if any(clause.has("wait_word") for clause in read):
        return None
    words = sum(len(clause.sentence.words) for clause in read)
    received = any(clause.has("receipt") for clause in read)
    for clause in read if words <= _SHORT else read[:_OPENING]:
        if clause.sentence.is_question:
            continue
        found = _sign(clause) or _word(clause, received=received)
        if found:
            return clause, found
    return None


def is_refusal(read: tuple[Clause, ...]) -> tuple[Clause, str] | None:
    """A bare «нет» that opens the answer."""
    for clause in read[:_OPENING]:
        if clause.has("not_yet"):
            continue
        for mark in clause.found("no_word"):
            if mark.first and not _opens(clause, mark.first):
                continue
            after = clause.tokens[mark.first + 1] if mark.first + 1 < len(clause.tokens) else None
            if clause.has("without_nothing", first=mark.first + 1, last=mark.first + 1):
                continue  # «нет возражений»
            if clause.tokens[mark.first].lower not in {"не", "no"} or after is None or not after.is_word:
                return clause, clause.words(mark.first, mark.last)
    return None


def _opens(clause: Clause, at: int) -> bool:
    """«Увы, нет.»: a segment of its own after a word or two."""
    segment = clause.segment_of(at)
    alone = sum(token.is_word for token in clause.tokens[segment.first : segment.last + 1]) == 1
    return alone and sum(token.is_word for token in clause.tokens[:at]) <= 2


def _sign(clause: Clause) -> str | None:
    for at, token in enumerate(clause.tokens):
        if token.text[0] in _GOOD_SIGNS:
            return token.text
        if token.text == "+" and at == 0:
            return token.text
    return None


def _word(clause: Clause, *, received: bool) -> str | None:
    marks = [
        mark
        for mark in clause.found("ok_word")
        if mark.first not in clause.quoted
        and not _is_negated(clause, mark)
        and not any(token.lower == "ли" for token in clause.tokens[mark.last + 1 : mark.last + 2])
        and not _is_thousand(clause, mark.first)
    ]
    if received:
        marks = [
            m
            for m in marks
            if clause.tokens[m.first].lower not in _ACKNOWLEDGES or clause.tokens[m.first - 1].lower == "все"
        ]
    return clause.words(marks[0].first, marks[0].last) if marks else None


def _is_thousand(clause: Clause, at: int) -> bool:
    """The k of "20k"."""
    return at > 0 and clause.tokens[at - 1].end == clause.tokens[at].start and "NUMB" in clause.tokens[at - 1].tags


def _is_negated(clause: Clause, mark: Mark) -> bool:
    segment = clause.segment_of(mark.first)
    before = [token.lower for token in clause.tokens[max(segment.first, mark.first - 2) : mark.first]]
    return bool(_NEGATIONS & set(before)) or any(word.endswith("n't") for word in before)
