"""The words that rules look for, as classes of phrases, and how a phrase matches a sentence.

A phrase is words in a row. Each matches a dictionary form or the exact word; in a phrase
`a|b` is either, `=a` the exact form only, `a*` any word that begins so, `(a)` may be missing, `..` is up to five words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from syncd.domain.language.words import Sentence, Token

_GAP = ".."
_GAP_WORDS = 5
_NO_WORDS: frozenset[str] = frozenset()
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
        if not self.words.isdisjoint(token.lemmas):
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


class Mark(NamedTuple):
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
    singles: Mapping[str, frozenset[str]] = field(repr=False)

    @classmethod
    def of(cls, classes: Mapping[str, Iterable[str]]) -> Lexicon:
        """Compile classes of phrases."""
        frozen = {name: tuple(phrases) for name, phrases in classes.items()}
        index: dict[str, list[Phrase]] = {}
        prefixes: dict[str, list[Phrase]] = {}
        singles: dict[str, set[str]] = {}
        for name, phrases in frozen.items():
            for text in phrases:
                phrase = Phrase(name, tuple(_item(part) for part in text.split()))
                first = phrase.items[0]
                for word in first.words | first.exact:
                    index.setdefault(word, []).append(phrase)
                for prefix in first.prefixes:
                    prefixes.setdefault(prefix[:_PREFIX], []).append(phrase)
                if len(phrase.items) == 1:
                    singles.setdefault(name, set()).update(first.words | first.exact)
        return cls(
            frozen,
            {word: tuple(phrases) for word, phrases in index.items()},
            {prefix: tuple(phrases) for prefix, phrases in prefixes.items()},
            {name: frozenset(words) for name, words in singles.items()},
        )

    def extended(self, extra: Mapping[str, Iterable[str]]) -> Lexicon:
        """This lexicon with more phrases in its classes."""
        names = {*self.classes, *extra}
        return Lexicon.of({name: (*self.classes.get(name, ()), *extra.get(name, ())) for name in names})

    def words(self, name: str) -> frozenset[str]:
        """The single words of a class, for rules that look at one token."""
        return self.singles.get(name, _NO_WORDS)

    def marks(self, sentence: Sentence) -> tuple[Mark, ...]:
        """Every phrase found, in order; of two that begin together in one class the longer."""
        return _marks(self, sentence)


def _marks(lexicon: Lexicon, sentence: Sentence) -> tuple[Mark, ...]:
    longest: dict[tuple[int, str], int] = {}
    for at, token in enumerate(sentence.tokens):
        begun = _begun_by(lexicon, token.lower, token.lemmas)
        for name in begun.alone:
            longest[at, name] = at
        for phrase in begun.with_next(sentence.tokens[at + 1 : at + 2]):
            last = _match(phrase.items, 0, sentence.tokens, at)
            if last is not None:
                key = (at, phrase.name)
                longest[key] = max(last, longest.get(key, -1))
    return tuple(sorted(Mark(first, last, name) for (first, name), last in longest.items()))


class _Begun(NamedTuple):
    """What a word begins: the classes it belongs to alone, phrases by the word that comes next, and the other phrases."""

    alone: tuple[str, ...]
    by_next: Mapping[str, tuple[Phrase, ...]]
    others: tuple[Phrase, ...]

    def with_next(self, following: tuple[Token, ...]) -> Iterator[Phrase]:
        """The phrases that the next token, if there is one, does not rule out; some of them more than once."""
        yield from self.others
        for token in following if self.by_next else ():
            for key in (token.lower, *token.lemmas):
                yield from self.by_next.get(key, ())


@lru_cache(maxsize=65536)
def _begun_by(lexicon: Lexicon, lower: str, lemmas: frozenset[str]) -> _Begun:
    keys = {lower, *lemmas}
    phrases = {id(p): p for key in keys for p in lexicon.index.get(key, ()) if key == lower or key in p.items[0].words}
    phrases |= {id(p): p for p in lexicon.prefixes.get(lower[:_PREFIX], ()) if p.items[0].takes(lower)}
    alone = dict.fromkeys(p.name for p in phrases.values() if len(p.items) == 1)
    others: list[Phrase] = []
    by_next: dict[str, list[Phrase]] = {}
    for phrase in phrases.values():
        if len(phrase.items) > 1:
            first, second = phrase.items[:2]
            if first.optional or second.optional or second.is_gap or second.prefixes:
                others.append(phrase)
                continue
            for word in second.words | second.exact:
                by_next.setdefault(word, []).append(phrase)
    return _Begun(tuple(alone), {word: tuple(found) for word, found in by_next.items()}, tuple(others))


def _match(items: tuple[Item, ...], number: int, tokens: tuple[Token, ...], at: int) -> int | None:
    """The last token of a phrase whose items from `number` on are to stand at `at`, or None."""
    for here in range(number, len(items)):
        item = items[here]
        if item.is_gap:
            return _match_behind_gap(items, here + 1, tokens, at)
        if at < len(tokens) and item.matches(tokens[at]):
            if not item.optional:
                at += 1
            elif (end := _match(items, here + 1, tokens, at + 1)) is not None:
                return end
        elif not item.optional:
            return None
    return at - 1


def _match_behind_gap(items: tuple[Item, ...], number: int, tokens: tuple[Token, ...], at: int) -> int | None:
    for start in range(at, min(at + _GAP_WORDS, len(tokens)) + 1):
        end = _match(items, number, tokens, start)
        if end is not None:
            return end
        if start == len(tokens) or not tokens[start].text[0].isalnum():
            return None
    return None


def _item(part: str) -> Item:
    if part.startswith("(") != part.endswith(")"):
        raise ValueError(f"{part!r} in a phrase of the lexicon: a group in brackets holds one word, without spaces")
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
