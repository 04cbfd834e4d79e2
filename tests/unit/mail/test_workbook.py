"""A stranger's spreadsheet is read within bounds, or not at all."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from syncd.domain.mail.workbook import read_spreadsheet
from syncd.domain.spreadsheet import Sheet, Spreadsheet
from tests.support.workbooks import plan, with_member, xlsx

SHEET = "xl/worksheets/sheet1.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_of(rows: str, before: str = "") -> bytes:
    text = f"<?xml version='1.0'?>{before}<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>"
    return with_member(xlsx([("x",)]), SHEET, text.encode())


def test_values_stand_as_a_person_sees_them() -> None:
    rows = [("Сумма", "Доля"), (120_000.5, None), (date(2026, 6, 1), True), ("  два \n слова ", 3)]
    found = read_spreadsheet("План.XLSX", xlsx(rows, number_format='#,##0 "₽"'))
    expected = (("Сумма", "Доля"), ("120000.5 ₽",), ("2026-06-01", "TRUE"), ("два слова", "3 ₽"))
    assert found == Spreadsheet((Sheet("Лист1", expected),))


def test_a_comma_separated_table_is_one_too() -> None:
    text = "Площадка;Сумма\nЯндекс;120000\n".encode("cp1251")
    assert read_spreadsheet("plan.csv", text) == Spreadsheet(
        (Sheet("", (("Площадка", "Сумма"), ("Яндекс", "120000"))),)
    )


def test_of_a_formula_only_what_it_last_showed_is_read() -> None:
    content = sheet_of(
        '<row r="1"><c r="A1"><f>1+WEBSERVICE("http://x.example")</f><v>7</v></c><c r="B1"><f>A1*2</f></c></row>'
    )
    assert read_spreadsheet("a.xlsx", content) == Spreadsheet((Sheet("Лист1", (("7",),)),))


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip
OUTSIDE = "<!DOCTYPE x [<!ENTITY j SYSTEM 'file:///etc/hostname'>]>"
ENTITY = '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE])
def test_a_file_with_entities_is_not_read(declared: str) -> None:
    assert read_spreadsheet("a.xlsx", sheet_of(ENTITY, declared)) is None


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, b" " * (40 * 1024 * 1024))
    return out.getvalue()


def lying_bomb() -> bytes:
    """Its directory says that the sheet is small."""
    content = sheet_of('<row r="1"><c r="A1"><v>7</v></c></row>' + " " * (40 * 1024 * 1024))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    return content.replace(size.to_bytes(4, "little"), (300).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b""),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 locked with a password"),
        ("a.xlsx", plan()[:900]),
        ("a.xlsx", bomb()),
        ("a.xlsx", lying_bomb()),
        ("a.xls", plan()),
        ("a.pdf", b"%PDF-1.7"),
        ("a.csv", b"x" * (9 * 1024 * 1024)),
    ],
    ids=["empty", "broken", "locked", "cut", "bomb", "lying bomb", "old form", "another form", "too large"],
)
def test_what_cannot_be_read_safely_is_not_read(name: str, content: bytes) -> None:
    assert read_spreadsheet(name, content) is None


def test_a_cell_at_the_end_of_the_world_costs_nothing() -> None:
    content = sheet_of('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    found = read_spreadsheet("a.xlsx", content)
    assert found is not None
    assert (found.sheets[0].rows[0], found.is_whole, len(found.sheets[0].rows)) == (("1",), False, 2000)


def test_what_was_not_read_to_its_end_is_never_called_the_same() -> None:
    long = read_spreadsheet("a.xlsx", xlsx([("строка", number) for number in range(2100)]))
    assert long is not None
    assert long.has_other_cells(long)
