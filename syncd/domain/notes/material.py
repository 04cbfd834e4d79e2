"""What the client owes: tasks assigned to a representative and material asked for by letter (PRODUCT.md section 9).

A day stands only with the reason for that day, and the reason only where somebody has written it: in the task or in
our letter. Without one the manager is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from syncd.domain.asana import Task
from syncd.domain.cases.case import CaseKind
from syncd.domain.cases.deadline import client_tasks, is_theirs
from syncd.domain.cases.find import Decision
from syncd.domain.language.reading import AskKind
from syncd.domain.notes.items import item_of

LONGEST_REASON = 200
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZА-ЯЁ0-9«\"])|\n+")
_REASON = re.compile(
    r"закрыва\w+|при[её]м\w*\s+материал|потому\s+что|так\s+как|поскольку|чтобы\s+(?:успеть|выйти|запустить)|иначе|модераци"
    r"|бронь|бронировани|closes?\b|submission|because|so\s+that|otherwise|moderation|booking",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Material:
    """One thing the client owes. `reason` is empty where nobody wrote one; then the day is not told."""

    key: str
    item: str
    due: date | None
    reason: str


def materials(decision: Decision) -> Iterator[Material]:
    """What we wait for from this client, tasks first."""
    view = decision.view
    for task in client_tasks(view):
        if not task.completed and is_theirs(view, task):
            due = task.due_on or (view.calendar.local_date(task.due_at) if task.due_at else None)
            yield Material(f"task:{task.gid}", task.name.strip().rstrip("."), due, _reason_of(task))
    for case in decision.cases:
        letter = case.letter
        if case.kind is not CaseKind.SILENCE or case.closed or case.backlog or letter is None:
            continue
        if len(set(letter.clients_named)) > 1:
            continue
        for number, ask in enumerate(letter.reading.asks):
            if ask.kind is AskKind.MATERIAL and (item := item_of(ask.words)):
                yield Material(f"{case.key}:{number}", item, ask.due_on, reason_in(letter.reading.new_text))


def _reason_of(task: Task) -> str:
    said = [story.text for story in task.stories if story.resource_subtype == "comment_added"]
    ours = [text for text in (task.notes, *reversed(said)) if text]
    return next((reason for text in ours if (reason := reason_in(text))), "")


def reason_in(text: str) -> str:
    """The first sentence that says why something is needed by a day; empty where none does."""
    for sentence in _SENTENCE.split(text):
        words = " ".join(sentence.split())
        if _REASON.search(words) and not words.endswith("?") and len(words) <= LONGEST_REASON:
            return words.rstrip(".!") + "."
    return ""
