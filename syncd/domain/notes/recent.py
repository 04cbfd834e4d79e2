"""What is no news: too far before the first run (PRODUCT.md sections 5 and 13.17), or said before."""

from __future__ import annotations

from syncd.domain.cases.find import FIRST_RUN_DAYS, Decision
from syncd.domain.cases.record import ApprovalRecord, ApprovalState
from syncd.domain.letter import Letter


def is_recent(decision: Decision, record: ApprovalRecord | Letter) -> bool:
    """Whether the record, or the letter, lies within the ten working days before the first run, or after it."""
    view = decision.view
    if view.live_since is None:
        return True
    return record.received_at >= view.calendar.working_days_back(view.live_since, FIRST_RUN_DAYS)


def is_repetition(decision: Decision, record: ApprovalRecord) -> bool:
    """Whether the same thing was approved before and that approval still counts."""
    return record.state is ApprovalState.APPROVED and any(
        each.in_force
        and each.source == "letter"
        and each.received_at < record.received_at
        and (each.about, each.version) == (record.about, record.version)
        and each.is_same_thing(record)
        for each in decision.records
    )
