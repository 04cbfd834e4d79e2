"""Whose matter a decision is: the thing or its approach, ours or somebody else's, put up or not, this letter or one gone astray."""

from __future__ import annotations

import pytest

from syncd.data.lexicon import default_lexicon
from syncd.domain.agency import Language
from syncd.domain.language.verdict import find_verdict

APPROACH_AND_THING = [
    (
        "Подход мы одобряем. Сам медиаплан при этом не утверждаем: дорого.",
        "Медиаплан. Согласуете?",
        ("rejected", "media_plan"),
    ),
    (
        "Баннеры одобряем. Медиаплан не утверждаем: дорого.",
        "Баннеры и медиаплан. Согласуете?",
        ("conditional", "creative"),
    ),
    (
        "Первый вариант мы одобрили сразу, а этот не утверждаем.",
        "Лендинг, версия 2. Согласуете?",
        ("rejected", "landing"),
    ),
    (
        "Согласовано, мы же миллионеры. А если серьёзно, то нет: такой план не пройдёт.",
        "Медиаплан. Согласуете?",
        ("rejected", "media_plan"),
    ),
]
HALF_WITH_A_NO = [
    (
        "В целом согласовываем баннеры, кроме последней недели: её нужно переделать.",
        "Баннеры. Согласуете?",
        ("conditional", "creative"),
    ),
    (
        "Согласен на бюджет, но не больше 150, 220 не потянем.",
        "Бюджет 220 000 руб. Согласуете?",
        ("conditional", "budget"),
    ),
    (
        "Из трёх берём только первый. Второй и третий переделайте.",
        "Три баннера. Согласуете?",
        ("conditional", "creative"),
    ),
    ("В целом понравилось, но переделайте.", "Баннеры. Согласуете?", ("rejected", "creative")),
]
PROMISED_OR_DONE = [
    ("Контент-план согласуем, пускайте в работу.", "Контент-план. Согласуете?", ("approved", "content_plan")),
    ("Контент-план согласуем до 19-го, возьмите в работу отчёт.", "Контент-план. Согласуете?", ("none", None)),
    ("Контент-план согласуем завтра.", "Контент-план. Согласуете?", ("none", None)),
]
HEARSAY = [
    ("Вера звонила: макет утверждён. Это с её слов.", "Макет. Согласуете?", ("needs_confirmation", "creative")),
    ("She reckons the budget is approved.", "The budget. Do you approve it?", ("needs_confirmation", "budget")),
]
TOLD_NOT_DECIDED = [
    ("No media plan can be approved before the 27th.", "The media plan. Do you approve it?", ("none", None)),
    ("The media plan is approved.", "The media plan. Do you approve it?", ("approved", "media_plan")),
    ("I never approved that banner.", "The banner. Do you approve it?", ("none", None)),
    ("We need two days before anybody approves the banner.", "The banner. Do you approve it?", ("none", None)),
    (
        "It is going to have to be a no on this media plan.",
        "The media plan. Do you approve it?",
        ("rejected", "media_plan"),
    ),
]
TAKEN_BACK = [
    (
        "Вчера я писала, что медиаплан согласован. Прошу считать то письмо недействительным.",
        "Спасибо за медиаплан!",
        ("revoked", "media_plan"),
    ),
    ("Беру своё согласование страницы назад.", "Страница опубликована, спасибо!", ("revoked", "landing")),
    (
        "I have to unapprove the content plan, sorry: our approval is off.",
        "Thanks, content plan approved.",
        ("revoked", "content_plan"),
    ),
]
ASTRAY = [
    ("Медиаплан согласован. Ох, простите, отвечаю не в ту ветку!", "Медиаплан. Согласуете?", ("none", None)),
    (
        "Approved, please book. Sorry, that was meant for our printers.",
        "The media plan. Do you approve?",
        ("none", None),
    ),
    ("Approved, please book. Sorry for the delay.", "The media plan. Do you approve?", ("approved", "media_plan")),
]
WHAT_AN_AGENCY_MAKES_BESIDES = [
    ("Все карточки утверждаю.", "Карточки товаров готовы. Утверждаете?", ("approved", "creative")),
    ("Пропуск согласован.", "Карточки товаров готовы. Утверждаете?", ("none", None)),
    ("Согласовано.", "Эскиз вывески готов, просим утвердить.", ("approved", "creative")),
    ("30 тысяч согласованы.", "Предлагаем 30 000 руб. на карты. Согласуете?", ("approved", "budget")),
]
OF_SOMETHING_ELSE = [
    ("Совещание по медиаплану согласовали на вторник.", "Медиаплан. Согласуете?", ("none", None)),
    ("Увеличение бюджета согласовано.", "Бюджет. Согласуете?", ("approved", "budget")),
    ("Занят каталогом: его макет наконец утвердили.", "Файл во вложении. Посмотрите?", ("none", None)),
    ("Отчёт принимаем.", "Отчёт за май, просим принять.", ("approved", "report")),
    ("Принято.", "Отчёт за май, просим принять.", ("needs_confirmation", "report")),
]


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [*APPROACH_AND_THING, *HALF_WITH_A_NO, *PROMISED_OR_DONE, *HEARSAY, *TOLD_NOT_DECIDED, *TAKEN_BACK, *ASTRAY, *WHAT_AN_AGENCY_MAKES_BESIDES, *OF_SOMETHING_ELSE],
)  # fmt: skip
def test_a_decision_is_about_what_its_author_means(text: str, asked: str, expected: tuple[str, str | None]) -> None:
    judged = find_verdict(text, asked, "", is_reply=True, asked=None, lexicon=default_lexicon(), language=Language.RU)
    assert (judged.verdict.kind, judged.verdict.about) == expected
