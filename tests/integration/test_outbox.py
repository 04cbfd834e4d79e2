"""A note is written exactly once, whatever happens between deciding, sending and recording."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syncd.demo.asana.rich_text import to_plain
from tests.integration import delivery as make
from tests.integration.delivery import ANNA, OLGA, Killed, Office, actions_of, received, reply_task, second_step

LATER = timedelta(seconds=130)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path) as found:
        yield found


def test_a_wanted_note_is_written_and_not_again(office: Office):
    assert actions_of(office.cycle(reply_task())) == ["created"]
    assert actions_of(office.cycle(reply_task())) == []
    assert office.standing() == [("task", "Письмо без ответа")]


def test_a_comment_follows_its_task_in_the_same_cycle(office: Office):
    assert actions_of(office.cycle(second_step(), reply_task())) == ["created", "created"]
    assert office.standing() == [("task", "Письмо без ответа"), ("comment", "Второй шаг")]


def test_a_changed_text_is_edited_and_not_posted_again(office: Office):
    office.cycle(reply_task())
    assert actions_of(office.cycle(reply_task("Два письма без ответа"))) == ["edited"]
    assert office.standing() == [("task", "Два письма без ответа")]


def test_a_closed_case_completes_its_task_and_says_by_what(office: Office):
    office.cycle(reply_task())
    assert actions_of(office.cycle(reply_task("Ответ отправлен 14.05 в 14:20", completed=True))) == ["completed"]
    (task,) = office.asana.tasks_in(office.internal)
    assert (task.completed, make.body(to_plain(task.html_notes))) == (True, "Ответ отправлен 14.05 в 14:20")


def test_a_case_that_closed_before_its_note_leaves_none(office: Office):
    assert actions_of(office.cycle(reply_task(completed=True))) == []
    assert office.standing() == []


def test_what_waited_and_is_no_longer_wanted_is_withdrawn(office: Office):
    office.asana.faults.add("POST /tasks*", "429 retry-after 0", times=9)
    office.cycle(reply_task())
    office.asana.faults.clear()
    office.cycle()
    assert (office.rows(), office.standing()) == ({"case:1": "withdrawn"}, [])


@pytest.mark.parametrize(
    "fault", ["commit_then_cut", "504_then_finish 0.1", "502 html", "500 phrase", "truncated", "cut"]
)
@pytest.mark.parametrize("what", ["task", "comment"])
def test_a_write_whose_end_nobody_saw_stands_once(office: Office, fault: str, what: str):
    notes = [reply_task()] if what == "task" else [received(office)]
    office.asana.faults.add("POST /tasks" if what == "task" else "POST /tasks/*/stories", fault)
    office.cycle(*notes)
    for _ in range(2):
        office.asana.clock.advance(LATER)
        office.cycle(*notes)
    assert (len(office.standing()), office.rows()) == (1, {notes[0].key: "written"})


def test_a_young_claim_is_left_for_the_next_run_and_said(office: Office):
    office.asana.faults.add("POST /tasks", "500")
    first = office.cycle(reply_task())
    assert [problem.what for problem in first.problems] == [
        f"whether note {first.outcomes[-1].ref} was written is not known yet"
    ]
    office.cycle(reply_task())
    assert office.standing() == []
    office.asana.clock.advance(LATER)
    office.cycle(reply_task())
    assert office.standing() == [("task", "Письмо без ответа")]


def test_a_claim_that_was_written_is_found_and_completed_when_its_case_closed_meanwhile(office: Office):
    with suppress(Killed):
        office.cycle(reply_task(), die_at=1)
    assert office.rows() == {"case:1": "claimed"}
    done = office.cycle(reply_task("Ответ отправлен", completed=True))
    assert actions_of(done) == ["created", "completed"]
    assert office.standing() == [("task", "Ответ отправлен")]


@pytest.mark.parametrize("step", range(6))
def test_killed_at_any_step_of_a_write_every_note_stands_once(office: Office, step: int):
    notes = (reply_task(), second_step(), received(office))
    with suppress(Killed):
        office.cycle(*notes, die_at=step)
    for _ in range(3):
        office.asana.clock.advance(LATER)
        office.cycle(*notes)
    assert sorted(office.standing()) == [
        ("comment", "Второй шаг"),
        ("comment", "Согласование получено"),
        ("task", "Письмо без ответа"),
    ]


def test_while_asana_is_away_notes_wait_and_lose_nothing(office: Office):
    office.asana.faults.add("POST *", "429 retry-after 90")
    assert actions_of(office.cycle(reply_task(), received(office))) == ["waiting"]
    assert sorted(actions_of(office.cycle(reply_task(), received(office)))) == ["created", "created"]


def test_a_short_pause_that_asana_asks_for_is_sat_out_in_the_same_round(office: Office):
    office.asana.faults.add("POST *", "429 retry-after 0", times=2)
    round_ = office.cycle(reply_task(), received(office))
    assert (actions_of(round_), round_.problems) == (["created", "created"], [])
    assert len(office.standing()) == 2


def test_who_goes_on_being_refused_is_not_asked_for_ever(office: Office):
    office.asana.faults.add("POST *", "429 retry-after 0", times=99)
    before = len(office.asana.requests)
    assert actions_of(office.cycle(reply_task())) == ["waiting"]
    assert [method for method, *_ in office.asana.requests[before:]].count("POST") == 3


def test_an_outsider_in_the_internal_project_stops_every_team_note_until_they_are_gone(office: Office):
    office.asana.person(ANNA).add_member(office.internal, OLGA)
    assert actions_of(office.cycle(reply_task())) == ["held"]
    assert office.standing() == []
    office.asana.person(ANNA).remove_member(office.internal, OLGA)
    assert actions_of(office.cycle(reply_task())) == ["created"]


def test_a_client_note_is_held_where_the_task_stands_in_another_project_too(office: Office):
    office.asana.person(ANNA).add_to_project(office.plan_task, office.internal)
    assert actions_of(office.cycle(received(office))) == ["held"]
    assert office.standing() == []


@pytest.mark.parametrize("place", ["POST /tasks/*/stories", "PUT /tasks/*"])
def test_a_404_about_our_task_is_believed_only_where_the_task_is_gone(office: Office, place: str):
    office.cycle(reply_task())
    office.asana.faults.add(place, "404")
    notes = (reply_task("Два письма без ответа"), second_step())
    assert "held" in actions_of(office.cycle(*notes))
    assert office.rows()["case:1"] == "written"
    office.cycle(*notes)
    assert sorted(office.standing()) == [("comment", "Второй шаг"), ("task", "Два письма без ответа")]


def test_a_task_a_person_deleted_is_not_written_again(office: Office):
    office.cycle(reply_task())
    (task,) = office.asana.tasks_in(office.internal)
    office.asana.person(ANNA).delete(task)
    office.cycle(reply_task("Новый текст"))
    office.cycle(reply_task("Ещё новее"))
    assert (office.standing(), office.rows()) == ([], {"case:1": "gone"})


def test_words_that_people_wrote_into_our_task_stay(office: Office):
    office.cycle(reply_task())
    (task,) = office.asana.tasks_in(office.internal)
    office.asana.person(ANNA).edit_notes(task, f"Звонила утром.\n{to_plain(task.html_notes)}\nСчёт у Петра.")
    office.cycle(reply_task("Два письма без ответа"))
    lines = to_plain(task.html_notes).split("\n")
    assert (lines[0], lines[1], lines[-1]) == ("Звонила утром.", "Два письма без ответа", "Счёт у Петра.")


FAULTS = ["commit_then_cut", "504_then_finish 0.05", "500", "429 retry-after 0", "cut", "truncated"]
trouble = st.one_of(st.tuples(st.just("fault"), st.sampled_from(FAULTS)), st.tuples(st.just("kill"), st.integers(0, 9)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(trouble, max_size=6))
def test_after_any_sequence_of_faults_and_kills_each_note_stands_exactly_once(troubles: list[tuple[str, object]]):
    with TemporaryDirectory() as folder, make.office(Path(folder)) as office:
        notes = (reply_task(), second_step(), received(office), reply_task("Другое письмо", key="case:2"))
        for kind, what in troubles:
            if kind == "fault":
                office.asana.faults.add("POST *", str(what))
            with suppress(Killed):
                office.cycle(*notes, die_at=int(str(what)) if kind == "kill" else None)
            office.asana.clock.advance(timedelta(seconds=50))
        office.asana.faults.clear()
        for _ in range(4):
            office.asana.clock.advance(LATER)
            office.cycle(*notes)
        assert sorted(text for _, text in office.standing()) == [
            "Второй шаг",
            "Другое письмо",
            "Письмо без ответа",
            "Согласование получено",
        ]
