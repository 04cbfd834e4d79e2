"""A letter as lines: what each line is (`Role`), and plain text cut into lines with their quote depth."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a line of a letter is. Only `NEW` lines are the author's words."""

    NEW = "new"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    HEADER_BLOCK = "header_block"
    FORWARD = "forward"
    SIGNATURE = "signature"
    MOBILE_LINE = "mobile_line"
    DISCLAIMER = "disclaimer"
    BANNER = "banner"
    LIST_FOOTER = "list_footer"


class Hint(StrEnum):
    """What the mark-up around a line says of it, before any words are read."""

    SIGNATURE = "signature"
    ATTRIBUTION = "attribution"
    BOUNDARY = "boundary"  # from here on everything is the quoted letter
    INDENTED = "indented"  # a blockquote of which it is not known whether it quotes


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its role; `answers` is the quoted passage that an inline answer stands under."""

    role: Role
    text: str
    depth: int = 0
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line as laid out, not yet judged; quote marks are taken off and counted as `depth`."""

    text: str
    depth: int = 0
    hint: Hint | None = None

    @property
    def blank(self) -> bool:
        """Nothing to read on it."""
        return not self.text


_MARKS = re.compile(r"[ \t]?(?:>[ \t]?)+")
_YOU_WROTE = re.compile(r"(?:^\W{0,4}вы (?:на)?писали|you wrote)\b.{0,60}:\s*$", re.IGNORECASE)
_INITIALS = re.compile(r"\s{0,2}([^\W\d_]{1,3})(>+)(?:\s|$)")
_LINK_TWICE = re.compile(r"<(?:mailto:|https?://|tel:)[^<>\s]*>")
_BLANKS = "\u00a0\u202f\u2007"
_UNSEEN = "\u200b\ufeff\u00ad\r"


def rows_of_text(text: str) -> list[Row]:
    """Plain text as rows. `> ` marks count as depth; so do The Bat!'s `ИБ> ` marks where they stand twice or below its attribution."""
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    for unseen in _UNSEEN:
        text = text.replace(unseen, "")
    lines = text.split("\n")
    initials = _initials_used(lines)
    return [_row(line, initials) for line in lines]


def unlinked(text: str) -> str:
    """Without the second copy of a link that Outlook puts behind it in plain text: `a@b.example<mailto:a@b.example>`."""
    if "<" not in text:
        return text
    return _LINK_TWICE.sub(lambda link: "" if _repeats_what_stands_before(link) else link.group(), text)


def marked_row(text: str, depth: int = 0, hint: Hint | None = None) -> Row:
    """A row from text that may begin with `>` marks, inside `depth` further quotes."""
    found = _MARKS.match(text)
    if found is None:
        return Row(text.strip(), depth, hint)
    return Row(text[found.end() :].strip(), depth + found.group().count(">"), hint)


def _row(line: str, initials: frozenset[str]) -> Row:
    found = _INITIALS.match(line) if initials else None
    if found is not None and found.group(1) in initials:
        return Row(line[found.end() :].strip(), len(found.group(2)))
    if line.startswith(">>> ") and line.rstrip().endswith(" >>>"):
        return Row(line.strip("> ") + " >>>")  # GroupWise's attribution, which is no mark
    return marked_row(unlinked(line))


def _initials_used(lines: list[str]) -> frozenset[str]:
    found = [mark.group(1) for line in lines if ">" in line and (mark := _INITIALS.match(line))]
    if not found:
        return frozenset()
    enough = 1 if any(_YOU_WROTE.search(line) for line in lines) else 2
    return frozenset(mark for mark, times in Counter(found).items() if times >= enough and mark[0].isupper())


def _repeats_what_stands_before(link: re.Match[str]) -> bool:
    before = link.string[: link.start()]
    return bool(before) and not before[-1].isspace()
