"""What a report is called, and the report of an occasion."""

from __future__ import annotations

from datetime import date, datetime
from typing import assert_never

from babel.dates import get_month_names

from syncd.domain.agency import Agency
from syncd.domain.clocks import Calendar
from syncd.domain.notes.report.occasion import Occasion, ReportKind, months_of
from syncd.domain.notes.wording import Words


def title_of(occasion: Occasion, words: Words, agency: Agency, calendar: Calendar) -> str:
    """The title under which the report is published."""
    match occasion.kind:
        case ReportKind.WEEKLY:
            return weekly_title(words, occasion.due)
        case ReportKind.MONTHLY:
            return monthly_title(words, *months_of(occasion, agency, calendar))
        case _:
            assert_never(occasion.kind)


def weekly_title(words: Words, until: datetime) -> str:
    """«Итоги недели, 15.05»."""
    return words.team("report", "weekly_title", until=until)


def monthly_title(words: Words, results: date, plan: date) -> str:
    """«Итоги за май, план на июнь»."""
    return words.team("report", "monthly_title", results=month_name(words, results), plan=month_name(words, plan))


def month_name(words: Words, first: date) -> str:
    """The month's name as it stands alone."""
    return str(get_month_names("wide", context="stand-alone", locale=words.language.value)[first.month])
