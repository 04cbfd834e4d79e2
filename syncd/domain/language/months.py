"""The months a text speaks of, as plans are named by them; a day's date names none."""

from __future__ import annotations

import re

_STEMS = (
    ("январ", "january"),
    ("феврал", "february"),
    ("март", "march"),
    ("апрел", "april"),
    ("ма[йяею]", "may"),
    ("июн", "june"),
    ("июл", "july"),
    ("август", "august"),
    ("сентябр", "september"),
    ("октябр", "october"),
    ("ноябр", "november"),
    ("декабр", "december"),
)
_MONTHS = tuple(
    re.compile(
        rf"(?<!\d )(?<!\d-)\b(?:{russian}(?:ь|я|ю|е|ем|а|у|ом|ь?ск\w+)?|(?-i:{english.title()}))\b(?! ?\d{{1,2}}\b)",
        re.IGNORECASE,
    )
    for russian, english in _STEMS
)


def months_in(text: str) -> frozenset[int]:
    """The months named, 1 to 12."""
    return frozenset(number for number, pattern in enumerate(_MONTHS, 1) if pattern.search(text))
