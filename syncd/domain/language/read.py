"""One letter, read whole: the new text, whether a machine wrote it, what it decides, asks and promises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from syncd.domain.agency import Language
from syncd.domain.language.asks import find_asks
from syncd.domain.language.inline import inline_answers, judge_inline
from syncd.domain.language.kinds import letter_kinds
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.own_phrases import with_phrases
from syncd.domain.language.promise import find_promise
from syncd.domain.language.questions import find_questions
from syncd.domain.language.reading import NO_VERDICT, Ask, FiredRule, Reading, Verdict, VerdictKind
from syncd.domain.language.reply import needs_reply
from syncd.domain.language.urgent import find_urgent
from syncd.domain.language.verdict import Judged, find_verdict
from syncd.domain.mail.machine import find_machine
from syncd.domain.mail.message import Message
from syncd.domain.mail.new_text import Extract, extract

_REPLY = re.compile(
    r"\s*(?:\[[^\]]*\]\s*)?(?:re|отв|ответ|на|fwd?|пересл|aw|sv|antw)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*:", re.IGNORECASE
)


# What is longer than some pages is no letter of approval; beyond, nothing is judged and nothing is called approved.
LONGEST_JUDGED = 8_000
LONGEST_QUOTED = 6_000
MOST_ANSWERS = 30


def read_letter(
    message: Message,
    *,
    ours: bool,
    asked: str | None = None,
    sent_at: datetime,
    lexicon: Lexicon,
    language: Language = Language.RU,
    phrases: tuple[str, ...] = (),
    earlier: Sequence[str] = (),
) -> Reading:
    """Read one letter. `asked`: the new text of our letter that it answers, used where nothing is quoted.

    `earlier`: bodies of earlier letters of the thread; what stands in them is quoted, marked or not.

    A letter of ours is judged by what it asks and promises only; a machine's by nothing at all.
    """
    taken = extract(message, earlier)
    machine = find_machine(message, taken.new_text)
    if machine is not None and (machine.certain or not ours):  # a colleague's «в отпуске до…» is no auto-reply for that
        return Reading(taken.new_text, taken.quoted_text, machine.kind, machine.why, machine.absence)
    lexicon = with_phrases(lexicon, phrases)
    judged = Judged(NO_VERDICT, ()) if ours else _judge(message, taken, asked, lexicon, language)
    return _read(message, taken, judged, sent_at=sent_at, lexicon=lexicon, language=language, ours=ours)


def judge_letter(message: Message, taken: Extract, *, asked: str, lexicon: Lexicon) -> Verdict:
    """The verdict on a letter of theirs and nothing else, as if it answered `asked` where it quotes nothing."""
    if find_machine(message, taken.new_text) is not None:
        return NO_VERDICT
    return _judge(message, taken, asked, lexicon, Language.RU).verdict


def asks_of(message: Message, taken: Extract, *, sent_at: datetime, lexicon: Lexicon) -> tuple[Ask, ...]:
    """What a letter of ours asks for, and nothing else."""
    machine = find_machine(message, taken.new_text)
    if machine is not None and machine.certain:
        return ()
    return _asks(message, taken.new_text, sent_at, lexicon)


def _asks(message: Message, new_text: str, sent_at: datetime, lexicon: Lexicon) -> tuple[Ask, ...]:
    return find_asks(new_text, message.subject, [each.filename for each in message.attachments], sent_at, lexicon)


def recognise(message: Message, taken: Extract) -> Reading:
    """Of a letter that is nobody's business: which machine wrote it, if one did; its words are not looked into."""
    machine = find_machine(message, taken.new_text)
    if machine is None:
        return Reading(taken.new_text)
    return Reading(taken.new_text, "", machine.kind, machine.why, machine.absence)


def is_reply(message: Message) -> bool:
    """Whether its subject may be somebody else's words: a reply or a forward."""
    return message.in_reply_to is not None or bool(message.references) or bool(_REPLY.match(message.subject))


def _judge(message: Message, taken: Extract, asked: str | None, lexicon: Lexicon, language: Language) -> Judged:
    def judge(text: str, quoted: str) -> Judged:
        return find_verdict(
            text,
            quoted,
            message.subject,
            is_reply=is_reply(message),
            asked=asked,
            lexicon=lexicon,
            language=language,
        )

    text, quoted = taken.new_text[:LONGEST_JUDGED], taken.quoted_text[:LONGEST_QUOTED]
    answers = inline_answers(taken.lines)[:MOST_ANSWERS]
    judged = judge_inline(
        judge(text, quoted), answers, lambda one: judge(one.text, one.passage[:LONGEST_QUOTED]), lexicon
    )
    if len(taken.new_text) > LONGEST_JUDGED and judged.verdict.kind is VerdictKind.APPROVED:
        return replace(judged, verdict=replace(judged.verdict, kind=VerdictKind.NEEDS_CONFIRMATION))
    return judged


def _read(
    message: Message,
    taken: Extract,
    judged: Judged,
    *,
    sent_at: datetime,
    lexicon: Lexicon,
    language: Language,
    ours: bool,
) -> Reading:
    text, subject_line = taken.new_text, message.subject
    need = needs_reply(
        text,
        taken.quoted_text,
        verdict=judged.verdict,
        has_attachments=bool(message.attachments),
        subject_line=subject_line,
        lexicon=lexicon,
    )
    questions = find_questions(text)
    promise = find_promise(text, sent_at)
    urgent = find_urgent(text, subject_line)
    return Reading(
        new_text=text,
        quoted_text=taken.quoted_text,
        verdict=judged.verdict,
        needs_reply=need.needs,
        kinds=letter_kinds(
            text,
            verdict=judged.verdict,
            has_attachments=bool(message.attachments),
            questions=questions,
            promise=promise,
            urgent=urgent,
        ),
        questions=questions,
        urgent=urgent,
        asks=_asks(message, text, sent_at, lexicon) if ours else (),
        promise=promise,
        rules=(*judged.rules, FiredRule(need.why_ru if language is Language.RU else need.why_en, need.words)),
    )
