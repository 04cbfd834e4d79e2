"""What is wrapped around a letter goes; what an author says in much the same words stays."""

from __future__ import annotations

import html

import pytest

from syncd.domain.mail.message import Message
from syncd.domain.mail.new_text import extract
from tests.unit.mail.layouts import message
from tests.unit.mail.wrappings import ABOVE, BELOW, SIGNATURES_IN_HTML

ANSWERS = (
    "Анна, добрый день!\n\nРадио не нужно. Переделайте, пожалуйста, до среды.",
    "ок, ждём",
    "We need another day.\n\nWhy is radio at 30 %?",
    "+",
)
QUOTED = "01.06.2026 10:12, Анна Орлова пишет:\n> Согласовано?"
SIGNED = "С уважением,\nМарина Соколова\nдиректор по рекламе"


def new(letter: Message) -> str:
    return " ".join(extract(letter).new_text.split())


def in_html(words: str) -> str:
    return f"<div>{'<br>'.join(html.escape(line) for line in words.split(chr(10)))}</div>"


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_what_stands_above_is_not_the_authors(above: str, answer: str) -> None:
    for letter in (
        message(text=f"{above}\n\n{answer}"),
        message(text=f"{above}\n{answer}"),
        message(text=f"{above}\n\n{answer}\n\n{SIGNED}\n\n{QUOTED}"),
        message(html=f"{in_html(above)}<br>{in_html(answer)}"),
    ):
        assert new(letter) == " ".join(answer.split())


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
def test_what_stands_below_is_not_the_authors(below: str, answer: str) -> None:
    for letter in (
        message(text=f"{answer}\n\n{below}"),
        message(text=f"{answer}\n\n{SIGNED}\n\n{below}"),
        message(text=f"{answer}\n\n{below}\n\n{QUOTED}"),
        message(text=f"> Согласовано?\n\n{answer}\n\n{below}"),
        message(html=f"{in_html(answer)}<br>{in_html(below)}"),
    ):
        assert new(letter) == " ".join(answer.split())


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("signature", SIGNATURES_IN_HTML.values(), ids=SIGNATURES_IN_HTML)
def test_a_signature_laid_out_in_html_goes_whole(signature: str, answer: str) -> None:
    quote = "<div class='gmail_quote'>On Mon, 1 Jun 2026 at 10:12, Anna &lt;a@agency.example&gt; wrote:<blockquote>Approved?</blockquote></div>"
    for end in ("", quote):
        assert new(message(html=f"{in_html(answer)}<br>{signature}{end}")) == " ".join(answer.split())


@pytest.mark.parametrize(
    "words",
    [
        "Внимание! Во вложении новая версия брифа.",
        "Не открывайте рекламу до пятницы, ссылка ещё не готова.",
        "Важно: письмо от юристов пришло, ссылка внутри.",
        "Это письмо - спам или ваше?",
        "Переведено с английского нашим бюро, проверьте термины.",
        "Translated from German by our office, please check the terms.",
        "Sent via courier, expect it tomorrow.",
        "Отправлено из CRM вчера, проверьте.",
        "Отправлено из Outlook вчера вечером.",
        "Получить Outlook-версию макета можно?",
        "Скачать Outlook-шаблон по ссылке не смогли.",
        "Please rate the options: https://buyer.example/vote",
        "If you do not want to receive the report on Mondays, tell me.",
        "Отпишитесь, пожалуйста, до среды.",
        "Согласовано.\nСпасибо, Анна!",
        "Согласовано.\n\nThanks, Anna!",
        "Радио не нужно.\nСпасибо, посмотрели.",
        "No radio, please.\n\nThanks, noted.",
        "Nothing is outstanding on our end.\n\nHappy Friday!",
        "Номер: SD-48210\nТема: согласование медиаплана\nОтветим вам в течение двух дней.\nЖдём план.",
        "Нет, не подходит.\n\nДо встречи, Анна!",
        "Первый экран согласован.\nLP Москва",
        "Ссылки:\nLP Весна готов\nLP Лето нет",
        "Грюйер - наш сыр.\nGruß aus Bayern в слогане не нужен.",
        "Pozdrav в заголовке замените на «привет».",
        "Наш адрес: Москва, ул. Лесная, 5. Подпишите там.",
        "Microsoft Teams не работает, давайте по телефону.",
        "Созвонимся в Zoom?\nПодключиться к конференции Zoom я смогу в 15:00, но код доступа не вижу.",
        "Ссылка на встречу: https://teams.example/1\n\nМедиаплан не согласован.",
        "Тема: баннеры\nВремя: 15:00\nПодключимся все.",
        "Niniejsza wersja jest w porządku.",
        "This message is fine, but the second is not.",
        "Это сообщение в баннере уберите.",
        "Письмо клиентам проверено, антивирус не упоминайте.",
        "Данное сообщение на баннере замените.",
        "Удалите это из плана: радио по ошибке стоит дважды.",
        "Переписка по почте нас устраивает, можно без звонков.",
        "Сообщение получено, спасибо.",
        "Geschäftsführer ist Herr Vogel.",
        "Regards to your team!",
        "Best of luck with the launch!",
        "Registered users only: put that on the landing page.",
        "PS: радио не надо",
        "Всего доброго в слогане лучше заменить.",
        "До связи\nв 15:00 по Москве, вопросы пришлю.",
        "Итого:\n----------\nрадио 30 %\n----------\nвидео 70 %",
        "Кому: всем\nТема: дедлайн\nДата: завтра",
        "От: 1 июня\nДо: 5 июня\nТема: баннеры",
        "Участники: Анна Орлова\nДата: 01.06.2026 15:00\nТема: медиаплан",
    ],
)
def test_what_an_author_says_in_such_words_stays(words: str) -> None:
    for text in (
        words,
        f"Анна, здравствуйте!\n\n{words}",
        f"{words}\n\n{SIGNED}\n\n{QUOTED}",
        f"> Как вам?\n\n{words}",
    ):
        want = text.replace(f"\n\n{SIGNED}\n\n{QUOTED}", "").replace("> Как вам?\n\n", "")
        assert new(message(text=text)) == " ".join(want.split())
