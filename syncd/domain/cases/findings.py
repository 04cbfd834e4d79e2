"""What else a careful manager notices: wishes beyond the contract, and edits (PRODUCT.md section 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.topics import plain, telling_words
from syncd.domain.language.kinds import find_remarks
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
FEWEST_SHARED = 2  # telling words
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Wish:
    """A request for a service outside the client's scope; `count` is how many there were this month, this one included."""

    letter: Letter
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A row of the register of edits: one remark of a letter. `repeats` is the earlier letter with the same factual edit."""

    letter: Letter
    kind: str  # factual | taste | unclear
    words: str
    repeats: str | None = None
    number: int = 0  # of the remark in its letter


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
    factual: list[tuple[Letter, str]] = []
    for letter in mail.letters:
        if not mail.is_from_them(letter):
            continue
        for number, (kind, words) in enumerate(_remarks(letter)):
            same = next((each for each, known in reversed(factual) if _is_same(each, known, letter, words)), None)
            yield Edit(letter, kind, words, same.identity if same and kind == "factual" else None, number)
            if kind == "factual":
                factual.append((letter, words))


def _remarks(letter: Letter) -> Iterator[tuple[str, str]]:
    """Each edit that the letter asks for, in its own words; the whole letter where they cannot be told apart."""
    kind = next((name for each, name in _EDITS.items() if each in letter.reading.kinds), None)
    if kind is None:
        return
    found = [(_EDITS[each.kind], " ".join(each.words.split())) for each in find_remarks(letter.reading.new_text)]
    yield from found or [(kind, " ".join(letter.reading.new_text.split()))]


def _is_same(earlier: Letter, known: str, letter: Letter, words: str) -> bool:
    """Whether two letters ask for one edit: most telling words are shared, and every number is."""
    one, other = telling_words(known), telling_words(words)
    shared = len(one & other)
    alike = shared >= FEWEST_SHARED and shared / len(one | other) >= SAME_EDIT
    return alike and earlier is not letter and set(_NUMBER.findall(known)) == set(_NUMBER.findall(words))
