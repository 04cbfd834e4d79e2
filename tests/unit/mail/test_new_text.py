"""What an author newly wrote, in the layouts of many programs: nothing of it lost, nothing else in it."""

from __future__ import annotations

import pytest

from syncd.domain.mail.new_text import extract
from tests.unit.mail.every_layout import LAYOUTS
from tests.unit.mail.layouts import Layout
from tests.unit.mail.program_layouts import THREADS

ANSWERS = (
    "Анна, спасибо!\n\nСтавку по радио поправьте, остальное обсудим в среду.",
    "ок, но без радио",
    "Вопросы:\n1. Почему радио 30 %?\n2. Когда старт?\n\nЖду ответа до 15:00.",
)


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("answer", ANSWERS, ids=("a paragraph", "one line", "a list"))
def test_an_answer_comes_out_as_written_and_nothing_with_it(layout: Layout, answer: str) -> None:
    expected = f"Здравствуйте, Анна. {folded(answer)}" if "initials as marks" in layout.name else folded(answer)
    assert folded(extract(layout.letter(answer)).new_text) == expected


@pytest.mark.parametrize(
    "layout",
    [layout for layout in LAYOUTS if "{quoted}" in layout.template and layout not in THREADS],
    ids=lambda layout: layout.name,
)
def test_the_request_that_is_answered_is_in_the_quoted_text(layout: Layout) -> None:
    quoted = extract(layout.letter("ок, но без радио")).quoted_text
    assert "Прошу согласовать до пятницы." in quoted
    assert "ок, но без радио" not in quoted
    assert "agency.example" not in quoted
