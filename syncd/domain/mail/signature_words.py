"""The words by which signatures are known: closings, contacts, titles, companies."""

from __future__ import annotations

import re

DELIMITER = re.compile(r"-{2,3}|—+|–{1,2}|_{2,}|={3,}|\*{3,}|~{3,}|─{2,}|-\s?-\s?-*")
FIRM_DELIMITER = re.compile(r"--|- -")

_FAREWELLS = (
    r"с\s+(?:(?:глубоким|искренним|большим|неизменным)\s+)?уважением(?:\s+(?:и|к)\s+.{2,40}?)?|с\s+ув(?:аж)?\b\.?|с\s+(?:наилучшими|лучшими|самыми\s+\w+|добрыми|тёплыми|теплыми|искренними)\s+пожеланиями"
    r"|всего\s+(?:вам\s+)?(?:самого\s+)?(?:наи)?(?:доброго|лучшего|хорошего)|искренне\s+ваш[аи]?|(?:всегда\s+)?ваш[аи]?|с\s+благодарностью|с\s+надеждой\s+на\s+.{5,50}?|до\s+связи|до\s+встречи|обнимаю"
    r"|с\s+(?:дружеским\s+)?приветом|с\s+почтением|(?:з|із)\s+(?:найкращими|кращими)\s+побажаннями|з\s+повагою|щиро\s+ваш[аі]?"
    r"|(?:with\s+)?(?:my\s+)?(?:very\s+)?(?:best|kind|kindest|warm|warmest|many|sincere)(?:\s+(?:and\s+)?(?:kind|warm|best|kindest))?\s+(?:regards|wishes)|(?:with\s+)?regards|rgds|brgds|br|kr|best|all\s+(?:the\s+|my\s+)?best|cheers"
    r"|sincerely(?:\s+yours)?|yours(?:\s+(?:sincerely|faithfully|truly|ever))?|respectfully(?:\s+yours)?|cordially(?:\s+yours)?|warmly|take\s+care|many\s+thanks|thanks(?:\s+(?:and|&)\s+(?:(?:best|kind)\s+)?regards)|ciao|greetings"
    r"|mit\s+(?:freundlichen|freundlichem|besten|herzlichen|lieben)\s+gr(?:ü|u|ue)(?:ß|ss)(?:en)?|(?:viele|beste|liebe|freundliche|herzliche|schöne)\s+gr(?:ü|ue)(?:ß|ss)e|mfg|vg|lg|(?:bien\s+)?cordialement|bien\s+à\s+vous|salutations.{0,30}?"
    r"|(?:un\s+)?saludos?(?:\s+cordiales)?|cordiali\s+saluti|distinti\s+saluti|atentamente|atenciosamente|pozdrawiam|z\s+poważaniem|met\s+vriendelijke\s+groet(?:en)?|med\s+vänliga?\s+hälsning(?:ar)?|saygılarımla"
)
_THANKS = (
    r"(?:большое\s+|огромное\s+)?спасибо(?:\s+(?:большое|заранее))?|заранее\s+(?:спасибо|благодар\w+)|благодарю|(?:хорошего|отличного|прекрасного)\s+(?:вам\s+)?(?:дня|вечера)|thanks(?:\s+(?:again|in\s+advance|a\s+lot|so\s+much))?|thank\s+you"
    r"|thx|merci|danke|grazie|gracias|дякую"
)
CLOSING = re.compile(
    rf"\W{{0,3}}(?:{_FAREWELLS})(?:\s*/\s*(?:{_FAREWELLS}))?(?P<mark>\s*[,.!;]|\s*[-–—])?(?P<rest>\s+.{{2,160}}|)\W{{0,3}}",
    re.IGNORECASE,
)
THANKS = re.compile(rf"(?:{_THANKS})(?P<mark>\s*,)(?P<rest>\s+.{{2,40}}|)", re.IGNORECASE)

CONTACT = re.compile(
    r"\+?\d[\d\s().-]{7,30}\d|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,190}|\b(?:https?://|www\.)\S+|(?:^|\s)@[A-Za-z]\w{3,}|\b(?:инн|кпп|огрн|vat|iban)\b"
    r"|\b(?:тел|телефон|моб|т|м|факс|доб|сот|tel|mob|mobile|cell|phone|fax|ext|skype|telegram|телеграм|whatsapp|viber|вотсап|t|m|tg|e-?mail|почта|эл\.? почта|сайт|web|адрес|address)\s*[.:/]|\(?доб\.?\s*\d+"
    r"|\b(?:ул|просп|пр-т|наб|пер|бул|б-р|корп|стр|оф)\.\s?|\bг\.\s?[А-ЯЁ][а-яё]|\b\d{6},\s",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\b(?:менеджер|директор|руководител|начальник|специалист|маркетолог|помощни|ассистент|секретар|бухгалтер|аналитик|дизайнер|редактор|юрист|координатор|заместител|зам\.|глава\b|управляющ|владел|основател|продюсер|совладел"
    r"|главн\w+|ведущ\w+|старш\w+|младш\w+|генеральн\w+|коммерческ\w+|исполнительн\w+|отдел|департамент|управлени|служб\w+|группа\b|агентств|компани|учредител|председател|инженер|эксперт|консультант|администратор|представител|закупщик"
    r"|копирайтер|маркетинг|реклам[аы]\b|закупк|продаж|пресс-|бренд-|арт-|pr\b|smm|таргетолог|предпринимател|партн[её]р|врач|к\.\s?[а-я]\.\s?н\."
    r"|manager|director|head\b|officer|lead\b|specialist|assistant|executive|founder|owner|partner|president|vp\b|ceo|cmo|cfo|coo|cto|marketing|sales|buyer|coordinator|analyst|designer|editor|secretary|accountant|chief|senior|junior|counsel|engineer"
    r"|consultant|producer|planner|team\b|department|administrator|leiter|geschäftsführer|directeur|directrice|responsable|gerente|kierownik|керівник|менеджерка|фахівець)",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"\b(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|ТОО|НКО|АНО|ГК|ГУП|МУП|ФГУП|ТД|ТК|УК|ОсОО|ПК|ТОВ|Ltd|LLC|LLP|Inc|GmbH|AG|PLC|plc|Corp|Co|S\.?A|S\.?r\.?l|B\.?V|AS|AB|Oy|Sp\. z o\.o|Group|Agency|Holding|Limited)\b\.?|[«\"“][^»\"”]{2,50}[»\"”]$"
)
AFTERTHOUGHT = re.compile(
    r"(?:p\.?\s?(?:p\.?\s?)?s\b|з\.?\s?[ыі]\b|п\.?\s?с\.(?=\s)|ps\b|postscript|постскриптум|upd\b|(?:да,?\s+)?и\s+(?:ещё|еще)\b|(?:да|ой),?\s+(?:и\s+)?забыл|забыла?\b|(?:ещё|еще)\s+(?:момент|вопрос|одно|один|раз)|кстати\b|(?:and\s+)?one more thing"
    r"|oh,? and\b|almost forgot|(?:sorry,? )?(?:i\s+)?forgot\b|by the way|also,)",
    re.IGNORECASE,
)
