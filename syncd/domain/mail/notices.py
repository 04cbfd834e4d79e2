"""Lines that programs and mailing lists put below letters: device lines, list footers, and with them the small print."""

from __future__ import annotations

import re
from functools import lru_cache

from syncd.domain.mail.banners import is_banner
from syncd.domain.mail.disclaimers import opens_disclaimer
from syncd.domain.mail.lines import Role

_DEVICE = (
    r"i-?(?:phon\w+|pad|pod|cloud|os)|android|андроид|айфон|samsung|galaxy|xiaomi|redmi|poco|huawei|honor|realme|oppo|vivo|pixel|nokia|blackberry|phone|telefon|телефон|смартфон|планшет"
    r"|мобильн|mobil|почт|приложени|app\b|outlook|mail|windows|яндекс|yandex|gmail|spark|superhuman|thunderbird|proton|tablet|устройств|device|пристро|watch|vivaldi|hey\b|newton|canary|edison|tuta\b|mailspring|airmail|delta chat|em client|amocrm|битрикс|bitrix|hubspot|salesforce|pipedrive|zendesk|intercom|freshdesk|usedesk|мегаплан|planfix|mailtrack|missive|crm\b|bluemail|aquamail|the bat"
)
_MOBILE = re.compile(
    rf"(?:(?:простите|извините|прошу прощения|sorry|please excuse).{{0,60}}?)?(?:это\s+(?:письмо|сообщение)\s+(?:было\s+)?)?"
    rf"(?:отправлено|отправлен|послано|написано|создано|надіслано|адпраўлена|изпратено|sent|gesendet|envoy[ée]|enviado|inviato|wysłan[eoy]|odesláno|odoslané|poslano|verzonden|verstuurd|skickat|sendt|lähetetty|trimis|created|typed|written)\b"
    rf"\s+(?:с|со|из|от|через|при помощи|с помощью|з|із|from|via|with|using|on|mit|von|depuis|de|desde|da|do|z|ze|s|sa|vanaf|från|fra|min|mit|de pe)\s.{{0,60}}?(?:{_DEVICE}).{{0,60}}"
    r"|(?:получить|скачать|загрузить|установить|отримати|завантажити|get|download|holen sie sich|obtenir|télécharger|obtener|descargar|obter|scarica|ottieni|pobierz|získat|stáhnout|získajte|hämta|hent|krijg|lataa)"
    r"\s+(?:приложение\s+|program\s+|aplikacj\w+\s+|aplikaci\s+)?(?:outlook|gmail|яндекс|mail\.ru|bluemail|spark|почту\s+mail).{0,60}"
    r"|(?:sent|typed|written)\s+(?:from|on|via)\s+my\s+.{2,60}|<<sent by .{2,30}>>|von mein(?:em|er) .{2,40} gesendet",
    re.IGNORECASE,
)
_SENT_AT_THE_END = re.compile(
    rf".{{0,60}}?(?:{_DEVICE}).{{0,40}}(?:gesendet|gönderildi|жіберілді|жолданды|yuborildi|küldve)|(?:(?:ios|android) için )?outlook.{{0,30}}(?:herunterladen|downloaden|edinin|indirin|beszerzése|жүктеу|алу)",
    re.IGNORECASE,
)  # languages whose verb stands last
_LAST_VERBS = (
    "gesendet", "gönderildi", "жіберілді", "жолданды", "yuborildi", "küldve", "herunterladen", "downloaden", "edinin", "indirin",
    "beszerzése", "жүктеу", "алу",
)  # fmt: skip
_TOLD = re.compile(
    r"\b(?:вчера|сегодня|завтра|утром|вечером|уже|снова|повторно|проверьте|можно|не|ли|yesterday|today|tomorrow|already|again|check|expect|gestern|heute)\b",
    re.IGNORECASE,
)  # what a person says of having sent or got something
_LIST_FOOTER = re.compile(
    r"(?:you (?:are receiving|received|get|got) this (?:message|e-?mail|mail|notification)|вы получили это (?:сообщение|письмо|уведомление)|вы получаете это|это письмо отправлено вам)\b.{0,20}(?:because|as |since|поскольку|потому|так как|,)"
    r"|(?:to )?unsubscribe\b|отписаться(?: от рассылки)?\W*(?:https?:|$)|отписаться от рассылки|чтобы (?:отписаться|отменить подписку)|manage (?:your )?(?:notification|subscription|preferences)"
    r"|(?:если вы (?:больше )?не (?:хотите|желаете) получать|if you (?:no longer|do not|don.t) (?:wish|want) to receive)\b.{0,100}(?:отпи|отказ|unsubscribe)|(?:оцените|rate)\s.{0,50}https?:"
    r"|\S+ mailing list$|this message was sent by\b|to view this discussion|просмотреть это обсуждение",
    re.IGNORECASE,
)


def is_mobile_line(text: str) -> bool:
    """«Отправлено с iPhone», "Get Outlook for iOS": a line of its own."""
    if len(text) > 120:
        return False
    words = text.strip(" .<>*_-–—\t")
    pattern = _SENT_AT_THE_END if words.endswith(_LAST_VERBS) else _MOBILE
    return pattern.fullmatch(words) is not None and _TOLD.search(text) is None


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
