"""Letters at which the connection broke: they are read in ever smaller portions, until the one that breaks it is alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from connectors.imap.listing import Work
from connectors.imap.uids import in_chunks

PORTIONS = 4
BREAKS = 3  # a single letter that broke the connection as often is handed over as unreadable


@dataclass(slots=True)
class Suspects:
    """In memory only: after a restart it is found out again. A line that broke by chance costs nothing but smaller portions."""

    _under_suspicion: dict[tuple[str, int], set[int]] = field(default_factory=dict)
    _breaks: Counter[tuple[str, int, int]] = field(default_factory=Counter)

    def accuse(self, work: Work, uids: list[int]) -> None:
        """The connection broke while these were read."""
        self._under_suspicion[_place(work)] = set(uids)
        if len(uids) == 1:
            self._breaks[(*_place(work), uids[0])] += 1

    def guilty(self, work: Work) -> list[int]:
        """The letters that each broke the connection again and again, all alone."""
        return [uid for uid in work.uids if self._breaks[(*_place(work), uid)] >= BREAKS]

    def among(self, works: Iterable[Work]) -> bool:
        """Whether any of these letters is under suspicion: then one window is read at a time, to know which one breaks."""
        return any(self._under_suspicion.get(_place(work), set()) & set(work.uids) for work in works)

    def windows(self, work: Work, most: int) -> Iterator[list[int]]:
        """The uids of a folder in portions, those under suspicion in small ones and last."""
        suspected = self._under_suspicion.get(_place(work), set()) & set(work.uids)
        guilty = set(self.guilty(work))
        yield from in_chunks(set(work.uids) - suspected - guilty, most=most)
        yield from in_chunks(suspected - guilty, most=max(1, len(suspected) // PORTIONS))


def _place(work: Work) -> tuple[str, int]:
    return work.folder.name, work.status.uidvalidity
