"""Scripted letters as the bytes that lie on a mail server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from syncd.demo.letters.calendar import Calendar
from syncd.demo.letters.cast import AGENCY, Person
from syncd.demo.letters.layouts import LAYOUTS, MAILERS, Bodies, Quoted
from syncd.demo.letters.script import Attached, Script

BOUNDARY_MX = "mx.agency.example"
ON_THE_WAY = timedelta(seconds=4)
CRLF = policy.SMTP.clone(max_line_length=200)


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter ready to lie in folders."""

    script: Script
    message_id: str
    references: tuple[str, ...]
    subject: str
    sent: datetime
    bodies: Bodies
    raw: bytes

    @property
    def received(self) -> datetime:
        """When it came to the receiver's server."""
        return self.sent + ON_THE_WAY


def compose(script: Script, answered: Composed | None, calendar: Calendar) -> Composed:
    """Make the letter; the program of its writer lays it out."""
    words = calendar.words()
    sent = calendar.at(script.day, script.at)
    subject = script.subject.format_map(words) if script.subject else _reply_subject(answered)
    text = script.text.strip().format_map(words)
    bodies = LAYOUTS[script.by.program](text, script.by, _quoted(answered))
    message_id = f"<{_digest(script.key)}.{script.key}@{script.by.domain}>"
    references = (*answered.references, answered.message_id) if answered else ()
    letter = _message(script, bodies, words=dict(words))
    headers = [
        *_arrival(script, sent),
        ("Date", format_datetime(sent)),
        ("From", _address(script.by)),
        ("To", [_address(p) for p in script.to]),
        ("Cc", [_address(p) for p in script.cc]),
        ("Subject", subject),
        ("Message-ID", message_id),
        ("In-Reply-To", answered.message_id if answered else ""),
        ("References", " ".join(references)),
        MAILERS.get(script.by.program, ("X-Mailer", "")),
        *script.headers.items(),
    ]
    raw = _with_headers(letter, headers)
    if not script.declared:
        raw = _undeclared(headers, bodies.plain or "", script.charset)
    return Composed(script, message_id, references, subject, sent, bodies, raw)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _reply_subject(answered: Composed | None) -> str:
    if answered is None:
        return ""
    return answered.subject if answered.subject.startswith("Re: ") else f"Re: {answered.subject}"


def _quoted(answered: Composed | None) -> Quoted | None:
    if answered is None:
        return None
    to = "; ".join(f"{p.name} <{p.email}>" for p in answered.script.to)
    bodies = answered.bodies
    return Quoted(answered.script.by, to, answered.sent, answered.subject, bodies.text, bodies.inner)


def _address(person: Person) -> Address:
    return Address(person.name, addr_spec=person.email)


def _arrival(script: Script, sent: datetime) -> list[tuple[str, str]]:
    """What the agency's own server writes on top: the check of the sender, and the arrival."""
    domain, received = script.by.domain, format_datetime(sent + ON_THE_WAY)
    if domain == AGENCY:
        return [("Received", f"from desk (desk.{AGENCY} [10.0.0.9]) by {BOUNDARY_MX} with ESMTPSA; {received}")]
    host = f"mail.{domain} (mail.{domain} [192.0.2.25])"
    check = f"dkim=pass header.d={domain}; spf=pass smtp.mailfrom={domain}; dmarc=pass header.from={domain}"
    if script.forged:
        host = "unknown ([198.51.100.7])"
        check = f"dkim=none; spf=fail smtp.mailfrom={domain}; dmarc=fail (p=reject) header.from={domain}"
    return [
        ("Authentication-Results", f"{BOUNDARY_MX}; {check}"),
        ("Received", f"from {host} by {BOUNDARY_MX} with ESMTPS; {received}"),
    ]


def _message(script: Script, bodies: Bodies, words: dict[str, str]) -> EmailMessage:
    letter = EmailMessage(policy=CRLF)
    charset = script.charset or "utf-8"
    if bodies.plain is not None:
        letter.set_content(bodies.plain, charset=charset)
        if bodies.flowed:
            letter.set_param("format", "flowed")
    if bodies.html is not None and bodies.plain is not None:
        letter.add_alternative(bodies.html, subtype="html", charset=charset)
    elif bodies.html is not None:
        letter.set_content(bodies.html, subtype="html", charset=charset)
    if script.invitation:
        letter.add_alternative(_event(script), subtype="calendar", params={"method": script.invitation})
    for file in script.files:
        _attach(letter, file, words)
    for number, part in enumerate(part for part in letter.walk() if part.is_multipart()):
        part.set_boundary(f"=_{_digest(script.key)}_{number}")
    return letter


def _event(script: Script) -> str:
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"METHOD:{script.invitation}",
            "BEGIN:VEVENT",
            f"UID:{_digest(script.key)}@{script.by.domain}",
            f"ORGANIZER:mailto:{script.by.email}",
            f"SUMMARY:{script.subject}",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def _attach(letter: EmailMessage, file: Attached, words: dict[str, str]) -> None:
    name = file.name.format_map(words)
    maintype, _, subtype = file.content_type.partition("/")
    content = f"demo file {name}\n".encode() * 40
    letter.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)


def _with_headers(letter: EmailMessage, headers: Iterable[tuple[str, object]]) -> bytes:
    """The headers stand first, in this order, before those of the content."""
    content = [(name, value) for name, value in letter.items() if name.lower() != "mime-version"]
    for name, _ in content:
        del letter[name]
    del letter["MIME-Version"]
    for name, value in headers:
        if value:
            letter[name] = value
    letter["MIME-Version"] = "1.0"
    for name, value in content:
        letter[name] = value
    return letter.as_bytes(policy=CRLF)


def _undeclared(headers: list[tuple[str, object]], text: str, charset: str) -> bytes:
    """Raw 8-bit text in the headers and the body, and no word on its charset: old programs on Russian desks."""
    lines = []
    for name, value in headers:
        match value:
            case "" | []:
                continue
            case list():
                lines.append(f"{name}: {', '.join(str(a) for a in value)}")
            case _:
                lines.append(f"{name}: {value}")
    lines += ["MIME-Version: 1.0", "Content-Type: text/plain", "Content-Transfer-Encoding: 8bit", "", text, ""]
    return "\r\n".join("\n".join(lines).split("\n")).encode(charset)
