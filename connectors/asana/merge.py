"""Our part of a description beside what people wrote there: a three-way merge by lines that loses no word of theirs.

Ours ends with the line that holds the reference (PRODUCT.md section 13.6). Lines above and below are people's; within
our part a line they changed stays as they left it, next to ours where we changed it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from connectors.asana.richtext import clean, line_to_xml
from syncd.domain.notes.note import RichText, Span

_BLOCKS = frozenset(["ul", "ol", "h1", "h2", "hr", "img", "table", "pre", "blockquote", "object"])


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a block that stands for itself. `markup` is its XML, `text` its plain form."""

    text: str
    markup: str
    is_block: bool = False
    said: str | None = None  # the text with gids for mentions, whose names Asana fills in; None where it has none

    @property
    def key(self) -> str:
        """What makes two lines the same: Asana normalises white space."""
        return " ".join((self.text if self.said is None else self.said).split())

    @property
    def is_plain(self) -> bool:
        """Whether the markup says no more than the text."""
        return self.markup == escape(self.text)


def lines_of_rich_text(text: RichText) -> list[Line]:
    """Our own text, line by line."""
    return [_line_of_spans(line) for line in text.lines]


def lines_of_description(html_notes: str | None, notes: str | None) -> list[Line]:
    """A description as Asana shows it; the plain form where the rich one cannot be read."""
    try:
        body = ElementTree.fromstring(html_notes) if html_notes else None  # noqa: S314 - Asana's own, no DTD
    except ElementTree.ParseError:
        body = None
    if body is None:
        return [Line(line, escape(line)) for line in notes.split("\n")] if notes else []
    return list(_lines_of_body(body))


def merge(current: list[Line], *, old: list[Line] | None, new: list[Line], ref: str) -> list[Line]:
    """The description with our part renewed. `old` is our part as we last wrote it, `new` ends with the reference."""
    end = next((n for n in range(len(current) - 1, -1, -1) if ref in current[n].text), None)
    above = current if end is None else current[:end]
    below = [] if end is None else current[end + 1 :]
    last = new[-1]
    if end is not None and last.key in current[end].key:
        last = current[end]  # with what somebody wrote beside the reference
    ours = new[:-1]
    before = old[:-1] if old else ours
    return [*_three_way(before, above, ours), last, *below]


def as_notes(lines: list[Line]) -> dict[str, str]:
    """The fields of a write: plain where nothing needs markup."""
    if all(line.is_plain and not line.is_block for line in lines):
        return {"notes": "\n".join(line.text for line in lines)}
    return {"html_notes": f"<body>{_join(lines)}</body>"}


def as_plain_notes(lines: list[Line]) -> dict[str, str]:
    """The same without any markup, for when Asana refuses it."""
    return {"notes": "\n".join(line.text for line in lines)}


def _three_way(base: list[Line], theirs: list[Line], ours: list[Line]) -> Iterator[Line]:
    kept, added = _changes(base, ours)
    yielded: set[int] = set()

    def our_additions(place: int) -> list[Line]:
        if place in yielded:
            return []
        yielded.add(place)
        return added.get(place, [])

    for tag, i1, i2, j1, j2 in _opcodes(base, theirs):
        if tag == "insert":
            yield from theirs[j1:j2]
            continue
        untouched = all(n in kept for n in range(i1, i2))
        for n in range(i1, i2):
            yield from our_additions(n)
            if n in kept and (tag == "equal" or not untouched):
                yield kept[n]
        if tag == "replace":
            yield from theirs[j1:j2]
    yield from our_additions(len(base))


def _changes(base: list[Line], ours: list[Line]) -> tuple[dict[int, Line], dict[int, list[Line]]]:
    """Which lines of the base we keep, and what we add before each place."""
    kept: dict[int, Line] = {}
    added: dict[int, list[Line]] = {}
    for tag, i1, i2, j1, j2 in _opcodes(base, ours):
        if tag == "equal":
            kept |= dict(zip(range(i1, i2), ours[j1:j2], strict=True))
        elif j2 > j1:
            added.setdefault(i1, []).extend(ours[j1:j2])
    return kept, added


def _opcodes(one: list[Line], other: list[Line]) -> list[tuple[str, int, int, int, int]]:
    matcher = SequenceMatcher(None, [line.key for line in one], [line.key for line in other], autojunk=False)
    return [(str(tag), i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]


def _line_of_spans(line: tuple[Span, ...]) -> Line:
    text = "".join(clean(span.text) for span in line)
    said = "".join(f" @{span.user_gid} " if span.user_gid else clean(span.text) for span in line)
    return Line(text, line_to_xml(line), said=said)


def _lines_of_body(body: ElementTree.Element) -> Iterator[Line]:
    """Text breaks at LF; an inline element belongs to its line; a block is a line of its own."""
    line: _Growing | None = None
    pieces: list[str | ElementTree.Element] = [body.text or ""]
    for child in body:
        pieces += [child, child.tail or ""]
    for piece in pieces:
        if isinstance(piece, str):
            for number, part in enumerate(piece.split("\n") if piece else []):
                if number:
                    yield (line or _Growing()).done()
                    line = _Growing()
                line = line or _Growing()
                line.add_text(part)
        elif piece.tag in _BLOCKS:
            if line is not None:
                yield line.done()
            line = None
            yield Line("".join(piece.itertext()), _markup(piece), is_block=True)
        else:
            line = line or _Growing()
            line.add_element(piece)
    if line is not None:
        yield line.done()


class _Growing:
    """A line while it is read."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._markup: list[str] = []
        self._said: list[str] = []

    def add_text(self, text: str) -> None:
        self._text.append(text)
        self._said.append(text)
        self._markup.append(escape(text))

    def add_element(self, element: ElementTree.Element) -> None:
        text = "".join(element.itertext())
        gid = element.get("data-asana-gid")
        is_mention = gid and element.get("data-asana-type", "user") == "user"
        self._text.append(text)
        self._said.append(f" @{gid} " if is_mention else text)
        self._markup.append(_markup(element))

    def done(self) -> Line:
        return Line("".join(self._text), "".join(self._markup), said="".join(self._said))


def _markup(element: ElementTree.Element) -> str:
    alone = ElementTree.Element(element.tag, element.attrib)
    alone.text = element.text
    alone.extend(element)
    return ElementTree.tostring(alone, encoding="unicode")


def _join(lines: list[Line]) -> str:
    joined: list[str] = []
    for number, line in enumerate(lines):
        if number and not line.is_block and not lines[number - 1].is_block:
            joined.append("\n")
        joined.append(line.markup)
    return "".join(joined)
