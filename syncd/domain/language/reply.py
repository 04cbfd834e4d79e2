"""Whether a person on the client's side waits for the agency after this letter (the labels' "needs a reply").

Every sentence is asked in turn: a question, a request, a complaint, a reminder, news to act on, material? The first
that is decides. A decision against us, or one with a condition, waits by itself: something has to be redone or met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syncd.domain.language import signals
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.patterns import Line, lines, table
from syncd.domain.language.promise import is_promise
from syncd.domain.language.questions import is_question
from syncd.domain.language.reading import Verdict, VerdictKind
from syncd.domain.language.requests import Request, RequestForm, requests_in, wants_nothing_of_us

_AGAINST_US = frozenset({VerdictKind.CONDITIONAL, VerdictKind.REJECTED, VerdictKind.REVOKED})
_YES = frozenset({VerdictKind.APPROVED, VerdictKind.NEEDS_CONFIRMATION})
_REPLY_PREFIX = re.compile(r"\s*(?:re|fwd?|отв|ha|на|пер|aw|wg)\s*(?:\[\d+\])?:", re.IGNORECASE)
_HEAD = 4  # tokens: a vocative, its comma, a greeting
_ADVERSATIVE = table("но;только;однако;а вот;правда", "but;only;however;though;except")
_SUBSTANCE = 5  # words; a shorter letter with nothing recognised in it is an acknowledgement
_LEAVES_ALONE = table(
    "ничего (больше )?не (меня|трога|дела|переделы|исправля|добавля)*",
    "(don't|do not) (change|touch) (anything|a thing)",
)
_PUT_TO_US = ("дава", "предлага", "let", "how", "what")  # verbs that put a wish to the reader: «давайте», "how about"
_CLOSING = (
    signals.FYI,
    signals.NOTHING_NEEDED,
    signals.NOT_YET,
    signals.THIRD_PARTY,
    signals.DONE_HERE,
    signals.MEETING,
    signals.PAPERWORK,
    signals.NO_COMPLAINT,
)


@dataclass(frozen=True, slots=True)
class ReplyNeed:
    """Whether somebody waits, why in a line of each language, and the author's words it rests on."""

    needs: bool
    why_ru: str
    why_en: str
    words: str


def needs_reply(
    new_text: str,
    quoted_text: str,
    *,
    verdict: Verdict,
    has_attachments: bool,
    subject_line: str = "",
    lexicon: Lexicon | None = None,
) -> ReplyNeed:
    """Judge a person's letter; machine mail needs no reply whatever it says and is not asked about here.

    The lexicon's classes `needs_reply` and `no_reply` hold an agency's own phrases; the first of them wins.
    """
    text = _with_own_subject(_without_repeated(new_text, quoted_text), subject_line)
    own = _by_own_phrase(text, lexicon)
    if own:
        return own
    if verdict.kind is VerdictKind.NONE and (astray := _astray(text, lexicon)):
        return astray
    waiting = next(_open(text, verdict.kind), None) or _material(text, verdict.kind, has_attachments)
    if waiting:
        return waiting
    if verdict.kind in _AGAINST_US:
        return ReplyNeed(
            True, "решение требует переделки или ответа", "the decision leaves us something to redo", verdict.quote
        )
    if verdict.kind in _YES:
        return ReplyNeed(False, "только решение, ничего не просят", "a decision and nothing asked", verdict.quote)
    return _settled(text) or _unclear(text)


def _without_repeated(new_text: str, quoted_text: str) -> str:
    """A line of ours that slipped past the quote marks is no question of theirs."""
    ours = {line.strip(" >\t") for line in quoted_text.splitlines() if len(line.split()) >= _SUBSTANCE}
    return "\n".join(line for line in new_text.splitlines() if line.strip(" >\t") not in ours) if ours else new_text


def _by_own_phrase(text: str, lexicon: Lexicon | None) -> ReplyNeed | None:
    if lexicon is None or not any(lexicon.classes.get(name) for name in ("needs_reply", "no_reply")):
        return None
    named = {mark.name: line.sentence.text for line in lines(text) for mark in lexicon.marks(line.sentence)}
    if "needs_reply" in named:
        return ReplyNeed(True, "своя фраза из настроек", "a phrase of your own config", named["needs_reply"])
    if "no_reply" in named:
        return ReplyNeed(False, "своя фраза из настроек", "a phrase of your own config", named["no_reply"])
    return None


def _astray(text: str, lexicon: Lexicon | None) -> ReplyNeed | None:
    """ "Meant for our printers, please ignore": nobody waits for us."""
    for line in lines(text) if lexicon else ():
        if lexicon and any(mark.name == "astray" for mark in lexicon.marks(line.sentence)):
            return ReplyNeed(False, "письмо предназначалось не нам", "meant for somebody else", line.sentence.text)
    return None


def _with_own_subject(new_text: str, subject_line: str) -> str:
    """The subject of a new letter is the author's own words too; it speaks where the text is nearly empty."""
    own = "" if _REPLY_PREFIX.match(subject_line) else subject_line.strip()
    return f"{own}\n{new_text}" if own and len(new_text.split()) <= _SUBSTANCE * 2 else new_text


def _open(text: str, kind: VerdictKind) -> Iterator[ReplyNeed]:
    """What is still open in the text, the clearest first."""
    written = lines(text)
    for line in written:
        if is_question(line):
            yield ReplyNeed(True, "вопрос", "a question", line.sentence.text)
    for line in written:
        for request in requests_in(line):
            if counts(request, kind):
                yield ReplyNeed(True, "просьба", "a request", line.sentence.text)
    if kind in _YES or any(signals.NOTHING_NEEDED.search(line.folded) for line in written):
        return
    for line in written:
        if signals.REMINDER.search(line.folded) and not signals.NO_COMPLAINT.search(line.folded):
            yield ReplyNeed(True, "напоминание", "a reminder", line.sentence.text)
    for line in written:
        if _complains(line):
            yield ReplyNeed(True, "жалоба или неполадка", "a complaint or trouble", line.sentence.text)
    for line in written:
        if signals.CHANGE.search(line.folded) and not _is_their_own_affair(line) and not _for_information(text):
            yield ReplyNeed(True, "изменение, которое надо учесть", "a change to act on", line.sentence.text)


def _complains(line: Line) -> bool:
    complains = signals.COMPLAINT.search(line.folded) and not signals.NO_COMPLAINT.search(line.folded)
    return bool(complains) and not _is_their_own_affair(line)


def counts(request: Request, kind: VerdictKind) -> bool:
    """Whether the request waits for us: leave to begin is part of a decision, «просим считать …» is the decision."""
    if kind is VerdictKind.NONE:
        return not _belongs_to_promise(request)
    if kind in _YES and _LEAVES_ALONE.search(request.line.folded):
        return False
    return not request.is_go_ahead and "считать" not in request.words and request.verb not in {"treat", "archive"}


def _belongs_to_promise(request: Request) -> bool:
    """«Хочу ещё раз посмотреть, отвечу завтра»: a wish beside a promise is the promise's reason, if it is not put to us."""
    if request.form in {RequestForm.ORDER, RequestForm.POLITE} or request.verb.startswith(_PUT_TO_US):
        return False
    return _is_their_own_affair(request.line) and not signals.ABOUT_US.search(request.line.folded)


def _is_their_own_affair(line: Line) -> bool:
    if signals.FROM_US.search(line.folded):
        return False
    return bool(signals.NOT_YET.search(line.folded) or signals.THIRD_PARTY.search(line.folded)) or is_promise(line)


def _for_information(text: str) -> bool:
    return any(signals.FYI.search(line.folded) or signals.NOTHING_NEEDED.search(line.folded) for line in lines(text))


def _material(text: str, kind: VerdictKind, has_attachments: bool) -> ReplyNeed | None:
    """New material to act on. Paper that closes something (a signed act, a payment order) is none."""
    if kind in _YES or _for_information(text):
        return None
    for line in lines(text):
        if signals.MATERIAL.search(line.folded) and not _closes(line):
            return ReplyNeed(True, "новый материал", "new material to act on", line.sentence.text)
    if has_attachments and not any(_is_closed(line) for line in lines(text)):
        return ReplyNeed(True, "прислан файл", "a file was sent", "")
    return None


def _closes(line: Line) -> bool:
    return bool(signals.PAPERWORK.search(line.folded) or signals.THIRD_PARTY.search(line.folded)) or is_promise(line)


def _is_closed(line: Line) -> bool:
    """Whether the line is closed: thanks, praise, a report of theirs, and no «но» behind it."""
    closing = any(phrases.search(line.folded) for phrases in _CLOSING) or wants_nothing_of_us(line) or is_promise(line)
    if closing:
        return True
    kind = signals.PRAISE.search(line.folded) or signals.THANKS.search(line.folded) or _closing_head(line)
    if kind:
        return not _ADVERSATIVE.search(line.folded, kind.end())
    return _tells_own_deed(line)


def _closing_head(line: Line) -> re.Match[str] | None:
    """«Понятно, …», "Got it, …": what only means something at the head of a line."""
    found = signals.CLOSED.search(line.folded)
    return found if found and line.token_at(found.start()) <= _HEAD else None


def _tells_own_deed(line: Line) -> bool:
    """«Поговорили с директором», "I checked the link": what they did themselves, and nothing about us."""
    if signals.ABOUT_US.search(line.folded):
        return False
    return _is_past_of_ours(line) or bool(signals.OWN_DEED.search(line.folded))


def _is_past_of_ours(line: Line) -> bool:
    """A perfective past without another subject: with «я», «мы», or with no noun that could be one."""
    parses = [parse for token in line.said for parse in token.parses]
    if not any({"VERB", "past", "perf"} <= parse.tags for parse in parses):
        return False
    named = any({"я", "мы"} & {token.lower} for token in line.said)
    return named or not any({"NOUN", "nomn"} <= parse.tags and "Name" not in parse.tags for parse in parses)


def _settled(text: str) -> ReplyNeed | None:
    """What closes the letter. A promise or "not yet" does whatever explains it; thanks do not close talk of our work."""
    written = lines(text)
    for line in written:
        if is_promise(line) or signals.NOT_YET.search(line.folded):
            return ReplyNeed(False, "обещание вернуться или ещё решают", "a promise or not yet", line.sentence.text)
    if not _for_information(text) and any(
        _is_unclear(line) and signals.OUR_WORK.search(line.folded) for line in written
    ):
        return None
    for line in written:
        if _is_closed(line):
            return ReplyNeed(
                False,
                "подтверждение или сообщение, ничего не просят",
                "acknowledged, nothing asked",
                line.sentence.text,
            )
    return None


def _is_unclear(line: Line) -> bool:
    return len(line.said) >= _SUBSTANCE and not _is_closed(line)


def _unclear(text: str) -> ReplyNeed:
    """A letter of substance in which no rule found its point is shown rather than missed."""
    substantial = [line for line in lines(text) if _is_unclear(line)]
    if substantial:
        return ReplyNeed(True, "смысл неясен, лучше ответить", "unclear, better answered", substantial[0].sentence.text)
    return ReplyNeed(False, "ничего не просят", "nothing asked", text.strip()[:80])
