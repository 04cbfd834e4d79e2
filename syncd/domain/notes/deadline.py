"""The internal task on a deadline, once for each task and due date (PRODUCT.md section 9); never client-visible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from syncd.domain.cases.case import Case, CaseKind
from syncd.domain.cases.deadline import client_tasks, moves
from syncd.domain.cases.find import Decision
from syncd.domain.notes.digest_lines import Line
from syncd.domain.notes.facts import written_day
from syncd.domain.notes.note import RichText, Span, TeamTask
from syncd.domain.notes.wording import Wording, Words


def deadline_notes(decision: Decision, wording: Wording) -> Iterator[TeamTask]:
    """A task for the client's manager where the assignee showed no progress; completed when the task is, or moved."""
    words = wording[decision.view.agency.language]
    for case in decision.cases:
        if case.kind is not CaseKind.DEADLINE:
            continue
        own = decision.view.own_task(case.key)
        written = own is not None or case.key in decision.view.written
        if own and (own.deleted or own.completed_by_person):
            continue
        if written or (case.closed is None and not case.in_progress):
            yield _task(decision, words, case)


def _task(decision: Decision, words: Words, case: Case) -> TeamTask:
    lines = [(Span(_text(decision, words, case)),)]
    url = next((task.permalink_url for task in decision.view.tasks if task.gid == case.about_task), "")
    if url:
        lines.append((Span(url, href=url),))
    if case.closed:
        lines.insert(0, (Span(words.team("closed", case.closed.how, at=case.closed.at, who=case.closed.who)),))
    return TeamTask(
        key=case.key,
        kind=case.kind.value,
        text=RichText(tuple(lines)),
        client=case.client,
        name=words.team("team", "deadline_name", client=case.client, title=case.title),
        assignee=case.assignee,
        followers=case.followers,
        due_at=case.due_at,
        completed=case.closed is not None,
        started_at=case.steps[0].at if case.steps else case.started_at,
    )


def _text(decision: Decision, words: Words, case: Case) -> str:
    task = next((each for each in decision.view.tasks if each.gid == case.about_task), None)
    user = decision.view.users.get(task.assignee_gid or "") if task else None
    return words.team(
        "team",
        "deadline",
        title=case.title,
        due=case.due_at,
        share=round(decision.view.agency.deadline_check * 100) if decision.now < case.due_at else 0,
        who=user.name if user else "",
    )


def deadline_lines(decision: Decision, words: Words, opening: datetime) -> Iterator[Line]:
    """Deadlines on which work goes on, tasks moved for the third time, and weekly those that lack something."""
    view = decision.view
    for case in decision.cases:
        if case.kind is CaseKind.DEADLINE and case.in_progress and not case.closed and not view.own_task(case.key):
            text = words.team("digest", "progress", client=case.client, subject=case.title, due=case.due_at)
            yield Line(f"progress:{case.key}", text, case.steps[0].at, once=True)
    yield from _moved_lines(decision, words)
    yield from _lacking_lines(decision, words, opening)


def _moved_lines(decision: Decision, words: Words) -> Iterator[Line]:
    for task in client_tasks(decision.view):
        moved = moves(task)
        if task.completed or len(moved) < 3:
            continue
        values = [moved[0].old_value or "", *(story.new_value or "" for story in moved)]
        days = [(written_day(decision.view, value), value) for value in values]
        dates = [words.day(day) if day else value or "—" for day, value in days]
        text = words.team(
            "digest", "moved", client=decision.view.client.name, subject=task.name, count=len(moved),
            dates=" → ".join(dates),
        )  # fmt: skip
        yield Line(f"moved:{task.gid}:{len(moved)}", text, moved[2].created_at, once=True)


def _lacking_lines(decision: Decision, words: Words, opening: datetime) -> Iterator[Line]:
    calendar = decision.view.calendar
    today = calendar.local_date(opening)
    before = calendar.local_date(calendar.last_opening(calendar.opening_of(today) - calendar.day_length / 1000))
    if today.isocalendar()[:2] == before.isocalendar()[:2]:
        return  # once a week, on its first working day
    for task in client_tasks(decision.view):
        lacks = [
            words.team("lacks", name)
            for name, missing in (
                ("due", task.due_on is None and task.due_at is None),
                ("assignee", task.assignee_gid is None),
                ("description", not task.notes.strip()),
            )
            if missing
        ]
        if lacks and not task.completed and task.parent_gid is None:
            text = words.team(
                "digest", "no_due", client=decision.view.client.name, subject=task.name, lacks=", ".join(lacks)
            )
            yield Line(f"lacks:{task.gid}:{today.isoformat()}", text, opening, once=True)
