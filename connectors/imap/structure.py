"""BODYSTRUCTURE (RFC 9051, 7.5.2) as parts with their section numbers; a broken one is None, and the letter is read whole."""

from __future__ import annotations

from dataclasses import dataclass

from connectors.imap.answer import Value
from syncd.domain.mail.header import ContentHeader, decode_params, parse_content_header

_NONE = ContentHeader("", ())
MAX_PARTS = 1000
MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One part without parts of its own, as the server describes it. `size` counts encoded bytes."""

    section: str
    content: ContentHeader
    disposition: ContentHeader
    content_id: str | None
    transfer_encoding: str
    size: int
    within: tuple[str, ...] = ()


def parts_of(structure: Value) -> tuple[Part, ...] | None:
    """The leaves in order; an enclosed message (message/rfc822) is one leaf. None where the structure cannot be trusted."""
    if not isinstance(structure, list) or not structure:
        return None
    found: list[Part] = []
    waiting: list[tuple[list[Value], str, tuple[str, ...]]] = [(structure, "", ())]
    while waiting:
        body, section, within = waiting.pop()
        if not body or len(found) >= MAX_PARTS or len(within) > MAX_DEPTH:
            return None
        if isinstance(body[0], list):
            children = _leading_lists(body)
            inside = (*within, f"multipart/{_word(body, len(children)) or 'mixed'}")
            prefix = f"{section}." if section else ""
            numbered = [(child, f"{prefix}{number}", inside) for number, child in enumerate(children, 1)]
            waiting.extend(reversed(numbered))
        else:
            part = _leaf(body, section or "1", within)
            if part is None:
                return None
            found.append(part)
    return tuple(found)


def _leading_lists(body: list[Value]) -> list[list[Value]]:
    children = []
    for value in body:
        if not isinstance(value, list):
            break
        children.append(value)
    return children


def _leaf(body: list[Value], section: str, within: tuple[str, ...]) -> Part | None:
    """`(type subtype params id description encoding size ...extension)`; where the disposition stands depends on the type."""
    kind, subtype = _word(body, 0), _word(body, 1)
    if not kind or not subtype or len(body) < 7:
        return None
    size = _word(body, 6)
    if not size.isdigit():
        return None
    content_type = f"{kind}/{subtype}"
    first_extension = {"text": 8, "message": 10 if subtype in {"rfc822", "global"} else 7}.get(kind, 7)
    return Part(
        section=section,
        content=ContentHeader(content_type, decode_params(_pairs(body[2]))),
        disposition=_disposition(body[first_extension + 1] if len(body) > first_extension + 1 else None),
        content_id=_text(body[3]).strip(" <>") or None,
        transfer_encoding=_word(body, 5),
        size=int(size),
        within=within,
    )


def _disposition(value: Value) -> ContentHeader:
    if isinstance(value, bytes):  # pymap sends the field as it stands
        return parse_content_header(value)
    if not isinstance(value, list) or not value:
        return _NONE
    return ContentHeader(_text(value[0]).lower(), decode_params(_pairs(value[1] if len(value) > 1 else None)))


def _pairs(value: Value) -> list[tuple[str, str]]:
    if not isinstance(value, list):
        return []
    texts = [_text(item) for item in value]
    return list(zip(texts[::2], texts[1::2], strict=False))


def _word(body: list[Value], index: int) -> str:
    return _text(body[index]).lower() if index < len(body) else ""


def _text(value: Value) -> str:
    """Names are ASCII; servers pass raw 8-bit file names on, most of them in UTF-8."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""
