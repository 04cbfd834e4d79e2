"""A report is under 250 words, and what waits for a reason is not published."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncd.domain.notes.report.layout import count_words, publishable, tidy
from tests.unit.cases.world import at
from tests.unit.notes.report.week import a_task, moved, report, says

LONG = "Ждём " + " ".join(["согласования"] * 25)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=12, deadline=None)
def test_however_much_there_is_it_is_under_250_words(carried: int, left: int, new: int) -> None:
    tasks = [
        *(a_task(f"Баннеры для площадки номер {n}", due="20.05", gid=f"c{n}") for n in range(carried)),
        *(
            a_task(f"Перенос {n}", moved("12.05 12:00", "14.05", "01.06"), says("12.05 12:01", LONG), due="01.06", gid=f"m{n}")
            for n in range(left)
        ),
        *(a_task(f"Новая {n}", gid=f"n{n}", created_at=at("12.05 12:00")) for n in range(new)),
    ]  # fmt: skip
    found = report(*tasks)
    assert count_words(found.text) < 250
    assert found.text == report(*reversed(tasks)).text


def test_what_does_not_fit_is_counted() -> None:
    found = report(*(a_task(f"Баннеры для площадки номер {n:02}", due="20.05", gid=f"c{n}") for n in range(60)))
    assert found.sections[0].lines[-1].text == "и ещё 30 задач"
    assert len(found.sections[0].lines) == 31


def test_an_unanswered_line_is_left_out_and_nothing_else() -> None:
    lines = ("Новые задачи:", "- А, причина: —", "- Б, зачем: «цель»", "", "Ждём от вас:", "Нет")
    assert publishable(lines) == (
        ("Новые задачи:", "- Б, зачем: «цель»", "", "Ждём от вас:", "Нет"),
        ("А, причина: —",),
    )


def test_a_heading_without_any_line_left_goes_too_for_no_would_be_untrue() -> None:
    lines = ("Не переходит:", "- А, причина: —", "", "Новые задачи:", "- Б, причина: —", "", "Ждём от вас:", "Нет")
    assert publishable(lines) == (("Ждём от вас:", "Нет"), ("А, причина: —", "Б, причина: —"))


def test_what_a_person_wrote_is_published_as_it_stands() -> None:
    lines = ("Добрый день.", "", "Всё по плану: 22.05 запуск — вовремя.")
    assert publishable(lines) == (lines, ())


@pytest.mark.parametrize(
    ("name", "shown"),
    [("  Баннеры \n для РСЯ. ", "Баннеры для РСЯ"), ("Ура!!! 🎉", "Ура"), ("!", "…"), ("а " * 20, "а " * 13 + "а…")],
)
def test_names_are_tidied(name: str, shown: str) -> None:
    assert tidy(name) == shown
