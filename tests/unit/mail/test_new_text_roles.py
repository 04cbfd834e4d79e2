"""What becomes of each line: positions of answers, signatures, notices, and quotes without a mark."""

from __future__ import annotations

import pytest

from syncd.domain.mail.lines import Line, Role
from syncd.domain.mail.new_text import Extract, extract
from tests.unit.mail.layouts import message

OUR_LETTER = (
    "Марина, добрый день!\n\nНаправляю медиаплан v3 на июнь, бюджет 420 000 руб. без НДС, радио и видео.\n"
    "Если всё верно, напишите, пожалуйста: «Медиаплан согласован, можно запускать».\n\nС уважением,\nАнна Орлова\nагентство Example"
)


def new(text: str) -> str:
    return extract(message(text=text)).new_text


def roles(found: Extract) -> list[tuple[Role, str]]:
    return [(line.role, line.text) for line in found.lines if line.text]


def test_every_line_has_a_role_and_none_is_dropped() -> None:
    text = (
        "CAUTION: external sender, do not click links.\n\nСогласовано.\n\nС уважением,\nМарина\n\nОтправлено с iPhone\n\n"
        "01.06.2026 10:12, Анна Орлова пишет:\n> Согласуете?\n"
    )
    assert roles(extract(message(text=text))) == [
        (Role.BANNER, "CAUTION: external sender, do not click links."),
        (Role.NEW, "Согласовано."),
        (Role.SIGNATURE, "С уважением,"),
        (Role.SIGNATURE, "Марина"),
        (Role.MOBILE_LINE, "Отправлено с iPhone"),
        (Role.ATTRIBUTION, "01.06.2026 10:12, Анна Орлова пишет:"),
        (Role.QUOTE, "Согласуете?"),
    ]


def test_answers_between_the_lines_keep_what_they_answer() -> None:
    text = (
        "01.06.2026 10:12, Анна Орлова пишет:\n> Медиаплан на июнь, радио и видео, бюджет 420 000 руб. без\n> НДС: согласуете?\n\nДа.\n\n"
        "> Старт 3 июня.\nЛучше 5-го.\n\n> С уважением,\n> Анна\n"
    )
    found = extract(message(text=text))
    assert found.new_text == "Да.\nЛучше 5-го."
    assert [line for line in found.lines if line.role is Role.NEW and line.text] == [
        Line(Role.NEW, "Да.", 0, "Медиаплан на июнь, радио и видео, бюджет 420 000 руб. без НДС: согласуете?"),
        Line(Role.NEW, "Лучше 5-го.", 0, "Старт 3 июня."),
    ]


def test_an_answer_below_a_whole_letter_answers_its_last_words_and_not_its_signature() -> None:
    text = "01.06.2026 10:12, Анна Орлова пишет:\n> План готов.\n> Согласуете?\n>\n> С уважением,\n> Анна Орлова\n> +7 (495) 555-00-00\n\nДа"
    assert [line.answers for line in extract(message(text=text)).lines if line.text == "Да"] == ["Согласуете?"]


@pytest.mark.parametrize(
    "answer", ["Да", "согласовано", "Марина Соколова", "01.12.2026 в 10:00", "Лебедев Иван, +7 999 111-22-33"]
)
def test_a_short_answer_between_quoted_lines_is_new(answer: str) -> None:
    assert (
        new(f"On 01.06.2026 10:12, Анна Орлова wrote:\n> Вопрос первый?\n\n{answer}\n\n> Вопрос второй?\n\nДумаем.")
        == f"{answer}\nДумаем."
    )


@pytest.mark.parametrize("words", ["Как я уже писала:", "Директор написал:", "Вот что я вам писала"])
def test_what_the_author_says_above_a_quote_is_new(words: str) -> None:
    assert new(f"{words}\n> Радио уберите.\n\nЖдём.") == f"{words}\nЖдём."


def test_an_indented_passage_in_a_forwarded_letter_is_a_quote() -> None:
    html = "<p>Ответ директора:</p><blockquote>Медиаплан согласован</blockquote>"
    assert extract(message(html=html, subject="Fwd: План", in_reply_to=None)).new_text == "Ответ директора:"


@pytest.mark.parametrize(
    "html",
    [
        (
            '<div class="gmail_quote"><div class="gmail_attr">пн, 1 июн. 2026 г. в 10:12, Анна &lt;a@agency.example&gt;:<br></div><blockquote class="gmail_quote">Первое?</blockquote>'
            '<div>да</div><blockquote class="gmail_quote">Второе?</blockquote><div>нет</div></div>'
        ),
        '<div class="moz-cite-prefix">01.06.2026 10:12, Анна пишет:<br></div><blockquote type="cite"><p>Первое?</p></blockquote><p>да</p><blockquote type="cite">Второе?</blockquote>нет',
        (
            '<div>01.06.2026, 10:12, "Анна" &lt;a@agency.example&gt;:</div><blockquote style="border-left:1px solid #ccc"><p>Первое?</p></blockquote><div>да</div>'
            '<blockquote style="border-left:1px solid #ccc"><p>Второе?</p></blockquote><div>нет</div>'
        ),
    ],
    ids=("Gmail", "Thunderbird", "barred blockquotes"),
)
def test_answers_between_quotes_of_html(html: str) -> None:
    found = extract(message(html=html))
    assert (found.new_text, [line.answers for line in found.lines if line.role is Role.NEW and line.text]) == (
        "да\nнет",
        ["Первое?", "Второе?"],
    )


def test_what_stands_in_an_earlier_letter_is_a_quote_without_any_mark() -> None:
    found = extract(message(text=f"Радио уберите.\n\n{OUR_LETTER}"), (OUR_LETTER,))
    assert found.new_text == "Радио уберите."
    assert "Направляю медиаплан v3" in found.quoted_text


def test_a_rewrapped_earlier_letter_is_still_a_quote() -> None:
    wrapped = "Марина, добрый день! Направляю медиаплан v3 на июнь, бюджет\n420 000 руб. без НДС, радио и видео. Если всё верно, напишите,\nпожалуйста: «Медиаплан согласован, можно запускать»."
    assert extract(message(text=f"{wrapped}\n\nПока думаем."), (OUR_LETTER,)).new_text == "Пока думаем."


def test_the_phrase_we_asked_for_is_the_authors_when_it_is_the_answer() -> None:
    assert (
        extract(message(text="Медиаплан согласован, можно запускать"), (OUR_LETTER,)).new_text
        == "Медиаплан согласован, можно запускать"
    )


def test_a_greeting_that_was_used_before_stays() -> None:
    text = "Анна, добрый день!\n\nНе согласовано."
    assert extract(message(text=text), ("Анна, добрый день!\n\nПришлите медиаплан.",)).new_text == text


@pytest.mark.parametrize(
    "text", ["", " \n", "This message is in HTML format.", "Ваша почтовая программа не поддерживает HTML", "Нет."]
)
def test_html_is_read_where_the_plain_text_stands_for_nothing(text: str) -> None:
    html = "<p>Не согласовано: радио уберите, и пришлите план ещё раз до пятницы, пожалуйста.</p>"
    found = extract(message(text=text, html=html))
    assert (found.source, found.new_text) == (
        "html",
        "Не согласовано: радио уберите, и пришлите план ещё раз до пятницы, пожалуйста.",
    )


def test_plain_text_is_read_where_both_say_the_same() -> None:
    assert extract(message(text="Нет, радио уберите.", html="<p>Нет, радио уберите.</p>")).source == "text"


def test_html_is_read_where_only_it_marks_the_quote() -> None:
    found = extract(
        message(
            text="Нет.\n\nМедиаплан согласован?",
            html='<p>Нет.</p><blockquote type="cite">Медиаплан согласован?</blockquote>',
        )
    )
    assert (found.source, found.new_text, found.quoted_text) == ("html", "Нет.", "Медиаплан согласован?")


def test_the_nearest_quoted_letter_comes_with_its_subject_and_without_older_ones() -> None:
    text = (
        "Нет.\n\nОт: Анна Орлова <anna@agency.example>\nОтправлено: 2 июня 2026 г. 10:12\nКому: Марина\nТема: Медиаплан v3\n\nСогласуете?\n\n"
        "От: Марина\nОтправлено: 1 июня 2026 г. 9:00\nКому: Анна\nТема: Медиаплан v2\n\nМедиаплан v2 согласован.\n"
    )
    assert extract(message(text=text)).quoted_text == "Тема: Медиаплан v3\nСогласуете?"


@pytest.mark.parametrize(
    "attribution",
    [
        "On Mon, Jun 1, 2026 at 10:12 AM, anna.orlova@agency.example wrote:",
        "пн, 1 июн. 2026 г. в 10:12, Анна Орлова <anna.orlova@agency.example>:",
        "01.06.2026 10:12, Анна Орлова пишет:",
        "---- On Mon, 01 Jun 2026 10:12:12 +0300 Anna <anna.orlova@agency.example> wrote ----",
    ],
)
def test_an_attribution_on_the_authors_last_line_takes_none_of_it_along(attribution: str) -> None:
    assert new(f"Нет. {attribution}\n\n> Согласовано?") == "Нет."


def test_a_letter_to_the_author_below_the_quote_has_lost_its_marks() -> None:
    text = "Нет.\n\nOn 01.06.2026 10:12, Анна wrote:\n> ранее вы писали\n\nМарина, добрый день! Медиаплан согласован."
    assert new(text) == "Нет."


def test_a_blockquote_in_a_new_letter_is_the_authors_own_and_in_an_answer_it_is_not() -> None:
    html = "<p>Текст для баннера:</p><blockquote>Скидки до 30 июня</blockquote>"
    fresh = message(html=html, subject="Баннер", in_reply_to=None)
    assert extract(fresh).new_text == "Текст для баннера:\n\nСкидки до 30 июня"
    assert extract(message(html=html)).new_text == "Текст для баннера:"


def test_a_letter_without_any_text_is_empty() -> None:
    assert extract(message()) == Extract("", "", (), "text")


def test_below_a_forwarded_letter_the_author_may_write_if_not_above_it() -> None:
    forwarded = '-------- Пересылаемое сообщение --------\n01.06.2026, 10:12, "Анна" <anna@agency.example>:\n\nСогласуете?\n\n-------- Конец пересылаемого сообщения --------\n\n'
    assert new(f"{forwarded}Нет.") == "Нет."
    assert new(f"Смотрите ниже.\n\n{forwarded}Медиаплан согласован.") == "Смотрите ниже."


def test_the_subject_comes_along_out_of_a_marked_header_block_too() -> None:
    text = "FYI\n\nBegin forwarded message:\n\n> From: Anna <anna@agency.example>\n> Date: June 1, 2026 at 10:12:12\n> To: Marina\n> Subject: Media plan v3\n>\n> Please approve."
    found = extract(message(text=text))
    assert (found.new_text, found.quoted_text) == ("FYI", "Тема: Media plan v3\nPlease approve.")


def test_an_answer_below_a_separator_and_marked_lines_is_new() -> None:
    text = "----- Исходное сообщение -----\nОт: Анна <anna@agency.example>\nКому: Марина\nТема: План\n\n> Согласуете?\n\nНет, радио уберите."
    found = extract(message(text=text))
    assert (found.new_text, found.quoted_text) == ("Нет, радио уберите.", "Тема: План\nСогласуете?")


def test_what_only_the_html_marks_as_quoted_is_not_the_authors() -> None:
    text = "Нет.\n\n>Понедельник, 1 июня 2026, 10:12 +03:00 от Анна <anna@agency.example>:\n>\n>Прошу ответить:\n\nМедиаплан согласован"
    html = (
        '<div>Нет.</div><blockquote style="border-left:1px solid #0857A6">Понедельник, 1 июня 2026, 10:12 +03:00 от Анна &lt;anna@agency.example&gt;:<br>'
        "Прошу ответить:<br><br>Медиаплан согласован</blockquote>"
    )
    assert extract(message(text=text, html=html)).new_text == "Нет."


def test_an_answer_in_the_words_of_the_question_stays_where_both_forms_have_it() -> None:
    text = "Медиаплан согласован\n\nOn 01.06.2026 10:12, Анна wrote:\n> Медиаплан согласован"
    html = '<p>Медиаплан согласован</p><div class="moz-cite-prefix">On 01.06.2026 10:12, Анна wrote:</div><blockquote type="cite">Медиаплан согласован</blockquote>'
    assert extract(message(text=text, html=html)).new_text == "Медиаплан согласован"
