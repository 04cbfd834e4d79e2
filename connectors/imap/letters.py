"""Second step of reading letters: the text parts that are wanted, grouped so that one command serves many letters."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from connectors.imap.answer import Value
from connectors.imap.heads import Head
from connectors.imap.structure import Part
from connectors.imap.uids import as_sequence_set, in_chunks
from syncd.domain.mail.header import header_end
from syncd.domain.mail.message import Attachment, Message, TextPart, Unreadable
from syncd.domain.mail.mime import find_leaves
from syncd.domain.mail.parse import (
    ATTACHMENTS_LIMIT,
    REPORT_LIMIT,
    TEXT_LIMIT,
    TEXT_PARTS_LIMIT,
    assemble_message,
    parse_message,
)
from syncd.domain.mail.parts import SortedParts, attachment_of, is_returned_letter, sort_parts
from syncd.domain.mail.transfer import undo_transfer_encoding

REPORT_PARTS = 10
PART_HEADER_BYTES = 500
STUB_BYTES = 200  # plain text shorter than this may be a stub
WHOLE_LIMIT = 1 << 20  # of a letter whose structure cannot be trusted, this much is read and parsed
RAW_LIMIT = 32 << 20  # a letter kept byte for byte is kept up to here
STEP_BYTES = 6 << 20  # text asked for in one go, so that memory stays bounded
_ENCLOSED = frozenset({"message/rfc822", "message/global"})


@dataclass(frozen=True, slots=True)
class Plan:
    """A letter and what is to be fetched of it: `sections` by the item's name in the answer, with the limit in bytes."""

    head: Head
    parts: SortedParts[Part] | None  # None: the whole letter is read
    sections: tuple[tuple[str, int], ...]

    @property
    def expected_bytes(self) -> int:
        """How much will come, at most."""
        return sum(min(self.size_of(section, limit), limit) for section, limit in self.sections)

    def size_of(self, section: str, unknown: int = 0) -> int:
        """How long this section is, as the server describes it; `unknown` where it does not."""
        if not section:
            return self.head.size
        parts = () if self.parts is None else (*self.parts.text, *self.parts.calendar, *self.parts.report)
        return next((part.size for part in parts if part.section == section.partition(".HEADER")[0]), unknown)


def plan(head: Head, wants_html: Callable[[Message], bool] | None = None) -> Plan:
    """What to fetch of a letter: its text, an invitation, a report; never an attachment.

    HTML beside plain text is left where `wants_html` says no: it is five times as long and says the same.
    """
    if head.parts is None or head.header is None or _hides_text(head, head.parts):
        return whole_plan(head)
    parts = sort_parts(head.parts)
    if wants_html is not None and _has_both_forms(parts) and (message := by_header(head)) and not wants_html(message):
        parts = replace(parts, text=[part for part in parts.text if part.content.value != "text/html"])
    texts = [(part.section, TEXT_LIMIT) for part in (*parts.text[:TEXT_PARTS_LIMIT], *parts.calendar[:1])]
    reports = [(_report_section(part), REPORT_LIMIT) for part in parts.report[:REPORT_PARTS]]
    return Plan(head, parts, tuple(dict.fromkeys([*texts, *reports])))


def whole_plan(head: Head) -> Plan:
    """The whole letter as far as the limit, where its description cannot be trusted."""
    return Plan(head, None, (("", WHOLE_LIMIT),))


def steps(plans: Iterable[Plan]) -> Iterator[list[Plan]]:
    """The plans in order, cut so that each step brings a bounded number of bytes."""
    step: list[Plan] = []
    size = 0
    for one in plans:
        if step and size + one.expected_bytes > STEP_BYTES:
            yield step
            step, size = [], 0
        step.append(one)
        size += one.expected_bytes
    if step:
        yield step


def body_commands(plans: Sequence[Plan], *, capped: bool = True) -> list[bytes]:
    """One FETCH for all letters of which the same sections are wanted.

    Not `capped`, the sections are asked for as they are where they fit the limit, and each longer one alone.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    alone: list[tuple[str, list[int]]] = []
    for one in plans:
        fits = not capped and all(one.size_of(section, limit) <= limit for section, limit in one.sections)
        if one.sections and (capped or fits):
            groups[_items(one.sections, capped=capped)].append(one.head.uid)
        elif one.sections:
            alone.append((_items(one.sections, capped=True), [one.head.uid]))
    return [
        f"UID FETCH {as_sequence_set(chunk)} (UID {items})".encode("ascii")
        for items, uids in (*groups.items(), *alone)
        for chunk in in_chunks(uids, most=len(uids))
    ]


def raw_command(uids: Sequence[int]) -> bytes:
    """The whole letters, byte for byte, each up to the limit."""
    return f"UID FETCH {as_sequence_set(uids)} (UID BODY.PEEK[]<0.{RAW_LIMIT}>)".encode("ascii")


def assembled(one: Plan, items: Mapping[str, Value]) -> Message | Unreadable:
    """The message of what was fetched."""
    if one.parts is None or one.head.header is None:
        whole = items.get("BODY[]")
        return parse_message(whole) if isinstance(whole, bytes) and whole else _nothing(one.head)
    return assemble_message(
        one.head.header,
        [text for part in one.parts.text[:TEXT_PARTS_LIMIT] if (text := _text_part(part, items))],
        [attachment_of(part, part.size) for part in one.parts.attachments[:ATTACHMENTS_LIMIT]],
        report=_report(one.parts.report[:REPORT_PARTS], items),
        calendar=next((text for part in one.parts.calendar[:1] if (text := _text_part(part, items))), None),
    )


def by_header(head: Head) -> Message | None:
    """What the header alone says."""
    message = assemble_message(head.header, (), ()) if head.header is not None else None
    return message if isinstance(message, Message) else None


def is_complete(one: Plan, items: Mapping[str, Value]) -> bool:
    """Whether everything that was asked for came (an empty part comes as an empty text or NIL, one with a size does not)."""
    return all(
        f"BODY[{section}]" in items and (items[f"BODY[{section}]"] or not one.size_of(section))
        for section, _ in one.sections
    )


def with_hashes(message: Message, raw: bytes) -> Message:
    """The message with the SHA-256 of each attachment's content, found in the raw letter by section number."""
    leaves = {leaf.section: leaf for leaf in find_leaves(raw)}

    def hashed(attachment: Attachment) -> Attachment:
        leaf = leaves.get(attachment.section or "")
        if leaf is None:
            return attachment
        content, _ = undo_transfer_encoding(raw[leaf.start : leaf.end], leaf.transfer_encoding)
        return replace(attachment, sha256=hashlib.sha256(content).hexdigest())

    return replace(message, attachments=tuple(hashed(attachment) for attachment in message.attachments))


def _hides_text(head: Head, parts: Sequence[Part]) -> bool:
    """Whether most of the letter lies in none of its parts: a boundary that never comes hides words from the server, not from us."""
    body = head.size - len(head.header or b"")
    return body > 2 * sum(part.size for part in parts) + PART_HEADER_BYTES * (len(parts) + 1)


def _has_both_forms(parts: SortedParts[Part]) -> bool:
    """Whether there is plain text worth the name beside the HTML; a few words may be a stub that says «see the HTML»."""
    plain = sum(part.size for part in parts.text if part.content.value == "text/plain")
    html = sum(part.size for part in parts.text if part.content.value == "text/html")
    return plain >= STUB_BYTES and html > 0


def _nothing(head: Head) -> Unreadable:
    if head.size == 0:
        return Unreadable("the letter is empty")
    return Unreadable("the server does not hand out this letter")


def _items(sections: Iterable[tuple[str, int]], *, capped: bool) -> str:
    return " ".join(f"BODY.PEEK[{section}]" + (f"<0.{limit}>" if capped else "") for section, limit in sections)


def _report_section(part: Part) -> str:
    """Of a returned letter the header is enough."""
    enclosed = is_returned_letter(part) and part.content.value in _ENCLOSED
    return f"{part.section}.HEADER" if enclosed else part.section


def _text_part(part: Part, items: Mapping[str, Value]) -> TextPart | None:
    content = items.get(f"BODY[{part.section}]")
    if not isinstance(content, bytes):
        return None
    return TextPart(
        part.content.value,
        part.content.params,
        part.transfer_encoding,
        content,
        truncated=part.size > len(content) >= TEXT_LIMIT,
    )


def _report(parts: Iterable[Part], items: Mapping[str, Value]) -> bytes | None:
    pieces = [_report_piece(part, items.get(f"BODY[{_report_section(part)}]")) for part in parts]
    return b"\r\n\r\n".join(piece for piece in pieces if piece) or None


def _report_piece(part: Part, content: Value) -> bytes:
    if not isinstance(content, bytes):
        return b""
    if part.content.value in _ENCLOSED:
        return content
    content, _ = undo_transfer_encoding(content, part.transfer_encoding)
    return content[: header_end(content)[0]] if is_returned_letter(part) else content
