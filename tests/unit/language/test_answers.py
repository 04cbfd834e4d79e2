from __future__ import annotations

import pytest

from syncd.domain.language.answers import open_questions

START = "Когда старт кампании?"
RENEWAL = "Сколько стоит продление договора?"
LOGO = "Какой логотип ставить на баннеры?"


@pytest.mark.parametrize(
    ("questions", "answer", "still_open"),
    [
        ((START, RENEWAL), "Ольга, добрый день! Старт кампании в понедельник. Спасибо!", (RENEWAL,)),
        ((START, LOGO), "Кампания стартует 20 мая, старт показов в 10:00.", (LOGO,)),
        ((START, RENEWAL, LOGO), "1. В понедельник.\n3. Старый.", (RENEWAL,)),
        ((START, RENEWAL, LOGO), "1) В понедельник.\n2) 40 тысяч.\n3) Старый.", ()),
        ((START, RENEWAL), "Кампания начнётся в понедельник. Про остальное напишу завтра.", (RENEWAL,)),
        (
            ("When does the campaign start?", "Who pays for the photos?"),
            "The campaign starts on Monday. Thank you!",
            ("Who pays for the photos?",),
        ),
    ],
)
def test_a_question_passed_over_is_named(questions: tuple[str, ...], answer: str, still_open: tuple[str, ...]) -> None:
    assert open_questions(questions, answer) == still_open


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        ((START,), "Спасибо за письмо, у нас всё хорошо, погода отличная, сегодня снимаем ролик в новом павильоне."),
        ((START, RENEWAL), "Да."),
        ((START, RENEWAL), "В понедельник. 40 тысяч рублей в месяц."),
        ((START, RENEWAL), "Кампания стартует в понедельник утром.\nЦена прежняя, 40 тысяч в месяц, без изменений."),
        ((START, RENEWAL), "Кампания стартует в понедельник, 40 тысяч."),
        ((START, LOGO), "Кампания стартует в понедельник, ставьте старый."),
        ((START, RENEWAL), "Созвонимся в 15:00 и всё обсудим подробно с нашим директором по работе с клиентами."),
        ((START, RENEWAL), "Договор продлеваем на прежних условиях, стартуем сразу."),
        (("Will we make Friday?", "When does it start?"), "Yes, on Monday."),
        ((), "Отчёт во вложении."),
        ((START, RENEWAL), ""),
        ((START, RENEWAL, LOGO), "1. В понедельник."),
    ],
)
def test_nothing_is_claimed_where_it_is_unclear(questions: tuple[str, ...], answer: str) -> None:
    assert open_questions(questions, answer) == ()
