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
        ("Так\tли это", ("Так\tли это",)),
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
        "Скажите спасибо дизайнеру!",
        "Как и договаривались, высылаю файл.",
        "Что ж, попробуем.",
        "Кто бы сомневался)",
        "Как только получим ответ, сообщим.",
        "Где-то к пятнице пришлём.",
        "We know what we want.",
        "Which is why we chose you.",
        "How nice!",
        "When you have time, call me.",
        "Мы не знаем, подпишет ли директор.",
    ],
)
def test_civilities_rhetoric_and_subordinate_clauses_are_no_questions(text: str) -> None:
    assert find_questions(text) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Добрый день! Подскажите, пожалуйста, стоимость размещения на июль и сроки. Спасибо!", 1),
        ("Сколько стоит продление? И когда платить? Заранее спасибо.", 2),
        ("Вопросы: 1) где отчёт; 2) кто оплачивает съёмку?", 2),
        ("У меня к вам два вопроса. Первый: почему выросла цена клика. Второй: когда новый макет.", 2),
        ("Правильно ли я понимаю, что НДС включён", 1),
        ("А можно без радио?", 1),
        ("What is the status of the July invoice", 1),
        ("Is it true that TikTok is cheaper now?", 1),
        ("I do not know why the numbers differ.", 1),
        ("Do let me know whether the slot is free.", 1),
        ("Интересно, а конкуренты тоже там рекламируются?", 1),
        ("Узнайте, пожалуйста, сколько стоит щит на Ленина.", 1),
        ("Успеете до среды?", 1),
        ("Не подскажете, кто у вас отвечает за SEO", 1),
    ],
)
def test_every_question_of_a_letter_is_counted(text: str, count: int) -> None:
    questions = find_questions(text)
    assert (len(questions), all(question in text for question in questions)) == (count, True)
