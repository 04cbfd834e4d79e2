"""Spreadsheets as people's programs write them, and as an enemy would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date

from openpyxl import Workbook

Rows = Iterable[Iterable[str | float | date | None]]
HEADS = ("Площадка", "Формат", "Период", "Сумма")


def xlsx(rows: Rows = (), *, number_format: str = "#,##0", sheets: Mapping[str, Rows] | None = None) -> bytes:
    """A workbook of one sheet, or of the sheets named."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, table in (sheets or {"Лист1": rows}).items():
        sheet = book.create_sheet(title)
        for row in table:
            sheet.append(tuple(row))
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, int | float):
                    cell.number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plan(*, search: int = 120_000, platform: str = "VK", since: date = date(2026, 6, 1), **more: str) -> bytes:
    """A small media plan of June: three placements and their sum."""
    rows = [
        ("Медиаплан на июнь",),
        (),
        HEADS,
        ("Яндекс", "Поиск", since, search),
        ("Яндекс", "РСЯ", date(2026, 6, 1), 80_000),
        (platform, "Лента", date(2026, 6, 1), 50_000),
        ("Итого", None, None, search + 130_000),
    ]
    return xlsx(rows, **more)


def with_member(content: bytes, name: str, text: bytes) -> bytes:
    """The same archive with one member's content in another's place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, text if member == name else old.read(member))
    return out.getvalue()
