"""Approvals on record, and whether money may be spent on them (PRODUCT.md sections 7 and 13.7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from syncd.domain.agency import Subject
from syncd.domain.cases.by_people import by_hand, clicks
from syncd.domain.cases.correspondence import THEIRS, Correspondence, correspondence
from syncd.domain.cases.force import with_force
from syncd.domain.cases.judged import judged, of_letter, requested, requests
from syncd.domain.cases.record import ApprovalRecord, ApprovalState
from syncd.domain.cases.things import Thing, things
from syncd.domain.cases.topics import same_period, same_version
from syncd.domain.client import ClientView
from syncd.domain.language.reading import VerdictKind

__all__ = [
    "MONEY",
    "ApprovalRecord",
    "ApprovalState",
    "Gate",
    "approval_records",
    "gate_of",
    "money_gate",
    "records_of",
]


MONEY = frozenset({Subject.MEDIA_PLAN, Subject.BUDGET})  # the agency pays for what these approve


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
    mine = [thing for thing in things(records) if thing.about == subject and same_period(thing.period, period)]
    return _gate([record for thing in mine for record in thing.records], version)


def gate_of(thing: Thing, version: str | None = None) -> Gate:
    """The same for one thing, in this version where one is named."""
    return _gate(thing.records, version)


def _gate(records: Sequence[ApprovalRecord], version: str | None) -> Gate:
    concerned = sorted(
        (record for record in records if same_version(record.version, version)), key=lambda each: each.received_at
    )
    for record in reversed(concerned):
        if record.in_force:
            return Gate(True, "approved_by_person" if record.source == "person" else "approved", record)
    if not concerned:
        return Gate(False, "nothing")
    last = concerned[-1]
    return Gate(False, last.voided_by or last.reason or last.state.value, last)


def versions_of(thing: Thing) -> tuple[str | None, ...]:
    """The versions of a thing that were spoken of, each once; None alone where none was named."""
    found: list[str] = []
    for record in thing.records:
        if record.version and not any(same_version(record.version, each) for each in found):
            found.append(record.version)
    return tuple(found) or (None,)
