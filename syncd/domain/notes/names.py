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


@lru_cache(maxsize=4096)
def nominative(name: str) -> str:
    """A Russian first and last name as one is called, from any case; unchanged where that is not certain."""
    parts = name.split()
    if len(parts) < 2 or not all(part.isalpha() for part in parts):
        return name
    for gender in ("masc", "femn"):
        readings = [_readings(part, gender) for part in parts]
        cases = set.intersection(*(set(each) for each in readings))
        if "nomn" in cases or not any("Name" in p.tag.grammemes for each in readings for p in each.values()):
            continue
        for case in sorted(cases):
            forms = [each[case].inflect({"nomn", "sing", gender}) for each in readings]
            if all(forms):
                return " ".join(form.word[:1].upper() + form.word[1:] for form in forms if form)
    return name


def _readings(part: str, gender: str) -> dict[str, pymorphy3.analyzer.Parse]:
    """What a part of a name can be for this gender, by grammatical case."""
    found: dict[str, pymorphy3.analyzer.Parse] = {}
    for parse in _analyzer().parse(part):
        tag = parse.tag
        if _NAME_PARTS & set(tag.grammemes) and tag.number == "sing" and tag.gender == gender and tag.case:
            found.setdefault(tag.case, parse)
    return found


def first_name(name: str) -> str:
    """The first word of a name, if it can be one."""
    first = name.split()[0] if name.split() else ""
    return first if first.isalpha() else ""
