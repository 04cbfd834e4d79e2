"""Whole messages and assembled ones."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.domain.mail.message import Address, Attachment, DeliveryReport, Message, Unreadable
from syncd.domain.mail.parse import TEXT_LIMIT, parse_message
from tests.unit.mail.letters import multipart, part, raw_letter, read


def test_a_plain_letter_is_read_whole() -> None:
    message = read(raw_letter("Cc: petr@agency.example, =?utf-8?B?0JjRgNCw?= <IRA@Client1.Example>"))

    assert message.message_id == "m1@client1.example"
    assert message.subject == "Медиаплан на июнь"
    assert message.date == datetime(2026, 5, 14, 12, 42, tzinfo=UTC)
    assert message.from_ == (Address("Ольга Жукова", "olga.zhukova@client1.example"),)
    assert message.to == (Address("Анна Орлова", "anna.orlova@agency.example"),)
    assert message.cc == (Address("", "petr@agency.example"), Address("Ира", "IRA@client1.example"))
    assert message.text == "Медиаплан согласован.\n"
    assert message.html is None
    assert message.notes == ()


def test_an_empty_letter_is_honestly_unreadable() -> None:
    assert parse_message(b"") == Unreadable("the letter is empty")
    assert parse_message(b"\r\n\x00\r\n") == Unreadable("the letter is empty")
    assert parse_message(b"\x89PNG\r\n\x1a\n\x00\x00") == Unreadable("the letter has no header")


def test_an_mbox_line_and_a_missing_empty_line_hurt_nothing() -> None:
    assert read(b"From olga@x Thu May 14 15:42:00 2026\n" + raw_letter()).text == "Медиаплан согласован.\n"
    assert read("Subject: План\r\nДобрый день".encode()).subject == "План"
    assert read(b"From : <a@b.example>\r\nSubject: x\r\n\r\n").from_ == (Address("", "a@b.example"),)


def test_text_and_html_of_an_alternative_are_both_kept() -> None:
    kind, body = multipart(
        "alternative", part("text/plain; charset=utf-8", "Да"), part("text/html; charset=utf-8", "<p>Да</p>")
    )
    message = read(raw_letter(content_type=kind, body=body))
    assert (message.text, message.html) == ("Да", "<p>Да</p>")


def test_attachments_are_known_by_name_type_and_size() -> None:
    kind, body = multipart(
        "mixed",
        part("text/plain; charset=utf-8", "План во вложении"),
        part("application/pdf", "JVBERi0=", "Content-Transfer-Encoding: base64", "Content-Disposition: attachment;\r\n filename*0*=utf-8''%D0%9C%D0%9F%20;\r\n filename*1*=%D0%B8%D1%8E%D0%BD%D1%8C.pdf"),
        part('application/octet-stream; name="=?windows-1251?B?z+vg7S54bHN4?="', "AAAA\r\nBBBB"),
        part("image/png; name=logo.png", "xx", "Content-ID: <logo>", "Content-Disposition: inline"),
    )  # fmt: skip
    assert read(raw_letter(content_type=kind, body=body)).attachments == (
        Attachment("МП июнь.pdf", "application/pdf", 8, section="2"),
        Attachment("План.xlsx", "application/octet-stream", 10, section="3"),
        Attachment("logo.png", "image/png", 2, section="4", inline=True),
    )


def test_a_forwarded_letter_is_an_attachment_and_never_text() -> None:
    kind, body = multipart("mixed", part("text/plain", "See below"), part("message/rfc822", raw_letter()))
    message = read(raw_letter(content_type=kind, body=body))
    assert message.text == "See below"
    assert [attachment.content_type for attachment in message.attachments] == ["message/rfc822"]


def test_a_signed_letter_is_read_and_its_signature_is_no_attachment() -> None:
    kind, body = multipart(
        "signed",
        part("text/plain; charset=utf-8", "Согласовано"),
        part("application/pkcs7-signature; name=smime.p7s", "AAAA"),
    )
    message = read(raw_letter(content_type=kind, body=body))
    assert (message.text, message.attachments, message.encrypted) == ("Согласовано", (), None)


@pytest.mark.parametrize(
    ("raw", "how"),
    [
        (raw_letter(content_type=(pgp := multipart("encrypted", part("application/pgp-encrypted", "Version: 1"), part("application/octet-stream", "x")))[0], body=pgp[1]), "pgp"),
        (raw_letter(body="-----BEGIN PGP MESSAGE-----\r\n\r\nhQ"), "pgp"),
        (raw_letter(content_type="application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", body="MIAG"), "smime"),
        (raw_letter(content_type="application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", body="MIAG"), "smime"),
        (raw_letter(), None),
    ],
)  # fmt: skip
def test_an_encrypted_letter_says_so(raw: bytes, how: str | None) -> None:
    assert read(raw).encrypted == how


def test_winmail_dat_is_noted() -> None:
    kind, body = multipart("mixed", part("text/plain", "Hi"), part("application/ms-tnef; name=winmail.dat", "eJ8+"))
    message = read(raw_letter(content_type=kind, body=body))
    assert message.notes == ("attachments wrapped in winmail.dat",)
    assert message.attachments == (Attachment("winmail.dat", "application/ms-tnef", 4, section="2"),)


def test_a_bounce_names_the_letter_that_did_not_arrive() -> None:
    status = "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; OLGA@client1.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    kind, body = multipart(
        "report",
        part("text/plain", "Sorry"),
        part("message/delivery-status", status),
        part("message/rfc822", raw_letter()),
    )
    message = read(raw_letter(content_type=f"{kind}; report-type=delivery-status", body=body))
    assert message.delivery_report == DeliveryReport("failed", ("olga@client1.example",), "m1@client1.example")


def test_only_the_recipient_that_failed_is_named() -> None:
    status = "Final-Recipient: rfc822; a@x.example\r\nAction: delivered\r\n\r\nFinal-Recipient: rfc822; b@x.example\r\nAction: failed\r\n"
    kind, body = multipart("report", part("text/plain", "Sorry"), part("message/delivery-status", status))
    assert read(raw_letter(content_type=kind, body=body)).delivery_report == DeliveryReport(
        "failed", ("b@x.example",), None
    )


def test_a_calendar_answer_shows_its_method() -> None:
    kind, body = multipart(
        "alternative",
        part("text/plain", "Accepted"),
        part("text/calendar; charset=utf-8; method=REPLY", "BEGIN:VCALENDAR\r\nMETHOD:REPLY"),
    )
    message = read(raw_letter(content_type=kind, body=body))
    assert (message.calendar_method, message.calendar_text) == ("REPLY", "BEGIN:VCALENDAR\nMETHOD:REPLY")


def test_format_flowed_is_undone_at_equal_quote_depth() -> None:
    body = "Первая \r\nстрока\r\n> цитата \r\n> дальше\r\n>> глубже \r\nответ\r\n-- \r\nподпись \r\n"
    message = read(raw_letter(content_type="text/plain; charset=utf-8; format=flowed", body=body))
    assert message.text == "Первая строка\n> цитата дальше\n>> глубже \nответ\n-- \nподпись "


def test_delsp_takes_the_blank_away() -> None:
    body = "согла \r\nсовано\r\n"
    assert (
        read(raw_letter(content_type="text/plain; charset=utf-8; format=flowed; delsp=yes", body=body)).text
        == "согласовано\n"
    )


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        ("base64", "Медиаплан согласован".encode()),
        ("base64", b"!!" + base64.b64encode("Медиаплан согласован".encode()) + b"\r\n=\r\n"),
        ("8bit", b"=D0=9C=D0=B5=D0=B4=D0=B8=D0=B0=D0=BF=D0=BB=D0=B0=D0=BD =D1=81=D0=BE=D0=B3=D0=BB=D0=B0=D1=81=D0=BE=D0=B2=D0=B0=D0=BD"),
        ("x-strange", "Медиаплан согласован".encode()),
        ("quoted-printable", "Медиаплан согласован".encode()),
    ],
)  # fmt: skip
def test_a_wrong_transfer_encoding_still_ends_in_text(declared: str, body: bytes) -> None:
    message = read(raw_letter(f"Content-Transfer-Encoding: {declared}", body=body))
    assert (message.text or "").strip() == "Медиаплан согласован"


def test_raw_cyrillic_in_a_header_is_read_in_its_charset() -> None:
    for charset in ("cp1251", "koi8-r", "utf-8"):
        raw = raw_letter(subject="SUBJECT", body="x").replace(b"SUBJECT", "Медиаплан на июнь".encode(charset))
        assert read(raw).subject == "Медиаплан на июнь"


def test_an_encoded_word_split_inside_a_letter_is_joined() -> None:
    content = "Медиаплан".encode()
    words = " ".join(f"=?utf-8?B?{base64.b64encode(piece).decode()}?=" for piece in (content[:5], content[5:]))
    assert read(raw_letter(subject=words)).subject == "Медиаплан"


def test_names_with_commas_and_several_writings_are_told_apart() -> None:
    to = '"Жукова, Ольга" <a@x.example>, =?utf-8?B?0JjQstCw0L3QvtCyLCDQmNCy0LDQvQ==?= <b@x.example>; undisclosed: c@x.example;, d@x.example (Пётр)'
    assert read(raw_letter(to=to)).to == (
        Address("Жукова, Ольга", "a@x.example"),
        Address("Иванов, Иван", "b@x.example"),
        Address("", "c@x.example"),
        Address("Пётр", "d@x.example"),
    )


def test_an_international_domain_stands_in_letters() -> None:
    assert read(raw_letter(from_="<o@XN--80AKHBYKNJ4F.example>")).from_[0].domain == "испытание.example"


def test_a_letter_without_an_id_gets_the_same_one_everywhere() -> None:
    one, two = (
        read(raw_letter(message_id=None)),
        read(raw_letter("Received: by mx; Thu, 14 May 2026 12:43:00 +0000", message_id=None)),
    )
    assert one.message_id_made_up
    assert one.message_id == two.message_id
    assert one.message_id.endswith("@none.invalid")


def test_prose_in_in_reply_to_is_passed_over() -> None:
    field = 'In-Reply-To: Your message of "Thu, 14 May" <abc> <real@agency.example>'
    assert read(raw_letter(field)).in_reply_to == "real@agency.example"


def test_huge_references_keep_the_first_and_the_last() -> None:
    ids = [f"r{n}@x.example" for n in range(5_000)]
    references = read(raw_letter("References: " + "\r\n ".join(f"<{i}>" for i in ids))).references
    assert references[:2] == ("r0@x.example", "r1@x.example")
    assert len(references) == 200


def test_thousands_of_nested_multiparts_end() -> None:
    head = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3_000))
    assert isinstance(parse_message(b"From: a@b.example\r\n" + head + b"Content-Type: text/plain\r\n\r\nDeep"), Message)


def test_words_under_a_hundred_multiparts_are_read() -> None:
    head = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(100))
    assert read(b"From: a@b.example\r\n" + head + b"Content-Type: text/plain\r\n\r\nDeep").text == "Deep"


def test_a_huge_text_is_cut_and_says_so() -> None:
    message = read(raw_letter(body="Медиаплан согласован\r\n" * 100_000))
    assert message.notes == ("text truncated",)
    assert len((message.text or "").encode()) <= TEXT_LIMIT
    assert (message.text or "").endswith("согласован\n")


@given(st.binary(max_size=2_000))
def test_no_bytes_raise(raw: bytes) -> None:
    assert isinstance(parse_message(raw), Message | Unreadable)


_KIND, _BODY = multipart("mixed", part("text/plain; charset=koi8-r; format=flowed", "Да".encode("koi8-r")), part("message/rfc822", raw_letter()), part('image/png; name="=?utf-8?B?0JjRgNCw?="', "AAAA", "Content-Transfer-Encoding: base64"))  # fmt: skip
_SEED = raw_letter("References: <a@b> <c@d>", "Thread-Index: AdABCD", content_type=_KIND, body=_BODY)


@given(st.lists(st.tuples(st.integers(0, len(_SEED)), st.integers(0, 12), st.binary(max_size=6)), max_size=12))
def test_no_damage_to_a_letter_raises(cuts: list[tuple[int, int, bytes]]) -> None:
    raw = _SEED
    for position, length, patch in cuts:
        raw = raw[:position] + patch + raw[position + length :]
    assert isinstance(parse_message(raw), Message | Unreadable)
