from __future__ import annotations

import pytest

from syncd.domain.language.questions import find_questions


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Артур, добрый день! Успеваем ли к пятнице? Спасибо.", ("Успеваем ли к пятнице?",)),
        ("Подскажите, когда выйдет отчёт.", ("Подскажите, когда выйдет отчёт.",)),
        ("Нас интересует, успеваем ли к выставке", ("Нас интересует, успеваем ли к выставке",)),
        ("не поняла зачем мы тратим 40% на охват", ("не поняла зачем мы тратим 40% на охват",)),
        ("где отчёт за июнь", ("где отчёт за июнь",)),
        ("Согласовано. Когда ждать первые показы?", ("Когда ждать первые показы?",)),
        ("Есть вопрос по картам.", ("Есть вопрос по картам.",)),
        ("Just wondering whether we are still on track.", ("Just wondering whether we are still on track.",)),
        ("Could you tell me when it starts? And who pays?", ("Could you tell me when it starts?", "And who pays?")),
        ("Quick question: is VAT included", ("Quick question: is VAT included",)),
        ("when do the banners go live", ("when do the banners go live",)),
        ("Please let me know if the start moves.", ("Please let me know if the start moves.",)),
        ("Mila, kogda vyshlite otchet?", ("Mila, kogda vyshlite otchet?",)),
    ],
)
def test_a_question_is_found_as_written(text: str, questions: tuple[str, ...]) -> None:
    assert find_questions(text) == questions


@pytest.mark.parametrize(
    "text",
    [
        "Как дела?",
        "Привет, как выходные?",
        "Hi, how are you?",
        "У нас уже снег, представляете?",
        "Почему бы и нет?",
        "Когда вернусь, напишу.",
        "Где договорились, там и встретимся, я буду вовремя.",
        "Решаем, продлевать ли договор.",
        "Вряд ли успеем.",
        "Вы спрашивали «когда старт?», отвечу завтра.",
        "Что касается бюджета, он прежний.",
        "When I am back, I'll read it.",
        "What a day!",
        "Let me know if you have any questions.",
        "Спасибо, вопросов нет.",
    ],
)
def test_civilities_rhetoric_and_subordinate_clauses_are_no_questions(text: str) -> None:
    assert find_questions(text) == ()
