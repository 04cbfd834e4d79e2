"""The MIME tree of a message, without recursion and with bounded work (RFC 2045, 2046)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from syncd.domain.mail.header import ContentHeader, header_end, parse_content_header, split_fields

DEPTH_LIMIT = 200
PARTS_LIMIT = 1_000
MARKS_LIMIT = 100_000  # lines that look like delimiters
SCAN_LIMIT = 500_000_000  # bytes looked through for boundaries, over all levels together

_DELIMITER_REST = 200
_PLAIN = ContentHeader("text/plain", ())
_NO_DISPOSITION = ContentHeader("", ())


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part that holds no further parts of its own: where its content lies in the raw message, and what it says it is.

    `section` is its IMAP section number; `within` are the types of the multiparts around it, outermost first.
    """

    section: str
    content: ContentHeader
    disposition: ContentHeader
    content_id: str | None
    transfer_encoding: str
    start: int
    end: int
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entity:
    section: str
    start: int
    end: int
    default_type: str
    within: tuple[str, ...]


def find_leaves(raw: bytes) -> Iterator[Leaf]:
    """The parts of a message in order. A multipart whose boundary never appears is one text part."""
    waiting = [_Entity("", 0, len(raw), "text/plain", ())]
    scanned = found = 0
    while waiting and found < PARTS_LIMIT:
        entity = waiting.pop()
        leaf, is_multipart = _read_entity(raw, entity)
        pieces: list[tuple[int, int]] = []
        if is_multipart and len(entity.within) < DEPTH_LIMIT and scanned < SCAN_LIMIT:
            scanned += entity.end - entity.start
            pieces = _split(raw, leaf.start, leaf.end, leaf.content.param("boundary") or "", PARTS_LIMIT - found)
        if pieces:
            waiting.extend(reversed(_children(entity, leaf, pieces)))
            continue
        found += 1
        yield leaf if not is_multipart else _as_text(leaf)


def _read_entity(raw: bytes, entity: _Entity) -> tuple[Leaf, bool]:
    head, body = header_end(raw, entity.start, entity.end)
    fields = dict(reversed(split_fields(raw[entity.start : head])))
    content = _content(fields.get("content-type"), entity.default_type)
    disposition = fields.get("content-disposition")
    leaf = Leaf(
        section=entity.section or "1",
        content=content,
        disposition=parse_content_header(disposition) if disposition else _NO_DISPOSITION,
        content_id=fields["content-id"].decode("latin-1").strip(" <>\r\n\t") if "content-id" in fields else None,
        transfer_encoding=fields.get("content-transfer-encoding", b"").decode("latin-1").strip().lower(),
        start=body,
        end=entity.end,
        within=entity.within,
    )
    return leaf, content.value.startswith("multipart/")


def _content(field: bytes | None, default_type: str) -> ContentHeader:
    if field is None:
        return _PLAIN if default_type == "text/plain" else ContentHeader(default_type, ())
    content = parse_content_header(field)
    if content.value in ("text", ""):  # «Content-Type: text» of old programs
        return ContentHeader("text/plain", content.params)
    return content


def _children(entity: _Entity, leaf: Leaf, pieces: list[tuple[int, int]]) -> list[_Entity]:
    default_type = "message/rfc822" if leaf.content.value == "multipart/digest" else "text/plain"
    within = (*entity.within, leaf.content.value)
    prefix = f"{entity.section}." if entity.section else ""
    return [_Entity(f"{prefix}{n}", start, end, default_type, within) for n, (start, end) in enumerate(pieces, 1)]


def _as_text(leaf: Leaf) -> Leaf:
    """A multipart that could not be taken apart, shown as it stands."""
    return Leaf(leaf.section, _PLAIN, _NO_DISPOSITION, None, leaf.transfer_encoding, leaf.start, leaf.end, leaf.within)


def _split(raw: bytes, start: int, end: int, boundary: str, limit: int) -> list[tuple[int, int]]:
    """The stretches between the delimiter lines; the last runs to the end where the closing line is missing."""
    mark = b"--" + boundary.encode("latin-1", "replace")
    if len(mark) == 2:
        return []
    pieces: list[tuple[int, int]] = []
    opened: int | None = None
    for position in _marks(raw, mark, start, end):
        line_end, after = _rest_of_line(raw, position + len(mark), end)
        if after not in (b"", b"--"):
            continue
        if opened is not None:
            pieces.append((opened, max(opened, _before_break(raw, position))))
        opened = min(line_end + 1, end)
        if after or len(pieces) >= limit:
            return pieces
    if opened is not None and opened < end:
        pieces.append((opened, end))
    return pieces


def _marks(raw: bytes, mark: bytes, start: int, end: int) -> Iterator[int]:
    """Where lines begin with the mark; there is a limit, for a letter may be made of nothing else."""
    if raw.startswith(mark, start, end):
        yield start
    on_new_line = b"\n" + mark
    position = raw.find(on_new_line, start, end)
    for _ in range(MARKS_LIMIT):
        if position == -1:
            return
        yield position + 1
        position = raw.find(on_new_line, position + 1, end)


def _rest_of_line(raw: bytes, start: int, end: int) -> tuple[int, bytes]:
    """Where the line ends and what stands on it; a delimiter's rest is short, so that no long line is read twice."""
    stop = min(end, start + _DELIMITER_REST)
    line_end = raw.find(b"\n", start, stop)
    return (
        (stop, raw[start:stop].rstrip(b" \t\r")) if line_end == -1 else (line_end, raw[start:line_end].rstrip(b" \t\r"))
    )


def _before_break(raw: bytes, position: int) -> int:
    """The line break before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1)."""
    if raw[position - 2 : position] == b"\r\n":
        return position - 2
    return position - 1
