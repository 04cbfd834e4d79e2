"""A letter's text prepared for rules: sentences, the segments of each, what stands in quotation marks, the marks found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from syncd.domain.language.lexicon import Lexicon, Mark
from syncd.domain.language.spelling import mended
from syncd.domain.language.words import KEPT_TEXTS, Sentence, Token, iter_sentences, sentences

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"\n]*(?:\n[^\"\n]{1,60})?\"")
_BREAKS = frozenset(",;:()–—…")
_OPENERS = frozenset(
    ("но", "а", "однако", "хотя", "but", "however", "although", "though", "while", "because", "since", "поскольку")
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens `[first, last]` of a sentence between commas, dashes, brackets and adversative words."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """One sentence with everything rules ask of it."""

    number: int
    sentence: Sentence
    marks: tuple[Mark, ...]
    segments: tuple[Segment, ...]
    quoted: frozenset[int]
    by_name: Mapping[str, tuple[Mark, ...]] = field(repr=False)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.sentence.tokens

    def found(self, name: str, *, first: int = 0, last: int | None = None) -> Iterator[Mark]:
        """The marks of a class that begin in `[first, last]`."""
        end = len(self.tokens) - 1 if last is None else last
        return (mark for mark in self.by_name.get(name, ()) if first <= mark.first <= end)

    def has(self, name: str, *, first: int = 0, last: int | None = None) -> bool:
        """Whether a mark of the class begins in `[first, last]`."""
        return name in self.by_name and next(self.found(name, first=first, last=last), None) is not None

    def segment_of(self, at: int) -> Segment:
        """The segment that holds token `at`."""
        return next((s for s in self.segments if s.first <= at <= s.last), Segment(at, at))

    def words(self, first: int, last: int) -> str:
        """The exact words of tokens `[first, last]`."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start]


@lru_cache(maxsize=KEPT_TEXTS)
def clauses(text: str, lexicon: Lexicon) -> tuple[Clause, ...]:
    """The sentences of a text with their marks."""
    spans = _quoted_spans(text)
    return tuple(_clause(n, mended(sentence, lexicon), spans, lexicon) for n, sentence in enumerate(sentences(text)))


def iter_clauses(text: str, lexicon: Lexicon) -> Iterator[Clause]:
    """The same one by one, for who may stop early."""
    spans = _quoted_spans(text)
    for number, sentence in enumerate(iter_sentences(text)):
        yield _clause(number, mended(sentence, lexicon), spans, lexicon)


def _quoted_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _QUOTED.finditer(text)]


def _clause(number: int, sentence: Sentence, spans: list[tuple[int, int]], lexicon: Lexicon) -> Clause:
    spans = [span for span in spans if span[0] < sentence.end and sentence.start < span[1]]
    quoted = frozenset(
        at
        for at, token in enumerate(sentence.tokens if spans else ())
        if any(start < token.start and token.end < end for start, end in spans)
    )
    marks = lexicon.marks(sentence)
    by_name: dict[str, list[Mark]] = {}
    for mark in marks:
        by_name.setdefault(mark.name, []).append(mark)
    segments = _segments(sentence.tokens)
    return Clause(number, sentence, marks, segments, quoted, {name: tuple(found) for name, found in by_name.items()})


def _segments(tokens: tuple[Token, ...]) -> tuple[Segment, ...]:
    segments, first = [], 0
    for at, token in enumerate(tokens):
        if token.text in _BREAKS or _is_dash(tokens, at) or "EMOJ" in token.tags:
            segments.append(Segment(first, at))
            first = at + 1
        elif token.lower in _OPENERS and at > first:
            segments.append(Segment(first, at - 1))
            first = at
    segments.append(Segment(first, len(tokens) - 1))
    return tuple(segment for segment in segments if segment.first <= segment.last)


def _is_dash(tokens: tuple[Token, ...], at: int) -> bool:
    """A hyphen with space on both sides, typed for a dash."""
    if tokens[at].text != "-" or at == 0 or at + 1 == len(tokens):
        return False
    return tokens[at - 1].end < tokens[at].start and tokens[at].end < tokens[at + 1].start
