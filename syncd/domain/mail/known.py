"""Passages that stand in an earlier letter of the thread: repeated without a mark, they are quotes all the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syncd.domain.mail.lines import Row

_WORDS = re.compile(r"\w+")
_MAX_CHARS = 65_536
_MAX_ROWS = 2_000
_RUN_WORDS = 10  # a set phrase that we asked for («Медиаплан ... согласован, можно запускать») is shorter


def known_rows(rows: Sequence[Row], earlier: Sequence[str]) -> frozenset[int]:
    """The indices of rows in runs of at least two lines, or one long line, that stand in an earlier letter.

    A short sentence may be repeated as an answer, so it is never taken for a quote.
    """
    if not earlier:
        return frozenset()
    texts = [f" {_folded(text[:_MAX_CHARS])} " for text in earlier]
    known: set[int] = set()
    for text in texts:
        for run in _runs(rows, text):
            if _is_passage(rows, run):
                known.update(run)
    return frozenset(known)


def rows_quoted_in(rows: Sequence[Row], quoted: Sequence[Row], new: Sequence[Row]) -> frozenset[int]:
    """The indices of rows whose words stand among the quoted rows of the letter's other form, and not among its new ones."""
    quoted_words, new_words = (f" {_folded(' '.join(row.text for row in part))} " for part in (quoted, new))
    return frozenset(
        at
        for at, row in enumerate(rows[:_MAX_ROWS])
        if (words := f" {_folded(row.text)} ").strip() and words in quoted_words and words not in new_words
    )


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def _runs(rows: Sequence[Row], text: str) -> list[list[int]]:
    runs: list[list[int]] = [[]]
    place = 0
    for at, row in enumerate(rows[:_MAX_ROWS]):
        words = _folded(row.text)
        if not words:
            continue
        found = text.find(f" {words} ", place) if runs[-1] else text.find(f" {words} ")
        if found < 0 or (runs[-1] and found > place + 1):
            runs.append([])
            found = text.find(f" {words} ")
        if found >= 0:
            runs[-1].append(at)
            place = found + len(words) + 1
        else:
            runs.append([])
    return [run for run in runs if run]


def _is_passage(rows: Sequence[Row], run: Sequence[int]) -> bool:
    words = sum(len(_WORDS.findall(rows[at].text)) for at in run)
    return words >= _RUN_WORDS and (len(run) >= 2 or words >= 2 * _RUN_WORDS)
