"""A mailbox that cannot be read is one task for the operator, and it completes itself; it is never a false alarm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syncd.demo.asana.rich_text import to_plain
from tests.e2e.program import syncd_json
from tests.e2e.small_office import ANNA, SmallOffice, small_office
from tests.support.dovecot import needs_dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]

NOON = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    with small_office(tmp_path) as found:
        yield found


def once(office: SmallOffice, at: datetime, expect: int = 0) -> None:
    syncd_json("once", "--as-of", at.isoformat(), config=office.config, expect=expect)


def test_three_failed_cycles_are_one_task_which_completes_itself(office: SmallOffice):
    once(office, NOON)
    office.dovecot.stop()
    for minute in range(1, 6):
        once(office, NOON + timedelta(minutes=minute), expect=1)
        assert len(office.team_tasks()) == (1 if minute >= 3 else 0)
    (task,) = office.team_tasks()
    assert task.name == "Почтовый ящик «anna» не читается"
    office.dovecot.start()
    once(office, NOON + timedelta(minutes=10))
    (task,) = office.team_tasks()
    assert task.completed
    assert to_plain(task.html_notes).startswith("Снова читается с 14.05, 12:10.")


def test_while_a_mailbox_is_not_read_nothing_in_it_counts_as_unanswered(office: SmallOffice):
    office.letter("Отчёт за неделю", "Когда пришлёте отчёт за неделю?", at=NOON)
    once(office, NOON + timedelta(minutes=20))
    office.dovecot.stop()
    for hours in (5, 10, 20):
        once(office, NOON + timedelta(hours=hours), expect=1)
    assert [task.name for task in office.team_tasks() if "не читается" not in task.name] == []
    office.dovecot.start()
    once(office, NOON + timedelta(hours=21))
    assert len([task for task in office.team_tasks() if "Отчёт за неделю" in task.name]) == 1


def test_a_refused_login_is_told_apart_and_its_task_completes_when_it_is_mended(office: SmallOffice):
    once(office, NOON)
    (office.home / "anna.pass").write_text("wrong")
    for minute in range(1, 4):
        once(office, NOON + timedelta(minutes=minute), expect=3)
    (task,) = office.team_tasks()
    assert "Вход отклонён. Проверьте пользователя и пароль" in to_plain(task.html_notes)
    (office.home / "anna.pass").write_text("secret")
    once(office, NOON + timedelta(minutes=5))
    assert office.team_tasks()[0].completed


def test_a_folder_that_cannot_be_opened_fails_a_part_of_the_cycle_and_the_others_are_read(office: SmallOffice):
    office.letter("Цены", "Успеваем ли к пятнице?", at=NOON, folder="Договоры")
    office.letter("Баннеры", "Когда пришлёте баннеры?", at=NOON)
    for place in office.dovecot.create(ANNA, "Договоры").iterdir():
        place.chmod(0)

    done = syncd_json("once", "--as-of", (NOON + timedelta(minutes=20)).isoformat(), config=office.config, expect=1)

    assert done["letters"] == {"client": 1}
    assert [(problem["severity"], problem["where"]) for problem in done["problems"]] == [("error", "anna/Договоры")]
