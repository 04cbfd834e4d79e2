"""Why a note may not be written now: quiet hours, the day's caps, a place that was not read, words a client must not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from syncd.domain.notes.checks import check_client_text
from syncd.domain.notes.may_write import Wait, WrittenToday, may_write, place_key
from syncd.domain.notes.note import Audience, ClientComment, Note, OnTask, TeamTask
from syncd.engine.decide import Decided
from syncd.engine.views import World
from syncd.store.outbox import CLAIMED, GONE, WRITTEN, OutboxRow

UNCOUNTED = ("digest", "backlog", "trouble")


class Permission:
    """Asked note by note in the order of writing; what it lets by counts against the day's caps."""

    def __init__(self, world: World, decided: Decided, rows: Mapping[str, OutboxRow], failed: set[str]) -> None:
        self._world = world
        self._decided = decided
        self._failed = failed
        today = world.calendar.local_date(world.now)
        written = [row for row in rows.values() if self._is_of(row, today.isoformat())]
        self._tasks = Counter(
            str(row.sent.get("assignee") or "")
            for row in written
            if row.surface == "team_task" and row.kind not in UNCOUNTED
        )
        comments = [row for row in written if row.surface == "client_comment" and row.kind != "revoked"]
        self._on = Counter(row.place_gid or "" for row in comments)
        self._to = Counter(row.client or "" for row in comments)
        self._capped: set[str] = set()

    def _is_of(self, row: OutboxRow, today: str) -> bool:
        at: datetime | None = row.decided_at
        is_there = row.state in (WRITTEN, CLAIMED, GONE) and at is not None
        return is_there and at is not None and self._world.calendar.local_date(at).isoformat() == today

    def gate(self, note: Note) -> str | None:
        """Why it waits, or None; then it counts as written."""
        if reason := self._not_read(note):
            return reason
        answer = may_write(note, self._world.now, self._world.calendar, self._world.agency.notes, self._so_far())
        if isinstance(answer, Wait):
            if answer.reason != "quiet hours":
                self._capped.add(note.key)
            return answer.reason
        self._count(note)
        return None

    def is_capped(self, key: str) -> bool:
        """Whether this note waits for a cap of the day."""
        return key in self._capped

    def words(self, note: Note) -> str | None:
        """Why a client must not read this, or None."""
        decision = self._decided.decisions.get(note.client or "")
        if note.audience is not Audience.CLIENT or decision is None:
            return None
        problem = check_client_text(note.text.plain, decision.view)
        return problem.what if problem else None

    def _not_read(self, note: Note) -> str | None:
        project = getattr(note, "project_gid", None) or self._world.agency.internal_project
        return "Asana could not be read" if f"asana:{project}" in self._failed else None

    def _so_far(self) -> WrittenToday:
        return WrittenToday(self._tasks, self._on, self._to)

    def _count(self, note: Note) -> None:
        if note.exempt_from_caps:
            return
        if isinstance(note, TeamTask):
            self._tasks[note.assignee or ""] += 1
        elif isinstance(note, ClientComment):
            self._on[note.on.task_gid if isinstance(note.on, OnTask) else place_key(note.on)] += 1
            self._to[note.client] += 1
