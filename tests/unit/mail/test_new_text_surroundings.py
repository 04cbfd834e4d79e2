"""Signatures, small print and banners go whole, by where they stand; what an author says stays, whatever its words."""

from __future__ import annotations

import pytest

from syncd.domain.mail.message import Address
from syncd.domain.mail.new_text import extract
from tests.unit.mail.layouts import AUTHOR, message


def new(text: str) -> str:
    return extract(message(text=text)).new_text


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
    ("name", "signature"),
    [
        ("Keisha Brandt", "Best,\nKeisha Brandt (she/her)\nMarketing Coordinator\nSolstice Hearing | Columbus, OH"),
        ("Keisha Brandt", "Keisha Brandt | she/her\nMarketing Coordinator\n+1 614 555 0199"),
        ("Anke Vollmer", "Viele Grüße\n\ni.A. Anke Vollmer\nMarketing & Messe\nKessler Hydraulik GmbH\nTel. +49 731 555 0114"),
        ("Anke Vollmer", "Freundliche Grüsse aus Zürich\nDr. Anke Vollmer"),
        ("Anke Vollmer", "ppa. Anke Vollmer"),
        ("Anke Vollmer", "Besten Gruß\nAnke"),
        ("Sanne de Wit", "Groetjes,\nSanne de Wit\nBrand lead Noordpolder Fietsen\nwww.noordpolder.example"),
        ("Sanne de Wit", "Met hartelijke groet,\nSanne"),
        ("Tomáš Říha", "S pozdravem\nTomáš Říha\nobchodní ředitel, Pivovar Lhota a.s.\n+420 555 120 330"),
        ("Tomáš Říha", "S úctou\nIng. Tomáš Říha"),
        ("Ewa Lis", "Pozdrawiam serdecznie,\nEwa Lis\nkierownik marketingu"),
        ("Ewa Lis", "Z wyrazami szacunku\nmgr Ewa Lis"),
        ("Hélène Roy", "Bien cordialement,\nHélène Roy\nDirectrice marketing"),
        ("Hélène Roy", "Cdlt,\nHélène"),
        ("Ayşe Kaya", "Saygılarımızla,\nAyşe Kaya\nPazarlama Müdürü"),
        ("Ayşe Kaya", "İyi çalışmalar,\nAyşe"),
        ("Marco Riva", "Cari saluti\nMarco Riva"),
        ("Rita Sousa", "Com os melhores cumprimentos,\nRita Sousa"),
        ("Nagy Éva", "Üdvözlettel,\nNagy Éva\nmarketing vezető"),
        ("Ion Popa", "Cu stimă,\nIon Popa"),
        ("Liis Tamm", "Lugupidamisega\nLiis Tamm"),
        ("Lars Berg", "Med vennlig hilsen\nLars Berg"),
        ("Maja Kos", "Lijep pozdrav,\nMaja Kos"),
        ("Оксана Гайдук", "Із повагою,\nОксана Гайдук\nкерівниця відділу реклами"),
        ("Айгерим Сатпаева", "Құрметпен,\nАйгерим Сатпаева\nмаркетинг бөлімі"),
        ("Дилшод Каримов", "Hurmat bilan,\nДилшод Каримов"),
        ("Варвара Зимняя", "ваша Варя, «Клюква & Co»"),
        ("Варвара Зимняя", "С теплом,\nВарвара 🌷"),
        ("Rüdiger von der Aue", "Schöne Grüße\nRüdiger von der Aue, MBA"),
    ],
)  # fmt: skip
def test_a_signature_in_another_language_goes_whole(name: str, signature: str) -> None:
    letter = message(text=f"The plan is fine, radio is not.\n\n{signature}", from_=Address(name, "x@buyer.example"))
    assert extract(letter).new_text == "The plan is fine, radio is not."


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


def test_words_typed_into_the_signatures_element_are_not_lost() -> None:
    html = '<div id="ms-outlook-mobile-signature">Не согласовано, радио уберите.<br>Отправлено с iPhone</div>'
    assert extract(message(html=html)).new_text == "Не согласовано, радио уберите."


def test_small_print_below_a_marked_signature_is_not_new() -> None:
    html = '<p>Смотрим.</p><div id="Signature">Марина</div><p>Заказы согласованы, если подписаны двумя лицами.</p><div id="appendonsend"></div><div>Согласуете?</div>'
    assert extract(message(html=html)).new_text == "Смотрим."


def test_a_shared_mailbox_is_signed_by_whoever_writes() -> None:
    for text in ("Пока смотрим.\n\nПавел", "Пока смотрим.\n\nПавел\nотдел закупок\n+7 (999) 555-01-02"):
        assert (
            extract(message(text=text, from_=Address("Закупки", "zakupki@buyer.example"))).new_text == "Пока смотрим."
        )


def test_the_author_is_read_from_the_from_field_only() -> None:
    assert extract(message(text="Согласовано.\n\nПавел", from_=AUTHOR)).new_text == "Согласовано.\n\nПавел"
