"""Which report is due when, and the keys under which it is reviewed and published once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from syncd.domain.agency import Agency, WorkSpan
from syncd.domain.clocks import Calendar

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class ReportKind(StrEnum):
    """The two reports."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


_STILL_MADE = {ReportKind.WEEKLY: WorkSpan(days=2), ReportKind.MONTHLY: WorkSpan(days=5)}
_BELONGS = {ReportKind.WEEKLY: timedelta(days=4), ReportKind.MONTHLY: timedelta(days=15)}
REVIEW, PUBLISHED, REMINDER, REFUSED, GAPS = (
    "report", "report-published", "report-reminder", "report-refused", "report-gaps",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Occasion:
    """One report of one client's project. `name` is the week or month in which it is due, so that another hour in the
    config makes no second one."""

    kind: ReportKind
    project: str
    name: str
    due: datetime

    def key(self, prefix: str) -> str:
        """The key of one of the report's notes."""
        return f"{prefix}:{self.kind.value}:{self.project}:{self.name}"


def occasion_of_key(key: str, agency: Agency, calendar: Calendar) -> Occasion:
    """The occasion of a note's key."""
    kind, project, name = key.split(":")[1:4]
    year, _, number = name.partition("-")
    if number.startswith("W"):
        day = date.fromisocalendar(int(year), int(number[1:]), 1)
    else:
        day = date(int(year), int(number), 1)
    due = _due_in(ReportKind(kind), agency, calendar, day)(0)
    return Occasion(ReportKind(kind), project, name, due)


def last_due(kind: ReportKind, project: str, agency: Agency, calendar: Calendar, now: datetime) -> Occasion:
    """The newest occasion that has come by `now`."""
    due_in = _due_in(kind, agency, calendar, calendar.local_date(now))
    due = next(due for step in (0, -1) if (due := due_in(step)) <= now or step)
    return Occasion(kind, project, _name(kind, calendar.local_date(due)), due)


def occasion_at(kind: ReportKind, project: str, agency: Agency, calendar: Calendar, now: datetime) -> Occasion:
    """The occasion to which a report asked for at `now` belongs: the last one while it is fresh, else the next."""
    last = last_due(kind, project, agency, calendar, now)
    if now - last.due <= _BELONGS[kind]:
        return last
    due_in = _due_in(kind, agency, calendar, calendar.local_date(now))
    due = next(due for step in (0, 1) if (due := due_in(step)) > now or step)
    return Occasion(kind, project, _name(kind, calendar.local_date(due)), due)


def is_still_made(occasion: Occasion, calendar: Calendar, now: datetime) -> bool:
    """Whether a report that nobody made at its hour is worth making now: after an outage, say."""
    return occasion.due <= now <= calendar.add(occasion.due, _STILL_MADE[occasion.kind])


def answer_due(calendar: Calendar, made_at: datetime) -> datetime:
    """When the review of a report made then should be done: the next working day at 12:00."""
    day = calendar.next_working_day(calendar.local_date(made_at))
    return _local(calendar, day, 12 * 60)


def months_of(occasion: Occasion, agency: Agency, calendar: Calendar) -> tuple[date, date]:
    """The first days of the month whose results are told and of the month that is planned."""
    first = calendar.local_date(occasion.due).replace(day=1)
    if agency.monthly.startswith("last"):
        return first, month_after(first)
    return month_after(first, -1), first


def month_after(first: date, months: int = 1) -> date:
    """The first day of the month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _name(kind: ReportKind, day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}" if kind is ReportKind.WEEKLY else f"{day:%Y-%m}"


def _due_in(kind: ReportKind, agency: Agency, calendar: Calendar, today: date) -> Callable[[int], datetime]:
    """When the report of the week or month that lies so many after the present one is due."""
    word, _, clock = (agency.weekly if kind is ReportKind.WEEKLY else agency.monthly).partition(" ")
    hours, _, minutes = clock.partition(":")
    minute = int(hours) * 60 + int(minutes)

    def in_week(step: int) -> datetime:
        monday = today - timedelta(days=today.weekday() - 7 * step)
        return _local(calendar, monday + timedelta(days=_DAYS.index(word)), minute)

    def in_month(step: int) -> datetime:
        first = month_after(today.replace(day=1), step)
        if word.startswith("last"):
            return _local(calendar, _working_day(calendar, month_after(first) - timedelta(days=1), -1), minute)
        return _local(calendar, _working_day(calendar, first, 1), minute)

    return in_week if kind is ReportKind.WEEKLY else in_month


def _working_day(calendar: Calendar, day: date, step: int) -> date:
    """The first working day from this one on, forwards or backwards; the day itself where none is in the month."""
    for days in range(28):
        if calendar.is_working_day(day + timedelta(days=days * step)):
            return day + timedelta(days=days * step)
    return day


def _local(calendar: Calendar, day: date, minute: int) -> datetime:
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    return wall.replace(tzinfo=calendar.tz).astimezone(UTC)
