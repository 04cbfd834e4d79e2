"""Letters made to hurt: each ends in well under a second, whatever reads it."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from syncd.data.lexicon import default_lexicon
from syncd.domain.language.read import read_letter
from syncd.domain.mail.identity import letter_identity
from syncd.domain.mail.machine import find_machine
from syncd.domain.mail.message import Message
from syncd.domain.mail.parse import parse_message
from syncd.domain.mail.quotation import quoted_headers, quoted_message_ids
from syncd.domain.mail.sender import check_sender
from syncd.domain.mail.subject import base_subject, is_trivial_subject

HANGS = 8  # seconds of processor time; each takes well under one, and took minutes where a rule was quadratic
HEAD = b"From: a@b.example\r\nTo: c@d.example\r\nMessage-ID: <1@b>\r\n"
MANY = 100_000


def field(name: str, value: bytes) -> bytes:
    return HEAD + name.encode() + b": " + value + b"\r\n\r\nx"


def body(content_type: str, content: bytes, transfer_encoding: str = "8bit") -> bytes:
    head = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: {transfer_encoding}\r\n\r\n"
    return HEAD + head.encode() + content


HOSTILE = {
    **{f"To of {one!r}": field("Cc", one * MANY) for one in (b'"', b"<", b"(", b"@", b"a,", b"a@b.example,", b"=?a?q?", b":;")},
    **{f"Subject of {one!r}": field("Subject", one * MANY) for one in (b"=?a?q?", b"=?utf-8?b?AAAA?= ", b"Re: ", b"[", b" ")},
    **{f"References of {one!r}": field("References", one * MANY) for one in (b"<", b"<a@b>", b"<a@", b"@ ")},
    **{f"AR of {one!r}": field("Authentication-Results", b"mx.example; " + one * MANY) for one in (b'"', b"(", b"dkim=pass ", b"a=", b";")},
    **{f"Content-Type of {one!r}": field("Content-Type", b"text/plain" + one * MANY) for one in (b";", b";a=b", b";a*1=", b'; a="\\')},
    "thousands of Received": HEAD + b"Received: by x\r\n" * 5_000 + b"\r\nx",
    "folds": field("X", b"\r\n " * MANY),
    "no empty line": b"From: a\r\n" * MANY,
    "no header": b"garbage\r\n" * MANY,
    "only line ends": b"\n" * MANY,
    "0xff": b"\xff" * MANY,
    "half letters": body("text/plain", b"\xd0" * MANY),
    "damaged twice": body("text/plain; charset=utf-8", "Привет мир\n".encode().decode("cp1251", "replace").encode() * 5_000),
    "padding": body("text/plain", b"=" * MANY, "base64"),
    "soft breaks": body("text/plain", b"=" * MANY, "quoted-printable"),
    "meta": body("text/html", b"<meta charset" * MANY),
    "styles": body("text/html", b"<style" * MANY),
    "delimiters": body("multipart/mixed; boundary=a", b"--a\r\n" * MANY),
    "almost delimiters": body("multipart/mixed; boundary=a", b"\n--ab" * MANY),
    "nested": HEAD + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(5_000)),
    "nested with one boundary": HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n' * 5_000,
    "quote marks": body("text/plain; format=flowed", b">" * MANY),
    "empty lines of a bounce": b"From: mailer-daemon@x.example\r\n\r\n" + b"\n" * MANY,
    "labels": b"From: mailer-daemon@x.example\r\n\r\n" + b"> message-id:" * MANY,
    "long domain": b"From: a@" + b"xn--80ak6aa92e." * 5_000 + b"\r\n\r\nx",
    "days away": HEAD + b"Auto-Submitted: auto-replied\r\n\r\n" + "вернусь 1 с 1 по 1 ".encode() * 5_000,
    "thirty megabytes": body("multipart/mixed; boundary=a", b"--a\r\n\r\nhi\r\n--a\r\nContent-Type: image/png\r\n\r\n" + b"A" * 30_000_000),
}  # fmt: skip


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_letter_takes_a_second(raw: bytes) -> None:
    begin = time.process_time()
    message = parse_message(raw)
    if isinstance(message, Message):
        text = message.text or ""
        letter_identity(message)
        find_machine(message, text)
        check_sender(message, ("mx.example", "*.yandex.net"))
        quoted_headers(text)
        quoted_message_ids(text)
        is_trivial_subject(base_subject(message.subject))
    assert time.process_time() - begin < HANGS


UNDERSTOOD = {
    "a gap": " " * 20_000 + "x",
    "gaps": ("a" + " " * 60) * 400,
    "tabs": "\t" * 5_000 + "x",
    "full stops": ". " * 8_000,
    "one word": "a" * 50_000,
    "dashes": "-" * 20_000 + "x",
    "quote marks": "> " * 3_000,
    "brackets": "(" * 20_000,
    "words": "слово " * 5_000,
    "lines": "> слово, дело?\n" * 3_000,
}


@pytest.mark.parametrize("text", UNDERSTOOD.values(), ids=UNDERSTOOD.keys())
def test_no_text_makes_the_reading_hang(text: str) -> None:
    head = "Subject: Re: План\r\nIn-Reply-To: <0@d.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nДобрый день!\n"
    message = parse_message(HEAD + f"{head}{text}\nЖдём.\n".encode())
    assert isinstance(message, Message)
    lexicon = default_lexicon()
    begin = time.process_time()
    read_letter(message, ours=False, sent_at=datetime(2026, 6, 1, tzinfo=UTC), lexicon=lexicon)
    assert time.process_time() - begin < HANGS
