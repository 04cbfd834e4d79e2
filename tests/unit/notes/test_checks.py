"""The last look at a client's text refuses what section 11 refuses, and lets every text of ours pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncd.domain.notes.checks import check_client_text
from syncd.domain.notes.note import Audience
from tests.unit.cases.world import (
    PETR,
    AskKind,
    approved,
    at,
    conditional,
    notes_at,
    ours,
    ours_asks,
    request,
    revoked,
    task,
    view,
)

NOW = at("20.05 12:00")
VIEW = view(
    ours("o", "14.05 10:00", from_=PETR),
    task("1", "Смета 120 000 ₽", notes="Бюджет июня: 90 000 руб."),
    now=NOW,
    forbidden_words=("Солнечный Пёс", "sunny-dog.example"),
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Нет ответа уже 3 дня", "days of silence"),
        ("No reply for three days", "days of silence"),
        ("Клиент не отвечает", "blame"),
        ("Вы забыли прислать логотип", "blame"),
        ("Ольга не прислала логотип", "blame"),
        ("Ждём ответа уже неделю", "blame"),
        ("Срок просрочен, вы просрочили оплату", "blame"),
        ("You failed to send the logo", "blame"),
        ("We are still waiting for you", "blame"),
        ("Такой же план получил Солнечный Пёс", "another client"),
        ("как в проекте солнечный пес", "another client"),
        ("см. sunny-dog.example", "another client"),
        ("Пишите на anna@agency.example", "an e-mail address"),
        ("Готовит Пётр Ильин", "a name of the team"),
        ("Передано Петру Ильину", "a name of the team"),
        ("Сумма 150 000 ₽", "a sum that stands nowhere in the project"),
        ("Сумма 150 тыс. руб.", "a sum that stands nowhere in the project"),
        ("The sum of $1,500", "a sum that stands nowhere in the project"),
        ("Сумма 150000", "a sum that stands nowhere in the project"),
        ("Завтра пришлём", "a promise"),
        ("Приступаем к работе", "a promise"),
        ("We will start on Monday", "a promise"),
        ("Согласовано!", "exclamation or emoji"),
        ("Согласовано 👍", "exclamation or emoji"),
    ],
)
def test_refused(text: str, what: str) -> None:
    problem = check_client_text(text, VIEW)
    assert problem is not None
    assert what in problem.what


@pytest.mark.parametrize(
    "text",
    [
        "Смета: 120 000 ₽, бюджет июня 90 000 руб.",
        "Анна Орлова на связи по всем вопросам.",
        "Медиаплан на 2026 год, версия 12, письмо от 14.05, 15:42.",
        "Задача о псах и солнечных днях.",
        "До 16.05 рубрикатор, в версии 3 ролик.",
    ],
)
def test_let_pass(text: str) -> None:
    assert check_client_text(text, VIEW) is None


def test_words_given_beside_the_views_are_refused_too() -> None:
    assert check_client_text("Пушинка", VIEW, ("Пушинка",)) is not None


def test_a_clients_own_name_is_its_own_even_where_another_is_called_alike() -> None:
    alike = replace(VIEW, client=replace(VIEW.client, name="Солнечный Пёс и Ко"))
    assert check_client_text("Согласовано: Солнечный Пёс и Ко", alike) is None


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_text_we_write_for_a_client_passes(language: str) -> None:
    facts = (
        request("r", "12.05 10:00", text="Старт 20.05"),
        approved("a", "12.05 12:00", answers="r"),
        revoked("b", "13.05 12:00", answers="a"),
        request("q", "13.05 14:00", "4", answers="b"),
        conditional("c", "13.05 15:00", answers="q"),
        request("s", "13.05 14:00", "1", period="июль", thread="t2"),
        ours_asks("m", "13.05 14:00", AskKind.MATERIAL, words="пришлите логотип", thread="t3"),
    )
    notes = [note for note in notes_at("14.05 12:00", *facts) if note.audience is Audience.CLIENT]
    assert len(notes) >= 3
    assert [check_client_text(note.text.plain, VIEW) for note in notes] == [None] * len(notes)


def test_a_reference_of_digits_alone_is_no_sum() -> None:
    text = "Замечания к медиаплану, версия 1, получены 14.09. Согласование ещё не оформлено."
    assert check_client_text(f"{text}\nA-42935", VIEW) is None
    assert check_client_text(f"{text} 42935\nA-42935", VIEW) is not None
