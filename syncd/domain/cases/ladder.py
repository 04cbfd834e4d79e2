"""When which step of a case comes (PRODUCT.md section 5): targets, the client's factor, clocks set anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from syncd.domain.agency import Category
from syncd.domain.cases.case import CaseKind
from syncd.domain.client import ClientView
from syncd.domain.clocks import Calendar

FACTORS: dict[Category, float] = {
    Category.STRENGTHEN: 0.5,
    Category.INVEST: 0.75,
    Category.INVEST_IN_LOYAL: 0.75,
    Category.PROTECT: 1.0,
    Category.EARN: 1.5,
    Category.RECONSIDER: 2.0,
}


@dataclass(frozen=True, slots=True)
class Ladder:
    """Working time from the clock's start to the due moment and to each step; `head` adds the head at the third."""

    due: timedelta
    steps: tuple[timedelta, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Reset:
    """The clock was set anew by what happened `at`: it runs from `clock`, or (`is_due`) is due at `clock`."""

    at: datetime
    clock: datetime
    is_due: bool = False


def reply_ladder(view: ClientView, target: timedelta, *, at_once: bool = False) -> Ladder:
    """Steps of an unanswered letter: at T, T(1+f/2), T(1+f)."""
    factor, warn_at = FACTORS[view.client.category], view.client.sla.warn_at
    first = timedelta() if at_once else target * (warn_at or 1.0)
    steps = (first, target * (1 + factor / 2), target * (1 + factor))
    return Ladder(target, steps, head=view.client.category is not Category.RECONSIDER)


def silence_ladder(view: ClientView) -> Ladder:
    """Steps of the client's silence: at T, T(1+f), T(1+2f)."""
    factor = FACTORS[view.client.category]
    target = view.calendar.length(view.client.sla.client_silence)
    head = view.client.category not in (Category.EARN, Category.RECONSIDER)
    return Ladder(target, (target, target * (1 + factor), target * (1 + 2 * factor)), head)


def approval_ladder(view: ClientView) -> Ladder:
    """The same for approvals; f is never above 1 and the head is always told: it is the agency's money."""
    factor = min(1.0, FACTORS[view.client.category])
    target = view.calendar.length(view.client.sla.approval_silence)
    return Ladder(target, (target, target * (1 + factor), target * (1 + 2 * factor)), head=True)


def confirm_ladder(view: ClientView) -> Ladder:
    """The first step at once, asked within the first reply's time; then as for approvals (section 13.9)."""
    later = approval_ladder(view)
    due = view.calendar.length(view.client.sla.first_reply)
    return Ladder(due, (timedelta(), *later.steps[1:]), head=True)


def promise_ladder(view: ClientView) -> Ladder:
    """At the date named, and a day later."""
    return Ladder(timedelta(), (timedelta(), view.calendar.day_length))


def ladder_of(view: ClientView, kind: CaseKind) -> Ladder:
    """The ladder of every kind but `reply`, whose target depends on the letter."""
    match kind:
        case CaseKind.SILENCE:
            return silence_ladder(view)
        case CaseKind.APPROVAL:
            return approval_ladder(view)
        case CaseKind.CONFIRM:
            return confirm_ladder(view)
        case _:
            return promise_ladder(view)


def times(calendar: Calendar, ladder: Ladder, clock: datetime, resets: Sequence[Reset]) -> tuple[datetime, ...]:
    """When each step comes. A clock set anew goes on at the step already reached."""
    found = [_after(calendar, clock, offset) for offset in ladder.steps]
    for reset in resets:
        base = ladder.due if reset.is_due else timedelta()
        kept = [at for at in found if at <= reset.at]
        later = [max(timedelta(), offset - base) for offset in ladder.steps[len(kept) :]]
        found = kept + [_after(calendar, reset.clock, offset) for offset in later]
    return tuple(found)


def due(calendar: Calendar, ladder: Ladder, clock: datetime, resets: Sequence[Reset]) -> datetime:
    """When the case is due."""
    if not resets:
        return _after(calendar, clock, ladder.due)
    last = resets[-1]
    return last.clock if last.is_due else _after(calendar, last.clock, ladder.due)


def earliest(one: Iterable[datetime], other: Iterable[datetime]) -> tuple[datetime, ...]:
    """Step by step the earlier of two ladders."""
    return tuple(min(pair) for pair in zip(one, other, strict=True))


def _after(calendar: Calendar, start: datetime, span: timedelta) -> datetime:
    return calendar.add(start, span) if span else start
