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
        "Мила! В объявлениях по витамину D стоят октябрьские цены, в аптеках скандалят покупатели. Исправьте немедленно.",
        "The ads still show last season's prices for the tents.",
        "Коллеги, стоп все кампании, у нас отозвали лицензию!",
        "Пожалуйста, сейчас же отключите объявления по Казани.",
        "Вы крутите акцию, которая закончилась вчера! Люди приходят и ругаются.",
        "На билборде у вокзала чужой логотип!",
        "Сайт лежит, а реклама идёт.",
        "Ссылка в сторис ведёт не туда.",
        "В рекламе телефон старого офиса, нам никто не может дозвониться.",
        "Снимите ролик с эфира до выяснения.",
        "Уберите пост, там ошибка в дате мероприятия!",
        "Деньги утекают, кампания показывается на Турцию.",
        "We need to pull the ad today, the product has been recalled.",
        "Kill the campaign, the shop burned down.",
        "The banner on the homepage quotes 29.90, the real price is 39.90.",
        "Your ad says the sale ends on the 5th. It ended on the 1st. Customers are furious.",
        "Landing page returns a 500 error since this morning.",
        "Wrong phone number on the billboard!!!",
        "Stop everything until further notice.",
        "Please take the video down immediately.",
        "Просьба приостановить размещение с завтрашнего дня.",
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
        "Срочно пришлите счёт!",
        "Поменяйте, пожалуйста, цены в новом макете.",
        "С 1 июня будут новые цены, прайс пришлю.",
        "Мы не просим останавливать рекламу, просто снизьте ставки.",
        "Хорошо, что вы вовремя остановили кампанию.",
        "Когда остановится кампания?",
        "В акте неверная сумма.",
        "В медиаплане ошибка в итоговой строке.",
        "Кампания идёт хорошо, цены в объявлениях верные.",
        "Старые цены в объявлениях уже поправили, спасибо.",
        "Остановимся на втором варианте баннера.",
        "Прошу остановить выбор на первой концепции.",
        "Please stop by our stand at the fair.",
        "Could you stop sending the report to Anna?",
        "The wrong price was in the draft, never mind.",
        "If we had to stop the campaign, what would it cost?",
        "The report shows old prices in the table.",
        "Let's pause for thought and talk on Monday.",
        "Urgent: I need the invoice today.",
        "Нас всё устраивает, ошибок в объявлениях нет.",
        "Не вижу рекламу в метро, когда старт?",
        "Замените фото на лендинге на новое.",
        "Новая цена на сайте 4 990, обновите в рекламе.",
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
