"""The subject without what programs put before it, and whether it says anything (MAIL.md section 9)."""

from __future__ import annotations

import re

_PREFIX = re.compile(
    r"""\s*(?:
        (?:re|fw|fwd|отв|ответ|на|пер|пересл|переслано|нпс|aw|wg|sv|vs|antw|tr|rv|rif|r|odp|回复|转发)
        (?:\s*(?:\[\d+\]|\(\d+\)|\^\d+|\d{1,2}))?\s*[:：]
      | \[(?:external|ext|внешн\w*|внешнее\ письмо|spam|спам|suspected\ spam)\]
      | \*{2,}\s*(?:spam|спам|external)\s*\*{2,}
      | (?:external|внешнее\ письмо)\s*[:：]
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_LIST_TAG = re.compile(r"\s*\[[^\[\]]{1,40}\]\s*(?=\S)")
_EMPTY = re.compile(r"\(?\s*(?:без темы|нет темы|no subject|без теми)\s*\)?|<\s*без темы\s*>", re.IGNORECASE)
_LIMIT = 2_000
_NO_WORD = re.compile(r"[\W\d_]+")
_TRIVIAL_WORDS = """
    медиаплан медиаплана план счет счета отчет отчеты вопрос вопросы привет документы документ договор акт акты
    добрый день здравствуйте спасибо срочно важно реклама правки макет макеты баннер баннеры бюджет согласование
    статус информация запрос письмо файл файлы фото материалы материал презентация встреча созвон звонок заявка
    от за по на и о об с для наш наши ваш ваши новый новая новое
    hello hi hey question questions report reports invoice invoices media plan budget document documents file files
    urgent important update status meeting call info information request thanks thank you fyi contract
    the a an for from of to your our new
"""
_TRIVIAL = frozenset(_TRIVIAL_WORDS.split())


def base_subject(subject: str) -> str:
    """The subject without `Re:`, `Отв[2]:`, list tags and warnings of gateways, however many; white space folded."""
    text = " ".join(subject[:_LIMIT].split())
    while True:
        found = _PREFIX.match(text) or _LIST_TAG.match(text)
        if found is None or found.end() == 0:
            break
        text = text[found.end() :]
    return "" if _EMPTY.fullmatch(text) else text.strip()


def is_reply_subject(subject: str) -> bool:
    """Whether it begins with a mark of an answer or a forward."""
    found = _PREFIX.match(subject)
    return found is not None and (":" in found.group() or "：" in found.group())


def is_trivial_subject(subject: str) -> bool:
    """Whether the base subject says too little to join letters by: empty, or nothing but words that any letter may bear."""
    words = _NO_WORD.sub(" ", base_subject(subject)).casefold().replace("ё", "е").split()
    return all(word in _TRIVIAL for word in words)
