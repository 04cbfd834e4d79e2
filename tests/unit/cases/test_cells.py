"""Which cells of a plan changed, in the words of the note."""

from __future__ import annotations

from datetime import date

import pytest

from syncd.domain.agency import Language
from syncd.domain.cases.cells import changed_cells
from syncd.domain.cases.plan_file import FileChange
from syncd.domain.mail.workbook import read_spreadsheet
from syncd.domain.notes.plan_change import PlanChange, change_lines
from tests.support.workbooks import HEADS, plan, xlsx
from tests.unit.cases.world import WORDING, file, ours

JUNE = date(2026, 6, 1)
SEARCH, FEED = ("Яндекс", "Поиск", JUNE, 120_000), ("VK", "Лента", JUNE, 50_000)
AVITO = ("Авито", "Баннер", JUNE, 10_000)


def said(before: bytes, after: bytes, language: Language = Language.RU) -> list[str]:
    one, other = read_spreadsheet("a.xlsx", before), read_spreadsheet("a.xlsx", after)
    assert one is not None
    assert other is not None
    where = FileChange(ours("o", "14.05 10:00"), file("a.xlsx"), file("a.xlsx"))
    lines = change_lines(WORDING[language], PlanChange(where, changed_cells(one, other)))
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def table(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> bytes:
    return xlsx([heads, *rows])  # type: ignore[list-item]


def test_sum_period_and_platform_are_named_by_head_and_row() -> None:
    after = plan(search=150_000, platform="Telegram Ads", since=date(2026, 6, 8), number_format='#,##0 "₽"')
    assert said(plan(number_format='#,##0 "₽"'), after) == [
        "Изменилось в таблице:",
        "- Сумма, строка «Яндекс, Поиск»: 120 000 → 150 000 ₽",
        "- Сумма, строка «Итого»: 250 000 → 280 000 ₽",
        "- Период, строка «Яндекс, Поиск»: 01.06 → 08.06",
        "- Площадка, строка «VK, Лента»: VK → Telegram Ads",
    ]


def test_the_same_in_english() -> None:
    heads = ("Platform", "Period", "Cost, USD")
    before, after = (table(("Google", JUNE, cost), ("Meta", JUNE, 900.5), heads=heads) for cost in (1200, 1500))
    assert said(before, after, Language.EN) == ["Changed in the table:", '- Cost, USD, row "Google": 1,200 → 1,500 $']


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (table(SEARCH, FEED), table(SEARCH, AVITO, FEED), ["- добавлена строка «Авито, Баннер»: 10 000"]),
        (table(SEARCH, AVITO, FEED), table(SEARCH, FEED), ["- убрана строка «Авито, Баннер»: 10 000"]),
        (table(SEARCH, FEED), table(FEED, SEARCH), None),
        (
            table(SEARCH),
            table((*SEARCH, "да"), heads=(*HEADS, "Бренд-лифт")),
            ["- добавлен столбец «Бренд-лифт»"],
        ),
        (
            table(SEARCH, heads=("Площадка", "Формат", "Период", "Бюджет, руб.")),
            table((*SEARCH[:3], 130_000), heads=("Площадка", "Формат", "Период", "Бюджет, руб.")),
            ["- Бюджет, руб., строка «Яндекс, Поиск»: 120 000 → 130 000 ₽"],
        ),
        (xlsx([(1,), (2,)]), xlsx([(1,), (3,)]), ["- ячейка A2: 2 → 3"]),
        (
            xlsx(sheets={"Июнь": [("а", 1)], "Июль": [("а", 1)]}),
            xlsx(sheets={"Июнь": [("а", 2)], "Август": [("а", 1)]}),
            ["- добавлен лист «Август»", "- строка «а» (B1), лист «Июнь»: 1 → 2", "- убран лист «Июль»"],
        ),
    ],
    ids=["row added", "row gone", "rows moved", "column added", "currency in the head", "no heads", "sheets"],
)
def test_rows_columns_and_sheets(before: bytes, after: bytes, lines: list[str] | None) -> None:
    expected = (
        ["Изменилось в таблице:", *sorted(lines)] if lines else ["Значения в таблице прежние, отличается сам файл."]
    )
    found = said(before, after)
    assert [found[0], *sorted(found[1:])] == expected


def test_of_many_changes_a_few_are_named_and_the_rest_counted() -> None:
    before, after = (table(*((f"Площадка {n}", "", JUNE, n * factor) for n in range(1, 30))) for factor in (10, 20))
    found = said(before, after)
    assert (len(found), found[-1]) == (8, "- и ещё 23 изменения")
