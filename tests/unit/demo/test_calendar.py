"""The demo's days: always a working one, whatever today is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from syncd.demo.letters.calendar import Calendar, is_working_day, last_working_day


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 5, 14), date(2026, 5, 14)),  # a Thursday
        (date(2026, 5, 17), date(2026, 5, 15)),  # a Sunday
        (date(2026, 1, 7), date(2025, 12, 30)),  # inside the New Year holidays
    ],
)
def test_the_story_ends_on_the_last_working_day(today: date, expected: date) -> None:
    assert last_working_day(today) == expected


def test_offsets_count_working_days_only() -> None:
    calendar = Calendar(date(2026, 5, 12))

    assert [calendar.day(offset) for offset in (-2, -1, 0, 1)] == [
        date(2026, 5, 7),
        date(2026, 5, 8),
        date(2026, 5, 12),
        date(2026, 5, 13),
    ]


def test_words_name_months_and_days_relative_to_today() -> None:
    words = Calendar(date(2026, 5, 14)).words()

    text = "Медиаплан на {month}, отчёт за {last_month}, до {d+1}; {month_en} plan by {D-1}".format_map(words)

    assert text == "Медиаплан на июнь, отчёт за апрель, до 15.05; June plan by 13 May"


def test_every_day_of_a_year_gives_a_working_day_with_four_weeks_before_it() -> None:
    for number in range(0, 365, 7):
        calendar = Calendar(last_working_day(date(2026, 1, 1) + timedelta(days=number)))
        assert is_working_day(calendar.today)
        assert is_working_day(calendar.day(-19))
