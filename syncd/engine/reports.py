"""Reports from the database: drafts as of their hour, and what is to be written about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from syncd.domain.agency import Agency, Client, Manager
from syncd.domain.cases.find import Decision, decide
from syncd.domain.client import DigestLine
from syncd.domain.errors import ConfigError, Problem
from syncd.domain.notes.note import Note, TeamTask
from syncd.domain.notes.report.draft import draft_of
from syncd.domain.notes.report.layout import Report
from syncd.domain.notes.report.occasion import REVIEW, Occasion, ReportKind, occasion_at
from syncd.domain.notes.report.review import KIND, Reports
from syncd.domain.notes.report.weekly import WEEK
from syncd.domain.notes.wording import Wording
from syncd.engine.views import Letters, World, client_view, load_world
from syncd.store import asana
from syncd.store.asana_gone import gone_tasks

DEFAULT_COLOUR = "on_track"


def report_notes(world: World, decision: Decision, wording: Wording, drafts: dict[str, Report]) -> list[Note]:
    """What should be written now about one client's reports. `drafts` keeps those made while the decision stands.

    A project in which nobody has made a task has nothing to report on.
    """
    view = decision.view
    if all(task.created_by_gid == view.me for task in view.tasks) and not any(
        own.kind == KIND for own in view.own_tasks
    ):
        return []
    return list(reports_of(world, decision, wording, drafts).notes())


def reports_of(world: World, decision: Decision, wording: Wording, drafts: dict[str, Report]) -> Reports:
    """One client's reports at this moment. Drafts are made only where one is asked for."""
    client = decision.view.client

    def draft(occasion: Occasion) -> Report:
        key = occasion.key(REVIEW)
        if key not in drafts:
            drafts[key] = draft_at(world, client, wording, occasion, occasion.due)
        return drafts[key]

    return Reports(decision.view, wording, world.now, lambda: _colour(world, client), draft)


def postponed_lines(
    notes: Iterable[Note], postponed: Iterable[str], manager: Manager, agency: Agency, wording: Wording
) -> tuple[DigestLine, ...]:
    """Digest lines about reviews that wait for the day's cap, for the manager who is to have them."""
    words, waiting = wording[agency.language], set(postponed)
    return tuple(
        DigestLine(note.key, words.team("report", "postponed", name=note.name), note.started_at)
        for note in notes
        if isinstance(note, TeamTask)
        and note.kind == KIND
        and note.key in waiting
        and note.assignee == manager.asana_user
        and note.started_at
    )


def draft_at(world: World, client: Client, wording: Wording, occasion: Occasion, until: datetime) -> Report:
    """The report with what was known at `until`, whatever has come since: the same facts, the same text."""
    view = client_view(replace(world, now=until), client)
    gone = gone_tasks(world.db, client.project, until - WEEK, until)
    return draft_of(decide(replace(view, tasks=(*view.tasks, *gone)), until), wording, occasion, until)


def _colour(world: World, client: Client) -> str:
    """The project's status as a person set it last."""
    ours = {row.story_gid for row in world.rows if row.surface == "client_status"}
    updates = asana.status_updates(world.db, client.project, as_of=world.now)
    return next((each.status_type for each in reversed(updates) if each.gid not in ours), None) or DEFAULT_COLOUR


def read_report(
    db: Database, agency: Agency, client: Client, wording: Wording, kind: ReportKind, now: datetime
) -> Report:
    """The report as of `now`, reading only. Raises ConfigError where the client's project was never read."""
    must_be_mirrored(db, client)
    world = load_world(db, agency, now, _known_me(db), Letters(), look=False)
    occasion = occasion_at(kind, client.project, agency, world.calendar, now)
    return draft_at(world, client, wording, occasion, now)


def must_be_mirrored(db: Database, client: Client) -> None:
    """Raises ConfigError where the client's project was never read whole: its report would say that nothing is done."""
    known = db.execute("SELECT 1 FROM live_since WHERE name = ?", [f"client:{client.name}"]).fetchone()
    if known is None or asana.mirror_age(db).get(client.project) is None:
        what = "the client's project has not been read yet"
        raise ConfigError((Problem("error", client.name, what, "run `syncd once` first"),))


def _known_me(db: Database) -> str | None:
    """The daemon's own user, as the author of a task that it wrote: without asking Asana."""
    found = db.execute(
        "SELECT t.created_by_gid FROM notes n JOIN asana_tasks t ON t.gid = n.place_gid WHERE n.surface LIKE '%_task' LIMIT 1"
    ).fetchone()
    return found[0] if found else None
