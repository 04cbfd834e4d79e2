"""Whether a name stands in a text, whole, in any letter case."""

from __future__ import annotations

import re

from syncd.domain.cases.topics import plain


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text as words of its own; dashes, spaces and ё do not matter."""
    wanted = plain(phrase)
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", plain(text)) is not None


def holds_name(text: str, name: str) -> bool:
    """Whether a person's name stands in the text, in any grammatical case."""
    parts = [re.escape(part[: max(3, len(part) - 1)]) + r"\w{0,3}" for part in plain(name).split()]
    return bool(parts) and re.search(r"(?<!\w)" + r"\W+".join(parts) + r"(?!\w)", plain(text)) is not None
