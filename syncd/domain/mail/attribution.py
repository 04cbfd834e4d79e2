"""Where a quoted letter begins: attribution lines, header blocks and separators, in the words of many programs.

The rules are made of parts (a date, a time, an address, a verb of writing) instead of one pattern a program, so that
a program nobody has heard of is understood as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from syncd.domain.mail.lines import Row
from syncd.domain.mail.names import is_name_like

_MONTH = (
    r"(?:янв|фев|мар[та]|мар\b|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|jän|mär|mai|okt|dez|janv|févr|avr|juin|juil|août|déc"
    r"|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|out|fev|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru)[^\W\d_]*\.?"
)
_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|er|º|-го)?\.?\s*(?:de |of )?{_MONTH}(?:,?\s*(?:de )?\d{{4}})?"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s*\d{{4}})?",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+\.[\w.-]+")
_VERB = re.compile(
    r"\b(?:(?:на)?писал(?:а|и|\(а\))?|написав(?:ла|\(ла\))?|пишет|пише|сообщает|сообщил(?:а|\(а\))?|цитирование|цитирую|цитата|wrote|writes|quoting"
    r"|schrieb|geschrieben|a écrit|écrit|escribió|ha scritto|scrive|escreveu|napisał(?:a|\(a\))?|pisze|schreef|skrev|yazdı|napsal)(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"[\"«“][^\"»”]{2,60}[\"»”]\s*(?:<|:|$)|(?:\d|\bгода?)\s*(?:\S+ )?от\s+[«\"]?[^\W\d_]|\bпользовател", re.IGNORECASE
)
_OPENS = re.compile(
    r"\W{0,8}(?:(?:пн|вт|ср|чт|пт|сб|вс|нд)\b|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресень|понеділ|вівтор|серед[ау]|четвер|п.ятниц"
    r"|on\b|at\b|am\b|le\b|el\b|em\b|il\b|op\b|den\b|dne\b|w dniu|dnia|em\b|вы писали|вы написали|you wrote|в письме|в сообщении|цит|quoting"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\d)",
    re.IGNORECASE,
)
_YOU_WROTE = re.compile(
    r"\W{0,4}(?:вы (?:на)?писали|you wrote|ви писали|hello .{2,40}, you wrote|в (?:своем|своём|вашем) письме)\b",
    re.IGNORECASE,
)
_ENDS = (":", "：", "wrote", "писал", "пишет", "писала", "написал", "написала", "написал(а)")

_WORD = r"(?:сообщени|письм|повідомленн|лист|message|mail|nachricht|messag|messaggio|mensaje|mensagem|wiadomo|bericht|zpráva)"
_SEPARATOR = re.compile(
    rf"[-_=*–—]{{2,}}\s*(?P<words>[^-_=*–—]{{0,40}}{_WORD}[^-_=*–—]{{0,60}}?)\s*[-_=*–—]{{2,}}\s*", re.IGNORECASE
)
_BARE_SEPARATOR = re.compile(
    r"(?:начало (?:пересылаемого|переадресованного|перенаправленного) (?:сообщения|письма)|пересылаемое сообщение|begin forwarded message|forwarded message"
    r"|початок пересланого повідомлення|переслане повідомлення|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:réexpédié|transféré))\s*:?\s*",
    re.IGNORECASE,
)
_FORWARD = re.compile(r"перес[ыл]|переад|перен|forward|fwd|weiter|transf|réexp|reenv|inoltr|przek", re.IGNORECASE)
_END = re.compile(r"конец|завершени|кінець|\bend\b|ende\b|\bfin\b", re.IGNORECASE)
_RULE = re.compile(r"[-_=*─—]{3,}")

_LABELS = {
    "from": "от|от кого|from|von|de|від|від кого|da|od|van|отправитель|sender|absender|expéditeur|remitente|mittente|от имени|автор",
    "date": "отправлено|дата|дата отправки|послано|отправлен|sent|date|sent on|gesendet|datum|envoyé|envoyé le|date d'envoi|надіслано|дата відправлення|fecha|enviado|enviado el|enviada em|data|inviato"
    "|wysłano|verzonden|время|received|получено",
    "to": "кому|to|an|à|para|do|aan|получатель|получатели|destinataire|recipient|recipients|empfänger|a",
    "cc": "копия|копии|cc|cc:|bcc|kopie|копія|copie|copie à|сс|dw|скрытая копия|скрытая|прихована копія",
    "subject": "тема|тема письма|subject|betreff|objet|asunto|oggetto|temat|onderwerp|assunto|re",
    "other": "важность|importance|priority|приоритет|attachments|attachment|вложения|вложение|reply-to|ответить|ответ|organization|организация|wichtigkeit|anlagen|message-id",
}
_KIND_OF = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_LABEL = re.compile(r"\W{0,3}(?P<label>[^\W\d_][^:：\n]{0,22}?)\s*[*_]{0,2}\s*[:：]\s*[*_]{0,2}\s*(?P<value>.*)$")
_INLINE_LABEL = re.compile(
    r"(?:^|\s)[*_]{0,2}(От|Отправлено|Дата|Кому|Копия|Тема|From|Sent|Date|To|Cc|Subject|Von|Gesendet|An|Betreff)[*_]{0,2}\s?:\s",
    re.IGNORECASE,
)


class Strength(IntEnum):
    """How sure it is that a line introduces a quote: alone, only before quoted lines, or not at all."""

    NONE = 0
    BEFORE_MARKS = 1
    ALONE = 2


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution that takes up `length` rows."""

    length: int
    strength: Strength


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """A block of header fields as programs print above a quoted letter; `subject` as it stands there."""

    length: int
    subject: str | None


def attribution_at(rows: Sequence[Row], at: int) -> Attribution | None:
    """The attribution that begins on this row and may wrap over the next two."""
    words = ""
    for length in range(1, 4):
        if at + length > len(rows) or not _may_join(rows, at, length):
            return None
        words = f"{words} {rows[at + length - 1].text}".strip()
        if len(words) > 300:
            return None
        if words.rstrip(" -").endswith(_ENDS):
            strength = _strength(words) if length == 1 or _wraps(rows, at, length) else Strength.NONE
            return Attribution(length, strength) if strength else None
    return None


def is_date_line(text: str) -> bool:
    """Whether a line holds a date and an hour or an address, as the last line above a quote does."""
    return len(text) < 200 and bool(_DATE.search(text)) and bool(_TIME.search(text) or _ADDRESS.search(text))


def separator_kind(text: str) -> str | None:
    """`original`, `forward` or `end` for a line such as `-----Original Message-----`."""
    found = _SEPARATOR.fullmatch(text)
    words = found.group("words") if found else text if _BARE_SEPARATOR.fullmatch(text) else None
    if words is None:
        return None
    if _END.search(words):
        return "end"
    return "forward" if _FORWARD.search(words) else "original"


def is_rule(text: str) -> bool:
    """A line of underscores or dashes and nothing else."""
    return bool(_RULE.fullmatch(text))


def header_block_at(rows: Sequence[Row], at: int, *, after_separator: bool = False) -> HeaderBlock | None:
    """The header block that begins on this row: three labels or more, in any order and any language we know."""
    if (whole := _block_on_one_row(rows[at].text)) is not None:
        return whole
    if _label(rows[at].text)[0] is None:
        return None
    kinds: set[str] = set()
    values: list[str] = []
    subject: str | None = None
    end = here = at
    while here < len(rows) and rows[here].depth == rows[at].depth and here - at < 40:
        kind, value = _label(rows[here].text)
        if kind is None:
            if not _goes_on(rows, here, end):
                break
        else:
            if kind in kinds and kind == "from":
                break
            kinds.add(kind)
            values.append(value)
            subject = value if kind == "subject" else subject
            end = here + 1
        here += 1
    if not _is_block(kinds, values, after_separator=after_separator):
        return None
    return HeaderBlock(end - at, subject)


def _strength(words: str) -> Strength:
    date, hour = _DATE.search(words), _TIME.search(words)
    writer = _VERB.search(words) or _ADDRESS.search(words) or _NAMED.search(words)
    if date and hour and writer:
        return Strength.ALONE
    if _YOU_WROTE.match(words):
        return Strength.ALONE if date or hour else Strength.BEFORE_MARKS
    if (date or hour) and (writer or (date and hour)):
        return Strength.BEFORE_MARKS
    if _VERB.search(words) or _ADDRESS.search(words):
        return Strength.BEFORE_MARKS
    return Strength.NONE


def _wraps(rows: Sequence[Row], at: int, length: int) -> bool:
    """Whether the first row begins the attribution, and is not the author's last line above a complete one."""
    first = rows[at].text
    rest = " ".join(row.text for row in rows[at + 1 : at + length])
    if _strength(rest) is Strength.ALONE:
        return False
    if rest.startswith("<"):
        return bool(_DATE.search(first)) or is_name_like(first)
    return bool(_OPENS.match(first) and (_DATE.search(first) or _YOU_WROTE.match(first))) or bool(
        re.match(r"[^<]{2,60}<\S*@", first)
    )


def _may_join(rows: Sequence[Row], at: int, length: int) -> bool:
    last = rows[at + length - 1]
    if last.blank or last.depth != rows[at].depth:
        return False
    return length == 1 or not rows[at + length - 2].text.endswith(("!", "?", ";", ":"))


def _label(text: str) -> tuple[str | None, str]:
    found = _LABEL.match(text) if ":" in text or "：" in text else None
    if found is None:
        return None, ""
    kind = _KIND_OF.get(found.group("label").strip(" *_").lower())
    return kind, found.group("value").strip()


def _goes_on(rows: Sequence[Row], here: int, end: int) -> bool:
    """Whether a row without a label is a gap or the rest of a long field, with another label close behind."""
    if here - end >= 3:
        return False
    following = rows[here + 1 : end + 4]
    return any(_label(row.text)[0] for row in following if row.depth == rows[here].depth)


def _is_block(kinds: set[str], values: list[str], *, after_separator: bool) -> bool:
    says_when_or_who = any(_ADDRESS.search(value) or _DATE.search(value) for value in values)
    if "from" not in kinds:
        return len(kinds) >= 3 and (after_separator or says_when_or_who) and "date" in kinds
    return len(kinds) >= 3 or (
        len(kinds) == 2 and (after_separator or says_when_or_who) and bool(kinds & {"date", "subject"})
    )


def _block_on_one_row(text: str) -> HeaderBlock | None:
    """Some converters from HTML put all fields on one line."""
    if text.count(":") < 3:
        return None
    found = list(_INLINE_LABEL.finditer(text))
    kinds = {_KIND_OF[label.group(1).lower()] for label in found}
    if len(kinds) < 3 or "from" not in kinds or found[0].start() > 1:
        return None
    subject = next((label for label in found if _KIND_OF[label.group(1).lower()] == "subject"), None)
    return HeaderBlock(1, text[subject.end() :].strip() if subject else None)
