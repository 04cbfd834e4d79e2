"""What the tests of reading share: letters, settings, and a pass run to its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from connectors.imap.settings import MailboxSettings
from connectors.imap.source import ImapSource
from syncd.domain.mail.dkim import DkimSignature
from syncd.domain.mail.message import FolderState, MailFact, Message, SeenMessage
from syncd.domain.mail.new_text import Look

ANNA = "anna@agency.example"
PASSWORD = 'pass "word" \\ 1'
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = NOW.date()


def letter(number: int, *, subject: str | None = None, text: str = "Добрый день!", extra: str = "") -> bytes:
    """A plain letter in UTF-8 with CRLF."""
    return (
        f"From: Olga <olga@client1.example>\r\nTo: {ANNA}\r\nSubject: {subject or f'Letter {number}'}\r\n"
        f"Date: Mon, 1 Jun 2026 10:00:{number % 60:02d} +0300\r\nMessage-ID: <{number}@client1.example>\r\n{extra}"
        f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text} {number}\r\n"
    ).encode()


def days_ago(days: float) -> datetime:
    """An instant before `NOW`."""
    return NOW - timedelta(days=days)


def settings(port: int, **changes: Any) -> MailboxSettings:
    """Anna's mailbox on loopback, in the clear unless said otherwise."""
    values: dict[str, Any] = {
        "name": "anna",
        "host": "127.0.0.1",
        "port": port,
        "user": ANNA,
        "security": "none",
        "password": lambda: PASSWORD,
    }
    return MailboxSettings(**(values | changes))


def source(
    port: int,
    *,
    wants_raw: Callable[[Message], bool] = lambda _: False,
    today: date = TODAY,
    is_known: Callable[[Message], bool] | None = None,
    wants_html: Callable[[Message], bool] | None = None,
    client_senders: tuple[str, ...] = (),
    prove: Callable[[bytes], tuple[DkimSignature, ...]] | None = None,
    **changes: Any,
) -> ImapSource:
    """A source that reads Anna's mailbox as of `today`."""
    return ImapSource(
        settings(port, **changes),
        look=lambda message: Look(wants_raw(message)),
        today=lambda: today,
        is_known=is_known,
        wants_html=wants_html,
        client_senders=lambda: client_senders,
        prove=prove,
    )


def one_pass(mailbox: ImapSource, cursor: str | None = None) -> tuple[list[MailFact], str]:
    """All facts of one pass, and the cursor after it."""
    facts: list[MailFact] = []
    while True:
        batch = mailbox.fetch(cursor)
        facts.extend(batch.facts)
        cursor = batch.cursor
        if not batch.more:
            return facts, cursor


def letters(facts: list[MailFact]) -> list[SeenMessage]:
    """The letters among the facts."""
    return [fact for fact in facts if isinstance(fact, SeenMessage)]


def states(facts: list[MailFact]) -> dict[str, FolderState]:
    """What was said of the folders."""
    return {fact.folder: fact for fact in facts if isinstance(fact, FolderState)}


def subjects(facts: list[MailFact]) -> list[str]:
    """The subjects of the letters, sorted."""
    return sorted(seen.message.subject or "" for seen in letters(facts))
