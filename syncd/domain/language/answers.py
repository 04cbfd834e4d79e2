"""Which of a client's questions a reply leaves open: said only where it is clear, otherwise nothing is claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syncd.domain.language.patterns import Line, lines, word_set
from syncd.domain.language.questions import is_question

_NUMBERED = re.compile(r"^\s*(\d{1,2})\s*[.)]", re.MULTILINE)
_CONTENT = frozenset({"NOUN", "ADJF", "ADJS", "INFN", "VERB", "PRTF", "PRTS", "LATN", "NUMB"})
_EMPTY = word_set("""быть мочь это этот весь наш ваш свой какой который сколько когда где что кто как почему ли подсказать сказать пожалуйста
    день добрый спасибо нужно можно ещё еще the a an be do have can could will would you we i it is are when what where
    how why which who our your my please to of in for and or on at by with not thanks hi hello dear good""")
_SHORT = 12  # words; a reply of fewer may answer anything («да, всё верно»)


def open_questions(questions: Sequence[str], answer: str) -> tuple[str, ...]:
    """The questions that the answer certainly does not touch.

    Numbered answers to numbered or counted questions are compared by number. Otherwise a question is open only where
    some other question of the letter shares words with the answer and this one shares none: a reply that takes up one
    matter by name and passes over another. One question alone is never called open.
    """
    if len(questions) < 2:
        return ()
    numbers = {int(number) for number in _NUMBERED.findall(answer)}
    if len(numbers) >= 2 and numbers <= set(range(1, len(questions) + 1)):
        return tuple(question for place, question in enumerate(questions, 1) if place not in numbers)
    return _untouched(questions, answer)


def _untouched(questions: Sequence[str], answer: str) -> tuple[str, ...]:
    said = [line for line in lines(answer) if not is_question(line)]
    words = frozenset().union(*(_content(line) for line in said)) if said else frozenset()
    answers = sum(len(line.sentence.words) for line in said)
    asked = {question: frozenset().union(*(_content(line) for line in lines(question))) for question in questions}
    touched = [question for question in questions if asked[question] & words]
    if not touched or answers < _SHORT or _answers_all_at_once(said, len(questions)):
        return ()
    return tuple(question for question in questions if asked[question] and not asked[question] & words)


def _answers_all_at_once(said: Sequence[Line], count: int) -> bool:
    """As many statements as questions, or more of them that touch none, may be answers in other words."""
    return len([line for line in said if len(line.sentence.words) > 2]) >= count


def _content(line: Line) -> frozenset[str]:
    """Lemmas that carry meaning; a word's several parses all count, so that doubt is for "answered"."""
    return frozenset(
        lemma
        for number, token in enumerate(line.tokens)
        if not line.cited(number) and _CONTENT & token.tags
        for lemma in token.lemmas
        if len(lemma) > 2 and lemma not in _EMPTY
    )
