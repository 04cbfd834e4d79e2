"""What goes wrong with the disk and the database is said in one line, and costs nothing once it is mended."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from syncd.demo.world import DemoWorld
from tests.e2e.program import argv, syncd, syncd_json

pytestmark = pytest.mark.e2e


@dataclass
class Town:
    """The demo's story; its database stands in a folder of its own."""

    world: DemoWorld
    config: Path
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "syncd.db"

    @property
    def as_of(self) -> tuple[str, str]:
        return "--as-of", self.world.now.isoformat()

    def once(self, expect: int = 0) -> str:
        """One cycle; what it says on standard error."""
        done = syncd("once", *self.as_of, config=self.config)
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stderr

    def notes(self) -> Counter[str]:
        return Counter(note.text.rpartition("\n")[0] for note in self.world.notes_in_asana())


@contextmanager
def a_town(home: Path) -> Iterator[Town]:
    with DemoWorld(home, date(2026, 5, 14)) as world:
        config, folder = world.write_config(), home / "data"
        folder.mkdir()
        text = config.read_text("utf-8").replace(str(home / "syncd.db"), str(folder / "syncd.db"))
        config.write_text(text, "utf-8")
        yield Town(world, config, folder)


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """What a run on a healthy disk writes."""
    with a_town(tmp_path_factory.mktemp("healthy")) as town:
        town.once()
        return town.notes()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with a_town(tmp_path) as found:
        yield found


def the_line(said: str, *words: str) -> None:
    """One line: where, what, how to mend it; nothing of Python's."""
    (line,) = [line for line in said.splitlines() if line.startswith("error: ")]
    assert "Traceback" not in said
    for word in (" — ", *words):
        assert word in line


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[None]:
    """A filesystem of its own, where this machine lets us mount one."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root mounts filesystems")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False).returncode != 0:
        pytest.skip("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


# -- the disk ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kilobytes", [1000, 3700, 3900])
def test_a_disk_that_runs_full_loses_nothing_and_doubles_nothing(town: Town, wanted: Counter[str], kilobytes: int):
    """While letters are read, and at two moments while notes are written."""
    with small_disk(town.folder, f"size={kilobytes}k,mode=700"):
        the_line(town.once(expect=1), str(town.database), "its disk is full", "make room")
        assert town.notes() <= wanted
        subprocess.run(["mount", "-o", "remount,size=64m", town.folder], check=True)
        town.world.asana.clock.advance(timedelta(minutes=3))
        town.once()
        town.once()
        assert town.notes() == wanted


@pytest.mark.parametrize("kilobytes", [3700])
def test_a_file_that_may_not_grow_is_said_as_well(town: Town, wanted: Counter[str], kilobytes: int):
    """A quota, as anybody can set it."""
    limit = kilobytes * 1024
    done = subprocess.run(
        argv("once", *town.as_of, "--config", str(town.config)),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    the_line(done.stderr, str(town.database), "could not be read or written", "disk")
    town.world.asana.clock.advance(timedelta(minutes=3))
    town.once()
    assert town.notes() == wanted


def test_the_daemon_ends_with_the_same_line_for_its_supervisor_to_start_it_again(town: Town):
    with small_disk(town.folder, "size=1000k,mode=700"):
        done = syncd("run", config=town.config)
    assert done.returncode == 1, "RestartPreventExitStatus is 2"
    the_line(done.stderr, str(town.database), "its disk is full")


def test_a_folder_that_may_only_be_read_starts_nothing(town: Town):
    if os.geteuid() == 0:
        with small_disk(town.folder, "ro"):
            the_line(town.once(expect=2), str(town.database), "cannot be written", "the user that syncd runs as")
    else:
        town.folder.chmod(0o500)
        the_line(town.once(expect=2), str(town.database), "cannot be written", "the user that syncd runs as")
        town.folder.chmod(0o700)
    assert town.world.asana.writes == []


# -- the database ------------------------------------------------------------------------------------------------------


def overwrite(path: Path, offset: int) -> None:
    """As a failing disk does."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(b"\xa5" * (path.stat().st_size - offset))


@pytest.mark.parametrize("offset", [0, 4096], ids=["all of it", "all but the first page"])
def test_a_damaged_database_is_named_and_a_backup_brought_back_over_it(town: Town, offset: int):
    town.once()
    written, copy = town.notes(), town.folder.with_name("copy.db")
    assert syncd("backup", str(copy), config=town.config).returncode == 0
    overwrite(town.database, offset)
    the_line(town.once(expect=2), str(town.database), "is damaged", "syncd restore FILE")
    for words in (("status",), ("forget", "olga@client1.example", "--yes")):
        done = syncd(*words, config=town.config)
        assert done.returncode == 2
        the_line(done.stderr, "is damaged")
    found = syncd_json("check", "--offline", config=town.config, expect=1)["problems"]
    assert any(problem["where"] == str(town.database) and "is damaged" in problem["what"] for problem in found)
    done = syncd("restore", str(copy), config=town.config)
    assert done.returncode == 0, done.stderr
    assert (town.folder / "syncd.db.before-restore").exists()
    town.once()
    assert town.notes() == written


def test_a_database_that_another_program_locks_is_waited_for_then_told_apart(town: Town):
    town.once()
    with closing(sqlite3.connect(town.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert syncd("status", config=town.config).returncode == 0
        the_line(town.once(expect=4), str(town.database), "another program holds the database locked")


def test_a_newer_database_starts_nothing(town: Town):
    town.once()
    writes = len(town.world.asana.writes)
    with closing(sqlite3.connect(town.database)) as db:
        db.execute("PRAGMA user_version = 999")
    the_line(town.once(expect=2), "the database is of version 999")
    assert syncd("status", config=town.config).returncode == 2
    assert len(town.world.asana.writes) == writes


# -- copies ------------------------------------------------------------------------------------------------------------


@contextmanager
def writing(database: Path) -> Iterator[None]:
    """Somebody writes all the time; each transaction puts one row into two tables."""
    ended = Event()

    def write() -> None:
        with closing(sqlite3.connect(database, timeout=30)) as db:
            for number in range(1_000_000):
                if ended.is_set():
                    return
                with db:
                    db.execute("INSERT INTO erased VALUES (?, 'x', '')", [f"x{number}"])
                    db.execute("INSERT INTO live_since VALUES (?, 'x')", [f"x{number}"])

    thread = Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def test_a_copy_made_while_somebody_writes_is_whole(town: Town):
    town.once()
    copy = town.folder.with_name("copy.db")
    with writing(town.database):
        for _ in range(3):
            assert syncd("backup", str(copy), config=town.config).returncode == 0
    with closing(sqlite3.connect(copy)) as db:
        rows = [db.execute(f"SELECT count(*) FROM {t} WHERE {c} LIKE 'x%'").fetchone()[0]
                for t, c in (("erased", "hash"), ("live_since", "name"))]  # fmt: skip
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert rows[0] == rows[1] > 0
    assert copy.stat().st_mode & 0o777 == 0o600


def test_what_was_restored_goes_on_where_the_copy_stood_and_what_it_replaced_is_kept(town: Town):
    town.once()
    copy = town.folder.with_name("copy.db")
    syncd("backup", str(copy), config=town.config)
    with closing(sqlite3.connect(town.database)) as db, db:
        db.execute("DELETE FROM notes")
    for _ in range(2):
        assert syncd("restore", str(copy), config=town.config).returncode == 0
    written = town.notes()
    town.once()
    assert town.notes() == written
    with closing(sqlite3.connect(town.folder / "syncd.db.before-restore")) as db:
        assert db.execute("SELECT count(*) FROM notes").fetchone() == (0,)
    assert (town.folder / "syncd.db.before-restore1").exists()


def test_nothing_is_restored_while_somebody_holds_the_database_or_over_a_bad_copy(town: Town):
    town.once()
    before = town.database.read_bytes()
    bad = town.folder.with_name("bad.db")
    bad.write_bytes(before[:4096] + b"\0" * 4096)
    done = syncd("restore", str(bad), config=town.config)
    assert done.returncode == 2
    the_line(done.stderr, str(bad))
    copy = town.folder.with_name("copy.db")
    syncd("backup", str(copy), config=town.config)
    daemon = subprocess.Popen(argv("run", "--config", str(town.config)), stderr=subprocess.PIPE, text=True)
    try:
        while syncd("restore", str(copy), config=town.config).returncode != 4:
            assert daemon.poll() is None
    finally:
        daemon.terminate()
        daemon.communicate()
