"""What letters, files and tasks are about, by their words: subject lines, periods, versions, file kinds."""

from __future__ import annotations

import re
from functools import lru_cache

from syncd.domain.agency import Subject
from syncd.domain.letter import Letter

_SUBJECT_WORDS: dict[Subject, tuple[str, ...]] = {
    Subject.MEDIA_PLAN: ("медиаплан", "медиа план", "media plan", "mediaplan"),
    Subject.CONTENT_PLAN: ("контент план", "контентплан", "content plan", "contentplan"),
    Subject.CREATIVE: ("креатив", "баннер", "макет", "ролик", "creative", "banner", "visual", "визуал"),
    Subject.BUDGET: ("бюджет", "смет", "budget"),
    Subject.LANDING: ("лендинг", "посадочн", "landing"),
    Subject.REPORT: ("отчет", "report"),
}
_MONTHS = (
    ("январ", "jan"), ("феврал", "feb"), ("март", "mar"), ("апрел", "apr"), ("май", "мая", "мае", "may"),
    ("июн", "jun"), ("июл", "jul"), ("август", "aug"), ("сентябр", "sep"), ("октябр", "oct"), ("ноябр", "nov"),
    ("декабр", "dec"),
)  # fmt: skip
_QUARTER = re.compile(r"(?:q([1-4])|([1-4])\s*-?\s*(?:й|ый)?\s*кв|\b(iv|i{1,3})\s+кв)", re.IGNORECASE)
_NAMED = re.compile(r"[«“„\"]([^«»“”„\"]{2,60})[»”“\"]")
_VERSION = re.compile(r"(?:\bv|\bв|верси[яиюей]+|version|ver\.?|вариант)[\s._№#-]*(\d+(?:\.\d+)*)", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")
_ORDINALS = ("перв|first|1st|initial|original|исходн", "втор|second", "трет", "четверт|fourth", "пят|fifth")
_LATEST = re.compile(
    r"(?:^|\W)(?:нов|последн|финальн|обновлен|исправлен|скорректир|доработан|new|last|latest|final|revised|updated|corrected)"
)
_NUMBERS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_DULL = frozenset(
    [
        "для",
        "если",
        "есть",
        "ещё",
        "еще",
        "когда",
        "какой",
        "какая",
        "какие",
        "можно",
        "нужно",
        "надо",
        "просьба",
        "просим",
        "пожалуйста",
        "добрый",
        "день",
        "спасибо",
        "письмо",
        "вопрос",
        "вопросы",
        "отчет",
        "ответ",
        "this",
        "that",
        "with",
        "from",
        "your",
        "please",
        "hello",
        "thanks",
        "about",
        "question",
        "медиаплан",
        "счет",
        "счета",
        "привет",
        "здравствуйте",
        "правки",
        "документы",
        "договор",
        "срочно",
        "бюджет",
        "креативы",
        "материалы",
        "реклама",
        "questions",
        "report",
        "invoice",
        "mediaplan",
        "plan",
        "documents",
        "budget",
        "urgent",
        "update",
        "files",
    ]
)
_FILE_KINDS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("логотип", "лого", "вектор", "logo", "vector"), ("ai", "eps", "svg", "pdf", "cdr", "png", "zip", "psd")),
    (("фото", "картинк", "изображен", "снимк", "photo", "image", "picture"), ("jpg", "jpeg", "png", "tif", "tiff", "webp", "heic", "zip", "psd")),
    (("видео", "ролик", "video"), ("mp4", "mov", "avi", "mkv", "webm", "zip")),
    (("прайс", "цены", "цен", "таблиц", "фид", "price", "feed", "spreadsheet"), ("xls", "xlsx", "csv", "ods", "xml", "pdf", "yml")),
    (("текст", "бриф", "тз", "описани", "text", "brief", "copy"), ("doc", "docx", "txt", "pdf", "odt", "rtf", "md")),
    (("договор", "акт", "реквизит", "документ", "contract", "document"), ("pdf", "doc", "docx", "jpg", "png", "zip")),
    (("презентац", "presentation", "брендбук", "гайдлайн", "brandbook", "guideline"), ("ppt", "pptx", "pdf", "key", "zip")),
)  # fmt: skip


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """For comparing: case folded, ё as е, dashes and underscores as spaces, whitespace collapsed."""
    return " ".join(re.sub(r"[-‐-―_]", " ", text.casefold().replace("ё", "е")).split())


@lru_cache(maxsize=16384)
def telling_words(text: str) -> frozenset[str]:
    """The stems of words that tell something, for "shares a word with"."""
    words = {word for word in _WORD.findall(plain(text)) if word not in _DULL}
    return frozenset(word[: max(4, len(word) - 2)] for word in words)


@lru_cache(maxsize=16384)
def subject_of(text: str) -> Subject | None:
    """The one subject a name speaks of, or None where it is none or several."""
    found = [subject for subject in Subject if names_subject(text, subject)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=16384)
def names_subject(text: str, subject: Subject) -> bool:
    """Whether a name holds a word for this subject."""
    folded = plain(text)
    return any(re.search(rf"(?:^|\W){word}", folded) for word in _SUBJECT_WORDS[subject])


def names_in(text: str) -> frozenset[str]:
    """What stands in quotation marks, as «Ваниль» in «Баннеры «Ваниль», версия 2»: the campaign's name."""
    return frozenset(plain(match.group(1)) for match in _NAMED.finditer(text))


@lru_cache(maxsize=16384)
def month_in(text: str) -> str | None:
    """The first month that a text names, as `m6`."""
    folded = plain(text)
    for number, stems in enumerate(_MONTHS, 1):
        if any(re.search(rf"(?:^|\W){stem}", folded) for stem in stems):
            return f"m{number}"
    return None


@lru_cache(maxsize=16384)
def period_key(period: str | None) -> str | None:
    """A period as named, for comparing: a month's number, a quarter, else the words themselves."""
    if not period:
        return None
    if month := month_in(period):
        return month
    folded = plain(period)
    if match := _QUARTER.search(folded):
        roman = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}.get((match.group(3) or "").lower(), "")
        return f"q{match.group(1) or match.group(2) or roman}"
    return folded


def same_period(one: str | None, other: str | None) -> bool:
    """Whether two periods can be the same; one that is not named can be any, and so can a year."""
    if not one or not other:
        return True
    years = {match.group() for period in (one, other) if (match := _YEAR.search(period))}
    return period_key(one) == period_key(other) and len(years) < 2


@lru_cache(maxsize=16384)
def version_in(text: str) -> str | None:
    """A version named in a file name or subject line."""
    match = _VERSION.search(text.replace("_", " "))
    return match.group(1) if match else None


@lru_cache(maxsize=16384)
def version_key(version: str | None) -> tuple[int, ...] | None:
    """A version as numbers, for comparing, «вторая версия» too; None where it has none."""
    numbers = tuple(int(number) for number in _NUMBERS.findall(version or ""))
    if numbers or not version:
        return numbers or None
    folded = plain(version)
    return next(
        ((number,) for number, stems in enumerate(_ORDINALS, 1) if re.search(rf"(?:^|\W)(?:{stems})", folded)), None
    )


@lru_cache(maxsize=16384)
def is_latest(version: str | None) -> bool:
    """Whether it is named by its newness alone: «новая версия», "the final one" is whatever was sent last."""
    return bool(version) and version_key(version) is None and bool(_LATEST.search(plain(version or "")))


def same_version(one: str | None, other: str | None) -> bool:
    """Whether two versions can be the same; one that is not named can be any."""
    if not one or not other:
        return True
    first, second = version_key(one), version_key(other)
    return first == second if first and second else plain(one) == plain(other)


def is_newer(version: str | None, than: str | None) -> bool:
    """Whether the first version is certainly the newer."""
    first, second = version_key(version), version_key(than)
    return bool(first and second and first > second)


def delivers(letter: Letter, words: str) -> bool:
    """Whether a letter brings a file of the kind that these words ask for (PRODUCT.md section 13.21)."""
    asked = plain(words)
    kinds = [extensions for stems, extensions in _FILE_KINDS if any(stem in asked for stem in stems)]
    for attachment in letter.attachments:
        extension = attachment.filename.rpartition(".")[2].casefold()
        if any(extension in extensions for extensions in kinds):
            return True
        if telling_words(attachment.filename) & telling_words(words):
            return True
    return False
