"""The demo world as a whole: mailboxes, Asana, config."""

from __future__ import annotations

import queue
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime

import httpx
import pytest
from imapclient import IMAPClient

from connectors.imap.idle import ImapBell
from connectors.imap.settings import MailboxSettings
from syncd.config import load_config
from syncd.demo.letters.cast import ANNA, MANAGERS, OLGA
from syncd.demo.letters.post import sent_folder
from syncd.demo.letters.script import Script
from syncd.demo.mail.server import Delivered, ImapServer
from syncd.demo.world import DemoWorld
from syncd.domain.mail.message import Message
from syncd.domain.mail.parse import parse_message


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoWorld]:
    with DemoWorld(tmp_path_factory.mktemp("demo"), date(2026, 5, 17)) as running:
        yield running


@pytest.fixture
def mailbox(world: DemoWorld) -> Iterator[IMAPClient]:
    connection = IMAPClient("127.0.0.1", world.mail.port, ssl=False, timeout=5)
    connection.normalise_times = False
    connection.login(ANNA.email, world.passwords[ANNA.email])
    yield connection
    connection.logout()


def test_its_config_is_accepted_without_a_warning(world: DemoWorld) -> None:
    config = load_config(world.write_config())

    assert config.warnings == ()
    assert [client.name for client in config.agency.clients] == [
        "Лунный Кот",
        "Северный берег",
        "Brightwater Clinics",
        "Корка",
        "Орбита",
        "Вектор Строй",
    ]
    assert {m.user for m in config.mailboxes} == {person.email for person in MANAGERS}


def test_secrets_are_readable_by_their_owner_only(world: DemoWorld) -> None:
    home = world.write_config().parent

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir() if path.suffix != ".toml"}
    assert modes == dict.fromkeys(["anna.pass", "petr.pass", "maria.pass", "asana.token"], 0o600)


def test_mailboxes_have_their_folders_and_letters_dated_back(mailbox: IMAPClient, world: DemoWorld) -> None:
    names = {name for _, _, name in mailbox.list_folders()}
    mailbox.select_folder("INBOX", readonly=True)
    letters = mailbox.fetch(mailbox.search("ALL"), ["INTERNALDATE", "FLAGS"])

    assert names == {"INBOX", "Отправленные", "Drafts", "Trash", "Spam"}
    assert len(letters) >= 15
    dates = [letter[b"INTERNALDATE"] for letter in letters.values()]
    assert min(dates).date() < date(2026, 5, 1)
    assert max(dates) < world.now


def test_a_wrong_password_is_refused(world: DemoWorld) -> None:
    connection = IMAPClient("127.0.0.1", world.mail.port, ssl=False, timeout=5)
    with pytest.raises(IMAPClient.Error):
        connection.login(ANNA.email, "wrong")
    connection.shutdown()


def test_every_letter_lies_where_it_should(world: DemoWorld) -> None:
    folders = ["INBOX", "Spam", sent_folder(ANNA)]

    counts = {folder: len(world.mail.flags(ANNA.email, folder)) for folder in folders}

    assert counts["Spam"] == 1
    assert min(counts.values()) >= 1
    assert world.letters() == sum(
        len(world.mail.flags(person.email, folder))
        for person in MANAGERS
        for folder in ("INBOX", "Spam", sent_folder(person))
    )


def test_nobody_outside_reads_the_internal_project_and_clients_read_their_own(world: DemoWorld) -> None:
    guests = {
        project.name: [user.email.rpartition("@")[2] for user in world.asana.readers_of(project) if user.is_guest]
        for project in (world.internal, *world.projects.values())
    }

    assert guests == {
        "Почта клиентов": [],
        "Лунный Кот": ["lunny-kot.example"] * 2,
        "Северный берег": ["severny-bereg.example"] * 2,
        "Brightwater Clinics": ["brightwater.example"] * 2,
        "Корка": ["korka.example"],
        "Орбита": ["orbita-fit.example"],
        "Вектор Строй": ["vektor-stroy.example"],
    }


def test_asanas_histories_are_dated_back(world: DemoWorld) -> None:
    tasks = [task for project in world.projects.values() for task in world.asana.tasks_in(project)]

    assert len(tasks) > 20
    assert max(task.created_at for task in tasks) < world.now
    assert (world.now - min(task.created_at for task in tasks)).days > 20
    assert world.asana.writes == []


def test_what_the_daemon_writes_is_told_with_its_readers(world: DemoWorld) -> None:
    task = world.asana.tasks_in(world.projects["kot"])[0]
    headers = {"Authorization": f"Bearer {world.asana.token}"}
    before = world.notes_in_asana()

    url = f"{world.asana.base_url}/tasks/{task.gid}/stories"
    gid = httpx.post(url, json={"data": {"text": "Согласование получено"}}, headers=headers).json()["data"]["gid"]
    (note,) = world.notes_in_asana()

    assert before == []
    assert (note.project, note.kind, note.text, note.gid) == ("Лунный Кот", "comment", "Согласование получено", gid)
    assert note.guests == ("Ольга Жукова", "Марина Белова")
    assert note.readers == ("Анна Орлова", *note.guests)
    assert not note.is_internal
    assert abs((note.written_at - world.now).total_seconds()) < 120


def test_one_more_letter_can_be_sent_and_quotes_what_it_answers(world: DemoWorld, mailbox: IMAPClient) -> None:
    mailbox.select_folder("INBOX", readonly=True)
    before = mailbox.search("ALL")

    world.send(Script("later", OLGA, (ANNA,), 0, "16:45", "Анна, видели?", answers="kot-old-prices"))
    mailbox.noop()
    (uid,) = set(mailbox.search("ALL")) - set(before)

    message = parse_message(mailbox.fetch(uid, ["BODY.PEEK[]"])[uid][b"BODY[]"])
    assert isinstance(message, Message)
    assert message.subject == "Re: Старые цены в объявлениях"
    assert "В объявлениях висят старые цены" in (message.text or "")


def test_a_new_letter_rings_the_bell_and_its_flags_stay() -> None:
    rings: queue.SimpleQueue[str] = queue.SimpleQueue()
    stop = threading.Event()
    with ImapServer() as server:
        server.add_user("anna", "secret")
        settings = MailboxSettings("anna", "127.0.0.1", server.port, "anna", "none", lambda: "secret")
        bell = ImapBell(settings, rings.put, stop)
        listening = threading.Thread(target=bell.run, daemon=True)
        listening.start()
        assert rings.get(timeout=10) == "anna"  # it listens now
        server.deliver(
            Delivered(
                "anna", "INBOX", b"Subject: x\r\n\r\ny", datetime(2026, 5, 14, 12, tzinfo=UTC), frozenset({"\\Flagged"})
            )
        )
        assert rings.get(timeout=10) == "anna"
        stop.set()
        bell.abort()
        listening.join(timeout=10)

        assert server.flags("anna", "INBOX") == [(101, frozenset({"\\Flagged"}))]
