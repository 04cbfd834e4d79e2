"""Header blocks: the From, Sent, To, Subject lines that programs print above a quoted letter, in any order and many languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from syncd.domain.mail.attribution import ADDRESS, DATE, TIME, YEAR
from syncd.domain.mail.lines import Row
from syncd.domain.mail.names import is_name_like
from syncd.domain.mail.separators import is_rule

_LABELS = {
    "from": "от|от кого|от имени|отправитель|from|sender|von|absender|de|de la|expéditeur|expediteur|remitente|da|mittente|od|van|afzender|odesílatel|odosielateľ|nadawca|fra|från|avsändare|lähettäjä"
    "|feladó|pošiljatelj|від|від кого|відправник|ад|ад каго|кімнен|жіберуші|kimden|gönderen|kimdən|kimdan|nuo|saatja|από|发件人|寄件者",
    "date": "отправлено|отправленные|отправленное|отправлен|дата|дата отправки|послано|sent|date|sent on|gesendet|gesendet am|datum|envoyé|envoyé le|date d'envoi|fecha|enviado|enviado el|enviada|enviada em|data|inviato|inviato il"
    "|wysłano|data wysłania|verzonden|odesláno|odoslané|sendt|dato|skickat|lähetetty|elküldve|küldve|trimis|poslano|poslato|изпратено|надіслано|дата відправлення|адпраўлена|жіберілді|жіберілген|жіберілген күні|күні"
    "|gönderilme|gönderilmiş|gönderme tarihi|tarih|göndərildi|tarix|yuborildi|yuborilgan|sana|išsiųsta|nosūtīts|saadetud|kuupäev|στάλθηκε|ημερομηνία|发送时间|日期|寄件日期",
    "to": "кому|получатель|получатели|to|recipient|recipients|an|empfänger|à|destinataire|para|do|aan|til|till|vastaanottaja|komu|каму|кімге|алушы|kime|kimə|kimga|címzett|către|prima|kam|adressaat|προς|收件人|收件者",
    "cc": "копия|копии|скрытая копия|скрытая|cc|bcc|сс|kopie|kopi|kopia|kopio|kópia|copie|copie à|копія|прихована копія|dw|bilgi|көшірме|másolatot kap|kopija|koopia|κοιν|抄送|副本",
    "subject": "тема|тема письма|subject|betreff|objet|asunto|oggetto|temat|onderwerp|assunto|předmět|predmet|emne|ämne|aihe|tárgy|subiect|zadeva|относно|тэма|тақырып|тақырыбы|konu|mövzu|mavzu|tēma|teema|θέμα|主题|主旨",
    "other": "важность|importance|priority|приоритет|prioritet|attachments|attachment|вложения|вложение|reply-to|ответить|ответ|organization|организация|wichtigkeit|anlagen|message-id",
}
_KIND_OF = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_LABEL = re.compile(r"\W{0,3}(?P<label>[^\W\d_][^:：\n]{0,22}?)\s*[*_]{0,2}\s*[:：]\s*[*_]{0,2}\s*(?P<value>.*)$")
_BARE_LABEL = re.compile(
    r"(?P<label>from|to|cc|date|sent|subject|от|кому|копия|дата|отправлено|тема)\s+(?P<value>\S.*)$", re.IGNORECASE
)
_BRACKETED = re.compile(r":.{0,80}[<\[](?:mailto:)?[^<>\s@]{1,64}@[^<>\s]{3,190}[>\]]")
_SIGNS = re.compile(r"[:：@/]")  # one of them stands in the first row of every block, unless its labels are bare
_INLINE_LABEL = re.compile(
    r"(?:^|\s)[*_]{0,2}(От|Отправлено|Дата|Кому|Копия|Тема|From|Sent|Date|To|Cc|Subject|Von|Gesendet|An|Betreff)[*_]{0,2}\s?:\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """A block of header fields as programs print above a quoted letter; `subject` as it stands there."""

    length: int
    subject: str | None


def header_block_at(rows: Sequence[Row], at: int, *, after_separator: bool = False) -> HeaderBlock | None:
    """The header block that begins on this row: three labels or more, in any order and any language we know."""
    if not (after_separator or _SIGNS.search(rows[at].text)):
        return None
    if (whole := _block_on_one_row(rows[at].text)) is not None:
        return whole
    if (notes := _notes_block_at(rows, at)) is not None:
        return notes
    if _label(rows[at].text, bare=after_separator)[0] is None:
        return _foreign_block_at(rows, at)
    kinds: set[str] = set()
    values: list[str] = []
    subject: str | None = None
    last_kind = ""
    end = here = at
    while here < len(rows) and rows[here].depth == rows[at].depth and here - at < 40:
        kind, value = _label(rows[here].text, bare=after_separator)
        if kind is None:
            if not _goes_on(rows, here, end, last_kind, bare=after_separator):
                break
        else:
            if kind in kinds and kind == "from":
                break
            kinds.add(kind)
            last_kind = kind
            values.append(value)
            subject = value if kind == "subject" else subject
            end = here + 1
        here += 1
    if not _is_block(kinds, values, after_separator=after_separator):
        return None
    return HeaderBlock(end - at, subject)


def _label(text: str, *, bare: bool = False) -> tuple[str | None, str]:
    """The kind of header field a row is, and its value; `bare`: the label may do without a colon."""
    found = _LABEL.match(text) if ":" in text or "：" in text else None
    if found is None and bare:
        found = _BARE_LABEL.match(text)
    if found is None:
        return None, ""
    kind = _KIND_OF.get(found.group("label").strip(" *_").lower())
    return kind, found.group("value").strip()


def _goes_on(rows: Sequence[Row], here: int, end: int, last_kind: str, *, bare: bool) -> bool:
    """Whether a row without a label we know is a gap or the rest of a long field, with another label close behind."""
    text = rows[here].text
    if here - end >= 3 or (text and not _may_wrap(text, last_kind)):
        return False
    following = rows[here + 1 : end + 4]
    return any(_label(row.text, bare=bare)[0] for row in following if row.depth == rows[here].depth)


def _may_wrap(text: str, last_kind: str) -> bool:
    """Addressees go on over lines, and so does a subject, but not with a sentence; another field may have an unknown label."""
    if last_kind in ("from", "to", "cc") or _LABEL.match(text):
        return True
    return last_kind == "subject" and not text.endswith((".", "!", "?"))


def _is_block(kinds: set[str], values: list[str], *, after_separator: bool) -> bool:
    if "from" not in kinds:
        says_when_or_who = any(ADDRESS.search(value) or DATE.search(value) for value in values)
        return len(kinds) >= 3 and (after_separator or says_when_or_who) and "date" in kinds
    if len(kinds) >= 3:
        return True
    is_sure = after_separator or any(
        ADDRESS.search(value) or (YEAR.search(value) and TIME.search(value)) for value in values
    )
    return len(kinds) == 2 and is_sure and bool(kinds & {"date", "subject"})


def _block_on_one_row(text: str) -> HeaderBlock | None:
    """Some converters from HTML put all fields on one line."""
    if text.count(":") < 3:
        return None
    found = list(_INLINE_LABEL.finditer(text))
    kinds = {_KIND_OF[label.group(1).lower()] for label in found}
    if len(kinds) < 3 or "from" not in kinds or found[0].start() > 1:
        return None
    subject = next((label for label in found if _KIND_OF[label.group(1).lower()] == "subject"), None)
    return HeaderBlock(1, text[subject.end() :].strip() if subject else None)


def _foreign_block_at(rows: Sequence[Row], at: int) -> HeaderBlock | None:
    """A header block in a language we hardly know: labels in a row, a year and an hour under one, and either an address in
    brackets under the first, or others that we do know, the addressee's among them.
    """
    if at and rows[at - 1].text and not is_rule(rows[at - 1].text):
        return None
    end = at
    while (
        end < min(at + 9, len(rows))
        and rows[end].text
        and rows[end].depth == rows[at].depth
        and _LABEL.match(rows[end].text)
    ):
        end += 1
    if end - at < 3 or not any(YEAR.search(row.text) and TIME.search(row.text) for row in rows[at + 1 : end]):
        return None
    labels = [_label(row.text) for row in rows[at + 1 : end]]
    kinds = {kind for kind, _ in labels}
    if not _BRACKETED.search(rows[at].text) and not (
        "to" in kinds and kinds & {"date", "subject"} and is_name_like(rows[at].text.partition(":")[2])
    ):
        return None
    return HeaderBlock(end - at, next((value for kind, value in labels if kind == "subject"), None))


def _notes_block_at(rows: Sequence[Row], at: int) -> HeaderBlock | None:
    """Old Lotus Notes: sender, date, then the labels To, cc and Subject on lines of their own, without colons."""
    if not ("@" in rows[at].text or "/" in rows[at].text):
        return None
    to = next((here for here in range(at + 1, min(at + 6, len(rows))) if _is_label_alone(rows[here], "to")), None)
    if to is None or not any(DATE.search(row.text) for row in rows[at:to]):
        return None
    subject = next(
        (here for here in range(to + 1, min(to + 12, len(rows) - 1)) if _is_label_alone(rows[here], "subject")), None
    )
    return HeaderBlock(subject + 2 - at, rows[subject + 1].text or None) if subject is not None else None


def _is_label_alone(row: Row, kind: str) -> bool:
    return len(row.text) < 12 and _KIND_OF.get(row.text.lower()) == kind
