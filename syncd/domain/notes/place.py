"""The task in a client's project that a letter is about; never a guess (PRODUCT.md sections 6 and 13.19)."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.agency import Subject
from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.record import ApprovalRecord
from syncd.domain.cases.topics import month_in, names_subject, period_key, version_in, version_key
from syncd.domain.letter import Letter


def task_of(mail: Correspondence, record: ApprovalRecord) -> str | None:
    """The gid of the one task that the record's letter belongs to, or None."""
    letter = mail.by_identity.get(record.identity or "")
    return task_of_letter(mail, letter, record.about, record.request_identity) if letter else None


def task_of_letter(
    mail: Correspondence, letter: Letter, about: Subject | None, request_identity: str | None = None
) -> str | None:
    """The same for a letter that decides nothing."""
    for each in (letter, *_answered(mail, letter, request_identity)):
        linked = _linked(mail, each)
        if len(linked) == 1:
            return linked.pop()
    return _named(mail, about, letter)


def _linked(mail: Correspondence, letter: Letter) -> set[str]:
    """Open or closed tasks of this client's project whose link stands in the letter."""
    mine = {task.gid for task in mail.view.tasks if task.deleted_at is None}
    own = {own.ref: own.task_gid for own in mail.view.own_tasks if own.ref and own.task_gid in mine}
    return {gid for link in letter.links if (gid := own.get(link) or link) in mine}


def _answered(mail: Correspondence, letter: Letter, request_identity: str | None) -> Iterator[Letter]:
    """Our letters that this one answers: its parent, and the request it decides on."""
    parent = next((each for each in mail.letters if each.message_id == letter.in_reply_to), None)
    request = mail.by_identity.get(request_identity or "")
    yield from (each for each in (parent, request) if each)


def _named(mail: Correspondence, about: Subject | None, letter: Letter) -> str | None:
    """The only open task whose name has the subject, and the period or version where the letter names one; without an
    open one the only approval task that we closed ourselves, by its status."""
    if about is None:
        return None
    own = {own.task_gid for own in mail.view.own_tasks}
    found = [
        task
        for task in mail.view.tasks
        if task.deleted_at is None
        and task.gid not in own
        and names_subject(task.name, about)
        and _fits(task.name, letter)
    ]
    still = [task.gid for task in found if not task.completed] or [
        task.gid for task in found if task.resource_subtype == "approval" and task.decided_by_gid == mail.view.me
    ]
    return still[0] if len(still) == 1 else None


def _fits(name: str, letter: Letter) -> bool:
    """Whether the name holds the period or the version, if the letter's words or subject line name one."""
    verdict = letter.reading.verdict
    period = period_key(verdict.period) or month_in(letter.subject)
    version = version_key(verdict.version or version_in(letter.subject))
    if period is None and version is None:
        return True
    by_period = period is not None and (month_in(name) or period_key(name)) == period
    return by_period or (version is not None and version_key(version_in(name)) == version)
