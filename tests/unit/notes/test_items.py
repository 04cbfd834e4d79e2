"""What a client's line names is the thing, not our asking for it, and no day without its reason."""

from __future__ import annotations

from datetime import date

import pytest

from syncd.domain.notes.items import item_of
from syncd.domain.notes.material import reason_in
from syncd.domain.notes.starts import start_named


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("пришлите логотип", "логотип"),
        ("Ольга, пришлите, пожалуйста, логотип в кривых.", "логотип в кривых"),
        ("Добрый день! Нужен логотип в кривых до 17.05", "логотип в кривых"),
        ("ждём от вас фото новых номеров к пятнице", "фото новых номеров"),
        ("просим прислать доступ к Метрике", "доступ к Метрике"),
        ("Please send us the vector logo by 17 May.", "vector logo"),
        ("Could you share the price list by Friday?", "price list"),
        ("логотип", "логотип"),
        ("пришлите", ""),
    ],
)
def test_the_item(words: str, item: str) -> None:
    assert item_of(words) == item


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Пришлите логотип до 17.05. 18.05 площадка закрывает приём материалов.",
            "18.05 площадка закрывает приём материалов.",
        ),
        (
            "Нужно до пятницы, так как модерация занимает два дня",
            "Нужно до пятницы, так как модерация занимает два дня.",
        ),
        ("The publisher closes submissions on 18 May.", "The publisher closes submissions on 18 May."),
        ("Пришлите логотип до 17.05.", ""),
    ],
)
def test_the_reason_for_a_day(text: str, reason: str) -> None:
    assert reason_in(text) == reason


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Старт кампании 20.05, ждём до 16.05", date(2026, 5, 20)),
        ("Запуск 3 июня", date(2026, 6, 3)),
        ("The campaign starts on 20 May", date(2026, 5, 20)),
        ("Старт 10.01", date(2027, 1, 10)),
        ("Старт 20.05, второй запуск 25.05", None),
        ("Ждём до 16.05", None),
        ("Старт 45.13", None),
    ],
)
def test_the_start_that_a_letter_names(text: str, start: date | None) -> None:
    assert start_named(text, date(2026, 5, 12)) == start
