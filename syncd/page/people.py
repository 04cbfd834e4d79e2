"""Who writes for a client, what they decided, and how fast they answer us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from syncd.domain.agency import Client, Representative
from syncd.page.rows import LetterRow, Row
from syncd.page.worktime import WorkTime


@dataclass(frozen=True, slots=True)
class Writer:
    """One person of the client's side. `median` is how long our letters waited for theirs in the same thread."""

    name: str
    address: str
    representative: Representative | None
    letters: int
    last: LetterRow | None
    median: timedelta | None
    decisions: Mapping[str, int]  # state of the record -> how many


def writers(client: Client, letters: Iterable[LetterRow], approvals: Iterable[Row], time: WorkTime) -> list[Writer]:
    """Representatives first, then others, each by how much they write; who never wrote is shown too."""
    own = list(letters)
    theirs: dict[str, list[LetterRow]] = {}
    for letter in own:
        if not letter.is_ours:
            theirs.setdefault(letter.address.casefold(), []).append(letter)
    known = {each.email.casefold(): each for each in client.representatives}
    waited = _waits(own, time)
    decided = _decisions(approvals)
    found = [
        _writer(address, known.get(address), theirs.get(address, []), waited.get(address, []), decided)
        for address in dict.fromkeys([*known, *theirs])
    ]
    return sorted(found, key=lambda each: (each.representative is None, -each.letters, each.name.casefold()))


def _writer(
    address: str,
    known: Representative | None,
    letters: list[LetterRow],
    waited: list[timedelta],
    decided: Mapping[str, Counter[str]],
) -> Writer:
    names = [letter.name for letter in reversed(letters) if letter.name]
    name = known.name if known else (names[0] if names else address)
    middle = timedelta(seconds=median(each.total_seconds() for each in waited)) if waited else None
    last = letters[-1] if letters else None
    return Writer(name, address, known, len(letters), last, middle, decided.get(address, Counter()))


def _decisions(approvals: Iterable[Row]) -> dict[str, Counter[str]]:
    """By address: what was decided in letters, of whatever worth."""
    found: dict[str, Counter[str]] = {}
    for row in approvals:
        if row["source"] == "letter":
            found.setdefault(row["author_address"].casefold(), Counter())[row["state"]] += 1
    return found


def _waits(letters: Iterable[LetterRow], time: WorkTime) -> dict[str, list[timedelta]]:
    """From our last letter in a thread to the first one of theirs after it, by who wrote that."""
    ours: dict[str, datetime] = {}
    found: dict[str, list[timedelta]] = {}
    for letter in letters:
        if letter.thread is None:
            continue
        if letter.is_ours:
            ours[letter.thread] = letter.at
        elif letter.thread in ours:
            since = ours.pop(letter.thread)
            found.setdefault(letter.address.casefold(), []).append(time.worked(since, letter.at))
    return found
