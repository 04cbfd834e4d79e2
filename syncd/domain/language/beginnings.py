"""With which letters the matches of an expression may begin: an index of words by their first letters rules most of them out.

Every answer is on the safe side: what cannot be told for certain is a shorter beginning, and "" stands for any.
Expressions are those of `patterns.table`: letters, groups, classes, repetitions, assertions.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 4  # letters; more tell hardly more, and cost as much again

_ONE_SEQUENCE = r"(?![*+?{])[^()|]*(?:\((?:[^()]|\([^()]*\))*\)[^()|]*)*"
_PLAIN = re.compile(
    rf"(?:(?P<word>[\w' -]{{{LONGEST}}})|\((?:\?:)?(?P<group>\w[\w' -]*(?:\|\w[\w' -]*)*)\)){_ONE_SEQUENCE}"
)
_LETTERS = re.compile(r"[^\\()\[\]|.*+?{}^$]+(?![*+?{])|[^\\()\[\]|.*+?{}^$]")
_OPENING = re.compile(r"\((?:\?(?:P<\w+>|(?P<assertion><?[=!])|:))?")
_ANY_ONE = re.compile(r"\[.[^\]]*\]|\\.|[.^$]")
_REPEATED = re.compile(r"(?:(?P<once_at_most>\?)|(?P<any>\*|\{0?,\d*\}|\{0\})|\+|\{\d+,?\d*\})\??")
_NEXT = re.compile(r"[()|]|\\.|\[.[^\]]*\]")


class _Found(NamedTuple):
    """Beginnings that what follows may lengthen, those that nothing lengthens, and where the reading has come to."""

    growing: frozenset[str]
    complete: frozenset[str]
    at: int


_ANYTHING = frozenset(("",))
_NOTHING: frozenset[str] = frozenset()


def beginnings(expression: str) -> frozenset[str]:
    """Up to `LONGEST` letters each; one of them begins every match."""
    if plain := _PLAIN.fullmatch(expression):
        return frozenset(word[:LONGEST] for word in (plain["group"] or plain["word"]).split("|"))
    found = _alternatives(expression, 0)
    every = found.growing | found.complete
    return _ANYTHING if any(not begin.strip() for begin in every) else every


def _alternatives(text: str, at: int) -> _Found:
    growing: set[str] = set()
    complete: set[str] = set()
    while True:
        found = _sequence(text, at)
        growing |= found.growing
        complete |= found.complete
        if text[found.at : found.at + 1] != "|":
            return _Found(frozenset(growing), frozenset(complete), found.at)
        at = found.at + 1


def _sequence(text: str, at: int) -> _Found:
    growing, complete = _ANYTHING, _NOTHING
    while at < len(text) and text[at] not in "|)":
        if not growing:
            return _Found(growing, complete, _end_of_sequence(text, at))
        atom = _atom(text, at)
        repeated = _REPEATED.match(text, atom.at)
        longer = {before + own for before in growing for own in atom.growing}
        complete |= {(before + own)[:LONGEST] for before in growing for own in atom.complete}
        if repeated and (repeated["once_at_most"] or repeated["any"]):
            longer |= growing
        ends = repeated is not None and not repeated["once_at_most"]
        done = {begin for begin in longer if ends or len(begin) >= LONGEST}
        complete |= {begin[:LONGEST] for begin in done}
        growing = frozenset(longer - done)
        at = repeated.end() if repeated else atom.at
    return _Found(growing, complete, at)


def _atom(text: str, at: int) -> _Found:
    if letters := _LETTERS.match(text, at):
        return _Found(frozenset((letters.group(),)), _NOTHING, letters.end())
    if opening := _OPENING.match(text, at):
        inside = _alternatives(text, opening.end())
        if opening["assertion"]:
            return _Found(_ANYTHING, _NOTHING, inside.at + 1)
        return inside._replace(at=inside.at + 1)
    one = _ANY_ONE.match(text, at)
    return _Found(_NOTHING, _ANYTHING, one.end() if one else at + 1)


def _end_of_sequence(text: str, at: int) -> int:
    """Where the alternative ends that `at` stands in: at `|` or `)` outside further groups."""
    depth = 0
    for mark in _NEXT.finditer(text, at):
        if mark.group() == "(":
            depth += 1
        elif mark.group() in ("|", ")") and depth == 0:
            return mark.start()
        elif mark.group() == ")":
            depth -= 1
    return len(text)
