"""Lines that programs and legal departments put into letters: device lines, disclaimers, banners, list footers."""

from __future__ import annotations

import re
from functools import lru_cache

from syncd.domain.mail.lines import Role

_DEVICE = (
    r"i-?(?:phon\w+|pad|pod|cloud|os)|android|андроид|айфон|samsung|galaxy|xiaomi|redmi|poco|huawei|honor|realme|oppo|vivo|pixel|nokia|blackberry|phone|telefon|телефон|смартфон|планшет"
    r"|мобильн|mobil|почт|приложени|app\b|outlook|mail|windows|яндекс|yandex|gmail|spark|superhuman|thunderbird|proton|tablet|устройств|device|пристро|watch|vivaldi|hey\b|bluemail|aquamail|the bat"
)
_MOBILE = re.compile(
    rf"(?:(?:простите|извините|прошу прощения|sorry|please excuse).{{0,60}}?)?(?:это\s+(?:письмо|сообщение)\s+(?:было\s+)?)?"
    rf"(?:отправлено|отправлен|послано|написано|создано|надіслано|адпраўлена|изпратено|sent|gesendet|envoy[ée]|enviado|inviato|wysłan[eoy]|odesláno|odoslané|poslano|verzonden|verstuurd|skickat|sendt|lähetetty|trimis|created|typed|written)\b"
    rf"\s+(?:с|со|из|от|через|при помощи|с помощью|з|із|from|via|with|using|on|mit|von|depuis|de|desde|da|do|z|ze|s|sa|vanaf|från|fra|min|mit|de pe)\s.{{0,60}}?(?:{_DEVICE}).{{0,60}}"
    rf"|.{{0,60}}(?:{_DEVICE}).{{0,40}}(?:gesendet|gönderildi|жіберілді|жолданды|yuborildi|küldve)"
    r"|(?:получить|скачать|загрузить|установить|отримати|завантажити|get|download|holen sie sich|obtenir|télécharger|obtener|descargar|obter|scarica|ottieni|pobierz|získat|stáhnout|získajte|hämta|hent|krijg|lataa)"
    r"\s+(?:приложение\s+|program\s+|aplikacj\w+\s+|aplikaci\s+)?(?:outlook|gmail|яндекс|mail\.ru|bluemail|spark|почту\s+mail).{0,60}"
    r"|(?:(?:ios|android) için )?outlook.{0,30}(?:herunterladen|downloaden|edinin|indirin|beszerzése|жүктеу|алу)"
    r"|(?:sent|typed|written)\s+(?:from|on|via)\s+my\s+.{2,60}|<<sent by .{2,30}>>|von mein(?:em|er) .{2,40} gesendet",
    re.IGNORECASE,
)
_DISCLAIMER_OPENS = re.compile(
    r"\W{0,4}(?:"
    r"(?:данное|это|настоящее|указанное|данная|эта|настоящая|вышеуказанное)\s+(?:электронн\w+\s+)?(?:письмо|сообщение|послание|переписка|корреспонденция|информация|e-?mail)"
    r"\b.{0,120}(?:конфиденц|предназначен\w*\s+(?:исключительно|только|для\s+(?:использования|адресат|лиц))|адресат|оферт|любое использование|может содержать|коммерческ\w+ тайн|юридическ)"
    r"|(?:информация|сведения),?\s+(?:содержащ|указанн|изложенн|представленн)\w+\s+в\s+(?:данн|этом|настоящ)\w*\s+(?:электронн\w+\s+)?(?:письм|сообщени|e-?mail)"
    r"|(?:уведомление|информация|положение)\s+о\s+конфиденциальности|конфиденциальность\s*:|отказ от ответственности|внимание[.!:]\s*(?:данное|это|настоящее)\s+(?:сообщение|письмо)"
    r"|(?:содержание|содержимое|текст)\s+(?:данного|этого|настоящего)\s+(?:письма|сообщения)"
    r"|(?:если вы|в случае,? если вы).{0,60}(?:не являетесь|получили).{0,60}(?:адресат|получател|ошиб|письмо|сообщение)"
    r"|(?:this|the information(?: contained)? in this|the contents? of this|any views.{0,40}in this)\s+(?:e-?mail|message|communication|transmission|correspondence)\b.{0,200}"
    r"(?:confidential|intended\s+(?:only|solely|for)|privileged|solely|not approved in writing|disclos|is prohibited|unauthori[sz]ed|the opinions? of)"
    r"|if you (?:are not|have received).{0,60}(?:intended|recipient|error|mistake)|unless (?:otherwise|expressly)\s+(?:agreed|stated|approved|confirmed)"
    r"|confidentiality (?:notice|note)|confidential(?:ity)?\s*[:.-]|disclaimer\b|legal notice|privileged and confidential"
    r"|(?:please|kindly)?\s*(?:consider|think about|think of) the environment|save (?:a tree|paper)|(?:before printing|think before you print)"
    r"|(?:пожалуйста,? )?(?:подумайте|задумайтесь|позаботьтесь|берегите|сохраните|не (?:рас)?печатывайте|не печатайте).{0,60}(?:природ|эколог|окружающ|дерев|лес|бумаг|распечат|печат|необходимост)|прежде чем (?:рас)?печатать"
    r"|(?:diese|die in dieser)\s+(?:e-?mail|nachricht)|ce (?:message|courriel|mail)\b.{0,80}confiden|цей лист.{0,80}конфіденц|це повідомлення.{0,80}(?:конфіденц|признач)"
    r"|(?:письмо|сообщение|это письмо|это сообщение)\s+(?:было\s+)?проверено (?:на|анти)|проверено на вирусы|без вирусов|не содержит вирусов|virus-free|this email has been (?:checked|scanned)|scanned by"
    r"|registered in (?:england|scotland|ireland|wales)|registered office|company (?:number|no\.)"
    r"|не является (?:публичной )?оферт"
    r"|информация в (?:данн|этом|настоящ)\w*\s+(?:электронн\w+\s+)?(?:письм|сообщени)|(?:отправитель|компания|общество)\s+не\s+нес[её]т\s+ответственност|(?:любая|вся)\s+(?:электронная\s+)?переписка\b.{0,60}не\s+(?:является|влеч)"
    r"|(?:позиция|мнени[ея]|взгляды|точка зрения),\s+(?:изложенн|выраженн|высказанн)\w+\s+в|проверено\s.{0,30}(?:антивирус|касперск|kaspersky|dr\.?\s?web|eset|nod32|avast)|подписано\s+(?:простой\s+)?электронн"
    r"|the information (?:transmitted|contained|in this)|any (?:views|opinions)(?: or (?:views|opinions))? (?:expressed|presented)(?: in this| herein| are those| by the author)|(?:notice|important)\s*:\s*(?:this|the)\s+(?:e-?mail|message|communication)"
    r"|nothing (?:in this (?:e-?mail|message|communication|correspondence)|herein|contained herein)|this footnote|no (?:contract|agreement|order)s?\b.{0,40}(?:by|via|through) e-?mail"
    r"|e-?mails?\b.{0,40}(?:not encrypted|cannot be guaranteed|not secure|may be monitored)|ц(?:ей|я|е)\s+(?:електронн\w+\s+)?(?:лист|пошта|повідомлення)\b.{0,80}конфіденц"
    r")",
    re.IGNORECASE,
)
_DISCLAIMER_CUES = re.compile(
    r"конфиденциальн|не\s+является\s+(?:публичной\s+)?(?:оферт|акцепт)|предназначен\w*\s+(?:исключительно|только)|без\s+(?:письменного\s+)?согласия\s+отправител|в\s+письменн(?:ой|ом)\s+(?:форме|виде)"
    r"|по\s+ошибке|удалите\s+(?:его|это|данное)|не\s+допускается|запрещен[оаы]?|не\s+несёт\s+ответственности|не\s+несет\s+ответственности|юридическ\w+\s+(?:обязательств|сил)|не\s+влеч[её]т"
    r"|intended\s+(?:recipient|solely|only)|unless\s+(?:otherwise|expressly)|in\s+error|delete\s+(?:it|this)|strictly\s+prohibited|is\s+prohibited|not\s+(?:legally\s+)?binding|confidential|privileged"
    r"|sole\s+use|no\s+liability|does\s+not\s+constitute|in\s+writing"
)
_LETTER_WORD = re.compile(r"письм[оаеу]\b|сообщени|e-?mail|\bmessage|nachricht|повідомлен|лист\b", re.IGNORECASE)
_BANNER_OPENS = re.compile(
    r"\W{0,6}(?:caution|warning|attention|external|notice|alert|be careful|security|внимание|осторожно|внешн|предупреждение|важно|you don.t often|вы (?:не часто|редко)|ext\b|some people who received"
    r"|do not (?:click|open)|не (?:открывайте|переходите)|achtung|увага|зовнішн)",
    re.IGNORECASE,
)
_BANNER_SENTENCE = re.compile(
    r"\W{0,6}(?:this|the|данное|это|настоящее)?\s*(?:e-?mail|message|sender|письмо|сообщение|отправитель|лист|повідомлення)\b.{0,60}(?:outside|external|extern|внешн|извне|за пределами|зовнішн|не подтвержд|unverified)",
    re.IGNORECASE,
)
_BANNER_OUTSIDE = re.compile(
    r"extern|outside|originat|often get|unknown|not on the|trusted|verif|suspicious|phishing|внешн|извне|за пределами|не часто|редко|неизвестн|подозрит|фишинг|служб\w+ безопасности|не подтвержд|зовнішн|надійшл",
    re.IGNORECASE,
)
_BANNER_OBJECT = re.compile(
    r"sender|attachment|\blinks?\b|click|organi[sz]ation|e-?mail|message|отправител|вложени|ссылк|письм|сообщени|организац|посилан|вкладен|лист",
    re.IGNORECASE,
)
_SHORT_BANNER = re.compile(
    r"\W{0,6}(?:external(?: e-?mail| sender| message)?|внешн(?:ее письмо|ий отправитель|яя почта|ее сообщение|ий адрес)|ext)\W{0,6}",
    re.IGNORECASE,
)
_LIST_FOOTER = re.compile(
    r"(?:you (?:are receiving|received|get|got) this (?:message|e-?mail|mail|notification)|вы получили это (?:сообщение|письмо|уведомление)|вы получаете это|это письмо отправлено вам)\b.{0,20}(?:because|as |since|поскольку|потому|так как|,)"
    r"|(?:to )?unsubscribe\b|отписаться(?: от рассылки)?\W*(?:https?:|$)|отписаться от рассылки|чтобы (?:отписаться|отменить подписку)|manage (?:your )?(?:notification|subscription|preferences)"
    r"|\S+ mailing list$|this message was sent by\b|to view this discussion|просмотреть это обсуждение",
    re.IGNORECASE,
)


def is_mobile_line(text: str) -> bool:
    """«Отправлено с iPhone», "Get Outlook for iOS": a line of its own."""
    return len(text) <= 120 and bool(_MOBILE.fullmatch(text.strip(" .<>*_-–—\t")))


def opens_disclaimer(paragraph: str) -> bool:
    """Whether a paragraph is legal or environmental boilerplate by the way it begins, or by two cues in it."""
    if _DISCLAIMER_OPENS.match(paragraph):
        return True
    cues = len(set(_DISCLAIMER_CUES.findall(paragraph.lower())))
    return cues >= 3 or (cues == 2 and _LETTER_WORD.search(paragraph) is not None)


def is_banner(paragraph: str) -> bool:
    """Whether a paragraph at the top is the receiving server's warning of an outside sender."""
    if _SHORT_BANNER.fullmatch(paragraph):
        return True
    if len(paragraph) > 700:
        return False
    if _BANNER_SENTENCE.match(paragraph):
        return True
    return bool(
        _BANNER_OPENS.match(paragraph) and _BANNER_OUTSIDE.search(paragraph) and _BANNER_OBJECT.search(paragraph)
    )


def opens_list_footer(paragraph: str) -> bool:
    """Whether a paragraph is what a mailing list or a notifier adds below."""
    return bool(_LIST_FOOTER.match(paragraph))


@lru_cache(maxsize=8)
def trailing_notice(paragraph: str) -> Role | None:
    """What a paragraph at the end of a letter is, if a program put it there; one row is asked about twice running."""
    if is_mobile_line(paragraph):
        return Role.MOBILE_LINE
    if opens_list_footer(paragraph):
        return Role.LIST_FOOTER
    if opens_disclaimer(paragraph):
        return Role.DISCLAIMER
    return Role.BANNER if is_banner(paragraph) else None
