"""Why a case is as it is, for a person."""

from __future__ import annotations

from syncd.domain.agency import Language
from syncd.domain.cases.case import Case
from syncd.domain.notes.explain import explain_case
from tests.unit.cases.world import WORDING, asks, at, cases_at, ours, own, view

UNANSWERED = asks("a", "14.05 11:05")


def explained(case: Case, when: str, language: Language = Language.RU) -> list[str]:
    return explain_case(case, WORDING[language], view(now=at(when)).calendar, at(when)).split("\n")


def test_an_open_case_says_which_clock_runs_until_when_in_working_time() -> None:
    (case,) = cases_at("14.05 13:35", UNANSWERED)
    assert explained(case, "14.05 13:35") == [
        "Письмо без ответа: ждёт. Ключ reply:a.",
        "Отсчёт от письма «Цены на июнь», Ольга Жукова, 14.05, 11:05; срок 14.05, 15:05.",
        "До срока осталось рабочего времени: 1 ч 30 мин.",
        "Шаг 1: 14.05, 15:05, впереди.",
        "Шаг 2: 14.05, 17:05, впереди.",
        "Шаг 3: 15.05, 10:05, впереди.",
        "У кого: anna.orlova@agency.example.",
    ]


def test_an_overdue_case_counts_no_night() -> None:
    (case,) = cases_at("15.05 11:05", UNANSWERED)
    assert "Overdue by working time: 5 h 0 min." in explained(case, "15.05 11:05", Language.EN)


def test_a_closed_case_says_by_what() -> None:
    (case,) = cases_at("14.05 18:00", UNANSWERED, ours("o", "14.05 12:00", answers="a"))
    assert explained(case, "14.05 18:00")[0] == (
        "Письмо без ответа: закрыто. Ответ отправлен 14.05 в 12:00, Анна Орлова. Ключ reply:a."
    )


def test_a_snooze_shows_as_the_new_due_time() -> None:
    (case,) = cases_at("15.05 12:00", UNANSWERED, own("a", "14.05 15:05", due="18.05 12:00", due_set="14.05 15:30"))
    assert "срок 18.05, 12:00." in explained(case, "15.05 12:00")[1]
