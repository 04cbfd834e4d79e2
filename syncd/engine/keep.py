"""Of which letters the bytes are kept: those that may be evidence one day."""

from __future__ import annotations

from datetime import UTC, datetime

from syncd.domain.agency import Agency, Subject
from syncd.domain.cases.topics import names_subject
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.read import read_letter
from syncd.domain.language.reading import AskKind, VerdictKind
from syncd.domain.letter import Side
from syncd.domain.mail.files import is_document
from syncd.domain.mail.message import Attachment, Message
from syncd.domain.mail.whose import authors, whose

_ANY_REQUEST = "Просим согласовать медиаплан. Please approve the media plan."
_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def wants_raw(message: Message, agency: Agency, lexicon: Lexicon) -> bool:
    """A client's letter that decides something, or would as an answer to a request; a letter of ours that asks for
    approval, or brings a file that may be what was approved."""
    owner = whose(authors(message), message.to, message.cc, agency)
    if owner.client is None:
        return False
    ours = owner.side is Side.OURS
    reading = read_letter(
        message, ours=ours, asked=None if ours else _ANY_REQUEST, sent_at=message.date or _SOME_TIME, lexicon=lexicon
    )
    if ours:
        return any(ask.kind is AskKind.APPROVAL for ask in reading.asks) or any(map(_may_be_plan, message.attachments))
    return reading.verdict.kind is not VerdictKind.NONE


def _may_be_plan(attachment: Attachment) -> bool:
    name = attachment.filename
    return is_document(name) and any(names_subject(name, subject) for subject in Subject)
