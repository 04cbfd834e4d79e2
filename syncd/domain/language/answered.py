"""The letter of ours that a client answers, read for one thing: does it ask for approval, and of what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from syncd.domain.agency import Subject
from syncd.domain.language.clauses import iter_clauses
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.subject import head, is_part_too, kind_of, things
from syncd.domain.language.words import pieces
from syncd.domain.mail.names import SenderName
from syncd.domain.mail.signature import signature_start

_REACH = 1500  # characters of a quotation that are looked at: older letters of the thread stand below
_ALTERNATIVES = re.compile(
    r"вариант|версии|концепци|\bили\b|\bor\b|options|versions|variants|concepts|\b(?:два|две|двух|три|трёх|трех|two|three)\b",
    re.IGNORECASE,
)
_ASKS_APPROVAL = re.compile(
    r"соглас|выберите|выбираете|какой вариант|какую версию|which (?:one|option|version)|please choose|утвер[дж]|одобр|апрув|акцепт|визир|approv|\baccept(?:ance)?\b|your release|validat|sign[- ]?off|go[- ]ahead|green[- ]?light|добро|отмашк|подписать у|на подпись|подтверди|прошу принять|просим принять|принимаете|примите|даете ли|да[её]те \w+\?",
    re.IGNORECASE,
)
_IS_APPROVED = re.compile(
    r"(?:спасибо|благодар\w+|рады) за .{0,30}(?:согласов|утвержд|подтвержд|одобр|апрув)|(?:согласован|утвержд[её]н|одобрен|подтвержд[её]н)[аоы]?\b"
    r"|\b(?:вы|ты) .{0,20}(?:согласовали|утвердили|одобрили|подтвердили)|thank.{0,30}(?:approv|sign[- ]?off|confirm|go[- ]ahead)|\b(?:is|are|was|now|got|been) approved|your approval (?:of|is|was)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"прос(?:им|ьба|ят)|прошу|жд[уёе]м?\b|нуж(?:ен|на|но)|подтвердите|согласуйте|утвердите|напишите|ответьте|пришлите|дайте|фраз|слов|если|чтобы|please|kindly|need|await|waiting|could you|can you|reply|write|send|confirm|[«\"“]",
    re.IGNORECASE,
)
_ASKS_OPINION = re.compile(
    r"подход[ия]|устраива|как вам|как тебе|что скаж|ваше мнение|ваше решение|решени[ея]|замечани|комментари|правк|всё ли|все ли|ок\?|можно запускать|запускаем|"
    r"берёте|берете|happy with|thoughts|feedback|comments|let (?:us|me) know|ok\?|okay|any objections|can we (?:start|book|proceed|launch|go)|decision|confirm|does (?:this|it) work|"
    r"what do you think|good to go|looks? (?:good|right)|все верно|всё верно",
    re.IGNORECASE,
)
_MEETS = re.compile(r"\bcatch[- ]?up\b|\bmeet(?:ing)?\b|\bcall\b|созвон|встреч", re.IGNORECASE)
_ASKS_REMARKS = re.compile(
    r"замечани|возражени|правк[иа]|вопрос[ыа]?|комментари|remarks|comments|objections|changes|questions", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What the answered letter asked. `asks_remarks_last`: its last question was for remarks, so that «нет» is a yes."""

    asks_approval: bool = False
    about: Subject | None = None
    offers_alternatives: bool = False
    asks_remarks_last: bool = False
    text: str = ""


def read_answered(quoted_text: str, asked: str | None, lexicon: Lexicon) -> Answered:
    """The newest quoted letter; where nothing is quoted, the one that the daemon holds."""
    text = quoted_text.strip() or (asked or "").strip()
    if not text:
        return Answered()
    text = _without_signature(text[:_REACH])
    about = _about(text, lexicon) or (_made(text, lexicon) if _asks_approval(text) else None)
    asks = _asks_approval(text) or bool(
        about and not _MEETS.search(text) and ("?" in text or _ASKS_OPINION.search(text))
    )
    questions = [piece.text for piece in pieces(text) if piece.is_question]
    return Answered(
        asks,
        about,
        bool(_ALTERNATIVES.search(text)),
        bool(questions) and bool(_ASKS_REMARKS.search(questions[-1])),
        text,
    )


def _asks_approval(text: str) -> bool:
    """A word of approval in any sentence but one that thanks for it, or states it as done."""
    return any(
        _ASKS_APPROVAL.search(piece.text)
        and (piece.is_question or _ASKS.search(piece.text) or not _IS_APPROVED.search(piece.text))
        for piece in pieces(text)
    )


def _without_signature(text: str) -> str:
    """Our signature names what we sell («медиапланы, креативы, отчёты»), not what we put up."""
    lines = [line.strip() for line in text.split("\n")]
    start = signature_start(lines, SenderName(frozenset()), may_be_all=False)
    return "\n".join(text.split("\n")[:start]) if start else text


def _made(text: str, lexicon: Lexicon) -> Subject | None:
    """Where none of the six kinds is named: money is a budget, anything else that an agency makes a creative."""
    asking = list(iter_clauses(text, lexicon))
    for name, subject in (("makes.creative", Subject.CREATIVE), ("makes.budget", Subject.BUDGET)):
        if any(clause.has(name) for clause in asking):
            return subject
    return None


def _about(text: str, lexicon: Lexicon) -> Subject | None:
    """The first kind named; our letters say first what they bring."""
    unclear = None
    for clause in iter_clauses(text, lexicon):
        mark = head(clause, things(clause))
        if mark and not is_part_too(clause, mark):
            return kind_of(mark)
        if mark and unclear is None:
            unclear = kind_of(mark)
    return unclear
