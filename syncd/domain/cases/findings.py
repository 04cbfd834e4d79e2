"""What else a careful manager notices: wishes beyond the contract, and edits (PRODUCT.md section 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.topics import plain, telling_words
from syncd.domain.language.reading import LetterKind
from syncd.domain.letter import Letter, Side

# Services, placements and channels that agencies sell apart. A word found here and not in the client's scope is a wish
# beyond the contract; the list errs on the side of silence.
SERVICES = (
    "телеграм", "telegram", "вконтакте", "тикток", "tiktok", "ютуб", "youtube", "дзен", "инстаграм", "instagram",
    "facebook", "фейсбук", "linkedin", "наружк", "наружная реклама", "билборд", "billboard", "радио", "radio",
    "телевид", "телереклам", "подкаст", "podcast", "блогер", "инфлюенс", "influencer", "seo", "сео", "рассылк",
    "чат бот", "чатбот", "chatbot", "маркетплейс", "marketplace", "ozon", "озон", "wildberries", "вайлдберриз",
    "авито", "avito", "яндекс карты", "2гис", "лендинг", "landing", "мобильное приложение", "mobile app", "аудит",
    "видеоролик", "видеосъемк", "фотосъемк", "сувенир", "полиграф", "листовк", "каталог", "брендбук", "нейминг",
    "outdoor", "newsletter campaign", "email campaign", "print run", "photo shoot", "video shoot",
)  # fmt: skip
_EDITS = {
    LetterKind.REMARK_FACTUAL: "factual",
    LetterKind.REMARK_TASTE: "taste",
    LetterKind.REMARK_UNCLEAR: "unclear",
}
SAME_EDIT = 0.6  # share of telling words that makes two edits the same


@dataclass(frozen=True, slots=True)
class Wish:
    """A request for a service outside the client's scope; `count` is how many there were this month, this one included."""

    letter: Letter
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A row of the register of edits. `repeats` is the earlier letter with the same factual edit."""

    letter: Letter
    kind: str  # factual | taste | unclear
    words: str
    repeats: str | None = None


def wishes(mail: Correspondence) -> Iterator[Wish]:
    """Requests beyond `client.scope`; an empty scope is off."""
    scope = [plain(word) for word in mail.view.client.scope]
    if not scope:
        return
    months: dict[tuple[int, int], int] = {}
    for letter in mail.letters:
        if letter.side is not Side.CLIENT or not letter.is_human or not _is_request(letter):
            continue
        word = _outside(scope, letter)
        if word is None:
            continue
        day = mail.view.calendar.local_date(letter.received_at)
        month = (day.year, day.month)
        months[month] = months.get(month, 0) + 1
        yield Wish(letter, word, months[month])


def _is_request(letter: Letter) -> bool:
    return letter.reading.needs_reply or bool(letter.reading.kinds & {LetterKind.NEW_WISH, LetterKind.REQUEST})


def _outside(scope: list[str], letter: Letter) -> str | None:
    text = plain(letter.reading.new_text)
    for service in SERVICES:
        found = re.search(rf"(?:^|\W)({service}\w*)", text)
        if found and not any(service in word or word in service or word in found.group(1) for word in scope):
            return found.group(1)
    return None


def edits(mail: Correspondence) -> Iterator[Edit]:
    """The register of edits, oldest first."""
    factual: list[tuple[Letter, frozenset[str]]] = []
    for letter in mail.letters:
        kind = next((name for each, name in _EDITS.items() if each in letter.reading.kinds), None)
        if kind is None or not mail.is_from_them(letter):
            continue
        words = " ".join(letter.reading.new_text.split())
        stems = telling_words(letter.reading.new_text)
        same = next((earlier for earlier, known in reversed(factual) if _overlap(known, stems) >= SAME_EDIT), None)
        yield Edit(letter, kind, words, same.identity if same and kind == "factual" else None)
        if kind == "factual":
            factual.append((letter, stems))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
