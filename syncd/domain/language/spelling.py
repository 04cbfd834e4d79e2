"""Slips of the keyboard in the few words that decide: a word no dictionary knows, one or two letters from one of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.words import Sentence, Token, analyse, is_known

_SHORTEST = 7
_LONG = 10  # letters from which two slips are forgiven


def mended(sentence: Sentence, lexicon: Lexicon) -> Sentence:
    """The sentence with slips read as the words meant; its text and offsets stay."""
    tokens = tuple(_mend(token, lexicon) for token in sentence.tokens)
    return sentence if tokens == sentence.tokens else replace(sentence, tokens=tokens)


def _mend(token: Token, lexicon: Lexicon) -> Token:
    if len(token.lower) < _SHORTEST or not token.is_word:
        return token
    meant = _meant(token.lower, lexicon)
    return token if meant is None else token._replace(lower=meant, grammar=analyse(meant))


@lru_cache(maxsize=8192)
def _meant(word: str, lexicon: Lexicon) -> str | None:
    forms = lexicon.words("often_mistyped")
    if word in forms or is_known(word):
        return None
    allowed = 2 if len(word) >= _LONG else 1
    near = [form for form in forms if form[0] == word[0] and abs(len(form) - len(word)) <= allowed]
    found = sorted((slips, form) for form in near for slips in [_slips(word, form)] if slips <= allowed)
    return found[0][1] if found else None


def _slips(left: str, right: str) -> int:
    """Damerau's distance: letters dropped, added, changed, or two neighbours swapped."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before = before, row
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
