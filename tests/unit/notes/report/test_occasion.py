"""Which report is due when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from syncd.domain.clocks import Calendar
from syncd.domain.notes.report.occasion import (
    REVIEW,
    Occasion,
    ReportKind,
    answer_due,
    is_still_made,
    last_due,
    months_of,
    occasion_at,
    occasion_of_key,
)
from tests.unit.cases.world import AGENCY, MOSCOW, at

CALENDAR = Calendar(AGENCY.week, MOSCOW)
LAST_DAY = replace(AGENCY, monthly="last_working_day 16:00")


def due(kind: ReportKind, when: str, agency=AGENCY) -> datetime:
    return last_due(kind, "300", agency, CALENDAR, at(when)).due


@pytest.mark.parametrize(
    ("now", "expected"),
    [("15.05 15:59", "08.05 16:00"), ("15.05 16:00", "15.05 16:00"), ("18.05 10:00", "15.05 16:00"), ("17.05 23:59", "15.05 16:00")],
)  # fmt: skip
def test_the_weekly_one(now: str, expected: str) -> None:
    assert due(ReportKind.WEEKLY, now) == at(expected)


def test_the_monthly_one_waits_for_the_first_working_day() -> None:
    assert due(ReportKind.MONTHLY, "04.05 10:59") == at("01.04 11:00")
    assert due(ReportKind.MONTHLY, "04.05 11:00") == at("04.05 11:00")  # 1 to 3 May 2026 are days off
    assert due(ReportKind.MONTHLY, "31.05 12:00", LAST_DAY) == at("29.05 16:00")


def test_the_months_told_and_planned() -> None:
    june = last_due(ReportKind.MONTHLY, "300", AGENCY, CALENDAR, at("01.06 12:00"))
    assert months_of(june, AGENCY, CALENDAR) == (date(2026, 5, 1), date(2026, 6, 1))
    may = last_due(ReportKind.MONTHLY, "300", LAST_DAY, CALENDAR, at("29.05 17:00"))
    assert months_of(may, LAST_DAY, CALENDAR) == (date(2026, 5, 1), date(2026, 6, 1))
    december = Occasion(ReportKind.MONTHLY, "300", "2027-01", datetime(2027, 1, 11, 8, tzinfo=MOSCOW))
    assert months_of(december, AGENCY, CALENDAR) == (date(2026, 12, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("kind", "now", "name"),
    [
        (ReportKind.WEEKLY, "14.05 12:00", "2026-W20"),
        (ReportKind.WEEKLY, "15.05 16:00", "2026-W20"),
        (ReportKind.WEEKLY, "18.05 12:00", "2026-W20"),
        (ReportKind.WEEKLY, "20.05 12:00", "2026-W21"),
        (ReportKind.MONTHLY, "31.05 12:00", "2026-06"),
        (ReportKind.MONTHLY, "10.06 12:00", "2026-06"),
        (ReportKind.MONTHLY, "20.06 12:00", "2026-07"),
    ],
)
def test_a_report_asked_for_by_hand_belongs_to_the_fresh_one_or_the_next(kind: ReportKind, now: str, name: str) -> None:
    assert occasion_at(kind, "300", AGENCY, CALENDAR, at(now)).name == name


@pytest.mark.parametrize("kind", list(ReportKind))
def test_a_key_leads_back_to_its_occasion(kind: ReportKind) -> None:
    occasion = last_due(kind, "300", AGENCY, CALENDAR, at("18.05 12:00"))
    assert occasion_of_key(occasion.key(REVIEW), AGENCY, CALENDAR) == occasion


def test_another_hour_in_the_config_makes_no_second_report() -> None:
    later = replace(AGENCY, weekly="fri 17:00")
    one = last_due(ReportKind.WEEKLY, "300", AGENCY, CALENDAR, at("15.05 18:00"))
    assert one.key(REVIEW) == last_due(ReportKind.WEEKLY, "300", later, CALENDAR, at("15.05 18:00")).key(REVIEW)


def test_a_late_report_is_made_for_two_working_days() -> None:
    occasion = last_due(ReportKind.WEEKLY, "300", AGENCY, CALENDAR, at("15.05 16:00"))
    assert is_still_made(occasion, CALENDAR, at("19.05 16:00"))
    assert not is_still_made(occasion, CALENDAR, at("19.05 16:01"))


def test_a_review_is_due_at_noon_of_the_next_working_day() -> None:
    assert answer_due(CALENDAR, at("15.05 16:00")) == at("18.05 12:00")
    assert answer_due(CALENDAR, at("08.05 16:00")) == at("12.05 12:00")  # 9 May, and 11 May in its place
