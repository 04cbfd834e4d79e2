"""Notes without characters that nobody sees: a letter's words must not turn a note around or hide in it.

The characters are those of Unicode's bidirectional algorithm (UAX 9, 2) and controls; Asana shows what is left as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from syncd.domain.notes.note import ClientStatus, ClientTask, Note, RichText, TeamTask

_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROLS = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"]
_UNSEEN = {ord(mark): None for mark in _MARKS} | dict.fromkeys(_CONTROLS, " ") | {0x2028: " ", 0x2029: " "}

AnyNote = TypeVar("AnyNote", bound=Note)


def visible(text: str) -> str:
    """The text in the order in which its letters stand."""
    return text.translate(_UNSEEN)


def visible_note(note: AnyNote) -> AnyNote:
    """The note with every text of it made visible; its key stays what it is."""
    lines = tuple(tuple(replace(span, text=visible(span.text)) for span in line) for line in note.text.lines)
    shown = replace(note, text=RichText(lines))
    match shown:
        case TeamTask() | ClientTask():
            return replace(shown, name=visible(shown.name).replace("\n", " "))
        case ClientStatus():
            return replace(shown, title=visible(shown.title).replace("\n", " "))
        case _:
            return shown
