"""Which records are about one thing: «медиаплан» in one letter and «медиаплан на декабрь» in the next are one plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from syncd.domain.agency import Subject
from syncd.domain.cases.record import ApprovalRecord


@dataclass(slots=True)
class Thing:
    """One plan, in all its versions. `period` is how it was first named; None while nobody has named one."""

    about: Subject | None
    period: str | None
    records: list[ApprovalRecord] = field(default_factory=list)

    def take(self, record: ApprovalRecord) -> None:
        """One more record about it."""
        self.records.append(record)
        self.period = self.period or record.period

    def is_in_thread(self, record: ApprovalRecord) -> bool:
        """Whether it was spoken of in the thread of this record."""
        return record.thread is not None and any(each.thread == record.thread for each in self.records)

    def is_named_by(self, record: ApprovalRecord) -> bool:
        """Whether both name one period."""
        return bool(self.period and record.period) and record.has_period_of(
            next(each for each in reversed(self.records) if each.period)
        )


def things(records: Iterable[ApprovalRecord]) -> tuple[Thing, ...]:
    """All records, told apart by what they are about, oldest first.

    What no letter names by a period belongs to what its thread was about, else to the one plan without a name.
    """
    found: list[Thing] = []
    for record in records:
        mine = [each for each in found if each.about == record.about]
        thing = _answered(mine, record) or (_named(mine, record) if record.period else _unnamed(mine, record))
        if thing is None:
            thing = Thing(record.about, record.period)
            found.append(thing)
        thing.take(record)
    return tuple(found)


def _answered(mine: list[Thing], record: ApprovalRecord) -> Thing | None:
    """The thing that the request of this decision put up."""
    if record.source == "request" or record.request_identity is None:
        return None
    for thing in mine:
        asked = [
            each for each in thing.records if each.source == "request" and each.identity == record.request_identity
        ]
        if any(record.has_period_of(each) for each in asked):
            return thing
    return None


def _named(mine: list[Thing], record: ApprovalRecord) -> Thing | None:
    named = next((each for each in reversed(mine) if each.is_named_by(record)), None)
    return named or next((each for each in reversed(mine) if not each.period and each.is_in_thread(record)), None)


def _unnamed(mine: list[Thing], record: ApprovalRecord) -> Thing | None:
    here = next((each for each in reversed(mine) if each.is_in_thread(record)), None)
    return here or next((each for each in mine if not each.period), None)
