"""Where a signature begins: by its delimiter, its closing, or the sender's own name, and by standing last.

What an author says is never cut for its words: a line belongs to the signature by its position and by what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from syncd.domain.mail.names import SenderName, is_name_like, name_words
from syncd.domain.mail.notices import is_mobile_line
from syncd.domain.mail.signature_words import (
    AFTERTHOUGHT,
    CLOSING,
    COMPANY,
    CONTACT,
    DELIMITER,
    FIRM_DELIMITER,
    THANKS,
    TITLE,
)

_MAX_LINES = 30
_BETWEEN = re.compile(r"\s*(?:[,|/•·(]|\s[-–—])\s*|\t")


def signature_start(lines: Sequence[str], sender: SenderName, *, may_be_all: bool) -> int | None:
    """The index of the line with which the signature that ends these lines begins, or None.

    `may_be_all`: they stand below a quote and what the author wrote stands above it.
    """
    first = next((at for at, line in enumerate(lines) if line), len(lines))
    for at in range(max(first, len(lines) - 60), len(lines)):
        if lines[at] and _begins_signature(lines, at, sender, may_close=at > first or may_be_all):
            return at
    return None


def afterthoughts(lines: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    """The stretches below the signature's start that are the author's again: each P.S. up to the next blank line.

    Glued to a delimited block or to a line of contacts, a P.S. is part of the template.
    """
    delimited = bool(DELIMITER.fullmatch(lines[start]))
    for at in range(start + 1, len(lines)):
        glued = bool(lines[at - 1]) and (delimited or bool(CONTACT.search(lines[at - 1])))
        if AFTERTHOUGHT.match(lines[at]) and not glued:
            yield at, next((end for end in range(at, len(lines)) if not lines[end]), len(lines))


def _begins_signature(lines: Sequence[str], at: int, sender: SenderName, *, may_close: bool) -> bool:
    line = lines[at]
    if DELIMITER.fullmatch(line):
        return _delimits(lines, at, sender)
    if not may_close:
        return False
    if (closing := CLOSING.fullmatch(line) or THANKS.fullmatch(line)) is not None:
        return _closes(lines, at, closing, sender)
    if is_mobile_line(line):
        return any(lines[at + 1 :]) and _is_tail(lines, at + 1, sender)
    if not _stands_alone(lines, at):
        return len(lines[at - 1]) < 60 and sender.signs(line) and not any(lines[at + 1 :])
    if _is_title_above_name(lines, at, sender):
        return True
    if _is_sender(line, sender):
        return _is_tail(lines, at + 1, sender) or _is_slogan(lines, at + 1) or _has_title_and_contact(lines, at + 1)
    return (
        at > 0
        and is_name_like(line)
        and not line.isupper()
        and not line.endswith("!")
        and not lines[at - 1].endswith(":")
        and _has_title_and_contact(lines, at + 1)
    )


def _delimits(lines: Sequence[str], at: int, sender: SenderName) -> bool:
    """`--` delimits whatever follows it, unless it is used again and again; other rules do so above a signature only."""
    if FIRM_DELIMITER.fullmatch(lines[at]) and not any(
        FIRM_DELIMITER.fullmatch(line) for line in (*lines[:at], *lines[at + 1 :])
    ):
        return True
    return _is_tail(lines, at + 1, sender)


def _closes(lines: Sequence[str], at: int, closing: re.Match[str], sender: SenderName) -> bool:
    """Whether a closing opens the signature. One without a comma that a blank line parts from the signature was typed, but
    for languages that set no comma there.
    """
    rest = (closing.group("rest") or "").strip(" ,.")
    if rest:
        name = _BETWEEN.split(rest, maxsplit=1)[0]
        if not sender.signs(name) and sender.is_person and (closing.re is THANKS or lines[at].endswith("!")):
            return False  # «Спасибо, Анна!» is said to Anna, and «Спасибо, посмотрели.» to nobody by name
        named = (
            (rest[0].isupper() and name_words(rest) is not None)
            or sender.signs(name)
            or (closing.group("mark") is not None and (_is_sender(rest, sender) or _is_titled(rest)))
        )
        return named and (_is_tail(lines, at + 1, sender) or (sender.signs(rest) and _are_short(lines, at + 1)))
    following = next((line for line in lines[at + 1 :] if line), None)
    if following is None:
        return closing.group("mark") is not None
    is_marked = closing.group("mark") is not None or bool(closing.groupdict().get("foreign"))
    if not lines[at + 1] and not is_marked and not _is_double_spaced(lines, at):
        return False
    return _is_tail(lines, at + 1, sender)


def _are_short(lines: Sequence[str], start: int) -> bool:
    """Below a closing with the sender's name: a few lines that say nothing to anybody."""
    below = [line for line in lines[start:] if line]
    return len(below) <= 6 and all(len(line) <= 60 and not line.endswith(("?", "!", ".")) for line in below)


def _is_sender(line: str, sender: SenderName) -> bool:
    """Whether a line is the sender's name, alone or with a title: «Павел», «Павел Рогожин, директор», «Директор П. Рогожин»."""
    if sender.signs(line):
        return True
    if len(line) > 120 or line.endswith(("?", "!", ":")):
        return False
    name, *others = _BETWEEN.split(line, maxsplit=1)
    if others and sender.signs(name):
        return _is_titled(others[0]) or sender.signs(others[0])
    words = line.split()
    return len(words) > 2 and bool(TITLE.match(line)) and sender.signs(" ".join(words[-2:]).replace(".", ". "))


def _is_titled(text: str) -> bool:
    return bool(TITLE.search(text) or CONTACT.search(text) or COMPANY.search(text)) and not _is_speech(text)


def _is_title_above_name(lines: Sequence[str], at: int, sender: SenderName) -> bool:
    """«Директор по рекламе», and the sender's name on the next line."""
    line = lines[at]
    if not TITLE.match(line) or len(line) > 80 or line.endswith((".", "?", "!", ":", ",")):
        return False
    below = [line for line in lines[at + 1 :] if line]
    return bool(below) and sender.signs(below[0]) and len(below) <= _MAX_LINES


def _stands_alone(lines: Sequence[str], at: int) -> bool:
    return at == 0 or not lines[at - 1] or lines[at - 1].endswith((".", "!", "?", ")", "…", ","))


def _is_double_spaced(lines: Sequence[str], at: int) -> bool:
    below = lines[at + 1 : at + 10]
    return len([line for line in below if line]) >= 3 and not any(one and two for one, two in pairwise(below))


def _is_tail(lines: Sequence[str], start: int, sender: SenderName) -> bool:
    """Whether what follows may belong to a signature: its first line looks like one, or nothing follows."""
    below = [line for line in lines[start:] if line]
    return not below or (len(below) <= _MAX_LINES and _is_signature_line(below[0], sender))


def _is_signature_line(line: str, sender: SenderName) -> bool:
    if (
        _is_sender(line, sender)
        or (line[0].isupper() and name_words(line) is not None)
        or CLOSING.fullmatch(line)
        or THANKS.fullmatch(line)
    ):
        return True
    if AFTERTHOUGHT.match(line) or DELIMITER.fullmatch(line):
        return True
    if len(line) > 120 or line.endswith("?"):
        return False
    return "|" in line or _is_titled(line) or is_mobile_line(line)


def _is_speech(line: str) -> bool:
    return len(line) > 60 and line.endswith((".", "!")) and line[-2:-1].isalpha() and "|" not in line


def _is_slogan(lines: Sequence[str], start: int) -> bool:
    below = [line for line in lines[start:] if line]
    return len(below) == 1 and len(below[0]) <= 100 and "?" not in below[0]


def _has_title_and_contact(lines: Sequence[str], start: int) -> bool:
    below = [line for line in lines[start:] if line][:6]
    has_both = any(CONTACT.search(line) for line in below) and any(
        TITLE.search(line) or COMPANY.search(line) for line in below
    )
    return has_both and all(len(line) <= 120 and not _is_speech(line) for line in below)
