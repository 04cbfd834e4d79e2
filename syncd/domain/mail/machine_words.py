"""The words by which machines give themselves away, and those that only people write (MAIL.md section 8)."""

from __future__ import annotations

import re

from syncd.domain.mail.machine_signals import Says, Signal, lower, without_quoted_words
from syncd.domain.mail.subject import base_subject

_I = re.IGNORECASE


_PROGRAM_SUBJECT = re.compile(
    r"(?P<words>автоответ(?:чик)?|автоматический\s+ответ|automatic\s+reply|auto[-\s]?reply|auto[-\s]?response|autoresponse|autoresponder"
    r"|automatische\s+antwort|réponse\s+automatique|respuesta\s+automática|risposta\s+automatica|автоматична\s+відповідь|automatisch\s+antwoord|automatick[áa]\s+odpov\w+|automatyczna\s+odpowiedź|odpowiedź\s+automatyczna|otomatik\s+yanıt|autosvar|автоматты\s+жауап|abwesenheitsnotiz)\b(?P<mark>\s*[:/(—–-])?"
    r"|(?:out\s+of\s+(?:the\s+)?office|ooo|вне\s+офиса|отсутстви[ея]\s+(?:на\s+рабочем\s+месте|в\s+офисе)|нет\s+на\s+месте|abwesen\w+)\s*(?:[:/—–-]|auto)",
    _I,
)
_ABSENCE_SUBJECT = re.compile(
    r"(?:out\s+of\s+(?:the\s+)?office|ooo\b|on\s+(?:vacation|holiday|leave)|вне\s+офиса|нет\s+на\s+месте|отсутстви[ея]\b|в\s+отпуске|я\s+в\s+отпуске|отпуск\b|vacation)",
    _I,
)
_BOUNCE_SUBJECT = re.compile(
    r"(?:undeliver(?:able|ed)|delivery\s+status\s+notification|mail\s+delivery\s+(?:failed|failure|system)|returned\s+mail|failure\s+notice"
    r"|delivery\s+(?:has\s+)?fail\w+|не\s+удалось\s+доставить|unzustellbar|nedoručiteln\w+|niedostarczon\w+|недоставленное\s+сообщение|не\s*доставлено|сообщение\s+не\s+доставлено|невозможно\s+доставить|ошибка\s+доставки)",
    _I,
)
_BOUNCE_WORDS = re.compile(
    r"получател|recipient|empfänger|mailbox|почтовый\s+ящик|не\s+доставлен|could\s+not\s+be\s+delivered|\bsmtp\b|\b5\d\d[ -]#?5\.\d|mailer-daemon|postmaster|адрес\w*\s.{0,30}не\s+(?:найден|существует)",
    _I,
)
_DELAY_SUBJECT = re.compile(
    r"(?:задержка\s+доставки|доставка\s+задержана|delivery\s+(?:delayed|status\s+notification\s+\(delay\))|delayed:|warning:\s+message\s+delayed)",
    _I,
)
_RECEIPT_SUBJECT = re.compile(
    r"(?:прочитано|прочтено|не\s+прочитано|не\s+прочтено|read|not\s+read|gelesen|return\s+receipt(?:\s+\(displayed\))?|уведомление\s+о\s+прочтении|read\s+receipt|disposition\s+notification)\s*(?::|-|\()",
    _I,
)
_CALENDAR_SUBJECT = re.compile(
    r"(?:принято|отклонено|под\s+вопросом|предварительно\s+принято|отменено|accepted|declined|tentative(?:ly\s+accepted)?|cancell?ed(?:\s+event)?|updated\s+invitation|invitation|приглашение|zugesagt|abgelehnt|mit\s+vorbehalt|accepté|refusé|zaakceptowano|odrzucono|прийнято|відхилено|geaccepteerd|přijato|odmítnuto)\s*:",
    _I,
)

_RECEIPT_WORDS = re.compile(
    r"(?:ваше\s+сообщение\b.{0,200}\bбыло\s+(?:прочитано|прочтено|открыто|удалено\s+без\s+прочтения)|ihre\s+nachricht\b.{0,200}\bgelesen\b|your\s+message\b[^.]{0,200}\b(?:was|has\s+been)\s+(?:read|displayed|opened)"
    r"|это\s+уведомление\s+о\s+(?:прочтен|том,\s+что\s+(?:ваше\s+)?(?:сообщение|письмо)\s+(?:было\s+)?(?:прочтен|прочитан|открыт|удален))|this\s+is\s+a\s+(?:return\s+)?receipt\s+for|подтверждение\s+прочтения)",
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
        r"\b(?:подписан\w*|отклон[её]н\w*)\s+(?:контрагентом|всеми\s+сторонами)|all\s+parties\s+have\s+completed|(?:has\s+)?(?:signed|completed)\s+the\s+document|поступил\w*\s+документ",
        r"\b(?:упомянул[аи]?|назначил[аи]?|упомянули|назначили)\s+(?:вас|вам)\b|\bmentioned\s+you\b|\bassigned\s+you\b|\bновый\s+комментарий\b|\bnew\s+comment\b|\bоставил[аи]?\s+комментарий\b",
        r"\bпредоставил[аи]?\s+вам\s+доступ|\bshared\s.{1,80}\swith\s+you\b|\bhas\s+invited\s+you\s+to\s+(?:edit|view|comment|contribute)",
        r"(?:посмотреть|просмотреть|открыть|перейти|ответить|view|open|review)\b(?![^\n]{0,40}(?:browser|браузер|unsubscribe|отпис))[^.\n]{0,40}https?://",
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
    r"\bbitte\s+(?!wenden|beachten|kontaktieren|rufen|richten|haben)\w+|\b(?:надішліть|зробіть|перевірте|виправте)\b|\b(?:pošlete|pošlite|prześlij\w*|envoyez|stuur|gönderin)\b|"
    r"\b(?:пришлите|вышлите|отправьте|сделайте|подготовьте|поправьте|исправьте|уточните|скажите|подскажите|проверьте|запускайте|остановите|верните|добавьте|замените|согласуйте|прошу|просим|просьба|давайте)\b"
    r"|\b(?!пиш|обра|звон|свяж|напра|адрес|дожд|отве|сообщ)[а-яё]{3,}(?:[йь]те|ите),?\s+пожалуйста"
    r"|\b(?:please|pls|could\s+you|can\s+you|would\s+you)\s+(?!note|contact|reach|call|e-?mail|write|do\s+not|direct|forward|refer|be\s+(?:advised|aware|informed)|allow|expect|get\s+in\s+touch)\w+",
    _I,
)
_STANDARD_REQUEST = re.compile(
    r"(?:просьба|прошу|просим)\s+(?:обращаться|писать|связываться|направлять|адресовать|звонить|не\s+отвечать|перенаправ)",
    _I,
)
_EVENT = re.compile(r"приглаш|мероприят|встреч|invitation|\bevent|meeting|termin|einladung|запрошен|spotkan", _I)
_INVITATION_LINE = re.compile(
    r"\s*+(?:$|[*~_=\-–—.•]{3,}|(?:когда|где|место|время|тема|организатор|when|where|who|time|location|organi[sz]er|subject|calendar|идентификатор|meeting\s+id|passcode|код\s+доступа)\b[^::]*+[::].*"
    r"|.*(?:https?://|teams|zoom|google\s*meet|meet\.google|телемост|webex|konтур\.толк|invited\s+you|пригла(?:шает|сил)|join\s+(?:the\s+)?meeting|join\s+with|присоединиться|dial[- ]in|one\s+tap|более\s+\w+\s+сведени).*)",
    _I,
)


def auto_reply_subject(subject: str) -> Signal | None:
    """The words of an automatic answer at the start of the subject, after any `Re:`."""
    base = base_subject(subject)
    found = _PROGRAM_SUBJECT.match(base)
    if found:
        is_sure = found["mark"] or not found.groupdict()["words"]
        return Signal(found.group().strip(), Says.PROGRAM if is_sure else Says.AWAY)
    found = _ABSENCE_SUBJECT.match(base)
    return Signal(found.group().strip(), Says.AWAY) if found else None


def bounce_words(text: str) -> bool:
    """Whether a text speaks of recipients, mailboxes and codes as mail systems do; an empty one says nothing against it."""
    return not text.strip() or _BOUNCE_WORDS.search(text[:3_000]) is not None


def delay_subject(subject: str) -> str:
    """The words of a mail system that is still trying, or empty."""
    return _match(_DELAY_SUBJECT, subject)


def bounce_subject(subject: str) -> str:
    """The words of a mail system that gives a letter back, or empty."""
    return _match(_BOUNCE_SUBJECT, subject)


def receipt_subject(subject: str) -> str:
    """«Прочитано:» and the like, or empty."""
    return _match(_RECEIPT_SUBJECT, subject)


def calendar_subject(subject: str) -> str:
    """«Принято:» and the like, or empty."""
    return _match(_CALENDAR_SUBJECT, subject)


def receipt_words(text: str) -> str:
    """The words of a read receipt, or empty."""
    found = _RECEIPT_WORDS.search(text[:1_000])
    return " ".join(found.group().split())[:80] if found else ""


def newsletter_words(text: str) -> list[str]:
    """The words of a mailing, and the link beside them; they stand at its end or in its first line."""
    text = without_quoted_words(text)
    ends = lower(text if len(text) < 22_000 else f"{text[:2_000]}\n{text[-20_000:]}")
    return list(dict.fromkeys([*_NEWSLETTER_WORDS.findall(ends), *_NEWSLETTER_LINK.findall(ends)]))


def notification_words(text: str, subject: str) -> list[str]:
    """The words of a help desk or tracker."""
    head = lower(text[:3_000])
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


def tells_of_an_invitation(text: str, subject: str) -> bool:
    """Whether an answer to an invitation says nothing, or speaks of one; calendars put the time into the subject."""
    return not text.strip() or _EVENT.search(text) is not None or re.search(r"\s@\s.*\d", subject) is not None


def is_boilerplate_invitation(text: str) -> bool:
    """Whether an invitation holds no words of a person, only place, time and links."""
    return all(_INVITATION_LINE.fullmatch(line) for line in text[:5_000].split("\n"))


def _match(rule: re.Pattern[str], subject: str) -> str:
    found = rule.match(base_subject(subject))
    return found.group().strip() if found else ""
