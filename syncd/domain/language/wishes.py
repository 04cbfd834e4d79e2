"""Wishes that can be told apart as opposite without guessing: bigger or smaller, more or less money, in or out, when to start.

Of a sentence that doubts, asks, chooses, or passes on what somebody else wants, nothing is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from syncd.domain.language.dates import NamedDate, find_dates
from syncd.domain.language.patterns import Line, Table, lines, table
from syncd.domain.language.questions import is_question


class Axis(StrEnum):
    """What the wish is about."""

    SIZE = "size"
    LIGHT = "light"
    PRESENCE = "presence"
    MONEY = "money"
    LAUNCH = "launch"


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish. `thing` is a name in [wishes] of the note templates, `details` what it is narrowed to.

    Of a launch `earliest` and `latest` bound the day; of the others `side` says which way.
    """

    axis: Axis
    thing: str
    side: str
    words: str
    details: frozenset[str] = frozenset()
    earliest: date | None = None
    latest: date | None = None

    def opposes(self, other: Wish) -> bool:
        """Whether both cannot be had."""
        if (self.axis, self.thing) != (other.axis, other.thing):
            return False
        if self.axis is Axis.LAUNCH:
            return _is_apart(self, other) or _is_apart(other, self)
        return frozenset((self.side, other.side)) in _OPPOSITE[self.axis]


def _is_apart(one: Wish, other: Wish) -> bool:
    return bool(one.latest and other.earliest and one.latest < other.earliest)


def _pairs(*listed: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split("/")) for pair in listed)


_OPPOSITE = {
    Axis.SIZE: _pairs("more/less"),
    Axis.LIGHT: _pairs("more/less"),
    Axis.PRESENCE: _pairs("in/out"),
    Axis.MONEY: _pairs("more/less", "keep/more", "keep/less", "keep/move"),
}
_SHAPES = {
    "logo": table("(логотип|лого)*", "logos?"),
    "font": table("шрифт*", "fonts?;typeface"),
    "button": table("кнопк*", "buttons?;cta"),
    "headline": table("заголов*", "headlines?;heading"),
}
_PARTS = {
    **_SHAPES,
    "price": table("(цена|цену|цены|ценник)*", "prices?"),
    "phone": table("телефон*", "phone( number)?"),
    "discount": table("(скидка|скидку|скидки)", "discount"),
    "disclaimer": table("дисклеймер*", "disclaimer"),
}
_GROUNDS = {"background": table("фон*", "background"), "colours": table("цвета;(гамм|палитр)*", "colou?rs;palette")}
_BUDGET = {
    "budget": table(
        "(бюджет|смет)*;((стар|прежн|текущ|нынешн)* )?(схем|распределени|сплит)*",
        "budgets?;spend;split;(old |current )?scheme",
    )
}
_THINGS: Mapping[Axis, Mapping[str, Table]] = {
    Axis.SIZE: _SHAPES,
    Axis.LIGHT: _GROUNDS,
    Axis.PRESENCE: _PARTS,
    Axis.MONEY: _BUDGET,
}
_SIDES: Mapping[Axis, Mapping[str, Table]] = {
    Axis.SIZE: {
        "more": table("больше;побольше;крупнее;покрупнее;(увелич)*", "bigger;larger;enlarge;increase"),
        "less": table("меньше;поменьше;мельче;помельче;(уменьш)*", "smaller;reduce;shrink"),
    },
    Axis.LIGHT: {
        "more": table("светлее;посветлее;ярче;поярче", "lighter;brighter"),
        "less": table("темнее;потемнее;спокойнее;поспокойнее;приглуш*", "darker;calmer;muted"),
    },
    Axis.PRESENCE: {
        "in": table("(добавьте|добавить|верните|вернуть|оставьте|оставить|оставляем|оставим)", "add;keep;leave;bring back;put back"),
        "out": table("(уберите|убрать|уберем|убираем|удалите|удалить|исключите|исключить)", "remove;delete;drop;take out;take off"),
    },
    Axis.MONEY: {
        "more": table("(увелич|подними|поднять|поднимаем|добавьте|добавить|добавляем)*", "increase;raise;add;more"),
        "less": table("(сократ|сокращ|уменьш|урежьте|урезать|урезаем|снизьте|снизить|снижаем)*", "cut;reduce;decrease;lower;less"),
        "move": table("(перенес|перенос|перебрось|перебросить|перераспредел|перелейте|перелить|переливаем)*", "move;shift;reallocate;redistribute"),
        "keep": table(
            "(оставь|остави|оставля|сохрани|сохраня)*;не (трога|меня|увелич|сокращ|уменьш|перенос)*;"
            "(нрав|устраива|предпочита)* ~ (стар|прежн|текущ|нынешн)*;(стар|прежн|текущ|нынешн)* ~ (нрав|устраива)*",
            "keep;leave;stay with;stick (to|with);(don't|do not) (touch|change|cut|increase|move);(prefer|like) ~ (old|current|existing)",
        ),
    },
}  # fmt: skip
_UNSURE = table(
    "если;или;либо;ли;возможно;может;можем;вероятно;наверное;кажется;например;вариант*;просил*;просит;просят;сказал*;говорит;говорят;"
    "хотел;хотела;хочет;хотят;предлага(ет|ют|л)*;считает;думает;больше не;не (больше|меньше) [0-9]*;(больше|меньше) (чем|всего|внимани|врем)*;как и;обсуд*;вопрос*;спасибо;"
    "(увеличил|уменьшил|сократил|добавил|убрал|перенесл|оставил)*;чтобы не",
    "if;or;whether;maybe;perhaps;might;could;would;for example;e\\.g\\.;option*;asked;said;says;wants?;wanted;thinks?;suggest(s|ed)?;no more;not more;"
    "thanks;thank you;discuss*;question*;(increased|reduced|added|removed|moved|kept|made)",
)
_NARROWED = re.compile(
    r"(?<!\w)(?:\d+(?:[xх×]\d+)?|перв|втор|трет|четв[её]рт|послед|поиск|рся|соцсет|вк|vk|телеграм|telegram|директ|яндекс|google|гугл|таргет"
    r"|видео|ролик|наруж|радио|тв|сторис|баннер|лендинг|сайт|обложк|пост|first|second|third|last|search|social|display|facebook|instagram"
    r"|tiktok|linkedin|youtube|video|stor(?:y|ies)|banner|landing|site|cover|post)"
)
_PART = re.compile(r" (?:[,;:.!…()–—-]|но|а|и|but|and|while) ")
_POLITE = re.compile(r" (?:, )?(?:пожалуйста|please|kindly)(?: ,)?(?= )")
_NO = table("не;нет;ни", "not;don't;doesn't;no;never")
_START = table(
    "(запуск|запускаем|запускаемся|запуститься|запустить|запустите|запускайте|старт|старта|старту|стартуем|стартовать|начинаем|начать)",
    "launch;start;go live;going live;kick off",
)
_NOT_OF_A_CAMPAIGN = table(
    "(встреч|созвон|отчет|бриф|макет|материал|съемк|договор|работ|отпуск|оплат|счет|обсужд)*",
    "meeting;call;report;brief;materials?;contract;shoot;vacation;payment;invoice;discussion",
)
_NOT_BEFORE = table(
    "не (раньше|ранее);только (после|с);после",
    "(not|don't|never) ~ (before|earlier than);no earlier than;only after;after;(hold|delay|wait|postpone) ~ (until|till)",
)
_NOT_LATER = table("не (позже|позднее)", "no later than;not later than")
NEAR = 30  # characters between the start and its day
_HINT = re.compile(
    r"логотип|лого|шрифт|кнопк|заголов|цен|телефон|скидк|дисклеймер|фон|цвет|гамм|палитр|бюджет|смет|схем|распредел|сплит|запус|старт|начина|начать"
    r"|logo|font|typeface|button|cta|headline|heading|price|phone|discount|disclaimer|background|colou?r|palette|budget|spend|split|scheme|launch|start|go live|going live|kick off",
    re.IGNORECASE,
)  # fmt: skip


@lru_cache(maxsize=4096)
def find_wishes(new_text: str, sent_at: datetime) -> tuple[Wish, ...]:
    """The plain wishes of a letter, in order; `sent_at` is aware, in the agency's zone."""
    if not _HINT.search(new_text):
        return ()
    sure = [line for line in lines(new_text) if not is_question(line) and not _UNSURE.search(line.folded)]
    return tuple(wish for line in sure for wish in (*_in_parts(line), *_launch(line, sent_at)))


def _in_parts(line: Line) -> Iterator[Wish]:
    for part in _PART.split(_POLITE.sub("", f" {line.folded} ")):
        for axis, names in _THINGS.items():
            things = [name for name, phrases in names.items() if phrases.search(part)]
            sides = [side for side, phrases in _SIDES[axis].items() if phrases.search(part)]
            if axis is Axis.MONEY and "keep" in sides:
                sides = ["keep"]  # «не увеличивайте» keeps
            elif _NO.search(part):
                continue
            if len(things) == 1 and len(sides) == 1:
                yield Wish(axis, things[0], sides[0], line.sentence.text, _details(line.folded))


def _details(text: str) -> frozenset[str]:
    return frozenset(match.group() for match in _NARROWED.finditer(text))


def _is_beside(line: Line, day: NamedDate) -> bool:
    """Whether the day is said of the start: close to it, with no comma between."""
    match = _START.search(line.folded)
    if match is None:
        return False
    first = line.tokens[line.token_at(match.start())]
    start, end = first.start - line.sentence.start, first.end - line.sentence.start
    between = line.sentence.text[end : day.start] if start < day.start else line.sentence.text[day.end : start]
    return len(between) <= NEAR and "," not in between


def _launch(line: Line, sent_at: datetime) -> Iterator[Wish]:
    """One day for the launch, or a bound of it."""
    if not _START.search(line.folded) or _NOT_OF_A_CAMPAIGN.search(line.folded):
        return
    named = find_dates(line.sentence.text, sent_at)
    if len(named) != 1 or not _is_beside(line, named[0]):
        return
    on, words = named[0].on, line.sentence.text
    if _NOT_BEFORE.search(line.folded):
        yield Wish(Axis.LAUNCH, "launch", "", words, earliest=on)
    elif _NOT_LATER.search(line.folded):
        yield Wish(Axis.LAUNCH, "launch", "", words, latest=on)
    elif _NO.search(line.folded):
        return
    elif named[0].is_deadline:
        yield Wish(Axis.LAUNCH, "launch", "", words, latest=on)
    else:
        yield Wish(Axis.LAUNCH, "launch", "", words, earliest=on, latest=on)
