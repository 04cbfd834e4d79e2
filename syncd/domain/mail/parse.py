"""Bytes to a `Message`: whole, or from the header and the text parts that were fetched (MAIL.md section 5).

Nothing here raises, whatever the bytes. Both ways end in `assemble_message`, so the same mail gives the same message.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from syncd.domain.mail.addresses import parse_addresses
from syncd.domain.mail.charset import decode, normalise_text
from syncd.domain.mail.flowed import unflow
from syncd.domain.mail.header import (
    ContentHeader,
    RawField,
    decode_value,
    header_end,
    message_ids,
    parse_content_header,
    parse_date,
    split_fields,
)
from syncd.domain.mail.message import Address, Attachment, DeliveryReport, Message, TextPart, Unreadable
from syncd.domain.mail.mime import Leaf, find_leaves
from syncd.domain.mail.parts import attachment_of, is_returned_letter, sort_parts
from syncd.domain.mail.report import addresses_in, parse_report, report_in_words
from syncd.domain.mail.transfer import undo_transfer_encoding

TEXT_LIMIT = 262_144  # bytes of one text part, still encoded, that are read
REPORT_LIMIT = 65_536  # bytes of each part of a delivery report
TEXT_PARTS_LIMIT = 20
ATTACHMENTS_LIMIT = 500
_REFERENCES_KEPT = 100  # first, and as many last

_ENVELOPE = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n\x00]*(?:From (?!\s*:)[^\r\n]*\r?\n)?")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{2,40})""", re.IGNORECASE)
_PGP_TEXT = "-----BEGIN PGP MESSAGE-----"
_MAILER = re.compile(r"(?:mailer-?daemon|postmaster|mail-?delivery|mdaemon)", re.IGNORECASE)
_OPAQUE_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})


def parse_message(raw: bytes) -> Message | Unreadable:
    """The message in these bytes; `Unreadable` only where no header can be found."""
    envelope = _ENVELOPE.match(raw)
    letter = raw[envelope.end() :] if envelope and envelope.end() else raw
    head, _ = header_end(letter)
    parts = sort_parts(find_leaves(letter))
    return assemble_message(
        letter[:head],
        [_text_part(letter, leaf) for leaf in parts.text],
        [attachment_of(leaf, _server_size(letter, leaf)) for leaf in parts.attachments],
        report=b"\r\n\r\n".join(_report_piece(letter, leaf) for leaf in parts.report[:10]) or None,
        calendar=_text_part(letter, parts.calendar[0]) if parts.calendar else None,
    )


def assemble_message(
    header: bytes,
    parts: Sequence[TextPart],
    attachments: Sequence[Attachment],
    *,
    report: bytes | None = None,
    calendar: TextPart | None = None,
) -> Message | Unreadable:
    """The message with this header and these parts, which `sort_parts` chose.

    `parts` are its `text`, in order, each cut at `TEXT_LIMIT`. `report` joins the contents of its `report` parts (of a
    returned letter the header alone) with an empty line between.
    """
    fields = split_fields(header)
    if not fields:
        return Unreadable("the letter has no header" if header.strip(b"\r\n \t\x00") else "the letter is empty")
    notes: list[str] = []
    text = _joined(parts[:TEXT_PARTS_LIMIT], notes, html=False)
    html = _joined(parts[:TEXT_PARTS_LIMIT], notes, html=True)
    content = parse_content_header(_first(fields, "content-type") or b"text/plain")
    from_ = parse_addresses(_first(fields, "from") or b"")
    subject = decode_value(_first(fields, "subject") or b"")
    date = _first_date(fields, "date")
    message_id = next(iter(_ids(fields, "message-id")), None)
    calendar_text = _part_text(calendar, notes) if calendar else None
    decoded = tuple((field.name, decode_value(field.value)) for field in fields)
    return Message(
        message_id=message_id or _make_up_id(from_, date, subject, text or html or ""),
        message_id_made_up=message_id is None,
        in_reply_to=_in_reply_to(fields),
        references=_references(fields),
        thread_index=_thread_index(fields),
        subject=subject,
        date=date,
        received=_received(fields),
        from_=from_,
        sender=next(iter(parse_addresses(_first(fields, "sender") or b"")), None),
        reply_to=_all_addresses(fields, "reply-to"),
        to=_all_addresses(fields, "to"),
        cc=_all_addresses(fields, "cc"),
        header_fields=decoded,
        content_type=content.value if "/" in content.value else "text/plain",
        content_params=content.params,
        text=text,
        html=html,
        attachments=tuple(attachments[:ATTACHMENTS_LIMIT]),
        delivery_report=_delivery_report(report, decoded, from_, text),
        calendar_method=_calendar_method(calendar, calendar_text),
        calendar_text=calendar_text,
        encrypted=_encrypted(content, attachments, text),
        notes=tuple(dict.fromkeys([*notes, *_odd_attachments(attachments)])),
    )


def _text_part(raw: bytes, leaf: Leaf) -> TextPart:
    end = min(leaf.end, leaf.start + TEXT_LIMIT)
    return TextPart(
        leaf.content.value, leaf.content.params, leaf.transfer_encoding, raw[leaf.start : end], truncated=end < leaf.end
    )


def _server_size(raw: bytes, leaf: Leaf) -> int:
    """Octets as a server counts them, every line ending in CRLF."""
    bare = raw.count(b"\n", leaf.start, leaf.end) - raw.count(b"\r\n", leaf.start, leaf.end)
    return leaf.end - leaf.start + bare


def _report_piece(raw: bytes, leaf: Leaf) -> bytes:
    content = raw[leaf.start : min(leaf.end, leaf.start + REPORT_LIMIT)]
    content, _ = undo_transfer_encoding(content, leaf.transfer_encoding)
    return content[: header_end(content)[0]] if is_returned_letter(leaf) else content


def _joined(parts: Iterable[TextPart], notes: list[str], *, html: bool) -> str | None:
    texts = [_part_text(part, notes) for part in parts if (part.content_type == "text/html") is html]
    return "\n".join(texts) if texts else None


def _part_text(part: TextPart, notes: list[str]) -> str:
    content, remark = undo_transfer_encoding(part.content, part.transfer_encoding)
    if part.truncated:
        content = content[: content.rfind(b"\n", -2_000) + 1] or content  # not in the middle of a character
        notes.append("text truncated")
    params = dict(part.params)
    charset = params.get("charset")
    if part.content_type == "text/html" and not charset:
        found = _META_CHARSET.search(content[:4_000])
        charset = found.group(1).decode("latin-1") if found else None
    decoded = decode(content, charset)
    notes.extend(note for note in (remark, decoded.note) if note)
    text = normalise_text(decoded.text)
    if params.get("format", "").lower() == "flowed" and part.content_type == "text/plain":
        return unflow(text, delete_space=params.get("delsp", "").lower() == "yes")
    return text


def _first(fields: Iterable[RawField], name: str) -> bytes | None:
    """The first field of this name that says anything: senders and filters leave empty ones."""
    return next((field.value for field in fields if field.name == name and field.value.strip()), None)


def _all_addresses(fields: Iterable[RawField], name: str) -> tuple[Address, ...]:
    return tuple(address for field in fields if field.name == name for address in parse_addresses(field.value))


def _ids(fields: Iterable[RawField], name: str) -> tuple[str, ...]:
    return tuple(token for field in fields if field.name == name for token in message_ids(decode_value(field.value)))


def _in_reply_to(fields: Iterable[RawField]) -> str | None:
    """Old Outlook writes prose here: the first id that has an `@`."""
    return next((token for token in _ids(fields, "in-reply-to") if "@" in token), None)


def _references(fields: Iterable[RawField]) -> tuple[str, ...]:
    ids = _ids(fields, "references")
    if len(ids) <= 2 * _REFERENCES_KEPT:
        return ids
    return (*ids[:_REFERENCES_KEPT], *ids[-_REFERENCES_KEPT:])


def _thread_index(fields: Iterable[RawField]) -> str | None:
    """The 22 bytes that Outlook gives a conversation; each reply adds 5."""
    value = _first(fields, "thread-index")
    if value is None:
        return None
    try:
        index = base64.b64decode(b"".join(value.split()) + b"==")
    except (binascii.Error, ValueError):
        return None
    return index[:22].hex() if len(index) >= 22 else None


def _first_date(fields: Iterable[RawField], name: str) -> datetime | None:
    dates = (parse_date(decode_value(field.value)) for field in fields if field.name == name)
    return next((date for date in dates if date is not None), None)


def _received(fields: Iterable[RawField]) -> datetime | None:
    """The newest Received stands topmost: our own server wrote it."""
    stamps = (decode_value(field.value).rpartition(";")[2] for field in fields if field.name == "received")
    return next((date for stamp in stamps if (date := parse_date(stamp)) is not None), None)


def _make_up_id(from_: tuple[Address, ...], date: datetime | None, subject: str, text: str) -> str:
    """Stable across mailboxes, for letters that came without an id (MAIL.md section 9)."""
    author = from_[0].addr_spec.lower() if from_ else ""
    basis = "\n".join((author, date.isoformat() if date else "", subject, text[:2_048]))
    return f"{hashlib.sha256(basis.encode('utf-8', 'replace')).hexdigest()}@none.invalid"


def _delivery_report(
    report: bytes | None, fields: tuple[tuple[str, str], ...], from_: tuple[Address, ...], text: str | None
) -> DeliveryReport | None:
    parsed = parse_report(report) if report else None
    if parsed is not None:
        return parsed
    failed = next((value for name, value in fields if name == "x-failed-recipients"), "")
    if failed or (from_ and _MAILER.match(from_[0].addr_spec)):
        subject = next((value for name, value in fields if name == "subject"), "")
        return report_in_words(f"{subject}\n{text or ''}", addresses_in(failed))
    return None


def _calendar_method(calendar: TextPart | None, text: str | None) -> str | None:
    if calendar is None:
        return None
    declared = dict(calendar.params).get("method")
    found = re.search(r"(?im)^METHOD:\s*([A-Z]+)", text or "")
    return (declared or (found.group(1) if found else "PUBLISH")).upper()


def _encrypted(content: ContentHeader, attachments: Sequence[Attachment], text: str | None) -> str | None:
    kinds = {attachment.content_type for attachment in attachments}
    if content.value == "multipart/encrypted" or "application/pgp-encrypted" in kinds:
        return "pgp"
    if kinds & _OPAQUE_SMIME and not text:
        return "smime"  # also where it is only signed: its words are as closed to us
    if text and text.lstrip().startswith(_PGP_TEXT):
        return "pgp"
    return None


def _odd_attachments(attachments: Sequence[Attachment]) -> Iterable[str]:
    for attachment in attachments:
        if attachment.content_type in ("application/ms-tnef", "application/vnd.ms-tnef") or (
            attachment.filename.lower() == "winmail.dat"
        ):
            yield "attachments wrapped in winmail.dat"
        elif attachment.content_type in _OPAQUE_SMIME:
            yield "S/MIME container not opened"
