"""Where quoted letters begin and end among the rows of a letter, marked or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from syncd.domain.mail.attribution import (
    Attribution,
    Strength,
    attribution_at,
    is_date_line,
    may_end_attribution,
    writer_named,
)
from syncd.domain.mail.header_block import HeaderBlock, header_block_at
from syncd.domain.mail.lines import Hint, Role, Row
from syncd.domain.mail.separators import is_rule, may_end, separator_kind


@dataclass(slots=True)
class Judged:
    """Rows with their roles and levels: level 0 is the letter itself, 1 the letter it quotes, 2 the one quoted there."""

    rows: Sequence[Row]
    roles: list[Role]
    levels: list[int]
    subjects: list[tuple[int, str]] = field(default_factory=list)  # level and subject of each header block


def mark_quotes(rows: Sequence[Row], known: frozenset[int], *, is_reply: bool) -> Judged:
    """Tell the author's rows from quoted ones. Where it is unclear, the words are not the author's."""
    judged = Judged(rows, [Role.NEW] * len(rows), [row.depth for row in rows])
    walk = _Walk(judged, known, is_reply=is_reply)
    at = 0
    while at < len(rows):
        at += walk.step(at)
    _mark_continued_quotes(judged)
    return judged


@dataclass(frozen=True, slots=True)
class _Border:
    """Where a letter quoted without marks began: at what depth, as what, and with which words."""

    depth: int
    role: Role
    opening: str


class _Walk:
    """From top to bottom, remembering which unmarked quoted letters the current row is inside of."""

    def __init__(self, judged: Judged, known: frozenset[int], *, is_reply: bool) -> None:
        self.judged = judged
        self.rows = judged.rows
        self.known = known
        self.is_reply = is_reply
        self.may_end = [may_end_attribution(row.text) for row in judged.rows]
        self.borders: list[_Border] = []  # of the unmarked quoted letters we are in
        self.last_depth = 0
        self.has_new_words = False  # above the current row

    def step(self, at: int) -> int:
        """Judge the row, and those that belong with it; how many rows that were."""
        row = self.rows[at]
        if row.blank:
            self._mark(at, 1, None)
            return 1
        while self.borders and self.borders[-1].depth > row.depth:
            self.borders.pop()
        length = self._separator(at) or self._header_block(at, at) or self._attribution(at)
        if not length:
            if row.hint is Hint.BOUNDARY:
                self._open(at, Role.QUOTE)
            self._mark(at, 1, None)
            length = 1
        self.last_depth = row.depth
        return length

    def _separator(self, at: int) -> int:
        row = self.rows[at]
        kind = separator_kind(row.text)
        if kind is None:
            return self._ruled_header_block(at) if is_rule(row.text) else 0
        if kind == "end":
            self._mark(at, 1, Role.HEADER_BLOCK)
            self._end_forward(at)
            return 1
        role = Role.FORWARD if kind == "forward" else Role.QUOTE
        below = self._next(at + 1)
        block = header_block_at(self.rows, below, after_separator=True) if below is not None else None
        attribution = attribution_at(self.rows, below) if below is not None and block is None else None
        length = 1
        if below is not None:
            length = below - at + (block.length if block else attribution.length if attribution else 0)
        self._mark(at, length, Role.HEADER_BLOCK)
        self._begin_letter(at, length, role, block)
        return length

    def _end_forward(self, at: int) -> None:
        """Yandex marks where a forwarded letter ends. Below it the author may write, if they did not do so above it."""
        if self.borders and may_end(self.rows[at].text, self.borders[-1].opening) and not self.has_new_words:
            self.borders.pop()

    def _ruled_header_block(self, at: int) -> int:
        below = self._next(at + 1)
        return self._header_block(at, below) if below is not None else 0

    def _header_block(self, start: int, at: int) -> int:
        block = header_block_at(self.rows, at, after_separator=start != at)
        if block is None:
            return 0
        length = at - start + block.length
        self._mark(start, length, Role.HEADER_BLOCK)
        self._begin_letter(start, length, Role.QUOTE, block)
        return length

    def _attribution(self, at: int) -> int:
        row = self.rows[at]
        attribution = attribution_at(self.rows, at) if any(self.may_end[at : at + 3]) else None
        if attribution is None:
            if row.hint is not Hint.ATTRIBUTION and not self._is_date_line_above_quote(at):
                return 0
            self._mark(at, 1, Role.ATTRIBUTION)
            return 1
        marked = self._is_deeper_after(at + attribution.length - 1)
        if attribution.strength is not Strength.ALONE and not marked and row.hint is not Hint.ATTRIBUTION:
            return 0
        self._mark(at, attribution.length, Role.ATTRIBUTION)
        if (not marked and row.hint is not Hint.ATTRIBUTION) or self._is_signed_below(at, attribution):
            self._open(at, Role.QUOTE)
        return attribution.length

    def _is_signed_below(self, at: int, attribution: Attribution) -> bool:
        """The letter quoted without marks begins with a quote of its own: below it, the one who is named signs."""
        if not self.has_new_words or attribution.strength is not Strength.ALONE:
            return False
        depth = self.rows[at].depth
        last = at + attribution.length
        below = [row.text for row in self.rows[last:] if row.depth == depth and row.text]
        if not below:
            return False
        writer = writer_named(" ".join(row.text for row in self.rows[at:last]))
        return any(map(writer.signs, below))

    def _is_date_line_above_quote(self, at: int) -> bool:
        row = self.rows[at]
        return is_date_line(row.text) and self._is_deeper_after(at)

    def _open(self, at: int, role: Role) -> None:
        """From here on the rows belong to a letter quoted without marks, unless the mark itself has just begun."""
        depth = self.rows[at].depth
        if depth <= self.last_depth:
            self.borders.append(_Border(depth, role, self.rows[at].text))

    def _mark(self, at: int, length: int, role: Role | None) -> None:
        for here in range(at, at + length):
            self.judged.levels[here] = self.rows[here].depth + len(self.borders)
            if role is not None:
                self.judged.roles[here] = role
            elif self._is_quoted(here):
                self.judged.roles[here] = self.borders[-1].role if self.borders else Role.QUOTE
                self.judged.levels[here] = max(1, self.judged.levels[here])
            elif self.rows[here].text:
                self.has_new_words = True

    def _is_quoted(self, at: int) -> bool:
        row = self.rows[at]
        return bool(row.depth or self.borders) or at in self.known or (row.hint is Hint.INDENTED and self.is_reply)

    def _begin_letter(self, start: int, length: int, role: Role, block: HeaderBlock | None) -> None:
        """After these rows a quoted letter follows: without marks, or marked line by line if the author has written nothing yet."""
        last = start + length - 1
        marked = self._is_deeper_after(last) and not self.has_new_words
        if not marked:
            self._open(start, role)
        if block is not None and block.subject:
            self.judged.subjects.append((self.rows[last].depth + len(self.borders) + marked, block.subject))

    def _next(self, at: int) -> int | None:
        return next((here for here in range(at, min(at + 8, len(self.rows))) if self.rows[here].text), None)

    def _is_deeper_after(self, at: int) -> bool:
        below = self._next(at + 1)
        return below is not None and self.rows[below].depth > self.rows[at].depth


def _mark_continued_quotes(judged: Judged) -> None:
    """A quoted line that a relay broke in two: its second half stands unmarked below it, in mid-sentence."""
    rows = judged.rows
    for at in range(1, len(rows)):
        before, row = rows[at - 1], rows[at]
        if judged.roles[at] is not Role.NEW or not before.depth or not row.text or len(row.text) >= 40:
            continue
        if len(before.text) >= 66 and row.text[0].islower() and not before.text.endswith((".", "!", "?", ":", ";")):
            judged.roles[at] = Role.QUOTE
            judged.levels[at] = judged.levels[at - 1]
