"""People answer the daemon in Asana: complete, reopen, move a date, delete; each is understood, in the same cycle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from syncd.demo.asana.model import Task
from syncd.demo.asana.rich_text import to_plain
from tests.e2e.program import syncd_json
from tests.e2e.small_office import ANNA, OLGA, SmallOffice, small_office
from tests.support.dovecot import needs_dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]

NOON = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
LATE = NOON + timedelta(hours=5)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Asana's clock is the real one, half a year ahead of the moments asked for."""
    with small_office(tmp_path) as found:
        yield found


def once(office: SmallOffice, at: datetime) -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = syncd_json("once", "--as-of", at.isoformat(), config=office.config)["notes"]
    return [note for note in notes if note["action"] != "waiting"]


def the_task(office: SmallOffice) -> Task:
    (task,) = office.team_tasks()
    return task


def question(office: SmallOffice, at: datetime = NOON, answers: str | None = None) -> str:
    return office.letter("Отчёт за неделю", "Анна, когда пришлёте отчёт за неделю?", at=at, answers=answers)


def answer(office: SmallOffice, to: str, at: datetime) -> None:
    office.letter("Re: Отчёт за неделю", "Отчёт во вложении.", at=at, sender=ANNA, to=OLGA, folder="Sent", answers=to)


def test_a_completed_task_closes_the_case(office: SmallOffice):
    question(office)
    once(office, LATE)
    office.asana.person(ANNA).complete(the_task(office))
    assert once(office, LATE + timedelta(hours=8)) == []
    assert the_task(office).completed
    assert syncd_json("status", config=office.config)["cases"] == []


def test_a_letter_after_the_completion_is_a_new_case_and_is_not_swallowed(office: SmallOffice):
    first = question(office)
    once(office, LATE)
    office.asana.person(ANNA).complete(the_task(office))
    once(office, LATE + timedelta(minutes=5))
    question(office, at=LATE + timedelta(hours=1), answers=first)
    for hours in (2, 10, 20):
        once(office, LATE + timedelta(hours=hours))
    assert [task.completed for task in office.team_tasks()] == [True, False]


def test_explain_says_which_clock_runs_until_when_in_working_time(office: SmallOffice):
    question(office)
    (note,) = once(office, LATE)
    (clock,) = syncd_json("explain", note["ref"], config=office.config)["clocks"]
    assert clock["explained"][1:] == [
        "Отсчёт от письма «Отчёт за неделю», olga.zhukova@client1.example, 14.05, 12:00; срок 14.05, 16:00.",
        "Срок прошёл, рабочего времени после него: 1 ч 0 мин.",
        "Шаг 1: 14.05, 16:00, наступил.",
        "Шаг 2: 14.05, 18:00, впереди.",
        "Шаг 3: 14.05, 20:00, впереди.",
        "У кого: anna.orlova@agency.example.",
    ]


def test_a_reopened_task_runs_on_and_completes_when_it_is_answered(office: SmallOffice):
    first = question(office)
    once(office, LATE)
    office.asana.person(ANNA).complete(the_task(office))
    once(office, LATE + timedelta(minutes=5))
    office.asana.person(ANNA).reopen(the_task(office))
    once(office, LATE + timedelta(minutes=10))
    assert not the_task(office).completed
    answer(office, first, LATE + timedelta(minutes=15))
    once(office, LATE + timedelta(minutes=20))
    assert the_task(office).completed


def test_our_own_completion_is_no_persons_act(office: SmallOffice):
    first = question(office)
    once(office, LATE)
    answer(office, first, LATE + timedelta(minutes=5))
    once(office, LATE + timedelta(minutes=10))
    assert the_task(office).completed
    assert once(office, LATE + timedelta(minutes=20)) == []


def test_a_later_due_date_is_a_snooze(office: SmallOffice):
    question(office)
    once(office, LATE)
    office.asana.person(ANNA).move_due(the_task(office), (LATE + timedelta(days=3)).date())
    for hours in (1, 10, 24, 40):
        assert [note for note in once(office, LATE + timedelta(hours=hours)) if note["kind"] == "reply"] == []


def test_a_deleted_task_is_not_written_again_and_troubles_nobody(office: SmallOffice):
    question(office)
    once(office, LATE)
    office.asana.person(ANNA).delete(the_task(office))
    for hours in (1, 10, 24):
        created = [note for note in once(office, LATE + timedelta(hours=hours)) if note["kind"] == "reply"]
        assert created == []


def test_a_reply_that_answers_one_of_two_questions_names_the_other(office: SmallOffice):
    asked = "Анна, когда выйдет отчёт за апрель? Сколько будет стоить съёмка ролика?"
    first = office.letter("Отчёт и съёмка", asked, at=NOON)
    once(office, LATE)
    office.letter(
        "Re: Отчёт и съёмка",
        "Отчёт за апрель выйдет в пятницу.",
        at=LATE,
        sender=ANNA,
        to=OLGA,
        folder="Sent",
        answers=first,
    )
    once(office, LATE + timedelta(minutes=5))
    text = to_plain(the_task(office).html_notes)
    assert text.split("\n")[1] == "Без ответа остался вопрос: «Сколько будет стоить съёмка ролика?»"
