"""Rich text to Asana's XML, by a serializer; and what our texts are cut to (ASANA.md section 12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, tostring

from syncd.domain.notes.note import RichText, Span

COMMENT_LIMIT = 2_000
STATUS_LIMIT = 4_000
DESCRIPTION_LIMIT = 8_000
NAME_LIMIT = 500

# XML 1.0 section 2.2: what may not stand in a document at all; and the C1 controls, which nobody means.
_NOT_XML = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


def clean(text: str) -> str:
    """Without control characters; line ends are LF. A no-break space stays what it is."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def to_plain(text: RichText) -> str:
    """The plain form."""
    return "\n".join("".join(clean(span.text) for span in line) for line in text.lines)


def to_xml(text: RichText) -> str:
    """`<body>...</body>`, well-formed for whatever the spans hold."""
    body = Element("body")
    for number, line in enumerate(text.lines):
        if number:
            _append_text(body, "\n")
        for span in line:
            _append_span(body, span)
    return tostring(body, encoding="unicode")


def line_to_xml(line: tuple[Span, ...]) -> str:
    """One line's markup without the body around it."""
    whole = to_xml(RichText((line,)))
    return whole.removeprefix("<body>").removesuffix("</body>") if whole != "<body />" else ""


def with_reference(text: RichText, ref: str) -> RichText:
    """The same, ending with a line that holds the reference."""
    if text.lines and ref in "".join(span.text for span in text.lines[-1]):
        return text
    return RichText((*text.lines, (Span(ref),)))


def shortened(text: RichText, limit: int) -> RichText:
    """At most `limit` characters: cut at a sentence, at a word where there is none. The last line always stays."""
    if len(text.plain) <= limit or not text.lines:
        return text
    *body, last = text.lines
    room = limit - sum(len(span.text) for span in last) - 1
    return RichText((*_cut_lines(body, room), last))


def without_mentions(text: RichText, *, but: frozenset[str]) -> RichText:
    """Mentions of anybody else become plain words."""
    lines = tuple(
        tuple(span if span.user_gid is None or span.user_gid in but else replace(span, user_gid=None) for span in line)
        for line in text.lines
    )
    return RichText(lines)


def mentioned(text: RichText) -> frozenset[str]:
    """Gids of the users it mentions."""
    return frozenset(span.user_gid for line in text.lines for span in line if span.user_gid)


def _append_span(body: Element, span: Span) -> None:
    if span.user_gid is not None:
        SubElement(body, "a", {"data-asana-gid": clean(span.user_gid)})  # Asana fills in the name
        return
    content = clean(span.text)
    tags = [tag for tag, wanted in (("strong", span.strong), ("em", span.em)) if wanted]
    href = clean(span.href) if span.href and _LINK.match(span.href) else None
    if not content:
        return
    if not tags and href is None:
        _append_text(body, content)
        return
    place = body if href is None else SubElement(body, "a", {"href": href})
    for tag in tags:
        place = SubElement(place, tag)
    place.text = content


def _append_text(body: Element, text: str) -> None:
    if len(body):
        body[-1].tail = (body[-1].tail or "") + text
    else:
        body.text = (body.text or "") + text


def _cut_lines(lines: list[tuple[Span, ...]], room: int) -> Iterator[tuple[Span, ...]]:
    for line in lines:
        length = sum(len(span.text) for span in line) + 1
        if length > room:
            cut = _cut_line(line, room - 1)
            if cut:
                yield cut
            return
        yield line
        room -= length


def _cut_line(line: tuple[Span, ...], room: int) -> tuple[Span, ...]:
    whole = "".join(span.text for span in line)
    end = _end_of_cut(whole, room)
    kept: list[Span] = []
    for span in line:
        if end <= 0:
            break
        kept.append(replace(span, text=span.text[:end]))
        end -= len(span.text)
    if kept and not _SENTENCE_END.search(kept[-1].text[-1:]):
        kept.append(Span("…"))
    return tuple(kept)


def _end_of_cut(whole: str, room: int) -> int:
    if room <= 1:
        return 0
    ends = [match.end() for match in _SENTENCE_END.finditer(whole, 0, room)]
    if ends and ends[-1] <= room:
        return ends[-1]
    space = whole.rfind(" ", 0, room - 1)
    return space if space > 0 else room - 1
