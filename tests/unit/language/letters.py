"""Builders for letters in an answer to a request for approval."""

from __future__ import annotations

from syncd.data.lexicon import default_lexicon
from syncd.domain.agency import Language
from syncd.domain.language.reading import Verdict
from syncd.domain.language.verdict import find_verdict

REQUEST_RU = "Ольга, добрый день! Медиаплан на июнь во вложении. Просим согласовать."
REQUEST_EN = "Hi Kate, the June media plan is attached. Could you please approve it by Friday?"


def verdict(text: str, *, request: str | None = None, subject: str | None = None, is_reply: bool = True) -> Verdict:
    """The verdict on a letter that answers our request for approval of a media plan, in the language of its text."""
    russian = any("а" <= letter.lower() <= "я" for letter in text) or not text.isascii()
    quoted = (REQUEST_RU if russian else REQUEST_EN) if request is None else request
    line = ("Re: Медиаплан на июнь" if russian else "Re: Media plan June") if subject is None else subject
    return find_verdict(
        text, quoted, line, is_reply=is_reply, asked=None, lexicon=default_lexicon(), language=Language.EN
    ).verdict


def kind(text: str, *, request: str | None = None, subject: str | None = None, is_reply: bool = True) -> str:
    """The verdict's kind alone."""
    return verdict(text, request=request, subject=subject, is_reply=is_reply).kind.value
