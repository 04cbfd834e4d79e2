"""Working time between two instants, in the agency's local time (PRODUCT.md section 1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from syncd.domain.agency import NotePolicy, WorkingWeek, WorkSpan

DAY = timedelta(days=1)
LONGEST_CLOSURE = 400  # days looked ahead for a working one before the week counts as never working


@dataclass(frozen=True, slots=True)
class NationalDays:
    """What the state says about one year: days off, and days of the week's end that are worked."""

    off: frozenset[date]
    worked: frozenset[date]


@lru_cache(maxsize=256)
def national_days(country: str, year: int) -> NationalDays:
    """The year's holidays and moved working days, as far as the library knows the decree."""
    if not country:
        return NationalDays(frozenset(), frozenset())
    known = holidays.country_holidays(country, years=year)
    worked = frozenset(day for day in getattr(known, "weekend_workdays", ()) if day.year == year)
    return NationalDays(frozenset(day for day in known if day.year == year), worked)


def knows_moved_days(country: str, year: int) -> bool:
    """Whether the library has the decree that moves days off in this year; True where no decree is needed.

    Russia's is published each autumn for the year after, so an old library is a year behind.
    """
    if country != "RU":
        return True
    return year in holidays.country_holidays(country).special_public_holidays


@dataclass(frozen=True, slots=True)
class Calendar:
    """The agency's working week in its time zone. Instants in and out are aware UTC.

    Time is counted on the wall clock, so a night of clock change neither shortens nor lengthens a working day.
    """

    week: WorkingWeek
    tz: ZoneInfo

    @property
    def day_length(self) -> timedelta:
        """One full working day."""
        return timedelta(minutes=sum(s.end - s.start for s in self.week.stretches))

    def length(self, span: WorkSpan | timedelta, factor: float = 1.0) -> timedelta:
        """An agreed span as working time, times a factor."""
        if isinstance(span, WorkSpan):
            span = span.days * self.day_length + span.time
        return span * factor

    def local_date(self, at: datetime) -> date:
        """The agency's date at this instant."""
        return at.astimezone(self.tz).date()

    def is_working_day(self, day: date) -> bool:
        """Whether the agency works on it: its own extra days win, then the state's, then the week."""
        return _is_working_day(self.week, day)

    def working_days_back(self, at: datetime, days: int) -> datetime:
        """The start of the day that lies this many working days before `at`."""
        day = self.local_date(at)
        for _ in range(LONGEST_CLOSURE + 7 * days):
            if days == 0:
                break
            day -= DAY
            days -= self.is_working_day(day)
        return self._utc(datetime.combine(day, time()))

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        for step in range(1, LONGEST_CLOSURE):
            if self.is_working_day(day + step * DAY):
                return day + step * DAY
        return day + DAY

    def opening_of(self, day: date) -> datetime:
        """When work starts on this date, were it a working day."""
        return self._utc(_on(day, self.week.stretches[0].start))

    def closing_of(self, day: date) -> datetime:
        """When work ends on this date, were it a working day."""
        return self._utc(_on(day, self.week.stretches[-1].end))

    def last_opening(self, at: datetime) -> datetime:
        """The opening of the newest working day that has begun by `at`."""
        day = self.local_date(at)
        for step in range(LONGEST_CLOSURE):
            if self.is_working_day(day - step * DAY) and self.opening_of(day - step * DAY) <= at:
                return self.opening_of(day - step * DAY)
        return at

    def next_opening(self, at: datetime) -> datetime:
        """The first working instant at or after `at`."""
        wall = self._wall(at)
        for start, end in self._stretches(wall.date()):
            if wall < end:
                return self._utc(start) if wall < start else at
        return at

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two instants; nothing if `end` is not the later."""
        begin, finish = self._wall(start), self._wall(end)
        total = timedelta()
        if finish <= begin:
            return total
        for opening, closing in self._stretches(begin.date()):
            if opening >= finish:
                break
            total += max(timedelta(), min(closing, finish) - max(opening, begin))
        return total

    def add(self, start: datetime, span: WorkSpan | timedelta) -> datetime:
        """The earliest instant at which `span` of working time has passed since `start`."""
        left, wall = self.length(span), self._wall(start)
        if left <= timedelta():
            return start
        for opening, closing in self._stretches(wall.date()):
            begin = max(opening, wall)
            if closing <= begin:
                continue
            if left <= closing - begin:
                return self._utc(begin + left)
            left -= closing - begin
        return start + left

    def is_quiet(self, at: datetime, policy: NotePolicy) -> bool:
        """Whether notes wait at this instant: in quiet hours, and on whole days that are not working."""
        if policy.quiet is None:
            return False
        local = at.astimezone(self.tz)
        start, end = policy.quiet
        clock = local.time()
        in_hours = start <= clock < end if start <= end else clock >= start or clock < end
        return in_hours or not self.is_working_day(local.date())

    def _stretches(self, first: date) -> Iterator[tuple[datetime, datetime]]:
        """Working stretches from this date on as wall times; ends when no working day is in sight."""
        day, idle = first, 0
        while idle < LONGEST_CLOSURE:
            if self.is_working_day(day):
                idle = 0
                for stretch in self.week.stretches:
                    yield _on(day, stretch.start), _on(day, stretch.end)
            else:
                idle += 1
            day += DAY

    def _wall(self, at: datetime) -> datetime:
        """The wall clock, without its zone. In an hour that comes twice it stands still the second time."""
        local = at.astimezone(self.tz)
        if local.fold:
            return self._end_of_doubled_hour(local)
        return local.replace(tzinfo=None)

    def _end_of_doubled_hour(self, local: datetime) -> datetime:
        before, after = local.replace(fold=0).utcoffset(), local.utcoffset()
        assert before is not None and after is not None  # noqa: S101, PT018 - aware by construction
        high = local.astimezone(UTC)
        low = high - (before - after)
        while high - low > timedelta(seconds=1):
            middle = low + (high - low) / 2
            if middle.astimezone(self.tz).utcoffset() == after:
                high = middle
            else:
                low = middle
        changed = high.replace(second=0, microsecond=0) if high.second < 1 else high
        return changed.replace(tzinfo=None) + before

    def _utc(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self.tz).astimezone(UTC)


@lru_cache(maxsize=65536)
def _is_working_day(week: WorkingWeek, day: date) -> bool:
    if day in week.extra_workdays:
        return True
    if day in week.extra_days_off:
        return False
    state = national_days(week.holidays, day.year)
    if day in state.worked:
        return True
    return day.weekday() in week.days and day not in state.off


def _on(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)
