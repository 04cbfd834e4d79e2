"""Where a quoted letter begins: attribution lines and separators, in the words of many programs.

The rules are made of parts (a date, a time, an address, a verb of writing) instead of one pattern a program, so that
a program nobody has heard of is understood as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from syncd.domain.mail.lines import Row
from syncd.domain.mail.message import Address
from syncd.domain.mail.names import SenderName, is_name_like, sender_name

_MONTH = (
    r"(?:янв|фев|мар[та]|мар\b|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|jän|mär|mai|okt|dez|janv|févr|avr|juin|juil|août|déc"
    r"|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|out|fev|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru)[^\W\d_]*\.?"
)
DATE = re.compile(
    r"\b\d{1,2}(?:[./-]|\. )\d{1,2}(?:[./-]|\. )(?:\d{4}|\d{2})\b|\b\d{4}(?:[-/.]|\. )\d{1,2}(?:[-/.]|\. )\d{1,2}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|er|º|-го)?\.?\s*(?:de |of )?{_MONTH}(?:,?\s*(?:de )?\d{{4}})?"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s*\d{{4}})?",
    re.IGNORECASE,
)
TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_CLOCK = re.compile(r"(?<![\d:.])\d{1,2}[:.]\d{2}(?![\d.])")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_IN_BRACKETS = re.compile(r"[<(\[]\s*[\w.+'-]{1,64}@[\w-]{1,63}\.[\w.-]{2,190}\s*[>)\]]")
_DIGIT = re.compile(r"\d")  # no date is without one, and looking for dates takes time
ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}\.[\w.-]{2,190}")
WRITES = re.compile(
    r"\b(?:(?:на)?писал(?:а|и|\(а\))?|написав(?:ла|\(ла\))?|пишет|пише|сообщает|сообщил(?:а|\(а\))?|цитирование|цитирую|цитата|wrote|writes|quoting"
    r"|schrieb|geschrieben|geschreven|kirjoitti|skreiv|hat geschrieben|a écrit|écrit|escribió|ha scritto|scrive|escreveu|napisał(?:a|\(a\))?|pisze|schreef|skrev|yazdı|napsal(?:a|\(a\))?|napísal(?:a|\(a\))?|napisa[ol](?:a|la)?|írta|a scris|написа|написао(?:/ла)?|піша|жазды|rašė|rakstīja|kirjutas|έγραψε)(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"[\"«“][^\"»”]{2,60}[\"»”]\s*(?:<|:|$)|(?:\d|\bгода?)\s*(?:\S+ )?от\s+[«\"]?[^\W\d_]|\bпользовател", re.IGNORECASE
)
_OPENS = re.compile(
    r"\W{0,8}(?:в\s+)?(?:(?:пн|вт|ср|чт|пт|сб|вс|нд|пнд|втр|срд|чтв|птн|сбт|вск)\b|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресень|понеділ|вівтор|серед[ау]|четвер|п.ятниц"
    r"|on\b|at\b|am\b|le\b|el\b|em\b|il\b|op\b|den\b|dne\b|w dniu|dnia|em\b|вы писали|вы написали|you wrote|в письме|в сообщении|цит|quoting"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\d)",
    re.IGNORECASE,
)
_YOU_WROTE = re.compile(
    r"\W{0,4}(?:вы (?:на)?писали|you wrote|ви писали|hello .{2,40}, you wrote|в (?:своем|своём|вашем) письме)\b",
    re.IGNORECASE,
)
_BESIDE_DATE = re.compile(
    r"\b(?:в|at|um|à|o|г|p|msk|мск|gmt|utc|am|pm|uhr|года|(?:пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|sat|sun)\w*)\b\.?",
    re.IGNORECASE,
)
_SURE_OPENING = re.compile(
    r"(?<=[\s-])(?:On (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? |\d{1,2}[./]\d)|(?:пн|вт|ср|чт|пт|сб|вс), \d{1,2} |\d{1,2}\.\d{1,2}\.\d{4},? \d{1,2}:\d\d|\d{1,2} [а-я]{3,8}\.? 20\d\d\s?г\.)"
)
_RUN_ON = re.compile(r"(?<=:) {2,}(?=\S)")
_WRITER = re.compile(r"[^<>]{2,60}<[^<>\s]+@[^<>\s]+>,?(?: \w{1,5}){0,2}")
YEAR = re.compile(r"\b(?:19|20)\d\d(?!\d)|\b\d{1,2}(?:[./-]|\. )\d{1,2}(?:[./-]|\. )\d\d\b")
_NOTES = re.compile(
    r"-{2,3}\s?\d[\d./]+ \d[\d:.]+(?: [AP]M)?\s?-{2,3}"
)  # Lotus Notes and Verse: name ---date---first words
_ENDS = (":", "：", " >>>", "wrote", "писал", "пишет", "писала", "написал", "написала", "написал(а)")


class Strength(IntEnum):
    """How sure it is that a line introduces a quote: alone, only before quoted lines, or not at all."""

    NONE = 0
    BEFORE_MARKS = 1
    ALONE = 2


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution that takes up `length` rows."""

    length: int
    strength: Strength


def may_end_attribution(text: str) -> bool:
    """Whether an attribution can end with this row: few rows do, and most of a letter's need no closer look."""
    return text.rstrip(" -").endswith(_ENDS) or ("--" in text and _NOTES.search(text) is not None)


def attribution_at(rows: Sequence[Row], at: int) -> Attribution | None:
    """The attribution that begins on this row and may wrap over the next two."""
    size = 0
    for length in range(1, 4):
        if at + length > len(rows) or not _may_join(rows, at, length):
            return None
        last = rows[at + length - 1].text
        size += len(last) + (length > 1)
        if size > 300:
            return None
        if length == 1 and "--" in last and _NOTES.search(last):
            return Attribution(1, Strength.ALONE)
        if (bare := last.rstrip(" -")) and not bare.endswith(_ENDS):
            continue
        words = " ".join(row.text for row in rows[at : at + length])
        if words.rstrip(" -").endswith(_ENDS):
            strength = _strength(words) if length == 1 or _wraps(rows, at, length) else Strength.NONE
            return Attribution(length, strength) if strength else None
    return None


def writer_named(words: str) -> SenderName:
    """Whom an attribution names, to know their signature by."""
    address = ADDRESS.search(words)
    named = WRITES.sub(" ", TIME.sub(" ", DATE.sub(" ", ADDRESS.sub(" ", words))))
    capitals = " ".join(word for word in re.findall(r"[^\W\d_]{3,}", named) if word[0].isupper())
    return replace(sender_name([Address(capitals, address.group() if address else "")]), is_person=True)


def parted(row: Row) -> list[Row]:
    """The row, or two, where a program put the attribution behind the author's last words: `ok On Wed, Apr 4, 2012 at 3:59 PM, ... wrote:`

    Yahoo's programs for phones put the first words of the quoted letter behind it as well.
    """
    if (
        ":  " in row.text
        and (run_on := _RUN_ON.search(row.text)) is not None
        and _strength(row.text[: run_on.start()]) is Strength.ALONE
    ):
        first, rest = row.text[: run_on.start()], row.text[run_on.end() :]
        return [*parted(Row(first, row.depth, row.hint)), Row(rest, row.depth, row.hint)]
    if len(row.text) > 400 or not row.text.rstrip(" -").endswith(_ENDS):
        return [row]
    begin = next((found.start() for found in _SURE_OPENING.finditer(row.text) if found.start()), None)
    if begin is None or _strength(row.text[begin:]) is not Strength.ALONE:
        return [row]
    words = row.text[:begin].rstrip(" -")
    if not words or _WRITER.fullmatch(words) or (_OPENS.match(words + " ") and not re.search(r"[.!?]", words)):
        return [row]
    return [Row(words, row.depth, row.hint), Row(row.text[begin:], row.depth, row.hint)]


def is_date_line(text: str) -> bool:
    """Whether a line says who and when and nothing else, as the last line above a quote may: «Анна Орлова, 01.06.2026 в 10:12»."""
    if len(text) >= 200 or not _DIGIT.search(text):
        return False
    timed = TIME.search(text) is not None
    if not timed and not text.endswith(">"):
        return False
    date = DATE.search(text)
    if date is None:
        return False
    if not timed:
        return date.start() == 0 and "<" in text and ADDRESS.search(text) is not None
    if ADDRESS.search(text) or _NOTES.search(text) or text.endswith(_ENDS):
        return True
    rest = TIME.sub(" ", text.replace(date.group(), " "))
    return is_name_like(" ".join(re.sub(r"[^\w.'-]|\d", " ", _BESIDE_DATE.sub(" ", rest)).split()))


def _strength(words: str) -> Strength:
    if words.endswith((":", "：")) and _ANY_YEAR.search(words) and _CLOCK.search(words) and _IN_BRACKETS.search(words):
        return Strength.ALONE  # in any language
    date, hour = DATE.search(words), TIME.search(words)
    writer = WRITES.search(words) or ADDRESS.search(words) or _NAMED.search(words)
    if date and hour and writer and YEAR.search(words) and _begins_like_one(words):
        return Strength.ALONE
    if date and WRITES.search(words) and ADDRESS.search(words) and YEAR.search(words) and _begins_like_one(words):
        return Strength.ALONE  # HEY names no hour
    if _YOU_WROTE.match(words):
        return Strength.ALONE if date or hour else Strength.BEFORE_MARKS
    if (date or hour) and (writer or (date and hour)):
        return Strength.BEFORE_MARKS
    verb = WRITES.search(words)
    named = verb is not None and (is_name_like(words[: verb.start()]) or is_name_like(words[verb.end() :]))
    return Strength.BEFORE_MARKS if named or ADDRESS.search(words) else Strength.NONE


def _wraps(rows: Sequence[Row], at: int, length: int) -> bool:
    """Whether the first row begins the attribution, and is not the author's last line above a complete one."""
    first = rows[at].text
    rest = " ".join(row.text for row in rows[at + 1 : at + length])
    if _strength(rest) is Strength.ALONE:
        return False
    if rest.startswith("<"):
        return bool(DATE.search(first)) or is_name_like(first)
    return bool(_OPENS.match(first) and (DATE.search(first) or _YOU_WROTE.match(first))) or bool(
        re.match(r"[^<]{2,60}<\S*@", first)
    )


def _begins_like_one(words: str) -> bool:
    """With the date, with an address in it, or with the writer's name right before the verb."""
    if _OPENS.match(words) or ADDRESS.search(words):
        return True
    verb = WRITES.search(words)
    return verb is not None and is_name_like(words[: verb.start()])


def _may_join(rows: Sequence[Row], at: int, length: int) -> bool:
    last = rows[at + length - 1]
    if last.blank or last.depth != rows[at].depth:
        return False
    return length == 1 or not rows[at + length - 2].text.endswith(("!", "?", ";", ":"))
