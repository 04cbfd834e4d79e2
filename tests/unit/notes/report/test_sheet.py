"""What of a review task's description is the text for the client, whatever people did to it."""

from __future__ import annotations

import pytest

from syncd.domain.agency import Language
from syncd.domain.notes.report.sheet import sheet, text_for_client
from tests.unit.cases.world import WORDING
from tests.unit.notes.report.week import a_task, moved, report

REF = "A-7F3K2"
REPORT = report(a_task("Съёмка", moved("12.05 12:00", "20.05", "01.06"), due="01.06"))
SHEET = sheet(REPORT, WORDING[Language.RU], published=True).plain + f"\n{REF}"
BEGIN, END = "————— текст для клиента —————", "————— конец текста —————"


def taken(description: str) -> tuple[str, ...] | None:
    return text_for_client(description, REF, WORDING)


def test_the_sheet_as_it_was_written() -> None:
    assert taken(SHEET) == REPORT.text
    assert "«Съёмка»: почему не переходит на новую неделю?" in SHEET


def test_in_whatever_language_it_was_written() -> None:
    assert taken(sheet(REPORT, WORDING[Language.EN], published=True).plain + f"\n{REF}") == REPORT.text


def test_only_what_stands_between_the_marks() -> None:
    assert taken(f"Пётр, глянь\n{SHEET}\nклиент сложный") == REPORT.text


def test_dashes_and_spaces_of_the_marks_do_not_matter() -> None:
    assert taken(SHEET.replace(BEGIN, "-- Текст для клиента --").replace(END, " конец текста")) == REPORT.text


def test_all_of_it_replaced_is_the_text() -> None:
    assert taken("Всё по плану.\n\nЗапуск 20.05.") == ("Всё по плану.", "", "Запуск 20.05.")
    assert taken(f"Всё по плану.\n{REF}") == ("Всё по плану.",)


@pytest.mark.parametrize(
    "broken",
    [
        SHEET.replace(BEGIN, ""),
        SHEET.replace(END, ""),
        SHEET.replace(BEGIN, "").replace(END, ""),
        SHEET.replace(BEGIN, "*").replace(END, BEGIN).replace("*", END),
        SHEET + "\n" + SHEET,
    ],
)
def test_where_it_cannot_be_told_nothing_is_taken(broken: str) -> None:
    assert taken(broken) is None


def test_an_emptied_text_is_empty() -> None:
    assert taken(f"{BEGIN}\n\n{END}\n{REF}") == ()
    assert taken("") == ()
