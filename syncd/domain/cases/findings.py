"""What else a careful manager notices: wishes beyond the contract, edits, meetings without a letter (PRODUCT.md section 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from syncd.domain.asana import Story
from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.record import representative_of
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
_MET = re.compile(
    r"\b(?:созвонил(?:ись|ся|ась)|созвон\s+(?:прош[её]л|был|состоялся)|встретил(?:ись|ся|ась)|встреча\s+(?:прошла|была|состоялась)"
    r"|провели\s+(?:созвон|встречу|звонок)|had\s+a\s+(?:call|meeting)|(?:call|meeting)\s+with\s+the\s+client|met\s+with)\b",
    re.IGNORECASE,
)
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


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with the client that no letter of ours confirmed; `due_at` is when it should have been."""

    story: Story
    due_at: datetime


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


def meetings(mail: Correspondence) -> Iterator[Meeting]:
    """Stories of our people that say «созвонились», with no letter of ours to the client within a working day."""
    view = mail.view
    for task in view.tasks:
        for story in task.stories:
            user = view.users.get(story.created_by_gid or "")
            theirs = bool(user and user.email and representative_of(view, user.email))
            if story.resource_subtype != "comment_added" or theirs or story.created_by_gid == view.me:
                continue
            if not _MET.search(story.text):
                continue
            due = view.calendar.add(story.created_at, view.calendar.day_length)
            if not any(mail.reaches_client(x) and story.created_at <= x.received_at <= due for x in mail.letters):
                yield Meeting(story, due)
