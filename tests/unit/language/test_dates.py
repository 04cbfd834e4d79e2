from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.domain.language.dates import find_dates

MOSCOW = ZoneInfo("Europe/Moscow")
WEDNESDAY = datetime(2025, 5, 14, 11, 0, tzinfo=MOSCOW)


def on(month: int, day: int, year: int = 2025) -> date:
    return date(year, month, day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("пришлём до пятницы", ("до пятницы", on(5, 16), True)),
        ("нужно к среде", ("к среде", on(5, 21), True)),
        ("ответим в понедельник", ("в понедельник", on(5, 19), False)),
        ("в следующую пятницу обсудим", ("в следующую пятницу", on(5, 23), False)),
        ("в понедельник на следующей неделе", ("в понедельник на следующей неделе", on(5, 19), False)),
        ("сделаем до пт", ("до пт", on(5, 16), True)),
        ("завтра посмотрю", ("завтра", on(5, 15), False)),
        ("послезавтра напишу", ("послезавтра", on(5, 16), False)),
        ("сегодня до конца дня", ("сегодня до конца дня", on(5, 14), True)),
        ("завтра до обеда", ("завтра до обеда", on(5, 15), True)),
        ("до вечера ответим", ("до вечера", on(5, 14), True)),
        ("через два дня", ("через два дня", on(5, 16), False)),
        ("через неделю", ("через неделю", on(5, 21), False)),
        ("в течение двух рабочих дней", ("в течение двух рабочих дней", on(5, 16), True)),
        ("на следующей неделе", ("на следующей неделе", on(5, 23), False)),
        ("до конца недели", ("до конца недели", on(5, 16), True)),
        ("до конца мая", ("до конца мая", on(5, 31), True)),
        ("после выходных", ("после выходных", on(5, 19), False)),
        ("после праздников", ("после праздников", on(6, 13), False)),
        ("до 15.05", ("до 15.05", on(5, 15), True)),
        ("к 3-му июня", ("к 3-му июня", on(6, 3), True)),
        ("до 20 июня 2026 года", ("до 20 июня 2026 года", on(6, 20, 2026), True)),
        ("5 декабря", ("5 декабря", on(12, 5), False)),
        ("до 15 января", ("до 15 января", on(1, 15, 2026), True)),
        ("до 20 числа", ("до 20 числа", on(5, 20), True)),
        ("к 10-му", ("к 10-му", on(6, 10), True)),
        ("в пятницу, 16 мая", ("в пятницу, 16 мая", on(5, 16), False)),
        ("ваше письмо от 14.04", ("от 14.04", on(4, 14), False)),
        ("до Нового года", ("до Нового года", on(12, 31), True)),
        ("после НГ", ("после НГ", on(1, 9, 2026), False)),
        ("до праздников", ("до праздников", on(6, 11), True)),
        ("before Christmas", ("before Christmas", on(12, 24), True)),
        ("пришлю к утру", ("к утру", on(5, 15), True)),
        ("by Wednesday", ("by Wednesday", on(5, 21), True)),
        ("this Friday", ("this Friday", on(5, 16), False)),
        ("next Friday", ("next Friday", on(5, 23), False)),
        ("next week", ("next week", on(5, 23), False)),
        ("early next week", ("early next week", on(5, 20), False)),
        ("by end of day", ("by end of day", on(5, 14), True)),
        ("EOD", ("EOD", on(5, 14), True)),
        ("in two days", ("in two days", on(5, 16), False)),
        ("within 3 business days", ("within 3 business days", on(5, 19), True)),
        ("on 15 May", ("on 15 May", on(5, 15), False)),
        ("by June 3rd", ("by June 3rd", on(6, 3), True)),
        ("Please approve by June 3.", ("by June 3", on(6, 3), True)),
        ("due 05/12", ("due 05/12", on(12, 5), True)),
        ("by 05/23", ("by 05/23", on(5, 23), True)),
        ("by the 20th", ("by the 20th", on(5, 20), True)),
        ("by the end of May", ("by the end of May", on(5, 31), True)),
        ("2025-06-01", ("2025-06-01", on(6, 1), False)),
    ],
)
def test_a_named_day_is_found_with_its_words(text: str, expected: tuple[str, date, bool]) -> None:
    assert [(d.words, d.on, d.is_deadline) for d in find_dates(text, WEDNESDAY)] == [expected]


@pytest.mark.parametrize(
    ("text", "words", "at"),
    [
        ("завтра к 15:00", "завтра к 15:00", datetime(2025, 5, 15, 15, 0, tzinfo=MOSCOW)),
        ("к 15:00 пятницы", "к 15:00 пятницы", datetime(2025, 5, 16, 15, 0, tzinfo=MOSCOW)),
        ("tomorrow by 3pm", "tomorrow by 3pm", datetime(2025, 5, 15, 15, 0, tzinfo=MOSCOW)),
        ("Friday 16 May at 10am", "Friday 16 May at 10am", datetime(2025, 5, 16, 10, 0, tzinfo=MOSCOW)),
        ("нужно до 14-30", "до 14-30", datetime(2025, 5, 14, 14, 30, tzinfo=MOSCOW)),
        ("вернусь в 16:00", "в 16:00", datetime(2025, 5, 14, 16, 0, tzinfo=MOSCOW)),
        ("пришлю к 10:00", "к 10:00", datetime(2025, 5, 15, 10, 0, tzinfo=MOSCOW)),
        ("через час отвечу", "через час", datetime(2025, 5, 14, 12, 0, tzinfo=MOSCOW)),
        ("в 9 утра в четверг", "в 9 утра в четверг", datetime(2025, 5, 15, 9, 0, tzinfo=MOSCOW)),
    ],
)
def test_an_hour_is_read_with_its_day(text: str, words: str, at: datetime) -> None:
    assert [(d.words, d.at) for d in find_dates(text, WEDNESDAY)] == [(words, at)]


@pytest.mark.parametrize(
    "text",
    [
        "медиаплан v2.10",
        "версия 3.12",
        "на 1.5 млн рублей",
        "CPA 12.05 руб",
        "рост 12.05%",
        "+7 495 555-01-41",
        "8 800 555-01-41",
        "план на июнь",
        "бюджет на май и июнь",
        "с 5 по 12 декабря",
        "5-12 декабря",
        "from 5 to 12 December",
        "на связи 24/7",
        "50/50",
        "3/4 бюджета",
        "п. 4.2 договора",
        "10:00-19:00",
        "с 10:00 до 19:00",
        "в среде разработки",
        "в прошлую пятницу",
        "last Friday",
        "31.02",
        "формат 16:9",
        "высота 10.12 м",
        "оценка 10/10",
        "№ 15.05/2",
        "€12.50",
        "300x250",
        "it may be 5 people",
    ],
)
def test_versions_sums_telephones_and_periods_are_no_dates(text: str) -> None:
    assert find_dates(text, WEDNESDAY) == ()


@given(
    st.text(max_size=200),
    st.integers(0, 50_000).map(lambda hours: WEDNESDAY + timedelta(hours=hours)),
)
def test_every_found_date_quotes_the_text_exactly(text: str, sent_at: datetime) -> None:
    for named in find_dates(text, sent_at):
        assert text[named.start : named.end] == named.words


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(0, 330))
def test_a_deadline_by_day_and_month_lies_ahead(today: date, days: int) -> None:
    due = today + timedelta(days=days)
    sent_at = datetime(today.year, today.month, today.day, 12, 0, tzinfo=MOSCOW)
    assert [d.on for d in find_dates(f"до {due.day:02}.{due.month:02}", sent_at)] == [due]


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.sampled_from(["понедельник", "вторник", "четверг"]))
def test_a_weekday_is_the_next_one_and_never_today(today: date, weekday: str) -> None:
    sent_at = datetime(today.year, today.month, today.day, 12, 0, tzinfo=MOSCOW)
    (named,) = find_dates(f"в {weekday}", sent_at)
    assert 1 <= (named.on - today).days <= 7
    assert named.on.weekday() == ["понедельник", "вторник", "среда", "четверг"].index(weekday)
