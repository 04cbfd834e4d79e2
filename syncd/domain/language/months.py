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
_BEFORE, _AFTER = r"(?<!\d )(?<!\d-)\b", r"\b(?! ?\d{1,2}\b)"  # no date of a day
_VERBS = {"march": "(?-i:March)", "may": "(?-i:May)"}  # English words in small letters
_MONTHS = tuple(
    (
        re.compile(
            rf"{_BEFORE}(?:{russian}(?:ь|я|ю|е|ем|а|у|ом|ь?ск\w+)?|{_VERBS.get(english, english)}){_AFTER}",
            re.IGNORECASE,
        ),
        (russian.partition("[")[0], english),
    )
    for russian, english in _STEMS
)


def months_in(text: str) -> frozenset[int]:
    """The months named, 1 to 12."""
    lower = text.lower()
    return frozenset(
        number
        for number, (pattern, stems) in enumerate(_MONTHS, 1)
        if (stems[0] in lower or stems[1] in lower) and pattern.search(text)
    )
