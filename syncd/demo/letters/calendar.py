"""Working days counted back from the demo's today, and the words for days and months in letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

MOSCOW = ZoneInfo("Europe/Moscow")
MONTHS_RU = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
MONTHS_RU_OF = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
MONTHS_RU_SHORT = ["янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек."]
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS_RU = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"]
WEEKDAYS_RU_SHORT = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
DAY_WORD = re.compile(r"^([dD])([+-]\d+)$")


@lru_cache(maxsize=1)
def _russia() -> holidays.HolidayBase:
    return holidays.country_holidays("RU")


def is_working_day(day: date) -> bool:
    """Moved working Saturdays count, moved days off do not."""
    return bool(_russia().is_working_day(day))


def last_working_day(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class Calendar:
    """The demo's calendar; `today` is a working day. Offsets are working days."""

    today: date

    def day(self, offset: int) -> date:
        """The working day `offset` before (negative) or after today."""
        day, left, step = self.today, abs(offset), timedelta(days=1 if offset > 0 else -1)
        while left:
            day += step
            left -= is_working_day(day)
        return day

    def at(self, offset: int, clock: str) -> datetime:
        """`HH:MM` Moscow time of that day."""
        return datetime.combine(self.day(offset), time.fromisoformat(clock), MOSCOW)

    @property
    def month(self) -> int:
        """The month that is being planned: the next one, 1 to 12."""
        return self.today.month % 12 + 1

    def words(self) -> Words:
        """What stands for the placeholders of the letters."""
        return Words(self)


class Words(dict[str, str]):
    """`{month}`, `{month_en}`, `{last_month}`, `{last_month_en}`; `{d+3}` is 12.06, `{D+3}` is 12 June."""

    def __init__(self, calendar: Calendar) -> None:
        index = calendar.month - 1
        super().__init__(
            month=MONTHS_RU[index],
            month_en=MONTHS_EN[index],
            last_month=MONTHS_RU[index - 2],
            last_month_en=MONTHS_EN[index - 2],
        )
        self._calendar = calendar

    def __missing__(self, name: str) -> str:
        found = DAY_WORD.match(name)
        if found is None:
            raise KeyError(name)
        day = self._calendar.day(int(found[2]))
        return f"{day:%d.%m}" if found[1] == "d" else f"{day.day} {MONTHS_EN[day.month - 1]}"
