"""What people did about approvals in Asana: clicks, and a manager's own record (PRODUCT.md section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.record import ApprovalRecord, ApprovalState, representative_of
from syncd.domain.cases.topics import subject_of, version_in
from syncd.domain.client import ClientView, OwnTask
from syncd.domain.language.reading import VerdictKind

COMMENT_COUNTS = timedelta(days=1)


def clicks(view: ClientView) -> list[ApprovalRecord]:
    """Approvals clicked in Asana by a representative: facts, never approvals."""
    found = []
    for task in view.tasks:
        about = subject_of(task.name)
        for story in task.stories:
            user = view.users.get(story.created_by_gid or "")
            person = representative_of(view, user.email) if user and user.email else None
            clicked = story.resource_subtype == "approval_status_changed" and story.new_value == "approved"
            ticked = story.resource_subtype == "marked_complete" and task.resource_subtype == "approval"
            if person is None or not (clicked or ticked):
                continue
            found.append(
                ApprovalRecord(
                    key=f"click:{story.gid}",
                    client=view.client.name,
                    about=about,
                    version=version_in(task.name),
                    period=None,
                    state=ApprovalState.NEEDS_CONFIRMATION,
                    reason="asana_click",
                    message_id=None,
                    identity=None,
                    thread=None,
                    author=person.name,
                    author_address=person.email,
                    quote=task.name,
                    why="approved by a click in Asana",
                    received_at=story.created_at,
                    source="click",
                )
            )
    return found


def by_hand(mail: Correspondence, judged: Sequence[ApprovalRecord], now: datetime) -> list[ApprovalRecord]:
    """A manager's own records: the task in which words are confirmed, completed by a person with a comment.

    The comment has to come after the words and within a day before the completion: what was said earlier in the task
    is about something else.
    """
    found = []
    for own in mail.view.own_tasks:
        letter = mail.by_identity.get(own.key.removeprefix("case:"))
        if letter is None or not (own.completed and own.completed_by_person and own.completed_at):
            continue
        words = _unconfirmed(judged, letter.thread, own.completed_at)
        comment = _last_comment(own, words.received_at, own.completed_at, now) if words else None
        if words and comment:
            found.append(_recorded(mail.view, own, words, comment, own.completed_at))
    return found


def _unconfirmed(judged: Sequence[ApprovalRecord], thread: str, at: datetime) -> ApprovalRecord | None:
    """The words in this thread that wait for confirmation at this moment."""
    so_far = [r for r in judged if r.source == "letter" and r.received_at <= at]
    words = next((r for r in reversed(so_far) if r.thread == thread), None)
    if words is None or words.state is not ApprovalState.NEEDS_CONFIRMATION:
        return None
    decided = any(
        r.received_at > words.received_at and r.may_concern(words) and r.state is not ApprovalState.NEEDS_CONFIRMATION
        for r in so_far
    )
    return None if decided else words


def _last_comment(own: OwnTask, since: datetime, until: datetime, now: datetime) -> str | None:
    """The newest comment that goes with the completion. Asana's clock may be ahead of a moment that was asked for."""
    earliest = max(since, until - COMMENT_COUNTS)
    latest = until if until < now else max((c.created_at for c in own.comments), default=until)
    said = [c.text.strip() for c in own.comments if earliest <= c.created_at <= latest and c.text.strip()]
    return said[-1] if said else None


def _recorded(view: ClientView, own: OwnTask, words: ApprovalRecord, comment: str, at: datetime) -> ApprovalRecord:
    user = view.users.get(own.completed_by_gid or "")
    return replace(
        words,
        key=f"person:{own.key}",
        state=ApprovalState.APPROVED,
        reason=None,
        author=user.name if user else "",
        author_address=(user.email or "") if user else "",
        quote=comment,
        why="recorded by a person",
        received_at=at,
        source="person",
        sender=None,
        verdict=VerdictKind.NONE,
    )
