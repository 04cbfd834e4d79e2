"""Working time: what a manager in Moscow or in a zone with clock changes would count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.domain.agency import NotePolicy, Stretch, WorkingWeek, WorkSpan
from syncd.domain.clocks import Calendar

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
RU = Calendar(WorkingWeek(), MOSCOW)
LUNCH = Calendar(WorkingWeek(stretches=(Stretch(600, 780), Stretch(840, 1140))), MOSCOW)
ROUND_THE_CLOCK = Calendar(WorkingWeek((Stretch(0, 1440),), frozenset(range(7)), ""), BERLIN)


def local(text: str, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-05-12 15:00", WorkSpan(days=2), "2026-05-14 15:00"),
        ("2026-05-12 10:00", WorkSpan(days=1), "2026-05-12 19:00"),
        ("2026-05-12 18:30", WorkSpan(time=timedelta(hours=1)), "2026-05-13 10:30"),
        ("2026-05-12 23:10", WorkSpan(time=timedelta(hours=4)), "2026-05-13 14:00"),
        ("2026-05-08 18:00", WorkSpan(time=timedelta(hours=2)), "2026-05-12 11:00"),  # 9-11 May is off
        ("2027-02-19 18:00", WorkSpan(time=timedelta(hours=2)), "2027-02-20 11:00"),  # a moved working Saturday
    ],
)
def test_a_span_of_working_time_ends_where_a_person_would_count_it(start: str, span: WorkSpan, end: str) -> None:
    assert RU.add(local(start), span) == local(end)


def test_lunch_is_not_worked() -> None:
    assert LUNCH.day_length == timedelta(hours=8)
    assert LUNCH.add(local("2026-05-12 12:30"), timedelta(hours=1)) == local("2026-05-12 14:30")
    assert LUNCH.worked(local("2026-05-12 12:00"), local("2026-05-12 15:00")) == timedelta(hours=2)
    assert LUNCH.next_opening(local("2026-05-12 13:10")) == local("2026-05-12 14:00")


def test_own_days_win_over_the_states() -> None:
    week = WorkingWeek(
        extra_days_off=frozenset({date(2026, 5, 13)}), extra_workdays=frozenset({date(2026, 5, 9), date(2026, 5, 16)})
    )
    own = Calendar(week, MOSCOW)
    assert [own.is_working_day(date(2026, 5, day)) for day in (9, 12, 13, 16)] == [True, True, False, True]


def test_a_night_of_clock_change_shifts_no_deadline() -> None:
    friday = local("2026-03-27 15:00", BERLIN)
    week = replace(WorkingWeek(), holidays="DE")
    assert Calendar(week, BERLIN).add(friday, WorkSpan(days=1)) == local("2026-03-30 15:00", BERLIN)
    saturday = local("2026-03-28 15:00", BERLIN)
    assert ROUND_THE_CLOCK.add(saturday, WorkSpan(days=1)) == local("2026-03-29 15:00", BERLIN)
    assert ROUND_THE_CLOCK.worked(saturday, local("2026-03-29 15:00", BERLIN)) == timedelta(days=1)


def test_the_doubled_hour_of_october_is_counted_once() -> None:
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 summer time
    after = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30 again, winter time
    three = datetime(2026, 10, 25, 2, 0, tzinfo=UTC)
    assert ROUND_THE_CLOCK.worked(before, after) == timedelta(minutes=30)
    assert ROUND_THE_CLOCK.worked(after, three) == timedelta()


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("2026-05-12 10:00", False),
        ("2026-05-12 18:59", False),
        ("2026-05-12 19:00", True),
        ("2026-05-12 09:59", True),
        ("2026-05-11 12:00", True),  # a day off, moved from the 9th
        ("2026-05-16 12:00", True),
    ],
)
def test_quiet_hours_cover_nights_and_days_off(at: str, quiet: bool) -> None:
    assert RU.is_quiet(local(at), NotePolicy()) is quiet


def test_no_quiet_hours_means_none_at_all() -> None:
    assert not RU.is_quiet(local("2026-05-10 03:00"), NotePolicy(quiet=None))


def test_quiet_hours_within_one_day() -> None:
    policy = NotePolicy(quiet=(time(13), time(14)))
    assert RU.is_quiet(local("2026-05-12 13:30"), policy)
    assert not RU.is_quiet(local("2026-05-12 20:00"), policy)


def test_working_days_are_counted_back_over_holidays() -> None:
    assert RU.working_days_back(local("2026-05-14 12:00"), 3) == local("2026-05-08 00:00")


def test_the_last_opening_is_of_the_day_that_has_begun() -> None:
    assert RU.last_opening(local("2026-05-12 09:59")) == local("2026-05-08 10:00")
    assert RU.last_opening(local("2026-05-12 10:00")) == local("2026-05-12 10:00")


INSTANTS = st.integers(0, 420 * 24 * 60).map(
    lambda minute: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)
SPANS = st.integers(1, 60 * 9 * 15).map(lambda minutes: timedelta(minutes=minutes))
CALENDARS = st.sampled_from([RU, LUNCH, Calendar(WorkingWeek(holidays="DE"), BERLIN)])


@given(CALENDARS, INSTANTS, SPANS)
def test_what_was_added_is_what_was_worked(calendar: Calendar, start: datetime, span: timedelta) -> None:
    assert calendar.worked(start, calendar.add(start, span)) == span


@given(CALENDARS, INSTANTS, SPANS, SPANS)
def test_more_time_never_ends_earlier(calendar: Calendar, start: datetime, one: timedelta, more: timedelta) -> None:
    assert start < calendar.add(start, one) < calendar.add(start, one + more)


@given(st.sampled_from([RU, LUNCH, ROUND_THE_CLOCK]), st.tuples(INSTANTS, INSTANTS, INSTANTS).map(sorted))
def test_working_time_adds_up(calendar: Calendar, times: list[datetime]) -> None:
    a, b, c = times
    assert calendar.worked(a, b) + calendar.worked(b, c) == calendar.worked(a, c)
