"""A reason is quoted from where it stands, or there is none (PRODUCT.md section 10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.domain.asana import Story
from syncd.domain.notes.report.reasons import Why, reason_for
from syncd.domain.notes.report.stage import has_begun
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
            ("Отложили: площадка сменила требования.", "площадка сменила требования"),
        ("Перенесли на июнь — ждём логотип от дизайнера.", "ждём логотип от дизайнера"),
        ("Dropped: the service is no longer needed", "the service is no longer needed"),
        ("Созвонились. Сдвинули срок, так как площадка обновила требования.", "Сдвинули срок, так как площадка обновила требования"),
        ("Moved to June because the brand book is not final.", "Moved to June because the brand book is not final"),
        ("We are waiting for the logo", "We are waiting for the logo"),
        ("Ждём «Полёт»: https://app.asana.com/0/1/2", "Ждём „Полёт“"),
        ("Reason: the venue changed", "the venue changed"),
        ("Перенос. ПРИЧИНА: нет фото!", "нет фото"),
        ("Заморозили до утверждения бюджета", "Заморозили до утверждения бюджета"),
        ("Решили не делать, бюджет ушёл на блогеров", "Решили не делать, бюджет ушёл на блогеров"),
        ("Площадка перенесла приём макетов на 3 июня", "Площадка перенесла приём макетов на 3 июня"),
        ("Нет исходников от клиента", "Нет исходников от клиента"),
        ("Pushed since the client wants to test first", "Pushed since the client wants to test first"),
        ("On hold until the new pricing is confirmed", "On hold until the new pricing is confirmed"),
        ("We paused it, the venue is closed", "We paused it, the venue is closed"),
    ],
)  # fmt: skip
def test_words_that_give_a_reason(said: str, quoted: str) -> None:
    assert reason(says("12.05 12:00", said)) == quoted


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
        "Переносим: клиент ещё не прислал исходники",
        "Сдвинули, потому что Ольга не согласовала макет",
        "Ждём ответа клиента уже неделю",
        "Moved, the client hasn't sent the logo",
        "Waiting for two weeks for the logo",
        "Дедлайн сдвинули, потому что сами не успели",
        "Ок, перенесла",
        "@Пётр, посмотри",
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


@pytest.mark.parametrize(
    ("notes", "quoted"),
    [
        ("Задача: три баннера. Нужно для запуска акции 1 июня.", "Нужно для запуска акции 1 июня"),
        ("Для повышения конверсии лендинга", "Для повышения конверсии лендинга"),
        (
            "Клиент просит добавить квиз, чтобы собирать телефоны",
            "Клиент просит добавить квиз, чтобы собирать телефоны",
        ),
        ("Needed for the June launch", "Needed for the June launch"),
        ("Goal - more leads", "more leads"),
        ("Собрать семантику для РСЯ", ""),
        ("Три варианта баннеров", ""),
    ],
)
def test_what_a_new_task_is_needed_for(notes: str, quoted: str) -> None:
    assert reason(notes=notes, why=Why.NEEDED) == quoted


@pytest.mark.parametrize(
    ("notes", "quoted"),
    [
        ("Стартуем в июне, когда откроется сезон", "Стартуем в июне, когда откроется сезон"),
        ("Не начинаем до подписания договора", "Не начинаем до подписания договора"),
        ("Starts when the landing is live", "Starts when the landing is live"),
        ("Старт 1 июня", ""),
    ],
)
def test_what_a_task_waits_for(notes: str, quoted: str) -> None:
    assert reason(notes=notes, why=Why.WAITS) == quoted


@pytest.mark.parametrize(
    ("comment", "begun"),
    [
        ("Сделал три размера, жду правки.", True),
        ("Внутренняя проверка пройдена, ошибки исправлены", True),
        ("Ждём логотип.", False),
        ("Ещё не начинал", False),
        ("Когда начинать?", False),
        ("Дизайнер перегружен, до этого не дошли руки.", False),
        ("The designer is busy with another client.", False),
    ],
)
def test_to_say_why_it_waits_is_no_progress(comment: str, begun: bool) -> None:
    task = a_task("Баннеры", says("12.05 12:00", comment, "u-petr"), assignee_gid="u-petr")
    assert has_begun(view(task, now=UNTIL, users=PEOPLE), task, UNTIL) is begun


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
