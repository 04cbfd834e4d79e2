"""Domains that look like another: letters of another script, one letter off, another ending."""

from __future__ import annotations

import re
import unicodedata

from syncd.domain.mail.addresses import normalise_domain

_CONFUSABLE = str.maketrans("аеорсухкмтнвіјѕԁԛԝӏɡɑο015", "aeopcyxkmthbijsdqwlgaools")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
_SHORTEST = 5
_DIGITS = re.compile(r"\d+")


def is_lookalike_domain(domain: str, known: str) -> bool:
    """Whether an eye may take `domain` for `known`, which it is not."""
    one, other = normalise_domain(domain), normalise_domain(known)
    if one == other or not one or not other:
        return False
    if _skeleton(one) == _skeleton(other):
        return True
    name, ending = _split(one)
    known_name, known_ending = _split(other)
    if len(known_name) < _SHORTEST:
        return False
    if name == known_name:
        return ending != known_ending
    if _DIGITS.sub("", name) == _DIGITS.sub("", known_name):
        return False  # numbered hosts and shops are neighbours, not impostors
    return is_one_edit_apart(_skeleton(name), _skeleton(known_name))


def is_one_edit_apart(one: str, other: str) -> bool:
    """One letter put in, left out, changed, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    short, long = sorted((one, other), key=len)
    start = next((n for n, (left, right) in enumerate(zip(short, long, strict=False)) if left != right), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    return short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]


def _split(domain: str) -> tuple[str, str]:
    """The name without its ending: `client` and `co.uk`, as far as this can be told without a list."""
    labels = domain.split(".")
    if len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) <= 3:
        return ".".join(labels[:-2]), ".".join(labels[-2:])
    return ".".join(labels[:-1]), labels[-1]


def _skeleton(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    folded = "".join(char for char in plain if not unicodedata.combining(char)).translate(_CONFUSABLE)
    for pair, single in _PAIRS:
        folded = folded.replace(pair, single)
    return folded
