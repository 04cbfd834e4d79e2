"""One line that tells a person why the verdict is what it is."""

from __future__ import annotations

from syncd.domain.agency import Language, Subject
from syncd.domain.language.reading import VerdictKind
from syncd.domain.language.rule_names import rule_name

THINGS = {
    Language.RU: {
        Subject.MEDIA_PLAN: "медиаплан",
        Subject.CREATIVE: "креативы",
        Subject.BUDGET: "бюджет",
        Subject.CONTENT_PLAN: "контент-план",
        Subject.LANDING: "лендинг",
        Subject.REPORT: "отчёт",
    },
    Language.EN: {
        Subject.MEDIA_PLAN: "the media plan",
        Subject.CREATIVE: "the creatives",
        Subject.BUDGET: "the budget",
        Subject.CONTENT_PLAN: "the content plan",
        Subject.LANDING: "the landing page",
        Subject.REPORT: "the report",
    },
}
_SAYS = {
    VerdictKind.APPROVED: ("согласовано без условий", "approved without a condition"),
    VerdictKind.CONDITIONAL: (
        "согласовано с условием, исключением или не целиком",
        "approved with a condition, an exception, or in part",
    ),
    VerdictKind.REJECTED: ("решение против", "a decision against"),
    VerdictKind.REVOKED: ("согласование отозвано", "an earlier approval is taken back"),
    VerdictKind.NEEDS_CONFIRMATION: (
        "похоже на согласование, но тратить деньги по этим словам нельзя",
        "looks like an approval, but these words do not allow spending",
    ),
    VerdictKind.NONE: ("решения в письме нет", "no decision in this letter"),
}


def why(kind: VerdictKind, about: Subject | None, reason: str, words: str, language: Language) -> str:
    """«Медиаплан: согласовано без условий («Медиаплан согласован»)»."""
    russian = language is Language.RU
    said = _SAYS[kind][0 if russian else 1]
    thing = f"{THINGS[language][about]}: " if about else ""
    told = rule_name(reason, language)
    reason_part = f"; {told}" if told and kind is not VerdictKind.APPROVED else ""
    short = words if len(words) <= 120 else words[:117] + "..."
    quote = (f" («{short}»)" if russian else f' ("{short}")') if words else ""
    line = f"{thing}{said}{reason_part}{quote}".replace("\n", " ")
    return line[0].upper() + line[1:]
