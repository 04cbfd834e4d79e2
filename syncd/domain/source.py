"""What the engine asks of the outside worlds: sources are read, a note writer writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from syncd.domain.errors import Refused

Fact_co = TypeVar("Fact_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Batch(Generic[Fact_co]):
    """Facts and the cursor that is committed together with them; `more` asks for another fetch at once.

    `refused`: the source is refused, and the facts say what became of it.
    """

    facts: tuple[Fact_co, ...]
    cursor: str
    more: bool = False
    refused: Refused | None = None


class Source(Protocol[Fact_co]):
    """One thing read in steps: a mailbox, a project. Owned by one worker at a time.

    `fetch` raises `Unavailable`, `Refused` or `CursorExpired` and nothing else on purpose. The cursor is the source's
    own text (JSON), opaque to everybody else; `None` begins from nothing. Repeating a fetch with an older cursor is
    always safe: it brings the same facts again.
    """

    @property
    def name(self) -> str: ...

    def fetch(self, cursor: str | None) -> Batch[Fact_co]: ...

    def abort(self) -> None:
        """Break off a fetch that runs in another thread, and close the connection."""
