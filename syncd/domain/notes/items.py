"""The thing that words of ours ask for, without the asking: «Ольга, пришлите, пожалуйста, логотип» is «логотип»."""

from __future__ import annotations

import re

_ASKING = re.compile(
    r"\b(?:прислать|пришлите|пришли|вышлите|отправьте|отправить|передайте|передать|направьте|направить|скиньте|поделитесь"
    r"|предоставьте|предоставить|нужен|нужна|нужно|нужны|необходим[аоы]?|жд[её]м|жду|send|provide|share|give|need)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"(?:нам|мне|вас|от\s+вас|ещё|еще|также|пожалуйста|please|us|me|the|over|from\s+you)\b[\s,]*", re.IGNORECASE
)
_DAY = re.compile(
    r"[\s,]*(?:\b(?:до|к|ко|не\s+позднее|by|until|before)\s+(?:\d{1,2}[.:]\d{1,2}(?:[.:]\d+)?|\d{1,2}\s+\w+|утр\w+|вечер\w+"
    r"|конца\s+\w+|понедельник\w*|вторник\w*|сред[аыеу]|четверг\w*|пятниц\w+|суббот\w+|воскресень\w+|завтра|the\s+end\s+of\s+\w+"
    r"|monday|tuesday|wednesday|thursday|friday|tomorrow|today)|\b(?:сегодня|завтра|срочно|today|tomorrow|asap))[\s,]*$",
    re.IGNORECASE,
)


def item_of(words: str) -> str:
    """What is asked for, in its own words and without a day; empty where nothing is left."""
    rest = " ".join(words.split())
    if match := _ASKING.search(rest):
        rest = rest[match.end() :].lstrip(" ,:–—-")
    while match := _FILLER.match(rest):
        rest = rest[match.end() :]
    rest = rest.rstrip(" .!?;:,")
    while match := _DAY.search(rest):
        rest = rest[: match.start()].rstrip(" .!?;:,")
    return rest
