"""What waits for whom: the values; the rules live beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from syncd.domain.agency import Subject
from syncd.domain.letter import Letter


class CaseKind(StrEnum):
    """The clocks of PRODUCT.md section 4."""

    REPLY = "reply"
    SILENCE = "silence"
    APPROVAL = "approval"
    CONFIRM = "confirm"
    PROMISE = "promise"
    DEADLINE = "deadline"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder; `reached` says that it is time and every mailbox that counts was read past it."""

    number: int
    at: datetime
    reached: bool
    adds_head: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """By what a case ended: a letter (`who` wrote it), a person in Asana, or another fact named by `how`."""

    at: datetime
    how: str  # a name in [closed] of the note templates: answer, letter, verdict, approved, person ...
    who: str = ""
    letter: str | None = None  # identity


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that waits. `key` is for ever; `task_key` is the note it is written in (one task a thread).

    `letter` is the clock: the oldest unanswered letter, or our last one that waits. `started_at` is its time,
    `clock_at` where the clock runs from (a snooze, a promise or a letter of ours may have set it anew).
    """

    key: str
    kind: CaseKind
    client: str
    thread: str
    letter: Letter | None
    task_key: str
    started_at: datetime
    clock_at: datetime
    due_at: datetime
    steps: tuple[Step, ...] = ()
    closed: Closed | None = None
    letters: tuple[str, ...] = ()  # identities of all letters that wait in it, the clock's first
    questions: tuple[str, ...] = ()
    assignee: str | None = None  # as Asana knows him: gid or e-mail
    followers: tuple[str, ...] = ()
    about: Subject | None = None
    version: str | None = None
    period: str | None = None
    reason: str | None = None  # of a confirm: why the words are not enough
    urgent: bool = False
    at_once: bool = False  # written as soon as it is known, not at its due time
    probably: Letter | None = None  # our letter that probably answers it
    bounced: Letter | None = None  # our answer that did not arrive
    absence: Letter | None = None  # the absence note of whom we wait for
    backlog: bool = False  # older than the first run's ten working days
    task_gid: str | None = None
    our_due_at: datetime | None = None  # without a person's snooze: what stands in our task's due date
    title: str = ""  # of a deadline: the task's name
    about_task: str | None = None  # of a deadline: the client's task
    in_progress: bool = False  # of a deadline: the assignee showed progress lately
    why: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """`open` or `closed`."""
        return "closed" if self.closed else "open"

    @property
    def message_id(self) -> str | None:
        """The clock letter's Message-ID."""
        return self.letter.message_id if self.letter else None

    @property
    def closed_at(self) -> datetime | None:
        """When it ended."""
        return self.closed.at if self.closed else None

    @property
    def step(self) -> int:
        """The highest step reached; 0 before the first."""
        return max((step.number for step in self.steps if step.reached), default=0)
