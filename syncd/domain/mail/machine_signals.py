"""The signs of automatic answers in a letter's words: who is away, who has left, and what only programs say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_HEAD = 700  # characters of the text in which an automatic answer says that it is one


class Says(Enum):
    """How much words of an automatic answer say."""

    PROGRAM = 1  # only programs say so
    GONE = 2  # whoever says so has left for good; stands alone
    AWAY = 3  # the author is away
    MORE = 4  # what goes with it; alone it is a person's


@dataclass(frozen=True, slots=True)
class Signal:
    """Words of an automatic answer."""

    words: str
    says: Says


_SIGNALS: tuple[tuple[re.Pattern[str], Says], ...] = tuple(
    (re.compile(pattern), says)
    for pattern, says in (
        (r"(?:ответ|письмо|сообщение|уведомление)\s+(?:создан|сгенерирован|отправлен|сформирован)\w*\s+автоматически", Says.PROGRAM),
        (r"это\s+(?:сообщение\s+)?(?:автоматическ\w+\s+(?:сообщение|ответ|письмо|уведомление)|автоответ\w*)", Says.PROGRAM),
        (r"^\W*(?:автоответ(?:чик)?|автоматический\s+ответ|auto-?reply|automatic\s+reply)\b", Says.PROGRAM),
        (r"this\s+is\s+an?\s+auto(?:mated|matic|[-\s]?generated)", Says.PROGRAM),
        (r"\bauto(?:mated|matic|matically)[-\s](?:generated\s+)?(?:reply|response|message)\b", Says.PROGRAM),
        (r"(?:не\s+(?:нужно\s+)?отвечай\w*,?\s+(?:пожалуйста,?\s+)?на\s+(?:это|данное)\s+(?:\w+\s+)?(?:письмо|сообщение|уведомление)|отвечать\s+на\s+(?:него|это\s+письмо|данное\s+письмо)\s+не\s+н)", Says.PROGRAM),
        (r"(?:отправлен|сформирован|создан|сгенерирован)\w*\s+(?:автоматически|роботом|системой|программой)|(?:письмо|сообщение|уведомление)\s+не\s+требует\s+ответа", Says.PROGRAM),
        (r"(?:вы\s+получили\s+(?:это|данное)\s+(?:письмо|уведомление|сообщение)|you(?:'re|\s+are)?\s+receiv(?:ed|ing)\s+this\s+(?:e?mail|notification|message)),?\s+(?:потому|так\s+как|поскольку|because|as\b)(?!.{0,80}(?:google\s+groups|группы?\s+google|mailing\s+list))", Says.PROGRAM),
        (r"(?:please\s+)?do\s+not\s+reply\s+to\s+this\s+(?:e-?mail|message|notification|address|mailbox)|this\s+mailbox\s+is\s+(?:not\s+monitored|unattended)", Says.PROGRAM),
        (r"(?:^|[.!,;:—–\n-]\s*|\b(?:я|мы|нахожусь|буду|сейчас|уже|ещё|еще)\s+)в\s+(?:\w+\s+)?(?:отпуске|отпуску|декрете|командировке)\b", Says.AWAY),
        (r"\b(?:нахожусь|буду)\s+(?:в\s+отъезде|на\s+больничном|в\s+отпуске|в\s+командировке|на\s+обучении)", Says.AWAY),
        (r"\b(?:нахожусь|буду|сейчас)\s+(?:за\s+границей|за\s+рубежом|в\s+дороге|вне\s+(?:офиса|зоны)|в\s+поездке)", Says.AWAY),
        (r"(?:если\s+(?:что-то\s+)?(?:горит|срочно\w*|не\s+терпит)|на\s+срочные\s+письма)[^.\n]{0,20}(?:пишите|звоните|обращайтесь|отвечает)", Says.MORE),
        (r"при\s+срочной\s+необходимости|в\s+(?:срочных|экстренных)\s+случаях|срочные\s+вопросы\s*[-–—:]|\bответим\s+(?:на\s+ваше\s+письмо|вам\s+после|после)", Says.MORE),
        (r"\b(?:can|will)\s+(?:help|assist)\b|\bis\s+covering\b|\b(?:please\s+)?contact\s+[a-z]", Says.MORE),
        (r"\bв\s+мо[её]\s+отсутстви[ие]|\bin\s+my\s+absence\b|\bменя\s+замещает", Says.MORE),
        (r"\bпо\s+(?:\w+\s+)?вопрос\w*\s[^.\n]{0,60}\b(?:обращайтесь|обращаться|пишите|звоните)", Says.MORE),
        (r"\bна\s+больничном\b|\bв\s+декретн\w+\s+отпуске", Says.AWAY),
        (r"\b(?:буду\s+)?отсутств(?:овать|ую|ует)\b|меня\s+(?:нет|не\s+будет)\s+(?:в\s+офисе|на\s+месте|на\s+работе|до|с)\b", Says.AWAY),
        (r"\b(?:офис|компания)\b[^.\n]{0,40}\b(?:закрыт|не\s+работает)\b", Says.AWAY),
        (r"\b(?:вернусь|выйду|выхожу|возвращаюсь)\b[^.\n]{0,40}\d", Says.MORE),
        (r"(?:ограничен\w*\s+доступ|нет\s+доступа|не\s+имею\s+доступа)\s+к\s+(?:электронной\s+)?почт", Says.MORE),
        (r"\b(?:связи\s+нет|нет\s+связи|без\s+связи|вне\s+зоны\s+доступа)\b", Says.AWAY),
        (r"(?:почту|письма|почта)\s+не\s+(?:читаю|проверяю|читается)", Says.MORE),
        (r"(?:по\s+)?(?:всем\s+)?(?:срочным|неотложным|рабочим|возникающим)\s+вопросам\b|(?:если\s+)?вопрос\s+срочный|за\s+меня\b", Says.MORE),
        (r"(?:ваше\s+)?(?:письмо|сообщение|обращение)\s+(?:получено|принято|очень\s+важно)|ваше\s+(?:письмо|обращение)\s+важно", Says.MORE),
        (r"(?:отвечу|прочту|прочитаю|свяжусь)[^.\n]{0,40}(?:после\s+(?:возвращения|отпуска)|по\s+возвращении|как\s+только\s+(?:вернусь|смогу))", Says.MORE),
        (r"(?:больше\s+не\s+работа(?:ю|ет)\s+в|уволил(?:ся|ась)\s+из|(?:адрес|ящик)\s+больше\s+не\s+использ|ящик\s+не\s+(?:использ|обслуж))", Says.GONE),
        (r"\bout\s+of\s+(?:the\s+)?office\b|\bi(?:'m|\s+am|\s+will\s+be)\s+(?:currently\s+)?(?:out|away|offline|travell?ing|abroad)\b", Says.AWAY),
        (r"\bon\s+(?:annual\s+|maternity\s+|parental\s+|sick\s+|paternity\s+)?(?:leave|vacation|holidays?|pto)\b|\boffices?\b[^.\n]{0,20}\bclosed\b", Says.AWAY),
        (r"\b(?:limited|no|intermittent|sporadic)\s+access\s+to\s+(?:my\s+)?e-?mails?", Says.MORE),
        (r"\b(?:return|be\s+back|back\s+(?:in\s+the\s+office|on|in))\b[^.\n]{0,40}\d", Says.MORE),
        (r"\b(?:in\s+case\s+of\s+(?:emergency|urgen)|for\s+(?:any\s+)?urgent|if\s+(?:it\s+is|this\s+is|it's|your\s+(?:request|matter)\s+is)\s+urgent|anything\s+urgent)", Says.MORE),
        (r"\bthank\s*(?:you|s)\s+for\s+your\s+(?:e-?mail|message|mail)\b|\byour\s+(?:message|e-?mail)\s+(?:has\s+been\s+|was\s+)?received", Says.MORE),
        (r"\bno\s+longer\s+(?:with|work(?:ing)?\s+(?:at|for|here)|employed)|\b(?:has|have)\s+left\s+the\s+(?:company|firm|agency)", Says.GONE),
        (r"\b(?:respond|reply|get\s+back\s+to\s+you)\b[^.\n]{0,40}\b(?:upon|on|after|when)\s+(?:my\s+)?(?:return|i\s+(?:return|am\s+back))", Says.MORE),
    )
)  # fmt: skip

# German, French, Polish, Ukrainian, Turkish, Dutch, Czech and Slovak, Spanish, Italian, Portuguese, Kazakh.
_FOREIGN_SIGNALS: tuple[tuple[re.Pattern[str], Says], ...] = tuple(
    (re.compile(pattern), says)
    for pattern, says in (
        (r"\bim\s+(?:\w+\s+)?urlaub\b|\bnicht\s+(?:im\s+(?:büro|hause?)|am\s+(?:arbeits)?platz)\b|\babwesend\b|\baußer\s+haus\b|\bin\s+elternzeit\b", Says.AWAY),
        (r"\bje\s+(?:suis|serai)\s+(?:actuellement\s+)?(?:absente?|en\s+congés?|en\s+vacances|en\s+déplacement)\b", Says.AWAY),
        (r"\b(?:jestem|przebywam|będę)\s+(?:obecnie\s+)?(?:na\s+(?:urlopie|zwolnieniu|delegacji)|nieobecn\w+|poza\s+biurem)\b", Says.AWAY),
        (r"\b(?:у|в)\s+(?:щорічній\s+)?(?:відпустці|відрядженні|декреті)\b|\bна\s+лікарняному\b|\bбуду\s+відсутн\w+", Says.AWAY),
        (r"\b(?:izindeyim|izinde\s+olaca\w+|tatildeyim|ofis\s+dışındayım|yurt\s+dışındayım)", Says.AWAY),
        (r"\bik\s+ben\s+(?:momenteel\s+)?(?:afwezig|met\s+(?:vakantie|verlof)|op\s+vakantie|niet\s+aanwezig)\b", Says.AWAY),
        (r"\b(?:čerpám\s+dovolen\w+|jsem\s+(?:na\s+dovolené|mimo\s+kancelář|nepřítom\w+)|som\s+(?:na\s+dovolenke|neprítom\w+))", Says.AWAY),
        (r"\b(?:estoy|estaré)\s+(?:de\s+vacaciones|fuera\s+de\s+la\s+oficina|ausente)\b|\b(?:sono|sarò)\s+(?:in\s+ferie|assente|fuori\s+ufficio)\b|\bestou\s+(?:de\s+férias|ausente)\b", Says.AWAY),
        (r"\b(?:демалыстамын|іссапардамын|демалыста\s+боламын)", Says.AWAY),
        (r"\bin\s+dringenden\s+(?:fällen|angelegenheiten)|\bwenden\s+sie\s+sich\b|\bwieder\s+(?:erreichbar|für\s+sie\s+da|im\s+büro)\b|\bnicht\s+weitergeleitet\b|\bvertreten\s+durch\b|\bvielen\s+dank\s+für\s+ihre\s+(?:nachricht|e-?mail)\b", Says.MORE),
        (r"\ben\s+cas\s+d.urgence\b|\bmerci\s+de\s+contacter\b|\bà\s+mon\s+retour\b|\bw\s+pilnych\s+sprawach\b|\bproszę\s+o\s+kontakt\s+z\b|\bпо\s+поверненн|\b(?:з|із)\s+термінових\s+питань\b|\bзвертайтес", Says.MORE),
        (r"\bacil\s+(?:durum|konu)\w*|\bvoor\s+dringende\s+zaken\b|\bcontact\s+opnemen\s+met\b|\bv\s+naléhavých\s+(?:případech|prípadoch)\b|\bzastupuje\s+mě\b|\ben\s+caso\s+de\s+urgencia\b|\bin\s+caso\s+di\s+urgenza\b|шұғыл\s+сұрақтар", Says.MORE),
    )
)  # fmt: skip
_ALL = (*_SIGNALS, *_FOREIGN_SIGNALS)
_SPEAKING = tuple((rule, says) for rule, says in _ALL if says is not Says.MORE)
_ADDING = tuple((rule, says) for rule, says in _ALL if says is Says.MORE)
_QUOTED_WORDS = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"")


def without_quoted_words(text: str) -> str:
    """What stands between quotation marks is spoken of, not said; its characters become spaces, so that places stay."""
    return _QUOTED_WORDS.sub(lambda words: " " * len(words.group()), text)


def auto_reply_signals(text: str, *, is_suspected: bool = False) -> list[Signal]:
    """The signs of an automatic answer in the first lines; what says nothing alone is looked for beside another, or where
    the letter `is_suspected` already.
    """
    head = lower(without_quoted_words(text[:_HEAD]))
    found: list[tuple[re.Match[str], Says]] = []
    found += [(match, says) for rule, says in _SPEAKING if (match := rule.search(head))]
    if found or is_suspected:
        found += [(match, says) for rule, says in _ADDING if (match := rule.search(head))]
    return [Signal(text[slice(*match.span())].strip(" .,;:!\n"), says) for match, says in found]


def program_words(text: str) -> str:
    """What only programs say, in the first lines or the footer; or empty."""
    text = without_quoted_words(text)
    ends = lower(text if len(text) < 6_000 else f"{text[:_HEAD]}\n{text[-5_000:]}")
    found = (rule.search(ends) for rule, says in _SIGNALS if says is Says.PROGRAM)
    return next((" ".join(match.group().split()) for match in found if match), "")


def is_auto_reply(signals: list[Signal]) -> bool:
    """One word of a program, or of somebody who left; else somebody away and one sign more."""
    kinds = {signal.says for signal in signals}
    return bool(kinds & {Says.PROGRAM, Says.GONE}) or (Says.AWAY in kinds and len(signals) >= 2)


def lower(text: str) -> str:
    """Lower case, every character in its place (a few capitals have two small letters)."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(char if len(char.lower()) > 1 else char.lower() for char in text)
