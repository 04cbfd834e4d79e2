"""What mail programs make of a text and of the letter it answers: a plain part, an HTML part, or both."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from syncd.demo.letters.calendar import (
    MONTHS_EN,
    MONTHS_RU_OF,
    MONTHS_RU_SHORT,
    WEEKDAYS_RU,
    WEEKDAYS_RU_SHORT,
)
from syncd.demo.letters.cast import Person


@dataclass(frozen=True, slots=True)
class Bodies:
    """The text parts of a letter. `inner` is the HTML that a later letter quotes."""

    plain: str | None
    html: str | None
    inner: str
    text: str  # the whole as plain text, quotes and all: what a later plain letter quotes
    flowed: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """The letter that is answered."""

    by: Person
    to: str
    sent: datetime
    subject: str
    text: str
    inner: str


Layout = Callable[[str, Person, Quoted | None], Bodies]


def _lines(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _divs(text: str, empty: str = "<br>") -> str:
    return "".join(f"<div>{html.escape(line, quote=False) or empty}</div>" for line in text.split("\n"))


def _marked(text: str) -> str:
    """The text behind `>` marks."""
    return "\n".join(f">{line}" if line.startswith(">") else f"> {line}".rstrip() for line in text.split("\n"))


def _address(person: Person) -> str:
    return f"{person.name} <{person.email}>"


def _full(text: str, writer: Person) -> str:
    return f"{text}\n\n{writer.signature}" if writer.signature else text


def _ru_short(sent: datetime) -> str:
    return f"{sent.day} {MONTHS_RU_SHORT[sent.month - 1]} {sent.year} г. в {sent:%H:%M}"


def _ru(writer: Person) -> bool:
    return writer.language == "ru"


def gmail(text: str, writer: Person, quoted: Quoted | None) -> Bodies:
    """Gmail in a browser: both parts, the quote in `gmail_quote`."""
    signature = f'<br clear="all"><div dir="ltr" class="gmail_signature">{_divs(writer.signature)}</div>'
    inner = f'<div dir="ltr">{_divs(text)}</div>{signature if writer.signature else ""}'
    plain = _full(text, writer)
    if quoted is not None:
        day = WEEKDAYS_RU_SHORT[quoted.sent.weekday()]
        when = f"{day}, {_ru_short(quoted.sent)}, {_address(quoted.by)}:"
        if not _ru(writer):
            when = f"On {quoted.sent:%a, %d %b %Y at %H:%M}, {_address(quoted.by)} wrote:"
        plain += f"\n\n{when}\n\n{_marked(quoted.text)}"
        inner += (
            '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
            f'{html.escape(when)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;'
            f'border-left:1px solid rgb(204,204,204);padding-left:1ex">{quoted.inner}</blockquote></div>'
        )
    return Bodies(plain, inner, inner, plain)


def outlook(text: str, writer: Person, quoted: Quoted | None) -> Bodies:
    """Outlook on a desk: Word's HTML, a header block over the quote."""
    paragraphs = "".join(
        f'<p class="MsoNormal">{html.escape(line, quote=False) or "<o:p>&nbsp;</o:p>"}</p>'
        for line in _full(text, writer).split("\n")
    )
    inner, plain = f'<div class="WordSection1">{paragraphs}', _full(text, writer)
    if quoted is not None:
        block = _header_block(quoted, russian=_ru(writer))
        plain += "\n\n" + "\n".join(f"{name}: {value}" for name, value in block) + f"\n\n{quoted.text}"
        bold = "<br>".join(f"<b>{name}:</b> {html.escape(value)}" for name, value in block)
        inner += (
            '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
            f'<p class="MsoNormal">{bold}</p></div></div>{quoted.inner}'
        )
    inner += "</div>"
    whole = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm;} -->'
        f'</style></head><body lang="{"RU" if _ru(writer) else "EN-GB"}">{inner}</body></html>'
    )
    return Bodies(plain, whole, inner, plain)


def _header_block(quoted: Quoted, *, russian: bool) -> list[tuple[str, str]]:
    names = ("От", "Отправлено", "Кому", "Тема") if russian else ("From", "Sent", "To", "Subject")
    sent = quoted.sent
    months = MONTHS_RU_OF if russian else MONTHS_EN
    year = f"{sent.year} г." if russian else str(sent.year)
    when = f"{sent.day} {months[sent.month - 1]} {year} {sent:%H:%M}"
    return list(zip(names, (_address(quoted.by), when, quoted.to, quoted.subject), strict=True))


def yandex(text: str, writer: Person, quoted: Quoted | None) -> Bodies:
    """Yandex Mail in a browser: HTML only, a quote without a class."""
    inner = _divs(_full(text, writer), "&nbsp;")
    plain = _full(text, writer)
    if quoted is not None:
        when = f'{quoted.sent:%d.%m.%Y, %H:%M}, "{quoted.by.name}" <{quoted.by.email}>:'
        plain += f"\n\n{when}\n\n{_marked(quoted.text)}"
        inner += f"<div>&nbsp;</div><div>{html.escape(when)}</div><blockquote>{quoted.inner}</blockquote>"
    return Bodies(None, inner, inner, plain)


def mailru(text: str, writer: Person, quoted: Quoted | None) -> Bodies:
    """Mail.ru in a browser: both parts, a blue line beside the quote."""
    inner, plain = f"<div>{_lines(_full(text, writer))}</div>", _full(text, writer)
    if quoted is not None:
        sent = quoted.sent
        day = WEEKDAYS_RU[sent.weekday()].capitalize()
        when = f"{day}, {sent.day} {MONTHS_RU_OF[sent.month - 1]} {sent.year}, {sent:%H:%M} +03:00 от {_address(quoted.by)}:"
        plain += f"\n\n{when}\n{_marked(quoted.text)}"
        inner += (
            '<blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px">'
            f"{html.escape(when)}<br><div>{quoted.inner}</div></blockquote>"
        )
    return Bodies(plain, f"<HTML><BODY>{inner}</BODY></HTML>", inner, plain)


def apple(text: str, writer: Person, quoted: Quoted | None) -> Bodies:
    """Apple Mail: the attribution stands inside the quote marks."""
    inner, plain = f"<div>{_lines(_full(text, writer))}</div>", _full(text, writer)
    if quoted is not None:
        when = _apple_when(quoted, russian=_ru(writer))
        plain += f"\n\n> {when}\n>\n{_marked(quoted.text)}"
        inner += (
            f'<div><br><blockquote type="cite"><div>{html.escape(when)}</div><br class="Apple-interchange-newline">'
            f"<div>{quoted.inner}</div></blockquote></div>"
        )
    return Bodies(plain, f'<html><body style="word-wrap: break-word;">{inner}</body></html>', inner, plain)


def _apple_when(quoted: Quoted, *, russian: bool) -> str:
    sent = quoted.sent
    if not russian:
        return (
            f"On {sent.day} {MONTHS_EN[sent.month - 1][:3]} {sent.year}, at {sent:%H:%M}, {_address(quoted.by)} wrote:"
        )
    month = MONTHS_RU_SHORT[sent.month - 1]
    return f"{sent.day} {month} {sent.year} г., в {sent:%H:%M}, {_address(quoted.by)} написал(а):"


def iphone(text: str, writer: Person, quoted: Quoted | None) -> Bodies:
    """Mail on an iPhone: plain text and its own last line."""
    mobile = "Отправлено с iPhone" if _ru(writer) else "Sent from my iPhone"
    plain = f"{text}\n\n{mobile}"
    if quoted is not None:
        plain += f"\n\n> {_apple_when(quoted, russian=_ru(writer))}\n> \n{_marked(quoted.text)}"
    return Bodies(plain, None, _lines(plain), plain)


def thunderbird(text: str, writer: Person, quoted: Quoted | None) -> Bodies:
    """Thunderbird: plain text, `format=flowed`, the quote above the answer."""
    if quoted is None:
        plain = _full(text, writer)
        return Bodies(plain, None, _lines(plain), plain, flowed=True)
    plain = f"{quoted.sent:%d.%m.%Y %H:%M}, {quoted.by.name} пишет:\n{_marked(quoted.text)}\n\n{_full(text, writer)}"
    return Bodies(plain, None, _lines(plain), plain, flowed=True)


def thebat(text: str, writer: Person, quoted: Quoted | None) -> Bodies:
    """The Bat!: plain text, initials before the quote marks."""
    plain = _full(text, writer)
    if quoted is not None:
        sent = quoted.sent
        initials = "".join(word[0] for word in quoted.by.name.split())
        marked = "\n".join(f"{initials}> {line}".rstrip() for line in quoted.text.split("\n"))
        when = f"Вы писали {sent.day} {MONTHS_RU_OF[sent.month - 1]} {sent.year} г., {sent:%H:%M:%S}:"
        plain = f"{text}\n\n{when}\n\n{marked}\n\n{writer.signature}"
    return Bodies(plain, None, _lines(plain), plain)


LAYOUTS: dict[str, Layout] = {
    "gmail": gmail,
    "outlook": outlook,
    "yandex": yandex,
    "mailru": mailru,
    "apple": apple,
    "iphone": iphone,
    "thunderbird": thunderbird,
    "thebat": thebat,
}
MAILERS = {
    "outlook": ("X-Mailer", "Microsoft Outlook 16.0"),
    "yandex": ("X-Mailer", "Yamail [ http://yandex.ru ] 5.0"),
    "mailru": ("X-Mailer", "Mail.Ru Mailer 1.0"),
    "apple": ("X-Mailer", "Apple Mail (2.3774.400.31)"),
    "iphone": ("X-Mailer", "iPhone Mail (22B91)"),
    "thunderbird": ("User-Agent", "Mozilla Thunderbird"),
    "thebat": ("X-Mailer", "The Bat! (v10.5)"),
}
