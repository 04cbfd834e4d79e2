from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from syncd.domain.agency import Subject
from syncd.domain.language.asks import find_asks, is_holding_answer
from syncd.domain.language.reading import AskKind

SENT_AT = datetime(2025, 5, 14, 11, 0, tzinfo=ZoneInfo("Europe/Moscow"))  # a Wednesday


def asked(text: str, subject_line: str = "", names: Sequence[str] = ()) -> list[tuple[AskKind, Subject | None]]:
    return [(ask.kind, ask.about) for ask in find_asks(text, subject_line, names, SENT_AT)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Направляем медиаплан на июнь. Просим согласовать.", [(AskKind.APPROVAL, Subject.MEDIA_PLAN)]),
        ("Подтвердите, пожалуйста, бюджет на май.", [(AskKind.APPROVAL, Subject.BUDGET)]),
        ("Высылаю баннеры на согласование.", [(AskKind.APPROVAL, Subject.CREATIVE)]),
        ("Ждём вашего согласования контент-плана.", [(AskKind.APPROVAL, Subject.CONTENT_PLAN)]),
        ("Можем считать лендинг согласованным?", [(AskKind.APPROVAL, Subject.LANDING)]),
        ("Для запуска нужно ваше согласование медиаплана.", [(AskKind.APPROVAL, Subject.MEDIA_PLAN)]),
        ("Please approve the media plan.", [(AskKind.APPROVAL, Subject.MEDIA_PLAN)]),
        ("Attached is the landing page for your approval.", [(AskKind.APPROVAL, Subject.LANDING)]),
        ("Could you sign off the creatives?", [(AskKind.APPROVAL, Subject.CREATIVE)]),
        ("Пришлите, пожалуйста, логотип в кривых.", [(AskKind.MATERIAL, None)]),
        ("Ждём от вас фотографии товара.", [(AskKind.MATERIAL, None)]),
        ("Please send us the product photos.", [(AskKind.MATERIAL, None)]),
        ("Дайте, пожалуйста, доступ к метрике.", [(AskKind.ACCESS, None)]),
        ("Could you share the login to the ad account?", [(AskKind.ACCESS, None)]),
        ("Просим оплатить счёт 311.", [(AskKind.PAYMENT, None)]),
        ("Please settle invoice 44.", [(AskKind.PAYMENT, None)]),
        ("Какой вариант вам ближе?", [(AskKind.DECISION, None)]),
        ("Which option do you prefer?", [(AskKind.DECISION, None)]),
        ("Подскажите, во сколько вам удобно созвониться?", [(AskKind.DECISION, None)]),
        ("Как называется ваш новый филиал?", [(AskKind.ANSWER, None)]),
        ("Дайте знать, что думаете.", [(AskKind.ANSWER, None)]),
        ("Let us know when the store opens.", [(AskKind.ANSWER, None)]),
        ("Ждём вашего ответа.", [(AskKind.ANSWER, None)]),
        (
            "Согласуйте, пожалуйста, медиаплан и пришлите логотип.\nДайте доступ к кабинету.",
            [(AskKind.APPROVAL, Subject.MEDIA_PLAN), (AskKind.MATERIAL, None), (AskKind.ACCESS, None)],
        ),
    ],
)
def test_what_our_letter_asks_for(text: str, expected: list[tuple[AskKind, Subject | None]]) -> None:
    assert asked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Отчёт во вложении.",
        "Для информации: кампания запущена.",
        "Спасибо за согласование, запускаем!",
        "Ольга, спасибо, получили.",
        "Если будут вопросы, пишите.",
        "Будем рады ответить на вопросы. Хорошего дня!",
        "Добрый день! Отчёт за май: 312 заявок, CPA 840 рублей. Подробности в файле.",
        "Приняли в работу, вернёмся завтра.",
        "Медиаплан согласован вами 12.05, запускаем кампанию в понедельник.",
        "Отправили объявления на модерацию, ждём ответа площадки.",
        "Заменили телефон во всех объявлениях.",
        "Please find attached the report for May.",
        "Thanks for your approval. The campaign starts on Monday.",
        "If you have any questions, let us know.",
        "Feel free to call me any time.",
        "We have received the photos, thank you!",
        "FYI: the campaign is live.",
    ],
)
def test_reports_thanks_and_formulas_ask_nothing(text: str) -> None:
    assert asked(text, "Отчёт за май", ["report.pdf"]) == []


def test_a_file_under_a_subject_for_approval_asks_for_it() -> None:
    assert asked("Во вложении.", "Медиаплан на июнь на согласование", ["mp_june_v2.xlsx"]) == [
        (AskKind.APPROVAL, Subject.MEDIA_PLAN)
    ]


def test_an_approval_is_asked_with_version_period_and_day() -> None:
    (ask,) = find_asks("Просим согласовать медиаплан v3 на июнь до 16.05.", "", [], SENT_AT)
    assert (ask.version, ask.period, ask.due_on) == ("v3", "июнь", date(2025, 5, 16))


def test_the_day_may_stand_in_another_sentence() -> None:
    (ask,) = find_asks("Просим согласовать медиаплан v3. Ответ нужен до пятницы.", "", [], SENT_AT)
    assert ask.due_on == date(2025, 5, 16)


@pytest.mark.parametrize(
    ("text", "due_on"),
    [
        ("Приняли в работу, вернёмся завтра.", date(2025, 5, 15)),
        ("Ольга, добрый день! Спасибо, получили. Вернёмся с ответом до пятницы.", date(2025, 5, 16)),
        ("We'll get back to you by Friday.", date(2025, 5, 16)),
        ("Thanks, looking into it. Will get back to you tomorrow.", date(2025, 5, 15)),
    ],
)
def test_a_holding_answer_only_promises(text: str, due_on: date) -> None:
    promise = is_holding_answer(text, SENT_AT)
    assert promise is not None
    assert promise.due_on == due_on


@pytest.mark.parametrize(
    "text",
    [
        "Старт кампании 20 мая, бюджет прежний. Отчёт пришлём в пятницу.",
        "Да, успеваем к пятнице.",
        "Заменили телефон во всех объявлениях, проверили ссылки и обновили тексты на сайте. Завтра пришлём скриншоты.",
        "The campaign starts on 20 May. We'll send the report on Friday.",
    ],
)
def test_an_answer_with_a_promise_is_no_holding_answer(text: str) -> None:
    assert is_holding_answer(text, SENT_AT) is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Направляем на согласование лендинг, версия 1. Ждём вашего решения.", {AskKind.APPROVAL, AskKind.DECISION}),
        ("Отправляем на утверждение баннеры к акции.", {AskKind.APPROVAL}),
        ("Направляем директору на согласование ваш план.", set()),
        ("Ваш план направили директору на согласование.", set()),
        ("Макеты передали на согласование.", set()),
    ],
)
def test_what_is_sent_for_approval_asks_for_it_unless_it_is_sent_to_somebody_else(text: str, kinds: set[AskKind]):
    assert {ask.kind for ask in find_asks(text, "", (), SENT_AT)} == kinds
