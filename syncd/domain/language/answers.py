"""Which of a client's questions a reply leaves open: said only where it is clear, otherwise nothing is claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syncd.domain.language import signals
from syncd.domain.language.patterns import Line, lines, table, word_set
from syncd.domain.language.promise import is_promise

_NUMBERED = re.compile(r"^\s*(\d{1,2})\s*[.)]", re.MULTILINE)
_CONTENT = frozenset({"NOUN", "ADJF", "ADJS", "INFN", "VERB", "PRTF", "PRTS", "LATN", "NUMB"})
_EMPTY = word_set("""быть мочь это этот весь наш ваш свой какой который сколько когда где что кто как почему ли подсказать сказать пожалуйста
    день добрый спасибо нужно можно ещё еще the a an be do have can could will would you we i it is are when what where
    how why which who our your my please to of in for and or on at by with not thanks hi hello dear good""")
# What may answer a question without repeating a word of it.
_UNSPOKEN = (
    (
        table("сколько стоит*;стоимость;цена;почем;бюджет;смета", "how much;price;cost;costs;rate"),
        re.compile(r"\d{3}|\d ?(?:%|₽|р\.|руб|тыс|млн|\$|€|£|k\b|к\b|eur|usd)|[$€£]\d|бесплатн|free"),
    ),
    (table("сколько", "how many;how long;how much;how often"), re.compile(r"\d|один|одн|два|две|три|four|five|three|two|one")),
    (
        table("когда;срок*;дат*;во сколько;числ*;успе*;готов*", "when;date;deadline;time;how soon;ready"),
        re.compile(r"\d|завтра|сегодня|понедельн|вторник|сред[уеы]|четверг|пятниц|недел|месяц|day|tomorrow|week|month|soon"),
    ),
    (table("ли;(есть|можно|будет|нужно|надо|успеваем|сможете|можете)*", "is;are;do;does;did;can;could;will;would;have;has"), re.compile(
        r"(?<!\w)(?:да|нет|конечно|можно|можем|нельзя|будет|будут|yes|no|sure|of course|certainly|can|cannot)(?!\w)"
    )),
)  # fmt: skip
_CLAUSE = re.compile(r"[.!?;\n]+|,\s|\s[-–—]\s|\s(?:и|а|но|and|but)\s")


def open_questions(questions: Sequence[str], answer: str) -> tuple[str, ...]:
    """The questions that the answer certainly does not touch.

    Numbered answers are compared by number. Otherwise a question is open only where every clause of the answer is taken
    up by another question of the letter, by shared words, or is a civility: then nothing is left that could answer this
    one. One question alone is never called open.
    """
    if len(questions) < 2:
        return ()
    numbers = {int(number) for number in _NUMBERED.findall(answer)}
    if len(numbers) >= 2 and numbers <= set(range(1, len(questions) + 1)):
        return tuple(question for place, question in enumerate(questions, 1) if place not in numbers)
    return _untouched(questions, answer)


def _untouched(questions: Sequence[str], answer: str) -> tuple[str, ...]:
    asked = {question: _content_of(question) for question in questions}
    clauses = [clause for clause in _CLAUSE.split(answer) if clause.strip() and not _is_civil(clause)]
    touched = {question for question in questions if any(asked[question] & _content_of(clause) for clause in clauses)}
    spoken = frozenset().union(*(asked[question] for question in touched)) if touched else frozenset()
    if not clauses or not touched or any(not spoken & _content_of(clause) for clause in clauses):
        return ()
    return tuple(q for q in questions if q not in touched and asked[q] and not _may_be_answered(q, answer))


def _may_be_answered(question: str, answer: str) -> bool:
    """A sum answers «сколько стоит», a day «когда», though they share no word."""
    asked = " ".join(line.folded for line in lines(question))
    said = answer.lower()
    return any(phrases.search(asked) and evidence.search(said) for phrases, evidence in _UNSPOKEN)


def _is_civil(clause: str) -> bool:
    """A greeting, thanks, a name, a promise: answers nothing."""
    found = lines(clause)
    return all(
        signals.THANKS.search(line.folded) or is_promise(line) or (len(line.sentence.words) <= 3 and not _tells(line))
        for line in found
    )


def _tells(line: Line) -> bool:
    names = {"Name", "Patr", "Surn"}
    told = {"VERB", "INFN", "PRTS", "NUMB", "ADVB", "PRED"}
    return any(told & token.parses[0].tags for token in line.tokens) or (
        line.folded.isascii() and not names & {tag for token in line.tokens for tag in token.tags}
    )


def _content_of(text: str) -> frozenset[str]:
    return frozenset().union(*(_content(line) for line in lines(text)))


def _content(line: Line) -> frozenset[str]:
    """Lemmas that carry meaning; a word's several parses all count, so that doubt is for "answered"."""
    return frozenset(
        lemma
        for number, token in enumerate(line.tokens)
        if not line.cited(number) and _CONTENT & token.tags
        for lemma in token.lemmas
        if len(lemma) > 2 and lemma not in _EMPTY
    )
