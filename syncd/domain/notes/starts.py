"""The day of a campaign's start, where our letter names one: «старт 20.05», "to start on 20 May"."""

from __future__ import annotations

import re
from datetime import date

from syncd.domain.cases.topics import period_key

_START = re.compile(
    r"(?:старт\w*|запуск\w*|запусти\w*|start\w*|launch\w*)\W+(?:\w+\W+){0,3}?"
    r"(?:(\d{1,2})\.(\d{1,2})(?:\.\d{2,4})?|(\d{1,2})\s+([^\W\d]+))",
    re.IGNORECASE,
)


def start_named(text: str, written_on: date) -> date | None:
    """The start that the text names, in the year of the letter or the next; None where it names none or several."""
    found = {day for match in _START.finditer(text) if (day := _day(match, written_on))}
    return found.pop() if len(found) == 1 else None


def _day(match: re.Match[str], written_on: date) -> date | None:
    day = int(match.group(1) or match.group(3))
    key = period_key(match.group(4)) if match.group(4) else None
    month = int(match.group(2) or (key[1:] if key and key[:1] == "m" and key[1:].isdigit() else 0))
    for year in (written_on.year, written_on.year + 1):
        try:
            named = date(year, month, day)
        except ValueError:
            return None
        if named >= written_on:
            return named
    return None
