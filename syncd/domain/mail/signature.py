"""Where a signature begins: by its delimiter, its closing, or the sender's own name, and by standing last.

What an author says is never cut for its words: a line belongs to the signature by its position and by what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from syncd.domain.mail.names import SenderName, is_name_like, name_words
from syncd.domain.mail.notices import is_mobile_line

_DELIMITER = re.compile(r"-{2,3}|—{1,3}|––?|_{2,}|={3,}|\*{3,}|~{3,}|─{2,}|-\s?-\s?-*")
_FIRM_DELIMITER = re.compile(r"--|- -")
_CLOSING_WORDS = (
    r"с\s+(?:глубоким\s+|искренним\s+|большим\s+)?уважением(?:\s+(?:и\s+.{3,40}|к\s+вам))?|с\s+(?:наилучшими|лучшими|добрыми|тёплыми|теплыми|искренними)\s+пожеланиями|с\s+уваж\.?|всего\s+(?:вам\s+)?(?:наи)?(?:доброго|лучшего|хорошего)"
    r"|искренне\s+ваш[аи]?|ваш[аи]?|с\s+благодарностью|с\s+надеждой\s+на\s+.{5,50}|до\s+связи|до\s+встречи|обнимаю|с\s+приветом|с\s+почтением|с\s+дружеским\s+приветом"
    r"|с\s+найкращими\s+побажаннями|з\s+повагою|щиро\s+ваш[аі]?"
    r"|(?:with\s+)?(?:my\s+)?(?:best|kind|kindest|warm|warmest|many|sincere)(?:\s+(?:and\s+)?(?:kind|warm|best))?\s+(?:regards|wishes)|(?:with\s+)?regards|rgds|br|kr|best|all\s+the\s+best|cheers|sincerely(?:\s+yours)?"
    r"|yours(?:\s+(?:sincerely|faithfully|truly|ever))?|respectfully(?:\s+yours)?|cordially|warmly|take\s+care|many\s+thanks|thanks(?:\s+(?:and\s+)?(?:best|kind)\s+regards|\s+&\s+regards)|ciao"
    r"|mit\s+(?:freundlichen|besten|herzlichen|lieben)\s+grü(?:ß|ss)en|(?:viele|beste|liebe|freundliche|herzliche|schöne)\s+grü(?:ß|ss)e|mfg|vg|lg|cordialement|bien\s+(?:à\s+vous|cordialement)|salutations.{0,30}|saludos(?:\s+cordiales)?|un\s+saludo|cordiali\s+saluti|pozdrawiam"
)
_SOFT_CLOSING_WORDS = r"спасибо(?:\s+(?:большое|заранее))?|заранее\s+(?:спасибо|благодарю|благодарен|благодарна)|благодарю|хорошего\s+(?:вам\s+)?дня|thanks(?:\s+(?:again|in\s+advance|a\s+lot|so\s+much))?|thank\s+you|thx|merci|danke|grazie|дякую"
_CLOSING = re.compile(rf"(?:{_CLOSING_WORDS})(?P<mark>\s*[,.!;]|\s*[-–—])?(?P<rest>\s+.{{2,40}}|)", re.IGNORECASE)
_SOFT_CLOSING = re.compile(rf"(?:{_SOFT_CLOSING_WORDS})(?P<mark>\s*,)(?P<rest>\s+.{{2,40}}|)", re.IGNORECASE)

_CONTACT = re.compile(
    r"\+?\d[\d\s().-]{7,}\d|[\w.+-]+@[\w-]+\.[\w.-]+|\b(?:https?://|www\.)\S+|(?:^|\s)@[A-Za-z]\w{3,}"
    r"|\b(?:тел|моб|т|м|факс|доб|сот|tel|mob|cell|phone|fax|ext|skype|telegram|whatsapp|viber|t|m|tg|e-?mail|почта|сайт|web|адрес|address)\s*[.:/]|\(?доб\.?\s*\d+"
    r"|\b(?:ул|просп|пр-т|наб|пер|бул|б-р|ш|корп|стр|оф|эт)\.\s?|\b(?:г|д)\.\s?[А-ЯЁ\d]|\b\d{5,6},?\s",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:менеджер|директор|руководител|начальник|специалист|маркетолог|помощник|ассистент|секретар|бухгалтер|аналитик|дизайнер|редактор|юрист|координатор|заместител|зам\.|глава|управляющ|владел|основател|продюсер"
    r"|главн\w+|ведущ\w+|старш\w+|генеральн\w+|коммерческ\w+|отдел|департамент|группа компаний|агентств|компани|учредител|председател|инженер|эксперт|консультант|администратор|представител|закупщик|копирайтер|пресс-|бренд-|арт-|pr\b|smm"
    r"|manager|director|head|officer|lead|specialist|assistant|executive|founder|owner|partner|president|vp|ceo|cmo|cfo|coo|cto|marketing|sales|buyer|coordinator|analyst|designer|editor|secretary|accountant|chief|senior|junior|counsel|engineer|consultant|producer|planner|team|department"
    r"|leiter|geschäftsführer|directeur|directrice|responsable|gerente|kierownik)",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|ТОО|НКО|АНО|ГК|ГУП|МУП|ФГУП|ТД|ТК|УК|ОсОО|ПК|Ltd|LLC|LLP|Inc|GmbH|AG|PLC|plc|Corp|Co|S\.?A|S\.?r\.?l|B\.?V|AS|AB|Oy|Sp\. z o\.o|Group|Agency|Holding)\b\.?|[«\"“][^»\"”]{2,50}[»\"”]$"
)
_AFTERTHOUGHT = re.compile(
    r"(?:p\.?\s?(?:p\.?\s?)?s\b|з\.?\s?[ыі]\b|п\.?\s?с\.(?=\s)|ps\b|postscript|постскриптум|(?:да,?\s+)?и\s+(?:ещё|еще)\b|(?:да,?\s+)?забыл|(?:ещё|еще)\s+(?:момент|вопрос|одно|один|раз)|кстати\b|upd\b|(?:and\s+)?one more thing|oh,? and\b|almost forgot|(?:sorry,? )?(?:i\s+)?forgot\b|by the way|also,)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?…]\s*$|[,;]\s")
_MAX_LINES = 25


def signature_start(lines: Sequence[str], sender: SenderName, *, opens_letter: bool) -> int | None:
    """The index of the first line of the signature that ends these lines, or None. `opens_letter`: they begin the letter."""
    first = next((at for at, line in enumerate(lines) if line), len(lines))
    for at in range(max(first, len(lines) - 60), len(lines)):
        may_close = at > first or not opens_letter
        if lines[at] and _begins_signature(lines, at, sender, may_close=may_close):
            return at
    return None


def afterthought(lines: Sequence[str], start: int) -> tuple[int, int] | None:
    """The lines below the signature's start that are the author's again: a P.S. up to the next blank line.

    Glued to a delimited block or to a line of contacts, a P.S. is part of the template.
    """
    delimited = bool(_DELIMITER.fullmatch(lines[start]))
    for at in range(start + 1, len(lines)):
        glued = bool(lines[at - 1]) and (delimited or bool(_CONTACT.search(lines[at - 1])))
        if _AFTERTHOUGHT.match(lines[at]) and not glued:
            end = next((end for end in range(at, len(lines)) if not lines[end]), len(lines))
            return at, end
    return None


def _begins_signature(lines: Sequence[str], at: int, sender: SenderName, *, may_close: bool) -> bool:
    line = lines[at]
    if _DELIMITER.fullmatch(line):
        return bool(_FIRM_DELIMITER.fullmatch(line)) or _is_tail(lines, at + 1, sender)
    if not may_close:
        return False
    if (closing := _CLOSING.fullmatch(line) or _SOFT_CLOSING.fullmatch(line)) is not None:
        return _closes(lines, at, closing, sender)
    if _stands_alone(lines, at) and sender.signs(line):
        return _is_tail(lines, at + 1, sender)
    return _stands_alone(lines, at) and is_name_like(line) and _has_contacts(lines, at + 1)


def _closes(lines: Sequence[str], at: int, closing: re.Match[str], sender: SenderName) -> bool:
    """Whether a closing opens the signature. One without a comma that a blank line parts from the signature was typed."""
    rest = (closing.group("rest") or "").strip(" ,.")
    if rest:
        return (sender.signs(rest) or name_words(rest) is not None) and _is_tail(lines, at + 1, sender)
    following = next((line for line in lines[at + 1 :] if line), None)
    if following is None:
        return closing.group("mark") is not None
    parted = not lines[at + 1]
    if parted and closing.group("mark") is None and not _is_double_spaced(lines, at):
        return False
    return name_words(following) is not None and _is_tail(lines, at + 1, sender)


def _stands_alone(lines: Sequence[str], at: int) -> bool:
    return at == 0 or not lines[at - 1] or lines[at - 1].endswith((".", "!", "?", ")", "…", ","))


def _is_double_spaced(lines: Sequence[str], at: int) -> bool:
    below = list(lines[at + 1 : at + 10])
    return len([line for line in below if line]) >= 3 and not any(one and two for one, two in pairwise(below))


def _is_tail(lines: Sequence[str], start: int, sender: SenderName) -> bool:
    """Whether all that follows may belong to a signature: names, titles, contacts, and below them what nobody writes to us."""
    below = [line for line in lines[start:] if line]
    if not below:
        return True
    if len(below) > _MAX_LINES:
        return False
    return _is_signature_line(below[0], sender) or _is_slogan(below)


def _is_signature_line(line: str, sender: SenderName) -> bool:
    if sender.signs(line) or name_words(line) is not None or _CLOSING.fullmatch(line) or _AFTERTHOUGHT.match(line):
        return True
    if len(line) > 120 or line.endswith("?"):
        return False
    if _CONTACT.search(line) or _TITLE.search(line) or _COMPANY.search(line) or "|" in line:
        return not _is_speech(line)
    return is_mobile_line(line)


def _is_speech(line: str) -> bool:
    return len(line) > 60 and line.endswith((".", "!")) and line[-2:-1].isalpha() and "|" not in line


def _is_slogan(below: Sequence[str]) -> bool:
    return len(below) == 1 and len(below[0]) <= 100 and "?" not in below[0]


def _has_contacts(lines: Sequence[str], start: int) -> bool:
    below = [line for line in lines[start:] if line][:6]
    return any(_CONTACT.search(line) for line in below) and all(
        len(line) <= 120 and not _is_speech(line) for line in below
    )
