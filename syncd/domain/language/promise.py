"""What the author promises to do: «посмотрю завтра», «вернёмся в пятницу», "we'll get back to you by Friday".

A promise is in the first person future, or says that the answer will come. Not one: what hangs on «если», what is
denied, asked, cited, or is only a manner of speaking («скажу честно», «буду рад»).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from syncd.domain.language.dates import NamedDate, find_dates
from syncd.domain.language.patterns import Line, lines, table, word_set
from syncd.domain.language.reading import Promise
from syncd.domain.language.words import Parse, Token

_MANNER = word_set("""скажу скажем попрошу попросим напомню напомним повторю повторюсь добавлю замечу отмечу признаюсь поясню уточню подчеркну
    буду будем подожду подождем дождусь дождемся надеюсь поспорю рискну позволю посмею осмелюсь возражу пожелаю
    поздравлю поблагодарю совру извинюсь увижу увидим поймем узнаем понадеемся поверю хочу хотим могу можем сможем смогу станем стану
    увидимся пойдем поедем встретимся созвонимся спишемся поговорим договоримся начнем попробуем""")
# A present that a time makes a future: «отправляю завтра».
_PRESENT = word_set(
    """отправляю отправляем высылаю высылаем присылаю присылаем возвращаюсь возвращаемся смотрю смотрим согласовываю
    согласовываем подписываю подписываем оплачиваем плачу платим делаю делаем сдаю сдаем пишу пишем звоню звоним утверждаю
    утверждаем публикую публикуем"""
)
_SOON = table(
    "завтра;послезавтра;вечером;позже;(в|во|до|к|ко) (понедельник|вторник|сред|четверг|пятниц|суббот)*;на (этой |следующей )?неделе;через (час|день|два|три|пару|недел|минут|полчас)*;до [0-9]*;к [0-9]*"
)
# «Уточню: …» is a manner of speaking, «уточню у директора и вернусь» a promise; the comma or object decides.
_MANNER_UNLESS_DATED = word_set("уточню уточним увидим увижу узнаем узнаю поймем дождусь дождемся")
_LETS = word_set("давай давайте")
_ANSWER_WILL_COME = table(
    "(ответ|ответы|решение|апрув|согласование|фидбек|обратная связь|комментарии|правки|замечания|итог|подтверждение|виза) ~ (будет|будут|пришлем|дадим|дам|пришлю);"
    "(будет|будут) ~ (ответ|решение|апрув|согласование|фидбек|обратная связь|комментарии|правки|замечания|подтверждение)",
    "(буду|будем) (смотреть|изучать|разбираться|обсуждать|согласовывать|проверять|читать|решать|думать|знать|писать|готовить|считать|тестировать|пробовать)",
    "(you('ll| will)) (hear from (me|us)|have (it|our|my|the|an|a|them)|get (it|our|my|the|an|a|them)|receive)*;(expect|look for) (our|my|an) (answer|reply|response|feedback|decision|comments|thoughts|notes|edits);"
    "(answer|reply|response|decision|feedback|comments|approval) (will (be|come|follow)|to follow|coming|follows|by)*",
)
_ENGLISH = table(
    "(i'll|we'll|(i|we) (will|shall|am going to|are going to)|(i'm|we're) going to|will) (definitely |certainly |also |then |probably |most likely |try to |aim to |all |just |both ){0,2}"
    "(get back|come back|be back|revert|respond|reply|answer|review|check|look|read|go through|go over|approve|sign|send|let (you|everyone|them|all|him|her)|confirm|discuss|decide|give|call|ring|write|do|have|"
    "finali[sz]e|finish|study|forward|share|pay|provide|update|ask|talk|speak|take|make|prepare|deliver|submit|investigate|fix|return|test|try|revisit|settle|transfer|upload|keep you|follow up|sort|pick|bring|run|work|tell|show|explain|be in touch|sleep|think|scribble|print|add|change|put|post|publish|launch|start)",
    "(getting|coming) back to you;let me (check|think|ask|see|look|get back|come back|discuss|read|confirm|talk|sleep|run|find out|verify|go through);(looking|reading|reviewing) (into |at |through |over )?(it|this|them) (today|tomorrow|now|tonight|this|over|on);"
    "(more|answer|details|feedback|comments) (to follow|tomorrow|later|follow);(talk|speak) (to you )?(tomorrow|later|on|next)",
)
_CONDITION = table(
    "если;при условии;в случае;if;unless;provided;would;were (it|i)",
    "(пока|раньше) ~ не (смогу|сможем|буду|будем);(won't|will not|cannot|can't|not going to)",
)


def find_promise(new_text: str, sent_at: datetime) -> Promise | None:
    """The author's promise, the one with a date before the one without; the nearest date to the verb is its date."""
    promising = [(line, verb_at) for line in lines(new_text) if is_promise(line) for verb_at in _promising(line)]
    dates = find_dates(new_text, sent_at) if promising else ()
    found = [_promise(line, verb_at, dates) for line, verb_at in promising]
    return next((promise for promise in found if promise.due_on), found[0] if found else None)


@lru_cache(maxsize=1024)
def is_promise(line: Line) -> bool:
    """Whether the author promises something in this line."""
    return next(_promising(line), None) is not None


def _promising(line: Line) -> Iterator[int]:
    """Where in the letter each promising verb stands."""
    if line.is_question or _CONDITION.search(line.folded):
        return
    yield from _russian_verbs(line)
    for phrases in (_ANSWER_WILL_COME, _ENGLISH):
        match = phrases.search(line.folded)
        if match:
            yield line.tokens[line.token_at(match.start())].start


def _russian_verbs(line: Line) -> Iterator[int]:
    for number, token in enumerate(line.tokens):
        if not (_is_future(token) or (token.lower in _PRESENT and _SOON.search(line.folded))) or line.cited(number):
            continue
        before = [other.lower for other in line.tokens[max(0, number - 3) : number] if other.is_word]
        if "не" in before[-1:] or "ни" in before[-1:] or _LETS & set(before) or "incl" in _only_tags(token.parses):
            continue
        after = [other.lower for other in line.tokens[number + 1 : number + 2]]
        if token.lower in _MANNER - _MANNER_UNLESS_DATED or (token.lower in _MANNER_UNLESS_DATED and after == [":"]):
            continue
        yield token.start


def _is_future(token: Token) -> bool:
    """First person future, and no noun: «смету» and «полу» are forms of verbs too."""
    if "futr" not in token.tags:
        return False
    firsts = [parse.tags for parse in token.parses if {"VERB", "1per"} <= parse.tags]
    future = bool(firsts) and all("futr" in tags for tags in firsts)  # «дублирую» is also a present
    return future and ("NOUN" not in token.tags or token.lower == "дам")


def _only_tags(parses: tuple[Parse, ...]) -> frozenset[str]:
    """The grammemes that every verbal parse shares."""
    tags = [parse.tags for parse in parses if "VERB" in parse.tags]
    return frozenset.intersection(*tags) if tags else frozenset()


def _promise(line: Line, verb_at: int, dates: tuple[NamedDate, ...]) -> Promise:
    inside = [d for d in dates if line.sentence.start <= d.start < line.sentence.end]
    nearest = min(inside, key=lambda d: abs(d.start - verb_at), default=None)
    if nearest is None:
        return Promise(line.sentence.text)
    return Promise(line.sentence.text, nearest.on, nearest.at)
