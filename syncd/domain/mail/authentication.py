"""Authentication-Results as servers really write it (RFC 8601, and what they do instead)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIELD_LIMIT = 20_000
_METHOD = re.compile(r"^([a-z][\w-]{0,40})(?:\s*/\s*\d+)?\s*=\s*([a-z][\w-]{0,40})", re.IGNORECASE)
_PROPERTY = re.compile(
    r"""\b((?:(?:smtp|header|body|policy)\s*\.\s*)?[a-z][\w-]{0,40})\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;]+)""", re.IGNORECASE
)
_NAME = re.compile(r"[A-Za-z0-9_](?:[\w.:-]{0,250})$")


@dataclass(frozen=True, slots=True)
class MethodResult:
    """One method's result, lower case; `properties` are `ptype.property` with their values."""

    method: str
    result: str
    properties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AuthenticationResults:
    """One field. `authserv_id` is None where the field begins with a result, as Microsoft 365 writes it."""

    authserv_id: str | None
    results: tuple[MethodResult, ...]


def parse_authentication_results(value: str) -> AuthenticationResults:
    """What the field says, comments taken out first: they hold words of the sender."""
    segments = _segments(_without_comments(value[:_FIELD_LIMIT]))
    first = segments[0] if segments else ""
    authserv_id: str | None = None
    if _METHOD.match(first) is None:
        name = first.split()[0].strip('"') if first.split() else ""
        authserv_id = name.lower() if _NAME.match(name) else ""
        segments = segments[1:]
    return AuthenticationResults(authserv_id, tuple(result for one in segments if (result := _result(one)) is not None))


def _result(segment: str) -> MethodResult | None:
    found = _METHOD.match(segment)
    if found is None:
        return None
    properties = [
        (re.sub(r"\s", "", name).lower(), _unquote(value)) for name, value in _PROPERTY.findall(segment[found.end() :])
    ]
    first: dict[str, str] = {}
    for name, text in properties:
        first.setdefault(name, text)
    return MethodResult(found.group(1).lower(), found.group(2).lower(), tuple(first.items()))


def _without_comments(value: str) -> str:
    """Nested comments and quoted strings honoured; a comment or string that never ends swallows the rest."""
    kept: list[str] = []
    depth = 0
    is_quoted = False
    characters = iter(value)
    for char in characters:
        if char == "\\":
            following = next(characters, "")
            if not depth:
                kept.append(char + following)
        elif is_quoted:
            kept.append(char)
            is_quoted = char != '"'
        elif char == "(":
            depth += 1
            kept.append(" ")
        elif char == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(char)
            is_quoted = char == '"'
    text = "".join(kept)
    return text.rpartition('"')[0] if is_quoted else text


def _segments(value: str) -> list[str]:
    """The parts between semicolons that stand in no quoted string."""
    parts = re.findall(r'(?:"(?:[^"\\]|\\.)*"|[^;"]|")+', value)
    return [part.strip() for part in parts if part.strip()]


def _unquote(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value.strip('"').rstrip(",.")
