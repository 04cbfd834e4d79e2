"""An approval that the author did not write never comes out as new text, and nothing the author wrote is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import EmailMessage

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from syncd.domain.mail.message import Message
from syncd.domain.mail.new_text import extract
from syncd.domain.mail.parse import parse_message
from tests.unit.mail.every_layout import LAYOUTS
from tests.unit.mail.layouts import Layout
from tests.unit.mail.text_layouts import TEXT_LAYOUTS
from tests.unit.mail.wrappings import ABOVE, BELOW

APPROVAL = re.compile(r"соглас|утвержд|одобр|апрув|approv|go ahead|добро", re.IGNORECASE)

approvals = st.sampled_from(
    [
        "Медиаплан согласован.",
        "Согласовано",
        "согласовано, запускайте",
        "Утверждаю.",
        "Approved",
        "Approved - please go ahead with the media plan.",
        "Всё одобрено, даём добро!",
        "Апрув есть, заводите деньги",
        "МЕДИАПЛАН СОГЛАСОВАН",
    ]
)
around = st.sampled_from(
    [
        "Направляю медиаплан v3 на июнь, 420 000 руб.",
        "",
        "Если всё верно, напишите:",
        "> ранее вы писали",
        "-- ",
        "С уважением,",
        "Анна Орлова",
        "Отправлено с iPhone",
        "P.S. Ждём до пятницы.",
        "1. Радио",
        "***",
        "01.05.2026 9:00, Марина Соколова пишет:",
        "От: Марина Соколова\nОтправлено: 1 мая 2026 г. 9:00\nКому: Анна Орлова\nТема: Медиаплан",
        "-----Original Message-----",
        "---------- Forwarded message ---------",
        "-------- Конец пересылаемого сообщения --------",
        "On Fri, 1 May 2026 at 9:00, Marina Sokolova <marina.sokolova@buyer.example> wrote:",
    ]
)
quoted_letters = st.lists(st.one_of(around, approvals), min_size=1, max_size=9).map(
    lambda lines: "\n".join(["Марина, добрый день!", *lines])
)
own_words = st.sampled_from(
    [
        "Пока смотрим, ответим в среду.",
        "Анна, добрый день!\n\nРадио не нужно. Переделайте.",
        "ок, ждём",
        "Почему радио 30 %?\nИ когда старт?",
        "We need another day.",
        "+",
    ]
)
slogans = st.sampled_from(
    [
        "Покупатель. Всё согласовано в срок",
        "Tested. Certified. Approved.",
        "Согласовано с природой!",
        "Утверждено временем",
    ]
)
signatures = st.sampled_from(
    [
        "С уважением,\nМарина Соколова\nдиректор по рекламе\nтел. +7 (999) 555-01-02\n{slogan}",
        "Марина Соколова\nдиректор по рекламе\n+7 (999) 555-01-02\n{slogan}",
        "--\nМарина\n{slogan}",
        "Kind regards,\nMarina Sokolova\nHead of Marketing | Buyer Ltd\n\n{slogan}",
        "С уважением,\nМарина Соколова\n\nДанное письмо конфиденциально и не является офертой, если иное не согласовано в письменной форме.\n\n{slogan}",
    ]
)
layouts = st.sampled_from(LAYOUTS)


def folded(text: str) -> str:
    return " ".join(text.split())


def expected(layout: Layout, words: str) -> str:
    return folded(f"Здравствуйте, Анна. {words}" if "initials as marks" in layout.name else words)


@settings(max_examples=400, deadline=None)
@given(layouts, quoted_letters, own_words)
def test_an_approval_in_the_quoted_letter_is_never_new(layout: Layout, quoted: str, words: str) -> None:
    found = extract(layout.letter(words, quoted=quoted, signature="Марина"))
    assert APPROVAL.search(found.new_text) is None, found.new_text
    assert expected(layout, words) in folded(found.new_text)


@settings(max_examples=300, deadline=None)
@given(layouts, signatures, slogans, own_words)
def test_an_approval_in_a_signature_or_in_small_print_is_never_new(
    layout: Layout, signature: str, slogan: str, words: str
) -> None:
    signed = signature.replace("{slogan}", slogan)
    if "{signature}" in layout.template:
        found = extract(layout.letter(words, signature=signed))
    else:
        found = extract(layout.letter(f"{words}\n\n{signed}"))
    assert APPROVAL.search(found.new_text) is None, found.new_text
    assert expected(layout, words) in folded(found.new_text)


@settings(max_examples=200, deadline=None)
@given(layouts, st.lists(st.one_of(own_words, approvals), min_size=1, max_size=4).map("\n\n".join))
def test_no_word_of_the_author_is_lost(layout: Layout, words: str) -> None:
    assert folded(extract(layout.letter(words)).new_text) == expected(layout, words)


above = st.one_of(st.just(""), st.sampled_from(list(ABOVE.values())).map(lambda words: f"{words}\n\n"))
below = st.one_of(st.just(""), st.sampled_from(list(BELOW.values())).map(lambda words: f"\n\n{words}"))
own_lines = st.lists(
    st.sampled_from(
        [
            "Анна, добрый день!",
            "Спасибо, посмотрели.",
            "1. Почему радио 30 %?",
            "- видео оставить",
            "ок",
            "Старт 06.07.2026 в 10:00, раньше не можем",
            "Please send the invoice to accounting@buyer.example.",
            "Ссылка: https://buyer.example/brief",
            "От нас: логотип. Кому: дизайнеру.",
            "Важно: срок до пятницы",
            "+7 999 555-01-02 - мой телефон, звоните.",
            "Thanks, noted.",
        ]
    ),
    min_size=1,
    max_size=5,
    unique=True,
).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(layouts, quoted_letters, own_lines, above, below)
def test_a_letter_wrapped_in_anything_keeps_its_words_and_takes_none_of_the_quotation(
    layout: Layout, quoted: str, words: str, top: str, bottom: str
) -> None:
    if not layout.template.startswith(("{new}", "<")):
        top = ""  # a gateway writes above the quotation
    found = extract(layout.letter(f"{top}{words}{bottom}", quoted=f"{quoted}\nЗюйдвест.", signature="Марина"))
    assert "Зюйдвест" not in found.new_text
    assert APPROVAL.search(found.new_text) is None, found.new_text
    assert expected(layout, words) in folded(found.new_text)


def _encoded(letter: Message, charset: str, encoding: str) -> bytes:
    """The letter as bytes in this charset and transfer encoding."""
    mail = EmailMessage()
    mail["From"] = f"{letter.from_[0].display_name} <{letter.from_[0].addr_spec}>"
    mail["Subject"] = letter.subject
    mail["In-Reply-To"] = "<m1@agency.example>"
    mail["Message-ID"] = "<m2@buyer.example>"
    subtype, body = ("html", letter.html) if letter.text is None else ("plain", letter.text)
    mail.set_content(
        (body or "").encode(charset, "replace").decode(charset), subtype=subtype, charset=charset, cte=encoding
    )
    return mail.as_bytes()


@settings(max_examples=150, deadline=None)
@given(
    layouts,
    quoted_letters,
    own_words,
    st.sampled_from(["utf-8", "windows-1251", "koi8-r"]),
    st.sampled_from(["base64", "quoted-printable", "8bit"]),
)
def test_an_approval_in_the_quoted_letter_is_never_new_in_any_charset(
    layout: Layout, quoted: str, words: str, charset: str, encoding: str
) -> None:
    assume(layout.template.encode(charset, "ignore").decode(charset) == layout.template)
    message = parse_message(_encoded(layout.letter(words, quoted=quoted, signature="Марина"), charset, encoding))
    assert isinstance(message, Message)
    assert APPROVAL.search(extract(message).new_text) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_can_be_read_and_every_line_is_accounted_for(text: str, html: str) -> None:
    letter = replace(TEXT_LAYOUTS[0].letter(""), text=text, html=html)
    found = extract(letter)
    new = [line.text for line in found.lines if line.role == "new"]
    assert [line for line in found.new_text.split("\n") if line] == [line for line in new if line]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_reply_with_nothing_in_it_is_empty(layout: Layout) -> None:
    found = extract(layout.letter("", quoted="Медиаплан согласован?\nСогласовано", signature=""))
    assert APPROVAL.search(found.new_text) is None
