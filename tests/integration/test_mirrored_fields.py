"""The state of an approval in the custom fields that the config maps, on the plan's own task."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.asana.api import AsanaApi
from connectors.asana.catalogue import refused_values
from syncd.cli.exits import Exit
from syncd.cli.once import exit_code
from syncd.config import load_config
from syncd.demo.asana.custom_values import display
from syncd.demo.asana.model import CustomField
from syncd.domain.agency import SHOWN_STATES
from syncd.domain.cases.record import ApprovalState
from syncd.domain.errors import ConfigError
from tests.integration.agency import ANNA, IGOR, NOON, OLGA, WholeOffice, whole_office

HOUR = timedelta(hours=1)
WORDS = {"requested": "Ждём", "approved": "Согласовано", "revoked": "Отозвано"}


@dataclass
class Board:
    """An office whose plans have two fields."""

    office: WholeOffice
    state: CustomField
    since: CustomField

    def shown(self) -> tuple[str | None, str | None]:
        """What people see in the two fields of the plan's task."""
        asana, task = self.office.asana.state, self.office.plan_task
        state, since = (display(asana, field, task.values.get(field.gid)) for field in (self.state, self.since))
        return state, since


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with whole_office(tmp_path) as office:
        state = office.asana.add_custom_field("Статус", "enum", on=[office.project], options=WORDS.values())
        since = office.asana.add_custom_field("Ждём с", "date", on=[office.project])
        office.configure(mapped(state.gid, since.gid))
        yield Board(office, state, since)


def mapped(approval: str, since: str = "", words: dict[str, str] | None = None) -> str:
    options = ", ".join(f'{state} = "{word}"' for state, word in (WORDS if words is None else words).items())
    lines = ["[asana.fields]", f'approval = "{approval}"', f"approval_options = {{ {options} }}"]
    return "\n".join([*lines, *([f'waits_since = "{since}"'] if since else [])])


def ask(office: WholeOffice) -> str:
    text = "Ольга, просим согласовать медиаплан на июнь, версия 3."
    return office.letter("Медиаплан на июнь, версия 3", text, at=NOON - 3 * HOUR, sender=ANNA, to=OLGA)


def answer(office: WholeOffice, asked: str, text: str, hours: int = 0) -> None:
    office.letter("Re: Медиаплан на июнь, версия 3", text, at=NOON + hours * HOUR, answers=asked)


def test_the_fields_follow_the_approval_from_request_to_revocation(board: Board):
    office = board.office
    asked = ask(office)
    office.once(NOON - 2 * HOUR)
    assert board.shown() == ("Ждём", "2026-05-14")
    answer(office, asked, "Медиаплан согласован.")
    office.once(NOON + HOUR)
    assert board.shown() == ("Согласовано", None)
    answer(office, asked, "Отзываем согласование медиаплана, остановите размещение.", hours=2)
    office.once(NOON + 3 * HOUR)
    assert board.shown() == ("Отозвано", None)
    before = len(office.asana.writes)
    office.once(NOON + 3 * HOUR)
    assert len(office.asana.writes) == before


def test_words_that_are_not_enough_leave_the_plan_waiting(board: Board):
    asked = ask(board.office)
    answer(board.office, asked, "Ок")
    board.office.once()
    assert board.shown() == ("Ждём", "2026-05-14")


def test_a_value_that_a_person_set_stays_until_ours_changes(board: Board):
    asked = ask(board.office)
    board.office.once(NOON - 2 * HOUR)
    options = {option.name: option.gid for option in board.state.options}
    board.office.asana.person(ANNA).set_field(board.office.plan_task, board.state.gid, options["Отозвано"])
    board.office.once(NOON - HOUR)
    assert board.shown()[0] == "Отозвано"
    answer(board.office, asked, "Медиаплан согласован.")
    board.office.once(NOON + HOUR)
    assert board.shown()[0] == "Согласовано"


def test_nothing_is_written_where_nothing_is_mapped_or_clients_see_nothing(board: Board):
    board.office.configure()
    ask(board.office)
    board.office.once(NOON - 2 * HOUR)
    assert board.shown() == (None, None)
    board.office.configure(mapped(board.state.gid))
    text = board.office.config.read_text("utf-8")
    board.office.config.write_text(text + "client_visible = false\n", "utf-8")
    board.office.once(NOON - HOUR)
    assert board.shown() == (None, None)


@pytest.mark.parametrize("obstacle", ["locked", "read-only", "not on the task", "no option", "option off", "a number"])
def test_a_field_that_cannot_be_written_is_named_and_not_tried_again_until_retry(board: Board, obstacle: str):
    office, field = board.office, board.state
    match obstacle:
        case "locked":
            field.locked = True
        case "read-only":
            field.is_value_read_only = True
        case "not on the task":
            office.project.custom_fields.remove(field.gid)
        case "no option":
            field.options[0].name = "Ждёт"
        case "option off":
            field.options[0].enabled = False
        case _:
            field.resource_subtype = "number"
    ask(office)
    first = office.once(NOON - 2 * HOUR)
    assert exit_code(first) == Exit.PARTLY
    (held,) = [note for note in first.notes if note.action == "held"]
    assert (held.kind, held.name) == ("field", "approval")
    writes = len(office.asana.requests)
    assert [(row["ref"], row["kind"]) for row in office.status()["held"]] == [(held.ref, "field")]
    office.once(NOON - HOUR)
    assert not [r for r in office.asana.requests[writes:] if r[0] != "GET"]

    field.locked = field.is_value_read_only = False
    field.options[0].name, field.options[0].enabled, field.resource_subtype = "Ждём", True, "enum"
    if field.gid not in office.project.custom_fields:
        office.project.custom_fields.append(field.gid)
    assert office.command("retry", held.ref)[0] == Exit.DONE
    office.once(NOON - HOUR)
    assert (board.shown()[0], office.status()["held"]) == ("Ждём", [])


def test_a_field_is_not_written_where_somebody_of_another_client_reads(board: Board):
    ask(board.office)
    board.office.asana.person(ANNA).add_member(board.office.project, IGOR)
    board.office.once(NOON - 2 * HOUR)
    assert board.shown() == (None, None)
    assert {row["kind"] for row in board.office.status()["held"]} >= {"field"}


@pytest.mark.parametrize("fault", ["500", "commit_then_cut", "429 retry-after 0", "401"])
def test_whatever_happens_on_the_way_the_value_stands_in_the_end(board: Board, fault: str):
    ask(board.office)
    board.office.asana.faults.add("PUT /tasks/*", fault, times=2)
    for _ in range(3):
        board.office.later(NOON - 2 * HOUR)
    assert board.shown() == ("Ждём", "2026-05-14")
    assert (board.office.status()["ok"], board.office.status()["held"]) == (True, [])


def test_a_text_field_shows_the_state_in_its_own_word(board: Board):
    office = board.office
    board.state = office.asana.add_custom_field("Статус словами", "text", on=[office.project])
    office.configure(mapped(board.state.gid, words={}))
    ask(office)
    office.once(NOON - 2 * HOUR)
    assert board.shown()[0] == "requested"


def test_without_custom_fields_in_the_plan_the_field_is_held_and_the_rest_is_done(board: Board):
    board.office.asana.state.paid = False
    ask(board.office)
    result = board.office.once(NOON - 2 * HOUR)
    assert {note.action for note in result.notes if note.kind == "field"} == {"held"}
    assert [note.action for note in result.notes if note.kind == "client"] == ["created"]


def test_check_names_a_mapped_field_that_cannot_hold_its_words(board: Board):
    api = AsanaApi(lambda: board.office.asana.token, base_url=board.office.asana.base_url)
    try:
        wanted = [(board.state.gid, word) for word in WORDS.values()] + [(board.since.gid, "2000-01-01")]
        assert refused_values(api, board.office.project.gid, wanted) == []
        board.state.options[1].name = "Да"
        assert refused_values(api, board.office.project.gid, [*wanted, ("77", "x")]) == [
            "custom field «Статус» has no option «Согласовано»",
            "custom field 77 is not there",
        ]
    finally:
        api.close()


def test_every_state_may_have_words():
    assert set(SHOWN_STATES) == {state.value for state in ApprovalState} | {"contradicted", "superseded"}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("[asana.fields]\napproval = 12", "12 is a number"),
        ('[asana.fields]\naproval = "12"', 'unknown key "aproval"'),
        ('[asana.fields]\napproval_options = { approved = "Да" }', "names words for no field"),
        ('[asana.fields]\napproval = "1"\napproval_options = { aproved = "Да" }', 'unknown key "aproved"'),
        ('[asana.fields]\napproval = "1"\nwaits_since = "1"', "one field cannot hold both"),
    ],
)
def test_a_mapping_that_cannot_be_is_named_with_its_line(board: Board, lines: str, said: str):
    board.office.configure(lines)
    with pytest.raises(ConfigError) as caught:
        load_config(board.office.config)
    errors = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert [said in problem.what for problem in errors] == [True]
    assert errors[0].where.startswith(str(board.office.config) + ":")
