"""Of which letters the bytes are kept: those that may be evidence one day."""

from __future__ import annotations

from datetime import UTC, datetime

from syncd.domain.agency import Agency
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.read import read_letter
from syncd.domain.language.reading import AskKind, VerdictKind
from syncd.domain.letter import Side
from syncd.domain.mail.message import Message
from syncd.domain.mail.whose import authors, whose

_ANY_REQUEST = "Просим согласовать медиаплан. Please approve the media plan."
_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def wants_raw(message: Message, agency: Agency, lexicon: Lexicon) -> bool:
    """A client's letter that decides something, or would as an answer to a request; our letter that asks for approval."""
    owner = whose(authors(message), message.to, message.cc, agency)
    if owner.client is None:
        return False
    ours = owner.side is Side.OURS
    reading = read_letter(
        message, ours=ours, asked=None if ours else _ANY_REQUEST, sent_at=message.date or _SOME_TIME, lexicon=lexicon
    )
    if ours:
        return any(ask.kind is AskKind.APPROVAL for ask in reading.asks)
    return reading.verdict.kind is not VerdictKind.NONE
