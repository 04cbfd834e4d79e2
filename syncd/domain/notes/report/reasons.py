"""Why a task stands where it stands, in words somebody wrote: quoted short, never invented (PRODUCT.md section 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from syncd.domain.asana import Task
from syncd.domain.client import ClientView
from syncd.domain.notes.checks import check_client_text
from syncd.domain.notes.report.authors import is_manager, is_of_agency


class Why(StrEnum):
    """What is asked for: why it was moved or dropped, why it waits, why it is needed, what a figure does for success."""

    MOVED = "moved"
    WAITS = "waits"
    NEEDED = "needed"
    CSF = "csf"


_REASON_LABEL = re.compile(
    r"^\W*(?:причина(?:\s+\w+)?|почему|reason|why)\s*[:—–-]\s*(?P<words>.+)$", re.IGNORECASE | re.MULTILINE
)
_AIM_LABEL = re.compile(
    r"^\W*(?:зачем|для\s+чего|цель|почему|причина|why|goal|purpose|aim|reason)(?:\s+\w+)?\s*[:—–-]\s*(?P<words>.+)$",
    re.IGNORECASE | re.MULTILINE,
)
_CSF_LABEL = re.compile(
    r"^\W*(?:кфу|csf|вклад|влияни\w+|ключев\w+\s+фактор\w*(?:\s+успеха)?|(?:critical\s+)?success\s+factors?|impact|effect)"
    r"\s*[:—–-]\s*(?P<words>.+)$",
    re.IGNORECASE | re.MULTILINE,
)
_CAUSE = (
    r"потому\s+что|так\s+как|поскольку|из-за|в\s+связи\s+с|по\s+(?:вашей\s+)?просьбе|по\s+согласованию\s+с|по\s+запросу"
    r"|попросил\w*|because|due\s+to|since\s+(?:the|we|you)\b|at\s+the\s+request|as\s+(?:you|the\s+client)\s+(?:asked|requested)"
)
_WAIT = (
    r"\bжд(?:[её]м|у|ут)\b|ожида(?:ем|ется|ние)|зависит\s+от|после\s+(?:того|согласован|получен|запуск|утвержд|оплат)\w*|не\s+раньше"
    r"|сначала|пока\s+не\b|неактуальн\w*"
    r"|waiting\s+for|waits\s+for|depends\s+on|not\s+before|until\b|blocked\s+by|no\s+longer\s+(?:needed|relevant)"
)
_MOVE = (
    r"перен[её]с\w*|перенос\w*|сдвин\w*|сдвиг\w*|отлож\w*|отклад\w*|начн[её]тся|пауз\w*|отмен\w*|сняли|снимаем|снят[оаы]?\b"
    r"|moved\b|postpon\w*|put\s+off|on\s+hold|cancel\w*|dropped"
)
_AIM = (
    r"чтобы|для\s+того|нужн\w+\s+(?:для|к|под)\b|понадоб\w+|необходим\w*|поможет|позволит|повысит|снизит"
    r"|so\s+that|in\s+order\s+to|needed\s+(?:for|to)|will\s+(?:help|let|raise|lower)|to\s+(?:raise|lower|increase|reduce|improve|get)\b"
)
_WHY_CSF = re.compile(r"\bкфу\b|\bcsf\b|фактор\w*\s+успеха|success\s+factor", re.IGNORECASE)
_WHY_WAITS = re.compile(rf"{_CAUSE}|{_WAIT}", re.IGNORECASE)
_WHY_NEEDED = re.compile(rf"{_CAUSE}|{_AIM}", re.IGNORECASE)
_WAITING = re.compile(_WAIT, re.IGNORECASE)
# That it was moved is no reason yet: «перенесли на июнь: нет логотипа» is one, «перенесли на июнь» is not.
_MOVED_WITH_MORE = re.compile(rf"(?:{_MOVE})[^.!?]*?[:,;—–(-]\s*[^\W\d]\w*\s+\w+", re.IGNORECASE)
_MOVED = re.compile(_MOVE, re.IGNORECASE)
_DROPPED = re.compile(
    r"отменил\w*|отмен[её]н\w*|отменя\w+|сняли|снимаем|снят[аоы]?\b|не\s+(?:будем\s+)?делаем?\b|неактуальн\w*|больше\s+не\s+нуж\w+"
    r"|cancel\w*|dropped|no\s+longer\s+(?:needed|relevant)|won.t\s+do",
    re.IGNORECASE,
)
# The agency's own queue, leave and load are no reason that a client reads.
_INTERNAL = re.compile(
    r"(?<!первую\s)очеред\w*|загруз|перегруж|загружен|не\s+успева|не\s+хвата\w+\s+(?:рук|люд|времени)|нет\s+(?:времени|ресурс|свободн)|ресурс\w*"
    r"|занят[аы]?\b|приоритет\w*|в\s+отпуск|бол(?:еет|ен|ьнич)\w*|уволил|внутренн|другого\s+клиента|других\s+клиент"
    r"|\bqueue|\bbusy\b|workload|overload|capacity|resourc|priorit|vacation|on\s+leave|sick|internal|other\s+client|short-?staffed",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"^[\W_]*$|^\W*(?:\?|нет|уточн\w*|tbd|tbc|n/?a|unknown|неизвестн\w*|позже)\W*$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZА-ЯЁ0-9«\"])|\n+")
_LINK = re.compile(r"https?://\S+")
# By what is asked for: the label before a reason; what shows one in a comment, the surer sign first; and what in the
# task's text. That was written before a move, so only a labelled reason counts there.
_LOOKED_FOR: dict[Why, tuple[re.Pattern[str], tuple[re.Pattern[str], ...], re.Pattern[str] | None]] = {
    Why.MOVED: (_REASON_LABEL, (_WHY_WAITS, _MOVED_WITH_MORE), None),
    Why.WAITS: (_REASON_LABEL, (_WHY_WAITS, _MOVED_WITH_MORE), _WAITING),
    Why.NEEDED: (_AIM_LABEL, (_WHY_NEEDED,), _WHY_NEEDED),
    Why.CSF: (_CSF_LABEL, (_WHY_CSF,), _WHY_CSF),
}
LONGEST = 300  # characters of a sentence that still is a reason and no story


def is_reason(text: str) -> bool:
    """Whether a comment says why something waits."""
    return any(words.search(text) for words in (_REASON_LABEL, _WAITING, _MOVED))


def says_dropped(view: ClientView, task: Task, since: datetime, until: datetime) -> bool:
    """Whether somebody of the agency wrote in this time that the task is given up."""
    return any(
        _DROPPED.search(text) and not text.rstrip().endswith("?") for text in _comments(view, task, since, until)
    )


def reason_for(view: ClientView, task: Task, why: Why, since: datetime | None, until: datetime, words: int) -> str:
    """The reason as written, at most so many words; empty where nobody wrote one that a client may read.

    Comments of the time since `since`, the manager's first, newest first; then the task's text. What stands there of
    the agency's own queue, or would be refused in a client's text, is passed over.
    """
    for found in _candidates(view, task, why, since, until):
        quoted = _short(found, words)
        internal = why in (Why.MOVED, Why.WAITS) and _INTERNAL.search(found)
        if not _EMPTY.match(quoted) and not internal and check_client_text(quoted, view) is None:
            return quoted
    return ""


def _candidates(view: ClientView, task: Task, why: Why, since: datetime | None, until: datetime) -> Iterator[str]:
    label, said, written = _LOOKED_FOR[why]
    comments = _comments(view, task, since, until)
    for text in comments:
        yield from _labelled(text, label)
    for text in comments:
        for words in said:
            yield from _sentences(text, words)
    yield from _labelled(task.notes, label)
    if written is not None:
        yield from _sentences(task.notes, written)


def _comments(view: ClientView, task: Task, since: datetime | None, until: datetime) -> list[str]:
    """The agency's comments of this time: the manager's, then everybody's, each newest first."""
    found = [
        story
        for story in task.stories
        if story.resource_subtype == "comment_added"
        and story.created_by_gid != view.me
        and is_of_agency(view, story.created_by_gid)
        and (since is None or story.created_at > since)
        and story.created_at <= until
    ]
    found.sort(key=lambda story: story.gid)
    found.sort(key=lambda story: (not is_manager(view, story.created_by_gid), -story.created_at.timestamp()))
    return [story.text for story in found]


def _labelled(text: str, label: re.Pattern[str]) -> Iterator[str]:
    yield from (match["words"] for match in label.finditer(text))


def _sentences(text: str, words: re.Pattern[str]) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        if words.search(sentence) and not sentence.rstrip().endswith("?") and len(sentence) <= LONGEST:
            yield sentence


def _short(text: str, words: int) -> str:
    """One line without links and end mark, cut at a word; quotation marks inside become the inner ones."""
    plain = " ".join(_LINK.sub("", text).split()).rstrip(" .;,")
    each = plain.split(" ")
    if len(each) > words:
        plain = " ".join(each[:words]).rstrip(" .;,:") + "…"
    return plain.replace("«", "„").replace("»", "“").replace('"', "'")
