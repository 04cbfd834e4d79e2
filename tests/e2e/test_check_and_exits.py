"""`syncd check` with each thing broken, and the exit codes that scripts rely on."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.program import syncd, syncd_json
from tests.e2e.small_office import ANNA, OLGA, SmallOffice, small_office
from tests.support.dovecot import needs_dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    with small_office(tmp_path) as found:
        for secret in ("asana.token", "anna.pass"):
            (found.home / secret).chmod(0o600)
        found.change_config("password = {", 'trusted_authserv = ["mx.agency.example"]\npassword = {')
        found.config.write_text(found.config.read_text("utf-8") + f'\n[escalation]\nto = "{ANNA}"\n', "utf-8")
        yield found


def said(office: SmallOffice, expect: int) -> list[tuple[str, str]]:
    found = syncd_json("check", config=office.config, expect=expect)
    assert found["ok"] is (expect == 0)
    assert all(problem["mend"] for problem in found["problems"])
    return [(problem["severity"], problem["what"]) for problem in found["problems"]]


def test_with_everything_in_order_nothing_is_said_and_nothing_is_made(office: SmallOffice):
    before = office.dovecot.snapshot(ANNA)
    assert said(office, 0) == []
    assert (office.dovecot.snapshot(ANNA), office.asana.writes, (office.home / "syncd.db").exists()) == (
        before,
        [],
        False,
    )


def wrong_password(office: SmallOffice) -> None:
    (office.home / "anna.pass").write_text("wrong")


def wrong_token(office: SmallOffice) -> None:
    office.asana.revoke(office.asana.token)


def missing_folder(office: SmallOffice) -> None:
    office.change_config('\nuser = "', '\nfolders = ["INBOX", "Sent", "Клиенты"]\nuser = "')


def outsider(office: SmallOffice) -> None:
    office.asana.person(ANNA).add_member(office.internal, OLGA)


def wrong_project(office: SmallOffice) -> None:
    office.change_config(f'project = "{office.project.gid}"\nmanager', 'project = "99"\nmanager')


def no_secret(office: SmallOffice) -> None:
    (office.home / "anna.pass").unlink()


def wrong_port(office: SmallOffice) -> None:
    office.change_config(f"port = {office.dovecot.port}", "port = 1")


@pytest.mark.parametrize(
    ("breaks", "exit_code", "words"),
    [
        (wrong_password, 3, "refused"),
        (wrong_token, 3, ""),
        (missing_folder, 1, 'folder "Клиенты" does not exist'),
        (outsider, 1, "outsiders read it: Ольга Жукова"),
        (wrong_project, 1, ""),
        (wrong_port, 1, ""),
    ],
)
def test_what_is_broken_is_named_with_its_mend(
    office: SmallOffice, breaks: Callable[[SmallOffice], None], exit_code: int, words: str
):
    breaks(office)
    errors = [what for severity, what in said(office, exit_code) if severity == "error"]
    assert len(errors) == 1
    assert words in errors[0]


def test_a_missing_secret_is_named(office: SmallOffice):
    no_secret(office)
    assert any("cannot be read" in what for severity, what in said(office, 3) if severity == "error")


def test_what_works_but_is_unwise_is_a_warning(office: SmallOffice):
    (office.home / "anna.pass").chmod(0o644)
    (office.home / "asana.token").write_text(office.asana.token_of(ANNA))
    office.change_config('password = { file = "' + str(office.home) + '/anna.pass" }', 'password = "secret"')
    warnings = {what for severity, what in said(office, 0) if severity == "warning"}
    assert {"password stands in the config file itself", "the token belongs to an account manager"} <= warnings


def test_offline_looks_at_the_file_alone(office: SmallOffice):
    wrong_port(office)
    wrong_token(office)
    assert syncd("check", "--offline", config=office.config).returncode == 0


def test_a_wrong_config_starts_nothing(office: SmallOffice):
    office.change_config("[agency]", "[agency]\nnmae = 1")
    done = syncd("once", config=office.config)
    assert (done.returncode, office.asana.requests) == (2, [])
    assert 'unknown key "nmae" in agency — did you mean name?' in done.stderr


def test_a_held_database_is_left_alone(office: SmallOffice):
    with (office.home / "syncd.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert syncd("once", config=office.config).returncode == 4


def test_one_mailbox_refused_is_a_part_that_failed_where_others_go_on(office: SmallOffice):
    office.config.write_text(
        office.config.read_text("utf-8")
        + f'\n[[mailbox]]\nname = "second"\nhost = "127.0.0.1"\nport = {office.dovecot.port}\nsecurity = "none"\n'
        + f'user = "{ANNA}"\npassword = "wrong"\n',
        "utf-8",
    )
    found = syncd_json("once", config=office.config, expect=1)
    assert [problem["where"] for problem in found["problems"]] == ["second"]


def test_nothing_reached_is_told_apart(office: SmallOffice):
    office.asana.stop()
    office.dovecot.stop()
    assert syncd_json("once", config=office.config, expect=3)["ok"] is False


def test_a_refused_token_is_told_apart(office: SmallOffice):
    wrong_token(office)
    assert syncd_json("once", config=office.config, expect=3)["ok"] is False


@pytest.mark.parametrize(
    ("port", "security", "mend"),
    [
        ("tls_port", "tls", "set ca_file to this certificate or to the authority that issued it, as PEM"),
        ("port", "tls", 'this port does not begin with TLS: set security = "starttls", or the port of IMAP over TLS (993)'),
    ],
)  # fmt: skip
def test_a_connection_that_cannot_be_trusted_names_its_own_mend(
    office: SmallOffice, port: str, security: str, mend: str
):
    office.change_config(
        f'port = {office.dovecot.port}\nsecurity = "none"',
        f'port = {getattr(office.dovecot, port)}\nsecurity = "{security}"',
    )
    found = syncd_json("check", config=office.config, expect=1)
    assert [problem["mend"] for problem in found["problems"]] == [mend]


@pytest.mark.parametrize("command", ["run", "once"])
def test_a_command_for_the_token_that_fails_is_tried_again_by_the_supervisor(office: SmallOffice, command: str):
    """What it asks may only be slower to come up after a power cut: exit code 2 would keep the unit down for good."""
    office.change_config(f'token = {{ file = "{office.home}/asana.token" }}', 'token = { command = ["false"] }')
    done = syncd(command, config=office.config)
    assert (done.returncode, "command false: failed" in done.stderr) == (3, True)
