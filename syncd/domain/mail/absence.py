"""What an absence note tells: the last day away, and who stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from syncd.domain.language.reading import Absence
from syncd.domain.mail.months import MONTH_PATTERN, month_number

_WEEKDAYS = (
    ("понедельник", "mon"), ("вторник", "tue"), ("сред", "wed"), ("четверг", "thu"), ("пятниц", "fri"), ("суббот", "sat"), ("воскресень", "sun"),
)  # fmt: skip
_ONE_DATE = (
    r"(?:(?P<{0}y1>20\d\d)-(?P<{0}m1>[01]\d)-(?P<{0}d1>[0-3]\d)"
    r"|(?P<{0}d2>[0-3]?\d)[./](?P<{0}m2>[01]?\d)(?:[./](?P<{0}y2>20\d\d|\d\d))?(?!\d)"
    rf"|(?P<{{0}}d3>[0-3]?\d)(?:st|nd|rd|th|-?го)?\s*(?:of\s+)?(?P<{{0}}m3>{MONTH_PATTERN})(?:,?\s*(?P<{{0}}y3>20\d\d))?"
    rf"|(?P<{{0}}m4>{MONTH_PATTERN})\s+(?P<{{0}}d4>[0-3]?\d)(?:st|nd|rd|th)?(?:,?\s*(?P<{{0}}y4>20\d\d))?)"
)
_WEEKDAY = (
    r"(?P<wd>понедельник\w*|вторник\w*|сред[аыеу]\w*|четверг\w*|пятниц\w*|суббот\w*|воскресень\w*"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_WEEKDAY_BEFORE = rf"(?:{_WEEKDAY.replace('?P<wd>', '?:')},?\s*(?:the\s+)?(?:\(\s*)?)?"
_DATE_A = _WEEKDAY_BEFORE + _ONE_DATE.format("a")
_DATE_B = _WEEKDAY_BEFORE + _ONE_DATE.format("b")

# «с 1 по 14 июля», "from 1 to 14 July", "July 3-7", "4 August - 22 August": the second day is the last away
_SPAN = re.compile(
    rf"(?:\b(?:с|со|from|between)\s+)?(?:{_DATE_A}|(?P<first>[0-3]?\d)(?:st|nd|rd|th)?)"
    rf"\s*(?:по|до|to|till|until|through|thru|and|[-–—])\s*(?:the\s+)?(?:{_DATE_B}|(?P<last>[0-3]?\d)(?:st|nd|rd|th)?(?![\d.:/]))",
    re.IGNORECASE,
)
_UNTIL = r"(?:\b(?:до|по|until|till|til|through|thru|inclusive of)\s+(?:the\s+)?)"
_BACK = (
    r"(?:\b(?:верн\w+|возвращ\w+|выйду|выхожу|выход\w*|появлюсь|буду(?:\s+(?:снова|вновь|опять))?"
    r"|(?:снова|опять)\s+(?:на\s+связи|в\s+офисе|на\s+работе)|отвечу|прочту|прочитаю"
    r"|back|return\w*|hear\s+from\s+me|resume|available\s+again|reply|respond|answer|be\s+in)\b"
    r"[^.!?\n\d]{0,60}?\b(?:с|со|on|from|at|as\s+of|в|во|к)?\s*(?:the\s+)?)"
)
_AFTER = r"(?:\b(?:после|after)\s+(?:the\s+)?)"
_RULES = (
    (re.compile(_UNTIL + _DATE_A, re.IGNORECASE), 0),
    (re.compile(_AFTER + _DATE_A, re.IGNORECASE), 0),
    (re.compile(_BACK + _DATE_A, re.IGNORECASE), 1),
    (re.compile(rf"\b(?:с|from)\s+{_DATE_A}\s+(?:(?:снова|опять|вновь|буду|я)\s+){{0,3}}(?:на\s+связи|на\s+работе|в\s+офисе|отвечаю)", re.IGNORECASE), 1),
    (re.compile(_UNTIL + r"(?:next\s+|следующ\w+\s+)?" + _WEEKDAY, re.IGNORECASE), 1),
    (re.compile(_BACK + r"(?:next\s+|следующ\w+\s+)?" + _WEEKDAY, re.IGNORECASE), 1),
    (re.compile(_BACK + r"(?P<day>[0-3]?\d)(?:-?го|th|st|nd|rd)?(?:\s+числа)?(?![\d.:/]|\s*(?:час|мин|hour|раб))", re.IGNORECASE), 1),
)  # fmt: skip
_ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_MONTH_NUMBERS = {
    name: number
    for months in (
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    )
    for number, name in enumerate(months.split(), start=1)
}
_FOREIGN_MONTH = re.compile(rf"(?<=[\d.] )({'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\b", re.IGNORECASE)
_SPACED_DATE = re.compile(r"\b(\d{1,2})\. (\d{1,2})\.(?= ?\d{2,4}\b| )\s?")
_FOREIGN_SPANS = (
    (re.compile(r"(?<=\d)\.\s(?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"), " "),
    (re.compile(r"\b(?:bis(?:\s+(?:zum|einschließlich))*|jusqu['’]au|do|tot(?:\s+en\s+met)?|hasta\s+el|fino\s+al|até)\s+(?=\d)", re.IGNORECASE), "until "),
    (re.compile(r"(\d[\d.]*\d)\s+(?:tarihine\s+kadar|дейін)", re.IGNORECASE), r"until \1"),
    (re.compile(r"\b(?:ab\s+(?:dem\s+)?|à\s+partir\s+du\s+|vanaf\s+|a\s+partir\s+del?\s+)(?=\d)", re.IGNORECASE), "back on "),
)  # fmt: skip
_TOMORROW = re.compile(r"\b(?:верн\w+|back|отвечу|буду на связи)\s+(?:уже\s+)?(?:завтра|tomorrow)", re.IGNORECASE)

_CYRILLIC = r"[А-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ][а-яёіїєґәғқңөұүһ'’]+"
_LATIN = r"[A-ZÀ-ÖØ-ÞĄĆČĎĘĚŁŃŇÓŘŚŠŤŮŽŹŻİĞŞ][a-zà-öø-ÿąćčďęěłńňóřśšťůžźżığş]+"
_NAME = rf"(?:{_CYRILLIC}(?:-{_CYRILLIC})?|{_LATIN}(?:[-']{_LATIN})?)"
_PERSON = rf"(?P<name>{_NAME}(?:\s+{_NAME}){{0,2}})"
_MAIL = r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_MAIL_NEAR = re.compile(rf"[^\n.!?]{{0,60}}?{_MAIL}")
_TO_WHOM = (
    r"(?:обра(?:щайтесь|титесь|щаться|титься)|пишите|писать|напишите|звоните|свя(?:житесь|жетесь|зывайтесь|заться|зываться)|перенаправляйте|адресуйте"
    r"|contact|reach\s+out\s+to|reach|write\s+to|e-?mail|get\s+in\s+touch\s+with|speak\s+to|refer\s+to|turn\s+to|forward\s+to|call)"
)
_FOREIGN_TO_WHOM = (
    r"wenden\s+sie\s+sich\s+(?:bitte\s+)?an(?:\s+(?:herrn|frau))?|(?:vertretung|vertreterin|vertreter)(?:\s+ist)?|contacter|s.adresser\s+à|kontakt\s+z|kontaktować\s+się\s+z|зверта(?:йтеся|тися)\s+до|пишіть|contact\s+opnemen\s+met"
    r"|kontaktujte|obraťte\s+se\s+na|obráťte\s+sa\s+na|contacte\s+(?:con|a)|contattare|rivolgersi\s+a|contactar"
)
_INSTEAD = r"(?:замеща\w+|заменя\w+|за\s+меня(?:\s+оста\w+)?|вместо\s+меня|исполня\w+\s+обязанности|моя\s+замена|deputy\s+is|covered\s+by|covering\s+for\s+me\s+is|in\s+my\s+absence,?)"
_DEPUTY_RULES = tuple(
    re.compile(pattern, re.IGNORECASE if "(?P<mail>" in pattern and "(?P<name>" not in pattern else 0)
    for pattern in (
        rf"(?i:\b{_INSTEAD})[\s:,–—-]+(?:(?:меня|коллега|коллеги|мой|моя|my\s+colleague)\s+)?{_PERSON}",
        rf"(?i:\b{_TO_WHOM})[\s:,–—-]+(?:(?:пожалуйста|please|к|ко|с|со|моему|моей|my|your|colleague|коллеге|коллега|менеджеру)\s+){{0,4}}{_PERSON}",
        rf"{_PERSON}\s*(?:\([^)]{{0,60}}\))?\s+(?i:замеща\w+|заменя\w+|can\s+help|will\s+help|is\s+covering|covers\s+for\s+me|is\s+my\s+deputy|поможет|ответит)",
        rf"(?i:утверждает|решает|отвечает|approves|handles)\s+{_PERSON}",
        rf"(?i:вопрос\w*\s[^.\n]{{0,60}}?\bк(?:о)?)\s+{_PERSON}",
        rf"(?i:\b(?:срочн\w+\s+)?вопрос\w*(?:\s+по\s+[\w-]+)?\s*[-–—:])\s*{_PERSON}",
        rf"(?i:\b(?:{_FOREIGN_TO_WHOM}))[\s:,–—-]+{_PERSON}",
        rf"(?i:\b(?:{_INSTEAD}|{_TO_WHOM}|{_FOREIGN_TO_WHOM})[^\n]{{0,80}}?){_MAIL}",
        rf"(?i:\b(?:по|срочн\w+|acil|бойынша|urgent|dringend\w*|urgen\w+)[^\n@]{{0,60}}?){_MAIL}",
    )
)
_NO_NAMES = frozenset(
    {"я", "вы", "мы", "он", "она", "они", "это", "если", "по", "на", "все", "всем", "вопросы", "вопросам", "письмо", "добрый",
     "please", "the", "me", "us", "our", "your", "if", "for", "any", "monday", "tuesday", "wednesday", "thursday", "friday"}
)  # fmt: skip


def read_absence(text: str, written_at: datetime | None) -> Absence | None:
    """The last day away and the deputy named in the text; None where neither is. Days are taken near `written_at`."""
    until = _until(text, written_at.date()) if written_at else None
    deputy = _deputy(text)
    return Absence(until, deputy) if until or deputy else None


def _until(text: str, written_on: date) -> date | None:
    """The latest day that the note names as its end."""
    days = [day for day in _days(_in_english(text[:3_000]), written_on) if written_on - timedelta(days=3) <= day]
    return max(days, default=None)


def _in_english(text: str) -> str:
    """The text with months, "until" and "from" of other languages in English, for the rules to read; the rest as it was."""
    text = _FOREIGN_MONTH.sub(lambda month: _ENGLISH_MONTHS[_MONTH_NUMBERS[month[1].lower()] - 1], text)
    text = _SPACED_DATE.sub(r"\1.\2.", text)
    for rule, english in _FOREIGN_SPANS:
        text = rule.sub(english, text)
    return text


def _days(text: str, written_on: date) -> Iterator[date]:
    for found in _SPAN.finditer(text):
        day = _span_end(found, written_on)
        if day is not None:
            yield day
    for rule, days_before in _RULES:
        for found in rule.finditer(text):
            day = _named_day(found, written_on)
            if day is not None:
                yield day - timedelta(days=days_before)
    if _TOMORROW.search(text):
        yield written_on


def _span_end(found: re.Match[str], written_on: date) -> date | None:
    """«с 1 по 14 июля» and "July 3-7" name the month once."""
    first, last = _date_in(found, "a", written_on), _date_in(found, "b", written_on)
    if last is not None:
        return last
    if first is not None and found["last"]:
        return _day_of(first.year, first.month, int(found["last"]))
    return None


def _named_day(found: re.Match[str], written_on: date) -> date | None:
    groups = found.groupdict()
    if groups.get("wd"):
        return _next_weekday(groups["wd"].lower(), written_on)
    if groups.get("day"):
        return _next_day_number(int(groups["day"]), written_on)
    return _date_in(found, "a", written_on)


def _date_in(found: re.Match[str], prefix: str, written_on: date) -> date | None:
    groups = found.groupdict()
    for form in "1234":
        day, month, year = (groups.get(f"{prefix}{part}{form}") for part in "dmy")
        if day and month:
            return _complete(int(day), month_number(month), int(year) if year else None, written_on)
    return None


def _complete(day: int, month: int, year: int | None, written_on: date) -> date | None:
    """Without a year the one nearest to the letter, rather after it."""
    if month > 12 >= day:
        day, month = month, day  # 8/25 as Americans write it
    if year is not None:
        return _day_of(year + 2000 if year < 100 else year, month, day)
    near = [_day_of(written_on.year + n, month, day) for n in (-1, 0, 1)]
    fitting = [date_ for date_ in near if date_ is not None and date_ >= written_on - timedelta(days=60)]
    return min(fitting, default=None)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_weekday(word: str, written_on: date) -> date | None:
    number = next((n for n, stems in enumerate(_WEEKDAYS) if word.startswith(stems)), None)
    if number is None:
        return None
    return written_on + timedelta(days=(number - written_on.weekday() - 1) % 7 + 1)


def _next_day_number(day: int, written_on: date) -> date | None:
    for months in (0, 1):
        year, month = divmod(written_on.year * 12 + written_on.month - 1 + months, 12)
        candidate = _day_of(year, month + 1, day)
        if candidate is not None and candidate >= written_on:
            return candidate
    return None


def _deputy(text: str) -> str | None:
    """The name with the address beside it, as written."""
    for rule in _DEPUTY_RULES:
        for found in rule.finditer(text[:3_000]):
            groups = found.groupdict()
            name = _real_name(groups.get("name") or "")
            if name or groups.get("mail"):
                return _with_address(text, found.end("name") if name else found.end(), name, groups.get("mail"))
    return None


def _real_name(name: str) -> str:
    words = name.split()
    while words and words[0].lower() in _NO_NAMES:
        words.pop(0)
    return " ".join(words)


def _with_address(text: str, end: int, name: str, mail: str | None) -> str:
    if mail is None:
        near = _MAIL_NEAR.match(text[end : end + 120])
        mail = near["mail"] if near else None
    address = mail.rstrip(".") if mail else ""
    return f"{name}, {address}" if name and address else name or address
