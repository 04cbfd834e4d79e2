"""The thing that words of ours ask for, without the asking: «пришлите, пожалуйста, логотип» is «логотип»."""

from __future__ import annotations

import re

_ASKING = re.compile(
    r"^(?:(?:мы\s+)?(?:просим|прошу|ждем|ждём|жду|нужен|нужна|нужно|нужны|необходим\w*)"
    r"|прислать|пришлите|пришли|отправьте|отправить|передайте|передать|направьте|направить|скиньте|предоставьте"
    r"|предоставить|вас|от\s+вас|нам|мне|пожалуйста|please|kindly|could\s+you|can\s+you|send|provide|share|give"
    r"|us|me|we\s+need|waiting\s+for|the)\b[\s,]*",
    re.IGNORECASE,
)


def item_of(words: str) -> str:
    """What is asked for, in its own words; empty where nothing is left."""
    rest = " ".join(words.split())
    while match := _ASKING.match(rest):
        rest = rest[match.end() :]
    return rest.rstrip(" .!?;:,")
