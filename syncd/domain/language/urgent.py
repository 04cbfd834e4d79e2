"""Trouble in something live: a stop, wrong prices or dates in a running ad, a broken ad (PRODUCT section 4, Urgent).

The word «срочно» alone is none: a letter that only says so is routine, and `says_urgent` tells that it does.
"""

from __future__ import annotations

import re

from syncd.domain.language.patterns import Line, lines, table

_LIVE = (
    "(реклам|объявлени|кампани|баннер|ролик|креатив|открутк|показ|размещени|трафик|таргет|контекст|директ|пост|публикаци|сторис|щит|сайт|лендинг|страниц|"
    "кабинет|рассылк|видео|карточк|виджет|посадочн|аудиоролик|билборд|эфир|бюджет|розыгрыш|акци)*"
)
_LIVE_EN = "(ad|ads|advert|adverts|campaign|campaigns|banner|banners|creative|creatives|post|posts|site|website|page|landing|video|videos|spot|spots|placement|placements|listing|listings|budget|story|stories|reel|account|everything|display|search|billboard|billboards)"

_STOP = table(
    f"стоп ~ {_LIVE};стоп (все|срочно);(стоп|stop) !",
    f"(остановите|остановить|останови|остановим|выключите|выключить|выключи|отключите|отключить|отключи|приостановите|приостановить|приостанови|стопните|стопни|стопаните|вырубите|вырубай|вырубайте|гасите|тормозите|снимайте|снимите|сними|уберите|убери|прекратите|прекратить|заморозьте|паузите) ~ {_LIVE}",
    "(остановите|останови|выключите|выключи|отключите|отключи|приостановите|приостанови|стопните|стопни|прекратите|тормозите|вырубите|вырубайте|гасите) (все|немедленно|срочно|пожалуйста|сейчас|прямо|ее|его|их|открутк|показ|это)*;(останавливай|выключай|отключай|прекращай)*",
    "(поставьте|ставьте|поставь|ставь) ~ на (паузу|стоп);(снимите|сними|снимай|снять|уберите|убрать|убери) ~ с (публикаци|открутк|эфир|показ|размещени|ротаци)*;(нужно|надо|прошу|просим|необходимо) ~ (остановить|выключить|отключить|приостановить|снять с)",
    "(остановите|останови) (?!меня)[^ ]+;ничего не (публикуйте|запускайте|откручивайте)",
    f"(stop|pause|kill|halt|suspend|freeze|pull|switch off|turn off|take down|take offline|shut down|disable|unpublish) ~ {_LIVE_EN};(stop|pause|kill|halt|suspend) (it|them|this|that|all|everything|immediately|now) (right |immediately|now|asap|at once|today|please)*;"
    f"(take|pull|get|switch|turn|shut) (the |this |that |these |those |all |our |your ){{0,3}}(ad|ads|it|them|banner|banners|page|campaign|video|post|posts) (down|off|offline)",
)
_WRONG_THING = "(цен|стоимост|прайс|дат|срок|скидк|телефон|номер|адрес|ссылк|акци|услови|процент|ставк|название|логотип|город|текст|фото|товар|модел|остатк|тариф|график|цифр|сумм)*"
_WRONG_THING_EN = "(price|prices|pricing|date|dates|discount|discounts|phone|number|address|link|links|url|offer|rate|rates|fee|fees|product|products|logo|name|figures|price list|deadline|promo code|code)"
_WRONG = table(
    f"{_WRONG_THING} ~ (стар|чуж|прошлогодн|прежн|неверн|неправильн|ошибочн)*;(чуж|не наш)* (логотип|телефон|адрес|фото|бренд|товар|сайт|цен)*",
    "(акци|распродаж|скидк|предложени|розыгрыш)* ~ (закончил|кончил|истекл|завершил|отменен|отменил|не действ)*",
    "(says?|quotes?|shows?|states?|lists?) ~ (the )?(real|right|correct|actual|true) (price|date|number|address)*;[0-9.,]+ the (real|right|correct|actual|true) (price|date|number|address|one);(sale|offer|promotion|deal|discount) ~ (ends|ended|expired|is over|finished)",
    f"(стар|неверн|неправильн|ошибочн|прошлогодн|устаревш|неактуальн|чуж|прежн|вчерашн|прошл|не те|не та|не тот|не наш)* ~ {_WRONG_THING} ~ (в |на |во )?{_LIVE}",
    f"(в|на|во) ~ {_LIVE} ~ (стар|неверн|неправильн|ошибочн|прошлогодн|устаревш|неактуальн|прежн|прошл|не те|не та|не тот|не наш)* ~ {_WRONG_THING}",
    "(стар|неверн|неправильн|ошибочн|прошлогодн|устаревш|неактуальн|прежн|прошл)* (цен|стоимост|прайс|скидк|дат|тариф|телефон|номер|адрес)*",
    "(январск|февральск|мартовск|апрельск|майск|июньск|июльск|августовск|сентябрьск|октябрьск|ноябрьск|декабрьск|летн|зимн|осенн|весенн)* (цен|скидк|прайс|тариф)*",
    f"(ошибк|опечатк|ляп|косяк)* ~ (в|на|во) ~ {_LIVE};(в|на|во) ~ {_LIVE} ~ (ошибк|опечатк|ляп|косяк)*",
    "(цен|дат|скидк|телефон|номер|ссылк|адрес|сроки акции)* ~ (не та|не те|не тот|неверн|неправильн|устарел|не соответств|не совпада|не наш|не действ|закончил|истекл)*",
    f"(wrong|old|outdated|incorrect|expired|last (year|season|month)'?s|last week's|previous|stale|out-of-date|yesterday's|false|not the right) (?:[^ .!?]+ )?{_WRONG_THING_EN}",
    f"{_WRONG_THING_EN} ~ (is|are|is still|are still) (wrong|old|outdated|incorrect|expired|not correct|not right|out of date|false|last year's)",
    f"(mistake|error|typo|misprint) in ~ {_LIVE_EN};{_LIVE_EN} ~ (shows?|says?|has|have|still|contains?|with|showing|running with|advertis)* ~ (wrong|old|outdated|incorrect|expired|last (year|season|month)'?s)",
)
_RUNNING = table(
    f"{_LIVE};крутит*;откручива*;висит;висят;идет;идут;стоит;стоят;показыва*;запущен*;опубликова*;в эфире;на сайте;покупател*;клиенты ~ (жал|руга|скандал|звон|возмущ)*;скандал*",
    f"{_LIVE_EN};running;live;showing;shown;is up;online;published;customers;people;shoppers;callers;on air",
)
_BROKEN = table(
    f"{_LIVE} ~ (не работа|не откры|не груз|не загруж|сломал|сломан|упал|лежит|лежат|ведет не туда|ведут не туда|битая|битые|выдает ошибк|выдает 404|ведет на 404|ведут на 404|404)*",
    f"(не работает|не открывается|не грузится|не загружается|сломал[аио]сь|сломался|упал|упала|лежит|слетел|слетела|битая ссылка|битые ссылки) ~ {_LIVE}",
    "(реклама|объявления|объявление|баннер|баннеры|кнопка|ссылка) ~ (ведет|ведут|открывает|открывают) ~ (не туда|не на ту|не на то|на 404|на ошибк|на чуж|на несуществ|в никуда|на конкурент|на стар)*",
    "сливает* ~ бюджет*;(деньги|бюджет) ~ (утека|слива|горят|сгора|улета)*;бюджет ~ (слива|улета|сгор|вылет|улетел|тратится впустую)*;(деньги|бюджет) ~ (впустую|на ветер|в трубу)",
    f"{_LIVE_EN} ~ (is|are) (broken|down|dead|not working|not loading|offline|giving (an )?error);{_LIVE_EN} ~ (returns?|throws?|gives?|shows?) (a |an )?(404|500|502|error|blank);{_LIVE_EN} ~ (doesn't|does not|don't|do not|won't|stopped) (work|load|open|working|loading);"
    f"(ad|ads|banner|banners|link|links|button) ~ (lead|leads|go|goes|point|points|click|clicks|take|takes|land|lands|link|links) ~ (wrong|404|dead|error|nowhere|competitor|empty)*;(broken|dead) (link|links|ad|ads|banner|button|landing|page);(burning|wasting|draining|eating) (through )?(our |the |my )?(budget|money)",
)
# A thing that is planned, offered or supposed is not live; neither is one already mended.
_NOT_LIVE = table(
    "если;в случае;останов* ~ (выбор|внимани)*;макет*;черновик*;эскиз*;правк* (к|по) макет*;в новом ролике ~ можно;на будущее;в следующий раз;бы;когда ~ (остановим|закончим|завершим)",
    "уже (исправ|поправ|останов|сня|убр|замен|выключ|отключ)*;(исправили|поправили|остановили|убрали) ~ (спасибо|благодар)*;спасибо ~ (исправ|поправ|останов|убрал|сняли|быстро)*;(больше не|перестал)* (показыва|крути)*",
    "(не нужно|не надо|не стоит|не будем|не хотим|не просим|нет смысла|незачем|не планируем|без ошибок|нет ошибок|ошибок нет|нет (опечат|стар)*|не (останавливайте|выключайте|снимайте|останавливай|выключай|отключайте|приостанавливайте|убирайте))",
    "(план|прогноз|отчет|счет|договор|акт|смет|презентаци|бриф|письм|таблиц|медиаплан|контент-план)* ~ (ошибк|опечатк|стар|неверн|неправильн)*;(ошибк|опечатк|стар|неверн|неправильн)* ~ (в|во) ~ (план|прогноз|отчет|счет|договор|акт|смет|презентаци|бриф|письм|таблиц|медиаплан|контент-план)*",
    "if;in case;unless;draft;mock-up;mockup;proof;would;could ~ (mean|be);no need to;need not;not (necessary|needed);(do not|don't|doesn't have to|never) (stop|pause|kill|switch|turn|pull|take|halt|suspend);already (fixed|corrected|stopped|paused|removed|done);thanks for (fixing|stopping|correcting|pausing)*;no (errors|mistakes|typos);"
    "(error|mistake|typo|wrong|old|incorrect) ~ in (the |your |our ){0,3}(plan|report|invoice|contract|quote|media plan|content plan|deck|spreadsheet|file|brief|estimate)",
)
_URGENT_WORD = table(
    "срочн*;как можно скорее;как можно быстрее;немедленно;горит;горим;пожар*;асап;в ближайший час;не терпит;прямо сейчас;незамедлительно;молния;вчера надо было",
    "urgent;urgently;asap;immediately;right away;at once;right now;emergency;as soon as (possible|you can);on fire;top priority",
)
_NOT_URGENT = table(
    "не (очень |особо |так |совсем )?срочн*;без спешки;не горит;не к спеху;несрочн*",
    "not (very |that |so |really |super )?urgent;no (rush|hurry|urgency);nothing urgent;non-urgent;isn't urgent",
)


def find_urgent(new_text: str, subject_line: str) -> str | None:
    """The author's words that tell of trouble in something live, or None. The subject speaks only in a new letter."""
    for line in lines(new_text):
        words = _trouble(line)
        if words:
            return words
    own_subject = "" if _REPLIES.match(subject_line) else subject_line
    return next((words for line in lines(own_subject) if (words := _trouble(line))), None)


_REPLIES = re.compile(r"\s*(?:re|fwd?|отв|ha|на|пер|aw|wg)\s*(?:\[\d+\])?:", re.IGNORECASE)


def _trouble(line: Line) -> str | None:
    if _NOT_LIVE.search(line.folded) or (line.is_question and not _WRONG.search(line.folded)):
        return None
    for phrases in (_STOP, _BROKEN):
        match = phrases.search(line.folded)
        if match:
            return line.written(*match.span())
    match = _WRONG.search(line.folded)
    return line.written(*match.span()) if match and _RUNNING.search(line.folded) else None


def says_urgent(new_text: str) -> bool:
    """Whether the letter calls itself urgent."""
    return any(_URGENT_WORD.search(line.folded) and not _NOT_URGENT.search(line.folded) for line in lines(new_text))
