"""Words, reports and attachments are told apart by what the parts say of themselves."""

from __future__ import annotations

import pytest

from syncd.domain.mail.message import Message
from tests.unit.mail.letters import multipart, part, raw_letter, read

TEXT = part("text/plain; charset=utf-8", "Да")


def letter(kind: str, *parts: bytes) -> Message:
    content_type, body = multipart(kind, *parts)
    return read(raw_letter(content_type=content_type, body=body))


def names(message: Message) -> list[str]:
    return [attachment.filename for attachment in message.attachments]


def test_a_text_file_is_an_attachment_and_no_text() -> None:
    message = letter(
        "mixed", TEXT, part("text/plain; name=brief.txt", "Согласовано", "Content-Disposition: attachment")
    )
    assert (message.text, names(message)) == ("Да", ["brief.txt"])


@pytest.mark.parametrize(
    "fields", [("Content-Disposition: inline; filename=body.txt",), ("Content-Disposition: attachment",)]
)
def test_a_body_that_calls_itself_a_file_is_still_the_body(fields: tuple[str, ...]) -> None:
    message = letter(
        "mixed", part("text/plain; charset=utf-8", "Да", *fields), part("application/pdf; name=a.pdf", "x")
    )
    assert (message.text, names(message)) == ("Да", ["a.pdf"])


def test_a_letter_that_is_a_file_has_no_text() -> None:
    message = read(raw_letter('Content-Disposition: attachment; filename="plan.txt"', body="Согласовано"))
    assert (message.text, names(message)) == (None, ["plan.txt"])


def test_text_goes_on_behind_an_attachment() -> None:
    message = letter("mixed", TEXT, part("image/png; name=a.png", "x"), part("text/plain", "P.S."))
    assert (message.text, names(message)) == ("Да\nP.S.", ["a.png"])


def test_other_forms_of_the_same_words_are_neither_text_nor_files() -> None:
    message = letter("alternative", TEXT, TEXT, part("text/x-amp-html", "<x>"), part("text/html", "<p>Да</p>"))
    assert (message.text, message.html, message.attachments) == ("Да", "<p>Да</p>", ())


def test_an_invitation_sent_twice_is_one_calendar_text_and_one_file() -> None:
    invitation = part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR")
    file = part("application/ics; name=invite.ics", "x", "Content-Disposition: attachment")
    message = letter("mixed", TEXT, invitation, file)
    assert (message.calendar_method, names(message)) == ("REQUEST", ["invite.ics"])


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('filename="C:\\\\plans\\\\July.xlsx"', "July.xlsx"),
        ('filename="=?koi8-r?B?7fAueGxzeA==?="', "МП.xlsx"),
        ("filename*=UTF-8''%D0%9C%D0%9F.xlsx; filename=MP.xlsx", "МП.xlsx"),
        ('filename*0="long "; filename*1="name.xlsx"', "long name.xlsx"),
        ("filename*1*=%D0%9F.xlsx; filename*0*=utf-8''%D0%9C", "МП.xlsx"),
        ("filename=МП.xlsx", "МП.xlsx"),
        ("filename=two words.xlsx", "two words.xlsx"),
        ("size=5", ""),
    ],
)
def test_a_file_name_is_read_however_it_is_written(written: str, name: str) -> None:
    assert names(
        letter("mixed", TEXT, part("application/octet-stream", "x", f"Content-Disposition: attachment; {written}"))
    ) == [name]


def test_a_broken_frame_still_shows_its_words() -> None:
    assert read(raw_letter(content_type="multipart/mixed; boundary=never", body="Да")).text == "Да"
    assert read(raw_letter(content_type="multipart/mixed", body="Да")).text == "Да"
    cut = b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + "Да".encode()
    assert read(raw_letter(content_type="multipart/mixed; boundary=b", body=cut)).text == "Да"


def test_a_boundary_that_begins_another_is_not_taken_for_it() -> None:
    kind, body = multipart("alternative", TEXT, boundary="abc-def")
    message = read(
        raw_letter(
            content_type="multipart/mixed; boundary=abc",
            body=b"--abc\r\nContent-Type: " + kind.encode() + b"\r\n\r\n" + body + b"\r\n--abc--",
        )
    )
    assert message.text == "Да"
