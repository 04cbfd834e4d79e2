"""What another config would have done, from the stored facts alone; the same config gives the same, byte for byte."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.program import syncd, syncd_json
from tests.e2e.small_office import ANNA, OLGA, SmallOffice, small_office
from tests.support.dovecot import needs_dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]

NOON = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
SPAN = ("--from", "2026-05-14T10:00", "--to", "2026-05-15T10:00")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Two questions of one day: the first answered after five hours, the second closed by a person then."""
    with small_office(tmp_path) as office:
        office.asana.clock.stand(NOON)
        first = office.letter("Отчёт за неделю", "Анна, когда пришлёте отчёт за неделю?", at=NOON)
        office.letter("Ролик", "Анна, сколько стоит съёмка ролика?", at=NOON)
        answer = {"sender": ANNA, "to": OLGA, "folder": "Sent", "answers": first}
        office.letter("Re: Отчёт за неделю", "Отчёт во вложении.", at=NOON + timedelta(hours=5), **answer)  # type: ignore[arg-type]
        live(office, 1, 4)
        (task,) = [task for task in office.team_tasks() if "Ролик" in task.name]
        office.asana.clock.stand(NOON + timedelta(hours=5))
        office.asana.person(ANNA).complete(task)
        live(office, 6, 11)
        yield office


def live(office: SmallOffice, *hours: int) -> None:
    for hour in hours:
        now = NOON + timedelta(hours=hour)
        office.asana.clock.stand(now)
        syncd_json("once", "--as-of", now.isoformat(), config=office.config)


def other(office: SmallOffice, more: str) -> str:
    path = office.home / "other.toml"
    path.write_text(office.config.read_text("utf-8") + more, "utf-8")
    return str(path)


def told(event: dict[str, Any]) -> str:
    return f"{event['at'][11:16]} {event['action']} {event['name']}"


def rows(office: SmallOffice) -> list[Any]:
    with closing(sqlite3.connect(office.home / "syncd.db")) as db:
        return [
            db.execute(f"SELECT * FROM {name}").fetchall() for name in ("notes", "acts", "cases", "refs", "sources")
        ]


REPORT = "Лунный Кот: письмо без ответа, «Отчёт за неделю»"
CLIP = "Лунный Кот: письмо без ответа, «Ролик»"


def test_with_a_shorter_target_each_note_says_when_it_would_have_come(office: SmallOffice):
    before, writes = rows(office), len(office.asana.writes)
    found = syncd_json("replay", other(office, '\n[sla]\nfirst_reply = "2h"\n'), *SPAN, config=office.config)
    moved = {each["ref"]: each for each in found["differences"] if each["before"][:1] and each["before"][0]["name"]}
    events = sorted(
        (told(each["before"][0]), told(each["after"][0])) for each in moved.values() if each["change"] == "moved"
    )
    assert events == [
        (f"13:00 created {REPORT}", f"11:00 created {REPORT}"),
        (f"13:00 created {CLIP}", f"11:00 created {CLIP}"),
    ]
    assert (rows(office), len(office.asana.writes)) == (before, writes)


def test_what_people_did_counts_from_when_they_did_it(office: SmallOffice):
    """Without that the second question would be asked for again after six hours."""
    notes = syncd_json("replay", *SPAN, config=office.config)["notes"]
    assert sorted(told(each) for each in notes if each["kind"] == "reply") == [
        f"13:00 created {REPORT}",
        f"13:00 created {CLIP}",
        f"14:00 completed {REPORT}",
    ]


def test_the_same_settings_write_the_same_byte_for_byte(office: SmallOffice):
    one, two = (syncd("replay", *SPAN, "--json", config=office.config) for _ in range(2))
    assert (one.returncode, one.stdout) == (0, two.stdout)
    found = syncd_json("replay", other(office, "\n# the same\n"), *SPAN, config=office.config)
    assert (found["differences"], found["notes"]["before"]) == ([], found["notes"]["after"])
    assert "No difference." in syncd("replay", other(office, ""), *SPAN, config=office.config).stdout


def test_other_phrases_read_the_letters_otherwise(tmp_path: Path):
    with small_office(tmp_path) as office:
        ask = {"sender": ANNA, "to": OLGA, "folder": "Sent"}
        request = office.letter("Медиаплан", "Ольга, просим согласовать медиаплан.", at=NOON, **ask)  # type: ignore[arg-type]
        office.letter("Re: Медиаплан", "Запускаем ракету.", at=NOON + timedelta(hours=1), answers=request)
        syncd_json("once", "--as-of", (NOON + timedelta(hours=2)).isoformat(), config=office.config)
        text = office.config.read_text("utf-8").replace("[notes]", 'phrases = ["Запускаем ракету"]\n[notes]')
        path = office.home / "other.toml"
        path.write_text(text, "utf-8")
        found = syncd_json("replay", str(path), *SPAN, config=office.config)
        kinds = [(each["change"], (each["after"] or each["before"])[0]["kind"]) for each in found["differences"]]
        assert ("added", "approved") in kinds


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--from", "2026-05-15", "--to", "2026-05-14"), "lies before --from"),
        (("--from", "soon", "--to", "2026-05-14"), '--from: "soon" is not a time'),
        (("--from", "2020-01-01", "--to", "2026-05-14", "--every", "1m"), "is the most"),
        (("--from", "2026-05-13", "--to", "2026-05-14", "--every", "often"), '--every: "often" is not a duration'),
        (SPAN, "there is no database yet"),
    ],
)
def test_what_cannot_be_replayed_is_said(tmp_path: Path, words: tuple[str, ...], says: str):
    with small_office(tmp_path) as office:
        if words != SPAN:
            syncd_json("once", "--as-of", NOON.isoformat(), config=office.config)
        done = syncd("replay", *words, config=office.config)
        assert done.returncode == 2
        assert says in done.stderr
