"""Every client's and every manager's decision at one moment. One client's failure stops that client only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from sqlite_utils import Database

from syncd.domain.agency import Client
from syncd.domain.cases.find import Decision, decide
from syncd.domain.client import DigestLine
from syncd.domain.errors import Problem
from syncd.domain.notes.digest import digest_of
from syncd.domain.notes.note import Note
from syncd.domain.notes.trouble import Trouble, trouble_notes
from syncd.domain.notes.wanted import notes_of
from syncd.domain.notes.wording import Wording
from syncd.engine.digest_lines import lines_for
from syncd.engine.keep_decisions import keep
from syncd.engine.memory import Memory, Remembered
from syncd.engine.reports import postponed_lines, report_notes
from syncd.engine.views import World, client_view, digest_view, own_tasks
from syncd.engine.visible import visible_note
from syncd.store import asana as mirror
from syncd.store import sources
from syncd.store.trouble import is_database_trouble

log = structlog.get_logger()


@dataclass(slots=True)
class Decided:
    """What should exist now. `decisions` by client name."""

    notes: list[Note] = field(default_factory=list)
    decisions: dict[str, Decision] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    undecided: set[str] = field(default_factory=set)  # clients whose notes stay as they are


def decide_clients(
    db: Database, world: World, wording: Wording, memory: Memory, alive: Callable[[], None] = lambda: None
) -> Decided:
    """Cases, approvals and wanted notes of all clients; cases and approvals are kept for status and SQL.

    `alive` is called before each client; what it raises breaks off.
    """
    decided = Decided()
    memory.look(world.rows)
    for client in world.agency.clients:
        alive()
        try:
            known = memory.recall(client, world.letters.revision(client.name), world.now)
            known = known or _decide(db, world, client, wording, memory)
            reports = report_notes(world, known.decision, wording, known.drafts)
        except Exception as error:
            if is_database_trouble(error):
                raise
            log.exception("client.undecided", project_gid=client.project)
            decided.undecided.add(client.name)
            what = "nothing could be decided for this client in this cycle"
            decided.problems.append(
                Problem("error", client.name, what, "report the log's lines; the next cycle tries again")
            )
        else:
            decided.notes += map(visible_note, (*known.notes, *reports))
            decided.decisions[client.name] = known.decision
    memory.rest()
    return decided


def _decide(db: Database, world: World, client: Client, wording: Wording, memory: Memory) -> Remembered:
    decision = decide(client_view(world, client), world.now)
    with db.atomic():
        keep(db, client, decision)
    return memory.keep(client, decision, notes_of(decision, wording), world.letters.revision(client.name))


def decide_digests(world: World, decided: Decided, wording: Wording, postponed: tuple[str, ...]) -> list[Note]:
    """The managers' standing digest tasks; `postponed` are keys of tasks that wait for a cap."""
    notes: list[Note] = []
    for manager in world.agency.managers:
        lines: tuple[DigestLine, ...] = lines_for(world, manager)
        lines += postponed_lines(decided.notes, postponed, manager, world.agency, wording)
        decisions = tuple(decided.decisions.values())
        view = digest_view(world, manager, [decision.view for decision in decisions], lines, postponed)
        try:
            notes += map(visible_note, digest_of(view, decisions, wording, world.now))
        except Exception:
            log.exception("digest.undecided")
            what = "a manager's digest could not be made in this cycle"
            decided.problems.append(
                Problem("error", "digest", what, "report the log's lines; the next cycle tries again")
            )
    return notes


def decide_troubles(world: World, wording: Wording) -> list[Note]:
    """Tasks for the operator about sources that cannot be read; none about the internal project, where they would stand."""
    names = mirror.project_names(world.db)
    internal = f"asana:{world.agency.internal_project}"
    troubles = [
        Trouble(
            name=state.name,
            shown=names.get(state.name.removeprefix("asana:"), state.name),
            is_mail=not state.name.startswith("asana:"),
            failing_since=state.failing_since,
            failures=state.failures,
            refused=state.refused,
            reason=state.problem or "",
            last_success=state.last_success,
        )
        for state in sources.states(world.db)
        if state.name not in (internal, "asana:workspace")
    ]
    own = own_tasks(world, [row for row in world.rows if row.kind == "trouble"])
    return list(trouble_notes(troubles, own, wording[world.agency.language], world.head, world.now))
