"""The pages' words in one language, and how times and lengths of working time are written in it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import format_decimal

from syncd.domain.agency import Language


@dataclass(frozen=True)
class Words:
    """`table` is the language's file: plain texts, `values` for codes."""

    language: Language
    zone: ZoneInfo
    day_length: timedelta  # one working day
    now: datetime
    table: Mapping[str, Any]

    def __getitem__(self, name: str) -> str:
        return str(self.table[name])

    def value(self, code: str | None) -> str:
        """The word for a code such as `media_plan`, or the code where there is none."""
        return str(self.table["values"].get(code or "", code or ""))

    def number(self, value: float) -> str:
        """A number with at most one decimal, as the language writes it."""
        if isinstance(value, int) and value < 1000:
            return str(value)
        return str(format_decimal(round(value, 1), locale=self._locale))

    def percent(self, share: float) -> str:
        """A share of one as whole per cent, with a no-break space where the language wants one."""
        return f"{round(share * 100)}{self['percent']}"

    def _fill(self, name: str, **numbers: int) -> str:
        """A length stays on one line."""
        return self[name].format(**numbers).replace(" ", "\u00a0")

    def length(self, span: timedelta) -> str:
        """Working time: minutes, hours with minutes, or working days, few of them with hours."""
        minutes = max(0, round(span.total_seconds() / 60))
        a_day = max(1, round(self.day_length.total_seconds() / 60))
        if minutes < 60:
            return self._fill("minutes", minutes=minutes)
        if minutes < a_day:
            hours, rest = divmod(minutes, 60)
            return self._fill("hours_minutes" if rest else "hours", hours=hours, minutes=rest)
        days, rest = divmod(minutes, a_day)
        hours = round(rest / 60) if days < 3 else 0
        name = ("days_hours" if hours else "days") + ("_one" if days == 1 else "")
        return self._fill(name, days=days, hours=hours)

    def lapse(self, span: timedelta) -> str:
        """Time on the clock, in its largest unit."""
        minutes = int(max(0.0, span.total_seconds()) // 60)
        if minutes < 60:
            return self._fill("minutes", minutes=minutes)
        if minutes < 48 * 60:
            return self._fill("hours", hours=minutes // 60)
        return self._fill("calendar_days", days=minutes // 1440)

    def moment(self, at: datetime) -> str:
        """Day and time in the agency's zone; with the year where it is another one."""
        local = at.astimezone(self.zone)
        comma = "" if local.year == self._year else ","
        return f"{self.day(local.date())}{comma} {local:%H:%M}"

    def day(self, day: date) -> str:
        """A date; with the year where it is another one."""
        year = "" if day.year == self._year else f"\u00a0{day.year}"
        return f"{day.day}\u00a0{self._months[day.month]}{year}"

    def short_day(self, day: date) -> str:
        """A date for the axis of a plot."""
        return f"{day:%d.%m}" if self.language is Language.RU else self.day(day)

    @cached_property
    def _year(self) -> int:
        return self.now.astimezone(self.zone).year

    @cached_property
    def _months(self) -> Mapping[int, str]:
        return get_month_names("abbreviated", "format", self._locale)

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.language.value)


def load_words(language: Language, zone: ZoneInfo, day_length: timedelta, now: datetime) -> Words:
    """The shipped words of a language."""
    text = (files("syncd.data") / "page" / f"{language.value}.toml").read_text("utf-8")
    return Words(language, zone, day_length, now, tomllib.loads(text))
