"""Dates named in a letter: «до пятницы», «завтра к 15:00», "by the 15th". Not versions, sums, telephones or periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from syncd.domain.language.date_words import DEADLINE, EXPRESSIONS, HINT, PAST, PLAIN, count

_ONE_KIND = str.maketrans(
    {"ё": "е", "Ё": "е", "–": "-", "—": "-", "‑": "-", "’": "'", "\u00a0": " ", "\n": " ", "\t": " "}
)
_NEAR = 2  # characters: a comma and a space


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A date as written. `at` only where an hour is named; `is_deadline` for «до», «к», "by" and their like."""

    words: str
    start: int
    end: int
    on: date
    at: datetime | None
    is_deadline: bool


@dataclass(frozen=True, slots=True)
class _Day:
    start: int
    end: int
    on: date
    is_deadline: bool
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Hour:
    start: int
    end: int
    at: time
    is_deadline: bool


@lru_cache(maxsize=8)
def find_dates(text: str, sent_at: datetime) -> tuple[NamedDate, ...]:
    """Every date that the text names, in order; `sent_at` is aware, in the agency's zone. Each ask of a letter asks again."""
    folded = _fold(text)
    if not HINT.search(folded):
        return ()
    days = _without_overlaps(_days(folded, sent_at))
    hours = tuple(_hours(folded, days))
    named = [*_joined(days, hours, sent_at), *_lone_hours(folded, days, hours, sent_at)]
    found = (NamedDate(text[d.start : d.end], d.start, d.end, d.on, d.at, d.is_deadline) for d in named)
    return tuple(sorted(found, key=lambda d: d.start))


def _fold(text: str) -> str:
    """Lower case and one kind of ё, dash and space; as long as the text, so that offsets hold."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lower.translate(_ONE_KIND)


def _days(folded: str, sent_at: datetime) -> Iterator[_Day]:
    for expression, resolve in EXPRESSIONS:
        for match in expression.finditer(folded):
            before = folded[: match.start()]
            if PAST.search(before):
                continue
            on = resolve(match, sent_at, before)
            if on is not None:
                prefix = DEADLINE.search(before) or PLAIN.search(before)
                start = prefix.start() if prefix else match.start()
                yield _Day(start, match.end(), on, _is_deadline(before, match), _instant(match, sent_at))


def _is_deadline(before: str, match: re.Match[str]) -> bool:
    return bool(DEADLINE.search(before)) or bool(match.re.groupindex.get("deadline") and match["deadline"])


def _instant(match: re.Match[str], sent_at: datetime) -> datetime | None:
    if not match.re.groupindex.get("hours"):
        return None
    return sent_at + timedelta(hours=count(match["hours"]))


def _without_overlaps(days: Iterator[_Day]) -> list[_Day]:
    """The longest wins: «завтра до конца дня» is one date."""
    kept: list[_Day] = []
    for day in sorted(days, key=lambda d: (d.start - d.end, d.start)):
        if all(day.end <= other.start or day.start >= other.end for other in kept):
            kept.append(day)
    return _merged(sorted(kept, key=lambda d: d.start))


def _merged(days: list[_Day]) -> list[_Day]:
    """«В пятницу, 16 мая» is one date: the later words are the more exact."""
    merged: list[_Day] = []
    for day in days:
        if merged and merged[-1].at is None and 0 < day.start - merged[-1].end <= _NEAR:
            first = merged.pop()
            day = replace(day, start=first.start, is_deadline=first.is_deadline or day.is_deadline)
        merged.append(day)
    return merged


_CLOCK = re.compile(
    r"(?<![\w.,:/-])(?P<h>[01]?\d|2[0-4])(?:(?:(?:[:.]|(?<=(?:до|.в|.к) \d\d)-(?=(?:00|15|30|45)(?!\d)))(?P<m>[0-5]\d))(?: ?(?P<half1>am|pm|a\.m\.|p\.m\.))?(?: ?час\w*| ?ч\.?(?!\w))?| ?(?P<half2>am|pm|a\.m\.|p\.m\.|утра|вечера|дня)| ?(?P<hour>час(?:ам|ов|а)|o'clock))"
    r"(?![\w:%]|[.,]\d)"
)
_HOUR_DEADLINE = re.compile(r"(?<!\w)(?:до|к|ко|не позднее|не позже|by|before|until|till|no later than)\s*$")
_HOUR_PLAIN = re.compile(r"(?<!\w)(?:в|во|около|после|at|around|after)\s*$")


def _hours(folded: str, days: list[_Day]) -> Iterator[_Hour]:
    for match in _CLOCK.finditer(folded):
        if any(match.start() < day.end and match.end() > day.start for day in days):
            continue
        before = folded[: match.start()]
        if re.search(
            r"\d\s*-\s*$|(?<!\w)(?:с|from) \d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)? (?:до|to|till|until) $", before
        ) or re.match(r"\s*-\s*\d", folded[match.end() :]):
            continue
        prefix = _HOUR_DEADLINE.search(before) or _HOUR_PLAIN.search(before)
        if prefix or match["m"] is not None or match["half2"]:
            start = prefix.start() if prefix else match.start()
            yield _Hour(start, match.end(), _clock(match), bool(_HOUR_DEADLINE.search(before)))


def _clock(match: re.Match[str]) -> time:
    hour = int(match["h"]) % 24
    half = (match["half1"] or match["half2"] or "").replace(".", "")
    if half in {"pm", "вечера", "дня"} and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return time(hour, int(match["m"] or 0))


def _joined(days: list[_Day], hours: tuple[_Hour, ...], sent_at: datetime) -> Iterator[_Day]:
    for day in days:
        hour = next((h for h in hours if _touches(day, h)), None)
        if hour is None or day.at is not None:
            yield day
        else:
            at = datetime.combine(day.on, hour.at, tzinfo=sent_at.tzinfo)
            start, end = min(day.start, hour.start), max(day.end, hour.end)
            yield _Day(start, end, day.on, day.is_deadline or hour.is_deadline, at)


def _touches(day: _Day, hour: _Hour) -> bool:
    return 0 <= hour.start - day.end <= _NEAR or 0 <= day.start - hour.end <= _NEAR


def _lone_hours(folded: str, days: list[_Day], hours: tuple[_Hour, ...], sent_at: datetime) -> Iterator[_Day]:
    """An hour without a day is the next such hour: today's, or if it has passed tomorrow's."""
    for hour in hours:
        if any(_touches(day, hour) for day in days) or not re.match(r"[^\d]", folded[hour.start : hour.start + 1]):
            continue
        at = datetime.combine(sent_at.date(), hour.at, tzinfo=sent_at.tzinfo)
        if at <= sent_at:
            at = datetime.combine(sent_at.date() + timedelta(days=1), hour.at, tzinfo=sent_at.tzinfo)
        yield _Day(hour.start, hour.end, at.date(), hour.is_deadline, at)
