"""Legal, environmental and virus scanners' boilerplate below a letter, known by how it begins or by its words."""

from __future__ import annotations

import re

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
    r"|(?:p\s+)?(?:please|kindly)?\s*(?:consider|think about|think of) the environment|pensez à l.environnement|denken sie an die umwelt|save (?:a tree|paper)|(?:before printing|think before you print)"
    r"|(?:пожалуйста,? )?(?:подумайте|задумайтесь|позаботьтесь|берегите|сохраните|не (?:рас)?печатывайте|не печатайте).{0,60}(?:природ|эколог|окружающ|дерев|лес|бумаг|распечат|печат|необходимост)|прежде чем (?:рас)?печатать"
    r"|(?:diese|die in dieser)\s+(?:e-?mail|nachricht)|ce (?:message|courriel|mail)\b.{0,80}confiden|цей лист.{0,80}конфіденц|це повідомлення.{0,80}(?:конфіденц|признач)"
    r"|(?:письмо|сообщение|это письмо|это сообщение)\s+(?:было\s+)?проверено (?:на\b|анти|касперск|kaspersky|dr\.|eset|nod32|avast)|проверено на вирусы|без вирусов|не содержит вирусов|virus-free|this (?:e-?mail|message) has been (?:checked|scanned)|scanned by"
    r"|(?:[^.\n]{2,40}(?:ltd|limited|llp|plc)\.?,?\s+(?:is\s+)?)?registered in (?:england|scotland|ireland|wales)|registered office|company (?:number|no\.)"
    r"|не является (?:публичной )?оферт|(?:[^.\n]{2,60}:\s+)?переписк\w+\b.{0,60}\bне\s+(?:порожда|вле)\w+\s+(?:\w+\s+){0,2}(?:обязательств|последстви)"
    r"|информация в (?:данн|этом|настоящ)\w*\s+(?:электронн\w+\s+)?(?:письм|сообщени)|(?:отправитель|компания|общество)\s+не\s+нес[её]т\s+ответственност|(?:любая|вся)\s+(?:электронная\s+)?переписка\b.{0,60}не\s+(?:является|влеч)"
    r"|(?:позиция|мнени[ея]|взгляды|точка зрения),\s+(?:изложенн|выраженн|высказанн)\w+\s+в|проверено\s.{0,30}(?:антивирус|касперск|kaspersky|dr\.?\s?web|eset|nod32|avast)|подписано\s+(?:простой\s+)?электронн"
    r"|the information (?:transmitted|contained|in this)|any (?:views|opinions)(?: or (?:views|opinions))? (?:expressed|presented)(?: in this| herein| are those| by the author)|(?:notice|important)\s*:\s*(?:this|the)\s+(?:e-?mail|message|communication)"
    r"|nothing (?:in this (?:e-?mail|message|communication|correspondence)|herein|contained herein)|this footnote|no (?:contract|agreement|order)s?\b.{0,40}(?:by|via|through) e-?mail"
    r"|e-?mails?\b.{0,40}(?:not encrypted|cannot be guaranteed|not secure|may be monitored)|ц(?:ей|я|е)\s+(?:електронн\w+\s+)?(?:лист|пошта|повідомлення)\b.{0,80}конфіденц"
    r")",
    re.IGNORECASE,
)
_FOREIGN_OPENS = re.compile(
    r"\W{0,4}(?:"
    r"(?:niniejsza|ta)\s+wiadomość|wiadomość\s+ta|(?:tato|táto)\s+(?:e-mailová\s+)?(?:zpráva|správa)|tento\s+e-?mail|(?:ovaj|ova|ta)\s+(?:e-?mail|poruka|sporočilo)|това\s+(?:съобщение|писмо)|dit\s+(?:e-?mail)?bericht|deze\s+e-?mail"
    r"|este\s+(?:mensaje|correo|e-?mail)|esta\s+mensagem|(?:questo|questa)\s+(?:messaggio|e-?mail)|le\s+informazioni\s+contenute|acest\s+(?:mesaj|e-?mail)|bu\s+(?:e-?posta|mesaj|ileti|elektronik)|бұл\s+(?:хат|хабарлама|электрондық)"
    r"|ez\s+az\s+(?:e-?mail|üzenet)|(?:detta|dette|denne)\s+(?:e-?post)?\w*(?:meddelande|melding|meddelelse|e-?mail)|(?:tämä|käesolev|šis|šī|ši)\s+\w+"
    r")\b.{0,160}(?:poufn|przeznaczon|důvěrn|dôvern|určen|vertrouwelijk|bestemd|confiden|privilegiad|riservat|gizli|yalnızca|құпия|арналған|bizalmas|címzett|povjerljiv|поверител|konfidenti|fortrolig|luottamuks|vaid\s|konfidenci|sekretess|zaupn)",
    re.IGNORECASE,
)
_REGISTER_CUES = re.compile(
    r"geschäftsführe\w*\s*:|amtsgericht|\bhrb\s?\d|ust-?id|sitz\s+der\s+gesellschaft|handelsregister|\bkrs\b|\bnip\b|\bregon\b|\bičo\b|\bsiret\b|\brcs\b|\bkvk\b|\bbtw\b"
)
_DISCLAIMER_CUES = re.compile(
    r"конфиденциальн|не\s+является\s+(?:публичной\s+)?(?:оферт|акцепт)|предназначен\w*\s+(?:исключительно|только)|без\s+(?:письменного\s+)?согласия\s+отправител|в\s+письменн(?:ой|ом)\s+(?:форме|виде)"
    r"|по\s+ошибке|удалите\s+(?:его|это|данное)|не\s+допускается|запрещен[оаы]?|не\s+несёт\s+ответственности|не\s+несет\s+ответственности|юридическ\w+\s+(?:обязательств|сил)|не\s+влеч[её]т"
    r"|intended\s+(?:recipient|solely|only)|unless\s+(?:otherwise|expressly)|in\s+error|delete\s+(?:it|this)|strictly\s+prohibited|is\s+prohibited|not\s+(?:legally\s+)?binding|confidential|privileged"
    r"|sole\s+use|no\s+liability|does\s+not\s+constitute|in\s+writing"
)
_LETTER_WORD = re.compile(r"письм[оаеу]\b|сообщени|e-?mail|\bmessage|nachricht|повідомлен|лист\b", re.IGNORECASE)


def opens_disclaimer(paragraph: str) -> bool:
    """Whether a paragraph is legal or environmental boilerplate by the way it begins, or by two cues in it."""
    if _DISCLAIMER_OPENS.match(paragraph) or _FOREIGN_OPENS.match(paragraph):
        return True
    if len(set(_REGISTER_CUES.findall(paragraph.lower()))) >= 2:
        return True
    cues = len(set(_DISCLAIMER_CUES.findall(paragraph.lower())))
    return cues >= 3 or (cues == 2 and _LETTER_WORD.search(paragraph) is not None)
