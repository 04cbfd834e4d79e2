"""The internal task on two representatives who decided differently (PRODUCT.md section 8)."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.cases.find import Decision
from syncd.domain.cases.force import Contradiction, contradictions
from syncd.domain.cases.people import assignee_and_followers
from syncd.domain.cases.record import ApprovalRecord
from syncd.domain.notes.note import TeamTask, plain_text
from syncd.domain.notes.recent import is_recent
from syncd.domain.notes.wording import Wording


def contradiction_notes(decision: Decision, wording: Wording) -> Iterator[TeamTask]:
    """At once, both positions word for word; nothing to the client. Completed once the one who may decide has decided."""
    view = decision.view
    for clash in contradictions(view, decision.records):
        own = view.own_task(clash.key)
        written = own is not None or clash.key in view.written
        if own and (own.deleted or (own.completed and own.completed_by_person)):
            continue
        if written or (clash.resolved is None and is_recent(decision, clash.second)):
            yield _task(decision, wording, clash)


def _task(decision: Decision, wording: Wording, clash: Contradiction) -> TeamTask:
    view = decision.view
    words, theirs = wording[view.agency.language], wording[view.client.language]
    forms = words.forms(clash.second.about)
    draft = theirs.team("draft", "contradiction", words=theirs.forms(clash.second.about))
    lines = [
        words.team("team", "contradiction", words=forms),
        _position(wording, decision, clash.first),
        _position(wording, decision, clash.second),
        words.team("team", "recommendation"),
        words.team("team", "draft", draft=draft),
    ]
    if clash.resolved:
        closed = clash.resolved
        lines.insert(0, words.team("closed", "resolved", at=closed.at, who=closed.who))
    assignee, followers = assignee_and_followers(view, [decision.now])
    return TeamTask(
        key=clash.key,
        kind="contradiction",
        text=plain_text(lines),
        client=view.client.name,
        name=words.team("team", "contradiction_name", client=view.client.name, words=forms),
        assignee=assignee,
        followers=followers,
        completed=clash.resolved is not None,
        started_at=clash.second.received_at,
    )


def _position(wording: Wording, decision: Decision, record: ApprovalRecord) -> str:
    words = wording[decision.view.agency.language]
    return words.team("team", "position", author=record.author, at=record.received_at, quote=record.quote)
