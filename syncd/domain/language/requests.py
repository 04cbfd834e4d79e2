"""What the author wants the reader to do: orders, polite requests, needs, wishes; Russian and English.

Grammar first: an imperative is read from the word's form, and is none after «если», «когда», «как только» («как
посмотрите» is a future). Courtesies in the imperative («здравствуйте», «не беспокойтесь», "have a nice day") want
nothing; neither does a closing formula («если будут вопросы, пишите»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from syncd.domain.language.patterns import Line, Table, lines, table, word_set
from syncd.domain.language.words import Token


class RequestForm(StrEnum):
    """How it is said."""

    ORDER = "order"
    POLITE = "polite"
    NEED = "need"
    WISH = "wish"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing wanted. `words` are the author's, `verb` is the folded word that carries it, `line` where it stands.

    `is_go_ahead` marks «запускайте», "go ahead": leave to begin, which a decision gives and nobody has to answer.
    """

    form: RequestForm
    words: str
    verb: str
    line: Line
    is_go_ahead: bool = False


# Imperatives that want nothing.
_COURTESIES = word_set("""здравствуйте здравствуй простите прости извините извини извиняйте поверьте поверь представьте представь приезжайте
    заходите держитесь держись берегите отдыхайте смотрите смотри слушайте слушай знайте знай считайте допустим помните
    радуйтесь прощайте будьте будь понимаете понимаешь видите видишь знаете знаешь представляете представляешь скажем
    позвольте разрешите хватит надейтесь верьте давайте давай поздравляйте наслаждайтесь живите болейте выздоравливайте
    пусть пускай благодарите ура угощайтесь ждите жди потерпите потерпи подождите подожди погодите погоди""")
# Orders to somebody one says «ты» to. A list, for many a noun looks like one of these forms («пуши», «три», «части»).
_FAMILIAR = word_set(
    """дать сделать прислать выслать скинуть кинуть отправить переслать поправить исправить написать объяснить набрать позвонить
    перезвонить посмотреть глянуть проверить заменить поменять убрать добавить показать снять остановить уточнить подсказать
    сказать закинуть звякнуть маякнуть заказать выключить включить подключить поставить обновить вернуть переделать сообщить
    узнать выбрать посчитать пересчитать напомнить помочь найти собрать подготовить согласовать запустить учесть пояснить
    расписать перенести перевести удалить вставить переписать урезать увеличить уменьшить поднять выставить оформить загрузить
    залить выложить опубликовать открыть закрыть спросить ответить разобраться подумать предложить забрать отменить подписать
    придумать нарисовать пригласить положить записать отметить указать дописать сократить расшарить поделиться
    продублировать стопнуть заняться переименовать отключить приостановить оставить дождаться рассказать расскажи скажи
    давать смотреть делать слать кидать звонить писать ставить убирать менять"""
)
# With «не» they reassure.
_REASSURANCES = word_set("""беспокойтесь беспокойся торопите торопи гоните гони давите дави волнуйтесь волнуйся переживайте переживай торопитесь торопись спешите спеши сомневайтесь
    стесняйтесь обижайтесь обижайся теряйте теряй пугайтесь удивляйтесь отвечайте отвечай судите ругайте ругай
    забывайте болейте болей скучайте скучай ждите жди обращайте""")
_FAREWELLS = word_set("пишите пиши звоните звони обращайтесь обращайся спрашивайте спрашивай набирайте дергайте")
_GO_AHEAD = table(
    "запускай*;запустите;приступай*;начинай*;стартуй*;действуй*;работай*;размещай*;выкатывай*;деплой*;лейте;заливай*;"
    "ставьте;заводите;публикуй*;продолжай*;бронируй*;печатай*;открывай* кампани*;поехали;погнали;вперед;отдавай* в ~ *;бери* в работу;"
    "берите;используйте;приступить;запускать;запустить;начать;начинать;стартовать;размещать",
    "go ahead;proceed;fire away;start;launch;go live;run (it|them|that one|with it);put it live;publish;book (it|them);"
    "roll it out;push it live;ship it;carry on;press ahead;crack on",
)
_NO_ORDER_BEFORE = word_set("если когда как вы ты пока чтобы раз хотя кто что")

_POLITE = table(
    "(прошу|просим|попрошу|попросим|просьба|просил|просила|просили) (?!прощ|извин|не беспокоить)*",
    "будьте (добры|любезны);будь (добр|добра|другом)*;буд(у|ем) (благодарн*|признательн*) ~ (если|за);не сочтите за труд;окажите*",
    "(i|we)('d| would) be (glad|happy|grateful|delighted) (of|for|if|to (get|have|receive|see)*);(grateful|thankful) (if|for (a|an|any|some|the (new|revised|updated|corrected)));(could|can|would|will) you;please could;(could|can|may) we (see|have|get|also);it would help;would you mind;i('d| would| must| have to)? ask you;we('d| would| must)? ask you;"
    "(i|we) (kindly )?(request|ask) (that|you|for|a|an|the);kindly (send|confirm|check|let|note that you|advise|provide|arrange|forward|update|fix|share)*;"
    "(would|will|'d|should) (really |very much |much |greatly )?(appreciate|be grateful|be glad if|be great if|be good if|be nice if|be helpful if);"
    "it would be (great|good|nice|helpful|lovely|useful|ideal|better|best|wonderful);would be (great|good|nice|helpful|useful|lovely) (to|if)",
)
_NOT_POLITE = table(
    "просили* прислать фраз*;вы просили*;ты просил*;как (вы|ты) просил*;(вы|ты|меня|нас) (просил|просила|просили)*;директор просил* передать",
    "(could|can|would|will) you (believe|imagine)",
)
_NEED = table(
    "нужно;нужен;нужна;нужны;надо;необходимо;необходим;необходима;необходимы;требуется;требуются;следует;пора;понадоб*;не хватает;должен быть;должна быть;"
    "должно быть;должны быть;должен;должна;должны;стоит (поменять|заменить|убрать|добавить|проверить|сделать)*;нельзя ли;можно ли;можно было бы",
    "(i|we) (still |also |really |just |urgently |will |'ll )?need;(needs|need) to be;(has|have) to (be|go|change|come|say|read)*;must (be|change|go|come|say|read|not|have)*;"
    "should (be|say|read|have|not|go|come|also|really|instead)*;(needs|need) (your|to (know|see|have|get|receive)|changing|fixing|replacing|updating|removing|a|an|the|more|another)*;ought to;is missing;are missing",
)
_OWN_NEED = table(
    "(мне|нам|ему|ей|им) (еще |все же |пока |сначала |только |тоже |самим |самому ){0,3}(нужно|надо|необходимо|требуется|придется) ~ (подумать|посмотреть|обсудить|посоветоваться|согласовать|уточнить|"
    "проверить|время|свериться|посчитать|переговорить|поговорить|показать|изучить|разобраться|день|дня|дней|неделя|недели|собраться|дождаться|подождать|решить|утвердить|прочитать|вникнуть|спросить|созвониться с (директор|коллег|бухгалтер|шеф|юрист)*)*",
    "(нужно|надо) ~ (подумать|посоветоваться|свериться|переговорить с|время|дождаться|согласовать с (директор|шеф|юрист|коллег|руковод)*)",
    "должен быть (на связи|в офисе|дома);(должен|должна|должны) (посмотреть|подписать|прийти|утвердить|решить|вернуться|согласовать|ответить);должно быть;если (нужно|надо|потребуется|понадобится)*",
    "(i|we) (still |just |only |will |'ll )?need (to (think|check|discuss|ask|talk|speak|look|run|read|consult|see|wait|get|sit|review|digest|sleep|show|go)|(a bit|a little|some|more|another|a few|a couple|until|till|time|one more|the|my|our) (of |more )?(time|day|days|week|hours|sign-off|approval|board|boss|okay|ok)*)",
    "(he|she|they|it|our|my|legal|finance|the board) ~ (has|have|needs|need) to (sign|look|approve|decide|see|agree|be signed|go through|review)*;(we|i) (have|had|'ll have|will have) to (wait|discuss|think|check|ask|talk|decide|go|run|leave|say|admit|consult)*;"
    "must (say|admit|be on|have been)*;should (be back|be able|have (an answer|it|a decision|something)|know|hear|get|be (fine|ok|okay|back|here|done|there|through))*",
)
_NEGATED_NEED = re.compile(
    r"(?<!\w)(?:ничего|не|больше не|никаких|уже не|пока не|нет|no|not|nothing|don't|doesn't|isn't) (?:от вас |\w+ )?(?:больше )?$"
)
_WISH = table(
    "хотим;хочу;хотел(а|и)? бы;хотел(а|и)? (уточнить|узнать|попросить|спросить|заказать|добавить|поменять)*;хотелось бы;хочется;предлагаю;предлагаем;давай(те)?;лучше (бы|сделать|убрать|заменить|поменять|поставить|взять)*;"
    "хорошо бы;было бы (хорошо|здорово|неплохо|идеально|классно|супер|круто|отлично|замечательно|удобно|лучше|полезно)*;"
    "интересует;интересуют;интересуемся;интересно (узнать|понять|было бы|сколько|когда|как|почему|есть)*;планируем ~ (заказ|добав|запуст|увелич|подключ)*;рассмотрите;мечтаем;подумайте",
    "((i|we)('d| would)|would) (also |really |rather |still |very much )?(like|love|prefer|want|suggest|propose);(i|we) (also |really |still |do |actually |just |now )?(want|wish|prefer|suggest|propose|wanted to (ask|know|check|see|add));"
    "let's;let us (?!know)*;how about;what about;any chance;is it possible;(i|we)('m| am|'re| are)? (just )?(wondering|wonder|curious);(i|we) (was|were) (wondering|hoping);"
    "(it|that)'d be (great|good|nice|lovely|helpful|better|useful|ideal|cool)*;(i|we) hope you can;(i|we) (am|are|'m|'re) interested in;(i|we) (am|are|'m|'re) (keen|looking) (to|for)*;(i|we) (expect|insist|demand|require)",
)
_NOT_WISH = table(
    "(хочу|хотим|хотел|хотела|хотели|хотелось|хочется) (бы )?(вас |тебя |еще раз |просто |сразу |только ){0,3}(сказать|поблагодарить|поделиться|сообщить|извиниться|поздравить|пожелать|отметить|подтвердить|напомнить|предупредить|верить|надеяться|подумать|посмотреть|обсудить с|посоветоваться|дождаться|согласовать|похвалить|убедиться|разобраться)",
    "давай(те)? (до|к|на) (понедельник|вторник|сред|четверг|пятниц|завтра|след)*;давай(те)? (тогда )?так;хотел* (бы )?как лучше;когда (захочу|захотим)*;предлагаю тост;сам* хочу ~ (посмотреть|проверить|решить)",
    "((i|we)('d| would)|would) (also |really |still )?(like|love|want) to (thank|say|inform|confirm|let you know|assure|congratulate|apologi[sz]e|wish|tell you|share|point out|think|discuss (it|this) (internally|with (my|our))|approve|see it through|read it|sleep on|run it|check with|show it)*;"
    "(i|we) ~ want(ed)? to (thank|say|let you know|apologi[sz]e|congratulate|wish|share|think|sleep|discuss it with|check with|show|run it|approve)*;(i|we) wish you;(i|we) (would|'d) love to ~ but;(i|we) want nothing;let's (see|hope|say|wait and see);let us (hope|pray|see|wait);(i|we) (expect|hope) (to (have|decide|be|get back|hear|know)|a decision|an answer (from|by)|the board|our|my|him|her|them)*",
)
_WAITING = table(
    "(жду|ждем|ожидаем|ожидаю|дождаться не можем);все еще (жду|ждем);очень (жду|ждем)",
    "(still )?waiting (for|on|to (hear|get|see|receive));await(ing)?;(i|we)('m|'re| am| are)? (look|looking) forward to (your (reply|answer|response|feedback|comments|thoughts|proposal|suggestion|offer|quote|call|next)|hear|receiv|see(ing)? (the|your) (new|revised|next|updated|final|draft|first)|the (new|revised|next|updated|final|draft|first|report))*",
)
_WAITED_THIRD = table(
    "(жду|ждем|ожидаем) (его|ее|их|него|звонка|отмашки|команды|результат)*;как (договорились|договаривались|обсуждали|условились);as (agreed|discussed|promised by)",
    "(жду|ждем|ожидаем|ожидаю) ~ (от|из) (бухгалтер|директор|юрист|коллег|казначейств|финанс|шеф|руковод|отдел|начальств|гендир|инвестор|партнер|производств|головн|совет|акционер|банк|подрядчик|типограф|собственник|маркетинг|нашего|нашей|наших|него|нее|них|закупк|центральн|штаб)*",
    "(жду|ждем|ожидаем|ожидаю) ~ (площадк|модерац|издател|редакц|яндекс|типограф|подрядчик|дизайнер|разработчик|курьер)*;(waiting (for|on)|await(ing)?) ~ (publisher|platform|yandex|google|meta|moderation|designer|developer|printer|supplier)*",
    "(жду|ждем|ожидаем|ожидаю) ~ (решени|слов|ответ|подпис|виз|согласовани|заключени|подтверждени|данны|цифр|резолюц|отмашк|вердикт|мнени)* (директор|юрист|бухгалтер|шеф|руковод|совет|коллег|финанс|начальств|гендир|инвестор|собственник|партнер|банк|акционер|правлени|казначейств|маркетинг|отдел|нашего|нашей|наших|головн|производств)*",
    "(жду|ждем|ожидаем|ожидаю) (когда|пока|директора|юриста|юристов|бухгалтера|бухгалтерию|шефа|коллег|вас (в гости|на|с нетерпением)|понедельника|пятницы|праздник*|заседания|совещания|планерки|решения|начала|старта|результат*|запуска|в гости|с нетерпением|итогов|отпуска|выходных|новостей с|подписи|подписания|оплаты|денег|лимита|лимитов|выхода|возвращения)",
    "(waiting (for|on)|await(ing)?) (a |an |the |some |final |his |her |their ){0,3}(my|our|legal|finance|finances|the board|board|compliance|procurement|accounting|him|her|them|head office|hq|sign-off|approval|internal|management|director|ceo|cfo|boss|colleagues|decision|go-ahead|green light|budget|confirmation|signature|feedback|answer|word|comments|numbers|figures)* ~ (from|by|of)? (my|our|legal|finance|the board|compliance|procurement|accounting|him|her|them|head office|hq|management|the director|the ceo|upstairs|above|colleagues|the client|the bank|the investor)",
    "(waiting (for|on)|await(ing)?) (my|our|legal|finance|the board|board|compliance|procurement|accounting|him|her|them|head office|hq|sign-off|internal|management|the director|the ceo|the cfo|the md|the boss|colleagues|a decision|the decision|the green light|the bank)",
)
_LET_ME_KNOW = table(
    "(let|keep) (me|us) (know|posted|informed|updated|in the loop);(tell|send|give|show|call|text|ring|phone|email|forward|get) (me|us|back to (me|us));get back to (me|us);drop (me|us) a (line|note)"
)
_FORMULA = table(
    "не (берите|бери) в голову;не (парьтесь|парься|заморачивайтесь)",
    "(передавай|передай|передавайте|передайте) ~ (привет|поклон|благодарность|спасибо)*;give ~ (regards|best|love|greetings);say (hi|hello)",
    "если ~ (вопрос|что-то|что-нибудь|что-либо|потреб|понадоб|нужн|что)* ~ (пиш|звон|обращ|спрашив|набир|дерг|дай|сообщ|говор|зови|скажи|напиш)*;(пиши|звони|обращай|дерга|набирай|спрашивай)* (если что|если (будут|возникнут|появятся) *);"
    "(будут|возникнут|появятся) вопросы ~ (пиш|звон|обращ)*;(пишите|звоните|обращайтесь) в любое *;при (возникновении|наличии) вопросов;всегда (на связи|рад*);если что;в случае вопросов;будем рады (ответ|помочь|сотруднич)*",
    "(if|should) (you|there) ~ (question|questions|anything|queries|concerns|doubt|else|further)*;(any|further|more) (questions|queries|concerns)(?! (about|on|for) your);(do not|don't|please don't|never) hesitate;feel free;happy to (help|answer|discuss|talk|clarify);please (be advised|be aware|be informed|note|accept|find|see (the )?attach|bear with|excuse|forgive|pardon|ignore|disregard|rest assured|don't worry|do not worry|do not reply|consider the environment)*;(keep|will keep) you;bear with (me|us);no need to",
)

_EDIT_INFINITIVES = word_set("""заменить поменять убрать добавить исправить переделать поправить удалить вставить поставить увеличить уменьшить
    изменить переписать переименовать сократить сделать перенести указать исключить обновить выключить отключить остановить
    включить подключить проверить прислать выслать отправить перекрасить передвинуть подвинуть поднять опустить выровнять
    уточнить дописать вычеркнуть снизить повысить перезалить вернуть""")
_EN_VERBS = (
    "send|resend|check|double-check|fix|replace|change|update|remove|delete|add|stop|pause|confirm|explain|share|provide|give|make|move|use|swap|drop|redo|rework|forward|"
    "advise|look into|put|take (?!care|your time|it easy)|include|exclude|cut|reduce|increase|raise|lower|correct|amend|adjust|revise|rewrite|rename|shorten|call|ring|phone|"
    "email|tell|show|find|arrange|schedule|set|set up|turn|switch|kill|pull|get|do (?!not worry|not hesitate)|come back|reply|answer|respond|clarify|specify|prepare|draft|create|design|upload|attach|quote|"
    "keep (?!up|well|safe|in touch|it up|calm)|bring|work|run|start|launch|book|cancel|refund|invoice|order|fill in|sign|return|let (me|us) (know|have)|make sure|ensure|remember|try|leave|don't (?!worry|hesitate|mention|be)|do not (?!worry|hesitate)|"
    "post|translate|test|review|approve|resubmit|extend|transfer|top up|grant|open|close|reach out|remind|see (that|to)|stick|go back|talk|discuss|propose|suggest|hold|treat|archive|look at|settle|sign off|top-up|take (it|this|that|them|the|down|out|off)|have (?!a|an|fun)[^ ]+ [^ ]+|name|list|state|give|apply|proofread"
)
_EN_ORDER = re.compile(
    r"(?:(?<![^ ])(?:please|pls|plz|kindly|just|but|so|instead|therefore|first|next|again|now|asap|- ?|: |; |[-•*] )(?:,)? |^(?:\d+ ?[.)] |[-•*] )?(?:[^,.]{0,40}, )?(?:please |pls |kindly |just |so |and |then |also |ok |okay ){0,3})"
    rf"(?P<verb>{_EN_VERBS})(?= |$)"
)
_PLEASE = re.compile(
    rf"(?<!\w)(?:please|pls|plz)(?: ,)? (?:also |do |just |kindly |don't |do not |not |always |never ){{0,3}}(?P<verb>{_EN_VERBS}|[a-z]+)(?= |$)|(?<=[^ ] )(?P<last>please|pls|plz|плиз|плз|пжл|пож)(?= ?[.!)]|$)"
)
_PLEASE_NOTHING = word_set(
    "note wait hold expect worry hesitate find see accept be bear excuse forgive pardon ignore disregard rest consider enjoy pass give my our the a i we thank"
)
_LEAVES_US_IDLE = re.compile(
    r"(?:give|allow|grant) (?:me|us) (?:until|till|(?:a|an|another|some|two|three|few|a few|a couple of|a bit of|a little) (?:more )?(?:days?|hours?|minutes?|moment|time|weeks?))|"
    r"(?:please|pls|kindly) (?:[a-z]+ nothing(?! but)|(?:don't|do not) (?:treat|consider|count|take|regard) [^,.]{0,30} as )"
)
_EN_NOUN_VERBS = re.compile(
    r"^(?:[^,.]{0,40}, )?(?:change|check|call|post|quote|start|launch|book|use|work|list|name|state|order|answer|reply|test|review|design|draft|update|cut|move|run|set|return|invoice|show|hold|email|find|talk|close|open|leave|put|raise|pull|cancel|treat|drop|increase|share|report|sign|schedule|transfer|contract|forward|object)"
    r" (?:\d|[#№]|(?:(?!the|a|an|my|our|it|this|that|these|them|your)[^ ]+ )?(?:is|are|was|were|will|has|have|had|of|received|approved|attached|looks|went) )"
)
_EN_SUBJECT_BEFORE = re.compile(
    r"(?<!\w)(?:i|we|you|he|she|they|it|who|that|which|to|will|not|can|could|would|did|does|if|when|once|as|the|a|an|my|our|your|his|her|their|this|no|of|for|all|'ll) (?:also |just |then |already )?$"
)


def find_requests(text: str) -> tuple[Request, ...]:
    """Every request of the text, in order."""
    return tuple(request for line in lines(text) for request in requests_in(line))


def wants_nothing_of_us(line: Line) -> bool:
    """Their own errand («нам нужно посоветоваться»), a wait for somebody else, a closing formula."""
    return any(phrases.search(line.folded) for phrases in (_OWN_NEED, _NOT_WISH, _WAITED_THIRD, _FORMULA))


@lru_cache(maxsize=1024)
def requests_in(line: Line) -> tuple[Request, ...]:
    """The requests of one line; a closing formula has none."""
    return tuple(_requests(line))


def _requests(line: Line) -> Iterator[Request]:
    if _FORMULA.search(line.folded) and not _orders_beside_formula(line):
        return
    if _LEAVES_US_IDLE.search(line.folded):
        return
    yield from _russian_orders(line)
    yield from _infinitive_orders(line)
    yield from _english_orders(line)
    yield from _phrased(line, _LET_ME_KNOW, None, RequestForm.ORDER)
    yield from _phrased(line, _POLITE, _NOT_POLITE, RequestForm.POLITE)
    yield from _needs(line)
    yield from _phrased(line, _WISH, _NOT_WISH, RequestForm.WISH)
    yield from _waiting(line)


def _orders_beside_formula(line: Line) -> bool:
    """«Если что-то не так, замените» is no formula: an order other than "write to us" stands beside it."""
    return any(verb not in _FAREWELLS for _, verb, _ in _imperatives(line)) and "если" in line.folded


def _russian_orders(line: Line) -> Iterator[Request]:
    for number, verb, negated in _imperatives(line):
        if negated and verb in _REASSURANCES:
            continue
        if verb in _FAREWELLS and len(line.sentence.words) <= 4:
            continue
        yield _request(line, RequestForm.ORDER, line.start_of(number), verb)


def _imperatives(line: Line) -> Iterator[tuple[int, str, bool]]:
    """Number, folded word and negation of each word that is an imperative here."""
    for number, token in enumerate(line.tokens):
        if "impr" not in token.tags or token.lower in _COURTESIES or line.cited(number):
            continue
        before = _clause_before(line, number)
        if _is_imperative(token, before, line.folded) and not _in_subordinate(before):
            yield number, token.lower, "не" in before[-2:]


def _clause_before(line: Line, number: int) -> list[str]:
    """The words just before, back to the last comma: behind it a subordinate clause is over."""
    before: list[str] = []
    for token in reversed(line.tokens[max(0, number - 4) : number]):
        if token.text == ",":
            break
        before.insert(0, token.lower)
    return [word for word in before if word[0].isalpha()]


def _is_imperative(token: Token, before: list[str], folded: str) -> bool:
    if all("incl" in parse.tags for parse in token.parses if "impr" in parse.tags):
        return False  # «созвонимся»: an order to oneself too
    if token.lower.endswith(("те", "тесь")):
        return not any({"NOUN", "ADJF"} & parse.tags for parse in token.parses[:1])
    if not _FAMILIAR & token.lemmas:
        return False
    if "past" in token.tags:  # «пришли» has come, too
        return not before or "пожалуйста" in folded or "плиз" in folded
    return True


def _in_subordinate(before: list[str]) -> bool:
    return bool(before) and (before[-1] in _NO_ORDER_BEFORE or any(word in {"если", "когда"} for word in before[-2:]))


def _infinitive_orders(line: Line) -> Iterator[Request]:
    """«Заменить фото», «Первый экран переделать целиком»: an infinitive where no finite verb stands."""
    if any(
        {"VERB", "PRTS", "PRED"} & token.tags and "INFN" not in token.tags
        for token in line.tokens
        if len(token.lower) > 2
    ):
        return
    for number, token in enumerate(line.tokens):
        if token.lower in _EDIT_INFINITIVES and not line.cited(number):
            before = [t.lower for t in line.tokens]
            if not {
                "нечего",
                "некогда",
                "чтобы",
                "можно",
                "буду",
                "будем",
                "без",
                "готов",
                "готовы",
                "рады",
                "лень",
                "успел",
            } & set(before):
                yield _request(line, RequestForm.ORDER, line.start_of(number), token.lower)
                return


def _english_orders(line: Line) -> Iterator[Request]:
    folded = line.folded
    if _EN_NOUN_VERBS.match(folded):
        return
    for match in _PLEASE.finditer(folded):
        verb = match["verb"] or match["last"]
        if verb not in _PLEASE_NOTHING:
            yield _request(line, RequestForm.ORDER, match.start(), verb, match.end())
            return
        if match["verb"]:
            return
    order = _EN_ORDER.search(folded)
    if order and not _EN_SUBJECT_BEFORE.search(folded[: order.start("verb")]):
        yield _request(line, RequestForm.ORDER, order.start("verb"), order["verb"], order.end())


def _phrased(line: Line, phrases: Table, but: Table | None, form: RequestForm) -> Iterator[Request]:
    match = phrases.search(line.folded)
    if match and not (but and but.search(line.folded)):
        yield _request(line, form, match.start(), match[0], match.end())


def _needs(line: Line) -> Iterator[Request]:
    for match in _NEED.finditer(line.folded):
        if _NEGATED_NEED.search(line.folded[: match.start()]):
            continue
        if not _OWN_NEED.search(line.folded):
            yield _request(line, RequestForm.NEED, match.start(), match[0], match.end())
            return


def _waiting(line: Line) -> Iterator[Request]:
    """«Жду таблицу» waits for us; «Ок, ждём», «ждём юристов» do not."""
    match = _WAITING.search(line.folded)
    if match is None or _WAITED_THIRD.search(line.folded):
        return
    words = [
        token
        for token in line.sentence.words
        if token.lower not in {"ок", "хорошо", "да", "спасибо", "очень", "ok", "отлично"}
    ]
    if len(words) >= 2:
        yield _request(line, RequestForm.WAITING, match.start(), match[0], match.end())


def _request(line: Line, form: RequestForm, start: int, verb: str, end: int | None = None) -> Request:
    go = _GO_AHEAD.search(line.folded, max(0, start))
    return Request(
        form, line.written(start, end or len(line.folded)), verb, line, go is not None and go.start() - start <= 24
    )
