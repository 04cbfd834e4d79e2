"""First step of reading letters: header, structure, date and size of many at once, never their attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import structlog

from connectors.imap.answer import Answer, Value
from connectors.imap.session import Session
from connectors.imap.structure import Part, parts_of
from connectors.imap.uids import as_sequence_set

_HEAD_ITEMS = ("FLAGS", "INTERNALDATE", "RFC822.SIZE", "BODYSTRUCTURE", "X-GM-THRID", "X-GM-LABELS", "BODY[HEADER]")
HEADER_LIMIT = 262_144  # bytes of one header that are fetched
_INTERNAL_DATE = re.compile(rb"\s*(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_MONTHS = (b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec")


log = structlog.get_logger(__name__)


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

    @property
    def is_hollow(self) -> bool:
        """Whether the server sent nothing for the header of a letter that has some size."""
        return self.header == b"" and self.size > 0


def heads_command(session: Session, uids: Iterable[int], *, capped: bool = True) -> bytes:
    """FETCH of the first step; every body item is a PEEK. Not `capped`, headers come at any length."""
    gmail = " X-GM-THRID X-GM-LABELS" if session.has("X-GM-EXT-1") else ""
    cap = f"<0.{HEADER_LIMIT}>" if capped else ""
    items = f"UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE{gmail} BODY.PEEK[HEADER]{cap}"
    return f"UID FETCH {as_sequence_set(uids)} ({items})".encode("ascii")


def heads_of(answer: Answer, asked: Sequence[int]) -> dict[int, Head]:
    """The heads by uid, taken out of the answer. One that lacks both size and header has not come."""
    heads = {}
    for uid in asked:
        items = answer.fetched.get(uid, {})
        if "RFC822.SIZE" in items or "BODY[HEADER]" in items:
            heads[uid] = _head(uid, {name: items.pop(name) for name in _HEAD_ITEMS if name in items})
    return heads


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
        parts=_parts(uid, items.get("BODYSTRUCTURE")),
        gmail_thread=thread.decode("ascii", "replace") if isinstance(thread, bytes) else None,
        is_gmail_draft=isinstance(labels, list)
        and any(isinstance(label, bytes) and label.lower().endswith(b"\\draft") for label in labels),
    )


def _parts(uid: int, structure: Value) -> tuple[Part, ...] | None:
    """One structure that trips us up must not stop its folder."""
    try:
        return parts_of(structure)
    except Exception:
        log.exception("structure.failed", uid=uid)
        return None


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
