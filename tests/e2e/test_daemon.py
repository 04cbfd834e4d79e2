"""`syncd run` on a real Dovecot: ready, awake at once, gone at SIGTERM, whole after SIGKILL."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.e2e.program import argv
from tests.e2e.small_office import SmallOffice, small_office
from tests.support.dovecot import needs_dovecot
from tests.support.imap_proxy import ImapProxy

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]

CLIENT = """
[[client]]
name = "Северный берег"
project = "{project}"
manager = "anna.orlova@agency.example"
domains = ["client2.example"]
"""
URGENT = "Анна, в объявлениях висят старые цены, остановите рекламу, пожалуйста!"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    with small_office(tmp_path) as found:
        yield found


@contextmanager
def running(office: SmallOffice) -> Iterator[subprocess.Popen[str]]:
    """The daemon, once it told systemd that it is ready."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices:
        path = office.home / "notify"
        path.unlink(missing_ok=True)
        notices.bind(str(path))
        notices.settimeout(30)
        environment = os.environ | {"NOTIFY_SOCKET": str(path)}
        log = (office.home / "log").open("a")
        process = subprocess.Popen(argv("run", "--config", str(office.config)), env=environment, stderr=log, text=True)
        try:
            heard = ""
            while "READY=1" not in heard or "sources read" not in heard:
                heard += notices.recv(4096).decode() + "\n"
            yield process
        finally:
            process.kill()
            process.wait()
            log.close()


def log_of(office: SmallOffice) -> str:
    return (office.home / "log").read_text("utf-8")


def wait_for(what: Callable[[], object], seconds: float = 20) -> float:
    """Seconds until it is so."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, "it did not happen"
        time.sleep(0.02)  # noqa: TID251
    return time.monotonic() - began


def test_an_urgent_letter_becomes_a_task_while_the_daemon_idles(office: SmallOffice):
    with running(office):
        time.sleep(1)  # noqa: TID251 - IDLE is on by now
        office.letter("Старые цены", URGENT)
        wait_for(office.team_tasks)
        assert "Старые цены" in office.team_tasks()[0].name
        time.sleep(2)  # noqa: TID251
        assert len(office.team_tasks()) == 1


def test_sigterm_ends_it_cleanly_and_soon(office: SmallOffice):
    with running(office) as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


def test_killed_and_started_again_it_writes_nothing_twice(office: SmallOffice):
    office.letter("Старые цены", URGENT, at=datetime.now(UTC) - timedelta(minutes=20))  # noqa: TID251
    for _ in range(3):
        with running(office) as process:
            wait_for(office.team_tasks)
            process.kill()
            process.wait()
    assert len(office.team_tasks()) == 1


def test_our_answer_completes_the_task_with_the_line_that_says_so(office: SmallOffice):
    question = office.letter("Старые цены", URGENT, at=datetime.now(UTC) - timedelta(minutes=20))  # noqa: TID251
    with running(office):
        wait_for(office.team_tasks)
        office.letter(
            "Re: Старые цены",
            "Ольга, остановили рекламу, цены исправлены.",
            sender="anna.orlova@agency.example",
            to="olga.zhukova@client1.example",
            folder="Sent",
            answers=question,
        )
        office.letter("Спасибо", "Спасибо!", answers=question)  # rings the bell
        wait_for(lambda: office.team_tasks()[0].completed, 80)
    assert "Ответ отправлен" in office.team_tasks()[0].html_notes


def test_a_server_that_goes_away_and_comes_back_loses_no_letter(office: SmallOffice):
    with running(office):
        office.dovecot.stop()
        office.letter("Старые цены", URGENT)
        time.sleep(3)  # noqa: TID251
        office.dovecot.start()
        wait_for(office.team_tasks, 60)
        assert len(office.team_tasks()) == 1


@contextmanager
def watched_line(office: SmallOffice) -> Iterator[ImapProxy]:
    """The office's mailbox behind a line that counts connections."""
    with ImapProxy(office.dovecot.port) as line:
        office.change_config(f"port = {office.dovecot.port}", f"port = {line.port}")
        yield line


def test_a_config_read_again_keeps_every_connection_that_did_not_change(office: SmallOffice):
    """A client is added; the mailbox's two connections, for reading and for IDLE, live on and its letters are found."""
    with watched_line(office) as line, running(office) as process:
        wait_for(lambda: line.connections == 2)
        project = office.asana.add_project("Северный берег", members=["anna.orlova@agency.example"])
        added = CLIENT.format(project=project.gid)
        office.config.write_text(office.config.read_text("utf-8") + added, "utf-8")
        process.send_signal(signal.SIGHUP)
        wait_for(lambda: "config.reloaded" in log_of(office))
        office.letter("Старые цены", URGENT, sender="igor@client2.example")
        wait_for(office.team_tasks)
        assert "Северный берег" in office.team_tasks()[0].name
        assert (line.connections, process.poll()) == (2, None)


def test_a_mailbox_that_changed_is_connected_to_anew_and_one_that_went_is_left(office: SmallOffice):
    with watched_line(office) as line, running(office) as process:
        wait_for(lambda: line.connections == 2)
        office.change_config('security = "none"', 'security = "none"\nhistory = "30d"')
        process.send_signal(signal.SIGHUP)
        wait_for(lambda: line.connections == 4)
        text = office.config.read_text("utf-8")
        start, end = text.index("[[mailbox]]"), text.index("[[client]]")
        office.config.write_text(text[:start] + text[end:], "utf-8")
        process.send_signal(signal.SIGHUP)
        wait_for(lambda: log_of(office).count("config.reloaded") == 2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
        assert line.connections == 4


@pytest.mark.parametrize("wrong", ["[agncy]", '[health]\nmetrics = "203.0.113.1:1"', '[agency]\ndatabase = "other.db"'])
def test_a_wrong_config_is_refused_and_the_daemon_goes_on_with_the_old_one(office: SmallOffice, wrong: str):
    before = office.config.read_text("utf-8")
    with running(office) as process:
        key, _, rest = wrong.partition("\n")
        lines = [line for line in before.splitlines() if not rest or line.partition("=")[0] != rest.partition("=")[0]]
        text = "\n".join(lines)
        office.config.write_text(text.replace(key, wrong, 1) if key in text else f"{text}\n{wrong}\n", "utf-8")
        process.send_signal(signal.SIGHUP)
        wait_for(lambda: "config.refused" in log_of(office))
        office.letter("Старые цены", URGENT)
        wait_for(office.team_tasks)
        assert process.poll() is None


def test_a_token_replaced_in_its_file_is_taken_at_the_next_reload(office: SmallOffice):
    with running(office) as process:
        office.asana.revoke(office.asana.token)
        (office.home / "asana.token").write_text(office.asana.token_of(office.asana.bot.email))
        process.send_signal(signal.SIGHUP)
        wait_for(lambda: "config.reloaded" in log_of(office))
        office.letter("Старые цены", URGENT)
        wait_for(office.team_tasks, 30)


def test_signals_that_come_while_it_starts_are_heard_when_it_has(office: SmallOffice):
    process = subprocess.Popen(argv("run", "--config", str(office.config)), stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: (office.home / "syncd.db.lock").exists())
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()


def test_an_outside_watch_reads_counts_and_no_names(office: SmallOffice):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    office.config.write_text(office.config.read_text("utf-8") + f'\n[health]\nmetrics = "{address}"\n', "utf-8")
    office.letter("Старые цены", URGENT, at=datetime.now(UTC) - timedelta(minutes=20))  # noqa: TID251
    with running(office):
        wait_for(office.team_tasks)
        text = httpx.get(f"http://{address}/metrics").text
    assert 'syncd_open_cases{kind="reply"} 1.0' in text
    assert "syncd_asana_requests_total" in text
    assert not any(word in text for word in ("client1.example", "Жукова", "Старые", "anna"))
