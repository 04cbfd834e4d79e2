"""The words by which machines give themselves away, and those that only people write (MAIL.md section 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from syncd.domain.mail.subject import base_subject

_HEAD = 700  # characters of the text in which an automatic answer says that it is one
_I = re.IGNORECASE


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


_PROGRAM_SUBJECT = re.compile(
    r"(?:автоответ(?:чик)?|автоматический\s+ответ|automatic\s+reply|auto[-\s]?reply|auto[-\s]?response|autoresponse|autoresponder"
    r"|automatische\s+antwort|réponse\s+automatique|respuesta\s+automática|risposta\s+automatica|автоматична\s+відповідь)\b"
    r"|(?:out\s+of\s+(?:the\s+)?office|ooo|вне\s+офиса|отсутстви[ея]\s+(?:на\s+рабочем\s+месте|в\s+офисе)|нет\s+на\s+месте|abwesen\w+)\s*(?:[:/—–-]|auto)",
    _I,
)
_ABSENCE_SUBJECT = re.compile(
    r"(?:out\s+of\s+(?:the\s+)?office|ooo\b|on\s+(?:vacation|holiday|leave)|вне\s+офиса|нет\s+на\s+месте|отсутстви[ея]\b|в\s+отпуске|я\s+в\s+отпуске|отпуск\b|vacation)",
    _I,
)
_BOUNCE_SUBJECT = re.compile(
    r"(?:undeliver(?:able|ed)|delivery\s+status\s+notification|mail\s+delivery\s+(?:failed|failure|system)|returned\s+mail|failure\s+notice"
    r"|delivery\s+(?:has\s+)?fail\w+|недоставленное\s+сообщение|не\s*доставлено|сообщение\s+не\s+доставлено|невозможно\s+доставить|ошибка\s+доставки)",
    _I,
)
_RECEIPT_SUBJECT = re.compile(
    r"(?:прочитано|прочтено|не\s+прочитано|read|not\s+read|gelesen|return\s+receipt(?:\s+\(displayed\))?|уведомление\s+о\s+прочтении|read\s+receipt|disposition\s+notification)\s*(?::|-|\()",
    _I,
)
_CALENDAR_SUBJECT = re.compile(
    r"(?:принято|отклонено|под\s+вопросом|предварительно\s+принято|отменено|accepted|declined|tentative(?:ly\s+accepted)?|cancell?ed(?:\s+event)?|updated\s+invitation|invitation|приглашение)\s*:",
    _I,
)

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
        (r"(?:больше\s+не\s+работа(?:ю|ет)\s+в|уволил(?:ся|ась)\s+из|адрес\s+больше\s+не\s+использ|ящик\s+не\s+(?:использ|обслуж))", Says.GONE),
        (r"\bout\s+of\s+(?:the\s+)?office\b|\bi(?:'m|\s+am|\s+will\s+be)\s+(?:currently\s+)?(?:out|away|offline|travell?ing|abroad)\b", Says.AWAY),
        (r"\bon\s+(?:annual\s+|maternity\s+|parental\s+|sick\s+|paternity\s+)?(?:leave|vacation|holidays?|pto)\b|\boffices?\b[^.\n]{0,20}\bclosed\b", Says.AWAY),
        (r"\b(?:limited|no|intermittent|sporadic)\s+access\s+to\s+(?:my\s+)?e-?mails?", Says.MORE),
        (r"\b(?:return|be\s+back|back\s+(?:in\s+the\s+office|on|in))\b[^.\n]{0,40}\d", Says.MORE),
        (r"\b(?:in\s+case\s+of\s+(?:emergency|urgen)|for\s+(?:any\s+)?urgent|if\s+(?:it\s+is|this\s+is|it's|your\s+(?:request|matter)\s+is)\s+urgent|anything\s+urgent)", Says.MORE),
        (r"\bthank\s*(?:you|s)\s+for\s+your\s+(?:e-?mail|message|mail)\b|\byour\s+(?:message|e-?mail)\s+(?:has\s+been\s+|was\s+)?received", Says.MORE),
        (r"\bno\s+longer\s+(?:with|work(?:ing)?\s+(?:at|for|here)|employed)|\bhas\s+left\s+the\s+company", Says.GONE),
        (r"\b(?:respond|reply|get\s+back\s+to\s+you)\b[^.\n]{0,40}\b(?:upon|on|after|when)\s+(?:my\s+)?(?:return|i\s+(?:return|am\s+back))", Says.MORE),
    )
)  # fmt: skip

_RECEIPT_WORDS = re.compile(
    r"(?:ваше\s+сообщение\b[^.]{0,200}\bбыло\s+прочитано|your\s+message\b[^.]{0,200}\b(?:was|has\s+been)\s+(?:read|displayed|opened)"
    r"|это\s+уведомление\s+о\s+(?:том,\s+что\s+сообщение\s+)?(?:прочтен|был)|this\s+is\s+a\s+(?:return\s+)?receipt\s+for|подтверждение\s+прочтения)",
    _I | re.DOTALL,
)
_NEWSLETTER_WORDS = re.compile(
    r"отписаться(?:\s+от\s+(?:рассылки|писем))?|отказаться\s+от\s+(?:рассылки|подписки)|управл\w+\s+подпиской|вы\s+получили\s+это\s+письмо,?\s+(?:потому|так\s+как)"
    r"|\bunsubscribe\b|view\s+(?:this\s+email\s+)?in\s+(?:your\s+)?browser|manage\s+(?:your\s+)?(?:preferences|subscription)|you(?:'re|\s+are)\s+receiving\s+this\s+e?mail|открыть\s+в\s+браузере",
)
_NEWSLETTER_LINK = re.compile(r"(?:отписаться|отказаться от рассылки|unsubscribe)[^\n]{0,40}https?://[^\s>]{1,80}")
_NOTIFICATION_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:ваш[аеу]?\s+)?(?:обращени[ею]|заявк[ае]|запрос[уе]?|тикет)\b[^.\n]{0,60}\b(?:зарегистрирован\w*|присвоен\w*|принят\w*\s+в\s+(?:работу|обработку)|создан\w*)",
        r"(?:обращени\w+|заявк\w+|запрос\w*)\s*(?:№|#|n)?\s*[\w-]*\d[\w-]*\s+принят",
        r"your\s+(?:request|ticket|case|inquiry)\b[^.\n]{0,80}\b(?:has\s+been\s+(?:received|registered|created|logged|resolved|closed)|was\s+(?:received|registered|created))",
        r"(?:это|данное)\s+(?:письмо|сообщение|уведомление)\b[^.\n]{0,60}\b(?:автоматически|не\s+требует\s+ответа)|не\s+отвечайте\s+на\s+(?:это|данное)\s+(?:письмо|сообщение|уведомление)",
        r"this\s+(?:message|e?mail|notification)\s+(?:was|is)\s+(?:sent\s+|generated\s+)?automatic|do\s+not\s+reply\s+to\s+this\s+(?:e-?mail|message|notification|address|mailbox)|automated\s+(?:message|notification|email)",
        r"(?:перевед[её]н\w*\s+в\s+статус|статус\s*:\s|новый\s+статус|вам\s+(?:назначен\w*|поступил\w*)\s+(?:задача|задание|документ|согласование|заявка))",
        r"(?:изменил\w*\s+статус|статус\b[^.\n]{0,40}\bизмен[её]н|changed\s+(?:the\s+)?status|status\s+(?:was\s+)?changed|назначил\w*\s+(?:вам\s+)?задачу|assigned\s+to\s+you|mentioned\s+you\s+in|отметил\w*\s+задачу)",
        r"##-?\s*(?:please\s+type\s+your\s+reply|ответ(?:ьте|ить))[^\n]{0,40}",
        r"(?:перейдите|войдите)\s+в\s+личный\s+кабинет|настройк\w+\s+уведомлений|notification\s+settings",
    )
)  # fmt: skip

_APPROVAL = re.compile(
    r"согласов(?!анн(?!о\b)|ани[еяю]\s+не\s+треб)|утвержд(?![её]нн(?!о\b))|утверд|одобр|заапрув|апрув|подтвержда(?:ю|ем)|медиаплан|медиа-план|смет|макет|креатив|контент-план|лендинг|баннер"
    r"|\bapprov|\bgo\s+ahead\b|\bmedia\s*plan\b|\bbudget|бюджет|\bcreatives?\b|\blanding\b|\bsign(?:ed)?\s+off\b",
    _I,
)
_SENTENCE = re.compile(r"[.!](?=\s|$)|\n")
_REFERRAL = re.compile(
    r"\bпо\s+(?:\w+\s+){0,2}вопрос\w*|\bобра(?:щ|т)\w+\s+к\b|\bв\s+мо[её]\s+отсутстви|\bзамеща\w+|\bза\s+меня\b|\bin\s+my\s+absence\b"
    r"|\bplease\s+contact\b|\bcan\s+(?:help|assist|approve)\b|\breach\s+out\s+to\b|\bif\s+your\b|\bвопросы\s+по\b[^,;]*\bк\s",
    _I,
)
_NO_DECISION = re.compile(
    r"nothing\s+(?:is|will\s+be|can\s+be)\s+approved|(?:needs?|has|have)\s+to\s+be\s+approved|согласованн[а-яё]+|утвержд[её]нн[а-яё]+",
    _I,
)
_DECISION = re.compile(
    r"\b(?:согласован[аоы]?|утвержд[её]н[аоы]?|одобрен[аоы]?|согласов(?:ываю|ываем|али|ал|ала)|утвержда(?:ю|ем)|одобря(?:ю|ем)|подтвержда(?:ю|ем)|соглас(?:ен|на|ны)|принят[аоы]?)\b"
    r"|\b(?:i|we)\s+(?:hereby\s+)?approve\b|\bapproved\b|\bgo\s+ahead\b",
    _I,
)
_WISHES = re.compile(
    r"\b(?:пришлите|вышлите|отправьте|сделайте|подготовьте|поправьте|исправьте|уточните|скажите|подскажите|проверьте|запускайте|остановите|верните|добавьте|замените|согласуйте|прошу|просим|просьба|давайте)\b"
    r"|\b(?:please|pls|could\s+you|can\s+you|would\s+you)\s+(?!note|contact|reach|call|e-?mail|write|do\s+not|direct|forward|refer|be\s+(?:advised|aware|informed)|allow|expect|get\s+in\s+touch)\w+",
    _I,
)
_STANDARD_REQUEST = re.compile(
    r"(?:просьба|прошу|просим)\s+(?:обращаться|писать|связываться|направлять|адресовать|звонить|не\s+отвечать|перенаправ)",
    _I,
)
_INVITATION_LINE = re.compile(
    r"\s*(?:$|[*~_=\-–—.•]{3,}|(?:когда|где|место|время|тема|организатор|when|where|who|time|location|organi[sz]er|subject|calendar|идентификатор|meeting\s+id|passcode|код\s+доступа)\b.*[::].*"
    r"|.*(?:https?://|teams|zoom|google\s*meet|meet\.google|телемост|webex|konтур\.толк|invited\s+you|пригла(?:шает|сил)|join\s+(?:the\s+)?meeting|join\s+with|присоединиться|dial[- ]in|one\s+tap|более\s+\w+\s+сведени).*)",
    _I,
)


def auto_reply_subject(subject: str) -> Signal | None:
    """The words of an automatic answer at the start of the subject, after any `Re:`."""
    base = base_subject(subject)
    found = _PROGRAM_SUBJECT.match(base)
    if found:
        return Signal(found.group().strip(), Says.PROGRAM)
    found = _ABSENCE_SUBJECT.match(base)
    return Signal(found.group().strip(), Says.AWAY) if found else None


def bounce_subject(subject: str) -> str:
    """The words of a mail system that gives a letter back, or empty."""
    return _match(_BOUNCE_SUBJECT, subject)


def receipt_subject(subject: str) -> str:
    """«Прочитано:» and the like, or empty."""
    return _match(_RECEIPT_SUBJECT, subject)


def calendar_subject(subject: str) -> str:
    """«Принято:» and the like, or empty."""
    return _match(_CALENDAR_SUBJECT, subject)


def auto_reply_signals(text: str) -> list[Signal]:
    """Every sign of an automatic answer in the first lines."""
    head = _lower(text[:_HEAD])
    found = ((rule.search(head), says) for rule, says in _SIGNALS)
    return [Signal(text[slice(*match.span())].strip(" .,;:!\n"), says) for match, says in found if match]


def program_words(text: str) -> str:
    """What only programs say, in the first lines or the footer; or empty."""
    ends = _lower(text if len(text) < 6_000 else f"{text[:_HEAD]}\n{text[-5_000:]}")
    found = (rule.search(ends) for rule, says in _SIGNALS if says is Says.PROGRAM)
    return next((" ".join(match.group().split()) for match in found if match), "")


def is_auto_reply(signals: list[Signal]) -> bool:
    """One word of a program, or of somebody who left; else somebody away and one sign more."""
    kinds = {signal.says for signal in signals}
    return bool(kinds & {Says.PROGRAM, Says.GONE}) or (Says.AWAY in kinds and len(signals) >= 2)


def receipt_words(text: str) -> str:
    """The words of a read receipt, or empty."""
    found = _RECEIPT_WORDS.search(text[:1_000])
    return " ".join(found.group().split())[:80] if found else ""


def newsletter_words(text: str) -> list[str]:
    """The words of a mailing, and the link beside them; they stand at its end or in its first line."""
    ends = _lower(text if len(text) < 22_000 else f"{text[:2_000]}\n{text[-20_000:]}")
    return list(dict.fromkeys([*_NEWSLETTER_WORDS.findall(ends), *_NEWSLETTER_LINK.findall(ends)]))


def notification_words(text: str, subject: str) -> list[str]:
    """The words of a help desk or tracker."""
    head = _lower(text[:3_000])
    found = [text[slice(*match.span())] for rule in _NOTIFICATION_WORDS if (match := rule.search(head))]
    if found and re.search(r"\[?#\s?\d{3,}|\[\w+-\d+\]|\(\w+-\d+\)", subject):
        found.append(subject)
    return found


def approves_or_asks(text: str) -> bool:
    """Whether it holds a question, an approval word or a wish that could be a person's to us.

    What an absence note says about its deputy («по вопросам согласования обращайтесь к…») is none of these.
    """
    body = _STANDARD_REQUEST.sub(" ", text[:20_000])
    if "?" in body:
        return True
    return any(
        _APPROVAL.search(part) or _WISHES.search(part) for part in _SENTENCE.split(body) if not _is_referral(part)
    )


def _is_referral(sentence: str) -> bool:
    return _REFERRAL.search(sentence) is not None and _DECISION.search(_NO_DECISION.sub(" ", sentence)) is None


def is_boilerplate_invitation(text: str) -> bool:
    """Whether an invitation holds no words of a person, only place, time and links."""
    return all(_INVITATION_LINE.fullmatch(line) for line in text[:5_000].split("\n"))


def _lower(text: str) -> str:
    """Lower case, every character in its place (a few capitals have two small letters)."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(char if len(char.lower()) > 1 else char.lower() for char in text)
    )


def _match(rule: re.Pattern[str], subject: str) -> str:
    found = rule.match(base_subject(subject))
    return found.group().strip() if found else ""
