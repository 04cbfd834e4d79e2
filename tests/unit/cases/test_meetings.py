"""A meeting with the client and no letter about it by the next working day: told in the digest once (PRODUCT.md section 8)."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from syncd.domain.asana import Story, Task
from syncd.domain.cases.find import decide
from syncd.domain.cases.meetings import meetings
from syncd.domain.language.reading import MachineKind
from syncd.domain.letter import Letter
from syncd.domain.mail.invitation import Invitation, Span
from syncd.domain.mail.message import Address
from tests.unit.cases.world import ANNA, IGOR, MARINA, OLGA, PETR, STRANGER, at, machine, ours, task, theirs, view

NOW = "18.05 18:00"
FIRST, MOVED = ("14.05 14:00", "14.05 15:00"), ("15.05 11:00", "15.05 12:00")


def said(
    method: str,
    *answers: tuple[Address, bool],
    spans: tuple[tuple[str, str], ...] = (FIRST,),
    organizer: Address = OLGA,
    sequence: int = 0,
) -> dict[str, Any]:
    return {
        "machine": MachineKind.CALENDAR,
        "invitation": Invitation(
            "m1", method, "Медиаплан", organizer.addr_spec,
            tuple((who.addr_spec, comes) for who, comes in answers), tuple(Span(at(a), at(b)) for a, b in spans), sequence,
        ),
    }  # fmt: skip


INVITED = theirs("i", "13.05 10:00", **said("REQUEST"))
ACCEPTED = ours("y", "13.05 11:00", **said("REPLY", (ANNA, True)))
OURS = ours("i", "13.05 10:00", **said("REQUEST", organizer=ANNA))
THEY_ACCEPT = theirs("y", "13.05 11:00", **said("REPLY", (OLGA, True), organizer=ANNA))
CALLED = task(
    "t", "Ролик", stories=(Story("s1", "t", at("14.05 15:10"), "u-anna", "comment_added", "Созвонились, решили так."),)
)


class Case(NamedTuple):
    name: str
    facts: tuple[Letter | Task, ...]
    told: list[str]


TOLD = ["14.05 14:00"]
CASES = [
    Case("they invited, we accepted", (INVITED, ACCEPTED), TOLD),
    Case("we invited, they accepted", (OURS, THEY_ACCEPT), TOLD),
    Case("we invited from the calendar itself: only the answer came by mail", (THEY_ACCEPT,), TOLD),
    Case("an invitation that nobody answered", (INVITED,), []),
    Case("they declined", (OURS, theirs("n", "13.05 11:00", **said("REPLY", (OLGA, False), organizer=ANNA))), []),
    Case(
        "one of theirs declined, another accepted",
        (OURS, theirs("n", "13.05 11:00", **said("REPLY", (MARINA, False))), THEY_ACCEPT),
        TOLD,
    ),
    Case(
        "accepted, declined later",
        (OURS, THEY_ACCEPT, theirs("n", "13.05 12:00", **said("REPLY", (OLGA, False), organizer=ANNA))),
        [],
    ),
    Case("cancelled", (INVITED, ACCEPTED, theirs("c", "14.05 10:00", **said("CANCEL", sequence=1))), []),
    Case(
        "an old cancellation that comes late",
        (
            theirs("i", "13.05 10:00", **said("REQUEST", sequence=2)),
            ACCEPTED,
            theirs("c", "13.05 12:00", **said("CANCEL", sequence=1)),
        ),
        TOLD,
    ),
    Case(
        "moved, and accepted anew",
        (
            INVITED,
            ACCEPTED,
            theirs("i2", "13.05 12:00", **said("REQUEST", spans=(MOVED,), sequence=1)),
            ours("y2", "13.05 13:00", **said("REPLY", (ANNA, True), spans=(MOVED,), sequence=1)),
        ),
        ["15.05 11:00"],
    ),
    Case(
        "moved, and not accepted yet",
        (INVITED, ACCEPTED, theirs("i2", "13.05 12:00", **said("REQUEST", spans=(MOVED,), sequence=1))),
        [],
    ),
    Case("a letter of ours the same evening", (INVITED, ACCEPTED, ours("o", "14.05 18:30", "Итоги встречи")), []),
    Case("a letter of a colleague's", (INVITED, ACCEPTED, ours("o", "15.05 12:00", "Итоги", from_=PETR)), []),
    Case("a letter of ours before it ended", (INVITED, ACCEPTED, ours("o", "14.05 14:30", "Ждём вас")), TOLD),
    Case("a letter of ours too late", (INVITED, ACCEPTED, ours("o", "15.05 16:00", "Итоги встречи")), TOLD),
    Case("a letter to a colleague", (INVITED, ACCEPTED, ours("o", "14.05 18:30", "Итоги", to=(PETR,))), TOLD),
    Case("a letter of theirs", (INVITED, ACCEPTED, theirs("o", "14.05 18:30", "Спасибо за встречу")), TOLD),
    Case(
        "ours among themselves",
        (ours("i", "13.05 10:00", to=(PETR, OLGA), **said("REQUEST", (PETR, True), organizer=ANNA)),),
        [],
    ),
    Case("with a stranger", (OURS, theirs("y", "13.05 11:00", **said("REPLY", (STRANGER, True), organizer=ANNA))), []),
    Case("with somebody else of theirs", (OURS, theirs("y", "13.05 11:00", **said("REPLY", (IGOR, True)))), TOLD),
    Case(
        "every week",
        (
            theirs("i", "11.05 10:00", **said("REQUEST", spans=(("12.05 11:00", "12.05 12:00"), FIRST))),
            ours("y", "11.05 11:00", **said("REPLY", (ANNA, True))),
        ),
        ["12.05 11:00", "14.05 14:00"],
    ),
    Case("words in Asana", (CALLED,), ["14.05 15:10"]),
    Case("words in Asana about a meeting of the calendar", (INVITED, ACCEPTED, CALLED), TOLD),
    Case("an acceptance by machine of something else", (machine("a", "13.05 10:00", MachineKind.CALENDAR),), []),
]  # fmt: skip


def told(facts: tuple[Letter | Task, ...], when: str) -> list[str]:
    mail = decide(view(*facts, now=at(when)), at(when)).mail
    found = sorted(meetings(mail), key=lambda each: each.at)
    zone = mail.view.calendar.tz
    return [f"{each.at.astimezone(zone):%d.%m %H:%M}" for each in found if each.due_at <= at(when)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_meeting_without_a_letter_is_told_after_a_working_day(case: Case) -> None:
    assert told(case.facts, NOW) == case.told


def test_it_is_not_told_before() -> None:
    assert told((INVITED, ACCEPTED), "15.05 14:59") == []
    assert told((INVITED, ACCEPTED), "15.05 15:00") == TOLD
