"""Why a task stands where it stands, in words somebody wrote: quoted short, never invented (PRODUCT.md section 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from syncd.domain.asana import Task
from syncd.domain.client import ClientView
from syncd.domain.notes.checks import check_client_text
from syncd.domain.notes.report import reason_words as known
from syncd.domain.notes.report.authors import is_manager, is_of_agency
from syncd.domain.notes.report.layout import inner_quotes


class Why(StrEnum):
    """What is asked for: why it was moved or dropped, why it waits, why it is needed, what a figure does for success."""

    MOVED = "moved"
    WAITS = "waits"
    NEEDED = "needed"
    CSF = "csf"


_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZА-ЯЁ0-9«\"])|\n+")
_LINK = re.compile(r"https?://\S+")
# By what is asked for: the label before a reason; what shows one in a comment, the surer sign first; and what in the
# task's text. That was written before a move, so only a labelled reason counts there.
_LOOKED_FOR: dict[Why, tuple[re.Pattern[str], tuple[re.Pattern[str], ...], re.Pattern[str] | None]] = {
    Why.MOVED: (known.REASON_LABEL, (known.WAITS, known.LACKS, known.MOVED_WITH_MORE), None),
    Why.WAITS: (known.REASON_LABEL, (known.WAITS, known.LACKS, known.MOVED_WITH_MORE), known.WAITING),
    Why.NEEDED: (known.AIM_LABEL, (known.NEEDED,), known.NEEDED),
    Why.CSF: (known.CSF_LABEL, (known.CSF,), known.CSF),
}
_OF_THE_WORK = (Why.MOVED, Why.WAITS)
LONGEST = 300  # characters of a sentence that still is a reason and no story


def says_not_yet(text: str) -> bool:
    """Whether a comment says that, or why, the work has not begun: it is no progress then."""
    return bool(known.REASON_LABEL.search(text) or known.NOT_YET.search(text))


def says_dropped(view: ClientView, task: Task, since: datetime, until: datetime) -> bool:
    """Whether somebody of the agency wrote in this time that the task is given up."""
    return any(
        known.DROPPED.search(text) and not text.rstrip().endswith("?") for text in _comments(view, task, since, until)
    )


def reason_for(view: ClientView, task: Task, why: Why, since: datetime | None, until: datetime, words: int) -> str:
    """The reason as written, at most so many words; empty where nobody wrote one that a client may read.

    Comments of the time since `since`, the manager's first, newest first; then the task's text. What stands there of
    the agency's own queue, or would be refused in a client's text, is passed over.
    """
    for found in _candidates(view, task, why, since, until):
        quoted = _short(known.WHAT_HAPPENED.sub("", found) if why in _OF_THE_WORK else found, words)
        refused = known.EMPTY.match(quoted) or known.REPROACH.search(found) or check_client_text(quoted, view)
        if not refused and not (why in _OF_THE_WORK and known.INTERNAL.search(found)):
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
    """Sentences that hold such words, and more than these."""
    for sentence in _SENTENCE.split(text):
        is_told = words.search(sentence) and any(c.isalpha() for c in words.sub("", sentence))
        if is_told and not sentence.rstrip().endswith("?") and len(sentence) <= LONGEST:
            yield sentence


def _short(text: str, words: int) -> str:
    """One line without links and end mark, cut at a word; quotation marks inside become the inner ones."""
    plain = " ".join(_LINK.sub("", text).split()).rstrip(" .;:,!")
    each = plain.split(" ")
    if len(each) > words:
        plain = " ".join(each[:words]).rstrip(" .;,:") + "…"
    return inner_quotes(plain)
