"""The words by which a reason is known in what people wrote, and those of a reason that no client reads."""

from __future__ import annotations

import re


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


def _label(words: str) -> re.Pattern[str]:
    """A label at the beginning of a line or sentence, and what stands after it."""
    return re.compile(rf"(?:^|[.!?;]\s+)\W*(?:{words})\s*[:—–-]\s*(?P<words>.+)$", re.IGNORECASE | re.MULTILINE)


REASON_LABEL = _label(r"причина(?:\s+\w+)?|почему|reason(?:\s+\w+)?|why")
AIM_LABEL = _label(r"(?:зачем|для\s+чего|цель|почему|причина|why|goal|purpose|aim|reason)(?:\s+\w+)?")
CSF_LABEL = _label(
    r"кфу|csf|вклад|влияни\w+|ключев\w+\s+фактор\w*(?:\s+успеха)?|(?:critical\s+)?success\s+factors?|impact|effect"
)

_CAUSE = (
    r"потому\s+что|так\s+как|поскольку|из-за|в\s+связи\s+с|по\s+причине|по\s+(?:вашей\s+)?просьбе|по\s+согласованию\s+с",
    r"по\s+запросу|\bпопросил\w*|\bпрос(?:ит|ят)\b",
    r"because|due\s+to|since\s+(?:the|we|you|client)\b|at\s+the\s+request|(?:asked|requested|wants)\s+(?:to|for|us)\b",
    r"as\s+(?:you|the\s+client)\s+(?:asked|requested)",
)
_AFTER = r"(?:того|подписан|согласован|получен|запуск|утвержд|оплат|открыти|проверк|готовност)\w*"
_WAIT = (
    rf"\bжд(?:[её]м|у|ут)\b|ожида(?:ем|ется|ние)|зависит\s+от|(?:после|до)\s+{_AFTER}|не\s+раньше|сначала|пока\s+не\b",
    r"\bкогда\b|как\s+только|неактуальн\w*|\bсезон\w*|нуж(?:ен|на|ны)\s+(?:доступ|исходник|материал|согласован|бюджет|фото|текст|макет)\w*",
    r"wait(?:ing|s)\s+(?:for|on)|depends\s+on|not\s+before|until\b|blocked\s+by|no\s+longer\s+(?:needed|relevant)",
    r"only\s+(?:after|when|once)|starts?\s+(?:when|after|once)|after\s+the\b|once\s+the\b|\bseason\w*",
)
_OUTSIDE = r"площадка|клиент|заказчик|типография|подрядчик|поставщик|издательство|модерация"
_LACK = (
    r"не\s+(?:готов|получен|согласован|подписан|утвержд|подтвержд|оплачен)\w*|отсутств\w+",
    r"\bнет\s+(?:исходник|материал|фото|текст|доступ|бюджет|логотип|макет|контент|данных|сч[её]т|договор|товар|сырь)\w*",
    rf"(?:{_OUTSIDE})\s+(?:перен|сдвин|закры|смени|измени|отмени|пересматрива|решил|хочет|отклони)\w*",
    r"not\s+(?:ready|final|approved|confirmed|signed|paid)|(?:client|venue|publisher|supplier|vendor|printer)\s+\w+(?:s|ed)\b",
)
_MOVE = (
    r"перен[её]с\w*|перенос\w*|сдвин\w*|сдвиг\w*|отлож\w*|отклад\w*|начн[её]тся|пауз\w*|заморо\w+|отмен\w*|сняли|снимаем|снят[оаы]?\b",
    r"решил[аи]?\b|решено|moved\b|postpon\w*|put\s+off|on\s+hold|paused|pushed|delayed|cancel\w*|dropped",
)
_AIM = (
    r"чтобы|для\s+того|нужн\w+\s+(?:для|к|под)\b|понадоб\w+|необходим\w*|поможет|позволит|повысит|снизит|увеличит",
    r"для\s+(?:повышени|увеличени|снижени|роста|привлечени|запуска|старта|улучшени|подготовк|аналитик|оценк)\w*",
    r"под\s+(?:\w+\s+)?(?:акци|запуск|сезон|старт|распродаж)\w*|\b(?:повысить|увеличить|снизить|ускорить|улучшить|привлечь)\b",
    r"\bso\s+(?:that|we|the)\b|in\s+order\s+to|needed\s+(?:for|to)|will\s+(?:help|let|raise|lower)|\bhelps?\b",
    r"to\s+(?:raise|lower|increase|reduce|improve|get)\b",
)

CSF = _any(r"\bкфу\b|\bcsf\b", r"фактор\w*\s+успеха|success\s+factor")
WAITS = _any(*_CAUSE, *_WAIT)
LACKS = _any(*_LACK)
NEEDED = _any(*_CAUSE, *_AIM)
WAITING = _any(*_WAIT)
# That it was moved is no reason yet: «перенесли на июнь: нет логотипа» is one, «перенесли на июнь» is not.
MOVED_WITH_MORE = re.compile(rf"(?:{'|'.join(_MOVE)})[^.!?]*?[:,;—–(-]\s*[^\W\d]\w*\s+\w+", re.IGNORECASE)
# What the line says already, before the reason: «Перенесли на июнь: ждём стиль», "Dropped: the service is closed".
WHAT_HAPPENED = re.compile(
    rf"^\s*(?:{'|'.join(_MOVE)})(?:\s+[^\s:—–,.()]+){{0,3}}\s*(?::|\s[—–-])\s+(?=\w+\s+\w)", re.IGNORECASE
)
DROPPED = _any(
    r"отменил\w*|отмен[её]н\w*|отменя\w+|сняли|снимаем|снят[аоы]?\b|не\s+(?:будем\s+)?дела(?:ем|ть)\b|неактуальн\w*",
    r"больше\s+не\s+нуж\w+|cancel\w*|dropped|no\s+longer\s+(?:needed|relevant)|won.t\s+do",
)
NOT_YET = _any(
    *_MOVE,
    r"^\W*(?:жд|ожида|wait)",
    r"не\s+нач\w+|\bпока\s+не\b|ещ[её]\s+не\b|not\s+(?:yet\s+)?start|haven.t\s+started",
    r"перегруж\w*|не\s+успе(?:ли|л|ла|ваем|ваю|вает)\b|не\s+дошли\s+руки|руки\s+не\s+дошли|нет\s+(?:времени|рук|людей)\b",
    r"\bis\s+busy\b|\bno\s+(?:time|capacity)\b|overload\w*|(?:haven|did)n.t\s+(?:yet\s+)?g[eo]t\s+(?:to|round|around)\b",
)

# The agency's own queue, leave, load and mistakes are no reason that a client reads.
INTERNAL = _any(
    r"(?<!первую\s)очеред\w*|загруз|перегруж|загружен|не\s+успе\w+|не\s+хвата\w+\s+(?:рук|люд|времени)",
    r"нет\s+(?:времени|ресурс|свободн|рук|людей)|ресурс\w*|занят[аы]?\b|приоритет\w*|в\s+отпуск|бол(?:еет|ен|ьнич)\w*|уволил",
    r"внутренн|друг(?:ого|их|ому)\s+(?:клиент|проект)|важнее|затянул|ошибл|накосяч|\bсами\b",
    r"\bqueue|\bbusy\b|workload|overload|capacity|resourc|priorit|vacation|on\s+leave|\bsick\b|internal|other\s+(?:client|project)",
    r"short-?staffed|our\s+(?:fault|mistake)",
)
# Section 11 in more forms than its list: what somebody of the client's has not done, and for how long.
REPROACH = _any(
    r"\b(?!так\b|пока\b|уже\b)[^\W\d]+\s+(?:ещ[её]\s+|так\s+и\s+|до\s+сих\s+пор\s+|пока\s+)?не\s+"
    r"(?:присла|выслал|ответил|согласовал|подтвердил|дал|отправил|предостав|оплатил|подписал|утвердил|реш)\w*",
    r"\bуже\s+(?:\w+\s+)?(?:день|дня|дней|недел\w+|месяц\w*)|(?:втор|трет|четв[её]рт|пят)\w+\s+(?:день|недел\w+)",
    r"(?:client|you|they|\b[A-Z][a-z]+)\s+(?:ha(?:s|ve)\s+not|ha(?:sn|ven).t|did\s+not|didn.t)\b",
    r"for\s+(?:a|two|three|\d+)\s+(?:days?|weeks?|months?)\b",
)
EMPTY = re.compile(r"^[\W_]*$|^\W*(?:\?|нет|уточн\w*|tbd|tbc|n/?a|unknown|неизвестн\w*|позже)\W*$", re.IGNORECASE)
