"""Whatever mail programs put around a letter: a non-approval never becomes an approval, a quoted approval is none."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st

from syncd.data.lexicon import default_lexicon
from syncd.domain.language.read import read_letter
from syncd.domain.language.reading import Reading
from syncd.domain.mail.message import Message
from syncd.domain.mail.parse import parse_message

NON_APPROVALS = [
    "Медиаплан пока не согласован.",
    "Медиаплан не согласован, переделайте.",
    "Согласуем завтра.",
    "Спасибо, получили.",
    "Ок",
    "Посмотрю вечером и отвечу.",
    "А что именно нужно согласовать?",
    "Директор сказал, что медиаплан согласован.",
    "Отзываем согласование медиаплана.",
    "Согласовано, кроме радио.",
    "The media plan is not approved yet.",
    "We will approve the media plan on Monday.",
    "Looks good, thanks!",
    "Who exactly has to approve it?",
    "Approved once the CPM is fixed.",
]
QUOTED = [
    "Медиаплан согласован.",
    "Медиаплан согласован, запускайте!",
    "Согласовано",
    "Для запуска нужна фраза «Медиаплан согласован».",
    "The media plan is approved.",
    "Approved, please go ahead.",
]
QUOTES = [
    "пн, 3 февр. 2025 г. в 10:12, Анна Орлова <anna@agency.example>:\n\n{lines}",
    "> 3 февр. 2025 г., в 10:12, Анна Орлова <anna@agency.example> написал(а):\n>\n{lines}",
    "03.02.2025 10:12, Анна Орлова пишет:\n{lines}",
    "On Mon, 3 Feb 2025 at 10:12, Anna Orlova <anna@agency.example> wrote:\n\n{lines}",
    (
        "-----Исходное сообщение-----\nОт: Анна Орлова <anna@agency.example>\nОтправлено: 3 февраля 2025 г. 10:12\n"
        "Кому: Ольга Жукова\nТема: Медиаплан на март\n\n{plain}"
    ),
    (
        "-----Original Message-----\nFrom: Anna Orlova <anna@agency.example>\nSent: Monday, 3 February 2025 10:12\n"
        "To: Olga Zhukova\nSubject: Media plan March\n\n{plain}"
    ),
]
SIGNATURES = [
    "",
    "\n\n-- \nОльга Жукова\nдиректор по маркетингу\nНаши туфельки согласованы с мамами",
    "\n\nС уважением,\nОльга Жукова\nтел. +7 (495) 555-00-00",
    "\n\nBest regards,\nOlga Zhukova\nMarketing Director",
    "\n\nОтправлено с iPhone",
    "\n\nSent from my iPhone",
]
CHARSETS = ["utf-8", "windows-1251", "koi8-r"]


def _letter(new: str, signature: str, layout: str, quoted: str, charset: str, *, bottom: bool) -> Reading:
    quote = layout.format(lines="\n".join(f"> {line}" for line in quoted.splitlines()), plain=quoted)
    mail = EmailMessage()
    mail["From"] = "Olga <olga.zhukova@client1.example>"
    mail["To"] = "anna@agency.example"
    mail["Subject"] = "Re: Медиаплан на март"
    mail["Date"] = "Mon, 03 Feb 2025 12:00:00 +0300"
    mail["In-Reply-To"] = "<1@agency.example>"
    is_marked = "{lines}" in layout
    text = f"{quote}\n\n{new}{signature}" if bottom and is_marked else f"{new}{signature}\n\n{quote}"
    if charset == "koi8-r":
        text = text.translate({ord("«"): '"', ord("»"): '"'})  # which it does not have
    mail.set_content(text, charset=charset)
    message = parse_message(mail.as_bytes())
    assert isinstance(message, Message)
    return read_letter(message, ours=False, sent_at=datetime(2025, 2, 3, 9, tzinfo=UTC), lexicon=default_lexicon())


@settings(max_examples=250, deadline=None)
@given(
    st.sampled_from(NON_APPROVALS),
    st.sampled_from(SIGNATURES),
    st.sampled_from(QUOTES),
    st.sampled_from(QUOTED),
    st.sampled_from(CHARSETS),
    st.booleans(),
)
def test_a_non_approval_over_a_quoted_approval_never_approves(
    new: str, signature: str, layout: str, quoted: str, charset: str, bottom: bool
) -> None:
    reading = _letter(new, signature, layout, quoted, charset, bottom=bottom)
    assert reading.verdict.kind != "approved"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SIGNATURES[1:]), st.sampled_from(QUOTES), st.sampled_from(QUOTED), st.sampled_from(CHARSETS))
def test_a_phrase_that_is_only_quoted_never_approves(signature: str, layout: str, quoted: str, charset: str) -> None:
    assert _letter("", signature, layout, quoted, charset, bottom=False).verdict.kind == "none"


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(SIGNATURES), st.sampled_from(QUOTES), st.sampled_from(NON_APPROVALS[:6]), st.sampled_from(CHARSETS)
)
def test_an_approval_over_any_quotation_is_found(signature: str, layout: str, quoted: str, charset: str) -> None:
    reading = _letter("Медиаплан на март согласован.", signature, layout, quoted, charset, bottom=False)
    assert (reading.verdict.kind, reading.verdict.quote) == ("approved", "Медиаплан на март согласован.")
