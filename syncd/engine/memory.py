"""What was decided about each client, kept between the daemon's turns as long as nothing can have changed it.

Only a saving: lost at every start, and a decision older than `LONGEST` is made anew whatever happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from syncd.domain.agency import Client
from syncd.domain.cases.find import Decision
from syncd.domain.mirror import AsanaFact, Gone, LostSight, Seen, Whole
from syncd.domain.notes.note import Note
from syncd.domain.notes.report.layout import Report
from syncd.store.outbox import OutboxRow

LONGEST = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Remembered:
    """One client's decision, its notes, and the letters' revision it rests on. After `until` a clock may have run out.
    `drafts` are the reports made meanwhile, by key."""

    decision: Decision
    notes: tuple[Note, ...]
    revision: tuple[int, int]
    until: datetime
    drafts: dict[str, Report] = field(default_factory=dict, compare=False)


@dataclass(slots=True)
class Memory:
    """Decisions by client name, and what was touched since they were made."""

    kept: dict[str, Remembered] = field(default_factory=dict)
    projects: set[str] = field(default_factory=set)
    tasks: set[str] = field(default_factory=set)
    clients: set[str] = field(default_factory=set)

    def touch_asana(self, project_gid: str, facts: Iterable[AsanaFact]) -> None:
        """Something changed in a project, and which tasks it was."""
        gids = {gid for fact in facts for gid in _task_gids(fact)}
        self.tasks |= gids
        if gids:
            self.projects.add(project_gid)

    def touch_client(self, name: str | None) -> None:
        """A note about this client was written or edited."""
        if name:
            self.clients.add(name)

    def look(self, rows: Iterable[OutboxRow]) -> None:
        """Find out whose tasks of ours were touched."""
        if self.tasks:
            self.clients |= {row.client for row in rows if row.client and row.place_gid in self.tasks}
        self.tasks = set()

    def recall(self, client: Client, revision: tuple[int, int], now: datetime) -> Remembered | None:
        """What was decided, where it still stands."""
        kept = self.kept.get(client.name)
        touched = client.name in self.clients or client.project in self.projects
        if kept is None or touched or kept.revision != revision or now >= kept.until:
            return None
        return kept

    def keep(
        self, client: Client, decision: Decision, notes: tuple[Note, ...], revision: tuple[int, int]
    ) -> Remembered:
        """Remember a decision until the next step of one of its cases, at most for `LONGEST`."""
        now = decision.now
        pending = [step.at for case in decision.cases if case.closed is None for step in case.steps if not step.reached]
        until = min([now + LONGEST, *(max(at, now) for at in pending)])
        self.kept[client.name] = kept = Remembered(decision, notes, revision, until)
        return kept

    def rest(self) -> None:
        """All that was touched is decided anew."""
        self.projects, self.clients = set(), set()


def _task_gids(fact: AsanaFact) -> Iterable[str]:
    match fact:
        case Seen(table="asana_tasks", columns=columns):
            return (str(columns["gid"]),)
        case Seen(columns=columns) if "task_gid" in columns:
            return (str(columns["task_gid"]),)
        case Seen() | Whole():
            return ("",)
        case Gone(gid=gid) | LostSight(gid=gid):
            return (gid,)
        case _:
            return ()
