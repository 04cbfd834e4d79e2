"""What a quotation says about the letter it quotes: its id, or who wrote it when, about what (MAIL.md section 9, rule 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from syncd.domain.mail.addresses import normalise_spec
from syncd.domain.mail.months import MONTH_PATTERN, month_number

_READ = 100_000  # characters of the quoted text
_LIMIT = 10
_MARKS = re.compile(r"^[>|\s*]+")
_MESSAGE_ID = re.compile(r"(?im)^[>| \t*]{0,40}message-id:?[* \t]{0,9}:?\s{0,9}<([^<>\s]{3,300})>")
_LABEL = re.compile(
    r"(?:(?P<from>от|from|від|von|отправитель)|(?P<date>отправлено|дата|sent|date|надіслано|gesendet)|(?P<subject>тема|subject|betreff))\s*\*?\s*:\s*\*?\s*(?P<value>.+)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+'-]{1,80}@[\w-]+(?:\.[\w-]+)+")
_WHEN = re.compile(
    rf"(?:(?P<d1>[0-3]?\d)[./-](?P<m1>[01]?\d)[./-](?P<y1>20\d\d|\d\d)|(?P<y2>20\d\d)-(?P<m2>[01]\d)-(?P<d2>[0-3]\d)"
    rf"|(?P<d3>[0-3]?\d)\s+(?P<m3>{MONTH_PATTERN})\s+(?P<y3>20\d\d)|(?P<m4>{MONTH_PATTERN})\s+(?P<d4>[0-3]?\d),?\s+(?P<y4>20\d\d))"
    r"[^\d\n]{0,20}(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap]\.?m)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QuotedHeader:
    """Author and time of a quoted letter; `written_at` is the quoting program's local time, set down as if it were UTC."""

    addr_spec: str
    written_at: datetime | None = None
    subject: str | None = None


def quoted_message_ids(quoted_text: str) -> tuple[str, ...]:
    """Message-IDs that stand in a quoted header block."""
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(quoted_text[:_READ])))[:_LIMIT]


def quoted_headers(quoted_text: str) -> tuple[QuotedHeader, ...]:
    """The letters that the quotation names by address and time, in blocks («От:», «Отправлено:») or in one line."""
    lines = [_MARKS.sub("", line) for line in quoted_text[:_READ].split("\n")]
    found = dict.fromkeys([*_blocks(lines), *_attributions(lines)])
    return tuple(found)[:_LIMIT]


def _blocks(lines: list[str]) -> Iterator[QuotedHeader]:
    """Header lines that stand together; empty lines between them are borne."""
    block: dict[str, str] = {}
    gap = 0
    for line in [*lines, "", "", ""]:
        label = _LABEL.match(line) if line else None
        if label is not None:
            name = _name_of(label)
            if name in block:
                yield from _from_block(block)
                block = {}
            block[name] = label["value"]
            gap = 0
            continue
        gap += 1
        if gap > 2 and block:
            yield from _from_block(block)
            block = {}


def _name_of(label: re.Match[str]) -> str:
    return next(name for name in ("from", "date", "subject") if label[name])


def _from_block(block: dict[str, str]) -> Iterator[QuotedHeader]:
    address = _ADDRESS.search(block.get("from", ""))
    when = _when(block.get("date", ""))
    if address and when:
        yield QuotedHeader(normalise_spec(address.group()), when, block.get("subject"))


def _attributions(lines: list[str]) -> Iterator[QuotedHeader]:
    """«12.05.2026, 10:12, "Анна" <anna@agency.example>:», perhaps wrapped over the next line."""
    for number, line in enumerate(lines):
        if not _WHEN.search(line):
            continue
        address = _ADDRESS.search(line) or _ADDRESS.search(
            f"{line} {lines[number + 1]}" if number + 1 < len(lines) else ""
        )
        when = _when(line)
        if address and when and len(line) < 300:
            yield QuotedHeader(normalise_spec(address.group()), when)


def _when(text: str) -> datetime | None:
    found = _WHEN.search(text)
    if found is None:
        return None
    form = next(one for one in "1234" if found[f"d{one}"])
    year, month, day = (found[f"{part}{form}"] for part in "ymd")
    hour = int(found["hour"]) % 12 + 12 * found["half"].lower().startswith("p") if found["half"] else int(found["hour"])
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return datetime(full_year, month_number(month), int(day), hour, int(found["minute"]), tzinfo=UTC)
    except ValueError:
        return None
