"""The month: plan, results, hypotheses, changes of plan, KPI and what they do for success (PRODUCT.md section 10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from syncd.domain.asana import Task
from syncd.domain.cases.deadline import client_tasks
from syncd.domain.cases.find import Decision
from syncd.domain.client import ClientView
from syncd.domain.notes.report.layout import Line, Report, Section, fitting
from syncd.domain.notes.report.lines import Lines
from syncd.domain.notes.report.occasion import month_after
from syncd.domain.notes.report.reasons import Why
from syncd.domain.notes.report.stage import (
    Stage,
    day_before,
    due_changes,
    due_day,
    has_begun,
    is_called,
    moved_to_section_at,
    reported_tasks,
    section_of,
    stage_of,
    start_day,
)
from syncd.domain.notes.report.titles import month_name, monthly_title
from syncd.domain.notes.wording import Wording

_REFUTED = re.compile(
    r"не\s+подтверд\w*|опроверг\w*|refuted|disprov\w+|not\s+confirmed|did\s+not\s+(?:work|hold)", re.IGNORECASE
)
_CONFIRMED = re.compile(r"подтвержд[её]н\w*|подтвердил\w*|\bconfirmed|validated|\bproved", re.IGNORECASE)
_SHOWN_FIELDS = 3


def monthly_report(decision: Decision, wording: Wording, until: datetime, results: date, plan: date) -> Report:
    """The report on the month that begins on `results`, with the plan for the one that begins on `plan`."""
    view = decision.view
    theirs, ours = wording[view.client.language], wording[view.agency.language]

    def build(quote: int) -> Report:
        return Month(view, Lines(view, theirs, ours, until, quote), until, results, plan).report()

    return fitting(build, lambda count: theirs.team("report", "more", count=count))


@dataclass(frozen=True)
class Month:
    """One client's month, up to `until`."""

    view: ClientView
    lines: Lines
    until: datetime
    results: date
    plan: date

    def report(self) -> Report:
        """All seven sections; what Asana does not hold is asked for."""
        words = self.lines.theirs
        asked: list[str] = []
        plan = self._lines("plan_line", self._planned(), lambda task: {"due": self._due_in_plan(task)})
        if not plan:
            asked.append(self._ask("plan", self.plan))
        sections = [
            self._section("plan", plan, self.plan),
            self._section("results", self._lines("name_line", self._finished()), self.results),
            *self._hypotheses(asked),
            self._section("changes", self._changes()),
            self._section("kpi", self._kpi(asked)),
        ]
        return Report(
            title=monthly_title(words, self.results, self.plan),
            sections=tuple(sections),
            nothing=words.team("report", "nothing"),
            asked=(*asked, *self.lines.refused),
        )

    # -- plan and results --------------------------------------------------------------------------------------------

    def _planned(self) -> list[Task]:
        """Open tasks that begin or are due in the month, and begun ones that were due before."""
        return [task for task in self._reported() if not self._ended_at(task) and self._is_in_plan(task)]

    def _is_in_plan(self, task: Task) -> bool:
        due, start = due_day(self.view, task), start_day(self.view, task)
        if stage_of(section_of(self.view, task)) in (Stage.HELD, Stage.DONE, Stage.DROPPED) or task.completed:
            return False
        if any(day and _is_in(day, self.plan) for day in (due, start)):
            return True
        return due is not None and (due < self.plan or has_begun(self.view, task, self.until))

    def _due_in_plan(self, task: Task) -> date | None:
        due = due_day(self.view, task)
        return due if due and due >= self.plan else None

    def _finished(self) -> list[Task]:
        return [task for task in self._reported() if (at := self._ended_at(task)) and self._is_in_results(at)]

    def _ended_at(self, task: Task) -> datetime | None:
        section = section_of(self.view, task)
        if task.completed:
            return task.completed_at
        return moved_to_section_at(task, section) if stage_of(section) is Stage.DONE else None

    # -- changes of plan ---------------------------------------------------------------------------------------------

    def _changes(self) -> list[Line]:
        """Due dates that were moved out of their month, with the reason."""
        since, end = self._edges()
        found = []
        for task in self._reported():
            changes = due_changes(task, since, end)
            before, due = day_before(self.view, changes[0]) if changes else None, due_day(self.view, task)
            if before is None or (due is not None and (due.year, due.month) == (before.year, before.month)):
                continue
            facts = {"before": before, "due": due}
            found.append(self.lines.line(task, "change_line", facts, Why.MOVED, since, ask="changed"))
        return [line for line in found if line is not None]

    # -- hypotheses --------------------------------------------------------------------------------------------------

    def _hypotheses(self, asked: list[str]) -> list[Section]:
        kept = self._kept(self.view.agency.hypotheses)
        if not kept:
            month = month_name(self.lines.theirs, self.results)
            asked.append(self._ask("hypotheses", self.results))
            missing = Line(self.lines.theirs.team("report", "hypotheses_missing", month=month))
            return [self._section("proposed", [missing])]
        proposed = [task for task in kept if task.created_at and self._is_in_results(task.created_at)]
        judged = [(task, *_judged(task)) for task in kept]
        for task, verdict, at in judged:
            if verdict is None and task.completed and at and self._is_in_results(at):
                asked.append(self.lines.asked("verdict", task))
        told = {
            name: [task for task, verdict, at in judged if verdict == name and at and self._is_in_results(at)]
            for name in ("confirmed", "refuted")
        }
        return [
            self._section("proposed", self._lines("name_line", proposed)),
            *(self._section(name, self._lines("name_line", tasks)) for name, tasks in told.items()),
        ]

    # -- KPI ---------------------------------------------------------------------------------------------------------

    def _kpi(self, asked: list[str]) -> list[Line]:
        kept = [task for task in self._kept(self.view.agency.kpi) if self._is_ofmonth_name(task)]
        if not kept:
            asked.append(self._ask("kpi", self.results))
            return [
                Line(self.lines.theirs.team("report", "kpi_missing", month=month_name(self.lines.theirs, self.results)))
            ]
        since, _ = self._edges()
        lines = [self.lines.line(t, "kpi_line", {"value": self._value(t)}, Why.CSF, since) for t in kept]
        return [line for line in lines if line is not None]

    def _is_ofmonth_name(self, task: Task) -> bool:
        due = due_day(self.view, task)
        return due is None or _is_in(due, self.results)

    def _value(self, task: Task) -> str:
        """The field that is called KPI; else what the task's fields show."""
        own = [value for name, value in task.custom_fields if is_called(name, self.view.agency.kpi)]
        if own:
            return ", ".join(own)
        return ", ".join(f"{name} {value}" for name, value in task.custom_fields[:_SHOWN_FIELDS])

    # -- of all ------------------------------------------------------------------------------------------------------

    def _reported(self) -> list[Task]:
        return sorted(reported_tasks(self.view), key=self._order)

    def _kept(self, name: str) -> list[Task]:
        """Tasks in the section, or with the tag or field, of this name."""
        return sorted((t for t in client_tasks(self.view) if self._is_kept(t, name)), key=self._order)

    def _is_kept(self, task: Task, name: str) -> bool:
        places = (
            section_of(self.view, task),
            *task.tag_names,
            *(field for field, value in task.custom_fields if value),
        )
        return any(is_called(place, name) for place in places)

    def _order(self, task: Task) -> tuple[date, str, str]:
        return due_day(self.view, task) or date.max, task.name, task.gid

    def _edges(self) -> tuple[datetime, datetime]:
        """The month whose results are told, as far as it has passed."""
        tz = self.view.calendar.tz
        end = datetime.combine(month_after(self.results), time(), tzinfo=tz)
        return datetime.combine(self.results, time(), tzinfo=tz), min(end, self.until)

    def _is_in_results(self, at: datetime) -> bool:
        since, end = self._edges()
        return since <= at <= end

    def _lines(
        self, template: str, tasks: Iterable[Task], facts: Callable[[Task], dict[str, object]] = lambda _: {}
    ) -> list[Line]:
        lines = [self.lines.line(task, template, facts(task)) for task in tasks]
        return [line for line in lines if line is not None]

    def _section(self, name: str, lines: list[Line], month: date | None = None) -> Section:
        words = self.lines.theirs
        return Section(name, words.team("report", name, month=month_name(words, month) if month else ""), tuple(lines))

    def _ask(self, question: str, month: date) -> str:
        words = self.lines.ours
        return words.team("report", f"ask_{question}", month=month_name(words, month))


def _judged(task: Task) -> tuple[str | None, datetime | None]:
    """What became of a hypothesis, and when: by its fields, tags, section, or what people wrote last."""
    stories = sorted(task.stories, key=lambda story: (story.created_at, story.gid), reverse=True)
    shown = (
        *(value for _, value in task.custom_fields),
        *task.tag_names,
        *(s for _, s in task.section_names),
        task.name,
    )
    verdict = next((found for text in shown if (found := _verdict_in(text))), None)
    for story in stories:
        said = story.text if story.resource_subtype == "comment_added" else story.new_value or ""
        found = _verdict_in(said)
        if found and verdict in (None, found):
            return found, story.created_at
    return verdict, task.completed_at or (task.modified_at if verdict else None)


def _verdict_in(text: str) -> str | None:
    if text.rstrip().endswith("?"):
        return None
    if _REFUTED.search(text):
        return "refuted"
    return "confirmed" if _CONFIRMED.search(text) else None


def _is_in(day: date, month: date) -> bool:
    return month <= day < month_after(month)
