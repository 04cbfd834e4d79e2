"""What a server answers (RFC 9051, section 9): untagged responses taken apart, one at a time, so that one broken line spoils one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "bytes | list[Value] | None"

_TOKEN = re.compile(
    rb"""
    (?P<paren>[()])
  | (?P<quoted>"(?:[^"\\]|\\.)*")
  | (?P<literal>\{\d+\+?\}$)
  | (?P<atom>[^\s()"\[]*\[[^\]]*\][^\s()"]*|[^\s()"]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_LITERAL_AT_END = re.compile(rb"\{(\d+)\+?\}$")
_PARTIAL = re.compile(rb"<\d+>$")
_TEMPORARY = re.compile(
    r"UNAVAILABLE|INUSE|\[LIMIT|SERVERBUG|CONTACTADMIN|THROTTL|TOO MANY|MAXIMUM NUMBER|TRY AGAIN|TEMPORAR|BANDWIDTH|BACKOFF",
    re.IGNORECASE,
)
MAX_DEPTH = 200


class Garbled(ValueError):
    """A response that cannot be taken apart."""


@dataclass(frozen=True, slots=True)
class Untagged:
    """One untagged response: the lines with the literals between them, as received."""

    pieces: tuple[bytes, ...]  # line, literal, line, literal, line ...

    @property
    def words(self) -> list[bytes]:
        """The first words, upper case: `EXISTS` of `* 3 EXISTS` is the second."""
        return self.pieces[0].upper().split(None, 2)

    def is_a(self, name: bytes) -> bool:
        """Whether this is a response of that name, with or without a number before it."""
        words = self.words
        return words[:1] == [name] or (len(words) > 1 and words[0].isdigit() and words[1].split(b"(", 1)[0] == name)


Fetched: TypeAlias = "dict[int, dict[str, Value]]"  # items by uid


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a command, `status` OK, NO or BAD, with the untagged responses that came before it.

    `fetched` holds what FETCH has brought of the open folder and nobody has taken yet, for this command and for others
    under way: a server may send the letters of several commands before it completes the first (Dovecot does).
    """

    status: str
    text: str
    untagged: tuple[Untagged, ...]
    fetched: Fetched

    @property
    def ok(self) -> bool:
        """Whether the server did it."""
        return self.status == "OK"

    @property
    def is_for_now(self) -> bool:
        """Whether it refused for a reason that may pass."""
        return not self.ok and is_temporary(self.text)


def is_temporary(words: str) -> bool:
    """Whether a server's words speak of a trouble that passes (RFC 5530, and what servers write in prose)."""
    return bool(_TEMPORARY.search(words))


def literal_size(line: bytes) -> int | None:
    """The size of the literal that follows this line (without its end), or None."""
    match = _LITERAL_AT_END.search(line) if line.endswith(b"}") else None
    return int(match[1]) if match else None


def take_apart(pieces: tuple[bytes, ...]) -> list[Value]:
    """The values of one response, lists nested as the parentheses are. NIL is None, everything else bytes."""
    top: list[Value] = []
    open_lists: list[list[Value]] = [top]
    for index in range(0, len(pieces), 2):
        _take_line(pieces[index], open_lists)
        if index + 1 < len(pieces):
            open_lists[-1].append(pieces[index + 1])
    if len(open_lists) != 1:
        raise Garbled("parentheses left open")
    return top


def _take_line(line: bytes, open_lists: list[list[Value]]) -> None:
    for match in _TOKEN.finditer(line):
        kind, token = match.lastgroup, match[0]
        if kind == "atom":
            open_lists[-1].append(None if token == b"NIL" else token)
        elif kind == "quoted":
            text = token[1:-1]
            open_lists[-1].append(_ESCAPE.sub(rb"\1", text) if b"\\" in text else text)
        elif token == b"(":
            inner: list[Value] = []
            open_lists[-1].append(inner)
            open_lists.append(inner)
            if len(open_lists) > MAX_DEPTH:
                raise Garbled("nested too deeply")
        elif token == b")":
            open_lists.pop()
            if not open_lists:
                raise Garbled("a parenthesis too many")


def fetched(response: Untagged) -> dict[str, Value]:
    """The items of a FETCH response by upper-case name, `<0>` of a partial answer left off (each section is asked once).

    Of a response whose parentheses or quotes are broken, what can be told: a bad BODYSTRUCTURE must not hide a letter.
    """
    try:
        values = take_apart(response.pieces)
    except Garbled:
        return _salvaged(response)
    items = values[2] if len(values) > 2 else None
    if not isinstance(items, list) or len(items) % 2 or not all(isinstance(name, bytes) for name in items[::2]):
        return _salvaged(response)
    return {
        _item_name(name): value for name, value in zip(items[::2], items[1::2], strict=True) if isinstance(name, bytes)
    }


def _item_name(name: bytes) -> str:
    return _PARTIAL.sub(b"", name).decode("ascii", "replace").upper()


_SIMPLE_ITEM = re.compile(rb"[( ](UID|RFC822\.SIZE) (\d+)")
_DATE_ITEM = re.compile(rb'[( ]INTERNALDATE "([^"]*)"')
_BODY_ITEM = re.compile(rb"(BODY\[[0-9A-Z.]*\])(?:<\d+>)? \{\d+\+?\}$")


def _salvaged(response: Untagged) -> dict[str, Value]:
    found: dict[str, Value] = {}
    lines = response.pieces[::2]
    for line in lines:
        found |= {_item_name(match[1]): match[2] for match in _SIMPLE_ITEM.finditer(line)}
        if date := _DATE_ITEM.search(line):
            found["INTERNALDATE"] = date[1]
    for line, literal in zip(lines, response.pieces[1::2], strict=False):
        if match := _BODY_ITEM.search(line):
            found[_item_name(match[1])] = literal
    return found
