"""A report published by hand: through the outbox under the daemon's own key, so once, whoever does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from syncd.domain.agency import Client
from syncd.domain.cases.find import decide
from syncd.domain.client import OwnTask
from syncd.domain.errors import ConfigError, Problem
from syncd.domain.notes.checks import check_client_text
from syncd.domain.notes.note import ClientStatus, plain_text
from syncd.domain.notes.report.layout import Report, publishable
from syncd.domain.notes.report.occasion import REVIEW, ReportKind, occasion_at
from syncd.domain.notes.report.review import Reports
from syncd.domain.notes.report.titles import title_of
from syncd.engine.cycle import Engine
from syncd.engine.deliver import Delivery
from syncd.engine.plan import Action, Do, with_reference
from syncd.engine.reports import draft_at, must_be_mirrored, reports_of
from syncd.engine.result import NoteOutcome
from syncd.engine.views import client_view, load_world
from syncd.store import outbox

REJECTED = ("rejected", "changes_requested")


@dataclass(frozen=True, slots=True)
class Publication:
    """What became of it. `note` is None where it stood there already, or the manager has rejected it."""

    report: Report
    note: NoteOutcome | None
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    published_before: str | None = None  # the reference


def publish(engine: Engine, client: Client, kind: ReportKind, now: datetime) -> Publication:
    """Publish what stands in the review task, else the draft without the lines that wait for a reason.

    Quiet hours do not hold it: a person asked for it now. Raises ConfigError where the config keeps clients' surfaces
    internal, and what asking Asana who we are raises.
    """
    if not engine.agency.notes.client_visible:
        mend = "set it to true in [notes], or send the printed text yourself"
        raise ConfigError((Problem("error", client.name, "client_visible is false: nothing is published", mend),))
    must_be_mirrored(engine.db, client)
    world = load_world(engine.db, engine.agency, now, engine.writer.me().gid, engine.letters)
    reports = reports_of(world, decide(client_view(world, client), now), engine.wording, {})
    occasion = occasion_at(kind, client.project, engine.agency, world.calendar, now)
    report = draft_at(world, client, engine.wording, occasion, now)
    review = reports.view.own_task(occasion.key(REVIEW))
    if review is None or review.deleted or not review.description:
        return _deliver(engine, reports, report, reports.status(occasion, report.title, report.text))
    if problem := _objection(reports, review):
        return Publication(report, None, problems=(problem,))
    title = title_of(occasion, engine.wording[client.language], engine.agency, world.calendar)
    return _deliver(engine, reports, report, reports.status(occasion, title, reports.text_of(review) or ()))


def _objection(reports: Reports, review: OwnTask) -> Problem | None:
    """Why the review keeps the report from being published by hand."""
    if review.approval_status in REJECTED:
        return Problem("error", review.ref, f"the review says {review.approval_status}", "approve it in Asana first")
    if not reports.text_of(review):
        what = "the review task holds no text between its two lines"
        return Problem("error", review.ref, what, "put the lines and the text back")
    return None


def _deliver(engine: Engine, reports: Reports, report: Report, whole: ClientStatus) -> Publication:
    lines, left_out = publishable(whole.text.plain.split("\n"))
    note = replace(whole, text=plain_text(lines))
    delivery = Delivery(engine.db, engine.writer, engine.agency.internal_project, reports.now, engine.run)
    delivery.settle({note.key: note})
    row = outbox.by_key(engine.db, note.key)
    if row is not None and row.state == outbox.WRITTEN:
        return Publication(report, None, published_before=row.ref)
    if row is None or row.state != outbox.CLAIMED:
        with engine.db.atomic():
            ref = outbox.ref_of(engine.db, note.key)
        refused = check_client_text(note.text.plain, reports.view)
        do, reason = (Do.HOLD, refused.what) if refused else (Do.CREATE, None)
        delivery.deliver([Action(do, with_reference(note, ref), ref, row, reason)])
    delivery.close({note.key: note})
    mine = [outcome for outcome in delivery.outcomes if outcome.ref == outbox.ref_of(engine.db, note.key)]
    return Publication(report, mine[-1] if mine else None, left_out, tuple(delivery.problems))
