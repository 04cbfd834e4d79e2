"""The agency's side of the demo in Asana: projects, tasks with their histories, guests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from syncd.demo.asana import AsanaSimulator
from syncd.demo.asana.model import Project, Task
from syncd.demo.letters.calendar import Calendar
from syncd.demo.letters.cast import COMPANIES, MANAGERS, VIKTOR, Company, Person

SECTIONS = ("План", "В работе", "На согласовании", "Готово")
SECTIONS_EN = ("Planned", "In progress", "For approval", "Done")
HISTORY_START = -19  # working days before today


@dataclass(frozen=True, slots=True)
class Work:
    """A task of a client's project. Days are working days from today; `moves` are (when, new due).

    With `clicked` it is an approval task, and this person approved it by a click on that day.
    """

    company: str
    name: str
    section: int
    start: int | None = None
    due: int | None = None
    done: int | None = None
    assignee: Person | None = None
    notes: str = ""
    comments: tuple[tuple[int, str, Person, str], ...] = ()
    moves: tuple[tuple[int, int], ...] = ()
    clicked: tuple[int, Person] | None = None


def build(asana: AsanaSimulator, calendar: Calendar, work: tuple[Work, ...]) -> tuple[Project, dict[str, Project]]:
    """Everybody and everything, dated back; the internal project and the clients' by key."""
    with asana.clock.at(calendar.at(HISTORY_START, "10:00")):
        _people(asana)
        internal = asana.add_project(
            "Почта клиентов",
            owner=VIKTOR.email,
            members=[person.email for person in MANAGERS],
            sections=["Ждут нас", "Ждём клиентов"],
        )
        projects = {company.key: _project(asana, company) for company in COMPANIES}
    for one in work:
        _task(asana, calendar, projects[one.company], one)
    return internal, projects


def _people(asana: AsanaSimulator) -> None:
    for person in (VIKTOR, *MANAGERS):
        asana.add_user(person.name, person.email)
    for company in COMPANIES:
        for guest in company.watch:
            asana.add_user(guest.name, guest.email)


def _project(asana: AsanaSimulator, company: Company) -> Project:
    project = asana.add_project(
        company.name,
        owner=company.manager.email,
        sections=SECTIONS if company.language == "ru" else SECTIONS_EN,
    )
    manager = asana.person(company.manager.email)
    for guest in company.watch:
        spends = "media_plan" in company.approves[guest.email]
        manager.add_member(project, guest.email, "editor" if spends else "commenter")
    return project


def _task(asana: AsanaSimulator, calendar: Calendar, project: Project, one: Work) -> Task:
    """Make the task on its day, then let its history happen."""
    company = next(c for c in COMPANIES if c.key == one.company)
    manager = asana.person(company.manager.email)
    sections = SECTIONS if company.language == "ru" else SECTIONS_EN
    words = calendar.words()
    begin = min(-1, one.start) if one.start is not None else HISTORY_START + 2
    data = {"due_on": calendar.day(one.due).isoformat()} if one.due is not None else {}
    if one.start is not None and data:
        data["start_on"] = calendar.day(one.start).isoformat()
    if one.clicked is not None:
        data["resource_subtype"] = "approval"
    if one.assignee is not None:
        data["assignee"] = one.assignee.email
    with asana.clock.at(calendar.at(begin, "10:15") - timedelta(days=1)):
        task = manager.create_task(
            project, one.name.format_map(words), section=sections[0], notes=one.notes.format_map(words), **data
        )
    _history(asana, calendar, task, one)
    if one.section:
        with asana.clock.at(calendar.at(min(0, begin), "10:30")):
            manager.move_to_section(task, project, sections[one.section])
    if one.clicked is not None:
        day, person = one.clicked
        with asana.clock.at(calendar.at(day, "11:30")):
            asana.person(person.email).approve(task)
    if one.done is not None:
        with asana.clock.at(calendar.at(one.done, "17:00")):
            manager.complete(task)
    return task


def _history(asana: AsanaSimulator, calendar: Calendar, task: Task, one: Work) -> None:
    company = next(c for c in COMPANIES if c.key == one.company)
    for day, due in one.moves:
        with asana.clock.at(calendar.at(day, "12:00")):
            asana.person(company.manager.email).move_due(task, calendar.day(due))
    for day, clock, writer, text in one.comments:
        with asana.clock.at(calendar.at(day, clock)):
            asana.person(writer.email).comment(task, text.format_map(calendar.words()))
