"""A report as lines and questions, and the lines as a text of under 250 words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

MOST_WORDS = 240  # under 250 with the reference and what a title takes
LONGEST_NAME = 14  # words
_SHORTER = (  # words of a quote, lines of a section: tried in this order until the whole fits
    (18, 99), (10, 99), (10, 40), (10, 30), (10, 24), (10, 20), (10, 16), (10, 12), (10, 10), (10, 8),
    (8, 6), (8, 5), (7, 4), (6, 3), (5, 2), (4, 1),
)  # fmt: skip
_UNANSWERED = re.compile(r":\s*—\s*$")
_UNSAYABLE = re.compile(r"[!\U0001F300-\U0001FAFF☀-➿️]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and what the manager is asked about it. A line that ends with «: —» cannot be published."""

    text: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; `name` is the template's."""

    name: str
    heading: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report before anybody looked at it. `asked` are questions that belong to no line."""

    title: str
    sections: tuple[Section, ...]
    nothing: str  # what stands in an empty section
    asked: tuple[str, ...] = ()

    @property
    def text(self) -> tuple[str, ...]:
        """The draft, line by line."""
        return tuple(_laid_out(self.sections, self.nothing))

    @property
    def questions(self) -> tuple[str, ...]:
        """All that the manager is asked."""
        about_lines = (line.question for section in self.sections for line in section.lines if line.question)
        return tuple(dict.fromkeys([*about_lines, *self.asked]))

    @property
    def words(self) -> int:
        """How long the draft is."""
        return count_words(self.text)


def fitting(build: Callable[[int], Report], more: Callable[[int], str]) -> Report:
    """The report with quotes and lists as long as the whole may be; `build` is told the words of a quote, `more` says
    how many lines are left out."""
    built = cache(build)
    tried = (_shortened(built(quote), lines, more) for quote, lines in _SHORTER)
    return next((report for report in tried if report.words <= MOST_WORDS), _shortened(built(_SHORTER[-1][0]), 1, more))


def count_words(lines: Iterable[str]) -> int:
    """Words as a reader counts them: what stands between spaces and holds a letter or a digit."""
    return sum(any(c.isalnum() for c in word) for line in lines for word in line.split())


def is_unanswered(line: str) -> bool:
    """Whether the line waits for a reason."""
    return _UNANSWERED.search(line) is not None


def publishable(lines: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines without those that wait for a reason, and these; a heading that has lost all its lines goes too."""
    kept: list[str] = []
    left_out: list[str] = []
    lost_here = False
    for line in [*lines, ""]:
        if is_unanswered(line):
            left_out.append(line)
            lost_here = True
            continue
        if lost_here and kept and kept[-1].rstrip().endswith(":") and not line.strip():
            kept.pop()
        lost_here = lost_here and bool(line.strip())
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(kept), tuple(line.lstrip("-• ") for line in left_out)


def tidy(name: str) -> str:
    """A task's name as a line can hold it: on one line, not endless, no exclamation, no emoji."""
    words = _UNSAYABLE.sub("", name).split()
    cut = "…" if len(words) > LONGEST_NAME else ""
    return " ".join(words[:LONGEST_NAME]).rstrip(" .:;,—-") + cut or "…"


def inner_quotes(text: str) -> str:
    """As it stands within quotation marks: its own become the inner ones."""
    return text.replace("«", "„").replace("»", "“").replace('"', "'")


def _laid_out(sections: Iterable[Section], nothing: str) -> Iterator[str]:
    for number, section in enumerate(sections):
        if number:
            yield ""
        yield f"{section.heading}:"
        yield from [f"- {line.text}" for line in section.lines] or [nothing]


def _shortened(report: Report, most: int, more: Callable[[int], str]) -> Report:
    return replace(report, sections=tuple(_cut(section, most, more) for section in report.sections))


def _cut(section: Section, most: int, more: Callable[[int], str]) -> Section:
    over = len(section.lines) - most
    if over < 1:
        return section
    return replace(section, lines=(*section.lines[:most], Line(more(over))))
