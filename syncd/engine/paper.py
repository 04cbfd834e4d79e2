# ruff: noqa: ARG002 - the whole signatures of a port
"""A writer that keeps every note and sends none: what a replay writes to."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from syncd.domain.asana import User
from syncd.domain.notes.note import (
    ClientComment,
    ClientField,
    ClientStatus,
    ClientTask,
    RichText,
    TeamComment,
    TeamTask,
    TextNote,
)
from syncd.domain.notes.writer import Readers, Surface, TaskEdit, Written


@dataclass(slots=True)
class PaperWriter:
    """Takes everything. A task that stands in Asana under the same key gets its gid, so that people's words on it count."""

    user: User
    stands: Mapping[str, str]  # by key: the gid of a task of ours
    now: datetime
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def me(self) -> User:
        """Whose notes these are."""
        return self.user

    def server_time(self) -> datetime:
        """The moment that is replayed."""
        return self.now

    def start_round(self) -> None:
        """Nothing to forget."""

    def readers(self, surface: Surface, task_gid: str | None = None) -> Readers:
        """Nobody reads on paper."""
        return Readers((surface.project_gid,), ())

    def create_task(self, note: TeamTask | ClientTask, *, ref: str, project_gid: str) -> Written:
        """Under its own gid, or a new one."""
        return Written(self.stands.get(note.key) or self._new_gid(), self.now)

    def add_comment(self, note: TeamComment | ClientComment, *, ref: str, task_gid: str, project_gid: str) -> Written:
        """On paper."""
        return Written(self._new_gid(), self.now)

    def post_status(self, note: ClientStatus, *, ref: str, project_gid: str) -> Written:
        """On paper."""
        return Written(self._new_gid(), self.now)

    def find(self, note: TextNote, *, ref: str, place_gid: str, since: datetime | None) -> None:
        """Nothing is ever in doubt here."""

    def edit_task(self, gid: str, edit: TaskEdit, *, old: RichText | None, ref: str, surface: Surface) -> Written:
        """On paper."""
        return Written(gid, self.now)

    def edit_comment(self, gid: str, text: RichText, *, ref: str, task_gid: str, surface: Surface) -> Written:
        """On paper."""
        return Written(gid, self.now)

    def add_follower(self, task_gid: str, follower: str, *, surface: Surface) -> None:
        """On paper."""

    def set_field(self, note: ClientField) -> Written:
        """On paper."""
        return Written(note.task_gid, self.now)

    def _new_gid(self) -> str:
        return f"paper-{next(self._numbers)}"
