"""What our own letter asks the client for: approval, material, a decision, access, payment, an answer (PRODUCT section 4).

Reports, thanks, «для информации» and closing formulas ask nothing; "sent for approval" asks without a verb of asking.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from syncd.domain.agency import Subject
from syncd.domain.language import signals
from syncd.domain.language.dates import find_dates
from syncd.domain.language.lexicon import Lexicon
from syncd.domain.language.patterns import Line, Table, lines, table, word_set
from syncd.domain.language.promise import find_promise, is_promise
from syncd.domain.language.questions import is_question
from syncd.domain.language.reading import Ask, AskKind, Promise
from syncd.domain.language.requests import Request, RequestForm, requests_in
from syncd.domain.language.version import find_period, find_version

# In this order: "send your approval of the invoice" asks for approval.
_WANTED = (
    (
        AskKind.APPROVAL,
        table(
            "согласу*;согласов*;утверд*;утвержд*;одобр*;апрув*;аппрув*;завизир*;визиро*;подтверд* ~ (медиаплан|план|бюджет|креатив|макет|баннер|ролик|лендинг|контент-план|отчет|смет|верси|запуск|старт|размещени|концепц|сценари|текст)*;"
            "(фразу|фразой|словами|слова) _;дайте добро;дать добро;ваше* добро;ваш* (ок|окей|вердикт)*;отмашк*;зеленый свет;письм* _;(слов|фраз)* _;напиши(те)? ~ _",
            "approv*;sign[ -]?off*;signoff;go-ahead;green light;(confirm|confirmation) ~ (plan|budget|creative|creatives|banner|banners|media plan|content plan|report|landing|page|launch|start|version|video|concept|estimate|proof|artwork);your ok;your okay",
        ),
    ),
    (
        AskKind.ACCESS,
        table(
            "доступ*;логин*;парол*;пригласите ~ (в|на) (кабинет|аккаунт|метрик|бизнес)*;(выдайте|предоставьте|дайте|назначьте) ~ прав*;гостев*",
            "access;logins?;passwords?;credentials;permissions?;admin rights;add (us|me|our) ~ (account|page|manager|analytics)*;invite (us|me)",
        ),
    ),
    (
        AskKind.PAYMENT,
        table(
            "оплат*;оплач*;пополн*;внес* ~ (аванс|предоплат)*;аванс*;перевед* ~ (средств|деньг)*;погас* ~ (задолжен|долг)*;задолжен*;закрыть счет*",
            "pay;payment;paid;settle*;top[ -]up;fund the;prepay*;deposit;outstanding invoice*;transfer the (money|funds)",
        ),
    ),
    (
        AskKind.MATERIAL,
        table(
            "(пришлите|пришли|прислать|вышлите|вышли|выслать|отправьте|отправить|предоставьте|предоставить|передайте|передать|загрузите|загрузить|скиньте|скинь|скинуть|залейте|поделитесь|направьте|направить|приложите|добавьте|дайте|дать|жд(у|ем)|ожида(ем|ю)|нужн|понадоб|необходим|требу|не хватает|заполните|подготовьте|подготовить|соберите)* ~ (лого|фото|картин|изображ|видео|текст|материал|файл|исходник|бриф|макет|прайс|каталог|фид|данные|реквизит|список|договор|акт|подпис|скан|отзыв|информац|описани|ссылк|брендбук|гайд|контент|шрифт|выгрузк|таблиц|презентац|анкет|контакт|адрес|номер|цен|креатив|ролик|статистик|пожелани|комментари|правк|замечани|документ)*",
            "(send|resend|share|provide|supply|upload|forward|give|need|get|waiting for|await(ing)?|attach|fill in|complete|prepare|return|missing) ~ (logo|logos|photo|photos|image|images|picture|pictures|video|videos|text|texts|copy|material|materials|file|files|source|brief|price list|prices|catalogue|catalog|feed|data|details|list|contract|signed|scan|asset|assets|brand ?book|guidelines|fonts?|spreadsheet|deck|form|contacts?|comments?|feedback|documents?|questionnaire|information|info|links?|footage|visuals?)",
        ),
    ),
    (
        AskKind.DECISION,
        table(
            "выбер*;выбрать;выбор*;реши(те|м|ть)*;решени*;определи(тесь|ться)*;(какой|какая|какие|какую|какому) ~ (вариант|концепц|верси|схем|дат|из)*;остав* или;предпоч*;(подходит|устраивает|устроит|годится|удобн)* ~ (ли|вам|такой|так)*;ваше мнение;как (вам|поступ|лучше)*;удобно*;запускаем*;продл* ~ или;берем*;оставляем*;что выбир*",
            "choose;decide;decision;prefer*;which (one|option|version|of|concept|date|variant)*;your (view|choice|preference|decision|opinion|thoughts);pick;are you (happy|ok|okay|fine) (with|for);(ok|okay) (for us )?to;can we (start|launch|go|proceed|book);shall we;should we;would you rather;do you want us to;does (this|that|it) (work|suit)*",
        ),
    ),
)
_FOR_APPROVAL = table(
    "(на|для) (ваше |ваш |вашего |итоговое |финальное |повторное )?(согласование|согласования|утверждение|утверждения|одобрение|одобрения|апрув|аппрув|апрува|визирование)",
    "for (your )?(final |kind )?(approval|sign[ -]?off|signoff|confirmation)",
)
_WE_SEND = re.compile(r"\b(?:направля|отправля|высыла|посыла|присыла|передаю|передаем|шлю|шлем)\w*")
_NOT_OURS_TO_ASK = table(
    "(согласован|утвержден|одобрен|подтвержден)(а|о|ы|н*)?;(согласовал|утвердил|одобрил|подтвердил)*;(после|до|с момента|без|дата|срок|статус|в процессе|спасибо за|благодарим за|получил|принял|учли) ~ (согласовани|утвержден|подтвержден|апрув)*;на (согласование|согласовании|утверждение|модерации) (у|к|с|площадк|в) *",
    "(after|before|without|upon|received|thanks for|thank you for|subject to|pending|got|date of) (your |the |final ){0,3}(approval|sign[ -]?off|confirmation|go-ahead);(is|was|were|are|been|be|as|already|you|we|has|have|'ve|client) approved;approved (by|on|plan|version|budget|media|yesterday|today)",
)
_LOOK_ONLY = word_set("посмотрите посмотри ознакомьтесь обратите обрати учтите учитывайте имейте смотрите оцените")
_OURS_ALONE = table(
    "(мы|я) (хотим|хотели|хочу|планируем) (бы )?(протестир|запуст|попробов|сдела|отправ|показа|начать|увелич|провер)*;(нам|мне) (нужно|надо|потребуется|понадобится) ~ (время|дня|дней|день|час|подготов|сдела|провер|пересчит|посчит)*;(нужно|надо|должн|необходимо)* ~ (площадк|подрядчик|модерац|дизайнер|разработчик|редакц)*",
    "(i|we) (need|want|would like|'d like|plan|wanted) (to |a few |a couple |another |more |some )+(test|launch|try|run|start|prepare|finish|check|days?|time|hours?|show|share|update|increase)*;(publisher|platform|designer|developer|moderation) (needs?|wants?|asks?|should|must)",
)
_THING = (
    (
        Subject.CONTENT_PLAN,
        table(
            "контент-план*;контентплан*;контент план*;рубрикатор*;план* (публикац|пост)*",
            "content (plan|calendar|schedule)s?;editorial (plan|calendar)s?;posting plan",
        ),
    ),
    (
        Subject.MEDIA_PLAN,
        table("медиаплан*;медиа-план*;медиа план*;мп;план* размещени*", "media[ -]?plans?;mediaplans?;media schedule"),
    ),
    (Subject.LANDING, table("лендинг*;посадочн*;промостраниц*;лендос*", "landing( page)?s?;landing-pages?;microsite")),
    (
        Subject.CREATIVE,
        table(
            "креатив*;баннер*;ролик*;макет*;концепц*;визуал*;сторис*;объявлени*;видео*",
            "creatives?;banners?;videos?;artworks?;visuals?;concepts?;ads?;mock-?ups?;storyboards?;scripts?",
        ),
    ),
    (Subject.REPORT, table("отчет*", "reports?")),
    (Subject.BUDGET, table("бюджет*;смет*", "budgets?;estimates?")),
    (Subject.MEDIA_PLAN, table("план*", "plan")),
)
_APPROVAL = _WANTED[0][1]
_THINGS, _DECISION = _WANTED[:-1], _WANTED[-1][1]
_REMINDING = table(
    "напомина*;напомню", "just checking;checking in (on|about);following up;(gentle|friendly|quick) reminder"
)
_NOT_WITHOUT = table(
    "без ~ (согласовани|подтверждени|утверждени|письм|фраз|слов|ответ)* ~ (не|нельзя|невозможно)",
    "without ~ (approval|confirmation|answer|sign-off|phrase|words) ~ (cannot|can't|not|won't)",
)
_CITED_APPROVAL = re.compile(r"[«\"“„][^»\"”“]*(?:согласован|утвержд|одобрен|approved)[^»\"”“]*[»\"”“]")
_HAND_OVER = table(
    "(пришл|вышл|скин|предостав|отправ|передай|загруз)*",
    "(send|resend|share|provide|upload|supply) (?!(us |me )?(your |the |an )*(approval|ok|sign))*",
)
_YOURS = table("от вас;ваш*;вам;вас", "your;you;from you")
_ORDERED = table(
    "согласуйте;утвердите;подтвердите;одобрите;(просим|прошу|просьба|нужно|необходимо) ~ (согласовать|утвердить|подтвердить|одобрить)",
    "please (approve|confirm|sign)",
)
_ANSWER_BY = table(
    "ответ*;срок*;дедлайн*;успе*;нужн*;согласован*;подтвержден*;решени*",
    "answer;reply;deadline;approval;confirmation;need;decision",
)
_REPLY_PREFIX = re.compile(r"\s*(?:re|отв|ha|на)\s*(?:\[\d+\])?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Letter:
    """Our letter as far as asking goes; what the asking line leaves out is looked for in the rest."""

    new_text: str
    subject_line: str
    file_names: tuple[str, ...]
    sent_at: datetime
    lexicon: Lexicon | None

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.new_text, self.subject_line, *self.file_names)


def find_asks(
    new_text: str,
    subject_line: str,
    attachment_names: Sequence[str],
    sent_at: datetime,
    lexicon: Lexicon | None = None,
) -> tuple[Ask, ...]:
    """Everything our letter asks for, one ask for each kind and thing."""
    letter = _Letter(new_text, subject_line, tuple(_readable(name) for name in attachment_names), sent_at, lexicon)
    found: dict[tuple[AskKind, Subject | None], Ask] = {}
    for line in lines(new_text):
        for ask in (_ask(kind, line, letter) for kind in _asked_kinds(line)):
            found.setdefault((ask.kind, ask.about), ask)
    if not found:
        return tuple(_ask(AskKind.APPROVAL, line, letter) for line in _asking_subject(letter))
    return _without_echo(tuple(found.values()))


def _without_echo(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """«Жду ответа» beside «просим согласовать» asks for nothing more; a question does."""
    specific = tuple(ask for ask in asks if ask.kind is not AskKind.ANSWER or "?" in ask.words)
    return specific or asks


def _asked_kinds(line: Line) -> tuple[AskKind, ...]:
    """What the line asks for: nothing, or one or more kinds."""
    asking = is_question(line) or any(_waits(request) for request in requests_in(line)) or _sent_for_approval(line)
    if not asking and not _REMINDING.search(line.folded) and not _NOT_WITHOUT.search(line.folded):
        return ()
    return _kinds(line)


def _waits(request: Request) -> bool:
    """Whether a request of ours waits for the client's act."""
    folded = request.line.folded
    if request.verb in _LOOK_ONLY:
        return bool(_APPROVAL.search(folded))
    if request.form is RequestForm.ORDER:
        return not signals.FYI.search(folded)
    if is_promise(request.line) or _OURS_ALONE.search(folded) or signals.THIRD_PARTY.search(folded):
        return False
    return (
        request.form is not RequestForm.NEED or _kinds(request.line) != (AskKind.ANSWER,) or bool(_YOURS.search(folded))
    )


def _sent_for_approval(line: Line) -> bool:
    """«Направляем на согласование» is sent to the reader, unless somebody else is named."""
    here = _FOR_APPROVAL.sub(" ", line.folded) if _WE_SEND.search(line.folded) else line.folded
    told = _NOT_OURS_TO_ASK.search(line.folded) or signals.THIRD_PARTY.search(here)
    return bool(_FOR_APPROVAL.search(line.folded)) and not told


def _asking_subject(letter: _Letter) -> tuple[Line, ...]:
    """A letter that only carries a file under «Медиаплан на согласование» asks by its subject."""
    carries = bool(letter.file_names) or any(signals.MATERIAL.search(line.folded) for line in lines(letter.new_text))
    asking = (
        line for line in lines(letter.subject_line) if _sent_for_approval(line) or AskKind.APPROVAL in _kinds(line)
    )
    first = next(asking, None)
    return (first,) if carries and first and not _REPLY_PREFIX.match(letter.subject_line) else ()


def _kinds(line: Line) -> tuple[AskKind, ...]:
    """Approval, access, payment and material may be asked in one breath; a decision or an answer is what else remains."""
    things = tuple(kind for kind, phrases in _THINGS if _names(kind, phrases, line))
    if AskKind.APPROVAL in things and not _HAND_OVER.search(line.folded):
        things = tuple(kind for kind in things if kind is not AskKind.MATERIAL)  # «ждём согласования текстов»
    if things:
        return things
    return (AskKind.DECISION,) if _DECISION.search(line.folded) or _shall_we(line) else (AskKind.ANSWER,)


def _names(kind: AskKind, phrases: Table, line: Line) -> bool:
    """Whether the line speaks of the kind; «напишите: „Креативы согласованы“» speaks of approval by citing it."""
    if kind is AskKind.APPROVAL and _CITED_APPROVAL.search(line.sentence.text.lower()):
        return True
    return bool(phrases.search(line.folded)) and not (kind is AskKind.APPROVAL and _is_told(line))


def _shall_we(line: Line) -> bool:
    """«Продлеваем кампанию на июль?»"""
    first = next(iter(line.sentence.words), None)
    return line.is_question and first is not None and {"VERB", "1per", "plur"} <= first.tags


def _is_told(line: Line) -> bool:
    """«Спасибо за согласование», «после утверждения»: spoken of, not asked for, unless an order asks it too."""
    told = _NOT_OURS_TO_ASK.search(line.folded)
    return bool(told) and not _ORDERED.search(line.folded) and not line.is_question


def _ask(kind: AskKind, line: Line, letter: _Letter) -> Ask:
    words, due_on = line.sentence.text, _due_on(line, letter)
    if kind not in {AskKind.APPROVAL, AskKind.DECISION}:
        return Ask(kind, words, due_on=due_on)
    about = _about(line, letter.lexicon)
    if kind is AskKind.DECISION:
        return Ask(kind, words, about, due_on=due_on)
    texts = (words, *letter.texts)
    elsewhere = (_about(other, letter.lexicon) for text in letter.texts for other in lines(text))
    about = about or next((thing for thing in elsewhere if thing), None)
    period = find_period(*(_without_dates(text, letter.sent_at) for text in texts))
    return Ask(kind, words, about, find_version(*texts), period, due_on)


def _about(line: Line, lexicon: Lexicon | None) -> Subject | None:
    for subject, phrases in _THING:
        if phrases.search(line.folded):
            return subject
    named = {mark.name for mark in lexicon.marks(line.sentence)} if lexicon else set()
    return next((subject for subject in Subject if f"thing.{subject.value}" in named), None)


def _without_dates(text: str, sent_at: datetime) -> str:
    """«До 5 июня» names no period."""
    for named in find_dates(text, sent_at):
        text = text[: named.start] + "_" * (named.end - named.start) + text[named.end :]
    return text


def _due_on(line: Line, letter: _Letter) -> date | None:
    """The deadline in the asking line, else one that another line gives for the answer."""
    dates = find_dates(letter.new_text, letter.sent_at)
    here = [d for d in dates if line.sentence.start <= d.start < line.sentence.end]
    due = [d.on for d in here if d.is_deadline] or ([] if is_question(line) else [d.on for d in here])
    if due or line.sentence.text not in letter.new_text:
        return due[0] if due else None
    answer_by = (other.sentence for other in lines(letter.new_text) if _ANSWER_BY.search(other.folded))
    return next((d.on for s in answer_by for d in dates if d.is_deadline and s.start <= d.start < s.end), None)


def _readable(file_name: str) -> str:
    """«Mediaplan_june_v3.xlsx» as words."""
    return re.sub(r"[_.+-]+", " ", file_name.rpartition(".")[0] or file_name)


def is_holding_answer(new_text: str, sent_at: datetime) -> Promise | None:
    """Our «приняли в работу, вернёмся завтра»: the promise, where the letter answers nothing else."""
    promise = find_promise(new_text, sent_at)
    if promise is None:
        return None
    others = (line for line in lines(new_text) if line.sentence.text != promise.words)
    return promise if all(_is_holding(line) for line in others) else None


def _is_holding(line: Line) -> bool:
    """A greeting, thanks, or that the matter is in hand; anything told beside it is an answer."""
    if is_promise(line) or signals.NOT_YET.search(line.folded) or _TAKEN_IN.search(line.folded):
        return True
    tells = any({"VERB", "PRTS", "NUMB"} & token.parses[0].tags for token in line.tokens) or "LATN" in {
        tag for token in line.sentence.words[4:] for tag in token.tags
    }
    return len(line.sentence.words) <= 5 and not tells and not is_question(line)


_TAKEN_IN = table(
    "(вопрос|запрос|письмо|правки|задачу) ~ передал*;приня* (в работу|к сведению);взял* в работу;получил*;спасибо*;благодар*;передал* ~ (коллег|команд|специалист|дизайнер|отдел|аналитик|в)*;разбира*;проверя*;занима*;уточня*;видим*;понял*;извин*;смотр*;(уже )?в работе",
    "received;thanks*;thank you*;got (it|your)*;passed (it|this|that) ~ to*;looking into*;checking*;working on*;noted;understood;sorry*;apologi[sz]e*;we're on it;on it",
)
