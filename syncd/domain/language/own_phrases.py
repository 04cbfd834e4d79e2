"""Phrases that an agency or a client sets in the config; none may approve what is known to be no approval."""

from __future__ import annotations

from functools import lru_cache

from syncd.domain.agency import Language
from syncd.domain.errors import Problem
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.reading import VerdictKind
from syncd.domain.language.verdict import find_verdict

# A phrase may be given a class of its own: "осторожно: ..." makes a verdict more careful.
_CAREFUL = ("careful:", "осторожно:")
# Letters that approve nothing; a phrase that one of them holds is no set phrase of approval.
NON_APPROVALS = (
    "Медиаплан пока не согласован",
    "Медиаплан не согласован",
    "Медиаплан согласуем завтра",
    "Согласуйте, пожалуйста, медиаплан",
    "Медиаплан на согласовании",
    "Жду согласования медиаплана",
    "Когда медиаплан будет согласован, напишем",
    "Как в согласованном медиаплане",
    "Спасибо, получили",
    "Принято, посмотрим",
    "Ок",
    "Ок, ждём",
    "Хорошо, спасибо",
    "Всё хорошо, спасибо",
    "Да",
    "Да, конечно",
    "Годится",
    "Замечаний нет",
    "Отлично",
    "Добрый день",
    "С уважением",
    "Отправлено с iPhone",
    "Директор согласовал медиаплан",
    "Отзываем согласование медиаплана",
    "Просим запустить кампанию после согласования",
    "Посмотрю завтра и вернусь",
    "Отпуск согласован",
    "Счёт согласован",
    "The media plan is not approved",
    "The media plan is not approved yet",
    "Please approve the media plan",
    "I will approve the media plan tomorrow",
    "As in the approved media plan",
    "Waiting for approval",
    "Ok",
    "Okay, thanks",
    "Looks good",
    "Got it, thanks",
    "Thank you",
    "Best regards",
    "Sounds good",
    "Received",
    "Yes",
    "We withdraw our approval",
)


@lru_cache(maxsize=64)
def with_phrases(lexicon: Lexicon, phrases: tuple[str, ...]) -> Lexicon:
    """The lexicon with a client's own phrases. One that would approve a known non-approval is left out."""
    if not phrases:
        return lexicon
    careful = [_exact(p[len(mark) :]) for p in phrases for mark in _CAREFUL if p.lower().startswith(mark)]
    plain = [p for p in phrases if not p.lower().startswith(_CAREFUL)]
    safe = [_exact(p) for p in plain if not _refused(p, lexicon)]
    return lexicon.extended({"own_approval": safe, "unsure": careful})


def _exact(phrase: str) -> str:
    words = "".join(c if c.isalnum() or c in "-'" else " " for c in phrase.lower().replace("ё", "е")).split()
    return " ".join(f"={word}" for word in words)


def refuse_phrases(phrases: tuple[str, ...], lexicon: Lexicon) -> tuple[Problem, ...]:
    """Every phrase that would approve a letter which is known to approve nothing."""
    return tuple(problem for phrase in phrases for problem in [_refused(phrase, lexicon)] if problem)


def _refused(phrase: str, lexicon: Lexicon) -> Problem | None:
    if phrase.lower().startswith(_CAREFUL):
        return None
    tried = lexicon.extended({"own_approval": [_exact(phrase)]})
    for letter in NON_APPROVALS:
        judged = find_verdict(
            letter,
            "Медиаплан на июнь во вложении. Просим согласовать.",
            "Re: Медиаплан на июнь",
            is_reply=True,
            asked=None,
            lexicon=tried,
            language=Language.RU,
        )
        if judged.verdict.kind is VerdictKind.APPROVED:
            return Problem(
                "error",
                f'phrases: "{phrase}"',
                f'it would approve "{letter}"',
                "name a phrase that says the approval whole",
            )
    return None
