"""Warnings that a receiving server, a translator or a spam filter puts above a letter, or below it."""

from __future__ import annotations

import re

_BANNER_OPENS = re.compile(
    r"\W{0,6}(?:caution|warning|attention|external|notice|alert|be careful|security|внимание|осторожно|внешн|предупреждение|важно|you don.t often|это внешн|this is an external|вы (?:не ?часто|редко)|sie erhalten nicht|ви не ?часто|vous n.obtenez pas|ext\b|some people who received"
    r"|do not (?:click|open)|не (?:открывайте|переходите)|achtung|увага|зовнішн)",
    re.IGNORECASE,
)
_BANNER_SENTENCE = re.compile(
    r"(?:\[[^\[\]]{2,60}\]|\W)?\W{0,6}(?:this|the|данное|это|настоящее)?\s*(?:(?:внешнее|external)\s+)?(?:e-?mail|message|sender|письмо|сообщение|отправитель|лист|повідомлення)\b.{0,60}(?:outside|external|extern|внешн|извне|за пределами|зовнішн|не подтвержд|unverified)",
    re.IGNORECASE,
)
_BANNER_OUTSIDE = re.compile(
    r"extern|outside|außerhalb|unbekannt|nicht häufig|peu souvent|recogni[sz]e|originat|often get|unknown|not on the|trusted|verif|suspicious|phishing|внешн|извне|за пределами|не ?часто|редко|неизвестн|подозрит|фишинг|служб\w+ безопасности|не подтвержд|зовнішн|надійшл",
    re.IGNORECASE,
)
_BANNER_OBJECT = re.compile(
    r"sender|attachment|\blinks?\b|click|organi[sz]ation|e-?mail|message|отправител|вложени|ссылк|письм|сообщени|организац|посилан|вкладен|лист",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\W{0,6}(?:please\s+)?(?:(?:do\s+not|don.t|never)\s+(?:click|open|reply|follow|forward)|be\s+(?:careful|cautious)|не\s+(?:открывайте|переходите|отвечайте|сообщайте)|будьте\s+(?:осторожны|внимательны)|öffnen\s+sie|не\s+відкривайте)\b",
    re.IGNORECASE,
)
_OTHER_BANNER = re.compile(
    r"\W{0,6}(?:(?:переведено|translated|übersetzt|traduit)\s(?=.{0,90}(?:google|microsoft|yandex|яндекс|deepl|переводчик|translat(?:or|e)|автоматич|automatic|показать|(?:view|show)\s+original)).{2,120}"
    r"|(?:показать|посмотреть)\s+(?:исходный\s+текст|оригинал)\W*|\[[^\[\]]{0,10}(?:spam|спам)[^\[\]]{0,10}\].{0,120}|возможно,?\s+(?:это\s+)?(?:письмо|сообщение)?\W{0,4}спам\b.{0,80}"
    r"|this\s+message\s+(?:was|has\s+been)\s+(?:sent\s+securely|encrypted)\b.{0,60})",
    re.IGNORECASE,
)
_SHORT_BANNER = re.compile(
    r"\W{0,6}(?:external(?: e-?mail| sender| message)?|внешн(?:ее письмо|ий отправитель|яя почта|ее сообщение|ий адрес)|ext)\W{0,6}",
    re.IGNORECASE,
)


def is_banner(paragraph: str) -> bool:
    """Whether a paragraph at the top is the receiving server's warning of an outside sender."""
    if _SHORT_BANNER.fullmatch(paragraph) or _OTHER_BANNER.fullmatch(paragraph):
        return True
    if len(paragraph) > 700:
        return False
    if _BANNER_SENTENCE.match(paragraph):
        return True
    return bool(
        _BANNER_OPENS.match(paragraph) and _BANNER_OUTSIDE.search(paragraph) and _BANNER_OBJECT.search(paragraph)
    )


def goes_on_with(line: str, following: str) -> bool:
    """Whether a banner goes on with this line: another warning, what to do, or the rest of a wrapped sentence."""
    if is_banner(following) or _ADVICE.match(following):
        return True
    if line.rstrip(" *").endswith((".", "!", "?", ">", "]", ")", "。")) or len(line) < 50:
        return False
    cue = _BANNER_OUTSIDE.search(following) or _BANNER_OBJECT.search(following)
    return cue is not None and (following[0].islower() or len(line) + len(following.split(" ", 1)[0]) >= 70)
