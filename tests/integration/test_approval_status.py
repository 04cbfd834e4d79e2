"""The approval status of the plan's own task, where the config maps it: an approval task says what the letters said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from syncd.config import load_config
from syncd.domain.errors import ConfigError
from tests.integration.agency import ANNA, NOON, OLGA, WholeOffice, whole_office

HOUR = timedelta(hours=1)
MAPPED = """[asana.fields]
approval_status = { requested = "pending", approved = "approved", conditional = "changes_requested", \
rejected = "rejected", revoked = "pending" }
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path) as office:
        office.asana.person(ANNA).set_subtype(office.plan_task, "approval")
        office.configure(MAPPED)
        yield office


def ask(office: WholeOffice, link: str = "") -> str:
    text = f"Ольга, просим согласовать медиаплан на июнь, версия 3. {link}"
    return office.letter("Медиаплан на июнь, версия 3", text, at=NOON - 3 * HOUR, sender=ANNA, to=OLGA)


def answer(office: WholeOffice, asked: str, text: str, hours: int = 0) -> None:
    office.letter("Re: Медиаплан на июнь, версия 3", text, at=NOON + hours * HOUR, answers=asked)


def puts(office: WholeOffice) -> list[str]:
    """The writes to the plan's task itself."""
    return [path for method, path, _ in office.asana.requests if method == "PUT" and office.plan_task.gid in path]


def test_the_status_follows_the_letters_from_approval_to_revocation_and_back(office: WholeOffice):
    task, said = office.plan_task, []
    asked = ask(office)
    office.once(NOON - 2 * HOUR)
    said.append((task.approval_status, task.completed, len(puts(office))))
    for hours, words in enumerate(
        ["Согласовано, но замените площадку.", "Медиаплан согласован.", "Отзываем согласование медиаплана, остановите."]
    ):
        answer(office, asked, words, hours=2 * hours)
        for _ in range(2):
            office.once(NOON + (2 * hours + 1) * HOUR)
        said.append((task.approval_status, task.completed, len(puts(office))))
    assert said == [
        ("pending", False, 0),
        ("changes_requested", True, 1),
        ("approved", True, 2),
        ("pending", False, 3),
    ]


def test_an_approval_task_that_we_closed_stays_the_place_of_the_plans_letters(office: WholeOffice):
    asked = ask(office)
    answer(office, asked, "Медиаплан согласован.")
    office.once(NOON + HOUR)
    answer(office, asked, "Отзываем согласование медиаплана, остановите размещение.", hours=30)
    places = {note.place for note in office.once(NOON + 31 * HOUR).notes if note.kind == "revoked"}
    assert office.plan_task.gid in places


def test_pending_is_never_set_over_what_a_person_decided(office: WholeOffice):
    asked = ask(office, f"https://app.asana.com/0/0/{office.plan_task.gid}")
    office.asana.person(OLGA).approve(office.plan_task)
    office.once(NOON - 2 * HOUR)
    assert (office.plan_task.approval_status, puts(office)) == ("approved", [])
    answer(office, asked, "Не согласовано, бюджет велик.")
    office.once(NOON + HOUR)
    assert office.plan_task.approval_status == "rejected"


def test_what_we_set_ourselves_is_nobodys_click(office: WholeOffice):
    answer(office, ask(office), "Медиаплан согласован.")
    for _ in range(3):
        office.later(NOON + HOUR)
    assert [row["state"] for row in office.status()["approvals"] if row["state"] == "needs_confirmation"] == []


def test_a_status_is_set_only_where_it_is_mapped_and_on_approval_tasks(office: WholeOffice):
    answer(office, ask(office), "Медиаплан согласован.")
    office.configure("")
    office.once(NOON + HOUR)
    assert (office.plan_task.approval_status, puts(office)) == ("pending", [])
    office.configure(MAPPED)
    office.asana.person(ANNA).set_subtype(office.plan_task, "default_task")
    office.later(NOON + HOUR)
    assert (office.plan_task.completed, puts(office)) == (False, [])


@pytest.mark.parametrize("fault", ["500", "commit_then_cut", "429 retry-after 0", "401"])
def test_whatever_happens_on_the_way_the_status_stands_in_the_end(office: WholeOffice, fault: str):
    answer(office, ask(office), "Медиаплан согласован.")
    office.asana.faults.add("PUT /tasks/*", fault, times=2)
    for _ in range(3):
        office.later(NOON + HOUR)
    assert (office.plan_task.approval_status, office.status()["held"]) == ("approved", [])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('approval_status = { aproved = "approved" }', 'unknown key "aproved"'),
        ('approval_status = { approved = "done" }', "one of: pending, approved, changes_requested, rejected"),
    ],
)
def test_a_mapping_that_cannot_be_is_named(office: WholeOffice, line: str, said: str):
    office.configure(f"[asana.fields]\n{line}")
    with pytest.raises(ConfigError) as caught:
        load_config(office.config)
    problems = [f"{problem.what} {problem.mend}" for problem in caught.value.problems if problem.severity == "error"]
    assert [said in problem for problem in problems] == [True]
