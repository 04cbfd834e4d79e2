"""Blocks that Teams, Zoom and their like put into a letter: link, meeting number, passcode."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syncd.domain.mail.separators import is_rule

_SIGN = re.compile(r"teams|zoom|meet|видеовстреч|конференц", re.IGNORECASE)
_OPENS = re.compile(
    r"\W{0,3}(?:(?:собрание|встреча)\s+(?:в\s+)?microsoft\s+teams\b.{0,40}|microsoft\s+teams(?:[-\s](?:meeting|need\s+help|besprechung|собрание|нужна\s+помощь).{0,60})?"
    r"|join\s+(?:microsoft\s+teams\s+|zoom\s+)meeting\b.{0,120}|(?:войти\s+в|подключиться\s+к)\s+конференци\w\s+zoom\b.{0,120}|.{2,60}\b(?:is\s+inviting\s+you\s+to\s+a\s+scheduled|приглашает\s+вас\s+на\s+запланированную)\b.{2,60}"
    r"|(?:video\s+call\s+link|ссылка\s+на\s+видеовстречу|подключиться\s+к\s+видеовстрече|google\s+meet\s+joining\s+info)\b.{0,120})",
    re.IGNORECASE,
)
_BELONGS = re.compile(
    r"\W{0,3}(?:(?:topic|time|тема|время|meeting\s+(?:id|link|url|options|number)|passcode|password|id|код\s+доступа|секретный\s+код|пароль|идентификатор|phone\s+conference|one\s+tap|dial|find\s+(?:a\s+)?(?:your\s+)?local)\b.*"
    r"|(?:join|присоедини\w+|подключи\w+|войти|click\s+here|щелкните|нажмите|download\s+teams|скачать\s+teams|learn\s+more|подробнее|need\s+help|нужна\s+помощь|справка|для\s+организаторов|for\s+organi[sz]ers|meeting\s+options|параметры\s+собрания|reset\s+dial)\b.*"
    r"|(?:https?://\S+)|.*(?:\||<https?://\S+>).*(?:teams|meeting|join|options|собрани|справка).*|\+?\d[\d\s(),#*-]{6,}\S*.{0,40})",
    re.IGNORECASE,
)


def meeting_block(lines: Sequence[str]) -> tuple[int, int] | None:
    """Where the first such block begins and ends among these lines, with the rules around it."""
    opening = next((at for at, line in enumerate(lines) if _SIGN.search(line) and _OPENS.fullmatch(line)), None)
    if opening is None:
        return None
    end = opening + 1
    for at in range(opening + 1, len(lines)):
        if lines[at] and not (_OPENS.fullmatch(lines[at]) or _BELONGS.fullmatch(lines[at]) or is_rule(lines[at])):
            break
        end = at + 1 if lines[at] else end
    if end - opening < 3:
        return None
    start = opening - 1 if opening and is_rule(lines[opening - 1]) else opening
    return start, end
