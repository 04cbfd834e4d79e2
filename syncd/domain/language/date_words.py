"""What date each expression names: «к среде», «через два дня», "by the 15th"; a resolver for each.

A resolver gets the match, the letter's time and the text before it; None says that this is no date after all.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

MONDAY, TUESDAY, WEDNESDAY, FRIDAY, SUNDAY = 0, 1, 2, 4, 6

_MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "мае": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
    "ноя": 11, "дек": 12, "jan": 1, "feb": 2, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_MONTHS["mar"] = 3
_MONTH = (
    r"(?:январ[яьюе]|янв|феврал[яьюе]|фев|марта?|апрел[яьюе]|апр|мая|июн[яьюе]|июл[яьюе]|августа?|авг|сентябр[яьюе]|сент?|"
    r"октябр[яьюе]|окт|ноябр[яьюе]|нояб?|декабр[яьюе]|дек|january|jan|february|feb|march|mar|april|apr|may|june|jun|july|"
    r"jul|august|aug|september|sept?|october|oct|november|nov|december|dec)\.?(?!\w)"
)
_WEEKDAYS = {
    "понедельник": 0, "пн": 0, "вторник": 1, "вт": 1, "сред": 2, "ср": 2, "четверг": 3, "чт": 3, "пятниц": 4, "пт": 4,
    "суббот": 5, "сб": 5, "воскресен": 6, "вс": 6, "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_WEEKDAY = (
    r"(?:понедельник(?:а|у|ом)?|вторник(?:а|у|ом)?|сред[уеы]|четверг(?:а|у|ом)?|пятниц[уеы]|суббот[уеы]|воскресень[еюя]|"
    r"mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)"
)
_WEEKDAY_SHORT = r"(?:пн|вт|ср|чт|пт|сб|вс|mon|tues?|wed|thurs?|thu|fri|sat|sun)"
_NUMBERS = {
    "": 1, "один": 1, "одного": 1, "пару": 2, "пары": 2, "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "четыре": 4,
    "четырех": 4, "пять": 5, "пяти": 5, "неделю": 7, "десять": 10, "десяти": 10, "a": 1, "an": 1, "one": 1, "two": 2,
    "a couple of": 2, "couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10,
}  # fmt: skip
_NUMBER = r"(?:\d{1,2}|один|одного|пару|пары|два|две|двух|трех|три|четырех|четыре|пяти|пять|десяти|десять|a couple of|couple of|an|a|one|two|three|four|five|six|seven|ten)"

DEADLINE = re.compile(
    r"(?<!\w)(?:не поздне[ей]|не позже|крайний срок:?|дедлайн:?|срок:?|до|к|ко|no later than|not later than|deadline:?|due(?: on| by)?|"
    r"by|before|until|till)(?: the)?(?: самого)?\s*$"
)
PLAIN = re.compile(r"(?<!\w)(?:в|во|на|с|со|от|после|on|from|of|at|for|dated|starting)(?: the)?\s*$")
_OF = re.compile(r"(?<!\w)(?:от|of|dated)(?: the)?\s*$")
_NOT_A_DATE_BEFORE = re.compile(
    r"(?:[\d.,:/+№#$€£-]|(?<!\w)(?:v|ver\.?|version|верси[яию]|п\.|пункт\w*|rev\.?|тел\.?|с \d{1,2}(?:-?го)? (?:по|до)) ?)$"
)
_NOT_A_DATE_AFTER = re.compile(
    r"(?:[\d%/]|[.,:]\d|\s?(?:[%₽$€£]|руб|р\.|тыс|млн|k\b|к\b|usd|eur|gb|гб|мб|mb|шт|×|x\d|мм\b|см\b|м\b|сек|кг|мин\b|из \d))"
)
_RANGE_AFTER = re.compile(r"\s*-\s*\d|\s+(?:по|to|till)\s+\d")
PAST = re.compile(r"(?<!\w)(?:прошл\w+|минувш\w+|last|previous)\s*$")


def _in_days(match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    word = match[0].split()[0]
    steps = {"сегодня": 0, "today": 0, "tonight": 0, "завтра": 1, "tomorrow": 1, "послезавтра": 2}
    return sent_at.date() + timedelta(days=steps.get(word, 2))


def _today(_match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    return sent_at.date()


def _tomorrow(_match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    return sent_at.date() + timedelta(days=1)


def _weekday(match: re.Match[str], sent_at: datetime, before: str) -> date | None:
    word = match["weekday"]
    if word in {"среде", "среды"} and not DEADLINE.search(before) and not re.search(r"(?:со|после) $", before):
        return None  # «в среде» and «среды» are the environment
    wanted = next(number for name, number in _WEEKDAYS.items() if word.startswith(name))
    which = match["which"] or ""
    if which.startswith(("следующ", "next")):
        return _of_week(sent_at.date(), 1, wanted)
    if match["week"]:
        return _of_week(sent_at.date(), 1, wanted)
    ahead = (wanted - sent_at.weekday()) % 7
    return sent_at.date() + timedelta(days=ahead or 7)


def _of_week(today: date, weeks: int, weekday: int) -> date:
    return today - timedelta(days=today.weekday()) + timedelta(days=7 * weeks + weekday)


def _week(match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    text = match[0]
    weekday = FRIDAY
    if re.search(r"начал|early|beginning|start", text):
        weekday = TUESDAY
    elif re.search(r"середин|middle|mid", text):
        weekday = WEDNESDAY
    weeks = 1 if re.search(r"следующ|той|next", text) else 0
    on = _of_week(sent_at.date(), weeks, weekday)
    return on if on >= sent_at.date() else on + timedelta(days=7)


def _next_monday(_match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    return _of_week(sent_at.date(), 1, MONDAY)


def _weekend(_match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    return _of_week(sent_at.date(), 0, SUNDAY)


def _month_end(match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    del match
    last = calendar.monthrange(sent_at.year, sent_at.month)[1]
    return sent_at.date().replace(day=last)


def _named_month_end(match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    """«До конца мая»."""
    month = _MONTHS[match["month"][:3]]
    year = sent_at.year + (month < sent_at.month)
    return date(year, month, calendar.monthrange(year, month)[1])


def _after(match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    number, unit = count(match["count"]), match["unit"]
    if unit.startswith(("недел", "week")):
        return sent_at.date() + timedelta(days=7 * number)
    if unit.startswith(("месяц", "month")):
        return sent_at.date() + timedelta(days=30 * number)
    if re.match(r"раб|business|working", unit):
        return _working_days_on(sent_at.date(), number)
    return sent_at.date() + timedelta(days=number)


def _working_days_on(day: date, number: int) -> date:
    """Monday to Friday: holidays are the calendar's affair, which a text does not know."""
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


def _in_hours(match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    return (sent_at + timedelta(hours=count(match["hours"]))).date()


def count(words: str | None) -> int:
    words = (words or "").strip()
    return int(words) if words.isdigit() else _NUMBERS.get(words, 1)


# Public holidays after which people come back to work: month and day of the last one (Labour Code, article 112).
_HOLIDAYS_END = ((1, 8), (2, 23), (3, 8), (5, 9), (6, 12), (11, 4), (12, 31))


def _after_holidays(match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    ends: tuple[tuple[int, int], ...] = _HOLIDAYS_END
    if match["new_year"]:
        ends = ((1, 8),)
    elif match["may"]:
        ends = ((5, 9),)
    last = min(_future(sent_at.date(), month, day) for month, day in ends)
    if (last.month, last.day) == (12, 31):
        last = date(last.year + 1, 1, 8)
    return _working_days_on(last, 1)


_HOLIDAYS_BEGIN = ((1, 1), (2, 23), (3, 8), (5, 1), (6, 12), (11, 4))


def _before_holidays(match: re.Match[str], sent_at: datetime, _before: str) -> date | None:
    """The last day before: «до Нового года» is the 31st, "before Christmas" the 24th."""
    if match["christmas"]:
        return _future(sent_at.date(), 12, 24)
    begins = ((1, 1),) if match["new_year"] else _HOLIDAYS_BEGIN
    tomorrow = sent_at.date() + timedelta(days=1)
    return min(_future(tomorrow, month, day) for month, day in begins) - timedelta(days=1)


def _future(today: date, month: int, day: int) -> date:
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _by_name(match: re.Match[str], sent_at: datetime, before: str) -> date | None:
    if _is_range(match, before):
        return None
    month = _MONTHS[match["month"][:3]]
    return _dated(int(match["day"]), month, match["year"], sent_at, before)


def _by_number(match: re.Match[str], sent_at: datetime, before: str) -> date | None:
    after = match.string[match.end() :]
    if _NOT_A_DATE_BEFORE.search(before) or _NOT_A_DATE_AFTER.match(after) or _is_range(match, before):
        return None
    first, second, year = match["a"], match["b"], match["year"]
    if not year and not _looks_dated(match, before):
        return None
    day, month = int(first), int(second)
    if month > 12 and day <= 12 and match["mark"] == "/":
        day, month = month, day
    return _dated(day, month, year, sent_at, before)


def _looks_dated(match: re.Match[str], before: str) -> bool:
    """Without a year two numbers may be a version, a share or an hour: «в 10.05», «24/7», «1/2», «2.1»."""
    if match[0] == "24/7" or re.search(r"(?<!\w)(?:в|at)\s*$", before):
        return False
    if DEADLINE.search(before) or PLAIN.search(before):
        return len(match["b"]) == 2 or match["mark"] == "/"
    return match["mark"] == "." and len(match["a"]) == 2 and len(match["b"]) == 2


def _is_range(match: re.Match[str], before: str) -> bool:
    """«5-12 декабря» and «с 5 по 12 декабря» are periods."""
    return bool(
        re.search(
            r"(?:\d|\d-го|" + _MONTH[:-6] + r")\s*-\s*$|(?<!\w)(?:с|from) [^.!?\n]{1,20} (?:по|до|to|till|until) $",
            before,
        )
        or _RANGE_AFTER.match(match.string, match.end())
    )


def _iso(match: re.Match[str], _sent_at: datetime, _before: str) -> date | None:
    return _valid(int(match["y"]), int(match["m"]), int(match["d"]))


def _day_of_month(match: re.Match[str], sent_at: datetime, before: str) -> date | None:
    if _is_range(match, before) or re.match(
        r"\s+(?:" + _MONTH + r"|(?:of )?" + _MONTH + ")", match.string[match.end() :]
    ):
        return None
    day, year, month = int(match["day"]), sent_at.year, sent_at.month
    for _ in range(12):
        on = _valid(year, month, day)
        if on and on >= sent_at.date():
            return on
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None


def _dated(day: int, month: int, year: str | None, sent_at: datetime, before: str) -> date | None:
    """Without a year: a deadline lies ahead unless it has just passed, «от 14.05» behind, anything else is the nearest."""
    if year:
        full = int(year) + (2000 if len(year) == 2 else 0)
        return _valid(full, month, day)
    earliest = -30 if DEADLINE.search(before) else -350 if _OF.search(before) else -60
    around = (_valid(sent_at.year + step, month, day) for step in (-1, 0, 1, 2))
    return next((on for on in around if on and (on - sent_at.date()).days >= earliest), None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# Every expression below holds a digit or one of these; most letters hold none and are left at once.
HINT = re.compile(
    r"\d|сегодня|завтра|недел|дня|дней|день|вечер|обед|выходн|месяц|час|праздник|каникул|майских|утру|morning|нг|нового|новому|christmas|xmas|праздник|январских|конц[ау]|"
    r"понедельник|вторник|сред[уеы]|четверг|пятниц|суббот|воскресень|(?<!\w)(?:пн|вт|ср|чт|пт|сб|вс)(?!\w)|"
    r"day|tonight|tomorrow|week|month|hour|eod|eow|eom|cob|noon|lunch|holiday|new year|end of|"
    r"(?<!\w)(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)(?!\w)"
)
Resolver = Callable[[re.Match[str], datetime, str], date | None]


def _e(expression: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + expression + r"(?!\w)")


_YEAR = r"(?:[\s,]{1,2}(?P<year>20\d\d)(?: ?(?:г\.?|года?))?)?"
EXPRESSIONS: tuple[tuple[re.Pattern[str], Resolver], ...] = (
    (_e(r"(?:the day after tomorrow|day after tomorrow|сегодня|завтра|послезавтра|today|tomorrow|tonight)"), _in_days),
    (_e(r"(?:сегодня|завтра|послезавтра|today|tomorrow)(?:[\s,]+(?:(?P<deadline>(?:до|к|ко|by|before) (?:обеда|обеду|полудня|вечера|вечеру|утра|утру|lunch|lunchtime|noon|midday))|утром|днем|вечером|ближе к вечеру|morning|afternoon|evening|night))"), _in_days),
    (_e(r"(?:завтра|tomorrow)[\s,]+(?P<deadline>(?:до|к) конц[ау] (?:рабочего )?дня|by (?:the )?end of (?:the )?day|by eod|eod)"), _tomorrow),
    (_e(r"(?:сегодня[\s,]+)?(?P<deadline>(?:до|к|ко) (?:самого )?(?:конц[ау] (?:рабочего |сегодняшнего )?дня|вечера|вечеру))"), _today),
    (_e(r"(?P<deadline>в течение (?:сегодняшнего )?дня|(?:by )?(?:the )?(?:end of (?:the |my )?(?:business )?day|eod|cob|close of business|end of play)(?: today)?)"), _today),
    (_e(r"(?:(?P<which>эт[уои]\w*|ближайш\w+|следующ\w+|this|next|coming)\s+)?(?P<weekday>" + _WEEKDAY + r")(?P<week> (?:на )?следующей недел\w+| next week)?"), _weekday),
    (_e(r"(?:(?<=до )|(?<=ко )|(?<=by )|(?<=on )|(?<=\bв )|(?<=во )|(?<=\bк )|(?<=until )|(?<=before )|(?<=next )|(?<=this ))(?P<which>)(?P<weekday>" + _WEEKDAY_SHORT + r")(?P<week>)"), _weekday),
    (_e(r"(?:(?:на|в начале|в середине|в конце|(?P<deadline>до конца|к концу|до)) (?:этой |следующей |той |рабочей |текущей )*недел[еиюя])"), _week),
    (_e(r"(?:(?:early|later|mid|beginning of|start of|middle of) )?(?:the )?(?:this|next) week"), _week),
    (_e(r"(?P<deadline>(?:by )?(?:the )?(?:end of (?:the |this |next )?week|eow))"), _week),
    (_e(r"(?:после выходных|after the weekend)"), _next_monday),
    (_e(r"(?:на выходных|за выходные|(?:over|on|at) the weekend)"), _weekend),
    (_e(r"(?P<deadline>(?:до|к) конц[ау] (?:этого |текущего )?месяца|(?:by )?(?:the )?end of (?:the |this )?month|eom)"), _month_end),
    (_e(r"(?P<deadline>(?:до|к) конц[ау]|(?:by )?(?:the )?end of) (?P<month>" + _MONTH + r")"), _named_month_end),
    (_e(r"(?:через|спустя)(?: (?P<count>" + _NUMBER + r"))? (?P<unit>раб\w* дн\w+|д(?:ень|ня|ней|ньк\w+)|недел\w+|месяц\w*)"), _after),
    (_e(r"(?P<deadline>в течени[еи])(?: (?P<count>" + _NUMBER + r"))? (?P<unit>раб\w* дн\w+|дней|недел\w+|месяц\w*)"), _after),
    (_e(r"in (?P<count>" + _NUMBER + r") (?P<unit>(?:business|working) days?|days?|weeks?|months?)(?: time)?"), _after),
    (_e(r"(?P<deadline>within)(?: the)?(?: next)? (?P<count>" + _NUMBER + r") (?P<unit>(?:business|working) days?|days?|weeks?|months?)"), _after),
    (_e(r"(?:через|в течени[еи])(?: (?P<hours>" + _NUMBER + r"))? час(?:а|ов|ик|ика)?"), _in_hours),
    (_e(r"(?:in|within) (?P<hours>" + _NUMBER + r") hours?"), _in_hours),
    (_e(r"(?:сразу )?(?:после|after) (?:(?P<new_year>нг|нового года|новогодних(?: праздников| каникул)?|new year(?:'s)?|the new year|январских(?: праздников| каникул)?)|(?P<may>майских(?: праздников)?)|праздников|каникул|the holidays?)"), _after_holidays),
    (_e(r"(?P<deadline>до|перед|к|before|by) (?:(?P<new_year>нг|нового года|новому году|новогодних праздников|(?:the )?new year(?:'s)?)|(?P<christmas>christmas|xmas)|праздников|праздниками|праздникам|the holidays)"), _before_holidays),
    (_e(r"(?P<deadline>к утру|in the morning)"), _tomorrow),
    (_e(r"(?P<day>[0-3]?\d)(?:-?(?:го|му|ое|е|th|st|nd|rd))?(?: of)? (?P<month>" + _MONTH + r")" + _YEAR), _by_name),
    (_e(r"(?P<month>(?:january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept?|october|oct|november|nov|december|dec)\.?) (?P<day>[0-3]?\d)(?:th|st|nd|rd)?(?!\d|[:.]\d)" + _YEAR), _by_name),
    (_e(r"(?P<y>20\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)"), _iso),
    (_e(r"(?P<a>[0-3]?\d)(?P<mark>[./])(?P<b>[0-3]?\d)(?:(?P=mark)(?P<year>20\d\d|\d\d)(?: ?г\.?)?)?"), _by_number),
    (_e(r"(?P<day>[0-3]?\d)(?:-(?:го|му|е|ое)|го|-?(?:го|му)? числ[оау])"), _day_of_month),
    (_e(r"the (?P<day>[0-3]?\d)(?:th|st|nd|rd)"), _day_of_month),
)  # fmt: skip
