"""How fast we answer, in the agency's working time: the closed clocks of `reply`, and those that ran out unanswered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from syncd.domain.agency import Agency, Sla
from syncd.domain.clocks import Calendar
from syncd.page.rows import CaseRow, LetterRow
from syncd.page.worktime import WorkTime

BY_US = ("answer", "person")  # a letter of ours, or the internal task completed ("answered by phone")
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Answer:
    """One letter of a client that waited for us. `took` is None while it still waits."""

    ref: str
    client: str
    asked_at: datetime
    week: date  # its Monday, in the agency's zone
    took: timedelta | None
    waits: timedelta  # worked until the answer, or until now
    target: timedelta
    title: str | None
    person: str | None

    @property
    def is_late(self) -> bool:
        """Answered, or still waiting, beyond the target."""
        return self.waits > self.target


@dataclass(frozen=True, slots=True)
class Measure:
    """Answer times of some letters. The share counts those still waiting beyond their target as missed."""

    answered: int
    late_open: int
    median: timedelta | None
    ninety: timedelta | None  # nine of ten were answered within
    share: float | None  # 0..1, None where nothing is known


def answers(
    cases: Iterable[CaseRow],
    letters: Iterable[LetterRow],
    agency: Agency,
    time: WorkTime,
    calendar: Calendar,
    now: datetime,
) -> list[Answer]:
    """Every letter that waited for us, oldest first. The target is the client's agreed time, not a snooze (PRODUCT.md section 4)."""
    slas = {client.name: client.sla for client in agency.clients}
    first_ours = _first_of_ours(letters)
    found = []
    for case in cases:
        if case.kind != "reply" or (case.closed_at and case.closed_by not in BY_US):
            continue
        waits = time.worked(case.started_at, case.closed_at or now)
        follows = first_ours.get((case.client, case.thread), now) < case.started_at
        target = _target(slas.get(case.client, Sla()), calendar, urgent=case.urgent, follows_ours=follows)
        day = calendar.local_date(case.started_at)
        monday = day - timedelta(days=day.weekday())
        took = waits if case.closed_at else None
        found.append(
            Answer(case.ref, case.client, case.started_at, monday, took, waits, target, case.title, case.person)
        )
    return found


def _first_of_ours(letters: Iterable[LetterRow]) -> dict[tuple[str, str | None], datetime]:
    first: dict[tuple[str, str | None], datetime] = {}
    for letter in letters:
        if letter.is_ours:
            first.setdefault((letter.client, letter.thread), letter.at)
    return first


def _target(sla: Sla, calendar: Calendar, *, urgent: bool, follows_ours: bool) -> timedelta:
    if urgent:
        return calendar.length(sla.urgent)
    return calendar.length(sla.follow_up if follows_ours else sla.first_reply)


def measure(found: Iterable[Answer]) -> Measure:
    """Median, the ninetieth percentile (nearest rank) and the share within target."""
    known = list(found)
    took = sorted(answer.took for answer in known if answer.took is not None)
    within = sum(1 for answer in known if answer.took is not None and not answer.is_late)
    late_open = sum(1 for answer in known if answer.took is None and answer.is_late)
    counted = len(took) + late_open
    return Measure(
        answered=len(took),
        late_open=late_open,
        median=_middle(took),
        ninety=took[-(-len(took) * 9 // 10) - 1] if took else None,
        share=within / counted if counted else None,
    )


def _middle(took: list[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(each.total_seconds() for each in took)) if took else None


def last_weeks(calendar: Calendar, now: datetime, count: int) -> list[date]:
    """The Mondays of the last weeks, the running one last."""
    today = calendar.local_date(now)
    monday = today - timedelta(days=today.weekday())
    return [monday - WEEK * back for back in reversed(range(count))]
