"""What a pass over Asana brings home (facts), and what the mirror can be asked before the next pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from syncd.domain.errors import Problem

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One object as Asana showed it. `key` names the columns that identify the row; seeing it again undeletes it."""

    table: str
    columns: Mapping[str, Value]
    raw: str
    key: tuple[str, ...] = ("gid",)


@dataclass(frozen=True, slots=True)
class Whole:
    """A complete list was read: rows of `owner` that are not among `kept` are no longer there.

    Only for what Asana shows as a part of its owner (memberships, followers, values); a list of things of their own
    may come short, so those are asked for one by one (ASANA.md section 7).
    """

    table: str
    owner_column: str
    owner: str
    member_column: str
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gone:
    """Asked for by its gid, the thing was not there (404): deleted, in the trash, or never ours."""

    table: str
    gid: str


@dataclass(frozen=True, slots=True)
class LostSight:
    """We may no longer see it (403). It is not deleted."""

    table: str
    gid: str


@dataclass(frozen=True, slots=True)
class Due:
    """What of a task is still to be read. `mark` says for which state of the task, so that a newer mark survives."""

    task_gid: str
    project_gid: str
    mark: str
    stories: bool = True
    subtasks: bool = False
    attachments: bool = False


@dataclass(frozen=True, slots=True)
class WasRead:
    """What was due of the task is read, as of `mark`."""

    task_gid: str
    mark: str


@dataclass(frozen=True, slots=True)
class ReadFailed:
    """One object would not be read; it is named and tried again with the next sweep."""

    task_gid: str
    reason: str


@dataclass(frozen=True, slots=True)
class RetryFailed:
    """What would not be read in this project may be tried again."""

    project_gid: str


@dataclass(frozen=True, slots=True)
class MirroredAt:
    """The project was looked at, at this time of Asana's; `complete` when nothing is left to read."""

    project_gid: str
    at: datetime | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Problems:
    """All that is wrong with one source now; replaces what was said of it before."""

    source: str
    problems: tuple[Problem, ...] = ()


AsanaFact = Seen | Whole | Gone | LostSight | Due | WasRead | ReadFailed | RetryFailed | MirroredAt | Problems


@dataclass(frozen=True, slots=True)
class KnownTask:
    """What the mirror holds of a task, enough to see whether it changed."""

    gid: str
    modified_at: str | None = None
    subtasks: int = 0  # live ones that are mirrored, whatever Asana's own count was
    places: frozenset[tuple[str, str | None]] = frozenset()  # (project gid, section gid): moving leaves `modified_at`


@dataclass(frozen=True, slots=True)
class KnownProject:
    """The live gids the mirror holds of a project, by table."""

    tasks: Mapping[str, KnownTask] = field(default_factory=dict)
    sections: frozenset[str] = frozenset()
    status_updates: frozenset[str] = frozenset()


class Mirror(Protocol):
    """What is already mirrored. Any thread may ask; the answer is as of the last commit."""

    def project(self, project_gid: str) -> KnownProject: ...

    def tasks(self, gids: frozenset[str]) -> Mapping[str, KnownTask]:
        """Those of the gids that are known and not deleted."""

    def subtasks(self, task_gid: str) -> Mapping[str, KnownTask]: ...

    def stories(self, task_gid: str) -> frozenset[str]: ...

    def attachments(self, task_gid: str) -> frozenset[str]: ...

    def task_of_attachment(self, attachment_gid: str) -> str | None: ...

    def due(self, project_gid: str, limit: int) -> tuple[Due, ...]:
        """The next to be read, most recently modified first, without those that failed since the last sweep."""

    def has_failed(self, project_gid: str) -> bool:
        """Whether something of the project would not be read since the last sweep."""
