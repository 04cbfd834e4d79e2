"""The report of an occasion, from one client's decision at a moment."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from syncd.domain.cases.find import Decision
from syncd.domain.notes.report.layout import Report
from syncd.domain.notes.report.monthly import monthly_report
from syncd.domain.notes.report.occasion import Occasion, ReportKind, months_of
from syncd.domain.notes.report.weekly import weekly_report
from syncd.domain.notes.wording import Wording


def draft_of(decision: Decision, wording: Wording, occasion: Occasion, until: datetime) -> Report:
    """The draft, with what happened up to `until`; the decision must be one of that moment."""
    match occasion.kind:
        case ReportKind.WEEKLY:
            return weekly_report(decision, wording, until)
        case ReportKind.MONTHLY:
            view = decision.view
            results, plan = months_of(occasion, view.agency, view.calendar)
            return monthly_report(decision, wording, until, results, plan)
        case _:
            assert_never(occasion.kind)
