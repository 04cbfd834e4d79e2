"""People's names in Russian grammar: «Позвоните Ольге Жуковой»."""

from __future__ import annotations

from functools import lru_cache

import pymorphy3

_NAME_PARTS = frozenset({"Name", "Surn", "Patr"})


@lru_cache(maxsize=1)
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=4096)
def dative(name: str) -> str | None:
    """The name in the dative, or None where a part of it is not certainly a Russian name."""
    parts = name.split()
    gender = next((g for part in parts if (g := _gender(part))), None)
    found = [_dative_part(part, gender) for part in parts]
    return " ".join(part for part in found if part) if parts and all(found) else None


def _parses(part: str) -> list[pymorphy3.analyzer.Parse]:
    return [p for p in _analyzer().parse(part) if _NAME_PARTS & set(p.tag.grammemes) and "nomn" in p.tag.grammemes]


def _gender(part: str) -> str | None:
    first = next((p for p in _parses(part) if "Name" in p.tag.grammemes), None)
    return first.tag.gender if first else None


def _dative_part(part: str, gender: str | None) -> str | None:
    for parse in _parses(part):
        if gender and parse.tag.gender not in (gender, None):
            continue
        form = parse.inflect({"datv", "sing"})
        if form:
            return str(form.word[:1].upper() + form.word[1:])
    return None


def first_name(name: str) -> str:
    """The first word of a name, if it can be one."""
    first = name.split()[0] if name.split() else ""
    return first if first.isalpha() else ""
