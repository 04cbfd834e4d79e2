"""A client's week to Friday 15.05 16:00, told task by task."""

from __future__ import annotations

from typing import Any

from syncd.domain.agency import Agency, Client
from syncd.domain.asana import Story, Task, User
from syncd.domain.cases.find import decide
from syncd.domain.letter import Letter
from syncd.domain.notes.report.layout import Report
from syncd.domain.notes.report.weekly import weekly_report
from tests.unit.cases.world import AGENCY, CLIENT, USERS, WORDING, at, day, task, view

FRIDAY = "15.05 16:00"
PEOPLE = {
    **USERS,
    "u-petr": User("u-petr", "Пётр Ильин", "petr.ilyin@agency.example"),
    "u-design": User("u-design", "Дина Рис", "dina@agency.example"),
    "u-guest": User("u-guest", "Гость", "guest@elsewhere.example"),
}


def story(when: str, subtype: str, by: str = "u-anna", text: str = "", old: str = "", new: str = "") -> Story:
    return Story(f"s-{when}-{subtype}-{by}", "1", at(when), by, subtype, text, old or None, new or None)


def says(when: str, text: str, by: str = "u-anna") -> Story:
    return story(when, "comment_added", by, text)


def moved(when: str, old: str, new: str = "") -> Story:
    """The due date, from a day to a day or to none."""
    return story(when, "due_date_changed", old=day(old).isoformat(), new=day(new).isoformat() if new else "")


def put_in(when: str, section: str) -> Story:
    return story(when, "section_changed", new=section)


def a_task(
    name: str = "Баннеры", *stories: Story, due: str | None = None, start: str | None = None, **more: Any
) -> Task:
    section = more.pop("section", "Бэклог")
    return task(
        more.pop("gid", name), name, due_on=day(due) if due else None, start_on=day(start) if start else None,
        stories=stories, section_names=(("300", section),), **more,
    )  # fmt: skip


def report(
    *facts: Task | Letter, when: str = FRIDAY, client: Client = CLIENT, agency: Agency = AGENCY, **more: Any
) -> Report:
    known = view(*facts, now=at(when), client=client, agency=agency, **{"users": PEOPLE, **more})
    return weekly_report(decide(known, at(when)), WORDING, at(when))


def placed(*facts: Task, **more: Any) -> dict[str, list[str]]:
    """Lines by question; questions without lines are left out."""
    found = report(*facts, **more)
    return {section.name: [line.text for line in section.lines] for section in found.sections if section.lines}
