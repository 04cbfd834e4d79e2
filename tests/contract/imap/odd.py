"""Letters on a scripted server, and a pass that goes on after failures as the engine does."""

from __future__ import annotations

from connectors.imap.source import ImapSource
from syncd.domain.errors import Unavailable
from syncd.domain.mail.message import MailFact
from tests.contract.imap.mailbox import letter
from tests.support.scripted_imap import ScriptedFolder


def inbox(count: int = 3, **changes: object) -> ScriptedFolder:
    """A folder of letters with uids from 1."""
    return ScriptedFolder({number: letter(number) for number in range(1, count + 1)}, **changes)  # type: ignore[arg-type]


def persistent(mailbox: ImapSource, cursor: str | None = None, *, attempts: int = 20) -> tuple[list[MailFact], str]:
    """One pass as the engine makes it: what was handed over is kept, a failure is followed by another try."""
    facts: list[MailFact] = []
    for _ in range(attempts):
        try:
            batch = mailbox.fetch(cursor)
        except Unavailable:
            continue
        facts.extend(batch.facts)
        cursor = batch.cursor
        if not batch.more:
            return facts, cursor
    raise AssertionError("did not recover")
