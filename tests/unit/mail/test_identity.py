"""One letter is one letter, wherever it is seen."""

from __future__ import annotations

import base64
import quopri
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from syncd.domain.mail.header import header_end
from syncd.domain.mail.identity import letter_identity, receipt_time
from syncd.domain.mail.message import Message, TextPart
from syncd.domain.mail.mime import find_leaves
from syncd.domain.mail.parse import TEXT_LIMIT, assemble_message
from syncd.domain.mail.parts import attachment_of, sort_parts
from tests.unit.mail.letters import multipart, part, raw_letter, read

NOON = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)


def test_transport_fields_and_tags_do_not_make_another_letter() -> None:
    sent = read(raw_letter())
    delivered = read(
        raw_letter(
            "Received: from a by b; Thu, 14 May 2026 12:43:00 +0000",
            "Authentication-Results: mx.agency.example; dkim=pass",
            subject="[External] Медиаплан на июнь",
            body="Медиаплан\r\nсогласован.  \r\n\r\n",
        )
    )
    assert letter_identity(sent) == letter_identity(delivered)


WORDS = ["Медиаплан", "согласован", "не", "на", "июнь", "Да", "план", "OK", "v3", "500", ".", ",\n", "\n\n", "?"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
ENCODERS = {
    "8bit": lambda content: content,
    "base64": base64.encodebytes,
    "quoted-printable": lambda content: quopri.encodestring(content),
}


@given(
    TEXTS,
    st.sampled_from(sorted(ENCODERS)),
    st.sampled_from(["utf-8", "koi8-r", "windows-1251"]),
    st.booleans(),
    st.integers(0, 3),
)
def test_a_letter_carried_in_another_encoding_is_the_same_letter(
    text: str, encoding: str, charset: str, bare_lines: bool, hops: int
) -> None:
    sent = read(raw_letter(body=text))
    carried = raw_letter(
        *["Received: from a by b; Thu, 14 May 2026 12:43:00 +0000"] * hops,
        f"Content-Transfer-Encoding: {encoding}",
        content_type=f"text/plain; charset={charset}",
        body=ENCODERS[encoding](text.encode(charset)),
    )
    assert letter_identity(read(carried.replace(b"\r\n", b"\n") if bare_lines else carried)) == letter_identity(sent)


def test_one_message_id_with_other_words_is_another_letter() -> None:
    assert letter_identity(read(raw_letter())) != letter_identity(read(raw_letter(body="Медиаплан не согласован.\r\n")))


def test_a_letter_fetched_in_parts_is_the_letter_read_whole() -> None:
    kind, body = multipart(
        "mixed",
        part("text/plain; charset=koi8-r", "Медиаплан согласован".encode("koi8-r")),
        part("application/pdf; name=plan.pdf", "JVBERi0=", "Content-Transfer-Encoding: base64"),
    )
    raw = raw_letter(content_type=kind, body=body)
    assert _fetched_in_parts(raw) == read(raw)


def _fetched_in_parts(raw: bytes) -> Message:
    """What a connector does: the header's bytes, then the parts that BODYSTRUCTURE shows to be text."""
    parts = sort_parts(find_leaves(raw))
    texts = [
        TextPart(
            leaf.content.value, leaf.content.params, leaf.transfer_encoding, raw[leaf.start : leaf.end][:TEXT_LIMIT]
        )
        for leaf in parts.text
    ]
    attachments = [attachment_of(leaf, leaf.end - leaf.start) for leaf in parts.attachments]
    message = assemble_message(raw[: header_end(raw)[1]], texts, attachments)
    assert isinstance(message, Message)
    return message


def test_the_receipt_is_the_earliest_copy() -> None:
    message = read(raw_letter("Received: by mx; Thu, 14 May 2026 12:00:00 +0000"))
    assert receipt_time(message, [NOON + timedelta(hours=3), NOON + timedelta(minutes=1)]) == NOON + timedelta(
        minutes=1
    )


def test_an_imported_letter_was_received_when_its_header_says() -> None:
    received = read(raw_letter("Received: by mx; Thu, 14 May 2026 12:00:00 +0000"))
    assert receipt_time(received, [NOON + timedelta(days=2)]) == NOON
    assert receipt_time(read(raw_letter()), [NOON + timedelta(days=2)]) == datetime(2026, 5, 14, 12, 42, tzinfo=UTC)


def test_a_date_in_the_future_changes_nothing() -> None:
    message = read(raw_letter(date="Fri, 14 May 2027 15:42:00 +0300"))
    assert receipt_time(message, [NOON]) == NOON
