"""Lines that part a letter from the one below it: `-----Original Message-----`, rules, and where a forwarded letter ends."""

from __future__ import annotations

import re

from syncd.domain.mail.attribution import WRITES

_WORD = (
    r"(?:сообщени|письм|повідомленн|лист|хабар|хат\b|съобщени|порук|message|mail\b|appointment|nachricht|messag|messaggio|mensaje|mensagem|wiadomo|bericht"
    r"|meddeland|meddelelse|melding|viesti|zpráv|správ|mesaj|ileti|üzenet|poruk|sporočil|laišk|vēstul|μήνυμα)"
)
_DASHES = tuple("-_=*–—#")
_RULES = tuple("-_=*─—")
_SEPARATOR = re.compile(
    rf"[-_=*–—]{{2,}}\s*(?P<words>(?:[^-_=*–—]|(?<=\w)-(?=\w)){{0,40}}{_WORD}[^-_=*–—]{{0,60}}?)\s*[-_=*–—]{{2,}}\s*"
    r"|[-=]{2,}8<[-=]{2,}(?P<cut>[^-=]{5,60})[-=]{2,}",  # The Bat!
    re.IGNORECASE,
)
_ANSWER_ABOVE = re.compile(
    r"[#-]{2,}\W{0,3}(?=.{0,60}(?:ответ|repl|antwort))(?=.{0,60}(?:выше|above|über|oberhalb)).{5,80}[#-]{2,}",
    re.IGNORECASE,
)
_FRAMED = re.compile(r"-{4,}\s?[^-].{1,120}:\s?-{4,}")  # iNotes: -----Anna Orlova/Agency wrote: -----
_BARE_SEPARATOR = re.compile(
    r"(?:начало (?:пересылаемого|переадресованного|перенаправленного) (?:сообщения|письма)|пересылаемое сообщение|begin forwarded message|forwarded message"
    r"|початок (?:пересланого|переадресованого) (?:повідомлення|листа)|переслане повідомлення|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:réexpédié|transféré)"
    r"|początek przekazan\w+ wiadomości|(?:začátek|začiatok) přeposlan\w+ zprávy|begin doorgestuurd bericht|inicio del mensaje reenviado|inizio messaggio inoltrato"
    r"|início da mensagem (?:reenviada|encaminhada)|iletilen mesaj başlangıcı|vidarebefordrat brev|start på videresendt besked|qayta yoʻnaltirilgan xabar|қайта жіберілген хабар)\s*:?\s*",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"перес[ыл]|переад|перен|forward|fwd|weiter|transf|réexp|reenv|inoltr|przek|přepos|doorgest|encaminh|iletilen|vidarebef|videresendt|8<",
    re.IGNORECASE,
)
_END = re.compile(r"конец|завершени|кінець|\bend\b|ende\b|\bfin\b|konec|koniec", re.IGNORECASE)
_LONGEST_BARE = 80  # what stands without dashes is a whole line, and a short one
_RULE = re.compile(r"[-_=*─—]{3,}|(?:[-_*] ){2,}[-_*]")


def separator_kind(text: str) -> str | None:
    """`original`, `forward` or `end` for a line such as `-----Original Message-----`."""
    if text.startswith(_DASHES):
        if _ANSWER_ABOVE.fullmatch(text) or (_FRAMED.fullmatch(text) and WRITES.search(text)):
            return "original"
        found = _SEPARATOR.fullmatch(text) is not None
    else:
        found = len(text) <= _LONGEST_BARE and _BARE_SEPARATOR.fullmatch(text) is not None
    if not found:
        return None
    if _END.search(text):
        return "end"
    return "forward" if _FORWARD.search(text) else "original"


def may_end(end: str, opening: str) -> bool:
    """Whether a line that ends a forwarded letter speaks the language of the one that opened it."""
    found, opened = _FORWARD.search(end), _FORWARD.search(opening)
    return found is not None and opened is not None and found.group().lower() == opened.group().lower()


def is_rule(text: str) -> bool:
    """A line of underscores or dashes and nothing else."""
    return text.startswith(_RULES) and bool(_RULE.fullmatch(text))
