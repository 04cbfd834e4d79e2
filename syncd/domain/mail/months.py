"""Names of months as they stand in letters, Russian and English, whole or short."""

from __future__ import annotations

_NUMBERS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "мае": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
    "ноя": 11, "дек": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
MONTH_PATTERN = (
    r"(?:янв|фев|мар|апр|ма[йяе]|июн|июл|авг|сен|окт|ноя|дек)[а-яё]*\.?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
)


def month_number(written: str) -> int:
    """1 to 12 (or a number beyond, as written) of what `MONTH_PATTERN` or digits matched."""
    return int(written) if written.isdigit() else _NUMBERS[written[:3].lower()]
