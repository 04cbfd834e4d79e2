"""Invented correspondence for measuring: threads with quotes below, as mail programs leave them, among everybody's other mail."""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field

_OURS = """Добрый день! Направляю материалы к кампании на {month}, без изменений к прошлому письму.|
Отчёт за прошлую неделю: {sum} кликов, цена заявки {n}20 рублей.|Подскажите, пожалуйста, кто с вашей стороны проверит посадочную страницу?|
Для запуска нужны доступы в рекламный кабинет и счётчик.|Если удобнее обсудить голосом, наберу вас завтра после одиннадцати.|
Обновили тексты объявлений, убрали слово «бесплатно» по правилам площадки.|Показы идут ровно, охват за неделю {sum} тысяч человек.|
Ждём фотографии второго магазина, без них ролик не смонтировать.|Напоминаю, что ставки на площадке растут с {n}-го числа."""
_OUR_REQUEST = "Просим согласовать медиаплан на {month}, версия {n}, бюджет {sum} 000 рублей с НДС, до пятницы."
_THEIRS = """Добрый день!|Спасибо, получили, посмотрим до конца дня.|Фотографии второго магазина пришлём {n}-го.|
По третьему баннеру замечание: логотип слишком мелкий, сделайте крупнее.|Пришлите, пожалуйста, смету отдельным файлом.|
Когда будет готов отчёт за {month}?|Цены на сайте изменились, в объявлениях стоят старые, поправьте сегодня.|
Я в отпуске до понедельника, по срочным вопросам пишите Марии.|Please send the final banners by Thursday, we go live on the {n}th.|
Доступы в кабинет отправила Наталья, проверьте почту.|Заявок в этом месяце больше, чем в прошлом, отдел продаж доволен.|
Коллеги из Казани спрашивают про акцию на {month}.|Телефон в шапке сайта теперь другой, старый отключили."""
_DECISIONS = (
    "Медиаплан на {month} согласован, можно запускать.",
    "Бюджет пока не подтверждаем, ждём ответа финансового директора.",
    "Согласовано, только уберите из плана третью неделю.",
    "The media plan for version {n} is approved, please go ahead.",
)
_OTHERS = """Здравствуйте! Подтверждаем бронь номера на {n} {month}.|Счёт за услуги связи приложен, оплатить до конца месяца.|
Приглашаем на вебинар о налогах, начало в {n}:00.|Ваша посылка прибыла в пункт выдачи, код {sum}.|
Коллеги, напоминаю о сдаче отчётов по командировкам.|Новая редакция договора аренды во вложении, изменился пункт {n}.|
The parts you asked about are in stock again, delivery takes {n} days.|Сверка за квартал не сошлась на {sum} рублей, посмотрите, пожалуйста."""
_FILES = ("plan.xlsx", "photo.jpg", "scan.pdf", "video.zip", "layout.psd")
_MONTHS = ("март", "апрель", "май", "июнь", "июль", "август")
_STYLE = "p.MsoNormal{margin:0cm;font-size:11.0pt;font-family:Calibri,sans-serif} a:link{color:#0563C1} " * 40
_LAST_QUOTED = 6_000  # characters: people cut what grows below


@dataclass(slots=True)
class _Talk:
    """One thread: who writes with us, about what, and what has been said, newest first."""

    number: int
    person: str
    subject: str
    said: str = ""
    said_html: str = ""
    message_ids: list[str] = field(default_factory=list)


def letters(count: int, seed: int, user: str) -> Iterator[bytes]:
    """A quarter from and to clients, a fifth with attachments, nearly all with text and HTML, 117 KB on average."""
    drawn = random.Random(seed)
    pool = b"\r\n".join(b64encode(drawn.randbytes(57)) for _ in range(60_000))
    talks: dict[bool, _Talk] = {}
    for number in range(count):
        is_client = drawn.random() < 0.25
        talk = talks.get(is_client)
        if talk is None or len(talk.message_ids) >= drawn.randint(2, 16):
            domain = f"client{number % 20}" if is_client else f"other{number % 700}"
            talk = talks[is_client] = _Talk(
                number, f"person{number % 400}@{domain}.example", f"{'Медиаплан' if is_client else 'Заказ'} {number}"
            )
        yield _letter(drawn, talk, number, user, pool, is_client=is_client, seed=seed)


def _letter(
    drawn: random.Random, talk: _Talk, number: int, user: str, pool: bytes, *, is_client: bool, seed: int
) -> bytes:
    is_ours = is_client and len(talk.message_ids) % 2 == 0
    stock = (_OURS if is_ours else _THEIRS if is_client else _OTHERS).replace("\n", "").split("|")
    chosen = drawn.choices(stock, k=drawn.randint(2, 14))
    if is_client and drawn.random() < 0.15:
        chosen.insert(1, _OUR_REQUEST if is_ours else drawn.choice(_DECISIONS))
    sentences = [
        one.format(month=drawn.choice(_MONTHS), n=drawn.randint(2, 9), sum=drawn.randint(100, 900)) for one in chosen
    ]
    sender, to = (user, talk.person) if is_ours else (talk.person, user)
    text = "\r\n".join(sentences) + f"\r\n\r\nС уважением,\r\nPerson {talk.number}\r\n"
    html = "".join(f"<p class=MsoNormal>{one}</p>" for one in (*sentences, "С уважением,", f"Person {talk.number}"))
    body = _alternative(
        text + ("\r\n" + talk.said if talk.said else ""),
        f"<html><head><style>{_STYLE}</style></head><body>{html}{talk.said_html}</body></html>",
    )
    head = _head(drawn, talk, number, sender, to, seed)
    _say(talk, sender, text, html)
    talk.message_ids.append(f"<{number}.{seed}@mail.example>")
    size = int(drawn.lognormvariate(12.3, 1.25)) if drawn.random() < 0.21 else int(drawn.lognormvariate(8.8, 0.8))
    name = drawn.choice(_FILES) if size > 30_000 else "logo.png"
    return head + _mixed(body, name, pool, drawn.randrange(len(pool) // 2), min(size, 3_000_000))


def _head(drawn: random.Random, talk: _Talk, number: int, sender: str, to: str, seed: int) -> bytes:
    trace = "".join(
        f"Received: from mx{hop}.relay.example (mx{hop}.relay.example [192.0.2.{hop}])\r\n\tby in.agency.example with ESMTPS id {drawn.randbytes(8).hex()}\r\n"
        f"\tfor <{to}>; Mon, 1 Jun 2026 10:0{hop}:00 +0300\r\n"
        for hop in range(4)
    )
    signed = (
        f"DKIM-Signature: v=1; a=rsa-sha256; d=example; s=s1;\r\n\tb={b64encode(drawn.randbytes(256)).decode()}\r\n"
    )
    answers = (
        "".join(
            f"{name}: {value}\r\n"
            for name, value in (("In-Reply-To", talk.message_ids[-1]), ("References", " ".join(talk.message_ids)))
        )
        if talk.message_ids
        else ""
    )
    return (
        f"{trace}{signed}From: Person {talk.number} <{sender}>\r\nTo: <{to}>\r\n"
        f"Subject: {'Re: ' if answers else ''}{talk.subject}\r\nDate: Mon, 1 Jun 2026 10:00:00 +0300\r\n"
        f"Message-ID: <{number}.{seed}@mail.example>\r\n{answers}X-Mailer: Example 1.0\r\nMIME-Version: 1.0\r\n"
    ).encode()


def _say(talk: _Talk, sender: str, text: str, html: str) -> None:
    """What the next letter of the thread quotes: marked in the text, in a block in the HTML."""
    opening = f"пн, 1 июн. 2026 г. в 10:00, Person {talk.number} &lt;{sender}&gt;:"
    marked = "\r\n".join(f"> {line}" for line in f"{text}\r\n{talk.said}".split("\r\n"))
    talk.said = opening.replace("&lt;", "<").replace("&gt;", ">") + "\r\n\r\n" + marked[:_LAST_QUOTED]
    talk.said_html = (
        f'<div class="gmail_quote"><div class="gmail_attr">{opening}</div><blockquote class="gmail_quote">'
        f"{html}{talk.said_html[:_LAST_QUOTED]}</blockquote></div>"
    )


def _alternative(text: str, html: str) -> bytes:
    return (
        f'Content-Type: multipart/alternative; boundary="alt"\r\n\r\n--alt\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n'
        f"--alt\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html}\r\n--alt--\r\n"
    ).encode()


def _mixed(body: bytes, name: str, pool: bytes, start: int, size: int) -> bytes:
    data = (pool[start:] + b"\r\n" + pool)[:size]
    return (
        b'Content-Type: multipart/mixed; boundary="mix"\r\n\r\n--mix\r\n' + body + b"--mix\r\nContent-Type: application/octet-stream; name="
        + name.encode() + b"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=" + name.encode() + b"\r\n\r\n" + data + b"\r\n--mix--\r\n"
    )  # fmt: skip
