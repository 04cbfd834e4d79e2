from __future__ import annotations

import pytest

from syncd.domain.language.urgent import find_urgent, says_urgent


@pytest.mark.parametrize(
    "text",
    [
        "Остановите кампанию!",
        "Срочно снимите баннер с публикации, пожалуйста.",
        "Выключите рекламу по щебню, товар кончился.",
        "В объявлениях старые цены, покупатели скандалят.",
        "На сайте крутится прошлогодняя акция со старыми скидками",
        "ошибка в объявлении: не тот телефон",
        "В рекламе указана неверная дата концерта.",
        "Лендинг не открывается, трафик идёт в никуда.",
        "Объявления ведут на 404.",
        "Поставьте кампанию на паузу.",
        "Бюджет сливается впустую.",
        "Please stop the campaign.",
        "Pause all ads right now",
        "The ads show the wrong price.",
        "Our banners still show last year's prices.",
        "The landing page is down.",
        "There is a typo in the ad that is running.",
        "The ad links to a 404 page.",
    ],
)
def test_trouble_in_something_live_is_urgent(text: str) -> None:
    words = find_urgent(text, "Re: кампания")
    assert words is not None
    assert words in text


@pytest.mark.parametrize(
    "text",
    [
        "Срочно нужен отчёт за июнь.",
        "Кампанию останавливать не нужно.",
        "Если остановите кампанию, мы потеряем заявки.",
        "Не останавливайте показы.",
        "В отчёте ошибка в сумме.",
        "В медиаплане старые цены.",
        "Спасибо, что быстро исправили ошибку в объявлении.",
        "Вы остановили кампанию?",
        "На макете опечатка.",
        "Пришлите новые цены.",
        "Please send the report urgently.",
        "There is no need to stop the campaign.",
        "Don't pause the ads.",
        "There is an error in the report.",
        "If the price is wrong, we will tell you.",
        "Thanks for fixing the wrong price in the ad.",
        "The draft has a typo.",
        "Медиаплан согласован.",
    ],
)
def test_routine_denied_conditional_and_mended_is_not_urgent(text: str) -> None:
    assert find_urgent(text, "Re: кампания") is None


def test_the_subject_speaks_only_where_its_author_wrote_it() -> None:
    assert find_urgent("", "Остановите рекламу") == "Остановите рекламу"
    assert find_urgent("Спасибо!", "Re: Остановите рекламу") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Срочно нужен отчёт", True),
        ("Это не срочно", False),
        ("ASAP please", True),
        ("No rush, not urgent", False),
        ("Пришлите отчёт", False),
    ],
)
def test_the_mere_word_is_told_apart(text: str, says: bool) -> None:
    assert says_urgent(text) is says
