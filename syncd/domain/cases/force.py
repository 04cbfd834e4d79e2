"""Whether an approval still counts: superseded, revoked, contradicted (PRODUCT.md sections 7, 8 and 13.7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.record import AGAINST, ApprovalRecord, ApprovalState, representative_of
from syncd.domain.cases.topics import is_newer, names_subject, same_period, same_version, version_in
from syncd.domain.client import ClientView


def with_force(
    mail: Correspondence, record: ApprovalRecord, found: Sequence[ApprovalRecord], now: datetime
) -> ApprovalRecord:
    """Whether the record still counts at `now`, and what took its force (section 13.7)."""
    if record.state is not ApprovalState.APPROVED:
        return record
    others = [each for each in found if each.received_at <= now and each.key != record.key]
    void = _superseded(mail, record, others) or _taken_back(record, others) or _contradicted(mail.view, record, others)
    if void is None:
        return replace(record, in_force=True)
    return replace(record, voided_by=void[0], voided_by_key=void[1])


def _later(record: ApprovalRecord, others: Iterable[ApprovalRecord]) -> list[ApprovalRecord]:
    return [each for each in others if each.received_at > record.received_at]


def _superseded(
    mail: Correspondence, record: ApprovalRecord, others: Iterable[ApprovalRecord]
) -> tuple[str, str] | None:
    """We sent a newer version, or the plan's file changed, after the words."""
    for request in _later(record, others):
        if request.source != "request" or request.about != record.about:
            continue
        if not same_period(request.period, record.period):
            continue
        newer = is_newer(request.version, than=record.version) or (request.version and not record.version)
        if newer or _file_changed(mail, record, request.identity):
            return "superseded", request.key
    return _superseded_by_file(mail, record)


def _superseded_by_file(mail: Correspondence, record: ApprovalRecord) -> tuple[str, str] | None:
    for letter in mail.letters:
        if letter.received_at <= record.received_at or not mail.reaches_client(letter) or record.about is None:
            continue
        sent = [a for a in letter.attachments if names_subject(a.filename, record.about)]
        newer = any(is_newer(version_in(a.filename), than=record.version) for a in sent)
        if newer or (sent and _file_changed(mail, record, letter.identity)):
            return "superseded", f"letter:{letter.identity}"
    return None


def _file_changed(mail: Correspondence, record: ApprovalRecord, identity: str | None) -> bool:
    """Whether the later letter brings the approved file with other content; unknown hashes prove nothing."""
    approved = mail.by_identity.get(record.request_identity or "")
    later = mail.by_identity.get(identity or "")
    if approved is None or later is None:
        return False
    before = {a.filename.casefold(): a.sha256 for a in approved.attachments if a.sha256}
    return any(
        a.sha256 and before.get(a.filename.casefold(), a.sha256) != a.sha256
        for a in later.attachments
    )  # fmt: skip


def _taken_back(record: ApprovalRecord, others: Iterable[ApprovalRecord]) -> tuple[str, str] | None:
    """Revoked by anybody of the client's side, or decided otherwise later by the same person."""
    for each in _later(record, others):
        if each.source == "request" or not each.may_concern(record):
            continue
        same_person = each.author_address.casefold() == record.author_address.casefold()
        if each.state is ApprovalState.REVOKED or (same_person and each.state in AGAINST):
            return "revoked", each.key
    return None


def _contradicted(view: ClientView, record: ApprovalRecord, others: Iterable[ApprovalRecord]) -> tuple[str, str] | None:
    clash = next((each for each in others if is_contradiction(view, record, each, others)), None)
    return ("contradicted", clash.key) if clash else None


def is_contradiction(
    view: ClientView, one: ApprovalRecord, other: ApprovalRecord, records: Iterable[ApprovalRecord]
) -> bool:
    """Whether two people's latest positions on one thing differ, within ten working days and not yet resolved.

    A new request between them starts a new round. It is resolved by a later position of somebody with the right.
    """
    if not (one.is_position and other.is_position):
        return False
    if one.author_address.casefold() == other.author_address.casefold() or not one.may_concern(other):
        return False
    if one.is_for == other.is_for or one.source != "letter" or other.source != "letter":
        return False
    first, second = sorted((one, other), key=lambda each: each.received_at)
    if first.received_at < view.calendar.working_days_back(second.received_at, 10):
        return False
    records = tuple(records)
    if _is_past(one, records) or _is_past(other, records):
        return False
    return not _new_round(first, second, records) and not _resolved(view, second, records)


def _new_round(first: ApprovalRecord, second: ApprovalRecord, records: Iterable[ApprovalRecord]) -> bool:
    return any(
        each.source == "request"
        and each.about == first.about
        and same_period(each.period, first.period)
        and first.received_at < each.received_at < second.received_at
        and not same_version(each.version, first.version)
        for each in records
    )


def _resolved(view: ClientView, second: ApprovalRecord, records: Iterable[ApprovalRecord]) -> bool:
    for each in records:
        person = representative_of(view, each.author_address)
        entitled = person is not None and each.about in person.approves
        if entitled and each.is_position and each.may_concern(second) and each.received_at > second.received_at:
            return True
    return contradiction_closed(view, second)


def _is_past(position: ApprovalRecord, records: Iterable[ApprovalRecord]) -> bool:
    """Whether the same person decided again later."""
    return any(
        each.is_position
        and each.received_at > position.received_at
        and each.author_address.casefold() == position.author_address.casefold()
        and each.may_concern(position)
        for each in records
    )


def contradiction_key(second: ApprovalRecord) -> str:
    """The key of the team's task about a contradiction: by the letter that made it one."""
    return f"contradiction:{second.identity}"


def contradiction_closed(view: ClientView, second: ApprovalRecord) -> bool:
    """Whether a person completed the task about it."""
    own = view.own_task(contradiction_key(second))
    return bool(own and own.completed and own.completed_by_person)
