"""The review task's description: the text for the client between two marks, and what of it stands there later."""

from __future__ import annotations

from collections.abc import Iterable

from syncd.domain.notes.note import RichText, plain_text
from syncd.domain.notes.report.layout import Report
from syncd.domain.notes.wording import Wording, Words


def sheet(report: Report, words: Words, *, published: bool) -> RichText:
    """The description: what to do, the text, the questions. `words` are the team's."""

    def say(name: str) -> str:
        return words.team("report", name)

    lines = [say("review" if published else "review_inside"), "", say("begin_mark"), *report.text, say("end_mark")]
    if report.questions:
        lines += ["", say("questions"), *(f"- {question}" for question in report.questions)]
    return plain_text(lines)


def text_for_client(description: str, ref: str, wording: Wording) -> tuple[str, ...] | None:
    """The lines between the marks as they stand now; None where it cannot be told which they are.

    Where a person has replaced everything, marks and all, what stands there is the text. Where a mark is gone and other
    lines of ours are left, it is not known where the text ends: nothing is taken.
    """
    lines = [line for line in description.split("\n") if not (ref and ref in line)]
    begins, ends = _places(lines, wording, "begin_mark"), _places(lines, wording, "end_mark")
    if len(begins) == len(ends) == 1 and begins[0] < ends[0]:
        return _trimmed(lines[begins[0] + 1 : ends[0]])
    ours = [n for name in ("review", "review_inside", "questions") for n in _places(lines, wording, name)]
    return None if begins or ends or ours else _trimmed(lines)


def _places(lines: Iterable[str], wording: Wording, name: str) -> list[int]:
    """Where a line of ours stands, in whatever language it was written; dashes and spaces do not matter."""
    wanted = {_letters(words.team("report", name)) for words in wording.languages.values()}
    return [number for number, line in enumerate(lines) if _letters(line) in wanted]


def _letters(line: str) -> str:
    return "".join(c for c in line.casefold() if c.isalnum())


def _trimmed(lines: list[str]) -> tuple[str, ...]:
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return tuple(line.rstrip() for line in lines)
