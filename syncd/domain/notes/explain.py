"""Why a case is as it is: which clock runs from where until when, in working time (`syncd explain`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from syncd.domain.cases.case import Case
from syncd.domain.clocks import Calendar
from syncd.domain.notes.facts import subject_of_letter
from syncd.domain.notes.wording import Words


def explain_case(case: Case, words: Words, calendar: Calendar, now: datetime) -> str:
    """Lines for a person: what waits, the clock's letter, each step with its time, who has it, by what it ended."""
    return "\n".join(_lines(case, words, calendar, now))


def _lines(case: Case, words: Words, calendar: Calendar, now: datetime) -> Iterator[str]:
    kind = words.team("kinds", case.kind.value)
    kind = kind[:1].upper() + kind[1:]
    if case.closed:
        how = words.team("closed", case.closed.how, at=case.closed.at, who=case.closed.who, quote="")
        yield words.team("explain", "closed", kind=kind, how=how, key=case.key)
    else:
        yield words.team("explain", "open", kind=kind, key=case.key)
    if case.letter:
        yield words.team(
            "explain",
            "clock",
            subject=subject_of_letter(case.letter, words),
            author=case.letter.from_.display_name or case.letter.from_.addr_spec,
            started=case.started_at,
            due=case.due_at,
        )
    if case.clock_at != case.started_at:
        yield words.team("explain", "anew", at=case.clock_at)
    if not case.closed:
        yield _time_left(case, words, calendar, now)
    for step in case.steps:
        name = "step_reached" if step.reached else "step_ahead"
        yield words.team("explain", name, number=step.number, at=step.at)
    yield from (words.team("explain", name) for name in _marks(case))
    if case.assignee:
        yield words.team("explain", "assignee", who=case.assignee)
    yield from case.why


def _time_left(case: Case, words: Words, calendar: Calendar, now: datetime) -> str:
    left = calendar.worked(now, case.due_at)
    name, span = ("left", left) if left else ("over", calendar.worked(case.due_at, now))
    minutes = span // timedelta(minutes=1)
    return words.team("explain", name, hours=minutes // 60, minutes=minutes % 60)


def _marks(case: Case) -> Iterator[str]:
    if case.urgent:
        yield "urgent"
    elif case.at_once:
        yield "at_once"
    if case.backlog:
        yield "backlog"
