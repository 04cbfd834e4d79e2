"""Whether a name stands in a text, whole, in any letter case."""

from __future__ import annotations

import re

from syncd.domain.cases.topics import plain


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text as words of its own; dashes, spaces and ё do not matter."""
    wanted = plain(phrase)
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", plain(text)) is not None
