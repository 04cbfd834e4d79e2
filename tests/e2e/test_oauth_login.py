"""A mailbox opened by OAuth 2 from consent to reading: the installed command, a real server, an issuer on loopback."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from syncd.demo.asana import AsanaSimulator
from tests.e2e.program import syncd, syncd_json
from tests.e2e.small_office import ANNA, SmallOffice
from tests.support.dovecot import Dovecot, needs_dovecot
from tests.support.issuer import Issuer, issuing

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]


@dataclass
class Office:
    small: SmallOffice
    issuer: Issuer

    @property
    def token_file(self) -> Path:
        return self.small.home / "anna.token"


@pytest.fixture(params=["xoauth2", "oauthbearer"])
def office(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    (tmp_path / "home").mkdir()
    with (
        issuing(ANNA) as issuer,
        AsanaSimulator(requests_per_minute=None) as asana,
        Dovecot(
            tmp_path,
            {ANNA: "nobody knows"},
            mechanisms=f"plain {request.param}",
            introspection_url=f"{issuer.url}/introspect",
        ) as dovecot,
    ):
        small = SmallOffice(tmp_path / "home", asana, dovecot)
        oauth2 = f'oauth2 = {{ provider = "other", client_id = "syncd", token_url = "{issuer.url}/token", device_url = "{issuer.url}/device" }}'
        small.change_config(f'password = {{ file = "{small.home}/anna.pass" }}', oauth2)
        yield Office(small, issuer)


def test_after_consent_on_another_device_the_mailbox_is_read_until_consent_is_withdrawn(office: Office):
    office.small.letter("Цены на июнь", "Добрый день! Успеваем ли к пятнице?")
    before = office.small.dovecot.snapshot(ANNA)
    refused = syncd_json("check", config=office.small.config, expect=3)
    assert [(p["what"], p["mend"]) for p in refused["problems"] if p["where"] == "mailbox anna"] == [
        ("no consent yet for mailbox anna: run `syncd login anna`", "give consent anew: syncd login anna")
    ]

    login = syncd("login", "anna", config=office.small.config)

    assert (login.returncode, login.stderr) == (0, "")
    assert "https://login.example/device" in login.stdout
    assert "ABCD-EFGH" in login.stdout
    assert stat.S_IMODE(office.token_file.stat().st_mode) == 0o600
    assert syncd_json("once", config=office.small.config)["letters"] == {"client": 1}

    office.issuer.access.clear()  # revoked early; the refresh token is good yet
    assert syncd_json("once", config=office.small.config)["ok"]
    assert office.issuer.asked[-1] == "refresh_token"
    assert stat.S_IMODE(office.token_file.stat().st_mode) == 0o600

    office.issuer.access.clear()
    office.issuer.is_away = True
    assert "answered 503" in problem_of(office, "once", expect=1)
    office.issuer.is_away = False
    office.issuer.refresh.clear()
    assert "invalid_grant" in problem_of(office, "once", expect=3)
    assert office.small.dovecot.snapshot(ANNA) == before


def test_a_token_that_ends_soon_is_renewed_before_it_is_used(office: Office):
    office.issuer.lives_s = 200
    assert syncd("login", "anna", config=office.small.config).returncode == 0
    assert syncd_json("once", config=office.small.config)["ok"]
    assert office.issuer.asked.count("refresh_token") == 1


def problem_of(office: Office, command: str, *, expect: int) -> str:
    found = syncd_json(command, config=office.small.config, expect=expect)
    return " ".join(problem["what"] for problem in found["problems"])
