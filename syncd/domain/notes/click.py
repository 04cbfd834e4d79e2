"""A representative's click in Asana: a fact, not an approval; the manager is told to get the letter (section 7)."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.cases.find import Decision
from syncd.domain.cases.people import assignee_and_followers
from syncd.domain.cases.record import AGAINST, ApprovalRecord, ApprovalState
from syncd.domain.notes.note import TeamTask, plain_text
from syncd.domain.notes.recent import is_recent
from syncd.domain.notes.wording import Wording


def click_notes(decision: Decision, wording: Wording) -> Iterator[TeamTask]:
    """A task for each click that no approval stood behind; completed when a letter decides."""
    for record in decision.records:
        if record.source != "click":
            continue
        own = decision.view.own_task(record.key)
        written = own is not None or record.key in decision.view.written
        if own and (own.deleted or own.completed_by_person):
            continue
        decided = _decided(decision, record)
        if written or (decided is None and is_recent(decision, record)):
            yield _task(decision, wording, record, decided)


def _decided(decision: Decision, click: ApprovalRecord) -> ApprovalRecord | None:
    """A valid approval that stands, or what somebody decided after the click."""
    for each in decision.records:
        if each.source not in ("letter", "person") or not each.may_concern(click):
            continue
        later = each.received_at > click.received_at and each.state in AGAINST | {ApprovalState.APPROVED}
        if each.in_force or later:
            return each
    return None


def _task(decision: Decision, wording: Wording, record: ApprovalRecord, decided: ApprovalRecord | None) -> TeamTask:
    view = decision.view
    words, theirs = wording[view.agency.language], wording[view.client.language]
    forms = {**words.forms(record.about), "phrase": theirs.forms(record.about)["phrase"]}
    text = words.team("team", "click", author=record.author, title=record.quote, at=record.received_at, words=forms)
    lines = [text]
    if decided:
        how = "approved" if decided.state is ApprovalState.APPROVED else "verdict"
        lines.insert(0, words.team("closed", how, at=decided.received_at, who=decided.author, quote=decided.quote))
    assignee, followers = assignee_and_followers(view, [view.written.get(record.key, decision.now)])
    return TeamTask(
        key=record.key,
        kind="confirm",
        text=plain_text(lines),
        client=view.client.name,
        name=words.team("team", "click_name", client=view.client.name, words=forms),
        assignee=assignee,
        followers=followers,
        completed=decided is not None,
        started_at=record.received_at,
    )
