"""Which letter a message is, and when it was received (MAIL.md section 9, PRODUCT.md section 1)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from syncd.domain.mail.message import Message
from syncd.domain.mail.subject import base_subject

_DIGEST_CHARACTERS = 2_048
_TAG = re.compile(r"<[^<>]{0,5000}>")
_HTML_READ = 50_000
_NO_WORD = re.compile(r"[\W_]+")
_IMPORTED = timedelta(days=1)
_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


def letter_identity(message: Message) -> str:
    """The same key for the same letter in five places; another for another letter under the same Message-ID.

    It rests on what a copy keeps on its way: Message-ID, author, date, base subject, and the letters and digits of the
    text. What servers add (transport fields, tags in the subject, other line breaks) does not count.
    """
    author = message.from_[0].addr_spec.casefold() if message.from_ else ""
    basis = (
        message.message_id.casefold(),
        author,
        message.date.isoformat() if message.date else "",
        base_subject(message.subject).casefold(),
        _digest_text(message),
    )
    return hashlib.sha256("\n".join(basis).encode("utf-8", "replace")).hexdigest()[:32]


def receipt_time(message: Message, internal_dates: Sequence[datetime]) -> datetime:
    """The earliest INTERNALDATE; of an imported letter (over a day younger than its header) the header's time.

    Without any INTERNALDATE (a file) the header's time; where that is missing too, the beginning of 1970.
    """
    written = message.received or message.date
    if not internal_dates:
        return written or _UNKNOWN
    earliest = min(internal_dates)
    if written is not None and earliest - written > _IMPORTED:
        return written
    return earliest


def _digest_text(message: Message) -> str:
    words = _words(message.text or "")
    if not words and message.html:
        body = max(message.html.find("<body"), message.html.find("<BODY"), 0)  # a style sheet before it tells nothing
        words = _words(_TAG.sub(" ", message.html[body : body + _HTML_READ]))
    return words


def _words(text: str) -> str:
    return _NO_WORD.sub("", text[: 8 * _DIGEST_CHARACTERS]).casefold()[:_DIGEST_CHARACTERS]
