"""Raw letters for the tests, of which only what matters is said."""

from __future__ import annotations

from collections.abc import Sequence

from syncd.domain.mail.message import Message
from syncd.domain.mail.parse import parse_message


def raw_letter(
    *extra: str,
    subject: str = "Медиаплан на июнь",
    from_: str = "Ольга Жукова <olga.zhukova@client1.example>",
    to: str = "Анна Орлова <anna.orlova@agency.example>",
    date: str = "Thu, 14 May 2026 15:42:00 +0300",
    message_id: str | None = "<m1@client1.example>",
    content_type: str = "text/plain; charset=utf-8",
    body: str | bytes = "Медиаплан согласован.\r\n",
    without: Sequence[str] = (),
) -> bytes:
    """A letter in UTF-8 (raw in the header too); `extra` are whole field lines placed on top."""
    lines = [
        *extra,
        f"From: {from_}",
        f"To: {to}",
        f"Subject: {subject}",
        f"Date: {date}",
        *([f"Message-ID: {message_id}"] if message_id is not None else []),
        "MIME-Version: 1.0",
        *([f"Content-Type: {content_type}"] if content_type else []),
    ]
    kept = [line for line in lines if line.partition(":")[0].lower() not in without]
    content = body if isinstance(body, bytes) else body.encode()
    return "\r\n".join(kept).encode() + b"\r\n\r\n" + content


def read(raw: bytes) -> Message:
    """The message, which must be readable."""
    message = parse_message(raw)
    assert isinstance(message, Message), message
    return message


def multipart(kind: str, *parts: bytes, boundary: str = "b1") -> tuple[str, bytes]:
    """The content type and the body of a multipart of these parts (each with its own header)."""
    mark = f"--{boundary}".encode()
    body = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"
    return f'multipart/{kind}; boundary="{boundary}"', body


def part(content_type: str, content: str | bytes, *fields: str) -> bytes:
    """One part with its header."""
    head = "\r\n".join((f"Content-Type: {content_type}", *fields)).encode()
    return head + b"\r\n\r\n" + (content if isinstance(content, bytes) else content.encode())
