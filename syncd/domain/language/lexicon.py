"""The words that rules look for, as classes of phrases, and how a phrase matches a sentence.

A phrase is words in a row. Each matches a dictionary form or the exact word; in a phrase
`a|b` is either, `=a` the exact form only, `a*` any word that begins so, `(a)` may be missing, `..` is up to five words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from syncd.domain.language.words import Parse, Sentence, Token

_GAP = ".."
_GAP_WORDS = 5
_PREFIX = 3  # letters of a `word*` that it is filed under


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a phrase."""

    words: frozenset[str]
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    optional: bool = False
    is_gap: bool = False

    def matches(self, token: Token) -> bool:
        """Whether the token can stand here."""
        lower = token.lower
        if lower in self.words or lower in self.exact:
            return True
        if self.words and any(parse.lemma in self.words for parse in token.parses):
            return True
        return self.takes(lower)

    def takes(self, lower: str) -> bool:
        """Whether the word begins as one of the prefixes."""
        return bool(self.prefixes) and lower.startswith(self.prefixes)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase of a class."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A phrase found in a sentence: tokens `[first, last]` and the class it belongs to."""

    first: int
    last: int
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Frozen classes of phrases. Compared by identity: there is one for a language set and one for each client's phrases."""

    classes: Mapping[str, tuple[str, ...]]
    index: Mapping[str, tuple[Phrase, ...]] = field(repr=False)
    prefixes: Mapping[str, tuple[Phrase, ...]] = field(repr=False)

    @classmethod
    def of(cls, classes: Mapping[str, Iterable[str]]) -> Lexicon:
        """Compile classes of phrases."""
        frozen = {name: tuple(phrases) for name, phrases in classes.items()}
        index: dict[str, list[Phrase]] = {}
        prefixes: dict[str, list[Phrase]] = {}
        for name, phrases in frozen.items():
            for text in phrases:
                phrase = Phrase(name, tuple(_item(part) for part in text.split()))
                first = phrase.items[0]
                for word in first.words | first.exact:
                    index.setdefault(word, []).append(phrase)
                for prefix in first.prefixes:
                    prefixes.setdefault(prefix[:_PREFIX], []).append(phrase)
        return cls(
            frozen,
            {word: tuple(phrases) for word, phrases in index.items()},
            {prefix: tuple(phrases) for prefix, phrases in prefixes.items()},
        )

    def extended(self, extra: Mapping[str, Iterable[str]]) -> Lexicon:
        """This lexicon with more phrases in its classes."""
        names = {*self.classes, *extra}
        return Lexicon.of({name: (*self.classes.get(name, ()), *extra.get(name, ())) for name in names})

    def words(self, name: str) -> frozenset[str]:
        """The single words of a class, for rules that look at one token."""
        return _single_words(self.classes.get(name, ()))

    def marks(self, sentence: Sentence) -> tuple[Mark, ...]:
        """Every phrase found, in order; of two that begin together in one class the longer."""
        return _marks(self, sentence)


def _marks(lexicon: Lexicon, sentence: Sentence) -> tuple[Mark, ...]:
    longest: dict[tuple[int, str], int] = {}
    for at, token in enumerate(sentence.tokens):
        single, several = _beginning_with(lexicon, token.lower, token.parses)
        for name in single:
            longest[at, name] = at
        for phrase in several:
            last = _match(phrase.items, sentence.tokens, at)
            if last is not None:
                key = (at, phrase.name)
                longest[key] = max(last, longest.get(key, -1))
    return tuple(sorted(Mark(first, last, name) for (first, name), last in longest.items()))


@lru_cache(maxsize=65536)
def _beginning_with(
    lexicon: Lexicon, lower: str, parses: tuple[Parse, ...]
) -> tuple[tuple[str, ...], tuple[Phrase, ...]]:
    """The classes that a word belongs to by itself, and the phrases that may begin with it."""
    keys = {lower, *(parse.lemma for parse in parses)}
    phrases = {id(p): p for key in keys for p in lexicon.index.get(key, ()) if key == lower or key in p.items[0].words}
    phrases |= {id(p): p for p in lexicon.prefixes.get(lower[:_PREFIX], ()) if p.items[0].takes(lower)}
    found = tuple(phrases.values())
    single = tuple(dict.fromkeys(p.name for p in found if len(p.items) == 1))
    return single, tuple(p for p in found if len(p.items) > 1)


def _match(items: tuple[Item, ...], tokens: tuple[Token, ...], at: int) -> int | None:
    """The last token of the phrase that begins at `at`, or None."""
    if not items:
        return at - 1
    item, rest = items[0], items[1:]
    if item.is_gap:
        ends = (
            _match(rest, tokens, at + skipped) for skipped in range(_GAP_WORDS + 1) if _are_words(tokens, at, skipped)
        )
        return next((end for end in ends if end is not None), None)
    if at < len(tokens) and item.matches(tokens[at]):
        end = _match(rest, tokens, at + 1)
        if end is not None:
            return end
    return _match(rest, tokens, at) if item.optional else None


def _are_words(tokens: tuple[Token, ...], at: int, count: int) -> bool:
    return at + count <= len(tokens) and all(token.text[0].isalnum() for token in tokens[at : at + count])


@lru_cache(maxsize=512)
def _single_words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        word for text in phrases if " " not in text for item in [_item(text)] for word in item.words | item.exact
    )


def _item(part: str) -> Item:
    if part == _GAP:
        return Item(frozenset(), frozenset(), (), is_gap=True)
    optional = part.startswith("(") and part.endswith(")")
    words = (part[1:-1] if optional else part).split("|")
    return Item(
        frozenset(w for w in words if w[0] != "=" and w[-1] != "*"),
        frozenset(w[1:] for w in words if w[0] == "="),
        tuple(w[:-1] for w in words if w[-1] == "*" and w[0] != "="),
        optional,
    )
