"""What a change of the config does to letters that were read before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.e2e.program import syncd_json
from tests.e2e.small_office import ANNA, SmallOffice, small_office
from tests.support.dovecot import needs_dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]

NOON = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
IVAN = "ivan@client2.example"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    with small_office(tmp_path) as found:
        yield found


def once(office: SmallOffice, at: datetime) -> list[str | None]:
    notes = syncd_json("once", "--as-of", at.isoformat(), config=office.config)["notes"]
    return [note["name"] for note in notes if note["action"] == "created" and note["kind"] == "reply"]


def test_a_client_added_later_gets_the_letters_of_the_past(office: SmallOffice):
    office.letter("Макет", "Анна, когда будет макет?", at=NOON, sender=IVAN)
    assert once(office, NOON + timedelta(hours=5)) == []
    project = office.asana.add_project("Северный берег", members=[ANNA])
    office.config.write_text(
        office.config.read_text("utf-8")
        + f'\n[[client]]\nname = "Северный берег"\nproject = "{project.gid}"\nmanager = "{ANNA}"\ndomains = ["client2.example"]\n',
        "utf-8",
    )
    assert once(office, NOON + timedelta(hours=5, minutes=5)) == ["Северный берег: письмо без ответа, «Макет»"]
    assert once(office, NOON + timedelta(hours=5, minutes=10)) == []


def test_a_renamed_client_keeps_its_letters_and_doubles_nothing_in_the_mailbox_table(office: SmallOffice):
    office.letter("Макет", "Анна, когда будет макет?", at=NOON)
    assert len(once(office, NOON + timedelta(hours=5))) == 1
    office.change_config('name = "Лунный Кот"', 'name = "Лунный Кот и Ко"')
    once(office, NOON + timedelta(hours=5, minutes=5))
    status = syncd_json("status", config=office.config)
    assert [(case["client"], case["subject"]) for case in status["cases"]] == [("Лунный Кот и Ко", "Макет")]
    assert status["letters"]["client"] == 1
