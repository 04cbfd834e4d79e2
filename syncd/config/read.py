"""Readers of single values: each returns the value or raises BadValue with what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from enum import StrEnum
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from syncd.domain.agency import Stretch, WorkSpan

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_DOMAIN = re.compile(r"(?!-)[\w-]+(\.[\w-]+)+", re.UNICODE)


class BadValue(Exception):
    """A value that cannot be used."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


def text(value: object) -> str:
    """Any text, trimmed; empty is allowed."""
    if not isinstance(value, str):
        raise BadValue(f"is {_kind(value)}, not text", 'write it in quotes: "…"')
    return value.strip()


def some_text(value: object) -> str:
    """A text that is not empty."""
    got = text(value)
    if not got:
        raise BadValue("is empty", "give a value")
    return got


def flag(value: object) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise BadValue(f"is {_kind(value)}, not true or false", "write true or false, without quotes")
    return value


def whole(low: int, high: int) -> Callable[[object], int]:
    """A whole number within bounds, both included."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise BadValue(f"is {value!r}, not a whole number from {low} to {high}", "write it without quotes")
        return value

    return read


def share(value: object) -> float:
    """A share between 0 and 1, both left out."""
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 < value < 1:
        raise BadValue(f"is {value!r}, not a share between 0 and 1", "for example 0.35")
    return float(value)


def list_of(read: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """A list whose elements are read by `read`."""

    def read_list(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise BadValue(f"is {_kind(value)}, not a list", "write it in brackets: [ … ]")
        return tuple(read(element) for element in value)

    return read_list


def choice(kind: type[Choice]) -> Callable[[object], Choice]:
    """One of the words of an enumeration."""
    return lambda value: kind(one_of(*(member.value for member in kind))(value))


def one_of(*words: str) -> Callable[[object], str]:
    """One of some words."""

    def read(value: object) -> str:
        got = text(value)
        if got not in words:
            raise BadValue(f'is "{got}"', f"one of: {', '.join(words)}")
        return got

    return read


def email(value: object) -> str:
    """An e-mail address without a name."""
    got = text(value)
    if not _EMAIL.fullmatch(got):
        raise BadValue(f'"{got}" is not an e-mail address', "write it like anna@agency.example")
    return got


def domain(value: object) -> str:
    """A domain, lower-cased, IDN as Unicode, without `@`."""
    got = text(value).removeprefix("@").rstrip(".").lower()
    if not _DOMAIN.fullmatch(got):
        raise BadValue(f'"{got}" is not a domain', "write it like client.example")
    return ".".join(_unicode_label(label) for label in got.split("."))


def _unicode_label(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def gid(value: object) -> str:
    """An Asana gid: digits, in quotes."""
    if isinstance(value, int) and not isinstance(value, bool):
        raise BadValue(f"{value} is a number", f'gids are text: "{value}"')
    got = text(value)
    if not got.isdecimal():
        raise BadValue(f'"{got}" is not a gid', "copy the digits from the project's address in Asana")
    return got


def duration(value: object) -> timedelta:
    """`90s`, `5m`, `4h`, `2d`, or several together: `1h 30m`; longer than nothing."""
    total = timedelta()
    for count, unit in _parts(value):
        total += timedelta(**{_UNITS[unit]: count})
    if not total:
        raise BadValue("is no time at all", "for example 60s, 5m, 4h or 2d")
    return total


def work_span(value: object) -> WorkSpan:
    """A duration of working time; days stay days."""
    duration(value)
    days = sum(count for count, unit in _parts(value) if unit == "d")
    rest = sum((timedelta(**{_UNITS[u]: n}) for n, u in _parts(value) if u != "d"), timedelta())
    return WorkSpan(days, rest)


def _parts(value: object) -> list[tuple[int, str]]:
    got = text(value).lower()
    if not re.fullmatch(r"(\d+\s*[smhd]\s*)+", got):
        raise BadValue(f'"{got}" is not a duration', "for example 60s, 5m, 4h or 2d")
    return [(int(count), unit) for count, unit in re.findall(r"(\d+)\s*([smhd])", got)]


def zone(value: object) -> ZoneInfo:
    """An IANA time zone."""
    got = some_text(value)
    try:
        return ZoneInfo(got)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadValue(f'"{got}" is not a time zone', "for example Europe/Moscow") from error


def weekday(value: object) -> int:
    """mon … sun as 0 … 6."""
    return DAYS.index(one_of(*DAYS)(value))


def day(value: object) -> date:
    """A date, as TOML's own or as text `2026-05-04`."""
    if isinstance(value, date) and type(value) is date:
        return value
    try:
        return date.fromisoformat(text(value))
    except ValueError as error:
        raise BadValue(f"{value!r} is not a date", 'write it like "2026-05-04"') from error


def country(value: object) -> str:
    """A country code the holiday calendar knows, or [] for none."""
    if value == []:
        return ""
    got = text(value).upper()
    if got and got not in holidays.list_supported_countries():
        raise BadValue(f'"{got}" is not a country the holiday calendar knows', 'a two-letter code such as "RU", or []')
    return got


def minute_of_day(got: str) -> int:
    """`HH:MM` as minutes from midnight; `24:00` is allowed."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", got.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match and int(match[2]) < 60 else -1
    if not 0 <= minutes <= 24 * 60:
        raise BadValue(f'"{got.strip()}" is not a time of day', "write it like 10:00")
    return minutes


def stretches(value: object) -> tuple[Stretch, ...]:
    """`10:00-19:00`, several with commas; in order, none overlapping."""
    found = []
    for piece in some_text(value).split(","):
        start, dash, end = piece.replace("–", "-").partition("-")
        if not dash:
            raise BadValue(f'"{piece.strip()}" is not a stretch of time', 'for example "10:00-13:00, 14:00-19:00"')
        found.append(Stretch(minute_of_day(start), minute_of_day(end)))
    ends = [0]
    for stretch in found:
        if not ends[-1] <= stretch.start < stretch.end:
            raise BadValue(
                "has stretches that overlap, run backwards or are empty", "order them from morning to evening"
            )
        ends.append(stretch.end)
    return tuple(found)


def quiet(value: object) -> tuple[time, time] | None:
    """`19:00-10:00`, over midnight or not; empty is none."""
    got = text(value)
    if not got:
        return None
    start, dash, end = got.replace("–", "-").partition("-")
    if not dash:
        raise BadValue(f'"{got}" is not a stretch of time', 'for example "19:00-10:00", or "" for none')
    first, last = minute_of_day(start) % 1440, minute_of_day(end) % 1440
    return time(first // 60, first % 60), time(last // 60, last % 60)


def moment(*days: str) -> Callable[[object], str]:
    """`fri 16:00`: a day word and a time of day, kept as text."""

    def read(value: object) -> str:
        word, _, clock = some_text(value).partition(" ")
        one_of(*days)(word)
        minute_of_day(clock)
        return f"{word} {clock.strip()}"

    return read


def base_url(value: object) -> str:
    """Where Asana answers."""
    return secret_address("https://app.asana.com/api/1.0")(some_text(value).rstrip("/"))


def secret_address(example: str) -> Callable[[object], str]:
    """https, or http to this machine only: a token must not cross a network in the clear."""

    def read(value: object) -> str:
        got = some_text(value)
        parts = urlsplit(got)
        if parts.scheme == "http" and is_loopback(parts.hostname or ""):
            return got
        if parts.scheme != "https" or not parts.hostname:
            raise BadValue(f'"{got}" is not an https address', f"{example}; http only to this machine")
        return got

    return read


def listen_address(value: object) -> str:
    """`host:port`, or empty for none."""
    got = text(value)
    host, _, port = got.rpartition(":")
    if got and not (host and port.isdecimal() and 0 < int(port) < 65536):
        raise BadValue(f'"{got}" is not an address to listen on', 'for example "127.0.0.1:9345", or "" for none')
    return got


def ping_url(value: object) -> str:
    """An http or https address, or empty for none."""
    got = text(value)
    if got and urlsplit(got).scheme not in ("http", "https"):
        raise BadValue(f'"{got}" is not a web address', 'for example "https://hc.example/ping/…", or "" for none')
    return got


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), f"a {type(value).__name__}")
