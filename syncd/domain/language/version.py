"""The version and the period of a plan, as the author names them."""

from __future__ import annotations

import re

_ORDINAL = r"(?:перв|втор|трет|четв[её]рт|пят|шест|последн|финальн|нов|стар|исходн|предыдущ|обновл[её]нн|исправленн)\w*"
_ORDINAL_EN = (
    r"(?:first|second|third|fourth|fifth|last|latest|final|original|initial|revised|updated|1st|2nd|3rd|4th|5th)"
)
_VERSION = re.compile(
    rf"""
      \b(?:верси|редакци|вариант|концепци)\w*\s+(?:№\s*)?(?:\d+(?:\.\d+)?|[«"]?[A-DА-Д][»"]?)(?!\w|\.\d)
    | \b{_ORDINAL}\s+(?:верси|вариант|редакци|концепци)\w*
    | \b(?:верси|редакци|вариант)\w*\s+от\s+\d{{1,2}}(?:[./]\d{{1,2}}(?:[./]\d{{2,4}})?|\s+[а-я]+)
    | \b(?:version|option|variant|concept|draft|rev\.?|revision|ver\.?)\s*(?:no\.?\s*|\#\s*)?(?:\d+(?:\.\d+)?|[A-D])\b
    | \b(?:the\s+)?{_ORDINAL_EN}\s+(?:version|option|variant|draft|revision|concept|one)\b
    | (?<![\w.])(?:v[\s.]?|в\.?)\d+(?:\.\d+)?(?!\w|\.\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WISHED = re.compile(
    r"\b(?:пришл|вышл|отправь|отправля|присыл|подготов|сдела|жд[её]м|жду|нуж|send|share|prepare|need|wait|expect)\w*[^.!?\n]*$",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:(?:январ|феврал|март|апрел|ма[йяею]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*"
    r"|(?:january|february|april|june|july|august|september|october|november|december|(?-i:March|May))\b)"
)
_YEAR = r"(?:\s+20\d\d(?:\s*г(?:\.|ода?)?)?)?"
_PERIOD = re.compile(
    rf"""
      \b{_MONTH}(?:\s*[-–—и]\s*{_MONTH})?{_YEAR}
    | \b(?:I{{1,3}}|IV|[1-4](?:-?[йгоя]{{1,3}})?|перв\w+|втор\w+|трет\w+|четв[её]рт\w+)\s+(?:квартал\w*|полугоди\w+|кв\.){_YEAR}
    | \bQ[1-4](?:\s*20\d\d)?\b
    | \b(?:весн|лет|осен|зим)(?:а|о|у|ь|ний|нюю|ней|не)\w*(?:\s+(?:кампани|сезон)\w*)?
    | \b(?:spring|summer|autumn|fall|winter|holiday)(?:\s+20\d\d)?\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find_version(*texts: str) -> str | None:
    """The version in the first text that names one; texts stand nearest first."""
    return _first(_VERSION, texts)


def find_period(*texts: str) -> str | None:
    """The period in the first text that names one."""
    return _first(_PERIOD, texts)


def _first(pattern: re.Pattern[str], texts: tuple[str, ...]) -> str | None:
    return next(
        (match.group().strip() for text in texts for match in pattern.finditer(text) if not _is_wish(match)), None
    )


def _is_wish(match: re.Match[str]) -> bool:
    """«Пришлите исправленный вариант» wishes for a version that is not there yet, and names none."""
    is_named = any(char.isdigit() for char in match.group())
    return not is_named and bool(_WISHED.search(match.string[max(0, match.start() - 40) : match.start()]))
