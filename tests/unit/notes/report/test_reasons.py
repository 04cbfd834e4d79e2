"""A reason is quoted from where it stands, or there is none (PRODUCT.md section 10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.domain.asana import Story
from syncd.domain.notes.report.reasons import Why, reason_for
from tests.unit.cases.world import at, view
from tests.unit.notes.report.week import PEOPLE, a_task, says

SINCE, UNTIL = at("08.05 16:00"), at("15.05 16:00")


def reason(*stories: Story, notes: str = "", why: Why = Why.MOVED, words: int = 18, me: str | None = None) -> str:
    task = a_task("Баннеры", *stories, notes=notes)
    return reason_for(view(task, now=UNTIL, users=PEOPLE, me=me), task, why, SINCE, UNTIL, words)


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("Причина: смена площадки.", "смена площадки"),
        ("причина переноса — ждём логотип", "ждём логотип"),
        ("Коллеги, перенесли на июнь. Потому что нет логотипа. Спасибо", "Потому что нет логотипа"),
            ("Отложили: площадка сменила требования.", "Отложили: площадка сменила требования"),
        ("Созвонились. Сдвинули срок, так как площадка обновила требования.", "Сдвинули срок, так как площадка обновила требования"),
        ("Moved to June because the brand book is not final.", "Moved to June because the brand book is not final"),
        ("We are waiting for the logo", "We are waiting for the logo"),
        ("Ждём «Полёт»: https://app.asana.com/0/1/2", "Ждём „Полёт“:"),
        ("Reason: the venue changed", "the venue changed"),
    ],
)  # fmt: skip
def test_words_that_give_a_reason(said: str, quoted: str) -> None:
    assert reason(says("12.05 12:00", said)).rstrip(":") == quoted.rstrip(":")


@pytest.mark.parametrize(
    "said",
    [
        "Готово.",
        "Перенесли на июнь.",
        "Moved to 5 June",
        "Почему перенесли?",
        "Причина: —",
        "Причина: уточняю",
        "Причина:",
        "Перенесли, дизайнер занят другим проектом",
        "Стоит в очереди, ждём свободного дизайнера",
        "Перенесли: Пётр Ильин в отпуске",
        "Перенесли, так как клиент не отвечает",
        "Перенесли, потому что вы забыли прислать логотип",
        "Ждём ответа уже 3 дня",
        "Перенесли! Потому что!",
        "Перенесли: письмо от olga.zhukova@client1.example",
        "Moved because the designer is busy",
    ],
)
def test_no_reason_or_none_that_a_client_reads(said: str) -> None:
    assert reason(says("12.05 12:00", said)) == ""


def test_the_managers_words_come_first_then_the_newest() -> None:
    assert reason(
        says("11.05 12:00", "Ждём логотип."),
        says("12.05 12:00", "Ждём тексты."),
        says("13.05 12:00", "Ждём шрифты.", "u-design"),
    ) == "Ждём тексты"  # fmt: skip
    assert reason(says("13.05 12:00", "Ждём шрифты.", "u-design")) == "Ждём шрифты"


def test_a_labelled_reason_comes_before_a_sentence() -> None:
    assert reason(says("11.05 12:00", "Причина: логотип"), says("12.05 12:00", "Ждём тексты.")) == "логотип"


@pytest.mark.parametrize("by", ["u-olga", "u-guest", "u-nobody-knows", "u-me"])
def test_only_the_agencys_people_give_reasons(by: str) -> None:
    assert reason(says("12.05 12:00", "Перенесите, потому что бюджета нет.", by), me="u-me") == ""


def test_a_move_needs_words_of_the_week_or_a_labelled_reason_in_the_task() -> None:
    assert reason(says("07.05 12:00", "Ждём логотип.")) == ""
    assert reason(notes="Запуск после согласования.") == ""
    assert reason(notes="Три баннера.\nПричина: ждём логотип") == "ждём логотип"


def test_a_task_that_waits_may_have_said_why_in_its_own_text() -> None:
    assert reason(notes="Запуск после согласования.", why=Why.WAITS) == "Запуск после согласования"
    assert reason(notes="Запуск рекламы.", why=Why.WAITS) == ""


def test_a_quote_is_short() -> None:
    long = "Ждём " + " ".join(f"слово{n}" for n in range(30))
    assert reason(says("12.05 12:00", long), words=4) == "Ждём слово0 слово1 слово2…"


@given(
    st.lists(st.sampled_from(["ждём", "потому что", "причина: погода", "готово", "ок.", "логотип", "\n", "перенесли"]), max_size=12),
    st.integers(3, 18),
)  # fmt: skip
def test_no_reason_holds_a_word_that_nobody_wrote(parts: list[str], words: int) -> None:
    text = " ".join(parts)
    found = reason(says("12.05 12:00", text), notes=text, words=words)
    assert found.rstrip("…") in " ".join(text.split())
