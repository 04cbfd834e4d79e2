"""A first run over very many letters: it is alive to its supervisor meanwhile, may end anywhere, and goes on where it was."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from syncd.app.daemon import Daemon
from syncd.app.program import App
from syncd.config import load_config
from syncd.engine import understand
from tests.integration.agency import NOON, WholeOffice, whole_office

LETTERS = 30


class Enough(Exception):
    pass


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WholeOffice]:
    monkeypatch.setattr(understand, "AT_ONCE", 5)
    with whole_office(tmp_path) as found:
        for number in range(LETTERS):
            found.letter(f"Вопрос {number}", "Анна, когда будет отчёт?")
        yield found


def understood(office: WholeOffice) -> int:
    with closing(sqlite3.connect(office.home / "syncd.db")) as db:
        return int(db.execute("SELECT count(*) FROM letters WHERE reading IS NOT NULL").fetchone()[0])


def test_broken_off_in_the_middle_it_keeps_what_is_understood_and_goes_on_there(office: WholeOffice):
    heard: list[tuple[str, int, int]] = []
    enough = [10]

    def progress(what: str, done: int, whole: int) -> None:
        heard.append((what, done, whole))
        if done in enough:
            raise Enough

    with App(load_config(office.config), as_of=NOON + timedelta(hours=5)) as app:
        app.mail = (office.letters,)  # type: ignore[assignment]
        app.engine.progress = progress
        with pytest.raises(Enough):
            app.once(dry_run=False)
        assert understood(office) == 10
        assert office.written(office.internal) == []
        heard.clear()
        enough.clear()
        app.once(dry_run=False)
    assert understood(office) == LETTERS
    assert [entry for entry in heard if entry[0] == "threads understood"] == [
        ("threads understood", done, 20) for done in (0, 5, 10, 15)
    ]
    whats = {what for what, _, _ in heard}
    assert whats == {"threads understood", "deciding", "writing"}


def test_the_daemon_is_alive_to_its_supervisor_within_a_turn_and_ends_within_it(
    office: WholeOffice, monkeypatch: pytest.MonkeyPatch
):
    """Each part of the turn is a sign of life; told to stop in the middle it stops there."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices, App(load_config(office.config)) as app:
        notices.bind(str(office.home / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(office.home / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "1000000")
        monkeypatch.setattr("syncd.runner.TICK_S", 0.0)
        app.mail = (office.letters,)  # type: ignore[assignment]
        daemon = Daemon(app, lambda: app.config)
        real, alive = understand._read_threads, []

        def slowly(*args: object) -> list[object]:
            alive.append(_fed(notices))
            if len(alive) == 4:
                daemon.stop()
            return real(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(understand, "_read_threads", slowly)
        daemon.run()
    assert alive[2:] == [1, 1], "fed once between two parts"
    assert 0 < understood(office) < LETTERS


def _fed(notices: socket.socket) -> int:
    notices.setblocking(False)
    said = ""
    try:
        while True:
            said += notices.recv(4096).decode() + "\n"
    except BlockingIOError:
        return said.count("WATCHDOG=1")
