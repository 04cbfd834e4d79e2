"""`syncd init` as an operator meets it: each part is proved, secrets are closed, what stands in a file stays."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from syncd.config import load_config
from syncd.domain.agency import Representative, Subject
from tests.e2e.program import argv, syncd
from tests.e2e.small_office import ANNA, OLGA, SmallOffice, small_office
from tests.support.dovecot import needs_dovecot

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    with small_office(tmp_path) as found:
        yield found


def talk(office: SmallOffice, path: Path, answers: list[str]) -> subprocess.CompletedProcess[str]:
    words = argv("init", str(path), "--base-url", office.asana.base_url)
    return subprocess.run(
        words, input="\n".join(answers) + "\n", capture_output=True, text=True, timeout=60, check=False
    )


def first_answers(office: SmallOffice) -> list[str]:
    agency = ["Example Agency", "", "", "wrong-token", office.asana.token, "1", "agency.example", "2", "", ANNA]
    mailbox = [ANNA, "127.0.0.1", "none", str(office.dovecot.port), "wrong-password"]
    again = ["127.0.0.1", "none", str(office.dovecot.port), "secret", "Анна Орлова", ""]
    client = ["1", "", "1"]
    return [*agency, *mailbox, *again, *client, "y"]


def test_the_wizard_proves_each_part_and_what_it_writes_passes_the_check(office: SmallOffice):
    path = office.home / "new" / "syncd.toml"
    done = talk(office, path, first_answers(office))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("That did not work") == 2
    config = load_config(path)
    (client,) = config.agency.clients
    assert (client.project, client.domains, config.asana.internal_project) == (
        office.project.gid,
        ("client1.example",),
        office.internal.gid,
    )
    assert client.representatives == (
        Representative("Ольга Жукова", OLGA, frozenset({Subject.MEDIA_PLAN, Subject.BUDGET})),
    )
    assert {p.name: p.stat().st_mode & 0o777 for p in path.parent.iterdir()} == {
        "syncd.toml": 0o600,
        "asana.token": 0o600,
        "anna.orlova.pass": 0o600,
    }
    assert "wrong" not in path.read_text("utf-8")
    assert syncd("check", config=path).returncode == 0


def test_clients_are_proposed_from_the_mail_and_from_projects_named_alike(office: SmallOffice):
    """A project without outside members, its domain met in the mail; machines and addresses of anybody are left out."""
    project = office.asana.add_project("Северный Берег", members=[ANNA])
    for _ in range(3):
        office.letter("Макет", "Анна, когда?", sender='"Игорь Волков" <igor@severnyi-bereg.example>')
    office.letter("Скидки", "Купите!", sender="noreply@shop.example")
    office.letter("Привет", "Привет!", sender="friend@gmail.com")
    path = office.home / "new" / "syncd.toml"
    start = ["Example Agency", "", "", office.asana.token, "1", "agency.example"]
    mailbox = ["2", "", "", ANNA, "127.0.0.1", "none", str(office.dovecot.port), "secret", "Анна Орлова", ""]
    done = talk(office, path, [*start, *mailbox, "2", "", "all", "y"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Met in the mail: severnyi-bereg.example (3)\n" in done.stdout
    assert "Северный Берег (private), named like severnyi-bereg.example" in done.stdout
    (client,) = load_config(path).agency.clients
    assert (client.project, client.domains) == (project.gid, ("severnyi-bereg.example",))
    assert [(who.name, who.email) for who in client.representatives] == [
        ("Игорь Волков", "igor@severnyi-bereg.example")
    ]


def test_slips_are_asked_again_and_an_own_authority_is_asked_for_where_a_certificate_is_unknown(office: SmallOffice):
    path, port = office.home / "new" / "syncd.toml", str(office.dovecot.tls_port)
    start = ["Example Agency", "de", "ru", "Moscow", "", office.asana.token, "1", "agency.example", "2", "", ANNA, ANNA]
    mailbox = ["127.0.0.1", "ssl", "tls", "imaps", port, "secret", office.dovecot.ca_file]
    done = talk(
        office, path, [*start, *mailbox, "127.0.0.1", "tls", port, "secret", "Анна Орлова", "", "1", "", "1", "y"]
    )
    assert done.returncode == 0, done.stdout + done.stderr
    config = load_config(path)
    (mailbox_config,) = config.mailboxes
    assert (str(mailbox_config.ca_file), mailbox_config.security) == (office.dovecot.ca_file, "tls")
    assert (config.agency.timezone.key, config.agency.language.value) == ("Europe/Moscow", "ru")


def test_the_server_that_checks_senders_is_named_where_nearly_all_letters_name_it(office: SmallOffice):
    for number in range(5):
        office.letter(
            "Макет", "Анна, когда?", results="mx.agency.example; dkim=pass" if number else "forged.example; dkim=pass"
        )
    path = office.home / "new" / "syncd.toml"
    answers = first_answers(office)
    answers.insert(answers.index("Анна Орлова"), "y")
    assert talk(office, path, answers).returncode == 0
    assert load_config(path).mailboxes[0].trusted_authserv == ("mx.agency.example",)


def test_a_file_that_is_there_keeps_its_values_and_comments(office: SmallOffice):
    office.config.write_text(office.config.read_text("utf-8") + "\n# a remark of the operator's\n", "utf-8")
    before = office.config.read_text("utf-8")
    extra = office.asana.add_project("Северный берег", members=[ANNA])
    done = talk(office, office.config, ["", "1", "bereg.example", "y"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert office.config.read_text("utf-8").startswith(before)
    assert [client.project for client in load_config(office.config).agency.clients] == [office.project.gid, extra.gid]


def test_answers_that_end_early_write_nothing(office: SmallOffice):
    path = office.home / "new" / "syncd.toml"
    assert talk(office, path, ["Example Agency"]).returncode == 2
    assert not path.exists()


def test_the_example_is_written_without_asking_and_never_over_a_file(office: SmallOffice):
    path = office.home / "example.toml"
    assert syncd("init", str(path), "--defaults").returncode == 0
    assert syncd("check", "--offline", config=path).returncode in (0, 1)
    assert syncd("init", str(path), "--defaults").returncode == 2
