"""What may stand on an operator's terminal: no letter, name or server writes escape sequences or turns text around there."""

from __future__ import annotations


def printable(text: str) -> str:
    """Without control and formatting characters, line breaks among them."""
    return "".join(char if char.isprintable() or char == "\t" else " " for char in text)
