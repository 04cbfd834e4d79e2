"""Version and period as the author names them."""

from __future__ import annotations

import pytest

from syncd.domain.language.months import months_in
from syncd.domain.language.sums import sums_in
from syncd.domain.language.version import find_period, find_version


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Медиаплан v3 согласован", "v3"),
        ("согласуем третью версию", "третью версию"),
        ("берём второй вариант", "второй вариант"),
        ("вариант Б согласован", "вариант Б"),
        ("версия 2.1 подходит", "версия 2.1"),
        ("финальная версия от пятницы", "финальная версия"),
        ("approved, version 2", "version 2"),
        ("option B is approved", "option B"),
        ("Media plan rev. C is approved", "rev. C"),
        ("the second option is approved", "the second option"),
        ("Медиаплан согласован", None),
        ("в 3 часа созвон", None),
    ],
)
def test_a_version_stands_as_named(text: str, version: str | None) -> None:
    assert find_version(text) == version


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("медиаплан на июнь согласован", "июнь"),
        ("медиаплан на II квартал 2025 года", "II квартал 2025 года"),
        ("план на июль-август", "июль-август"),
        ("the Q3 plan", "Q3"),
        ("the June media plan", "June"),
        ("we may start", None),
    ],
)
def test_a_period_stands_as_named(text: str, period: str | None) -> None:
    assert find_period(text) == period


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("бюджет 1,2 млн", {1_200_000}),
        ("450 тыс. руб. вместо 520 000", {450_000, 520_000}),
        ("45,000 EUR", {45_000}),
        ("budget of 50k", {50_000}),
        ("£86,000 and $20", {86_000}),
        ("12.05, 14 постов, 2025 год", set()),
    ],
)
def test_sums_are_seen_and_dates_are_none(text: str, sums: set[int]) -> None:
    assert sums_in(text) == sums


def test_a_days_date_names_no_month_of_a_plan() -> None:
    assert months_in("план на июль, старт 3 июня") == {7}


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Пришлите, пожалуйста, исправленный вариант.", None),
        ("Жду обновлённую версию к среде.", None),
        ("Please send us the revised version.", None),
        ("Согласовываем исправленный вариант.", "исправленный вариант"),
        ("Пришлите версию 4, пожалуйста.", "версию 4"),
        ("Исправленный вариант согласован, пришлите счёт.", "Исправленный вариант"),
    ],
)
def test_a_version_that_is_only_wished_for_is_not_named(text: str, version: str | None):
    assert find_version(text) == version
