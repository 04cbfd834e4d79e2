"""What becomes of each line: positions of answers, signatures, notices, and quotes without a mark."""

from __future__ import annotations

import pytest

from syncd.domain.mail.lines import Line, Role
from syncd.domain.mail.message import Address
from syncd.domain.mail.new_text import Extract, extract
from tests.unit.mail.layouts import AUTHOR, message

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("С уважением отношусь к вашему труду, но нет.", "С уважением отношусь к вашему труду, но нет."),
        ("С уважением", "С уважением"),
        ("ок, ждём\nМарина", "ок, ждём"),
        ("Нет.\n\nС уважением отношусь к работе вашего отдела", "Нет.\n\nС уважением отношусь к работе вашего отдела"),
        ("Согласовано.\n\nС уважением,\nМарина\n\nP.S. Радио уберите.", "Согласовано.\nP.S. Радио уберите."),
        (
            "Согласовано.\n\nС уважением,\nМарина\nЗ.Ы. Без радио.\nИ без ТВ.",
            "Согласовано.\nЗ.Ы. Без радио.\nИ без ТВ.",
        ),
        ("Ок.\n\n-- \nМарина\n\nP.S. Раз.\n\nP.P.S. Два.", "Ок.\nP.S. Раз.\nP.P.S. Два."),
        ("Ок.\n\n-- \nМарина\nP.S. Согласовано - наше любимое слово", "Ок."),
        ("Варианты:\n--\nпервый\n--\nвторой", "Варианты:\n--\nпервый\n--\nвторой"),
        ("Раз.\n\n***\n\nДва: согласны.", "Раз.\n\n***\n\nДва: согласны."),
        (
            "Контакты:\nИван Лебедев\nдиректор\n+7 (999) 111-22-33",
            "Контакты:\nИван Лебедев\nдиректор\n+7 (999) 111-22-33",
        ),
        ("Звоните: +7 (999) 555-01-02", "Звоните: +7 (999) 555-01-02"),
        ("Thanks, but no.", "Thanks, but no."),
        ("Best to wait.\n\nMarina", "Best to wait."),
        ("Отправлено из бухгалтерии вчера.", "Отправлено из бухгалтерии вчера."),
        ("Счёт жду.\n\nОтправлено почтой, ждите в среду.", "Счёт жду.\n\nОтправлено почтой, ждите в среду."),
        (
            "Нет.\n\nUnless approved by Monday, the slot is lost.",
            "Нет.\n\nUnless approved by Monday, the slot is lost.",
        ),
        ("Нет.\n\nЭто письмо считайте отказом.", "Нет.\n\nЭто письмо считайте отказом."),
        (
            "Ок.\n\nИзменения без нашего согласия не допускаются.",
            "Ок.\n\nИзменения без нашего согласия не допускаются.",
        ),
        ("Важно: во вложении новая ссылка на план.\n\nОк.", "Важно: во вложении новая ссылка на план.\n\nОк."),
        ("Внимание! Отправитель счёта сменился.", "Внимание! Отправитель счёта сменился."),
        ("Тема: баннеры\nДата: 1 июня\nМесто: Москва", "Тема: баннеры\nДата: 1 июня\nМесто: Москва"),
        (
            "По итогам встречи 01.06.2026 в 10:00 Марина написала:\nбез радио",
            "По итогам встречи 01.06.2026 в 10:00 Марина написала:\nбез радио",
        ),
        ("Старт 01.06.2026 10:00:\nрадио и видео", "Старт 01.06.2026 10:00:\nрадио и видео"),
        (
            "Hi,\nthe data comes From: our database, not To: yours, Subject: to change.",
            "Hi,\nthe data comes From: our database, not To: yours, Subject: to change.",
        ),
        ("Даты:\n2026-06-01 14:30\n01/06/2026 at 2:30 PM", "Даты:\n2026-06-01 14:30\n01/06/2026 at 2:30 PM"),
    ],
)
def test_what_an_author_says_is_never_cut_for_its_words(text: str, expected: str) -> None:
    assert new(text) == expected


@pytest.mark.parametrize(
    "signature",
    [
        "С уважением,\nМарина Соколова\nдиректор по рекламе\n+7 (999) 555-01-02\nПокупатель. Всё согласовано в срок",
        "С уважением, Марина",
        "С уважением, Марина Соколова, директор по рекламе ООО «Покупатель», тел. +7 (999) 555-01-02",
        "/ Марина",
        "— Марина",
        "Марина Соколова (директор по рекламе)",
        "С ув.,\nМарина",
        "Искренне Ваша, Марина",
        "С наилучшими пожеланиями,\n\nМарина Соколова\n\nДиректор по рекламе\n\n+7 (999) 555-01-02\n\nApproved by nature",
        "Всего доброго!\nМ. Соколова",
        "С уважением / Best regards,\nMarina Sokolova\nCMO",
        "С уважением,\nотдел рекламы ООО «Покупатель»",
        "С уважением,\n[cid:image001.png@01D9.ABC]\nМарина Соколова\nтел. 8 (495) 123-45-67",
        "Марина",
        "Соколова М.А.",
        "Marina Sokolova",
        "Марина Соколова, директор по рекламе",
        "Марина Соколова | Покупатель | +7 (999) 555-01-02",
        "Директор по рекламе\nМарина Соколова",
        "Марина\nПокупатель\nSkype: marina.s",
        "--\nМарина",
        "-- \nС уважением,\nМарина Соколова\nP.S. Согласовано с природой",
        "—\nМарина Соколова\nCMO",
        "______\nМарина Соколова\nПокупатель",
        "*****\nС уважением,\nМарина",
        "Best,\nM.",
        "Kind regards,\nMarina Sokolova\nHead of Marketing | Buyer Ltd\nTested. Certified. Approved.",
        "Cheers,\nMarina",
        "Thanks,\nMarina",
        "Mit freundlichen Grüßen\nMarina Sokolova",
        "З повагою,\nМарина Соколова",
        "Отправлено с iPhone",
        "Отправлено с iPhone\nМарина",
        "Марина\n\nSent from my Galaxy",
        "Отправлено из мобильного приложения Яндекс Почты",
        "Получить Outlook для Android",
        "Простите за краткость, отправлено с телефона",
    ],
)
def test_a_signature_goes_whole(signature: str) -> None:
    for text in (
        f"Пока смотрим.\n\n{signature}",
        f"Пока смотрим.\n\n{signature}\n\n01.06.2026 10:12, Анна Орлова пишет:\n> Согласовано?",
    ):
        assert new(text) == "Пока смотрим."


@pytest.mark.parametrize(
    "notice",
    [
        "Настоящее сообщение не является офертой или согласованием условий, если иное прямо не указано.",
        "Данное письмо и вложения конфиденциальны. Использование, не согласованное с отправителем, не допускается.",
        "Информация, содержащаяся в этом письме, предназначена только для адресата.\nВсё остальное не согласовано.",
        "This e-mail is confidential. Any use not approved in writing by the sender is prohibited.",
        "If you are not the intended recipient, delete this message. Nothing in it is approved.",
        "Unless otherwise agreed in writing, nothing in this e-mail is an approval.",
        "Please consider the environment before printing this e-mail. Approved by trees.",
        "CONFIDENTIALITY NOTICE: only an approved order binds us.",
        "Diese E-Mail enthält vertrauliche Informationen.",
        'You received this message because you are subscribed to the Google Groups "approved" group.',
        "Информация в настоящем письме не для печати. Условия не считаются согласованными без подписи.",
        "Любая переписка по электронной почте не является согласованием, если обратное не оговорено в договоре.",
        "The information transmitted is for the addressee only. Nothing herein is approved.",
        "Nothing in this message shall be deemed approved unless confirmed by a signed document.",
        "No contract may be concluded by e-mail. Orders are approved only in writing.",
        "Проверено антивирусом. Согласовано службой безопасности.",
        "Внимание: письмо получено от внешнего отправителя, вложения не одобрены.",
        "Это письмо проверено на вирусы и согласовано службой безопасности.",
    ],
)
def test_small_print_is_not_new_with_or_without_a_signature(notice: str) -> None:
    assert new(f"Пока смотрим.\n\n{notice}") == "Пока смотрим."
    assert new(f"Пока смотрим.\n\nС уважением,\nМарина\n\n{notice}") == "Пока смотрим."
    assert new(f"01.06.2026 10:12, Анна пишет:\n> Ну как?\n\nПока смотрим.\n\n{notice}") == "Пока смотрим."


@pytest.mark.parametrize(
    "banner",
    [
        "CAUTION: This email originated from outside the organization. Do not click links unless approved.",
        "[EXTERNAL]",
        "Внимание: внешний отправитель",
        "ВНЕШНЕЕ ПИСЬМО",
        "Внимание! Письмо пришло извне. Отправитель не подтверждён, вложения не одобрены службой безопасности.",
        "You don't often get email from marina.sokolova@buyer.example. Learn why this is important",
        "This message was sent from outside of our company. Approved senders only.",
        "Осторожно: письмо от внешнего отправителя. Не открывайте вложения и не переходите по\nссылкам, если не согласовано с ИТ.",
    ],
)
def test_a_banner_on_top_is_not_new(banner: str) -> None:
    assert new(f"{banner}\n\nПока смотрим.") == "Пока смотрим."


@pytest.mark.parametrize(
    ("from_", "signed"),
    [
        (Address("Yuliya Tsvetkova", "y.tsvetkova@buyer.example"), "Юлия Цветкова"),
        (Address("Алексей Жуков", "a@buyer.example"), "Alexey"),
        (Address("Дмитрий Хохлов", "a@buyer.example"), "Dmitry Khokhlov"),
        (Address("Константин Лаптев", "a@buyer.example"), "Костя"),
        (Address("Окунев Данил", "a@buyer.example"), "Окунев"),
        (Address("", "ekaterina.dashkova@buyer.example"), "Катя"),
        (Address("Michael Reed", "a@buyer.example"), "Mike"),
        (Address("Марина (Покупатель)", "a@buyer.example"), "марина"),
        (Address("Анна-Мария О'Нил", "a@buyer.example"), "Анна-Мария"),
    ],
)
def test_a_sender_signs_in_either_alphabet_and_shortly(from_: Address, signed: str) -> None:
    assert extract(message(text=f"Пока смотрим.\n\n{signed}", from_=from_)).new_text == "Пока смотрим."


@pytest.mark.parametrize("last", ["Согласовано", "Утверждаю", "Approved", "Да", "Ок", "Нет", "Медиаплан"])
def test_a_last_word_of_its_own_is_no_name(last: str) -> None:
    for display_name in ("Анна Дарьина", "Approva Okunev", "Утвержаев Нетребко"):
        assert extract(
            message(text=f"Анна, добрый день!\n\n{last}", from_=Address(display_name, "x@buyer.example"))
        ).new_text.endswith(last)


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


def test_words_typed_into_the_signatures_element_are_not_lost() -> None:
    html = '<div id="ms-outlook-mobile-signature">Не согласовано, радио уберите.<br>Отправлено с iPhone</div>'
    assert extract(message(html=html)).new_text == "Не согласовано, радио уберите."


def test_small_print_below_a_marked_signature_is_not_new() -> None:
    html = '<p>Смотрим.</p><div id="Signature">Марина</div><p>Заказы согласованы, если подписаны двумя лицами.</p><div id="appendonsend"></div><div>Согласуете?</div>'
    assert extract(message(html=html)).new_text == "Смотрим."


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


def test_a_shared_mailbox_is_signed_by_whoever_writes() -> None:
    for text in ("Пока смотрим.\n\nПавел", "Пока смотрим.\n\nПавел\nотдел закупок\n+7 (999) 555-01-02"):
        assert (
            extract(message(text=text, from_=Address("Закупки", "zakupki@buyer.example"))).new_text == "Пока смотрим."
        )


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


def test_the_author_is_read_from_the_from_field_only() -> None:
    assert extract(message(text="Согласовано.\n\nПавел", from_=AUTHOR)).new_text == "Согласовано.\n\nПавел"


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
