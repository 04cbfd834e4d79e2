"""Letters as bytes: by people in their mail programs' layouts, and by machines."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from benchmarks.quarter.people import AGENCY
from syncd.demo.letters.cast import Person
from syncd.demo.letters.layouts import LAYOUTS, MAILERS, Bodies, Quoted

MX = f"mx.{AGENCY}"
_SMTP = policy.SMTP.clone(max_line_length=200)


@dataclass(frozen=True)
class Letter:
    """One letter, and in which mailboxes it lies: (owner's address, folder)."""

    key: str
    by: Person
    to: tuple[Person, ...]
    at: datetime
    subject: str
    text: str
    message_id: str
    raw: bytes
    lies: tuple[tuple[str, str], ...]
    references: tuple[str, ...] = ()
    bodies: Bodies | None = None
    cc: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A letter before it is composed."""

    key: str
    by: Person
    to: tuple[Person, ...]
    at: datetime
    text: str
    subject: str = ""
    answers: Letter | None = None
    cc: tuple[Person, ...] = ()
    files: tuple[str, ...] = ()
    forged: bool = False
    quotes: bool = True
    headers: dict[str, str] = field(default_factory=dict)


def compose(draft: Draft, mailboxes: frozenset[str]) -> Letter:
    """The letter in its writer's program; copies lie in Sent and in every inbox of ours that got it."""
    subject, answered = draft.subject, draft.answers
    if not subject and answered:
        subject = answered.subject if answered.subject.startswith("Re: ") else f"Re: {answered.subject}"
    bodies = LAYOUTS[draft.by.program](draft.text, draft.by, _quoted(answered) if draft.quotes else None)
    digest = hashlib.sha256(draft.key.encode()).hexdigest()[:20]
    message_id = f"{digest}@{draft.by.domain}"
    references = (*answered.references, answered.message_id) if answered else ()
    message = EmailMessage(policy=_SMTP)
    for name, value in _headers(draft, subject, message_id, references):
        message[name] = value
    _fill(message, bodies, draft, digest)
    lies = [(person.email, "INBOX") for person in (*draft.to, *draft.cc) if person.email in mailboxes]
    if draft.by.email in mailboxes:
        lies = [(draft.by.email, "Sent"), *(each for each in lies if each[0] != draft.by.email)]
    return Letter(
        draft.key, draft.by, draft.to, draft.at, subject, draft.text, message_id, message.as_bytes(), tuple(lies),
        references, bodies, draft.cc,
    )  # fmt: skip


def _quoted(answered: Letter | None) -> Quoted | None:
    if answered is None or answered.bodies is None:
        return None
    to = "; ".join(f"{person.name} <{person.email}>" for person in answered.to)
    return Quoted(answered.by, to, answered.at, answered.subject, answered.bodies.text, answered.bodies.inner)


def _headers(draft: Draft, subject: str, message_id: str, references: tuple[str, ...]) -> list[tuple[str, object]]:
    domain, when = draft.by.domain, format_datetime(draft.at)
    arrival = [("Received", f"from desk.{AGENCY} ([10.0.0.9]) by {MX} with ESMTPSA; {when}")]
    if domain != AGENCY:
        host, check = f"mail.{domain} ([192.0.2.25])", "pass"
        proof = f"dkim=pass header.d={domain}; spf=pass smtp.mailfrom={domain}; dmarc=pass header.from={domain}"
        if draft.forged:
            host, check = "unknown ([198.51.100.7])", "fail"
            proof = f"dkim=none; spf={check} smtp.mailfrom={domain}; dmarc={check} (p=reject) header.from={domain}"
        arrival = [
            ("Authentication-Results", f"{MX}; {proof}"),
            ("Received", f"from {host} by {MX} with ESMTPS; {when}"),
        ]
    found: list[tuple[str, object]] = [
        *arrival,
        ("Date", when),
        ("From", Address(draft.by.name, addr_spec=draft.by.email)),
        ("To", [Address(person.name, addr_spec=person.email) for person in draft.to]),
        ("Cc", [Address(person.name, addr_spec=person.email) for person in draft.cc]),
        ("Subject", subject),
        ("Message-ID", f"<{message_id}>"),
        ("In-Reply-To", f"<{draft.answers.message_id}>" if draft.answers else ""),
        ("References", " ".join(f"<{each}>" for each in references)),
        MAILERS.get(draft.by.program, ("X-Mailer", "")),
        *draft.headers.items(),
    ]
    return [(name, value) for name, value in found if value]


def _fill(message: EmailMessage, bodies: Bodies, draft: Draft, digest: str) -> None:
    if bodies.plain is not None:
        message.set_content(bodies.plain)
        if bodies.flowed:
            message.set_param("format", "flowed")
    if bodies.html is not None and bodies.plain is not None:
        message.add_alternative(bodies.html, subtype="html")
    elif bodies.html is not None:
        message.set_content(bodies.html, subtype="html")
    for name in draft.files:
        content = f"file {name} of {digest}\n".encode() * 30
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{digest}_{number}")


def machine(
    key: str, *, sender: Person, to: Person, at: datetime, subject: str, text: str, headers: dict[str, str],
    about: Letter | None = None, bounced: str = "",
) -> Letter:  # fmt: skip
    """A letter that no person wrote; `bounced` makes it a delivery report about that address."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:20]
    message = EmailMessage(policy=_SMTP)
    message_id = f"{digest}@{sender.domain}"
    message["Received"] = f"from mx.{sender.domain} by {MX} with ESMTPS; {format_datetime(at)}"
    message["Date"] = format_datetime(at)
    message["From"] = Address(sender.name, addr_spec=sender.email)
    message["To"] = Address(to.name, addr_spec=to.email)
    message["Subject"], message["Message-ID"] = subject, f"<{message_id}>"
    if about:
        message["In-Reply-To"] = message["References"] = f"<{about.message_id}>"
    for name, value in headers.items():
        message[name] = value
    raw = _report(message, text, about, bounced, digest) if bounced and about else _simple(message, text)
    return Letter(key, sender, (to,), at, subject, text, message_id, raw, ((to.email, "INBOX"),))


def _simple(message: EmailMessage, text: str) -> bytes:
    message.set_content(text)
    return message.as_bytes()


def _report(message: EmailMessage, text: str, about: Letter, bounced: str, digest: str) -> bytes:
    """RFC 3464, written by hand: the standard library has no writer for it."""
    border = f"=_report_{digest}"
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = f'multipart/report; report-type="delivery-status"; boundary="{border}"'
    status = f"Reporting-MTA: dns; {MX}\n\nFinal-Recipient: rfc822; {bounced}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user"
    lines = [
        f"--{border}", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", text,
        f"--{border}", "Content-Type: message/delivery-status", "", status,
        f"--{border}", "Content-Type: text/rfc822-headers", "", f"Message-ID: <{about.message_id}>", "",
        f"--{border}--", "",
    ]  # fmt: skip
    return message.as_bytes().partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + "\n".join(lines).replace("\n", "\r\n").encode()
