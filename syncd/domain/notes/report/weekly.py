"""The four questions of a week: carried over, not carried over, not begun yet, new (PRODUCT.md section 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from syncd.domain.asana import Task
from syncd.domain.cases.find import Decision
from syncd.domain.notes.client_notes import ClientSurface
from syncd.domain.notes.material import materials
from syncd.domain.notes.report.layout import Line, Report, Section, fitting
from syncd.domain.notes.report.lines import Lines
from syncd.domain.notes.report.reasons import Why, says_dropped
from syncd.domain.notes.report.stage import (
    Stage,
    blocker,
    day_before,
    due_changes,
    due_day,
    gone_tasks,
    has_begun,
    moved_to_section_at,
    reported_tasks,
    section_of,
    stage_of,
    start_day,
)
from syncd.domain.notes.report.titles import weekly_title
from syncd.domain.notes.wording import Wording, Words

WEEK = timedelta(days=7)
QUESTIONS = ("carried", "left", "later", "new")


def weekly_report(decision: Decision, wording: Wording, until: datetime) -> Report:
    """The report on the seven days before `until`. The decision is one of that moment: the same facts, the same text."""
    view = decision.view
    theirs, ours = wording[view.client.language], wording[view.agency.language]

    def build(quote: int) -> Report:
        return Week(decision, Lines(view, theirs, ours, until, quote), until).report(wording)

    return fitting(build, lambda count: theirs.team("report", "more", count=count))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a task stands: the question, the line's template, which reason it must give, and what the line tells."""

    question: str
    template: str
    why: Why | None
    facts: Mapping[str, object] = field(default_factory=dict)
    ask: str = ""


@dataclass(frozen=True)
class Week:
    """One client's week, up to `until`."""

    decision: Decision
    lines: Lines
    until: datetime

    @property
    def since(self) -> datetime:
        """The beginning of the seven days."""
        return self.until - WEEK

    @property
    def last_day(self) -> date:
        """The Sunday of the new week: the one that begins within the next four days, or has just begun."""
        near = self.decision.view.calendar.local_date(self.until) + timedelta(days=4)
        return near + timedelta(days=6 - near.weekday())

    def report(self, wording: Wording) -> Report:
        """The four questions and what is needed of the client."""
        words = self.lines.theirs
        found: dict[str, list[Line]] = {name: [] for name in QUESTIONS}
        view = self.decision.view
        for task in sorted([*reported_tasks(view), *gone_tasks(view, self.since)], key=self._order):
            placed = self._place(task)
            if placed is not None and (line := self._line(task, placed)) is not None:
                found[placed.question].append(line)
        needed = self.lines.allowed(self._needed(wording[words.language]))
        sections = [Section(name, words.team("report", name), tuple(found[name])) for name in QUESTIONS]
        return Report(
            title=weekly_title(words, self.until),
            sections=(
                *sections,
                Section("needed", words.team("report", "needed"), tuple(Line(text) for text in needed)),
            ),
            nothing=words.team("report", "nothing"),
            asked=tuple(self.lines.refused),
        )

    def _needed(self, words: Words) -> Iterator[str]:
        """What we wait for from the client: approvals, and material with the day where its reason is known."""
        yield from ClientSurface(self.decision, words).requests()
        today = self.decision.view.calendar.local_date(self.until)
        for each in materials(self.decision):
            due = each.due if each.reason and each.due and each.due >= today else None
            yield words.team("report", "material_line", item=each.item, due=due, reason=each.reason)

    def _order(self, task: Task) -> tuple[date, str, str]:
        return due_day(self.decision.view, task) or date.max, task.name, task.gid

    def _line(self, task: Task, placed: Placed) -> Line | None:
        since = self.since if placed.why is Why.MOVED else None
        return self.lines.line(task, placed.template, placed.facts, placed.why, since, ask=placed.ask)

    def _place(self, task: Task) -> Placed | None:
        """The one question under which the task stands, if any."""
        view = self.decision.view
        section = section_of(view, task)
        stage, due, start = stage_of(section), due_day(view, task), start_day(view, task)
        days = {"start": start, "due": due}
        if task.deleted_at is not None:
            return Placed("left", "dropped_line", Why.MOVED)
        if task.completed or stage in (Stage.DONE, Stage.DROPPED):
            return self._ended(task, stage, task.completed_at or moved_to_section_at(task, section))
        if task.created_at is not None and task.created_at > self.since:
            return Placed("new", "new_line", Why.NEEDED, {"due": due})
        if self._moved_beyond(task, due):
            return Placed("left", "moved_line", Why.MOVED, {"due": due})
        if stage is Stage.HELD:
            return self._held((moved_to_section_at(task, section) or self.since) > self.since)
        if has_begun(view, task, self.until):
            return self._carried(task, due)
        if blocker(view, task) is not None or any(day and day > self.last_day for day in (start, due)):
            return Placed("later", "later_line", Why.WAITS, days)
        if start or due:  # its time is the new week, or was before: it stays to be done
            return self._carried(task, due)
        return None

    def _ended(self, task: Task, stage: Stage, at: datetime | None) -> Placed | None:
        if at is None or not self.since < at <= self.until:
            return None
        if stage is Stage.DROPPED or says_dropped(self.decision.view, task, self.since, self.until):
            return Placed("left", "dropped_line", Why.MOVED)
        return Placed("left", "done_line", None, {"at": at})

    def _held(self, in_this_week: bool) -> Placed:
        if in_this_week:
            return Placed("left", "held_line", Why.MOVED)
        return Placed("later", "held_line", Why.WAITS)

    def _carried(self, task: Task, due: date | None) -> Placed:
        """With the date that lies ahead; that it is a new one is said where it was moved this week."""
        view = self.decision.view
        changes = due_changes(task, self.since, self.until)
        moved = bool(changes) and day_before(view, changes[0]) != due
        ahead = due is not None and due > view.calendar.local_date(self.until)
        facts = {"due": due if ahead else None, "moved": moved}
        return Placed("carried", "carried_line", None, facts, ask="" if ahead else "date")

    def _moved_beyond(self, task: Task, due: date | None) -> bool:
        """It was due by the end of the new week, and in this week it was moved to a later day, or to none."""
        changes = due_changes(task, self.since, self.until)
        before = day_before(self.decision.view, changes[0]) if changes else None
        return before is not None and before <= self.last_day and (due is None or due > self.last_day)
