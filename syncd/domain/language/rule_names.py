"""What each rule of the verdict is called, in the reader's language. The English name is the rule itself."""

from __future__ import annotations

from syncd.domain.agency import Language
from syncd.domain.language.statement import Act, Force

_ACTS = {
    Act.APPROVE: "согласование",
    Act.LEAVE: "разрешение",
    Act.GO: "команда начинать",
    Act.AGREE: "согласие",
    Act.CHOOSE: "выбор",
    Act.REJECT: "отказ",
    Act.REDO: "переделать",
    Act.REVOKE: "отзыв",
    Act.OK: "одобрительное слово",
}
_FORCES = {
    Force.ASSERTED: "утверждается",
    Force.UNSURE: "неуверенно",
    Force.SECOND_HAND: "с чужих слов",
    Force.NOT_YET: "ещё нет",
    Force.PROMISE: "обещание",
    Force.QUESTION: "вопрос",
    Force.HYPOTHETICAL: "предположение",
    Force.MENTION: "упоминание фразы",
    Force.PAST: "прошлое",
    Force.REQUEST: "просьба",
    Force.PASSING: "мимоходом",
}
_RULES = {
    "a bare verb": "глагол без лица",
    "a change of mind": "передумали",
    "a change to be made": "нужно изменение",
    "a complaint about what was approved before": "жалоба: согласовали раньше, а результата нет",
    "a condition": "есть условие",
    "a joke": "шутка",
    "a participle in the present: approved now": "краткое причастие: согласовано сейчас",
    "a plain no": "прямое «нет»",
    "a question": "это вопрос",
    "a question without its mark": "вопрос без вопросительного знака",
    "a refusal": "отказ",
    "a word of approval alone": "одно слово согласования",
    "almost approved": "почти согласовано",
    "an approval taken back": "согласование взято назад",
    "an attribute: approved before": "причастие при существительном: согласовано раньше",
    "an exception": "есть исключение",
    "an infinitive: to be approved": "инфинитив: только предстоит согласовать",
    "another month than asked for": "назван другой месяц, не тот, что в запросе",
    "another sum than asked for": "названа другая сумма, не та, что в запросе",
    "approval given in words": "согласование дано словами",
    "approval not given": "согласования нет",
    "approval will be given": "согласование обещано",
    "approval will not be given": "согласования не будет",
    "approved by somebody else": "согласовал кто-то другой",
    "approved with or by others than the author": "согласовано с другими или другими",
    "approved with others than the agency": "согласовано не с агентством",
    "approved, without another subject": "согласовано, другого подлежащего нет",
    "asks the reader to approve": "просит согласовать нас",
    "being approved, not done": "согласование ещё идёт",
    "can approve: not done": "могут согласовать, но ещё не согласовали",
    "contentment, no word of approval": "довольны, но слов согласования нет",
    "declared approved": "велено считать согласованным",
    "fine with approving: not done": "готовы согласовать, но ещё не согласовали",
    "for a time only": "согласовано только на время",
    "first person present: the author approves": "первое лицо, настоящее время: согласует сам автор",
    "future: a promise": "будущее время: обещание",
    "glad to approve: approves": "рад согласовать: согласует",
    "held back": "часть отложена",
    "imperative: asks the reader to approve": "повелительное наклонение: просит согласовать нас",
    "in part": "согласована часть",
    "inside a condition": "стоит внутри условия",
    "leave given in words": "разрешение дано словами",
    "leave not given yet": "разрешения ещё нет",
    "leave will be given": "разрешение обещано",
    "negated": "с отрицанием",
    "negated: no leave": "с отрицанием: разрешения нет",
    "negated: not approved": "с отрицанием: не согласовано",
    "no approval": "согласования нет",
    "no approval yet": "согласования ещё нет",
    "no leave yet": "разрешения ещё нет",
    "no longer approved": "больше не согласовано",
    "no reason not to approve": "нет причин не согласовать, но согласование не названо",
    "not liked": "не понравилось",
    "not said for certain": "сказано неуверенно",
    "not taken": "не принимают",
    "not taken yet": "пока не принимают",
    "not to be taken as approved": "просят не считать согласованным",
    "not wholly approved": "согласовано не целиком",
    "not yet approved": "ещё не согласовано",
    "not yet taken": "пока не принимают",
    "nothing named": "не названо, что согласовано",
    "only a part approved": "согласована часть",
    "a part refused": "часть не нужна",
    "perfective past without another subject: the author has approved": "прошедшее время без другого подлежащего: согласовал автор",
    "others have still to decide": "решать ещё другим",
    "ready to approve: not done": "готовы согласовать, но ещё не согласовали",
    "refused by others": "отказали другие",
    "remarks": "есть замечания",
    "said plainly": "сказано прямо",
    "second person: asks the reader": "второе лицо: спрашивает нас",
    "somebody else approved": "согласовал кто-то другой",
    "somebody else approves": "согласует кто-то другой",
    "somebody else's leave": "разрешение дал кто-то другой",
    "somebody else's word": "передают чужие слова",
    "something held against it": "после «но» есть возражение",
    "something wrong in it": "указана ошибка",
    "the phrase is spoken about": "о фразе говорят, её не произносят",
    "the words are spoken about": "о словах говорят, их не произносят",
    "third person: somebody else approves": "третье лицо: согласует кто-то другой",
    "taken back": "взято назад",
    "to be approved: not done": "только предстоит согласовать",
    "to be redone": "велено переделать",
    "told in passing": "сказано мимоходом",
    "was approved: a past fact": "рассказ о прошлом",
    "was not approved then": "тогда не было согласовано",
    "what was approved is not clear": "неясно, что именно согласовано",
    "will be approved": "будущее время: обещание",
    "will not be approved": "будущее с отрицанием: не согласуют",
    "without a part": "часть исключена",
    "would be": "сослагательное наклонение",
    "would, could, should: not done": "сослагательное наклонение",
}


def rule_name(rule: str, language: Language) -> str:
    """A rule's name; a rule made of two parts has both translated."""
    if language is Language.EN:
        return rule
    return "; ".join(_RULES.get(part, part) for part in rule.split("; "))


def statement_name(act: Act, force: Force, rule: str, language: Language) -> str:
    """«согласование, утверждается: краткое причастие: согласовано сейчас»."""
    if language is Language.EN:
        return f"{act.value}, {force.value.replace('_', ' ')}: {rule}"
    return f"{_ACTS[act]}, {_FORCES[force]}: {rule_name(rule, language)}"
