"""What is fetched in parts is the same message as the whole letter parsed, on every server, for every kind of letter."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from syncd.domain.mail.message import Message, Unreadable
from syncd.domain.mail.parse import TEXT_LIMIT, parse_message
from tests.contract.imap.mailbox import days_ago, letter, letters, one_pass, source
from tests.contract.imap.servers import KINDS, OnPymap, Server, running
from tests.support.imap_proxy import ImapProxy


@pytest.fixture(params=KINDS)
def server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    with running(request.param, tmp_path) as one:
        yield one


PLAN = b"PK\x03\x04 a plan of media" * 2000


def mixed(*parts: str, kind: str = "mixed") -> bytes:
    """A multipart letter of these parts, each with its own header."""
    body = "".join(f"--b1\r\n{part}\r\n" for part in parts)
    return (
        f"From: Olga <olga@client1.example>\r\nTo: anna@agency.example\r\nSubject: parts\r\nMessage-ID: <{hash(parts) & 0xFFFF}@x.example>\r\n"
        f'Date: Mon, 1 Jun 2026 10:00:00 +0300\r\nMIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary="b1"\r\n\r\n{body}--b1--\r\n'
    ).encode()


def text(content: str, kind: str = "plain") -> str:
    return f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{content}"


def attached(name: str, content: bytes, kind: str = "application/octet-stream") -> str:
    lines = b64encode(content).decode()
    wrapped = "\r\n".join(lines[at : at + 76] for at in range(0, len(lines), 76))
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; {name}\r\n\r\n{wrapped}"


ALTERNATIVE = (
    'Content-Type: multipart/alternative; boundary="b2"\r\n\r\n'
    f"--b2\r\n{text('Согласовано, запускайте ' * 20)}\r\n--b2\r\n{text('<p>Согласовано, запускайте</p>', 'html')}\r\n--b2--"
)
REPORT = (
    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
    "Final-Recipient: rfc822; olga@client1.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
)
RETURNED = "Content-Type: message/rfc822\r\n\r\nFrom: anna@agency.example\r\nMessage-ID: <ours@agency.example>\r\nSubject: plan\r\n\r\nHello\r\n"
KOI8 = (
    b"From: a@b.example\r\nSubject: \xf0\xcc\xc1\xce\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n"
    + "Медиаплан согласован".encode("koi8-r")
    + b"\r\n"
)

LETTERS = {
    "plain": letter(1),
    "alternative with a file": mixed(ALTERNATIVE, attached("filename=plan.xlsx", PLAN)),
    "names in RFC 2231 and RFC 2047": mixed(
        text("См. вложение"),
        attached("filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD.xlsx", PLAN),
        attached('filename="=?utf-8?B?0J/Qu9Cw0L0ucGRm?="', b"%PDF"),
    ),
    "html alone": mixed(text("<b>Да</b>", "html"), kind="alternative"),
    "bounce": mixed(text("Not delivered"), REPORT, RETURNED, kind='report; report-type="delivery-status"'),
    "invitation": mixed(
        text("Приглашение"),
        "Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR",
    ),
    "forwarded letter inside": mixed(text("Смотрите ниже"), RETURNED),
    "undeclared and wrong charsets": KOI8,
    "unknown charset": letter(2).replace(b"charset=utf-8", b"charset=x-unknown"),
    "boundary that never comes": mixed(text("Медиаплан согласован. " * 60)).replace(b"--b1", b"--b9"),
    "no body": b"From: a@b.example\r\nSubject: nothing\r\nMessage-ID: <n@b.example>\r\n\r\n",
    "encrypted": mixed(
        "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1",
        "Content-Type: application/octet-stream; name=encrypted.asc\r\n\r\n-----BEGIN PGP MESSAGE-----",
        kind='encrypted; protocol="application/pgp-encrypted"',
    ),
    "long header": letter(3, extra="References: " + "\r\n ".join(f"<{n}@long.example>" for n in range(3000)) + "\r\n"),
}


def comparable(message: Message | Unreadable, server: Server) -> Message | Unreadable:
    """pymap counts a part's header into its size, and the line break before a boundary into its content."""
    if not isinstance(server, OnPymap) or isinstance(message, Unreadable):
        return message
    return replace(
        message,
        text=message.text and message.text.strip(),
        html=message.html and message.html.strip(),
        calendar_text=message.calendar_text and message.calendar_text.strip(),
        attachments=tuple(replace(attachment, size=0) for attachment in message.attachments),
    )


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_read_in_parts_is_the_letter_parsed_whole(server: Server, kind: str) -> None:
    server.deliver("INBOX", LETTERS[kind], days_ago(1))

    (seen,) = letters(one_pass(source(server.port))[0])

    assert comparable(seen.message, server) == comparable(parse_message(LETTERS[kind]), server)


def test_attachments_are_not_fetched_and_long_texts_are_cut(server: Server) -> None:
    server.deliver(
        "INBOX", mixed(text("слово " * 200_000), attached("filename=big.zip", bytes(3_000_000))), days_ago(1)
    )

    with ImapProxy(server.port) as proxy:
        mailbox = source(proxy.port)
        (seen,) = letters(one_pass(mailbox)[0])
        mailbox.abort()

    assert isinstance(seen.message, Message)
    assert [(attachment.filename, attachment.size > 3_900_000) for attachment in seen.message.attachments] == [
        ("big.zip", True)
    ]
    assert "text truncated" in seen.message.notes
    assert proxy.bytes_down < TEXT_LIMIT + 10_000


def test_of_a_letter_kept_whole_each_attachment_has_its_hash(server: Server) -> None:
    raw = mixed(text("Прошу согласовать"), attached("filename=plan.xlsx", PLAN), attached("filename=empty.txt", b""))
    server.deliver("INBOX", raw, days_ago(1))

    (seen,) = letters(one_pass(source(server.port, wants_raw=lambda _: True))[0])

    assert isinstance(seen.message, Message)
    assert seen.raw == raw
    assert {a.filename: a.sha256 for a in seen.message.attachments} == {
        "plan.xlsx": hashlib.sha256(PLAN).hexdigest(),
        "empty.txt": hashlib.sha256(b"").hexdigest(),
    }


def test_html_beside_plain_text_is_left_where_nobody_wants_it(server: Server) -> None:
    server.deliver("INBOX", mixed(ALTERNATIVE), days_ago(1))
    server.deliver("INBOX", LETTERS["html alone"], days_ago(1))

    found = letters(one_pass(source(server.port, wants_html=lambda _: False))[0])

    assert sorted((seen.message.text is not None, seen.message.html is not None) for seen in found) == [  # type: ignore[union-attr]
        (False, True),
        (True, False),
    ]


@pytest.mark.parametrize("raw", [b"\r\n", b"\r\n\r\nno header at all\r\n"])
def test_a_letter_without_header_is_kept_raw_and_shown(server: Server, raw: bytes) -> None:
    server.deliver("INBOX", raw, days_ago(1))
    server.deliver("INBOX", letter(5), days_ago(1))

    found = {seen.sighting.uid: seen for seen in letters(one_pass(source(server.port))[0])}

    odd = found[min(found)]
    assert isinstance(odd.message, Unreadable)
    assert odd.raw == raw
    assert isinstance(found[max(found)].message, Message)
