"""The words by which machines give themselves away, and those that only people write (MAIL.md section 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from syncd.domain.mail.subject import base_subject

_HEAD = 700  # characters of the text in which an automatic answer says that it is one
_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Signal:
    """Words of an automatic answer. `is_program`: only programs say so. Weight 2 stands alone."""

    words: str
    weight: int = 1
    is_program: bool = False


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

_SIGNALS: tuple[tuple[re.Pattern[str], int, bool], ...] = tuple(
    (re.compile(pattern), weight, is_program)
    for pattern, weight, is_program in (
        (r"(?:ответ|письмо|сообщение|уведомление)\s+(?:создан|сгенерирован|отправлен|сформирован)\w*\s+автоматически", 2, True),
        (r"это\s+(?:сообщение\s+)?(?:автоматическ\w+\s+(?:сообщение|ответ|письмо|уведомление)|автоответ\w*)", 2, True),
        (r"^\W*(?:автоответ(?:чик)?|автоматический\s+ответ|auto-?reply|automatic\s+reply)\b", 2, True),
        (r"this\s+is\s+an?\s+auto(?:mated|matic|[-\s]?generated)", 2, True),
        (r"\bauto(?:mated|matic|matically)[-\s](?:generated\s+)?(?:reply|response|message)\b", 2, True),
        (r"(?:не\s+(?:нужно\s+)?отвечай\w*\s+на\s+(?:это|данное)|отвечать\s+на\s+(?:него|это\s+письмо|данное\s+письмо)\s+не\s+н)", 2, True),
        (r"(?:please\s+)?do\s+not\s+reply\s+to\s+this\s+(?:e-?mail|message|notification|address|mailbox)|this\s+mailbox\s+is\s+(?:not\s+monitored|unattended)", 2, True),
        (r"\b(?:я\s+)?(?:сейчас\s+|уже\s+)?(?:нахожусь\s+)?в\s+(?:\w+\s+)?(?:отпуске|отпуску|декрете|командировке)\b", 1, False),
        (r"\b(?:нахожусь|буду)\s+(?:в\s+отъезде|на\s+больничном|в\s+отпуске|в\s+командировке|на\s+обучении)", 1, False),
        (r"\bна\s+больничном\b|\bв\s+декретн\w+\s+отпуске", 1, False),
        (r"\b(?:буду\s+)?отсутств(?:овать|ую|ует)\b|меня\s+(?:нет|не\s+будет)\s+(?:в\s+офисе|на\s+месте|на\s+работе|до|с)\b", 1, False),
        (r"\b(?:офис|компания)\b[^.\n]{0,40}\b(?:закрыт|не\s+работает)\b", 1, False),
        (r"\b(?:вернусь|выйду|выхожу|возвращаюсь)\b[^.\n]{0,40}\d", 1, False),
        (r"(?:ограничен\w*\s+доступ|нет\s+доступа|не\s+имею\s+доступа)\s+к\s+(?:электронной\s+)?почт", 1, False),
        (r"(?:почту|письма|почта)\s+не\s+(?:читаю|проверяю|читается)|связи\s+нет\b", 1, False),
        (r"(?:по\s+)?(?:всем\s+)?(?:срочным|неотложным|рабочим|возникающим)\s+вопросам\b|(?:если\s+)?вопрос\s+срочный|за\s+меня\b", 1, False),
        (r"(?:ваше\s+)?(?:письмо|сообщение|обращение)\s+(?:получено|принято|очень\s+важно)|ваше\s+(?:письмо|обращение)\s+важно", 1, False),
        (r"(?:отвечу|прочту|прочитаю|свяжусь)[^.\n]{0,40}(?:после\s+(?:возвращения|отпуска)|по\s+возвращении|как\s+только\s+(?:вернусь|смогу))", 1, False),
        (r"(?:больше\s+не\s+работа(?:ю|ет)\s+в|уволил(?:ся|ась)\s+из|адрес\s+больше\s+не\s+использ|ящик\s+не\s+(?:использ|обслуж))", 2, False),
        (r"\bout\s+of\s+(?:the\s+)?office\b|\bi(?:'m|\s+am|\s+will\s+be)\s+(?:currently\s+)?(?:out|away|offline|travell?ing|abroad)\b", 1, False),
        (r"\bon\s+(?:annual\s+|maternity\s+|parental\s+|sick\s+|paternity\s+)?(?:leave|vacation|holidays?|pto)\b|\boffices?\b[^.\n]{0,20}\bclosed\b", 1, False),
        (r"\b(?:limited|no|intermittent|sporadic)\s+access\s+to\s+(?:my\s+)?e-?mails?", 1, False),
        (r"\b(?:return|be\s+back|back\s+(?:in\s+the\s+office|on|in))\b[^.\n]{0,40}\d", 1, False),
        (r"\b(?:in\s+case\s+of\s+(?:emergency|urgen)|for\s+(?:any\s+)?urgent|if\s+(?:it\s+is|this\s+is|it's|your\s+(?:request|matter)\s+is)\s+urgent|anything\s+urgent)", 1, False),
        (r"\bthank\s*(?:you|s)\s+for\s+your\s+(?:e-?mail|message|mail)\b|\byour\s+(?:message|e-?mail)\s+(?:has\s+been\s+|was\s+)?received", 1, False),
        (r"\bno\s+longer\s+(?:with|work(?:ing)?\s+(?:at|for|here)|employed)|\bhas\s+left\s+the\s+company", 2, False),
        (r"\b(?:respond|reply|get\s+back\s+to\s+you)\b[^.\n]{0,40}\b(?:upon|on|after|when)\s+(?:my\s+)?(?:return|i\s+(?:return|am\s+back))", 1, False),
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
_NOTIFICATION_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:ваш[аеу]?\s+)?(?:обращени[ею]|заявк[ае]|запрос[уе]?|тикет)\b[^.\n]{0,60}\b(?:зарегистрирован\w*|присвоен\w*|принят\w*\s+в\s+(?:работу|обработку)|создан\w*)",
        r"your\s+(?:request|ticket|case|inquiry)\b[^.\n]{0,80}\b(?:has\s+been\s+(?:received|registered|created|logged|resolved|closed)|was\s+(?:received|registered|created))",
        r"(?:это|данное)\s+(?:письмо|сообщение|уведомление)\b[^.\n]{0,60}\b(?:автоматически|не\s+требует\s+ответа)|не\s+отвечайте\s+на\s+(?:это|данное)",
        r"this\s+(?:message|e?mail|notification)\s+(?:was|is)\s+(?:sent\s+|generated\s+)?automatic|do\s+not\s+reply\s+to\s+this\s+(?:e-?mail|message|notification|address|mailbox)|automated\s+(?:message|notification|email)",
        r"(?:изменил\w*\s+статус|статус\b[^.\n]{0,40}\bизмен[её]н|changed\s+(?:the\s+)?status|status\s+(?:was\s+)?changed|назначил\w*\s+(?:вам\s+)?задачу|assigned\s+to\s+you|mentioned\s+you\s+in|отметил\w*\s+задачу)",
        r"##-?\s*(?:please\s+type\s+your\s+reply|ответ(?:ьте|ить))[^\n]{0,40}",
        r"(?:перейдите|войдите)\s+в\s+личный\s+кабинет|настройк\w+\s+уведомлений|notification\s+settings",
    )
)  # fmt: skip

_APPROVAL = re.compile(
    r"согласов(?!ани[еяю]\s+не\s+треб)|утвержд|утверд|одобр|заапрув|апрув|подтвержда(?:ю|ем)|медиаплан|медиа-план|смет|макет|креатив|контент-план|лендинг|баннер"
    r"|\bapprov|\bgo\s+ahead\b|\bmedia\s*plan\b|\bbudget|бюджет|\bcreatives?\b|\blanding\b|\bsign(?:ed)?\s+off\b",
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
        return Signal(found.group().strip(), 2, is_program=True)
    found = _ABSENCE_SUBJECT.match(base)
    return Signal(found.group().strip()) if found else None


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
    found = ((rule.search(head), weight, program) for rule, weight, program in _SIGNALS)
    return [Signal(text[slice(*match.span())].strip(), weight, program) for match, weight, program in found if match]


def receipt_words(text: str) -> str:
    """The words of a read receipt, or empty."""
    found = _RECEIPT_WORDS.search(text[:1_000])
    return " ".join(found.group().split())[:80] if found else ""


def newsletter_words(text: str) -> list[str]:
    """The words of a mailing; they stand at its end or in its first line."""
    ends = _lower(text if len(text) < 22_000 else f"{text[:2_000]}\n{text[-20_000:]}")
    return list(dict.fromkeys(_NEWSLETTER_WORDS.findall(ends)))


def notification_words(text: str, subject: str) -> list[str]:
    """The words of a help desk or tracker."""
    head = _lower(text[:3_000])
    found = [text[slice(*match.span())] for rule in _NOTIFICATION_WORDS if (match := rule.search(head))]
    if found and re.search(r"\[?#\s?\d{3,}|\[\w+-\d+\]|\(\w+-\d+\)", subject):
        found.append(subject)
    return found


def approves_or_asks(text: str) -> bool:
    """Whether it holds a question, an approval word or a wish that could be a person's to us."""
    body = _STANDARD_REQUEST.sub(" ", text[:20_000])
    return "?" in body or _APPROVAL.search(body) is not None or _WISHES.search(body) is not None


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
