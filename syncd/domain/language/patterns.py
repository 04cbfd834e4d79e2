"""Tables of phrases as a linguist would write them, and the lines of a letter that they are matched against.

A phrase is a regular expression over folded words (lower case, ё as е) in which a space stands for white space and one
comma at most, `*` for any ending, and `~` for up to three words between. `(a|b)*` gives an ending to each stem, not to words too short to be one («на»,
"the"). Several phrases share a line, parted by `;`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from syncd.domain.language.beginnings import LONGEST, beginnings
from syncd.domain.language.words import KEPT_TEXTS, Sentence, Token, sentences

_QUOTED = re.compile(r"«[^«»]{1,300}»|“[^“”]{1,300}”|„[^„“”]{1,300}[“”]|(?<!\w)\"[^\"\n]{1,300}\"(?!\w)")
_CITED = "_"


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A sentence as folded words parted by spaces; what stands in quotation marks is cited, not said, and shows as `_`."""

    sentence: Sentence
    folded: str
    _starts: tuple[int, ...]
    is_question: bool
    said: tuple[Token, ...]  # the words that the author says, without those cited

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence, cited ones too."""
        return self.sentence.tokens

    def token_at(self, position: int) -> int:
        """The number of the token at a position of `folded`."""
        return bisect_right(self._starts, position) - 1

    def written(self, start: int, end: int) -> str:
        """The author's own words behind the span of `folded`."""
        first, last = self.tokens[self.token_at(start)], self.tokens[self.token_at(max(start, end - 1))]
        return self.sentence.text[first.start - self.sentence.start : last.end - self.sentence.start]

    def cited(self, number: int) -> bool:
        """Whether the token stands in quotation marks."""
        return self.folded.startswith(_CITED, self._starts[number])

    def start_of(self, number: int) -> int:
        """Where the token begins in `folded`."""
        return self._starts[number]


@lru_cache(maxsize=KEPT_TEXTS)
def lines(text: str) -> tuple[Line, ...]:
    """The sentences of a text, ready to be matched."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return tuple(_line(sentence, quoted) for sentence in sentences(text))


def _line(sentence: Sentence, quoted: list[tuple[int, int]]) -> Line:
    words = [_CITED if _inside(token, quoted) else token.lower for token in sentence.tokens]
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    marks = [token for token in sentence.tokens if "?" in token.text]
    asks = sentence.is_question and any(not _inside(mark, quoted) for mark in marks)
    said = tuple(t for t, word in zip(sentence.tokens, words, strict=True) if t.is_word and word != _CITED)
    return Line(sentence, " ".join(words), tuple(starts), asks, said)


def _inside(token: Token, quoted: list[tuple[int, int]]) -> bool:
    return any(start < token.start and token.end < end for start, end in quoted)


def word_set(listed: str) -> frozenset[str]:
    """A list of words as a set."""
    return frozenset(listed.split())


@dataclass(frozen=True, eq=False)
class Table:
    """One expression for all phrases, compared only where a word begins as one of them does, and compiled at the first such word.

    A table is asked about every line of every letter, and hardly any line holds a word of it.
    """

    phrases: tuple[str, ...]

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """Grouped by first letter, so that a word is compared with few phrases."""
        groups: dict[str, list[str]] = defaultdict(list)
        for phrase in self.phrases:
            groups[_first_letter(phrase)].append(_expression(phrase))
        free = groups.pop("", [])
        lettered = [f"{letter}(?:{'|'.join(rest[1:] for rest in found)})" for letter, found in groups.items()]
        return re.compile(r"(?<![\w'-])(?:" + "|".join([*lettered, *free]) + r")(?![\w'])")

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset().union(*(beginnings(_expression(phrase)) for phrase in self.phrases))

    def search(self, folded: str, start: int = 0) -> re.Match[str] | None:
        """The first match at `start` or behind it."""
        if "" in self._beginnings:
            return self.expression.search(folded, start)
        begins, places = _words(folded)
        if self._beginnings.isdisjoint(begins):
            return None
        match = self.expression.match
        for at in sorted({at for begin in self._beginnings & begins for at in places[begin]}):
            if at >= start and (found := match(folded, at)):
                return found
        return None

    def match(self, folded: str) -> re.Match[str] | None:
        """A match at the very beginning."""
        return self.expression.match(folded)

    def finditer(self, folded: str) -> Iterator[re.Match[str]]:
        """Every match, from left to right."""
        return self.expression.finditer(folded) if self.search(folded) else iter(())

    def sub(self, instead: str, folded: str) -> str:
        """The text with something else for every match."""
        return self.expression.sub(instead, folded) if self.search(folded) else folded


def table(*phrases: str) -> Table:
    """The phrases of these lines as one table."""
    return Table(tuple(_single(phrases)))


_BEGINS = re.compile(r"(?<![\w'-])[^ ]")


@lru_cache(maxsize=256)
def _words(folded: str) -> tuple[frozenset[str], dict[str, list[int]]]:
    """With which letters a phrase may begin, and where they stand."""
    places: dict[str, list[int]] = {}
    for begin in _BEGINS.finditer(folded):
        at = begin.start()
        for length in range(1, LONGEST + 1):
            places.setdefault(folded[at : at + length], []).append(at)
    return frozenset(places), places


def _single(phrases: Iterable[str]) -> Iterator[str]:
    return (phrase.strip() for line in phrases for phrase in line.split(";") if phrase.strip())


def _first_letter(phrase: str) -> str:
    """Empty where the phrase does not begin with one certain letter."""
    outside = phrase
    while "(" in outside:
        outside = re.sub(r"\([^()]*\)", "", outside)
    return phrase[0] if phrase[0].isalpha() and phrase[1:2] not in {"?", "*"} and "|" not in outside else ""


_GROUP_OF_STEMS = re.compile(r"\((?!\?)([^()]*)\)\*")
_SPACE = r" (?:, )?"
_GAP = r"(?: (?:, )?[^ ,.!?;]+){0,3} (?:, )?"
_WHOLE = word_set("нет вам тебе наш мой тут как где кто что чем нее них все его еще так это для без")


def _expression(phrase: str) -> str:
    """`(a|b)*` gives an ending to each stem; a word too short to be a stem («на», "the") stands for itself."""
    phrase = _GROUP_OF_STEMS.sub(
        lambda group: "(?:" + "|".join(_stem(word) for word in group[1].split("|")) + ")", phrase
    )
    parts = (part.replace("*", r"\w*").replace(" ", _SPACE) for part in phrase.split(" ~ "))
    return _GAP.join(parts)


def _stem(words: str) -> str:
    last = words.rpartition(" ")[2]
    shortest = 4 if last.isascii() else 3
    return words if len(last) < shortest or last in _WHOLE or not last[-1:].isalpha() else words + "*"
