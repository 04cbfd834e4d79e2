"""One field of Asana's JSON at a time, of the type it should have or none."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]


def has_gid(raw: Any) -> bool:
    """Whether it is an object we can keep: without a gid nothing could find it again."""
    return isinstance(raw, dict) and isinstance(raw.get("gid"), str) and bool(raw["gid"])


def objects_in(value: Any) -> list[Json]:
    """The objects of a list; anything else in it, or instead of it, is left out."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def gid_of(value: Any) -> str | None:
    """The gid of an object, or None."""
    return value["gid"] if has_gid(value) else None


def name_of(value: Any) -> str | None:
    """The name of an object, or None."""
    return text_of(value.get("name")) if isinstance(value, dict) else None


def text_of(value: Any) -> str | None:
    """A string, or None."""
    return value if isinstance(value, str) else None


def flag_of(value: Any) -> int | None:
    """A boolean as SQLite keeps it, or None."""
    return int(value) if isinstance(value, bool) else None


def number_of(value: Any) -> int | float | None:
    """A number, or None."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def dump(raw: Any) -> str:
    """The object as it is kept beside its columns."""
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))


def parse_instant(value: Any) -> datetime | None:
    """An instant of Asana's, or None."""
    try:
        return datetime.fromisoformat(value).astimezone(UTC) if isinstance(value, str) else None
    except ValueError:
        return None


def stamp(at: datetime) -> str:
    """An instant as Asana writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
