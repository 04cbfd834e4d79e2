"""What becomes of a note when Asana says no: the state it ends in, what `once` and `status` say, and that it is written
once when all is well again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from syncd.cli.exits import Exit
from syncd.cli.once import exit_code
from syncd.demo.asana.rich_text import to_plain
from syncd.engine.result import CycleResult
from syncd.store.schema import open_database
from tests.integration.agency import ANNA, IGOR, NOON, OLGA, WholeOffice, whole_office
from tests.integration.delivery import Killed

COMMENT = "POST /tasks/*/stories"
HOUR = timedelta(hours=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path) as found:
        yield found


def approval(office: WholeOffice) -> None:
    """A client's approval that is told on the plan's task."""
    asked = office.letter(
        "Медиаплан на июнь, версия 3",
        "Ольга, просим согласовать медиаплан на июнь, версия 3.",
        at=NOON - 3 * HOUR,
        sender=ANNA,
        to=OLGA,
    )
    office.letter("Re: Медиаплан на июнь, версия 3", "Медиаплан согласован.", answers=asked)


def question(office: WholeOffice, text: str = "Анна, когда пришлёте отчёт за неделю?") -> None:
    office.letter("Отчёт", text)


def state_of(office: WholeOffice, surface: str, kind: str) -> str:
    db = open_database(office.home / "syncd.db")
    try:
        (row,) = db.execute("select state from notes where surface = ? and kind = ?", [surface, kind]).fetchall()
        return str(row[0])
    finally:
        db.close()


def done_with(result: CycleResult, kind: str, audience: str) -> list[str]:
    return [note.action for note in result.notes if (note.kind, note.audience) == (kind, audience)]


def held(office: WholeOffice) -> list[tuple[str, str]]:
    return [(row["kind"], row["audience"]) for row in office.status()["held"]]


def ref_of(result: CycleResult, kind: str, audience: str) -> str:
    (ref,) = [note.ref for note in result.notes if (note.kind, note.audience) == (kind, audience)]
    return ref


def test_a_token_revoked_in_the_middle_leaves_the_rest_waiting(office: WholeOffice):
    approval(office)
    question(office)
    office.asana.faults.add("POST /tasks", "401", times=99, after=1)
    first = office.once()
    assert exit_code(first) == Exit.PARTLY
    assert [note.action for note in first.notes] == ["created", "waiting"]
    office.asana.faults.clear()
    office.once()
    assert (len(office.written(office.internal)), len(office.written(office.plan_task))) == (2, 1)
    assert office.status()["ok"]


def test_without_a_valid_token_nothing_is_reached_and_nothing_is_lost(office: WholeOffice):
    question(office)
    office.asana.revoke(office.asana.token)
    first = office.once()
    assert (exit_code(first), first.notes[0].action if first.notes else "waiting") == (Exit.UNREACHABLE, "waiting")
    assert not office.status()["ok"]
    (office.home / "asana.token").write_text(office.asana.token_of(office.asana.bot.email))
    office.once()
    assert len([text for text in office.written(office.internal) if "«Отчёт»" in text]) == 1


@pytest.mark.parametrize("status", ["400", "402", "403"])
def test_a_refused_note_is_held_until_retry_and_then_written_once(office: WholeOffice, status: str):
    approval(office)
    office.asana.faults.add(COMMENT, status, times=99)
    first = office.once()
    sent = len(office.asana.faults.struck)
    assert (exit_code(first), done_with(first, "approved", "client")) == (Exit.PARTLY, ["held"])
    assert ("approved", "client") in held(office)
    assert any(f"syncd retry {ref_of(first, 'approved', 'client')}" in p["mend"] for p in office.status()["problems"])

    again = office.once()
    assert done_with(again, "approved", "client") == ["held"]
    assert len(office.asana.faults.struck) == sent  # not sent again while nothing was mended

    office.asana.faults.clear()
    for ref in [note.ref for note in again.notes if note.action == "held"]:
        assert office.command("retry", ref)[0] == Exit.DONE
    office.once()
    office.later()
    assert (len(office.written(office.plan_task)), held(office)) == (1, [])
    assert office.status()["ok"]


def test_a_refused_edit_is_held_until_retry(office: WholeOffice):
    asked = office.letter(
        "Медиаплан на июнь, версия 3",
        "Ольга, просим согласовать медиаплан на июнь, версия 3.",
        at=NOON - HOUR,
        sender=ANNA,
        to=OLGA,
    )
    office.once(NOON)
    office.letter("Re: Медиаплан на июнь, версия 3", "Медиаплан согласован.", answers=asked)
    office.asana.faults.add("PUT /tasks/*", "403", times=99)
    result = office.once()
    struck = len(office.asana.faults.struck)
    assert done_with(result, "client", "client") == ["held"]
    office.once()
    assert len(office.asana.faults.struck) == struck
    assert ("client", "client") in held(office)
    office.asana.faults.clear()
    assert office.command("retry", ref_of(result, "client", "client"))[0] == Exit.DONE
    assert done_with(office.once(), "client", "client") == ["edited"]
    assert (office.written(office.project), held(office)) == (["Согласовано:"], [])


def test_a_plan_task_deleted_meanwhile_gives_way_to_the_clients_own_task(office: WholeOffice):
    approval(office)
    office.asana.faults.add(COMMENT, "404", after=1)
    office.asana.faults.add(COMMENT, "404")
    first = office.once()
    assert done_with(first, "approved", "client") == ["held"]
    office.asana.person(ANNA).delete(office.plan_task)
    office.once()
    (own,) = [task for task in office.asana.tasks_in(office.project) if task.created_by == office.asana.bot.gid]
    assert [text[:23] for text in office.written(own)] == ["Согласование получено: "]
    assert state_of(office, "client_comment", "approved") == "written"


def test_in_an_archived_project_notes_are_held_and_written_when_it_is_back(office: WholeOffice):
    approval(office)
    office.asana.person(ANNA).archive(office.project)
    first = office.once()
    assert (exit_code(first), done_with(first, "approved", "client")) == (Exit.PARTLY, ["held"])
    assert office.written(office.plan_task) == []
    office.asana.state.get(type(office.project), office.project.gid).archived = False
    assert done_with(office.once(), "approved", "client") == ["created"]
    assert (len(office.written(office.plan_task)), held(office)) == (1, [])


def test_an_archived_internal_project_ends_no_task_of_ours(office: WholeOffice):
    question(office)
    office.once()
    office.asana.person(ANNA).archive(office.internal)
    office.letter(
        "Отчёт", "Отчёт во вложении.", at=NOON + 5 * HOUR, sender=ANNA, to=OLGA, answers="<1@client1.example>"
    )
    assert "held" in done_with(office.once(NOON + 6 * HOUR), "reply", "team")
    office.asana.state.get(type(office.internal), office.internal.gid).archived = False
    assert done_with(office.once(NOON + 6 * HOUR), "reply", "team") == ["completed"]
    assert held(office) == []


def test_a_project_out_of_sight_is_a_problem_and_its_notes_wait(office: WholeOffice):
    office.once(NOON)
    approval(office)
    office.asana.person(ANNA).remove_member(office.project, office.asana.bot.gid)
    first = office.once()
    assert (exit_code(first), done_with(first, "approved", "client")) == (Exit.PARTLY, ["waiting"])
    assert office.written(office.plan_task) == []
    office.asana.person(ANNA).add_member(office.project, office.asana.bot.gid)
    office.once()
    assert len(office.written(office.plan_task)) == 1
    assert office.status()["ok"]


def test_our_task_that_a_person_deleted_is_gone_and_no_problem(office: WholeOffice):
    question(office)
    office.once()
    (task,) = [task for task in office.asana.tasks_in(office.internal) if "Отчёт" in to_plain(task.html_notes)]
    office.asana.person(ANNA).delete(task)
    office.letter("Re: Отчёт", "Анна, очень ждём отчёт, когда?", at=NOON + 6 * HOUR, answers="<1@client1.example>")
    for hours in (7, 12, 20):
        office.once(NOON + hours * HOUR)
    assert all("Письмо без ответа" not in text for text in office.written(office.internal))  # the digest has it
    assert (office.status()["ok"], held(office)) == (True, [])


def test_a_note_for_a_client_is_held_while_another_clients_person_reads_along(office: WholeOffice):
    approval(office)
    office.asana.person(ANNA).add_follower(office.plan_task, IGOR)
    first = office.once()
    assert (exit_code(first), done_with(first, "approved", "client")) == (Exit.PARTLY, ["held"])
    assert any("people of another client" in p["what"] for p in office.status()["problems"])
    office.asana.person(ANNA).remove_follower(office.plan_task, IGOR)
    assert done_with(office.once(), "approved", "client") == ["created"]


def test_a_letter_longer_than_asana_takes_gives_one_shortened_note_with_its_reference(office: WholeOffice):
    question(office, "Анна, когда пришлёте отчёт? " + "Очень нужен отчёт по всем площадкам, когда он будет? " * 400)
    result = office.once()
    office.later()
    (task,) = [task for task in office.asana.tasks_in(office.internal) if "Отчёт" in to_plain(task.html_notes)]
    text = to_plain(task.html_notes)
    assert len(text) <= 4000
    assert text.split("\n")[-1] == ref_of(result, "reply", "team")


@pytest.mark.parametrize("fault", ["500 phrase", "commit_then_cut", "504_then_finish 0.1", "429 retry-after 0", "cut"])
def test_whatever_the_servers_trouble_the_note_stands_once_and_status_is_well_in_the_end(
    office: WholeOffice, fault: str
):
    approval(office)
    question(office)
    office.asana.faults.add("POST *", fault, times=2)
    office.once()
    for _ in range(3):
        office.later()
    assert (len(office.written(office.plan_task)), len(office.written(office.internal))) == (1, 2)
    assert (office.status()["ok"], held(office)) == (True, [])


def test_a_task_that_a_person_moved_before_we_knew_of_it_is_not_written_again(office: WholeOffice):
    question(office)
    with suppress(Killed):
        office.once(die_at=1)  # written, and not recorded
    (task,) = office.asana.tasks_in(office.internal)
    office.asana.person(ANNA).add_to_project(task, office.other)
    office.asana.person(ANNA).remove_from_project(task, office.internal)
    for _ in range(3):
        office.later()
    assert [text for text in office.written(office.internal) if "Письмо без ответа" in text] == []
    assert state_of(office, "team_task", "reply") == "written"
