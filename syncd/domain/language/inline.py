"""Answers written between the lines of our letter: each is judged with the passage it stands under as its request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from syncd.domain.language.answered import read_answered
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.reading import VerdictKind
from syncd.domain.language.verdict import Judged
from syncd.domain.mail.lines import Line, Role

_A_WORD = 3  # words of an answer that says no more than yes or no
_NOT_FROM_AN_ANSWER = frozenset((VerdictKind.NONE, VerdictKind.APPROVED))
_AGAINST = frozenset((VerdictKind.REJECTED, VerdictKind.CONDITIONAL))


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the author wrote under one quoted passage."""

    text: str
    passage: str


def inline_answers(lines: Sequence[Line]) -> tuple[InlineAnswer, ...]:
    """The answers of a letter that answers passage by passage; none where everything stands above or below the quote."""
    found = tuple(_answers(lines))
    return found if len(found) > 1 else ()


def _answers(lines: Sequence[Line]) -> Iterator[InlineAnswer]:
    said: list[str] = []
    for line, following in zip_longest(lines, lines[1:]):
        if line.role is Role.NEW and line.answers is not None:
            said.append(line.text)
        ends = following is None or following.role is not Role.NEW or following.answers != line.answers
        if said and ends and line.answers is not None:
            text = "\n".join(said).strip()
            said = []
            if text:
                yield InlineAnswer(text, line.answers)


def judge_inline(
    whole: Judged, answers: Sequence[InlineAnswer], judge: Callable[[InlineAnswer], Judged], lexicon: Lexicon
) -> Judged:
    """The verdict of a letter with inline answers. `whole` is the verdict of its text taken in one.

    The whole knows more of conditions, the answers know more of what is answered. So the answers speak where the whole
    decides nothing, and take from it what was said of something else; an approval never comes of them against the whole.
    """
    if not answers:
        return whole
    judged = [judge(answer) for answer in answers]
    decided = next((one for one in judged if one.verdict.kind is VerdictKind.APPROVED), None)
    match whole.verdict.kind:
        case VerdictKind.APPROVED:
            return _less(whole, judged)
        case VerdictKind.CONDITIONAL if decided is not None:
            return decided if _others_are_apart(decided, answers, judged, lexicon) else whole
        case VerdictKind.NEEDS_CONFIRMATION if all(one.verdict.kind is VerdictKind.NONE for one in judged):
            return judged[0]
        case VerdictKind.NONE:
            return next((one for one in judged if one.verdict.kind not in _NOT_FROM_AN_ANSWER), whole)
        case VerdictKind.REJECTED if not any(one.verdict.kind in _AGAINST for one in judged):
            return next((one for one in judged if one.verdict.kind not in _NOT_FROM_AN_ANSWER), whole)
        case _:
            return whole


def _less(whole: Judged, judged: Sequence[Judged]) -> Judged:
    """One thing approved and another refused below: in part."""
    against = next((one for one in judged if one.verdict.kind in _AGAINST), None)
    if against is None:
        return whole
    verdict = replace(whole.verdict, kind=VerdictKind.CONDITIONAL, why=against.verdict.why)
    return Judged(verdict, (*whole.rules, *against.rules))


def _others_are_apart(
    decided: Judged, answers: Sequence[InlineAnswer], judged: Sequence[Judged], lexicon: Lexicon
) -> bool:
    """Whether every other answer stands under another thing of ours or another question, and decides nothing itself."""
    for answer, one in zip(answers, judged, strict=True):
        if one is decided:
            continue
        about = read_answered(answer.passage, None, lexicon).about
        named = about is not None or _is_word_to_a_question(answer)
        if one.verdict.kind is not VerdictKind.NONE or about == decided.verdict.about or not named:
            return False
    return True


def _is_word_to_a_question(answer: InlineAnswer) -> bool:
    """«Нет» under «Счёт дошёл?»."""
    return "?" in answer.passage and len(answer.text.split()) <= _A_WORD
