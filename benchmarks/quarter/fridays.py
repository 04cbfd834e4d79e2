"""What managers do with Friday's drafts: one is approved, one edited first, one rejected, one left lying."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from enum import StrEnum

from benchmarks.quarter import worktime
from benchmarks.quarter.people import Client
from benchmarks.quarter.tale import Act, Tale

ANSWERED = "ждём подрядчика"  # what a manager puts where a reason was missing


class Decision(StrEnum):
    """By the next Monday before noon."""

    APPROVE = "approve"
    EDIT = "edit and approve"
    REJECT = "reject"
    IGNORE = "ignore"


def decision_on(place: int, week: int) -> Decision:
    """Of the client in that place of the list: each Friday has all four, each client gets each in its turn."""
    return list(Decision)[(place + week) % len(Decision)]


def fridays(clients: Iterable[Client], mondays: Iterable[date]) -> list[Tale]:
    """A tale for each draft that somebody decides."""
    found, weeks = [], list(mondays)
    for place, client in enumerate(clients):
        for week, monday in enumerate(weeks):
            decision = decision_on(place, week)
            if decision is Decision.IGNORE:
                continue
            at = worktime.at(worktime.next_working_day(monday + timedelta(days=4)), time(11, 10))
            tale = Tale(f"report: {decision}", client)
            tale.acts.append(Act(at, client.manager.email, decision, client=client))
            found.append(tale)
    return found


def is_weekly_draft(name: str, client: Client) -> bool:
    """By the name of the task, which is in the agency's language and ends with the report's title in the client's."""
    title = "Weekly report" if client.language == "en" else "Итоги недели"
    return name.startswith(f"{client.name}: отчёт на согласование, {title}")


def edited(text: str) -> str:
    """The draft with an answer wherever it waits for one."""
    return "\n".join(line.removesuffix("—") + ANSWERED if line.endswith(": —") else line for line in text.split("\n"))
