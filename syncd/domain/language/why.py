"""One line that tells a person why the verdict is what it is."""

from __future__ import annotations

from syncd.domain.agency import Language, Subject
from syncd.domain.language.reading import VerdictKind

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
# The rules that a person is told; others speak in English only, in `explain`.
_REASONS_RU = {
    "a question": "это вопрос",
    "future: a promise": "это обещание",
    "will be approved": "это обещание",
    "not yet approved": "ещё не согласовано",
    "being approved, not done": "согласование ещё идёт",
    "the phrase is spoken about": "фраза только упомянута",
    "inside a condition": "это условие, а не решение",
    "would be": "сказано в сослагательном наклонении",
    "told in passing": "упомянуто мимоходом",
    "an attribute: approved before": "упомянуто мимоходом",
    "was approved: a past fact": "рассказ о прошлом",
    "somebody else's word": "передают чужие слова",
    "somebody else approved": "согласовал кто-то другой",
    "somebody else approves": "согласует кто-то другой",
    "approved by somebody else": "согласовал кто-то другой",
    "not said for certain": "сказано неуверенно",
    "contentment, no word of approval": "довольны, но слов согласования нет",
    "a complaint about what was approved before": "жалоба: согласовали раньше, а результата нет",
    "a condition": "есть условие",
    "an exception": "есть исключение",
    "a change to be made": "нужно изменение",
    "in part": "согласована часть",
    "only a part approved": "согласована часть",
    "held back": "часть отложена",
    "without a part": "часть исключена",
}


def why(kind: VerdictKind, about: Subject | None, reason: str, words: str, language: Language) -> str:
    """«Медиаплан: согласовано без условий («Медиаплан согласован»)»."""
    russian = language is Language.RU
    said = _SAYS[kind][0 if russian else 1]
    thing = f"{THINGS[language][about]}: " if about else ""
    told = _REASONS_RU.get(reason, "") if russian else reason
    reason_part = f"; {told}" if told and kind is not VerdictKind.APPROVED else ""
    short = words if len(words) <= 120 else words[:117] + "..."
    quote = (f" («{short}»)" if russian else f' ("{short}")') if words else ""
    line = f"{thing}{said}{reason_part}{quote}".replace("\n", " ")
    return line[0].upper() + line[1:]
