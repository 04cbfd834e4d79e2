"""What lies too far before the first run to be told of one by one (PRODUCT.md sections 5 and 13.17)."""

from __future__ import annotations

from syncd.domain.cases.find import FIRST_RUN_DAYS, Decision
from syncd.domain.cases.record import ApprovalRecord


def is_recent(decision: Decision, record: ApprovalRecord) -> bool:
    """Whether the record lies within the ten working days before the first run, or after it."""
    view = decision.view
    if view.live_since is None:
        return True
    return record.received_at >= view.calendar.working_days_back(view.live_since, FIRST_RUN_DAYS)
