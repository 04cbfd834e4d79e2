"""What kind of thing a client's letter is, and the edits it asks for: factual, a matter of taste, or unclear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from syncd.domain.language import signals
from syncd.domain.language.patterns import Line, lines, table
from syncd.domain.language.questions import is_question
from syncd.domain.language.reading import LetterKind, Promise, Verdict, VerdictKind
from syncd.domain.language.requests import RequestForm, requests_in

# An edit changes something that exists: these verbs, or a thing that "should be" otherwise.
_EDIT = table(
    "(замен|помен|измен|исправ|поправ|убер|убра|убир|удал|добав|встав|переимен|перепи|перекрас|перенес|перенос|передвин|подвин|сдела|увелич|уменьш|укажи|указа|обнов|вычерк|сократ|допи|исключ|выкин|сдвин|пересн|переде|постав|правк|выдели|подпра|урежь|подним|опуст|выровн|замени)*",
    "(должн|следует|нужн|надо|необходимо)* ~ (быть|стоять|написа|замен|помен|измен|исправ|убра|удал|добав|указа|сдела)*;(лучше|хочется|хотелось бы|хотим|давайте|можно) ~ (ярче|крупн|больше|меньше|тепл|светл|темн|мягч|проще|живее|другой|другую|друго|по-друг|сдела|помен|замен|убра|добав)*;(ошибка|опечатка|опечатки|ошибки|неверн|неправильн|перепутан)*;не ~ а",
    "change*;replac*;fix*;correct*;remov*;delet*;drop;add;adding;updat*;swap*;renam*;reword*;rewrit*;shorten*;enlarge*;mak(e|ing);move;resize*;recolou?r*;edit*;amend*;tweak*;typos?;misspel*;wrong;incorrect;mistakes?;errors?;take out;leave out;cut;(should|must|needs to) (be|say|read)*;use ~ (instead|not);tone down;(bigger|larger|smaller|bolder|brighter|darker|lighter|warmer|softer|louder|calmer)",
)
# «Дата 12 июня, а не 21-е», "Petersen, not Peterson": an edit without a verb.
_CORRECTION = table(
    "не [^ ]+( [^ ]+)? , а [^ ]+;, а не [^ ]+;(а )?у вас (указан|написан|стоит|[0-9])*",
    "(is|are|should be|spelt|spelled) [^ ]+( [^ ]+)? , not [^ ]+;(is|are) not [^ ]+( [^ ]+)? but [^ ]+",
)
_FACTUAL = table(
    "(цен|стоимост|прайс|руб|телефон|номер|адрес|назван|имя|имени|фамили|отчеств|город|дат|числ|срок|время|часы|график|ссылк|сайт|домен|почт|опечат|ошибк|ошибочн|неверн|неправильн|состав|артикул|размер скидк|процент|реквизит|инн|огрн|лиценз|должност|юрлиц|товар|модел|количеств|сумм|объем|вес|дисклеймер|оговорк|ерид|erid|маркировк|буква|запят|пробел|регион|услови|не наш|устаре|не продаем|не производим|нет в наличии|снят|закончил|перепут|перевод|с большой буквы|по-русски|частот|ставк|cpa|cpm|utm|метк)*;"
    "вместо;а не;не ~ а;(стар|нов|прошл|не тот|не наш)* логотип*;логотип* ~ (стар|прошл|не тот|не наш)*;уволил*;больше не работает;[0-9]*",
    "(price|prices|cost|phone|number|address|name|surname|spelling|spelt|spelled|date|dates|deadline|hours|link|links|url|website|email|typo|typos|misspel|error|errors|mistake|wrong|incorrect|ingredient|ingredients|sku|discount|percent|logo file|old logo|new logo|legal|disclaimer|licence|license|title|city|quantity|amount|sum|total|capital|comma|translation|out of stock|discontinued|not ours|outdated|no longer|figures|rate|frequency|utm|tags)*;instead of;not [^ ]+;called;[0-9]*",
)
_TASTE = table(
    "нрав*;не нрав*;симпатич*;некрасив*;красив*;ярч*;поярч*;яркост*;крупн*;покрупн*;побольше;больше воздуха;поменьше;теплее;потеплее;светлее;посветлее;темнее;потемнее;мягче;помягче;живее;поживее;веселее;повеселее;солидн*;строже;построже;дороже выгляд*;дорого-богато;скучн*;уныл*;мрачн*;вычурн*;креативн*;стильн*;современн*;свеж*;посвежее;сочн*;посочнее;играет;заиграл*;души;душевн*;человечн*;эмоци*;настроени*;вау*;изюминк*;цепля*;(не )?(смотрится|звучит);цвет*;фон*;как у *;(красн|синий|синей|синим|зелен|желт|розов|черн|белой|белый|белым|оранж|фиолет|голуб)*;мелковат*;крупноват*;темноват*;шрифт*;оттен*;серый;серая;красный;синий;зеленый;жирн*;дизайн*;стил(ь|е|я|ю)*;слишком (ярк|темн|светл|пестр|строг|скучн|официальн|сух|рекламн|агрессивн|мелк|крупн)*;логотип* ~ (больше|крупн|побольше)*;(больше|крупн|побольше)* ~ логотип*",
    "(don't|doesn't|do not|not|never) (really |quite )?(like|love);(feel|feels|look|looks) (a bit |too |very |rather |so )?[a-z]+;(hate|hates|feeling|ugly|pretty|beautiful|boring|dull|bland|pop|punchy|punchier|vibrant|fresh|fresher|modern|elegant|stylish|cool|cooler|warm|warmer|bright|brighter|dark|darker|light|lighter|soft|softer|bold|bolder|bigger|larger|smaller|loud|louder|busy|cluttered|airy|friendlier|fun|playful|premium|classy|mood|vibe|tone|wow|style|colour|color|font|background|blue|red|green|grey|gray|pink|taste|cheesy|corporate|stiff|dry|cold);too (bright|dark|busy|loud|corporate|salesy|dry|formal|small|big|plain|aggressive|light)",
)
_NEW_WISH = table(
    "(еще|также|дополнительно|кстати|заодно|в придачу|плюсом) ~ (хотим|хотели|хочу|нужн|надо|хотелось|закажем|интересует|сделайте|сделать|планируем|добавить)*;(хотим|хотели бы|хочу|хотелось бы|нужен|нужна|нужны|планируем|думаем) ~ (еще|также|дополнительно|каталог|стенд|сайт|лендинг|приложени|ролик|буклет|листовк|вывеск|рассылк|чат-бот|блогер|канал|мероприяти|выставк|фирменн|логотип|наружк|радио|тв|seo|smm|посадочн)*;вы (же )?(такое )?(делаете|занимаетесь|беретесь)*;(сможете|возьметесь|можете) ~ (также|еще|нарисовать|снять|организовать|напечатать|сделать)*;нам бы еще;не входит в договор;вне договора;сверх договора",
    "(also|additionally|on top|besides|while you're at it|by the way) ~ (want|need|like|design|make|do|create|organi[sz]e|print|build|shoot)*;not (in|part of|covered by) (our|the) (contract|scope|agreement|retainer)*;(would|could|can) you also;do you (also )?(do|offer|make|design|handle|organi[sz]e)*;(we|i)('d| would) ~ (also|another|additional|extra)*;out of scope;extra (service|job|work|task|project)*",
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One edit the letter asks for: its words and whether it is factual, a matter of taste, or unclear."""

    words: str
    kind: LetterKind


@lru_cache(maxsize=4096)
def find_remarks(new_text: str) -> tuple[Remark, ...]:
    """The edits of the letter, a sentence each: a row of the register (PRODUCT section 8)."""
    return tuple(Remark(line.sentence.text, _remark_kind(line)) for line in lines(new_text) if _is_remark(line))


def _is_remark(line: Line) -> bool:
    """An edit asked for, a wish about looks, a dislike, a fact that is wrong, or a correction without a verb."""
    wanted = any(r.form is not RequestForm.WAITING and not r.is_go_ahead for r in requests_in(line))
    edits = _EDIT.search(line.folded) or _TASTE.search(line.folded)
    if (edits and wanted) or (_EDIT.search(line.folded) and is_question(line)):
        return True
    complains = signals.COMPLAINT.search(line.folded) and not signals.NO_COMPLAINT.search(line.folded)
    if complains and (_TASTE.search(line.folded) or (_FACTUAL.search(line.folded) and _EDIT.search(line.folded))):
        return True
    return bool(_CORRECTION.search(line.folded) and _FACTUAL.search(line.folded))


def _remark_kind(line: Line) -> LetterKind:
    """A wrong fact is factual whatever else is said of it; colour, size and liking are taste."""
    factual, taste = _FACTUAL.search(line.folded), _TASTE.search(line.folded)
    if factual and not taste:
        return LetterKind.REMARK_FACTUAL
    if taste and not factual:
        return LetterKind.REMARK_TASTE
    return LetterKind.REMARK_UNCLEAR


def letter_kinds(
    new_text: str,
    *,
    verdict: Verdict,
    has_attachments: bool,
    questions: Sequence[str],
    promise: Promise | None,
    urgent: str | None,
) -> frozenset[LetterKind]:
    """Everything the letter is; one that is nothing else is information."""
    kinds = set(_kinds(new_text, verdict, has_attachments=has_attachments))
    kinds |= {remark.kind for remark in find_remarks(new_text)}
    given = ((questions, LetterKind.QUESTION), (promise, LetterKind.PROMISE), (urgent, LetterKind.URGENT_TROUBLE))
    kinds |= {kind for value, kind in given if value}
    if not kinds:
        short = any(signals.CLOSED.search(line.folded) for line in lines(new_text))
        kinds.add(LetterKind.ACKNOWLEDGEMENT if short else LetterKind.INFORMATION)
    return frozenset(kinds)


def _kinds(new_text: str, verdict: Verdict, *, has_attachments: bool) -> Iterator[LetterKind]:
    if verdict.kind is not VerdictKind.NONE:
        yield LetterKind.DECISION
    decided = verdict.kind in {VerdictKind.APPROVED, VerdictKind.NEEDS_CONFIRMATION}
    for line in lines(new_text):
        if any(not (decided and request.is_go_ahead) for request in requests_in(line)):
            yield LetterKind.REQUEST
        if signals.COMPLAINT.search(line.folded) and not signals.NO_COMPLAINT.search(line.folded):
            yield LetterKind.COMPLAINT
        if signals.REMINDER.search(line.folded):
            yield LetterKind.REMINDER
        if _NEW_WISH.search(line.folded):
            yield LetterKind.NEW_WISH
        if (
            signals.MATERIAL.search(line.folded)
            and not signals.PAPERWORK.search(line.folded)
            and not signals.THIRD_PARTY.search(line.folded)
        ):
            yield LetterKind.MATERIAL
    if has_attachments and not new_text.strip():
        yield LetterKind.MATERIAL
