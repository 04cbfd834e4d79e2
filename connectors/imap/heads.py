"""First step of reading letters: header, structure, date and size of many at once, never their attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from connectors.imap.answer import Answer, Garbled, Untagged, Value, fetched
from connectors.imap.session import Session
from connectors.imap.structure import Part, parts_of
from connectors.imap.uids import as_sequence_set

HEADER_LIMIT = 262_144  # bytes of one header that are fetched
_INTERNAL_DATE = re.compile(rb"\s*(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_MONTHS = (b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first step tells of a letter. `parts` is None where BODYSTRUCTURE is missing or broken."""

    uid: int
    internal_date: datetime | None
    size: int
    flags: frozenset[bytes]
    header: bytes | None
    parts: tuple[Part, ...] | None
    gmail_thread: str | None = None
    is_gmail_draft: bool = False  # All Mail holds the drafts too


def heads_command(session: Session, uids: Iterable[int]) -> bytes:
    """FETCH of the first step; every body item is a PEEK."""
    gmail = " X-GM-THRID X-GM-LABELS" if session.has("X-GM-EXT-1") else ""
    items = f"UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE{gmail} BODY.PEEK[HEADER]<0.{HEADER_LIMIT}>"
    return f"UID FETCH {as_sequence_set(uids)} ({items})".encode("ascii")


def heads_of(answer: Answer, asked: Sequence[int]) -> dict[int, Head]:
    """The heads by uid; what was not asked for (a server may push FETCH by itself) or lacks both size and header is left out."""
    wanted = set(asked)
    return {
        uid: _head(uid, items)
        for uid, items in by_uid(answer.untagged).items()
        if uid in wanted and ("RFC822.SIZE" in items or "BODY[HEADER]" in items)
    }


def by_uid(responses: Iterable[Untagged]) -> dict[int, dict[str, Value]]:
    """The items of FETCH responses, several of one uid joined. A garbled one still counts where its uid can be made out."""
    found: dict[int, dict[str, Value]] = {}
    for response in responses:
        if not response.is_a(b"FETCH"):
            continue
        items = _items(response)
        uid = items.get("UID")
        if isinstance(uid, bytes) and uid.isdigit():
            found.setdefault(int(uid), {}).update(items)
    return found


def _items(response: Untagged) -> dict[str, Value]:
    try:
        return fetched(response)
    except Garbled:
        return _salvaged(response)


_UID = re.compile(rb"[( ]UID (\d+)")
_SIZE = re.compile(rb"[( ]RFC822\.SIZE (\d+)")
_DATE = re.compile(rb'[( ]INTERNALDATE "([^"]*)"')
_BODY = re.compile(rb"BODY\[([0-9A-Z.]*)\](?:<\d+>)? \{\d+\}$")


def _salvaged(response: Untagged) -> dict[str, Value]:
    """What can be told from a response whose parentheses or quotes are broken: a bad BODYSTRUCTURE must not hide a letter."""
    found: dict[str, Value] = {}
    lines = response.pieces[::2]
    for name, pattern in (("UID", _UID), ("RFC822.SIZE", _SIZE), ("INTERNALDATE", _DATE)):
        match = next((match for line in lines if (match := pattern.search(line))), None)
        if match:
            found[name] = match[1]
    for line, literal in zip(lines, response.pieces[1::2], strict=False):
        if match := _BODY.search(line):
            found[f"BODY[{match[1].decode('ascii')}]"] = literal
    return found


def _head(uid: int, items: dict[str, Value]) -> Head:
    header, flags, labels = items.get("BODY[HEADER]"), items.get("FLAGS"), items.get("X-GM-LABELS")
    thread, size = items.get("X-GM-THRID"), items.get("RFC822.SIZE")
    return Head(
        uid=uid,
        internal_date=internal_date(items.get("INTERNALDATE")),
        size=int(size) if isinstance(size, bytes) and size.isdigit() else 0,
        flags=frozenset(flag.lower() for flag in flags if isinstance(flag, bytes))
        if isinstance(flags, list)
        else frozenset(),
        header=header if isinstance(header, bytes) else None,
        parts=parts_of(items.get("BODYSTRUCTURE")),
        gmail_thread=thread.decode("ascii", "replace") if isinstance(thread, bytes) else None,
        is_gmail_draft=isinstance(labels, list)
        and any(isinstance(label, bytes) and label.lower().endswith(b"\\draft") for label in labels),
    )


def internal_date(value: Value) -> datetime | None:
    """INTERNALDATE as an aware instant in UTC, or None where it cannot be read."""
    match = _INTERNAL_DATE.match(value) if isinstance(value, bytes) else None
    if match is None or match[2].lower() not in _MONTHS:
        return None
    day, year, hour, minute, second = (int(match[group]) for group in (1, 3, 4, 5, 6))
    offset = timedelta(hours=int(match[8]), minutes=int(match[9]))
    zone = timezone(-offset if match[7] == b"-" else offset) if offset < timedelta(days=1) else UTC
    try:
        return datetime(
            year, _MONTHS.index(match[2].lower()) + 1, day, hour, minute, min(second, 59), tzinfo=zone
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
