"""Which cells of a plan changed, named as a person would: by the column's head and the row's first words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from syncd.domain.spreadsheet import Row, Sheet, Spreadsheet

HEAD_ROWS = 15  # how far down a table may begin
ALIKE = 0.5  # share of equal cells that makes two rows the same row
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?: [₽$€£%])?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+)?")
_UNIT = re.compile(r"₽|руб|\brub\b|\$|\busd\b|€|\beur\b|£", re.IGNORECASE)
_SIGNS = {"руб": "₽", "rub": "₽", "usd": "$", "eur": "€"}
_SUM = re.compile(r"сумм|бюджет|стоим|цен[аы]|итог|руб|₽|cost|budget|sum|price|total|amount|spend", re.IGNORECASE)
_PERIOD = re.compile(
    r"период|дат[аы]|срок|начал|оконч|конец|старт|месяц|date|period|start|end|month|flight", re.IGNORECASE
)
_PLACE = re.compile(
    r"площадк|канал|систем|сайт|размещ|формат|platform|channel|site|placement|format|media", re.IGNORECASE
)


class ChangeKind(StrEnum):
    """What became of a cell, a row or a column."""

    CELL = "cell"
    ROW_ADDED = "row_added"
    ROW_GONE = "row_gone"
    COLUMN_ADDED = "column_added"
    COLUMN_GONE = "column_gone"
    SHEET_ADDED = "sheet_added"
    SHEET_GONE = "sheet_gone"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One change. `column` is the column's head, `row` the row's first words, `place` what stands for them: `B7`.

    `unit` is the currency that the head names, where the numbers themselves show none.
    """

    kind: ChangeKind
    column: str = ""
    row: str = ""
    before: str = ""
    after: str = ""
    unit: str = ""
    place: str = ""
    sheet: str = ""


def changed_cells(before: Spreadsheet, after: Spreadsheet) -> tuple[CellChange, ...]:
    """What changed, sums first, then periods, then platforms, then the rest; in the order of the sheets."""
    one, other = _by_name(before), _by_name(after)
    if len(one) == len(other) == 1:
        found = list(_in_sheet(*one.values(), *other.values()))
    else:
        both = [name for name in one if name in other]
        found = [replace(change, sheet=name) for name in both for change in _in_sheet(one[name], other[name])]
        found += [CellChange(ChangeKind.SHEET_GONE, sheet=name) for name in one if name not in other]
        found += [CellChange(ChangeKind.SHEET_ADDED, sheet=name) for name in other if name not in one]
    return tuple(sorted(found, key=_rank))


def _by_name(book: Spreadsheet) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in book.sheets if any(map(any, sheet.rows))}


def _rank(change: CellChange) -> int:
    for rank, words in enumerate((_SUM, _PERIOD, _PLACE)):
        if words.search(change.column):
            return rank
    return 2 if change.kind is not ChangeKind.CELL else 3 if _NUMBER.fullmatch(change.after or change.before) else 4


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as a table: heads of the columns, and the rows below with the number a person sees beside them."""

    heads: Row
    rows: tuple[tuple[int, Row], ...]

    def column(self, number: int) -> str:
        """A column's head; empty where it has none."""
        return self.heads[number] if number < len(self.heads) else ""


def _table(sheet: Sheet) -> Table:
    rows = [(number, row) for number, row in enumerate(sheet.rows, 1) if any(row)]
    for place, (_, row) in enumerate(rows[:HEAD_ROWS]):
        texts = [number for number, cell in enumerate(row) if cell and not _is_value(cell)]
        below = [other for _, other in rows[place + 1 : place + 4]]
        if len(texts) >= 2 and len(texts) == sum(map(bool, row)) and any(_has_value(other, texts) for other in below):
            return Table(row, tuple((number, each) for number, each in rows if each is not row))
    return Table((), tuple(rows))


def _has_value(row: Row, columns: Iterable[int]) -> bool:
    return any(number < len(row) and _is_value(row[number]) for number in columns)


def _is_value(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell) or _DATE.fullmatch(cell))


def _letter(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _in_sheet(old: Sheet, new: Sheet) -> Iterator[CellChange]:
    before, after = _table(old), _table(new)
    columns = _columns(before, after)
    yield from _columns_changed(before, after, columns)
    pairs, gone, added = _paired(before.rows, after.rows, columns)
    for (number, one), (_, other) in pairs:
        for left, right in columns.items():
            was, now = _cell(one, left), _cell(other, right)
            if was != now:
                head = before.column(left)
                place, unit = f"{_letter(left)}{number}", _unit(head, was, now)
                yield CellChange(ChangeKind.CELL, head, _row_name(one), was, now, unit, place)
    for number, row in gone:
        yield CellChange(ChangeKind.ROW_GONE, row=_row_name(row), before=_values(row), place=str(number))
    for number, row in added:
        yield CellChange(ChangeKind.ROW_ADDED, row=_row_name(row), after=_values(row), place=str(number))


def _columns(before: Table, after: Table) -> Mapping[int, int]:
    """Which column of the one is which of the other: by their heads where both have them, else by their place."""
    width = max((len(row) for table in (before, after) for _, row in table.rows), default=0)
    if not before.heads or not after.heads:
        return {number: number for number in range(width)}
    heads = {head: number for number, head in reversed(list(enumerate(after.heads))) if head}
    found = {number: heads[head] for number, head in enumerate(before.heads) if head in heads}
    if len(before.heads) == len(after.heads):  # a head of another name, or none, in the same place
        found |= {n: n for n in range(width) if n not in found and n not in found.values()}
    return found


def _columns_changed(before: Table, after: Table, columns: Mapping[int, int]) -> Iterator[CellChange]:
    for number, head in enumerate(before.heads):
        if head and number not in columns:
            yield CellChange(ChangeKind.COLUMN_GONE, head)
    for number, head in enumerate(after.heads):
        if head and number not in columns.values():
            yield CellChange(ChangeKind.COLUMN_ADDED, head)
    for left, right in columns.items():
        was, now = _cell(before.heads, left), _cell(after.heads, right)
        if before.heads and after.heads and was != now:
            yield CellChange(ChangeKind.CELL, before.column(left), "", was, now, place=_letter(left))


Numbered = tuple[int, Row]


def _paired(
    before: Sequence[Numbered], after: Sequence[Numbered], columns: Mapping[int, int]
) -> tuple[list[tuple[Numbered, Numbered]], list[Numbered], list[Numbered]]:
    """Rows that differ, each with what became of it: by its first words, by what else stands in it, by its place."""
    old, new = _unequal(before, after, columns)
    pairs: list[tuple[Numbered, Numbered]] = []
    for is_same in (_same_name, _alike, _same_place):
        for one in list(old):
            match = next((other for other in new if is_same(one, other, columns)), None)
            if match is not None:
                pairs.append((one, match))
                old.remove(one)
                new.remove(match)
    return sorted(pairs), old, new


def _unequal(
    before: Sequence[Numbered], after: Sequence[Numbered], columns: Mapping[int, int]
) -> tuple[list[Numbered], list[Numbered]]:
    back = {right: left for left, right in columns.items()}
    ones = [(each, _picked(each[1], columns)) for each in before]
    others = [(each, _picked(each[1], {left: right for right, left in back.items()}.values())) for each in after]
    left, right = Counter(cells for _, cells in ones), Counter(cells for _, cells in others)
    return _without(ones, left & right), _without(others, left & right)


def _picked(row: Row, columns: Iterable[int]) -> Row:
    return tuple(_cell(row, number) for number in columns)


def _without(rows: Iterable[tuple[Numbered, Row]], equal: Counter[Row]) -> list[Numbered]:
    rest, left = [], Counter(equal)
    for row, cells in rows:
        if left[cells]:
            left[cells] -= 1
        else:
            rest.append(row)
    return rest


def _same_name(one: Numbered, other: Numbered, _columns: Mapping[int, int]) -> bool:
    return bool(_texts(one[1])) and _texts(one[1]) == _texts(other[1])


def _alike(one: Numbered, other: Numbered, columns: Mapping[int, int]) -> bool:
    cells = [(_cell(one[1], left), _cell(other[1], right)) for left, right in columns.items()]
    filled = [pair for pair in cells if any(pair)]
    return bool(filled) and sum(was == now for was, now in filled) / len(filled) >= ALIKE


def _same_place(one: Numbered, other: Numbered, _columns: Mapping[int, int]) -> bool:
    """Rows of numbers alone."""
    return one[0] == other[0] and not _texts(one[1]) and not _texts(other[1])


def _cell(row: Row, number: int) -> str:
    return row[number] if number < len(row) else ""


def _texts(row: Row) -> tuple[str, ...]:
    """The first words of a row: what stands before its first number or date, of a platform and a format both."""
    found: list[str] = []
    for cell in row:
        if cell and _is_value(cell) and found:
            break
        if cell and not _is_value(cell):
            found.append(cell)
    return tuple(found[:2])


def _row_name(row: Row) -> str:
    return ", ".join(_texts(row))


def _values(row: Row) -> str:
    return next((cell for cell in reversed(row) if _NUMBER.fullmatch(cell)), "")


def _unit(head: str, *cells: str) -> str:
    if any(cell and cell[-1] in "₽$€£%" for cell in cells) or not all(
        _NUMBER.fullmatch(cell) for cell in cells if cell
    ):
        return ""
    match = _UNIT.search(head)
    return _SIGNS.get(match.group().casefold(), match.group()) if match else ""
