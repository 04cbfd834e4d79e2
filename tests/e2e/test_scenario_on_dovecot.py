"""The demo's story on a real Dovecot: the installed command, every flag compared, every write counted."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from syncd.demo.letters.cast import MANAGERS
from syncd.demo.letters.post import folders, sent_folder
from syncd.demo.world import DemoWorld
from tests.e2e.program import argv, syncd, syncd_json
from tests.support.dovecot import Dovecot, needs_dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]


class OnDovecot(DemoWorld):
    """The demo's story with its letters on a Dovecot instead."""

    def __init__(self, directory: Path, server: Dovecot) -> None:
        super().__init__(directory, date(2026, 5, 14))
        self.dovecot = server
        self.passwords = dict.fromkeys(self.passwords, "secret")

    def start(self) -> None:
        self.asana.clock.run_from(self.now)
        self.asana.start()
        for person in MANAGERS:
            for folder in (sent_folder(person), "Drafts", "Trash", "Spam"):
                self.dovecot.create(person.email, folder)
        for letter in folders(self.calendar):
            flags = ["\\Seen"] if letter.is_seen else []
            self.dovecot.deliver(letter.owner.email, letter.folder, letter.raw, letter.internal_date, flags)

    def stop(self) -> None:
        self.asana.stop()

    def write_config(self, path: Path | None = None) -> Path:
        written = super().write_config(path)
        text = written.read_text("utf-8").replace("port = 0\n", f"port = {self.dovecot.port}\n")
        written.write_text(text, "utf-8")
        return written

    def flags(self) -> dict[str, dict[tuple[str, str], tuple[str, int, int]]]:
        return {person.email: self.dovecot.snapshot(person.email) for person in MANAGERS}


@dataclass
class Town:
    world: OnDovecot
    config: Path

    @property
    def as_of(self) -> tuple[str, str]:
        return "--as-of", self.world.now.isoformat()

    def creations(self) -> list[str]:
        return [write.path for write in self.world.asana.writes if write.method == "POST"]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    home = tmp_path / "home"
    home.mkdir()
    with Dovecot(tmp_path, {person.email: "secret" for person in MANAGERS}) as server, OnDovecot(home, server) as world:
        yield Town(world, world.write_config())


def test_one_cycle_writes_every_note_once_and_changes_no_mailbox(town: Town):
    before = town.world.flags()
    first = syncd_json("once", *town.as_of, config=town.config)
    assert town.world.flags() == before
    created = [note for note in first["notes"] if note["action"] == "created"]
    assert first["ok"]
    assert len(created) == len(town.world.notes_in_asana()) == len(town.creations())
    assert max(Counter(note["ref"] for note in created).values()) == 1
    second = syncd_json("once", *town.as_of, config=town.config)
    assert [note for note in second["notes"] if note["action"] != "waiting"] == []
    assert len(town.creations()) == len(created)


def test_no_guest_can_read_a_team_note_and_no_client_another_ones(town: Town):
    syncd_json("once", *town.as_of, config=town.config)
    notes = town.world.notes_in_asana()
    assert [note for note in notes if note.is_internal and note.guests] == []
    clients = {note.project for note in notes if not note.is_internal}
    for note in notes:
        others = clients - {note.project}
        assert note.is_internal or not any(other in note.text for other in others)
        assert note.text.rpartition("\n")[2].startswith("A-")


def test_a_dry_run_says_what_a_run_would_write_and_writes_nothing(town: Town):
    rehearsed = syncd_json("once", "--dry-run", *town.as_of, config=town.config)
    assert town.world.asana.writes == []
    would = Counter(
        (n["kind"], n["audience"], n["client"], n["text"]) for n in rehearsed["notes"] if n["action"] == "would_create"
    )
    assert rehearsed["notes"] == syncd_json("once", "--dry-run", *town.as_of, config=town.config)["notes"]
    written = syncd_json("once", *town.as_of, config=town.config)
    assert would == Counter(
        (n["kind"], n["audience"], n["client"], n["text"]) for n in written["notes"] if n["action"] == "created"
    )


def test_killed_in_the_middle_of_writing_every_note_stands_once(town: Town):
    whole = syncd_json("once", "--dry-run", *town.as_of, config=town.config)
    wanted = Counter(n["text"] for n in whole["notes"] if n["action"] == "would_create")
    for after in (0, 3, 7):
        town.world.asana.faults.add("POST *", "slow 1", after=after)
        reached = len(town.world.asana.faults.struck)
        process = subprocess.Popen(
            argv("once", *town.as_of, "--config", str(town.config)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while len(town.world.asana.faults.struck) == reached and process.poll() is None:
            time.sleep(0.01)  # noqa: TID251
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(1.1)  # noqa: TID251 - the slow answer's write happens all the same
    town.world.asana.faults.clear()
    for _ in range(2):
        town.world.asana.clock.advance(timedelta(minutes=3))
        syncd("once", *town.as_of, config=town.config)
    assert Counter(note.text for note in town.world.notes_in_asana()) == wanted


def test_status_and_explain_read_the_same_story(town: Town):
    written = syncd_json("once", *town.as_of, config=town.config)
    status = syncd_json("status", config=town.config)
    assert {"ok", "sources", "cases", "approvals", "problems"} <= status.keys()
    mailboxes = {source["name"] for source in status["sources"] if not source["name"].startswith("asana:")}
    assert mailboxes == {"anna", "petr", "maria"}
    in_force = [record for record in status["approvals"] if record["in_force"]]
    assert all(record["state"] == "approved" for record in in_force)
    assert in_force
    ref = next(note["ref"] for note in written["notes"] if note["kind"] == "reply")
    story = syncd_json("explain", ref, config=town.config)
    assert story["ref"] == ref
    assert story["clocks"]
    assert story["written"][0]["ref"] == ref
