"""What people did about approvals in Asana: clicks, and a manager's own record (PRODUCT.md section 7)."""

from __future__ import annotations

from syncd.domain.cases.correspondence import THEIRS, Correspondence
from syncd.domain.cases.judged import Found, answered_by, requests
from syncd.domain.cases.record import ApprovalRecord, ApprovalState, representative_of
from syncd.domain.cases.topics import subject_of, version_in
from syncd.domain.client import ClientView, OwnTask
from syncd.domain.language.reading import VerdictKind
from syncd.domain.letter import Letter


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


def by_hand(mail: Correspondence) -> list[ApprovalRecord]:
    """A manager's own record: the task of a confirm case completed by a person, with a comment."""
    found = []
    for own in mail.view.own_tasks:
        letter = mail.by_identity.get(own.key.removeprefix("case:"))
        comment = _last_comment(own)
        if letter is None or own.kind != "confirm" or not own.completed_by_person or comment is None:
            continue
        found.append(_recorded(mail, own, comment, letter))
    return found


def _last_comment(own: OwnTask) -> str | None:
    if not own.completed or own.completed_at is None:
        return None
    said = [c.text.strip() for c in own.comments if c.created_at <= own.completed_at and c.text.strip()]
    return said[-1] if said else None


def _recorded(mail: Correspondence, own: OwnTask, comment: str, letter: Letter) -> ApprovalRecord:
    asked = requests(mail)
    words = next((e for e in reversed(mail.threads[letter.thread]) if _needs_words(e)), letter)
    answered = answered_by(mail, words, asked, ()) if words.side in THEIRS else Found(None, None, None)
    about = words.reading.verdict.about or (answered.request.about if answered.request else None)
    user = mail.view.users.get(own.completed_by_gid or "")
    assert own.completed_at is not None  # noqa: S101 - said by _last_comment
    return ApprovalRecord(
        key=f"person:{own.key}",
        client=mail.view.client.name,
        about=about,
        version=answered.version,
        period=answered.period,
        state=ApprovalState.APPROVED,
        reason=None,
        message_id=words.message_id,
        identity=words.identity,
        thread=words.thread,
        author=user.name if user else "",
        author_address=(user.email or "") if user else "",
        quote=comment,
        why="recorded by a person",
        received_at=own.completed_at,
        source="person",
    )


def _needs_words(letter: Letter) -> bool:
    kinds = (VerdictKind.NEEDS_CONFIRMATION, VerdictKind.APPROVED)
    return letter.side in THEIRS and letter.is_human and letter.reading.verdict.kind in kinds
