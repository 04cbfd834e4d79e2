"""Meetings out of calendar letters (RFC 5545, RFC 5546): who invites, who accepts, when it is, that it is off.

A whole day, a time without a zone and a rule of repetition beyond the common ones tell no meeting that could be followed up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

LARGEST = 256 * 1024  # characters
MOST = 60  # occurrences of one meeting
LONGEST = 120  # characters of a title
_METHODS = ("REQUEST", "REPLY", "CANCEL")
_PLAIN_RULE = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"})


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when, aware UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """What one calendar letter says of one meeting. `answers` are addresses, lower case, and whether they accept."""

    uid: str
    method: str  # REQUEST | REPLY | CANCEL
    title: str
    organizer: str
    answers: tuple[tuple[str, bool], ...]
    spans: tuple[Span, ...]
    sequence: int = 0


def find_invitation(calendar_text: str | None) -> Invitation | None:
    """The meeting that a text/calendar part is about; None where it is about none, or cannot be read."""
    if not calendar_text or len(calendar_text) > LARGEST:
        return None
    try:
        from icalendar import Calendar  # only here: it is slow to load, and most letters are no invitations

        calendar = Calendar.from_ical(calendar_text)
        method = str(calendar.get("METHOD", "")).upper()
        event = next((each for each in calendar.walk("VEVENT") if "RECURRENCE-ID" not in each), None)
        if event is None or method not in _METHODS:
            return None
        return _invitation(event, method)
    except Exception:  # noqa: BLE001 - a stranger's file in a library's hands: whatever is wrong, it is no meeting
        return None


def _invitation(event: Any, method: str) -> Invitation | None:
    uid, spans = str(event.get("UID", "")).strip(), tuple(_spans(event))
    if not uid or not spans:
        return None
    is_off = str(event.get("STATUS", "")).upper() == "CANCELLED"
    return Invitation(
        uid=uid,
        method="CANCEL" if is_off else method,
        title=" ".join(str(event.get("SUMMARY", "")).split())[:LONGEST],
        organizer=_address(event.get("ORGANIZER", "")),
        answers=tuple(_answers(event.get("ATTENDEE", []))),
        spans=spans,
        sequence=int(event.get("SEQUENCE", 0)),
    )


def _address(value: object) -> str:
    return str(value).casefold().removeprefix("mailto:").strip()


def _answers(attendees: Any) -> Iterator[tuple[str, bool]]:
    listed: Iterable[Any] = attendees if isinstance(attendees, list) else [attendees]
    for attendee in listed:
        answer = str(attendee.params.get("PARTSTAT", "")).upper()
        if answer in ("ACCEPTED", "DECLINED", "TENTATIVE"):
            yield _address(attendee), answer == "ACCEPTED"


def _spans(event: Any) -> Iterator[Span]:
    start = event["DTSTART"].dt
    if not isinstance(start, datetime) or start.tzinfo is None:
        return
    end = (
        event["DTEND"].dt
        if "DTEND" in event
        else start + (event["DURATION"].dt if "DURATION" in event else timedelta())
    )
    for at in _starts(event, start):
        yield Span(at.astimezone(UTC), (at + (end - start)).astimezone(UTC))


def _starts(event: Any, start: datetime) -> list[datetime]:
    rule = event.get("RRULE")
    if rule is None:
        return [start]
    if not set(rule) <= _PLAIN_RULE or rule["FREQ"][0] not in ("DAILY", "WEEKLY", "MONTHLY"):
        return [start]
    excepted = event.get("EXDATE", [])
    off = {each.dt for listed in (excepted if isinstance(excepted, list) else [excepted]) for each in listed.dts}
    from dateutil.rrule import rrulestr  # comes with icalendar

    found = rrulestr(rule.to_ical().decode(), dtstart=start)
    return [at for at in islice(found, MOST) if at not in off]
