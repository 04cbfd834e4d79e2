"""Letters that no person wrote: bounces, receipts, absence notes, calendar answers, newsletters, notifications."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from email.utils import format_datetime, parseaddr

from syncd.demo.letters.calendar import Calendar
from syncd.demo.letters.mime import BOUNDARY_MX, Composed
from syncd.demo.letters.script import Machine

Part = tuple[str, str]  # content type with its parameters, text

ON_BEHALF: dict[str, dict[str, str]] = {
    "auto_reply": {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", "Precedence": "auto_reply"},
    "auto_reply_bare": {},
    "newsletter": {
        "List-Unsubscribe": "<https://news.example/unsubscribe?u=17>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    },
    "notification": {"Auto-Submitted": "auto-generated"},
    "bounce": {"Auto-Submitted": "auto-replied", "Return-Path": "<>"},
    "receipt": {"Auto-Submitted": "auto-replied"},
    "calendar": {},
}


def compose_machine(letter: Machine, about: Composed | None, calendar: Calendar) -> bytes:
    """The letter's bytes."""
    words = calendar.words()
    sent = calendar.at(letter.day, letter.at)
    text = letter.text.strip().format_map(words)
    domain = parseaddr(letter.sender)[1].rpartition("@")[2]
    content_type, parts = _content(letter.kind, text, about)
    headers = {
        "Received": f"from mx.{domain} by {BOUNDARY_MX} with ESMTPS; {format_datetime(sent + timedelta(seconds=3))}",
        "Date": format_datetime(sent),
        "From": letter.sender,
        "To": f"<{letter.to.email}>",
        "Subject": letter.subject.format_map(words),
        "Message-ID": f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:16]}@{domain}>",
        **({"In-Reply-To": about.message_id, "References": about.message_id} if about else {}),
        **ON_BEHALF[letter.kind],
        "MIME-Version": "1.0",
    }
    return _bytes(headers, content_type, parts)


def _content(kind: str, text: str, about: Composed | None) -> tuple[str, list[Part]]:
    original = about.message_id if about else "<unknown@agency.example>"
    receiver = about.script.to[0].email if about else "unknown@agency.example"
    match kind:
        case "bounce":
            status = (
                f"Reporting-MTA: dns; {BOUNDARY_MX}\n\nFinal-Recipient: rfc822; {receiver}\nAction: failed\n"
                "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user"
            )
            parts = [
                (PLAIN, text),
                ("message/delivery-status", status),
                ("text/rfc822-headers", f"Message-ID: {original}"),
            ]
            return 'multipart/report; report-type="delivery-status"', parts
        case "receipt":
            note = (
                f"Final-Recipient: rfc822; {receiver}\nOriginal-Message-ID: {original}\n"
                "Disposition: manual-action/MDN-sent-manually; displayed"
            )
            parts = [(PLAIN, text), ("message/disposition-notification", note)]
            return 'multipart/report; report-type="disposition-notification"', parts
        case "calendar":
            event = "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:demo\nEND:VEVENT\nEND:VCALENDAR"
            return "multipart/alternative", [(PLAIN, text), ("text/calendar; charset=utf-8; method=REPLY", event)]
        case "newsletter":
            page = "".join(f"<p>{line}</p>" for line in text.split("\n"))
            return "multipart/alternative", [(PLAIN, text), ("text/html; charset=utf-8", page)]
        case _:
            return PLAIN, [(PLAIN, text)]


PLAIN = "text/plain; charset=utf-8"
EIGHT_BIT = "Content-Transfer-Encoding: 8bit"


def _bytes(headers: dict[str, str], content_type: str, parts: list[Part]) -> bytes:
    lines = [f"{name}: {_encoded(value)}" for name, value in headers.items()]
    if content_type == PLAIN:
        lines += [f"Content-Type: {PLAIN}", EIGHT_BIT, "", parts[0][1]]
    else:
        border = "=_part_" + hashlib.sha256(parts[0][1].encode()).hexdigest()[:12]
        lines += [f'Content-Type: {content_type}; boundary="{border}"', ""]
        for kind, text in parts:
            lines += [f"--{border}", f"Content-Type: {kind}", EIGHT_BIT, "", text]
        lines.append(f"--{border}--")
    return "\r\n".join("\n".join([*lines, ""]).split("\n")).encode()


def _encoded(value: str) -> str:
    """A header's value with its words beyond ASCII as encoded words (RFC 2047)."""
    if value.isascii():
        return value
    name, address = parseaddr(value)
    if address and "<" in value:
        return f"{_word(name)} <{address}>"
    return _word(value)


def _word(text: str) -> str:
    pieces = [text[i : i + 18] for i in range(0, len(text), 18)]
    return "\r\n ".join(f"=?utf-8?B?{base64.b64encode(piece.encode()).decode()}?=" for piece in pieces)
