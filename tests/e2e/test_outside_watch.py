"""`ping_url`: fetched after a good cycle, of the daemon and of the timer, and after no other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.e2e.program import syncd
from tests.e2e.small_office import SmallOffice, small_office
from tests.e2e.test_daemon import running, wait_for
from tests.support.dovecot import needs_dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]


@contextmanager
def watch() -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Its address, and what it heard: path and bytes of each request."""
    heard: list[tuple[str, int]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append((self.path, int(self.headers.get("Content-Length", 0))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/ping/syncd", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    with small_office(tmp_path) as found:
        yield found


def test_only_a_good_cycle_is_told_and_nothing_but_that(office: SmallOffice):
    with watch() as (url, heard):
        office.config.write_text(office.config.read_text("utf-8") + f'\n[health]\nping_url = "{url}"\n', "utf-8")
        assert syncd("once", "--dry-run", config=office.config).returncode == 0
        assert heard == []
        assert syncd("once", config=office.config).returncode == 0
        assert heard == [("/ping/syncd", 0)]
        (office.home / "anna.pass").write_text("wrong")
        assert syncd("once", config=office.config).returncode != 0
        assert len(heard) == 1
        (office.home / "anna.pass").write_text("secret")
        with running(office):
            wait_for(lambda: len(heard) > 1)
    assert set(heard) == {("/ping/syncd", 0)}


def test_a_watch_that_is_away_stops_nobody(office: SmallOffice):
    office.config.write_text(
        office.config.read_text("utf-8") + '\n[health]\nping_url = "http://127.0.0.1:9/"\n', "utf-8"
    )
    assert syncd("once", config=office.config).returncode == 0
