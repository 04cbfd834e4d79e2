"""Header fields: where they end, what they say (RFC 5322, 2047, 2231), however they are written."""

from __future__ import annotations

import binascii
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from functools import lru_cache
from typing import NamedTuple

from syncd.domain.mail.charset import decode

HEADER_LIMIT = 1_000_000  # bytes of one header that are read
FIELD_LIMIT = 100_000  # bytes of one field
FIELDS_LIMIT = 2_000

_FIELD_NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_HEADER_END = re.compile(rb"\n(?:\r?\n|\x00*\Z)|\r\r(?!\n)")
_NO_FIELD = re.compile(rb"\r?\n(?![ \t]|[!-9;-~]{1,200}[ \t]*:)")
_LINE = re.compile(rb"\r\n|\n|\r(?!\n)")
_CR, _LF = b"\r\n"
_ENCODED_WORD = re.compile(r"=\?([^?*\s]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*){0,3})\?=")
_SPACES = re.compile("[ \t\u00a0\u2007\u202f]+")
_DROPPED = re.compile("[\u200b\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MESSAGE_ID = re.compile(r"<([^<>]{1,2000})>")
_PARAMETER = re.compile(r""";\s*([^\s;=]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)""")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?")


class RawField(NamedTuple):
    """One field: lower-case name, and its value as bytes, still folded."""

    name: str
    value: bytes


class ContentHeader(NamedTuple):
    """A field of the form `value; name=parameter`, everything decoded, names in lower case."""

    value: str
    params: tuple[tuple[str, str], ...]

    def param(self, name: str) -> str | None:
        """The first parameter of this name, or None."""
        return next((value for key, value in self.params if key == name), None)


def header_end(raw: bytes, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Where the header that begins at `start` ends, and where its body begins."""
    stop = len(raw) if end is None else end
    if raw[start : start + 1] in (b"\n", b"\r"):  # an empty header
        found = _LINE.match(raw, start, stop)
        return start, found.end() if found else stop
    found = _HEADER_END.search(raw, start, min(stop, start + HEADER_LIMIT))
    if found is None:  # no empty line anywhere: the body begins at the first line that is no field
        found = _NO_FIELD.search(raw, start, min(stop, start + HEADER_LIMIT))
    if found is None:
        return stop, stop
    begin = found.start()
    return begin - (raw[begin] == _LF and begin > start and raw[begin - 1] == _CR), found.end()


@lru_cache(maxsize=4)
def split_fields(header: bytes) -> tuple[RawField, ...]:
    """The fields, top first; kept for a moment, since a letter's structure and its fields are read one after the other.

    Lines that belong to no field (an mbox `From `, garbage) are passed over."""
    names: list[str] = []
    values: list[list[bytes]] = []
    for line in header[:HEADER_LIMIT].splitlines():
        if line[:1] in (b" ", b"\t"):
            if values:
                values[-1].append(line)
            continue
        found = _FIELD_NAME.match(line)
        if found is None:
            continue
        if len(names) >= FIELDS_LIMIT:
            break
        names.append(found.group(1).decode("ascii").lower())
        values.append([line[found.end() : FIELD_LIMIT]])
    return tuple(
        RawField(name, lines[0] if len(lines) == 1 else b"\r\n".join(lines)[:FIELD_LIMIT])
        for name, lines in zip(names, values, strict=True)
    )


def unfold(value: bytes) -> str:
    """The field's one line of text, encoded words still encoded; bytes beyond ASCII are decoded by what they show."""
    text = value.decode("ascii") if value.isascii() else decode(value, None).text
    if "\n" not in text and "\r" not in text:
        return text.strip()
    return " ".join(line.strip(" \t") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def decode_value(value: bytes) -> str:
    """The field as a person reads it."""
    return tidy(decode_words(unfold(value)))


def tidy(text: str) -> str:
    """NFC, one kind of blank, nothing invisible."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize(
        "NFC", _DROPPED.sub("", _SPACES.sub(" ", text.replace("\n", " ").replace("\r", " ")))
    ).strip()


def decode_words(text: str) -> str:
    """Undo encoded words (RFC 2047): neighbours of one charset are joined as bytes first, for some split a character."""
    if "=?" not in text:
        return text
    pieces: list[str] = []
    pending: tuple[str, bytes] | None = None
    position = 0
    for word in _ENCODED_WORD.finditer(text):
        between = text[position : word.start()]
        charset, content = word.group(1).lower(), _word_bytes(word.group(2), word.group(3))
        if pending and not between.strip() and pending[0] == charset:
            pending = (charset, pending[1] + content)
        else:
            if pending:
                pieces.append(decode(pending[1], pending[0]).text)
            if between.strip() or not pending:
                pieces.append(between)
            pending = (charset, content)
        position = word.end()
    if pending:
        pieces.append(decode(pending[1], pending[0]).text)
    pieces.append(text[position:])
    return "".join(pieces)


def _word_bytes(encoding: str, payload: str) -> bytes:
    content = payload.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(content, header=True)
    return decode_base64(content)


def decode_base64(content: bytes) -> bytes:
    """What decodes of it: garbage is skipped, a cut end and padding in the middle are borne."""
    kept = content.translate(None, _NOT_BASE64)
    unpadded = kept.rstrip(b"=")
    if b"=" not in unpadded:
        return _a2b(unpadded)
    return b"".join(_a2b(piece) for piece in _PADDING.split(kept))


_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
_PADDING = re.compile(rb"=+")


def _a2b(content: bytes) -> bytes:
    rest = len(content) % 4
    if rest == 1:
        content, rest = content[:-1], 0
    return binascii.a2b_base64(content + b"=" * (-rest % 4))


def parse_content_header(value: bytes) -> ContentHeader:
    """Content-Type or Content-Disposition with its parameters, RFC 2231 pieces joined, RFC 2047 borne in them."""
    text = unfold(value)
    kind, _, rest = text.partition(";")
    found = _PARAMETER.findall(f";{rest}")[:200]
    pairs = [(name.lower(), _unquote(content)) for name, content in found]
    return ContentHeader(kind.strip().lower(), decode_params(pairs))


def decode_params(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Parameters as a person reads them, from pairs as they are written (or as BODYSTRUCTURE lists them)."""
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for written, value in pairs:
        name, star, number = written.lower().partition("*")
        if not star:
            plain.setdefault(name, tidy(decode_words(value)))
            continue
        index = number.rstrip("*")
        pieces.setdefault(name, []).append((int(index) if index.isdecimal() else 0, written.endswith("*"), value))
    joined = {name: tidy(_join_pieces(sorted(parts, key=lambda part: part[0]))) for name, parts in pieces.items()}
    return tuple((plain | joined).items())


def _join_pieces(parts: list[tuple[int, bool, str]]) -> str:
    """RFC 2231: the charset stands in the first piece; the bytes are joined before they are decoded."""
    charset: str | None = None
    content = b""
    for index, encoded, value in parts:
        text = value
        if encoded and index == parts[0][0] and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        content += _percent_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decode_words(decode(content, charset or None).text)


def _percent_bytes(text: str) -> bytes:
    return _PERCENT.sub(lambda found: bytes.fromhex(found.group(1).decode()), text.encode("utf-8", "replace"))


_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value.strip('"')


def message_ids(value: str) -> tuple[str, ...]:
    """The ids in a field, without brackets, in order, each once. What is written without brackets counts if it has an `@`."""
    found = [re.sub(r"\s", "", token) for token in _MESSAGE_ID.findall(value)]
    if not found:
        found = [token.strip("<>;,\"'") for token in value.split() if "@" in token]
    return tuple(dict.fromkeys(token for token in found if token))


def parse_date(value: str) -> datetime | None:
    """The instant in UTC, or None where none can be read; a date without a zone is taken as UTC."""
    try:
        parts = parsedate_tz(value[:200])
        if parts is not None:
            return _instant(parts[:6], parts[9] or 0)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    found = _ISO_DATE.search(value[:200])
    if found is None:
        return None
    try:
        return _instant([int(number or 0) for number in found.groups()], 0)
    except (ValueError, OverflowError):
        return None


def _instant(parts: Iterable[int], offset_s: int) -> datetime:
    year, month, day, hour, minute, second = parts
    zone = timezone(timedelta(seconds=offset_s)) if abs(offset_s) < 86_400 else UTC
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone).astimezone(UTC)
