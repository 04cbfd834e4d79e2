"""A source that cannot be read is told once, and once when it is well again (PRODUCT.md sections 2 and 12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from syncd.domain.client import OwnTask
from syncd.domain.notes.note import TeamTask, plain_text
from syncd.domain.notes.wording import Words

FAILURES = 3
LONG = timedelta(minutes=30)
KEY = "trouble:"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One source as it is now. `failing_since` is None where the last read went well."""

    name: str
    shown: str  # the mailbox's or project's name
    is_mail: bool
    failing_since: datetime | None
    failures: int
    refused: bool
    reason: str
    last_success: datetime | None


def trouble_notes(
    sources: Iterable[Trouble], own_tasks: Iterable[OwnTask], words: Words, head: str | None, now: datetime
) -> Iterator[TeamTask]:
    """One task for each source in lasting trouble; it completes itself. At most one a day for a source."""
    own = {task.key: task for task in own_tasks}
    for source in sources:
        current = _key(source) if _is_lasting(source, now) else None
        if current is not None and (current in own or not _told_within_a_day(source, own, now)):
            yield _note(source, current, words, head, _lines(source, words))
        if source.failing_since is None:
            back = [words.team("trouble", "back", at=source.last_success or now)]
            open_ones = (
                task.key for task in own.values() if task.key.startswith(_prefix(source)) and not task.completed
            )
            yield from (_note(source, key, words, head, back, completed=True) for key in open_ones)


def _prefix(source: Trouble) -> str:
    return f"{KEY}{source.name}:"


def _key(source: Trouble) -> str:
    since = source.failing_since
    return f"{_prefix(source)}{since:%Y-%m-%dT%H:%M}" if since else ""


def _is_lasting(source: Trouble, now: datetime) -> bool:
    since = source.failing_since
    return since is not None and (source.failures >= FAILURES or now - since >= LONG)


def _told_within_a_day(source: Trouble, own: dict[str, OwnTask], now: datetime) -> bool:
    told = [task.written_at for key, task in own.items() if key.startswith(_prefix(source))]
    return any(now - at < timedelta(days=1) for at in told)


def _lines(source: Trouble, words: Words) -> list[str]:
    return [
        words.team("trouble", "since", since=source.failing_since, reason=source.reason),
        words.team("trouble", "refused" if source.refused else "lost"),
        words.team("trouble", "consequence"),
    ]


def _note(
    source: Trouble, key: str, words: Words, head: str | None, lines: list[str], *, completed: bool = False
) -> TeamTask:
    name = words.team("trouble", "mail_name" if source.is_mail else "asana_name", name=source.shown)
    return TeamTask(
        key=key,
        kind="trouble",
        client=None,
        name=name,
        text=plain_text(lines),
        assignee=head,
        completed=completed,
        exempt_from_caps=True,
        started_at=source.failing_since,
    )
