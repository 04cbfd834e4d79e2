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

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]

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
