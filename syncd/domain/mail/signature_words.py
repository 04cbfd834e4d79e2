"""The words by which signatures are known: closings, contacts, titles, companies."""

from __future__ import annotations

import re

DELIMITER = re.compile(r"-{2,3}|—+|–{1,2}|_{2,}|={3,}|\*{3,}|~{3,}|─{2,}|-\s?-\s?-*")
FIRM_DELIMITER = re.compile(r"--|- -")

_FAREWELLS = "|".join(
    (
        # Russian, Ukrainian
        r"с\s+(?:(?:глубоким|искренним|большим|неизменным)\s+)?уважением(?:\s+(?:и|к)\s+.{2,40}?)?|с\s+ув(?:аж)?\b\.?|с\s+(?:наилучшими|лучшими|самыми\s+\w+|добрыми|тёплыми|теплыми|искренними)\s+пожеланиями",
        r"всего\s+(?:вам\s+)?(?:самого\s+)?(?:наи)?(?:доброго|лучшего|хорошего)|искренне\s+ваш[аи]?|(?:всегда\s+)?ваш[аи]?|с\s+благодарностью|с\s+надеждой\s+на\s+.{5,50}?|до\s+связи|до\s+встречи|обнимаю",
        r"с\s+(?:дружеским\s+)?приветом|с\s+почтением|с\s+теплом",
        r"(?:з|із)\s+(?:найкращими|кращими)\s+побажаннями|(?:з|із)\s+повагою|щиро(?:\s+ваш[аі]?)?",
        # English
        r"(?:with\s+)?(?:my\s+)?(?:very\s+)?(?:best|kind|kindest|warm|warmest|many|sincere)(?:\s+(?:and\s+)?(?:kind|warm|best|kindest))?\s+(?:regards|wishes)|(?:with\s+)?regards|rgds|brgds|br|kr|best|all\s+(?:the\s+|my\s+)?best|cheers",
        r"sincerely(?:\s+yours)?|yours(?:\s+(?:sincerely|faithfully|truly|ever))?|respectfully(?:\s+yours)?|cordially(?:\s+yours)?|warmly|take\s+care|many\s+thanks|thanks(?:\s+(?:and|&)\s+(?:(?:best|kind)\s+)?regards)|with\s+(?:many\s+)?thanks|(?:talk|speak)\s+soon|ciao|greetings",
    )
)  # fmt: skip
_FOREIGN_FAREWELLS = "|".join(
    (
        # Belarusian, Bulgarian, Serbian, Kazakh and their neighbours
        r"з\s+павагай|с\s+уважение|(?:сърдечни\s+)?поздрави|с\s+поздрав|с\s+поштовањем|(?:срдачан\s+)?поздрав",
        r"(?:зор\s+)?құрметпен|ізгі\s+(?:тілекпен|ниетпен)|урматтоо\s+менен|ҳурмат\s+билан|hurmat\s+bilan|hörmətlə|хөрмәт\s+белән|հարգանքով|պատիվով|პატივისცემით",
        # German, Dutch
        r"(?:mit\s+)?(?:(?:viele|vielen|beste|besten|bester|liebe|lieben|lieber|freundliche|freundlichem|freundlichen|freundlicher|herzliche|herzlichen|schöne|schönen|sonnige|sonnigen)\s+){1,2}gr(?:ü|u|ue)(?:ß|ss)(?:en?)?(?:\s+(?:aus|nach)\s+.{2,30}?)?",
        r"gr(?:ü|u|ue)(?:ß|ss)e?|hochachtungsvoll|mfg|vg|lg|(?:bg|att|lp|vh)(?=\W*$)|(?:(?:met\s+)?(?:vriendelijke|hartelijke|beste)\s+)?groet(?:en|jes)?|met\s+groet|mvg",
        # French, Spanish, Italian, Portuguese, Romanian
        r"(?:(?:bien|très)\s+)?cordialement|cdlt|bien\s+à\s+vous|amicalement|(?:meilleures\s+|sincères\s+)?salutations.{0,30}?|(?:un\s+)?(?:cordial\s+)?saludos?(?:\s+cordiales)?|cordialmente|atentamente",
        r"(?:cordiali|distinti|cari|i\s+migliori)\s+saluti|saluti|(?:com\s+os\s+)?(?:melhores\s+)?cumprimentos|atenciosamente|(?:um\s+)?abraços?|cu\s+(?:stimă|respect|stima)",
        # Polish, Czech, Slovak, South Slavic in Latin letters, Hungarian
        r"(?:serdecznie\s+)?pozdrawiam(?:\s+(?:serdecznie|ciepło))?|(?:serdeczne\s+)?pozdrowienia|z\s+(?:poważaniem|wyrazami\s+szacunku)|s\s+(?:(?:přátelským|srdečným)\s+)?pozdravem|s\s+(?:(?:priateľským|srdečným)\s+)?pozdravom|s\s+úctou|zdraví",
        r"(?:srdačan|lijep|lep)?\s*pozdrav|s\s+(?:poštovanjem|spoštovanjem)|(?:szívélyes\s+)?üdvözlettel|tisztelettel|üdv|köszönettel",
        # Nordic and Baltic, Turkish, Greek
        r"(?:med\s+)?(?:vänliga?|bästa|varma)\s+hälsning(?:ar)?|hälsningar|mvh|(?:med\s+)?(?:vennlig|venlig|beste|de\s+bedste|bedste|hjertelig)\s+hils(?:en|ner)|hilsen|(?:ystävällisin|parhain)?\s*terveisin|ar\s+cieņu|pagarbiai|geriausi\s+linkėjimai",
        r"lugupidamisega|parimate\s+soovidega|saygılarım(?:ız)?la|sevgiler|selamlar|iyi\s+(?:çalışmalar|günler)|με\s+εκτίμηση",
    )
)  # fmt: skip
_THANKS = (
    r"(?:большое\s+|огромное\s+)?спасибо(?:\s+(?:большое|заранее))?|заранее\s+(?:спасибо|благодар\w+)|благодарю|(?:хорошего|отличного|прекрасного)\s+(?:вам\s+)?(?:дня|вечера)|thanks(?:\s+(?:again|in\s+advance|a\s+lot|so\s+much))?|thank\s+you"
    r"|thx|merci(?:\s+beaucoup)?|(?:vielen\s+)?dank(?:e|\s+und\s+(?:viele|beste)\s+grüße)?|grazie(?:\s+mille)?|(?:muchas\s+)?gracias|(?:щиро\s+)?дякую|dziękuję(?:\s+i\s+pozdrawiam)?|děkuji|ďakujem|(?:hartelijk\s+)?dank(?:\s+je)?(?:\s+wel)?|bedankt|tack|tak|kiitos|teşekkürler"
    r"|obrigad[oa]|mulțumesc|köszönöm|hvala|рахмет|рақмет|have\s+a\s+(?:great|good|nice|lovely)\s+(?:day|week|weekend|one|evening)|(?:schönen|guten)\s+(?:tag|abend)|bonne\s+journée|hezký\s+den|miłego\s+dnia|гарного\s+дня"
)
CLOSING = re.compile(
    rf"\W{{0,3}}(?:{_FAREWELLS}|(?P<foreign>{_FOREIGN_FAREWELLS}))(?:\s*/\s*(?:{_FAREWELLS}|{_FOREIGN_FAREWELLS}))?(?P<mark>\s*[,.!;]|\s*[-–—])?(?P<rest>\s+.{{2,160}}|)\W{{0,3}}",
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
