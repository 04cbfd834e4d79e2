"""The last look at a text that a client will read: what section 11 refuses is held, not softened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from syncd.domain.client import ClientView
from syncd.domain.errors import Problem
from syncd.domain.letter import Side
from syncd.domain.notes.names_in_text import holds_name, holds_phrase
from syncd.domain.notes.report.reason_words import REPROACH

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BLAME = re.compile(
    r"не\s+отвеча\w+|не\s+ответил\w*|забыл\w*|просроч\w+|до\s+сих\s+пор|так\s+и\s+не|молч\w+|по\s+вашей\s+вине"
    r"|вы\s+обещали|без\s+ответа|failed\s+to|still\s+waiting|have\s+not\s+(?:answered|replied)|haven'?t\s+(?:answered|replied)"
    r"|you\s+forgot|overdue|your\s+fault|no\s+answer\s+from\s+you|ignor\w+",
    re.IGNORECASE,
)
_DAYS_OF_SILENCE = re.compile(
    r"(?:\d+|тр[её]х?|дв[ае]|пят[ьи]|недел[юяи])\s*(?:рабочи\w+\s+)?(?:дн\w+|день|недел\w+|час\w*)\s+(?:без\s+ответа|молчани\w+|тишин\w+|нет\s+ответа)"
    r"|(?:нет\s+ответа|жд[её]м(?:\s+ответа)?|молчани\w+)\s+(?:уже\s+)?\d+\s*(?:дн\w+|день|недел\w+|час\w*)"
    r"|(?:silent|silence|waiting|no\s+(?:answer|reply|response))\s+for\s+(?:over\s+)?\w+\s+(?:days?|weeks?|hours?)",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"приступа(?:ем|ю)|присту(?:пим|плю)|(?:завтра|сегодня|скоро)\s+(?:пришл|отправ|сдела|запуст)\w+"
    r"|(?:пришл[её]м|отправим|сделаем|запустим|вернёмся|вернемся|начн[её]м)\b"
    r"|\bwe(?:'ll|\s+will)\b|\bwe\s+(?:are\s+)?start(?:ing)?\b|\bwill\s+be\s+(?:sent|done|ready)\b",
    re.IGNORECASE,
)
_TONE = re.compile(r"!|[\U0001F300-\U0001FAFF☀-➿]")
_CURRENCY = r"(?:[₽$€£]|руб(?:л\w*)?\b\.?|р\.|тыс\w*\.?|млн\b\.?|(?:usd|eur|rub|dollars?|euros?|rubles?)\b)"
_SUM = re.compile(rf"(?:[₽$€£]\s*\d[\d\s  ]*(?:[.,]\d+)?)|(?:\d[\d\s  ]*(?:[.,]\d+)?\s*{_CURRENCY})", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"(?<![\d.:])\d{1,3}(?:[\s  ]\d{3})+(?![\d:])|(?<![\d.:])(?<!\bA-)\d{5,}(?![\d:])")


def check_client_text(text: str, view: ClientView, forbidden_words: Iterable[str] = ()) -> Problem | None:
    """Why this text must not go to this client, or None. `forbidden_words` are added to those of the view."""
    for rule, words in _refusals(text, view, tuple(forbidden_words)):
        return Problem(
            "error", view.client.name, f"client note held: {rule}", f"mend the template or the source of «{words}»"
        )
    return None


def refused_words(text: str) -> Iterator[tuple[str, str]]:
    """What no client may read, whoever he is: each as the rule and the words it refuses."""
    for rule, pattern in (
        ("an e-mail address", _ADDRESS),
        ("days of silence", _DAYS_OF_SILENCE),
        ("blame", _BLAME),
        ("blame", REPROACH),
        ("a promise", _PROMISE),
        ("exclamation or emoji", _TONE),
    ):
        if match := pattern.search(text):
            yield rule, match.group()


def _refusals(text: str, view: ClientView, forbidden: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield from refused_words(text)
    for word in (*view.forbidden_words, *forbidden):
        if holds_phrase(text, word) and not holds_phrase(view.client.name, word):
            yield "another client", word
    for name in _colleagues(view):
        if holds_name(text, name):
            yield "a name of the team", name
    yield from _unknown_sums(text, view)


def _colleagues(view: ClientView) -> list[str]:
    """Names of the team but the manager's; a colleague who is called like somebody of the client's is no leak."""
    theirs = {person.name.casefold() for person in view.client.representatives}
    theirs |= {letter.from_.display_name.casefold() for letter in view.letters if letter.side is not Side.OURS}
    mine = view.manager
    others = [m for m in view.agency.managers if mine is None or m.emails != mine.emails]
    my_addresses = {email.casefold() for email in mine.emails} if mine else set()
    ours = {
        letter.from_.display_name
        for letter in view.letters
        if letter.side is Side.OURS and letter.from_.addr_spec.casefold() not in my_addresses
    }
    ours = {name for name in ours if len(name.split()) > 1}  # a first name alone is anybody's
    names = {m.name for m in others} | ours - ({mine.name} if mine else set())
    return sorted(name for name in names if len(name) > 2 and name.casefold() not in theirs)


def _unknown_sums(text: str, view: ClientView) -> Iterator[tuple[str, str]]:
    """Sums that stand nowhere in that client's project."""
    known: set[str] | None = None
    for match in (*_SUM.finditer(text), *_LONG_NUMBER.finditer(text)):
        if known is None:
            known = {
                _digits(found.group())
                for source in _project_texts(view)
                for found in re.finditer(r"\d[\d\s  .,]*", source)
            }
        if _digits(match.group()) not in known:
            yield "a sum that stands nowhere in the project", match.group()


def _project_texts(view: ClientView) -> Iterator[str]:
    yield from view.project_texts
    for task in view.tasks:
        if task.created_by_gid is None or task.created_by_gid != view.me:
            yield task.name
            yield task.notes
        yield from (value for _, value in task.custom_fields)
        yield from (story.text for story in task.stories if view.me is None or story.created_by_gid != view.me)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
