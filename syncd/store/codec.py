"""Frozen values to JSON text and back, and instants to the one form in which the database holds them."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import cattrs
from cattrs.preconf.json import make_converter

T = TypeVar("T")


def _converter() -> cattrs.Converter:
    converter = make_converter()
    converter.register_unstructure_hook(datetime, lambda v: v.isoformat())
    converter.register_structure_hook(datetime, lambda v, _: datetime.fromisoformat(v))
    converter.register_unstructure_hook(date, lambda v: v.isoformat())
    converter.register_structure_hook(date, lambda v, _: date.fromisoformat(v))
    return converter


_CONVERTER = _converter()


def to_json(value: Any) -> str:
    """JSON text of a dataclass, or of a tuple of them."""
    return json.dumps(_CONVERTER.unstructure(value), ensure_ascii=False, sort_keys=True)


def from_json(text: str, kind: type[T]) -> T:
    """The value again."""
    return _CONVERTER.structure(json.loads(text), kind)


def pack(value: Any) -> bytes:
    """A value as compressed JSON, for what is large and seldom read."""
    return zlib.compress(to_json(value).encode("utf-8", "surrogatepass"), 6)


def unpack(blob: bytes, kind: type[T]) -> T:
    """The value again."""
    return from_json(zlib.decompress(blob).decode("utf-8", "surrogatepass"), kind)


def instant(moment: datetime | None) -> str | None:
    """`2026-05-14T12:42:00Z`: UTC, sorts as text, reads the same in SQL and in Asana."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def moment(text: str | None) -> datetime | None:
    """The aware instant again; also reads Asana's form with milliseconds."""
    return datetime.fromisoformat(text) if text else None
