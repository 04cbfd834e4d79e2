"""What a person may paste into a bug report holds nothing of anybody's mail: logs, tracebacks, `status --health`."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from syncd.app import App
from syncd.cli.frame import main
from syncd.cli.logs import configure
from syncd.config import load_config
from syncd.demo.letters.cast import COMPANIES, PEOPLE
from syncd.demo.world import DemoWorld

pytestmark = pytest.mark.e2e

OWN_WORDS = {"anna", "petr", "maria"}  # mailboxes, as the config names them


@dataclass
class Story:
    world: DemoWorld
    config: Path

    def once(self, log_format: str, *, days: int = 0) -> None:
        """A cycle with every log line that there is."""
        configure(log_format, level=logging.DEBUG)
        with App(load_config(self.config), as_of=self.world.now + timedelta(days=days)) as app:
            app.once(dry_run=False)

    def private(self) -> set[str]:
        """Subjects, lines of text, people, addresses, clients and secrets of the whole world."""
        with closing(sqlite3.connect(self.config.parent / "syncd.db")) as db:
            rows = db.execute("SELECT subject, from_address, from_name, new_text FROM letters").fetchall()
            notes = db.execute("SELECT text FROM notes").fetchall()
        cells = [cell for row in (*rows, *notes) for cell in row if cell]
        lines = {line.strip() for cell in cells for line in cell.splitlines()}
        people = {word for person in PEOPLE.values() for word in (person.name, person.email)}
        clients = {word for company in COMPANIES for word in (company.name, company.domain)}
        secrets = {*self.world.passwords.values(), self.world.asana.token}
        found = {word for word in lines | people | clients | secrets if len(word) >= 4} - OWN_WORDS
        return {word for word in found if not (word.startswith("A-") and len(word) == 7)}  # references are ours

    def said(self, text: str) -> list[str]:
        return sorted(word for word in self.private() if word in text)


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with DemoWorld(tmp_path, date(2026, 5, 14)) as world:
        yield Story(world, world.write_config())


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_a_cycle_logs_ids_and_counts(story: Story, log_format: str, capsys: pytest.CaptureFixture[str]):
    story.once(log_format)
    story.once(log_format, days=3)
    logged = capsys.readouterr().err
    assert "notes.delivered" in logged
    assert "note.written" in logged
    assert len(story.private()) > 150
    assert story.said(logged) == []


def test_what_fails_outside_is_logged_without_secrets_or_people(story: Story, capsys: pytest.CaptureFixture[str]):
    story.once("json")
    capsys.readouterr()
    passwords = [story.config.parent / f"{name}.pass" for name in ("anna", "petr")]
    for path in passwords:
        path.write_text("Не-тот-пароль\n", "utf-8")
    for do in ("500", "429 retry-after 1", "cut"):
        story.world.asana.faults.add("GET *", do)
    story.once("json", days=1)
    logged = capsys.readouterr().err
    assert "source.failed" in logged
    assert story.said(logged) == []
    assert "пароль" not in logged


@pytest.mark.parametrize(
    ("place", "fence"),
    [
        ("syncd.engine.understand.read_letter", "letter.not_understood"),
        ("syncd.engine.decide.decide", "client.undecided"),
        ("syncd.engine.cycle.absorb_mail", "source.broken"),
    ],
)
def test_a_bug_is_logged_without_the_words_it_fell_over(
    story: Story, place: str, fence: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def fall_over(*values: object, **named: object) -> None:
        raise ValueError(f"cannot read {values} {named}")  # as a library's error would say it

    monkeypatch.setattr(place, fall_over)
    story.once("console")
    logged = capsys.readouterr().err
    assert fence in logged
    assert "ValueError" in logged
    assert "test_nothing_private_is_logged.py" in logged, "the lines it came through are there"
    assert story.said(logged) == []


def test_a_bug_that_ends_a_command_says_where_and_not_what(
    story: Story, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    story.once("console")
    capsys.readouterr()

    def fall_over(*_: object) -> None:
        raise KeyError("Ольга Жукова пишет: Согласовано")

    monkeypatch.setattr("syncd.store.overview.approvals", fall_over)
    assert main(["status", "--config", str(story.config)]) == 1
    said = capsys.readouterr().err
    assert "a bug (KeyError)" in said
    assert "fall_over" in said
    assert "Ольга" not in said


def test_a_thread_that_breaks_says_where_and_not_what(capsys: pytest.CaptureFixture[str], story: Story):
    def fall_over() -> None:
        raise ValueError("Ольга Жукова пишет: Согласовано")

    configure("json", level=logging.INFO)
    thread = threading.Thread(target=fall_over, name="idle-0")
    thread.start()
    thread.join()
    (line,) = capsys.readouterr().err.splitlines()
    assert (json.loads(line)["event"], json.loads(line)["exception_kind"]) == ("thread.broken", "ValueError")
    assert "Ольга" not in line


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_status_of_health_is_safe_to_paste(story: Story, form: tuple[str, ...], capsys: pytest.CaptureFixture[str]):
    story.once("console")
    (story.config.parent / "anna.pass").write_text("wrong", "utf-8")
    story.once("console", days=1)
    capsys.readouterr()
    assert main(["status", "--health", *form, "--config", str(story.config)]) == 0
    shown = capsys.readouterr().out
    assert "mailbox" in shown
    assert story.said(shown) == []
    assert not any(name in shown for name in OWN_WORDS)
