"""What a cycle did, for people and for `--json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from syncd.domain.errors import Problem
from syncd.engine.plan import Action, Do

_WOULD = {
    Do.CREATE: "would_create",
    Do.EDIT: "would_edit",
    Do.COMPLETE: "would_complete",
    Do.WAIT: "waiting",
    Do.HOLD: "held",
}


@dataclass(frozen=True, slots=True)
class NoteOutcome:
    """One note and what became of it: created, edited, completed, held, waiting, or would_…"""

    ref: str
    action: str
    audience: str
    client: str | None
    kind: str
    place: str | None
    text: str
    reason: str | None = None
    name: str | None = None

    @classmethod
    def of(cls, action: Action, word: str, *, place: str | None = None) -> NoteOutcome:
        """The outcome of an action, in the contract's word for it."""
        note = action.note
        found = place or (action.row.place_gid if action.row else None)
        name = getattr(note, "name", None)
        return cls(
            action.ref, word, note.audience.value, note.client, note.kind, found, note.text.plain, action.reason, name
        )

    @classmethod
    def would(cls, action: Action, place: str | None) -> NoteOutcome:
        """What a dry run says of an action."""
        return cls.of(action, _WOULD[action.do], place=place)


@dataclass(frozen=True, slots=True)
class CycleResult:
    """One cycle. `letters` counts what was newly read by kind; `reached` is False where nothing could be reached."""

    as_of: datetime
    letters: Mapping[str, int]
    notes: tuple[NoteOutcome, ...]
    problems: tuple[Problem, ...]
    reached: bool = True

    @property
    def ok(self) -> bool:
        """Whether nothing went wrong."""
        return not any(problem.severity == "error" for problem in self.problems)
