"""Spreadsheets out of a stranger's file: bounded in size and time, nothing evaluated, nothing fetched.

openpyxl reads XLSX as a stream; with defusedxml beside it entities are refused. What a formula last showed is read, the
formula is not. `zipfile` never gives more than a member's declared size, so that declared sizes bound what is unpacked.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from syncd.domain.spreadsheet import Row, Sheet, Spreadsheet

LARGEST_FILE = 8 * 1024 * 1024
LARGEST_UNPACKED = 32 * 1024 * 1024  # of XML: pictures are not looked at
MEMBERS = 2000
SHEETS, ROWS, COLUMNS, CELLS = 12, 2000, 60, 40_000
LONGEST = 200  # characters of one cell
_UNITS = (("₽", "₽"), ("руб", "₽"), ("р.", "₽"), ("$", "$"), ("€", "€"), ("£", "£"), ("%", "%"))


def read_spreadsheet(filename: str, content: bytes) -> Spreadsheet | None:
    """The values of an XLSX or CSV file; None for any other, and for what is broken, locked, or too large to unpack."""
    if len(content) > LARGEST_FILE:
        return None
    ending = filename.rpartition(".")[2].casefold()
    try:
        if ending in ("xlsx", "xlsm"):
            return _read_workbook(content) if _is_bounded(content) else None
        return _read_csv(content) if ending == "csv" else None
    except Exception:  # noqa: BLE001 - a stranger's file in a library's hands: whatever is wrong, it is not read
        return None


def _is_bounded(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        unpacked = sum(each.file_size for each in members if each.filename.endswith((".xml", ".rels")))
        return len(members) <= MEMBERS and unpacked <= LARGEST_UNPACKED


def _read_workbook(content: bytes) -> Spreadsheet:
    from openpyxl import load_workbook  # only here: it is slow to load, and most commands read no table

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        left, whole, sheets = CELLS, len(book.worksheets) <= SHEETS, []
        for sheet in book.worksheets[:SHEETS]:
            rows, is_whole = _bounded(sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS), left)
            left -= sum(map(len, rows))
            whole = whole and is_whole
            sheets.append(Sheet(sheet.title, rows))
        return Spreadsheet(tuple(sheets), whole)
    finally:
        book.close()


def _bounded(found: Iterable[Iterable[Any]], left: int) -> tuple[tuple[Row, ...], bool]:
    rows: list[Row] = []
    for number, cells in enumerate(found):
        if number >= ROWS or left <= 0:
            return tuple(rows), False
        row = _trimmed(_shown(cell) for cell in cells)
        left -= len(row)
        rows.append(row)
    return tuple(rows), True


def _trimmed(cells: Iterable[str]) -> Row:
    """Without the empty cells at its end."""
    row = list(cells)
    while row and not row[-1]:
        row.pop()
    return tuple(row)


def _shown(cell: Any) -> str:
    match cell.value:
        case None:
            return ""
        case bool() as value:
            return str(value).upper()
        case int() | float() as value:
            return _number(value, str(cell.number_format or ""))
        case datetime() as value if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time() as value:
            return value.isoformat()
        case value:
            return _text(str(value))


def _number(value: float, number_format: str) -> str:
    unit = next((unit for mark, unit in _UNITS if mark in number_format.casefold()), "")
    shown = f"{value * 100 if unit == '%' else value:.6f}".rstrip("0").rstrip(".")
    return f"{shown} {unit}".strip()


def _text(value: str) -> str:
    return " ".join(value.split())[:LONGEST]


def _read_csv(content: bytes) -> Spreadsheet:
    text = _decoded(content)
    delimiter = max(";,\t", key=text[:4096].count)
    return Spreadsheet((Sheet("", tuple(_csv_rows(text, delimiter))),), text.count("\n") < ROWS)


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
        if number >= ROWS:
            return
        yield _trimmed(_text(cell) for cell in row[:COLUMNS])


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")
