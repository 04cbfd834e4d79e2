from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from syncd.domain.language.promise import find_promise

SENT_AT = datetime(2025, 5, 14, 11, 0, tzinfo=ZoneInfo("Europe/Moscow"))  # a Wednesday


@pytest.mark.parametrize(
    ("text", "due_on"),
    [
        ("Посмотрю завтра.", date(2025, 5, 15)),
        ("Согласуем в пятницу.", date(2025, 5, 16)),
        ("Приняли, вернёмся завтра.", date(2025, 5, 15)),
        ("Пришлём до среды.", date(2025, 5, 21)),
        ("Мила, мы ещё смотрим, до пятницы дадим ответ.", date(2025, 5, 16)),
        ("Апрув будет завтра, сейчас на созвонах.", date(2025, 5, 15)),
        ("Ответ будет на следующей неделе.", date(2025, 5, 23)),
        ("Вернусь из отпуска 19 мая и сразу утвержу.", date(2025, 5, 19)),
        ("Как приземлится, напишу.", None),
        ("Посмотрю и вернусь.", None),
        ("Буду смотреть вечером, отвечу завтра.", date(2025, 5, 15)),
        ("We'll get back to you by Friday.", date(2025, 5, 16)),
        ("Will review tomorrow.", date(2025, 5, 15)),
        ("You will hear from us next week.", date(2025, 5, 23)),
        ("I'll have an answer for you on Monday.", date(2025, 5, 19)),
        ("Let me check with the board and come back to you.", None),
        ("Answer to follow tomorrow.", date(2025, 5, 15)),
        ("Artur, I will approve it on Thursday, right after the board call.", date(2025, 5, 15)),
    ],
)
def test_a_promise_is_found_with_its_day(text: str, due_on: date | None) -> None:
    promise = find_promise(text, SENT_AT)
    assert promise is not None
    assert (promise.due_on, promise.words in text) == (due_on, True)


@pytest.mark.parametrize(
    "text",
    [
        "Посмотрите завтра.",
        "Посмотрим, если успеем.",
        "Если согласуете завтра, запустим в пятницу.",
        "Когда пришлёте?",
        "Можно мы ответим в понедельник?",
        "Давайте созвонимся завтра.",
        "Продлевать не будем.",
        "Вы писали: «пришлём завтра».",
        "Скажу честно, план слабый.",
        "Буду рад встрече в пятницу.",
        "Директор посмотрит завтра.",
        "Жду смету до вторника.",
        "Could you send it tomorrow?",
        "I won't be able to look at it tomorrow.",
        "If you send it today, we will approve tomorrow.",
        "We would review it on Friday.",
        "Please review by Friday.",
        "Медиаплан согласован.",
        "I'd look at it tomorrow if I had the file.",
        "You will send it tomorrow, right?",
        "Он посмотрит завтра.",
        "Не успеем посмотреть до пятницы.",
        "Посмотрели, вопросов нет.",
        "Надеюсь, посмотрите завтра.",
        "Увидимся в пятницу!",
        "Будем ждать отчёт в пятницу.",
        "Встречаемся в пятницу в 15:00.",
        "We met on Friday.",
        "I will be on holiday until Monday.",
        "Обещаем хорошо себя вести.",
        "Пойдём дальше.",
    ],
)
def test_what_is_conditional_denied_asked_or_cited_is_no_promise(text: str) -> None:
    assert find_promise(text, SENT_AT) is None


def test_an_hour_named_in_a_promise_is_kept() -> None:
    promise = find_promise("Пришлю завтра к 15:00.", SENT_AT)
    assert promise is not None
    assert promise.due_at == datetime(2025, 5, 15, 15, 0, tzinfo=SENT_AT.tzinfo)


@pytest.mark.parametrize(
    "text",
    [
        "Сделаю завтра.",
        "Ответим на неделе.",
        "Мы вернёмся к вам с решением не позднее 20 мая.",
        "Гляну вечерком.",
        "В четверг буду знать точно.",
        "Обсудим с директором и отпишемся.",
        "Наберу после обеда.",
        "Постараюсь успеть до конца дня.",
        "Отправляю завтра.",
        "Завтра подпишем и отправим курьером.",
        "Дам знать.",
        "Ответ дадим в понедельник.",
        "I'll revert by tomorrow.",
        "We will confirm on Monday.",
        "Expect my answer by Friday.",
        "I am going to read it tonight.",
        "Will let you know asap.",
    ],
)
def test_a_promise_is_found_however_it_is_said(text: str) -> None:
    assert find_promise(text, SENT_AT) is not None
