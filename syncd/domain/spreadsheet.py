"""What stands in a spreadsheet, as text: enough to say which cells of a plan changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. A number is `120000` or `120000.5` with the unit its format shows (`120000 ₽`), a date is ISO."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A workbook. `is_whole` is false where it was too large to be read to its end."""

    sheets: tuple[Sheet, ...]
    is_whole: bool = True

    def has_other_cells(self, other: Spreadsheet) -> bool:
        """Whether a value differs, wherever it stands. What was not read to its end may differ."""
        return not (self.is_whole and other.is_whole and self._cells() == other._cells())

    def _cells(self) -> list[Counter[Row]]:
        return [Counter(row for row in sheet.rows if any(row)) for sheet in self.sheets if any(map(any, sheet.rows))]
