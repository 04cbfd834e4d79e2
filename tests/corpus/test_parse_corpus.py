"""Every letter of the corpus is read, in one piece and in parts, also when it is damaged on the way."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from syncd.domain.mail.header import header_end
from syncd.domain.mail.identity import letter_identity
from syncd.domain.mail.machine import find_machine
from syncd.domain.mail.message import Message, TextPart, Unreadable
from syncd.domain.mail.mime import find_leaves
from syncd.domain.mail.parse import assemble_message, parse_message
from syncd.domain.mail.parts import attachment_of, is_returned_letter, sort_parts
from syncd.domain.mail.sender import check_sender

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "cases"
LETTERS = [path.read_bytes() for path in sorted(CASES.glob("*.eml"))]

pytestmark = pytest.mark.skipif(not LETTERS, reason="no corpus beside the repository")


def fetched_in_parts(raw: bytes) -> Message | Unreadable:
    """As a connector does it: the header, the described parts, and the bytes of those that are wanted."""
    raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    parts = sort_parts(find_leaves(raw))

    def text_part(leaf: object) -> TextPart:
        return TextPart(leaf.content.value, leaf.content.params, leaf.transfer_encoding, raw[leaf.start : leaf.end])  # type: ignore[attr-defined]

    pieces = []
    for leaf in parts.report:
        content = raw[leaf.start : leaf.end]
        pieces.append(content[: header_end(content)[0]] if is_returned_letter(leaf) else content)
    return assemble_message(
        raw[: header_end(raw)[1]],
        [text_part(leaf) for leaf in parts.text],
        [attachment_of(leaf, leaf.end - leaf.start) for leaf in parts.attachments],
        report=b"\r\n\r\n".join(pieces) or None,
        calendar=text_part(parts.calendar[0]) if parts.calendar else None,
    )


def test_every_letter_is_the_same_in_one_piece_and_in_parts() -> None:
    for raw in LETTERS:
        whole = parse_message(raw)
        assert isinstance(whole, Message)
        assert fetched_in_parts(raw) == whole


def test_all_letters_are_different_letters() -> None:
    messages = [message for raw in LETTERS if isinstance(message := parse_message(raw), Message)]
    assert len({letter_identity(message) for message in messages}) == len(LETTERS)


def test_damaged_letters_never_raise() -> None:
    dice = random.Random(20_260_514)
    for raw in LETTERS:
        damaged = bytearray(raw)
        for _ in range(dice.randrange(1, 30)):
            position = dice.randrange(len(damaged))
            damaged[position : position + dice.choice((0, 1, 1, 40))] = dice.randbytes(dice.choice((0, 1, 2)))
        message = parse_message(bytes(damaged))
        if isinstance(message, Message):
            letter_identity(message)
            find_machine(message, message.text or "")
            check_sender(message, ("mx1.agency.example",))
