"""Sums of money in a text, so that an approval of another sum than the one asked for is seen."""

from __future__ import annotations

import re

_SUM = re.compile(
    r"""(?<![\w.,])(?P<sign>[$€£₽]\s?)?
        (?P<number>\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:[ \u00a0.,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)
        \s?(?P<unit>тыс\w*\.?|т\.\s?р\.?|млн\.?|миллион\w*|k\b|к\b|m\b|million|thousand|grand)?
        \s?(?P<money>руб\w*\.?|р\.|₽|€|\$|£|eur\w*|usd|gbp|евро|доллар\w*|dollars?|pounds?|тенге|драм\w*|drams?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_THOUSAND = re.compile(r"тыс|т\.|k$|к$|thousand|grand", re.IGNORECASE)
_MILLION = re.compile(r"мл|милл|m$|million", re.IGNORECASE)
_LEAST = 1000  # smaller numbers without a currency are dates, counts and rows


def sums_in(text: str) -> frozenset[int]:
    """Every sum named, in whole units of its currency."""
    return frozenset(value for match in _SUM.finditer(text) for value in [_value(match)] if value is not None)


def _value(match: re.Match[str]) -> int | None:
    unit, money = match["unit"] or "", match["money"] or match["sign"] or ""
    number = match["number"]
    grouped = bool(re.search(r"[ \u00a0.,']\d{3}(?!\d)", number))
    if not unit and not money and not grouped:
        return None
    digits = re.sub(r"[ \u00a0']|,(?=\d{2},)", "", number)
    digits = re.sub(r"[.,](?=\d{3}(?!\d))", "", digits) if grouped else digits.replace(",", ".")
    try:
        value = float(digits.replace(",", "."))
    except ValueError:
        return None
    factor = 1_000_000 if unit and _MILLION.match(unit) else 1000 if unit and _THOUSAND.match(unit) else 1
    value *= factor
    return round(value) if value >= _LEAST else None
