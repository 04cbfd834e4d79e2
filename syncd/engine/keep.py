"""Of which letters the bytes are kept: those that may be evidence one day."""

from __future__ import annotations

from datetime import UTC, datetime

from syncd.domain.agency import Agency, Subject
from syncd.domain.cases.topics import names_subject
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.read import asks_of, judge_letter
from syncd.domain.language.reading import AskKind, VerdictKind
from syncd.domain.letter import Side
from syncd.domain.mail.files import is_document
from syncd.domain.mail.message import Attachment, Message
from syncd.domain.mail.new_text import Extract, Look, extract
from syncd.domain.mail.whose import authors, whose

_ANY_REQUEST = "Просим согласовать медиаплан. Please approve the media plan."
_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def look_at(message: Message, agency: Agency, lexicon: Lexicon) -> Look:
    """Taken apart where the letter comes in, so that whoever keeps it need not do so again."""
    taken = extract(message)
    return Look(_wants_raw(message, taken, agency, lexicon), taken)


def _wants_raw(message: Message, taken: Extract, agency: Agency, lexicon: Lexicon) -> bool:
    """A client's letter that decides something, or would as an answer to a request; a letter of ours that asks for
    approval, or brings a file that may be what was approved."""
    owner = whose(authors(message), message.to, message.cc, agency)
    if owner.client is None:
        return False
    if owner.side is not Side.OURS:
        return judge_letter(message, taken, asked=_ANY_REQUEST, lexicon=lexicon).kind is not VerdictKind.NONE
    if any(map(_may_be_plan, message.attachments)):
        return True
    asks = asks_of(message, taken, sent_at=message.date or _SOME_TIME, lexicon=lexicon)
    return any(ask.kind is AskKind.APPROVAL for ask in asks)


def _may_be_plan(attachment: Attachment) -> bool:
    name = attachment.filename
    return is_document(name) and any(names_subject(name, subject) for subject in Subject)
