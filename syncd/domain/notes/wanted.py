"""All notes that should exist at a moment: a function of one client's facts and `now` (PRODUCT.md sections 5 and 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from syncd.domain.approvals import MONEY
from syncd.domain.cases.find import Decision, decide
from syncd.domain.cases.record import ApprovalRecord, ApprovalState
from syncd.domain.client import ClientView
from syncd.domain.notes.click import click_notes
from syncd.domain.notes.client_notes import client_notes
from syncd.domain.notes.contradiction import contradiction_notes
from syncd.domain.notes.deadline import deadline_notes
from syncd.domain.notes.facts import in_sentence, thing_of
from syncd.domain.notes.mirrored_fields import field_notes
from syncd.domain.notes.note import Note, OnNote, TeamComment, plain_text
from syncd.domain.notes.plan_change import superseded_told
from syncd.domain.notes.recent import is_recent, is_repetition
from syncd.domain.notes.team_task import team_notes
from syncd.domain.notes.wording import Wording, Words


def wanted_notes(view: ClientView, wording: Wording, now: datetime) -> tuple[Note, ...]:
    """Every note about this client that should exist or be kept up at `now`; asking twice gives the same notes.

    A note that was written and is wanted no longer is left as it stands; one that was not written is dropped.
    Quiet hours and caps are not looked at here: `may_write` says of each when.
    """
    return notes_of(decide(view, now), wording)


def notes_of(decision: Decision, wording: Wording) -> tuple[Note, ...]:
    """The same, for a decision already made."""
    return (
        *team_notes(decision, wording),
        *contradiction_notes(decision, wording),
        *click_notes(decision, wording),
        *deadline_notes(decision, wording),
        *told_at_once(decision, wording),
        *client_notes(decision, wording),
        *field_notes(decision),
    )


def digest_key(email: str) -> str:
    """The key of a manager's standing digest task."""
    return f"digest:{email.casefold()}"


def told_at_once(decision: Decision, wording: Wording) -> Iterator[Note]:
    """What of money cannot wait for a case: comments in the manager's digest task."""
    manager = decision.view.manager
    yield from _approvals_told(decision, wording[decision.view.agency.language])
    if manager:
        yield from superseded_told(decision, digest_key(manager.emails[0]), wording)


def _approvals_told(decision: Decision, words: Words) -> Iterator[Note]:
    """A valid approval of money for which no task stood: one comment in the manager's digest task, at once (13.11)."""
    view = decision.view
    told = {case.closed.letter for case in decision.cases if case.closed and case.task_key in _written(decision)}
    for record in decision.records:
        key = f"approved:{record.identity}"
        fresh = record.in_force and record.identity not in told and is_recent(decision, record)
        fresh = fresh and not is_repetition(decision, record)
        if record.state is not ApprovalState.APPROVED or record.source != "letter" or record.about not in MONEY:
            continue
        if (fresh or key in view.written) and view.manager:
            yield TeamComment(
                key=key,
                kind="approved",
                text=plain_text(_approved_text(record, words)),
                client=view.client.name,
                on=OnNote(digest_key(view.manager.emails[0])),
                started_at=record.received_at,
            )


def _written(decision: Decision) -> set[str]:
    return {own.key for own in decision.view.own_tasks} | set(decision.view.written)


def _approved_text(record: ApprovalRecord, words: Words) -> str:
    sender = words.team("senders", record.sender.value if record.sender else "unverified")
    return words.team(
        "team",
        "approved_comment",
        thing=thing_of(words, record),
        author=record.author,
        at=record.received_at,
        quote=in_sentence(record.quote),
        sender=sender,
    )
