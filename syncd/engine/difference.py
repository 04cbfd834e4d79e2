"""How what two replays wrote differs: note by note, by its reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from syncd.engine.replay import Happened


class Change(StrEnum):
    """How one note differs."""

    ADDED = "added"  # only with the other settings
    REMOVED = "removed"  # only with these
    MOVED = "moved"  # written at another time
    CHANGED = "changed"  # other words, or ended otherwise


@dataclass(frozen=True, slots=True)
class Difference:
    """One note: what happened to it with these settings, and with the others."""

    change: Change
    ref: str
    before: tuple[Happened, ...]
    after: tuple[Happened, ...]


def differences(before: Iterable[Happened], after: Iterable[Happened]) -> tuple[Difference, ...]:
    """Every note that differs, in the order in which it was or would be written. Equal replays have none."""
    one, other = _by_ref(before), _by_ref(after)
    found = [
        Difference(change, ref, one.get(ref, ()), other.get(ref, ()))
        for ref in one | other
        for change in _changes(one.get(ref, ()), other.get(ref, ()))
    ]
    return tuple(sorted(found, key=lambda each: ((each.before or each.after)[0].at, each.ref)))


def _by_ref(happened: Iterable[Happened]) -> dict[str, tuple[Happened, ...]]:
    found: dict[str, list[Happened]] = {}
    for each in happened:
        found.setdefault(each.note.ref, []).append(each)
    return {ref: tuple(events) for ref, events in found.items()}


def _changes(before: tuple[Happened, ...], after: tuple[Happened, ...]) -> Iterator[Change]:
    if not before or not after:
        yield Change.REMOVED if before else Change.ADDED
    elif before[0].at != after[0].at:
        yield Change.MOVED
    elif _told(before) != _told(after):
        yield Change.CHANGED


def _told(happened: Iterable[Happened]) -> list[tuple[object, ...]]:
    return [(each.at, each.note.action, each.note.name, each.note.text) for each in happened]
