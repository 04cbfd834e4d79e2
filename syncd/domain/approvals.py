"""Approvals on record, and whether money may be spent on them (PRODUCT.md sections 7 and 13.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from syncd.domain.agency import Subject
from syncd.domain.cases.by_people import by_hand, clicks
from syncd.domain.cases.correspondence import THEIRS, Correspondence, correspondence
from syncd.domain.cases.force import with_force
from syncd.domain.cases.judged import judged, of_letter, requested, requests
from syncd.domain.cases.record import ApprovalRecord, ApprovalState
from syncd.domain.cases.topics import same_period, same_version
from syncd.domain.client import ClientView
from syncd.domain.language.reading import VerdictKind

__all__ = ["ApprovalRecord", "ApprovalState", "Gate", "approval_records", "money_gate", "records_of"]


@dataclass(frozen=True, slots=True)
class Gate:
    """May money be spent? `why` is the state or reason of the record it rests on, or `nothing`."""

    open: bool
    why: str
    record: ApprovalRecord | None = None


def approval_records(view: ClientView, now: datetime) -> tuple[ApprovalRecord, ...]:
    """Every record up to `now`, oldest first, each with whether it still counts. A later letter changes none of them."""
    return records_of(correspondence(view), now)


def records_of(mail: Correspondence, now: datetime) -> tuple[ApprovalRecord, ...]:
    """The same, for a correspondence already in order."""
    asked = requests(mail)
    found: list[ApprovalRecord] = []
    for letter in mail.letters:
        found += [requested(mail, request, number) for number, request in enumerate(of_letter(asked, letter))]
        if letter.side in THEIRS and letter.is_human and letter.reading.verdict.kind is not VerdictKind.NONE:
            found.append(judged(mail, letter, asked, found))
    found += clicks(mail.view) + by_hand(mail, tuple(found), now)
    found.sort(key=lambda record: record.received_at)
    return with_force(mail, found, now)


def money_gate(
    records: Iterable[ApprovalRecord],
    subject: Subject,
    *,
    version: str | None = None,
    period: str | None = None,
) -> Gate:
    """The one answer to "may we spend on this?". Only an approval in force opens it; doubt keeps it closed."""
    concerned = [
        record
        for record in records
        if record.about == subject and same_version(record.version, version) and same_period(record.period, period)
    ]
    for record in reversed(concerned):
        if record.in_force:
            return Gate(True, "approved_by_person" if record.source == "person" else "approved", record)
    if not concerned:
        return Gate(False, "nothing")
    last = concerned[-1]
    return Gate(False, last.voided_by or last.reason or last.state.value, last)
