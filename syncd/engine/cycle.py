"""The engine: reads both worlds, understands, decides, delivers. `once` is one turn; `run` makes the same turns."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from sqlite_utils import Database

from syncd.domain.agency import Agency
from syncd.domain.errors import Problem, SourceError, WriteError
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.mirror import MirroredAt, Problems
from syncd.domain.notes.note import ClientField, Note, OnTask
from syncd.domain.notes.wording import Wording
from syncd.domain.notes.writer import NoteWriter
from syncd.domain.source import Batch, Source
from syncd.engine.absorb import Trusted, absorb_mail
from syncd.engine.decide import Decided, decide_clients, decide_digests, decide_troubles
from syncd.engine.deliver import Delivery
from syncd.engine.memory import Memory
from syncd.engine.permission import Permission
from syncd.engine.plan import Action, Do, plan, unwanted
from syncd.engine.reading import Pass, Progress, read_everything
from syncd.engine.result import CycleResult, NoteOutcome
from syncd.engine.understand import understand
from syncd.engine.views import Letters, World, load_world
from syncd.engine.watch import stands_completed
from syncd.store import asana as mirror
from syncd.store import derived, letters, outbox, overview, sources

log = structlog.get_logger()

ASANA = "asana:"


@dataclass(slots=True)
class Engine:
    """Everything that decides and delivers, around one database."""

    db: Database
    agency: Agency
    lexicon: Lexicon
    wording: Wording
    trusted: Trusted
    writer: NoteWriter
    clock: Callable[[], datetime]
    as_of: datetime | None = None
    replays: bool = False
    run: str = field(default_factory=lambda: secrets.token_hex(4))
    letters: Letters = field(default_factory=Letters)
    memory: Memory = field(default_factory=Memory)
    progress: Callable[[str, int, int], None] = lambda _what, _done, _all: None  # after each part of a long turn

    def now(self) -> datetime:
        """The moment of decisions."""
        return self.as_of or self.clock()

    def once(
        self,
        mail: Iterable[Source[Any]],
        projects: Iterable[Source[Any]],
        more_projects: Callable[[], Iterable[Source[Any]]],
        *,
        dry_run: bool,
        progress: Progress | None = None,
    ) -> CycleResult:
        """One full cycle: read to the end, decide, deliver (or say what would be delivered)."""
        now = self.now()
        with self.db.atomic():
            cycle = derived.begin_cycle(self.db, self.clock(), self.as_of)
        mail, projects = tuple(mail), tuple(projects)
        first = (*mail, *projects)
        found = read_everything(self.db, first, self.absorb, now, progress)
        late = [source for source in more_projects() if source.name not in {s.name for s in first}]
        later = read_everything(self.db, late, self.absorb, now)
        problems = [*found.problems, *later.problems, *overview.unaccounted(self.db), *mirror.problems(self.db)]
        problems += self._understand()
        notes, more = self.decide_and_deliver(now, dry_run=dry_run, failed=found.failed | found.refused)
        problems += more
        with self.db.atomic():
            derived.end_cycle(self.db, cycle, self.clock(), problems)
        return CycleResult(
            as_of=now,
            letters=letters.counts(self.db, found.news),
            notes=tuple(notes),
            problems=tuple(dict.fromkeys(problems)),
            reached=_reached(found, *({source.name for source in side} for side in (mail, projects))),
        )

    def turn(self, reading_problems: tuple[Problem, ...], *, failed: set[str]) -> tuple[Problem, ...]:
        """One turn of the daemon after its sources were read: understand, decide, deliver. All that is wrong now."""
        now = self.now()
        with self.db.atomic():
            cycle = derived.begin_cycle(self.db, now, None)
        problems = [*reading_problems, *mirror.problems(self.db), *self._understand()]
        _, more = self.decide_and_deliver(now, dry_run=False, failed=failed)
        problems += more
        with self.db.atomic():
            derived.end_cycle(self.db, cycle, self.clock(), problems)
        return tuple(dict.fromkeys(problems))

    def _understand(self) -> tuple[Problem, ...]:
        return understand(self.db, self.agency, self.lexicon, partial(self.progress, "threads understood"))

    def absorb(self, name: str, batch: Batch[Any]) -> list[str]:
        """Keep a batch of either world, with its cursor; names what was new in it: letters, or kinds of things in Asana."""
        if not name.startswith(ASANA):
            return absorb_mail(self.db, name, batch, self.agency, self.trusted, self.now())
        with self.db.atomic():
            mirror.absorb(self.db, batch.facts, self.clock())
            self.memory.touch_asana(name.removeprefix(ASANA), batch.facts)
            sources.save_cursor(self.db, name, batch.cursor)
        return [fact.__class__.__name__ for fact in batch.facts if not isinstance(fact, Problems | MirroredAt)]

    def decide_and_deliver(
        self, now: datetime, *, dry_run: bool, failed: set[str]
    ) -> tuple[list[NoteOutcome], list[Problem]]:
        """What should exist, and what is done about it. Nothing is sent where the mirror of the place is not current."""
        me = self._me()
        world = load_world(self.db, self.agency, now, me, self.letters, look=not self.replays, replays=self.replays)
        decided = decide_clients(self.db, world, self.wording, self.memory, lambda: self.progress("deciding", 0, 0))
        if dry_run:
            return self._rehearse(world, decided, failed)
        return self._deliver(world, decided, failed)

    def _me(self) -> str | None:
        """Our own user: without knowing it our comments would be taken for people's."""
        try:
            return self.writer.me().gid
        except (SourceError, WriteError):
            return outbox.author_gid(self.db)

    def _plan(self, world: World, decided: Decided, failed: set[str]) -> tuple[list[Note], tuple[Action, ...]]:
        """All wanted notes and what is to be done. What waits for a cap stands in a digest, so the digests come second."""
        rows = {row.key: _as_it_stands(row, world) for row in outbox.rows(self.db)}
        permission = Permission(world, decided, rows, failed)
        actions = self._actions(decided.notes, rows, permission)
        postponed = tuple(a.note.key for a in actions if a.do is Do.WAIT and permission.is_capped(a.note.key))
        digests = decide_digests(world, decided, self.wording, postponed)
        notes = [*decided.notes, *digests, *decide_troubles(world, self.wording)]
        return notes, self._actions(notes, rows, Permission(world, decided, rows, failed))

    def _actions(
        self, notes: list[Note], rows: Mapping[str, outbox.OutboxRow], permission: Permission
    ) -> tuple[Action, ...]:
        def ref_of(key: str) -> str:
            return outbox.ref_of(self.db, key)

        with self.db.atomic():
            return plan(notes, rows, ref_of=ref_of, gate=permission.gate, words=permission.words)

    def _rehearse(self, world: World, decided: Decided, failed: set[str]) -> tuple[list[NoteOutcome], list[Problem]]:
        _, actions = self._plan(world, decided, failed)
        return [NoteOutcome.would(action, _place(action)) for action in actions], decided.problems

    def _deliver(self, world: World, decided: Decided, failed: set[str]) -> tuple[list[NoteOutcome], list[Problem]]:
        delivery = Delivery(
            self.db,
            self.writer,
            self.agency.internal_project,
            world.now,
            self.run,
            lambda: self.progress("writing", 0, 0),
        )
        wanted = {note.key: note for note in decided.notes}
        if not _asana_is_away(failed, self.agency.internal_project):
            delivery.settle(wanted)
        notes, actions = self._plan(world, decided, failed)
        rows = {row.key: row for row in outbox.rows(self.db)}
        with self.db.atomic():
            outbox.withdraw(self.db, (k for k in unwanted(notes, rows) if rows[k].client not in decided.undecided))
        delivery.deliver(actions)
        delivery.close(wanted)
        for outcome in delivery.outcomes:
            if outcome.action != "waiting":
                self.memory.touch_client(outcome.client)
        if done := Counter(outcome.action for outcome in delivery.outcomes if outcome.action != "waiting"):
            log.info("notes.delivered", **done)
        return delivery.outcomes, [*decided.problems, *delivery.problems]


def _as_it_stands(row: outbox.OutboxRow, world: World) -> outbox.OutboxRow:
    """The row with the completion that stands in Asana, where a person set it: that is what a wish is compared with."""
    if "completed" not in row.sent:
        return row
    return replace(row, sent=row.sent | {"completed": stands_completed(row, world.acts)})


def _asana_is_away(failed: set[str], internal_project: str) -> bool:
    return f"{ASANA}{internal_project}" in failed


def _place(action: Action) -> str | None:
    """Where the note stands or would stand: its task where there is one, else the project."""
    on = getattr(action.note, "on", None)
    if action.row and action.row.place_gid:
        return action.row.place_gid
    if isinstance(action.note, ClientField):
        return action.note.task_gid
    return on.task_gid if isinstance(on, OnTask) else getattr(action.note, "project_gid", None)


def _reached(found: Pass, mail: set[str], asana: set[str]) -> bool:
    """Whether anything was reached, with no login refused for all mail or for all of Asana."""
    return bool(found.succeeded) and not any(names and names <= found.refused for names in (mail, asana))
