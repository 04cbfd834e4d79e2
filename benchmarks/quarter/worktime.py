"""Working time for the truth: a plain calendar of Moscow, Monday to Friday, 10:00-19:00, with one listed holiday.

Written apart from the daemon's calendar on purpose: both would have to be wrong in the same way to agree wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone

MOSCOW = timezone(timedelta(hours=3))
FIRST_MONDAY = date(2026, 9, 7)
HOLIDAYS = frozenset({date(2026, 11, 4)})  # the only day off on a weekday between 7 September and 4 December 2026
OPENS, CLOSES = time(10), time(19)
DAY = timedelta(hours=9)
RUNS = (time(10, 5), time(12), time(14, 30), time(16, 30), time(18, 55), time(22))


def is_working_day(day: date) -> bool:
    """Whether the agency works that day."""
    return day.weekday() < 5 and day not in HOLIDAYS


def working_days(first: date, weeks: int) -> list[date]:
    """The working days of so many calendar weeks."""
    days = (first + timedelta(days=n) for n in range(weeks * 7))
    return [day for day in days if is_working_day(day)]


def next_working_day(day: date) -> date:
    """The first working day after this one."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def at(day: date, moment: time) -> datetime:
    """That day at that time in Moscow."""
    return datetime.combine(day, moment, MOSCOW)


def closing(day: date) -> datetime:
    """The end of that working day, of the next one if nobody works that day."""
    return at(day if is_working_day(day) else next_working_day(day), CLOSES)


def is_open(moment: datetime) -> bool:
    """Whether the agency is at work."""
    return is_working_day(moment.date()) and OPENS <= moment.timetz().replace(tzinfo=None) < CLOSES


def opening(moment: datetime) -> datetime:
    """The moment itself in working hours, else the next opening."""
    if is_open(moment):
        return moment
    if is_working_day(moment.date()) and moment < at(moment.date(), OPENS):
        return at(moment.date(), OPENS)
    return at(next_working_day(moment.date()), OPENS)


def add(moment: datetime, length: timedelta) -> datetime:
    """So much working time later; exactly a closing hour stays one."""
    moment = opening(moment)
    while length > (left := at(moment.date(), CLOSES) - moment):
        length -= left
        moment = at(next_working_day(moment.date()), OPENS)
    return moment + length


def worked(start: datetime, end: datetime) -> timedelta:
    """Working time between two moments."""
    total, day = timedelta(), start.date()
    while day <= end.date():
        if is_working_day(day):
            total += max(timedelta(), min(end, at(day, CLOSES)) - max(start, at(day, OPENS)))
        day += timedelta(days=1)
    return total


def runs(day: date, count: int = len(RUNS)) -> Iterator[datetime]:
    """When the command is run that day: the last of the full six lies in the quiet hours, fewer are spread over the day."""
    chosen = RUNS if count >= len(RUNS) else RUNS[-2 :: -(len(RUNS) - 1) // count][:count]
    return (at(day, moment) for moment in sorted(chosen))


def settled(moment: datetime) -> datetime:
    """A moment that leaves no doubt which run saw it: none lies within the quarter of an hour after it."""
    while any(timedelta(minutes=-3) <= at(moment.date(), run) - moment <= timedelta(minutes=16) for run in RUNS):
        moment += timedelta(minutes=7)
    return moment
