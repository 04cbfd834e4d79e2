"""Questions to the reader, as the author wrote them: with a question mark, or said as «подскажите, …», «интересует, …»."""

from __future__ import annotations

import re
from functools import lru_cache

from syncd.domain.language.patterns import Line, lines, table, word_set

# Civilities and rhetoric that nobody answers in writing.
_CIVIL = table(
    "как (у вас |у тебя |ваши |твои )?(дела|жизнь|настроение|поживаете|поживаешь|сам|сами|выходные|отпуск|отдохнули|отдохнул|здоровье|там у вас|праздники|погода);"
    "как (прошли|прошел|провели|провел|встретили) (ваш|твой|ваши|выходные|отпуск|праздник|нов)*;представляете;представляешь;верите;поверите;кто бы (мог|знал)*;почему (бы )?и нет;"
    "надеюсь ~ (все хорошо|в порядке|отдохнули|в порядке);что может быть лучше;не правда ли;сколько лет сколько зим;разве не (чудо|красота|прелесть);ну разве;и как тут не",
    "how are (you|things|u)( doing)?( today)?;how's (it going|everything|life|things);how (is|was) (your|the) (weekend|holiday|day|week|vacation|trip|break|summer);hope (you|all|this)*;"
    "you (all )?(well|good|ok|okay);can you believe (it|this);who knew;who would have thought;what's not to like;why not;what could go wrong;how about that;right;isn't it (lovely|great|nice|wonderful);what's up",
)
_QUESTION_WORD = re.compile(
    r"(?<!\w)(?:когда|где|почему|зачем|сколько|какой|какие|ли|when|where|why|how|what|which|who|can|could|will)(?!\w)"
)
_OPENERS = word_set("а и ну но так кстати коллеги ребята добрый день привет здравствуйте пожалуйста вы ты")
_FILLERS = word_set(
    "знаете знаешь понимаете понимаешь видите видишь представляете представляешь согласитесь поверите извините хотите"
)
_QUESTION_WORDS = word_set("когда где куда откуда почему зачем сколько как кто какой какая какие какую чей")
_LAST_ASKING = word_set("почему зачем why когда when")
_KNOWING = word_set(
    "знаю знаем понятно понимаю ясно вот объяснили объяснил know knows understand see that's explained since say tell as"
)
_TOLD = table(
    "(кто|как|где|что) бы;как (и|всегда|обычно|раз|только|бы|можно|договор|обещ|говор|сказал|обсужда|просил|видите|понимаете|вариант|минимум|дела|водится)*;когда (нибудь|то|угодно);где (то|нибудь);кто (то|нибудь)"
)
_ANNOUNCEMENT = table("вопрос(а|ы|ов|ик|ика)?", "questions?")
_LIST_MARKS = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[-•*–—])\s+|\s*[;,]\s*\d{1,2}[.)]?\s*$")
_CIVIL_WORDS = 7  # a civility with more words than this carries something else

# A question said as a statement. What is asked stands behind these words.
_ASKED = table(
    "подскаж*;(скажи|скажите) (?!спасибо|ему|ей|им|всем|коллегам|команде)[^ ]+;(расскажи|расскажите|объясни|объясните|поясни|поясните|уточни|уточните|сообщи|сообщите|напомни|напомните|ответь|ответьте) (нам |мне |ему |ей |им )?(пожалуйста )?"
    "(еще раз |тогда )?(кто|что|где|куда|когда|как|какой|какая|какие|какое|какого|какую|почему|зачем|сколько|чем|чей|есть ли|можно ли|будет ли|из-за чего|в чем|на сколько|насколько)*;"
    "интересует;интересуют;интересно (узнать|понять|когда|сколько|почему|как|есть ли|можно ли|что|какой|какая|какие|а)*;вопрос (: |- )?(как|когда|где|что|почему|можно ли|кто|сколько)*;"
    "(есть|возник|возникли|появился|остался|пара|один|еще один|два|три|несколько) (еще |пара |один |небольш|такой ){0,3}вопрос*;вопрос :;"
    "(хочу|хотим|хотел бы|хотела бы|хотели бы|хотелось бы|хотел|хотела|хотели) (сначала |еще |бы )?(уточнить|узнать|спросить|понять)(?! (у|с) (директор|юрист|бухгалтер|коллег|шеф|руковод));"
    "(не понимаю|не понял|не поняла|не понимаем|не поняли|не понятно|непонятно|не ясно|неясно|не вижу|не нашел|не нашла|не уверен|не уверена|не знаем|не знаю) (, )?(почему|зачем|где|когда|куда|откуда|как|что|какой|какую|за что|нужно ли|нужна ли|можно ли)*;"
    "правильно (ли )?(я )?(понимаю|понял|поняла|понимаем|поняли);верно (ли )?(я )?(понимаю|понял|поняла|понимаем);(любопытно|узнать бы|знать бы|спросить хочу|спрошу|спрашивают|спрашивает|спрашиваем|уточняю|интересуется|интересуются) (, )?(когда|сколько|почему|как|есть ли|можно ли|где|что|какой|какие|будет ли|будут ли|не|а)*;"
    "(ли)",
    "(осталось|остается|нужно|надо|хорошо бы) (понять|узнать|решить|выяснить|уточнить) (кто|что|где|куда|когда|как|какой|какая|какие|почему|сколько|есть ли|можно ли)",
    "(узнай|узнайте|проверьте|проверь|посмотрите|посмотри|посчитайте|посчитай|выясните|выясни|спросите|спроси) (пожалуйста )?(сколько|почему|когда|где|кто|какой|какая|какие|есть ли|можно ли)",
    "(i|we) (don't|do not) know (why|how|what|where|which|when|who);(первый|второй|третий|во-первых|во-вторых) : (почему|зачем|когда|где|кто|как|сколько|что|какой|какая|какие|можно ли|есть ли)",
    "(но|а) (кто|почему|зачем|где|сколько)",
    "((i|we)('m| am|'re| are| was| were)? )?(just |also |still )?(wondering|wonder|curious) (if|whether|when|what|how|who|which|why|where|about)*;(i|we)('d| would) (also |really )?(like|love|want|need) to (know|understand|ask|clarify);(i|we) want(ed)? to (know|understand|ask|clarify|check (whether|if|how|when|what|with you));"
    "(i|we) need to (know|understand) (if|whether|when|what|how|who|which|why|where);(quick|one|a|another|two|three|some|one more|few|a few) (other |more |last |quick |small )?questions?( :)?( about| on| for| from| regarding)?;question :;my questions? (is|are|was|were|:);"
    "not (quite |really )?(sure|clear) (if|whether|what|how|when|why|which|who|where) (?!i'll|we'll|the board|our)[^ ]+;(don't|do not|doesn't|can't|cannot|couldn't) (quite |really )?(understand|see|figure out|tell) (why|how|what|where|which|whether|if);"
    "(tell|let) (me|us) know (if|whether|when|what|how|who|which|why|where) (?!you (have|need)|there|anything)[^ ]+;(tell|remind|advise|explain to) (me|us) (if|whether|when|what|how|who|which|why|where);(please |kindly )(advise|explain|clarify|confirm) (if|whether|when|what|how|who|which|why|where);"
    "(any|is there) (news|update|updates|chance|idea|progress|eta);do you (know|have|think|want|need|offer|plan)",
)
# «ли» in what the author's own side ponders: «решаем, продлевать ли».
_OWN_PONDERING = table(
    "(решаем|думаем|решим|подумаем|обсуждаем|обсудим|решу|думаю|подумаю|проверю|проверим|уточню|уточним|узнаю|узнаем|спрошу|посмотрю|посмотрим|сообщу|сообщим|напишу|напишем|решает|решат|скажу|скажем|ответим|отвечу|отпишусь|отпишемся|вряд|едва|мало|то) ~ ли;"
    "(чуть|едва|вряд|то|мало|шутка) ли;(не знаю|не уверен|не уверена) ~ (дадут|подпишут|утвердит|согласует|согласится) ли",
)
_STARTS = re.compile(
    r"^(?:[^ ,.!?]+(?: [^ ,.!?]+)? , )?(?:(?:а|и|ну|но|так|кстати|еще|добрый день|привет|здравствуйте|коллеги|ребята|hi|hey|hello|so|and|also|btw|ok|ок)(?: [,!])? ){0,3}"
    r"(?:(?:почему|зачем|сколько|куда|откуда|как насчет|(?<!, )что (?:с|по)|что там (?:с|по)|как там|кто из вас|где (?:же |мой |наш |наши |обещан\w+ )?\w+|когда (?:же |вы |нам |ждать |будет|будут|пришл\w+|выйдет|запус\w+|старт\w*|стартуе\w+|начин\w+|дадите|скинете|сделаете|увидим|вышлете|покажете))|"
    r"(?:when|where|why|how much|how many|how long|how come|what|which(?! is)|who) (?:is|are|was|were|will|do|does|did|can|should|would|happened|about|time|s)|should (?:we|i|it|there|the)|(?:is|are|do|does|did|can|could|will|would|have|has) (?:you|we|i|it|there|the|this|that|your|our|they))(?!\w)"
)
_OWN_FUTURE = re.compile(r"(?<!\w)(?:i'll|we'll|i will|we will|i am|we are|i shall|we shall)(?!\w)")


def find_questions(new_text: str) -> tuple[str, ...]:
    """Each question as the author wrote it, an exact piece of the text."""
    asked = [line for line in lines(new_text) if is_question(line)]
    plain = [line for line in asked if line.is_question or not _announces(line)]
    return tuple(_without_list_marks(line.sentence.text) for line in plain or asked)


def _announces(line: Line) -> bool:
    """«У меня два вопроса.»: the questions themselves follow."""
    return bool(_ANNOUNCEMENT.search(line.folded)) and len(line.sentence.words) <= _CIVIL_WORDS


def _without_list_marks(text: str) -> str:
    return _LIST_MARKS.sub("", text)


@lru_cache(maxsize=1024)
def is_question(line: Line) -> bool:
    """Whether the line asks its reader something."""
    if _is_civil(line):
        return False
    return line.is_question or is_unmarked_question(line)


def _is_civil(line: Line) -> bool:
    match = _CIVIL.search(line.folded)
    if match is None:
        return False
    if match[0] == "right" and line.folded[: match.start()].rstrip().endswith(("is that", "is this", "is it")):
        return False
    if not line.folded[match.end() :].strip(" ?!.)") and match.start() > 0:
        return not _QUESTION_WORD.search(line.folded[: match.start()])
    others = len(line.sentence.words) - len(match[0].split())
    return others <= _CIVIL_WORDS - 4


def is_unmarked_question(line: Line) -> bool:
    """A question without its mark: an asking verb with what is asked, or a question word in front of a main clause."""
    folded = line.folded
    if _begins_with_you(line):
        return True
    asked = _ASKED.search(folded)
    if asked:
        return not (asked[0] == "ли" and (_OWN_PONDERING.search(folded) or not _asks_with_li(line)))
    if _is_bare_question(line) or _ends_asking(line):
        return True
    start = _STARTS.match(folded)
    return (
        bool(start) and not _is_subordinate(line, start.end() if start else 0) and not folded.rstrip(" )").endswith("!")
    )


def _begins_with_you(line: Line) -> bool:
    """«Сможете прислать смету сегодня»: the verb in the second person stands first, and is no imperative."""
    words = [token for token in line.said if token.lower not in _OPENERS]
    verb = next((token for token in words[:2] if "VERB" in token.tags), None)
    if verb is None or len(words) < 3 or "," in line.folded[: line.folded.find(verb.lower)][:-2]:
        return False
    asks = any({"VERB", "2per"} <= parse.tags and "impr" not in parse.tags for parse in verb.parses)
    return asks and "impr" not in verb.tags and verb.lower not in _FILLERS and words.index(verb) == 0


def _ends_asking(line: Line) -> bool:
    """«показов было 40 000, в отчёте 22 000 почему»: the question word comes last, and nothing before it takes it."""
    words = [token.lower for token in line.said]
    return len(words) != 2 and words[-1:] != [] and words[-1] in _LAST_ASKING and not _KNOWING & set(words[-4:-1])


def _is_bare_question(line: Line) -> bool:
    """«Когда удобно созвониться на этой неделе»: a short main clause behind a question word, nothing of the author's own."""
    words = [token for token in line.said if token.lower not in _OPENERS]
    if len(words) < 3 or words[0].lower not in _QUESTION_WORDS or "," in line.folded or line.folded.endswith("!"):
        return False
    told = _TOLD.match(" ".join(token.lower for token in words))
    return not told and not any("1per" in token.tags for token in words)


def _asks_with_li(line: Line) -> bool:
    """«Успеваем ли к пятнице» asks; behind a comma «ли» belongs to a clause that another verb governs."""
    head = line.folded[: max(0, line.folded.find(" ли"))]
    return "," not in head.replace(", добрый день", "")[-30:] or len(head.split()) <= 4


def _is_subordinate(line: Line, after: int) -> bool:
    """«Когда будет решение, напишу» begins as a question does, and tells."""
    rest = line.folded[after:]
    if _OWN_FUTURE.search(rest):
        return True
    comma = rest.find(" ,")
    if comma < 0:
        return False
    behind = [token for token in line.tokens if line.start_of(token_number(line, token)) > after + comma]
    return any({"1per"} & token.tags for token in behind)


def token_number(line: Line, token: object) -> int:
    """The number of a token in its line."""
    return next(number for number, other in enumerate(line.tokens) if other is token)
