"""Which machine wrote a letter, with and without its header fields."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from syncd.domain.language.reading import Absence, MachineKind
from syncd.domain.mail.absence import read_absence
from syncd.domain.mail.machine import MachineFinding, find_machine
from tests.unit.mail.letters import multipart, part, raw_letter, read

AUTO, BOUNCE, RECEIPT = MachineKind.AUTO_REPLY, MachineKind.BOUNCE, MachineKind.RECEIPT
CALENDAR, NEWS, NOTE = MachineKind.CALENDAR, MachineKind.NEWSLETTER, MachineKind.NOTIFICATION


def kind(*fields: str, body: str = "Добрый день.", subject: str = "Re: Цены", from_: str = "o@client1.example", content_type: str = "text/plain; charset=utf-8", new_text: str | None = None) -> MachineKind | None:  # fmt: skip
    raw = raw_letter(*fields, subject=subject, from_=from_, body=body, content_type=content_type)
    finding = find_machine(read(raw), body if new_text is None else new_text)
    return finding.kind if finding else None


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Auto-Submitted: auto-replied", AUTO),
        ("Auto-Submitted: auto-replied; owner-email=a@b.example", AUTO),
        ("Auto-Submitted: auto-replied (vacation)", AUTO),
        ("Auto-Submitted: auto-generated", NOTE),
        ("Auto-Submitted: auto-notified", NOTE),
        ("Auto-Submitted: no", None),
        ("Auto-Submitted: no; x=y", None),
        ("X-Autoreply: yes", AUTO),
        ("X-Autorespond:", AUTO),
        ("Precedence: auto_reply", AUTO),
        ("X-POST-MessageClass: 9; Autoresponder", AUTO),
        ("X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent", AUTO),
        ("X-Auto-Response-Suppress: All", None),
        ("X-MS-Exchange-Inbox-Rules-Loop: o@client1.example", None),
        ("X-Yandex-Fwd: 1", None),
        ("X-Failed-Recipients: x@client1.example", BOUNCE),
        ("X-JIRA-FingerPrint: 1", NOTE),
        ("Precedence: list", None),
        ("List-Id: <marketing.client1.example>", None),
    ],
)
def test_a_header_field_tells(field: str, expected: MachineKind | None) -> None:
    assert kind(field) == expected


@pytest.mark.parametrize(
    ("fields", "body", "expected"),
    [
        (("List-Unsubscribe: <x>", "Precedence: bulk"), "Скидки до конца июня! Готовы к лету?", NEWS),
        (("List-Unsubscribe: <x>",), "Скидки. Отписаться от рассылки: https://x", NEWS),
        (("List-Unsubscribe: <x>",), "Новости компании за май.", NEWS),
        (("List-Unsubscribe: <x>",), "Анна, когда будет отчёт?", None),
        (("List-Unsubscribe: <x>",), "Медиаплан согласован.", None),
        (
            ("List-Unsubscribe: <x>", "Precedence: bulk", "In-Reply-To: <a@agency.example>"),
            "Медиаплан согласован.",
            None,
        ),
        (("List-Unsubscribe: <x>", "Precedence: bulk", "List-Post: <mailto:m@client1.example>"), "Когда отчёт?", None),
        (("Feedback-ID: 1:AmazonSES",), "Анна, пришлите счёт", None),
        (("Precedence: bulk",), "Высылаю фото с площадки.", None),
        (("X-SG-EID: abc",), "Высылаю фото с площадки.", None),
        (("Precedence: bulk",), "Новости. Unsubscribe: https://x", NEWS),
    ],
)
def test_bulk_signs_alone_do_not_hide_a_person(
    fields: tuple[str, ...], body: str, expected: MachineKind | None
) -> None:
    assert kind(*fields, body=body, subject="Новости") == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("no-reply@client1.example", NOTE),
        ("noreply@client1.example", NOTE),
        ("do-not-reply@client1.example", NOTE),
        ("crm.notifications@client1.example", NOTE),
        ("no-reply@asana.com", NOTE),
        ("MAILER-DAEMON@client1.example", NOTE),
        ("info@client1.example", None),
        ("hello@client1.example", None),
        ("zakaz@client1.example", None),
        ("drobot@client1.example", None),
        ("abbott@client1.example", None),
        ("ivan@asana.com", None),
    ],
)
def test_a_robots_address_tells_and_a_shared_one_does_not(address: str, expected: MachineKind | None) -> None:
    assert kind(from_=address) == expected


@pytest.mark.parametrize(
    ("subject", "body", "expected"),
    [
        ("Автоответ: Re: Цены", "Отвечу позже", AUTO),
        ("Автоматический ответ: Цены", "", AUTO),
        ("Automatic reply: Media plan", "Back on 3 March", AUTO),
        ("Re: Out of Office: Media plan", "I am away", AUTO),
        ("В отпуске", "Я в отпуске до 12.08, по срочным вопросам пишите Ирине", AUTO),
        ("В отпуске с понедельника", "Анна, согласуйте, пожалуйста, медиаплан до пятницы", None),
        ("Прочитано: Медиаплан", "Ваше сообщение для Ольга Тема: Медиаплан было прочитано 14.05", RECEIPT),
        ("Read: Media plan", "Your message to Olga was read on Thursday", RECEIPT),
        ("Read the brief: two questions", "Could you explain point two?", None),
        ("Принято: Созвон по медиаплану", "", CALENDAR),
        ("Принято: медиаплан утверждаем", "Медиаплан утверждаем", None),
        ("Undeliverable: Media plan", "Your message could not be delivered", BOUNCE),
    ],
)
def test_a_subject_tells_only_at_its_start(subject: str, body: str, expected: MachineKind | None) -> None:
    assert kind(subject=subject, body=body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Здравствуйте! Я нахожусь в отпуске до 12.08. По срочным вопросам обращайтесь к Ирине Зиминой.",
        "Это автоматическое сообщение, отвечать на него не нужно. Ваше письмо получено.",
        "Ответ сгенерирован автоматически.",
        "Я в отпуске с 5 по 16 мая. По вопросам согласования медиапланов обращайтесь к Ольге Зиминой.",
        "I am on annual leave until 22 April. Please note that nothing is approved in my absence.",
        "До 12 мая нахожусь за границей и почту не читаю.",
        "Нахожусь в командировке до 22 августа. Бюджеты в моё отсутствие утверждает Юлия Сомова.",
        "Буду отсутствовать с 1 по 14 июля, доступ к почте ограничен. Вернусь 15 июля.",
        "I am out of the office until 12 August with limited access to email.",
        "This is an automated response. I'll get back to you.",
        "Thank you for your email. I am on annual leave and will be back on 3 March.",
        "Я больше не работаю в компании. Пишите на sales@client1.example.",
        "I no longer work here... I am no longer with Client One. Please contact Jane.",
    ],
)
def test_an_absence_note_is_known_by_its_words_alone(body: str) -> None:
    assert kind(body=body) == AUTO


@pytest.mark.parametrize(
    "body",
    [
        "Я в отпуске до 12.08, по срочным вопросам пишите Ирине. Медиаплан согласован.",
        "Я в отпуске с понедельника, вернусь 12.08. Успеете прислать отчёт?",
        "Вернусь 12 августа и посмотрю медиаплан.",
        "Мы в отпуске до 12.08, пришлите, пожалуйста, счёт до этого.",
        "I am out of the office until 12 August, please send the invoice before that.",
        "Спасибо, получили!",
        "Хотим отписаться от рассылки вашего сервиса.",
        "Не отвечайте на это предложение, мы ещё думаем.",
        "План согласован. Счета из системы приходят автоматически, отвечать на них не нужно.",
        "Please do not reply to this thread, write me directly. Can you do Friday?",
        "Ирина в отпуске, я за неё. Бюджет прежний.",
        "Ирина в отпуске, по срочным вопросам пишите мне.",
        "По рабочим вопросам пишите Ирине, дела я передал.",
        "Thank you for your email. Please contact Jane about invoices.",
        "Я в отпуске до 12.08. Макет утверждён, по вопросам обращайтесь к Ирине.",
    ],
)
def test_a_person_who_mentions_a_holiday_stays_a_person(body: str) -> None:
    assert kind(body=body) is None


@pytest.mark.parametrize(
    "body",
    [
        "Документ «Медиаплан» согласован.\r\n\r\nЭто письмо сформировано автоматически.",
        "Заявка переведена в статус «Согласовано».\r\nПожалуйста, не отвечайте на это письмо.",
        "Approved: Media plan Q3.\r\n\r\n--\r\nYou are receiving this email because you follow the document.",
        "Ольга согласовала документ. Уведомление не требует ответа.",
    ],
)
def test_a_systems_letter_is_a_notification_though_it_says_approved(body: str) -> None:
    assert kind(body=body, subject="Медиаплан: согласование") == NOTE


def test_a_persons_letter_through_a_group_stays_a_persons() -> None:
    body = "Высылаю фото.\r\n-- \r\nYou received this message because you are subscribed to the Google Groups group."
    assert kind(body=body, subject="Фото", new_text="Высылаю фото.") is None
    body = body.replace("Google Groups", "team")
    assert kind("List-Id: <m.client1.example>", body=body, subject="Фото", new_text="Высылаю фото.") is None


def test_a_mailing_without_header_fields_is_known_by_its_footer() -> None:
    body = "Скидки до конца июня.\r\n\r\nОтписаться от рассылки: https://news.example/u/1\r\n"
    assert kind(body=body, subject="Скидки") == NEWS
    assert kind("In-Reply-To: <ours@agency.example>", body=body) is None


def test_a_calendar_answer_is_a_machines_and_an_invitation_with_words_is_not() -> None:
    def invitation(method: str, text: str) -> MachineKind | None:
        content_type, body = multipart("alternative", part("text/plain; charset=utf-8", text), part(f"text/calendar; method={method}", "BEGIN:VCALENDAR"))  # fmt: skip
        return kind(body=body.decode(), content_type=content_type, new_text=text)

    assert invitation("REPLY", "") == CALENDAR
    assert invitation("REPLY", "Ольга приняла приглашение") == CALENDAR
    assert invitation("REQUEST", "Когда: пятница 15:00\nГде: Zoom\nhttps://zoom.example/j/1") == CALENDAR
    assert invitation("REQUEST", "Анна, обсудим медиаплан в пятницу") is None


def test_reports_of_mail_systems_are_told_apart() -> None:
    def report(kind_: str, status: str) -> MachineKind | None:
        content_type, body = multipart("report", part("text/plain", "x"), part(f"message/{kind_}", status))
        return kind(body=body.decode(), content_type=f"{content_type}; report-type={kind_}")

    assert report("delivery-status", "Final-Recipient: rfc822; x@y.example\r\nAction: failed") == BOUNCE
    assert report("delivery-status", "Final-Recipient: rfc822; x@y.example\r\nAction: delayed") == NOTE
    assert report("disposition-notification", "Disposition: manual-action/MDN-sent-manually; displayed") == RECEIPT


def test_a_bounce_in_plain_words_gives_the_id_of_our_letter() -> None:
    body = "Не удалось доставить.\r\n\r\n------ This is a copy ------\r\nMessage-ID: <ours@agency.example>\r\nSubject: План\r\n"
    message = read(
        raw_letter("Return-Path: <>", from_="mailer-daemon@mail.example", subject="Ошибка доставки", body=body)
    )
    assert message.delivery_report is not None
    assert message.delivery_report.original_message_id == "ours@agency.example"
    assert find_machine(message, body) == MachineFinding(BOUNCE, "Action: failed")


def test_a_warning_of_delay_in_plain_words_is_no_bounce() -> None:
    body = "Delivery attempts will continue.\r\n\r\nMessage-ID: <ours@agency.example>\r\n"
    raw = raw_letter(
        "Return-Path: <>", from_="Mailer-Daemon@mx.example", subject="Warning: message delayed 24 hours", body=body
    )
    assert find_machine(read(raw), body) == MachineFinding(NOTE, "Action: delayed")


def test_a_finding_carries_evidence_and_absence() -> None:
    body = "Я в отпуске до 20 июля. За меня Лена Шумская, l.shumskaya@client1.example."
    raw = raw_letter("Auto-Submitted: auto-replied", body=body, date="Thu, 10 Jul 2025 10:00:00 +0300")
    absence = Absence(date(2025, 7, 20), "Лена Шумская, l.shumskaya@client1.example")
    assert find_machine(read(raw), body) == MachineFinding(
        AUTO, "Auto-Submitted: auto-replied", certain=True, absence=absence
    )


MONDAY = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("в отпуске до 12.08", date(2026, 8, 12)),
        ("в отпуске по 12.08.2026 включительно", date(2026, 8, 12)),
        ("away until 12 August", date(2026, 8, 12)),
        ("on leave until August 12th, 2026", date(2026, 8, 12)),
        ("с 1 по 14 июля", date(2026, 7, 14)),
        ("с 29 декабря по 8 января", date(2027, 1, 8)),
        ("out July 6-10", date(2026, 7, 10)),
        ("from 6th to 10th of July", date(2026, 7, 10)),
        ("back on Monday 13 July", date(2026, 7, 12)),
        ("вернусь 15 июля", date(2026, 7, 14)),
        ("выйду на работу 15.07", date(2026, 7, 14)),
        ("буду на связи с 15 июля", date(2026, 7, 14)),
        ("вернусь 15 числа", date(2026, 7, 14)),
        ("вернусь в среду", date(2026, 7, 7)),
        ("отсутствую до понедельника", date(2026, 7, 12)),
        ("I will read it after 13 July", date(2026, 7, 13)),
        ("until 2026-07-20", date(2026, 7, 20)),
        ("звоните с 10 до 19", None),
        ("до 31.02", None),
    ],
)
def test_the_last_day_away_is_read_out(text: str, until: date | None) -> None:
    absence = read_absence(text, MONDAY)
    assert (absence.until if absence else None) == until


@pytest.mark.parametrize(
    ("text", "deputy"),
    [
        (
            "По срочным вопросам обращайтесь к Ольге Зиминой, o.zimina@client1.example.",
            "Ольге Зиминой, o.zimina@client1.example",
        ),
        ("Меня замещает Пётр Ильин.", "Пётр Ильин"),
        ("Please contact Steve Marsh.", "Steve Marsh"),
        ("Aoife (aoife@client1.example) can help.", "Aoife, aoife@client1.example"),
        ("For urgent matters write to sales@client1.example.", "sales@client1.example"),
        ("Отвечу, как вернусь.", None),
    ],
)
def test_the_deputy_is_read_out(text: str, deputy: str | None) -> None:
    absence = read_absence(text, MONDAY)
    assert (absence.deputy if absence else None) == deputy
