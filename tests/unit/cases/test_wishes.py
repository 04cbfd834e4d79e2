"""Opposite wishes of two people of one client: told only where they can be told safely (PRODUCT.md section 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest

from syncd.domain.agency import Away, Client, Language, Representative, Subject
from syncd.domain.cases.find import decide
from syncd.domain.cases.wishes import opposite_wishes
from syncd.domain.letter import Letter
from syncd.domain.notes.note import TeamTask
from tests.unit.cases.world import (
    AGENCY,
    ANNA,
    CLIENT,
    MARINA,
    OLGA,
    PETR,
    approved,
    at,
    day,
    file,
    notes_at,
    ours,
    own,
    theirs,
    view,
    with_client,
)

NOW = "20.05 12:00"
ENGLISH = with_client(language=Language.EN)


def olga(text: str, when: str = "12.05 10:00", name: str = "a", **more: object) -> Letter:
    return theirs(name, when, text, subject="Баннеры на июнь", **more)


def marina(text: str, when: str = "13.05 10:00", name: str = "b", **more: object) -> Letter:
    more.setdefault("subject", "Re: Баннеры на июнь")
    return theirs(name, when, text, from_=MARINA, **more)


class Pair(NamedTuple):
    one: str
    other: str


OPPOSITE = [
    Pair("Логотип сделайте больше, пожалуйста.", "Логотип лучше поменьше."),
    Pair("Логотип сделайте, пожалуйста, крупнее.", "Логотип сделайте меньше, он спорит с текстом."),
    Pair("Увеличьте логотип и уберите цену.", "Добрый день! Цену оставьте, она нужна."),
    Pair("Фон сделайте светлее.", "Фон темнее, пожалуйста."),
    Pair("Запускаем 1-го июня.", "Старт не раньше 10 июня."),
    Pair("Запускаемся 1 июня.", "Запускаем 3 июня, так решили."),
    Pair("Перенесите бюджет с поиска в соцсети.", "Мне больше нравится старая схема."),
    Pair("Увеличьте бюджет, пожалуйста.", "Бюджет не увеличивайте."),
    Pair("Сократите бюджет на поиск.", "Бюджет на поиск поднимите."),
    Pair("Please make the logo bigger.", "Make the logo a bit smaller, please."),
    Pair("We launch on the 1st of June.", "Please don't launch before June 10."),
    Pair("Let's move the budget from search to social.", "I prefer the old scheme."),
    Pair("Remove the price from the banner.", "Keep the price on the banner."),
]
COMPATIBLE = [
    Pair("Логотип сделайте больше.", "Логотип действительно крупнее лучше."),
    Pair("Логотип сделайте больше.", "Шрифт поменьше."),
    Pair("Логотип больше, кнопку меньше.", "Кнопку меньше, логотип больше."),
    Pair("Логотип сделайте больше.", "Может быть, логотип меньше?"),
    Pair("Логотип сделайте больше.", "А если логотип меньше, как это будет смотреться."),
    Pair("Логотип сделайте больше.", "Ольга просила логотип меньше не делать."),
    Pair("Логотип больше.", "Больше логотип не меняем."),
    Pair("Логотип на баннере сделайте больше.", "Логотип на сайте сделайте меньше."),
    Pair("Уберите цену с первого баннера.", "Добавьте цену на второй баннер."),
    Pair("Запускаем 1 июня.", "Старт не позже 5 июня."),
    Pair("Запускаем после 1 июня.", "Запуск до 10 июня."),
    Pair("Запускаем 1 июня.", "Созвон начинаем 3 июня."),
    Pair("Запустили 1 июня.", "Старт 10 июня."),
    Pair("Запускаем 1 июня.", "Всё, что после 20-го, зависит от даты старта второй очереди."),
    Pair("Увеличьте бюджет на поиск.", "Сократите бюджет на соцсети."),
    Pair("Увеличьте бюджет, пожалуйста.", "Спасибо, что увеличили бюджет."),
    Pair("Make the logo bigger.", "The logo is bigger now, no more changes."),
    Pair("Please make the logo bigger.", "Could the logo be smaller?"),
    Pair("Launch on 1 June.", "The meeting starts on 3 June."),
    Pair("Add the phone number.", "Someone said to remove the phone number."),
]


def clashes(*letters: Letter, client: Client = CLIENT, now: str = NOW) -> list[str]:
    mail = decide(view(*letters, now=at(now), client=client), at(now)).mail
    return [
        f"{x.first.author} / {x.second.author}: {x.second.wish.thing}" + (f", {x.resolved.how}" if x.resolved else "")
        for x in opposite_wishes(mail)
    ]


@pytest.mark.parametrize("pair", OPPOSITE, ids=lambda pair: pair.other)
def test_what_cannot_both_be_had_is_told_in_either_order(pair: Pair) -> None:
    assert len(clashes(olga(pair.one), marina(pair.other))) == 1
    assert len(clashes(olga(pair.other), marina(pair.one))) == 1


@pytest.mark.parametrize("pair", COMPATIBLE, ids=lambda pair: f"{pair.one} / {pair.other}")
def test_what_may_both_be_had_is_no_contradiction(pair: Pair) -> None:
    assert clashes(olga(pair.one), marina(pair.other)) == []


BIGGER, SMALLER = olga("Логотип сделайте больше."), marina("Логотип меньше, пожалуйста.")
SMALLER_AGAIN = marina("Логотип меньше, пожалуйста.", "14.05 12:00", "c")
CHIEF = with_client(
    representatives=(
        *CLIENT.representatives[:1],
        Representative("Марина Белова", MARINA.addr_spec, frozenset({Subject.CREATIVE})),
    )
)


class Case(NamedTuple):
    name: str
    letters: tuple[Letter, ...]
    told: list[str]


OPEN = ["Ольга Жукова / Марина Белова: logo"]
DONE = ["Ольга Жукова / Марина Белова: logo, resolved"]
CASES = [
    Case("in one thread", (BIGGER, SMALLER), OPEN),
    Case("one person who changes her mind", (BIGGER, olga("Логотип меньше.", "13.05 10:00", "b")), []),
    Case("across threads under one subject", (BIGGER, marina("Логотип меньше.", thread="t2")), OPEN),
    Case("across threads under another subject", (BIGGER, marina("Логотип меньше.", thread="t2", subject="Сайт")), []),
    Case("eleven working days later", (BIGGER, marina("Логотип меньше.", "29.05 10:00")), []),
    Case(
        "of what we sent meanwhile",
        (BIGGER, ours("o", "12.05 15:00", attachments=(file("banner2.png"),)), SMALLER),
        [],
    ),
    Case("a word of ours alone changes nothing", (BIGGER, ours("o", "12.05 15:00", "Принято."), SMALLER), OPEN),
    Case("the first gives way", (BIGGER, SMALLER, olga("Хорошо, логотип меньше.", "14.05 10:00", "c")), DONE),
    Case("the one who decides on creatives says it again", (BIGGER, SMALLER, SMALLER_AGAIN), DONE),
    Case(
        "she approves the creatives",
        (BIGGER, SMALLER, approved("c", "14.05 10:00", "Креативы согласованы", from_=MARINA, about=Subject.CREATIVE)),
        DONE,
    ),
    Case("the first insists, who does not decide", (BIGGER, SMALLER, olga("Логотип больше!", "14.05 10:00", "c")), OPEN),
    Case("a colleague of ours is nobody's side", (BIGGER, ours("o", "13.05 10:00", "Логотип меньше.", from_=PETR)), []),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_when_two_wishes_are_a_contradiction_and_when_it_ends(case: Case) -> None:
    assert clashes(*case.letters, client=CHIEF, now="01.06 12:00")[:1] == case.told[:1]


def test_both_wishes_stand_in_the_task_word_for_word_and_nothing_goes_to_the_client() -> None:
    (note,) = notes_at("13.05 10:15", BIGGER, SMALLER)
    assert note.text.plain.split("\n") == [
        "Представители клиента хотят разного: логотип.",
        "Ольга Жукова, 12.05, 10:00: «Логотип сделайте больше.»",
        "Марина Белова, 13.05, 10:00: «Логотип меньше, пожалуйста.»",
        "Наша рекомендация:",
        "Черновик: «Добрый день! Получено два разных пожелания: логотип. Подскажите, пожалуйста, какое из них взять в работу?»",
    ]
    assert (note.audience.value, note.kind, note.key) == ("team", "contradiction", "wishes:b")


def test_what_went_to_the_deputy_is_not_handed_back_on_the_managers_return() -> None:
    away = replace(AGENCY.managers[0], away=(Away(day("13.05"), day("14.05")),))
    agency = replace(AGENCY, managers=(away, *AGENCY.managers[1:]))
    (new,) = notes_at("13.05 10:15", BIGGER, SMALLER, agency=agency)
    written = {"wishes:b": at("13.05 10:15")}
    later = {note.key: note for note in notes_at("15.05 10:15", BIGGER, SMALLER, agency=agency, written=written)}
    assert isinstance(new, TeamTask)
    assert (new.assignee, new.followers) == (PETR.addr_spec, (ANNA.addr_spec,))
    assert later["wishes:b"] == new


def test_the_draft_is_in_the_clients_language() -> None:
    letters = (olga("Please make the logo bigger."), marina("Make the logo smaller, please."))
    (note,) = notes_at("13.05 10:15", *letters, client=ENGLISH)
    assert note.text.plain.split("\n")[-1] == (
        "Черновик: «Hello! Two different wishes have been received: logo. Which of them should we follow, please?»"
    )


def test_a_person_who_completes_the_task_ends_it() -> None:
    done = own("b", "13.05 10:15", kind="contradiction", by_person="13.05 12:00")
    done = replace(done, key="wishes:b")
    assert [note.key for note in notes_at("14.05 10:00", BIGGER, SMALLER, done)] == []


def test_olga_is_one_person_whatever_the_case_of_her_address() -> None:
    same = replace(OLGA, addr_spec=OLGA.addr_spec.upper())
    assert clashes(BIGGER, theirs("b", "13.05 10:00", "Логотип меньше.", from_=same)) == []
