"""The config as an operator meets it: the example loads, and each mistake gets its line and its mend."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from syncd.config import load_config
from syncd.config.secret import EnvSecret, FileSecret, PlainSecret
from syncd.domain.agency import Category, Language, Representative, Stretch, Subject, WorkSpan
from syncd.domain.errors import ConfigError, Problem

EXAMPLE = Path(__file__).parents[3] / "config" / "syncd.example.toml"

SMALL = """\
[agency]
name = "Example Agency"
domains = ["agency.example"]

[asana]
token = { env = "ASANA_TOKEN" }
workspace = "1"
internal_project = "2"

[[manager]]
name = "Анна Орлова"
emails = ["anna@agency.example"]

[[mailbox]]
host = "127.0.0.1"
security = "none"
user = "anna@agency.example"
password = { file = "anna.pass" }

[[client]]
name = "Лунный Кот"
project = "3"
manager = "anna@agency.example"
domains = ["client1.example"]
representatives = [ { name = "Ольга", email = "olga@client1.example", approves = ["media_plan"] } ]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "syncd.toml"
    path.write_text(text, "utf-8")
    return path


def problems(folder: Path, text: str) -> list[tuple[int, str, str]]:
    path = write(folder, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return [(int(p.where.removeprefix(f"{path}:")), p.what, p.mend) for p in caught.value.problems]


def test_the_example_is_complete_and_has_no_warning():
    config = load_config(EXAMPLE)
    assert config.warnings == ()
    assert config.agency.clients[0].category is Category.STRENGTHEN
    assert config.agency.clients[0].representatives[0] == Representative(
        "Ольга Жукова", "olga.zhukova@client1.example", frozenset({Subject.MEDIA_PLAN, Subject.BUDGET})
    )
    assert config.agency.clients[0].sla.first_reply == WorkSpan(time=timedelta(hours=2))
    assert config.agency.clients[0].sla.client_silence == WorkSpan(days=2)


def test_a_small_config_has_the_contracts_defaults(tmp_path: Path):
    config = load_config(write(tmp_path, SMALL))
    assert config.agency.week.stretches == (Stretch(600, 1140),)
    assert config.agency.language is Language.RU
    assert config.asana.base_url == "https://app.asana.com/api/1.0"
    assert config.asana.token == EnvSecret("ASANA_TOKEN")
    assert config.mailboxes[0].name == "anna@agency.example"
    assert config.mailboxes[0].folders is None
    assert config.mailboxes[0].history == timedelta(days=90)
    assert config.mailboxes[0].password == FileSecret(tmp_path / "anna.pass")


def test_without_mailboxes_and_with_a_client_without_people_it_is_valid(tmp_path: Path):
    text = (
        SMALL[: SMALL.index("[[mailbox]]")] + '[[client]]\nname = "A"\nproject = "3"\nmanager = "anna@agency.example"\n'
    )
    config = load_config(write(tmp_path, text))
    assert (config.mailboxes, config.agency.clients[0].has_mail, config.warnings) == ((), False, ())


def test_clients_may_stand_in_files_of_their_own(tmp_path: Path):
    (tmp_path / "clients.d").mkdir()
    (tmp_path / "clients.d" / "b.toml").write_text(
        '[[client]]\nname = "B"\nproject = "4"\nmanager = "anna@agency.example"\nprojekt = "5"\n', "utf-8"
    )
    path = write(tmp_path, SMALL)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert caught.value.problems == (
        Problem(
            "error", f"{tmp_path}/clients.d/b.toml:5", 'unknown key "projekt" in client[1]', "did you mean project?"
        ),
    )


def test_every_problem_is_told_at_once_with_its_line(tmp_path: Path):
    text = (
        SMALL.replace("name = ", "naem = ", 1)
        .replace('workspace = "1"', "workspace = 1")
        .replace('host = "127.0.0.1"', 'host = "imap.example.com"')
        .replace("[asana]", "[asanna]\n[asana]")
    )
    assert [(line, what) for line, what, _ in problems(tmp_path, text)] == [
        (1, "name is missing in agency"),
        (2, 'unknown key "naem" in agency'),
        (5, 'unknown key "asanna"'),
        (8, "workspace 1 is a number"),
        (17, 'security = "none" would send the password to imap.example.com in the clear'),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('manager = "anna@agency.example"', 'manager = "ann@agency.example"', 23, "no manager's address"),
        ('project = "3"', 'project = "2"', 22, "internal project"),
        ('domains = ["client1.example"]', 'domains = ["agency.example"]', 24, "the agency's own domain"),
        ('approves = ["media_plan"]', 'approves = ["mediaplan"]', 25, 'approves is "mediaplan"'),
        ('password = { file = "anna.pass" }', "", 14, "password is missing"),
        ('password = { file = "anna.pass" }', 'password = { fiel = "a" }', 18, 'unknown key "fiel"'),
        ('domains = ["agency.example"]', 'domains = ["agency.example"]\nholidays = "XX"', 4, 'holidays "XX"'),
        (
            'domains = ["agency.example"]',
            'domains = ["agency.example"]\ntimezone = "Moscow"',
            4,
            '"Moscow" is not a time zone',
        ),
        (
            'domains = ["agency.example"]',
            'domains = ["agency.example"]\nworking_hours = "19:00-10:00"',
            4,
            "run backwards",
        ),
    ],
)
def test_a_mistake_is_named_at_its_line(tmp_path: Path, old: str, new: str, line: int, what: str):
    assert any(found == line and what in said for found, said, _ in problems(tmp_path, SMALL.replace(old, new, 1)))


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path):
    assert problems(tmp_path, "[agency]\nname = \n")[0][0] == 2


def test_a_missing_file_says_how_to_name_or_make_one(tmp_path: Path):
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "none.toml")
    assert "syncd init" in caught.value.problems[0].mend


def test_a_plain_secret_is_taken_and_warned_about_without_showing_it(tmp_path: Path):
    config = load_config(write(tmp_path, SMALL.replace('{ env = "ASANA_TOKEN" }', '"s3cret"')))
    assert config.asana.token == PlainSecret("s3cret")
    assert [w.severity for w in config.warnings] == ["warning"]
    assert "s3cret" not in repr(config)


def test_people_and_places_stated_twice_are_refused(tmp_path: Path):
    twice = SMALL + SMALL[SMALL.index("[[client]]") :]
    said = [what for _, what, _ in problems(tmp_path, twice)]
    assert "project 3 belongs to two clients" in said
    assert 'two clients are named "Лунный Кот"' in said


def test_days_off_and_absences_are_dates(tmp_path: Path):
    text = SMALL.replace(
        'domains = ["agency.example"]', 'domains = ["agency.example"]\nextra_days_off = ["2026-05-04", 2026-05-05]', 1
    ).replace(
        'emails = ["anna@agency.example"]',
        'emails = ["anna@agency.example"]\naway = [{ from = "2026-02-10", to = "2026-02-20" }]',
        1,
    )
    agency = load_config(write(tmp_path, text)).agency
    assert agency.week.extra_days_off == {date(2026, 5, 4), date(2026, 5, 5)}
    assert agency.managers[0].away[0].last == date(2026, 2, 20)


@pytest.mark.parametrize(
    ("oauth2", "what"),
    [
        ('provider = "yahoo", client_id = "c"', 'provider is "yahoo"'),
        ('provider = "other", client_id = "c", device_url = "https://login.example/device"', 'provider = "other" needs token_url'),
        ('provider = "other", client_id = "c", token_url = "https://login.example/token"', 'provider = "other" needs device_url'),
        ('provider = "google", client_id = "c", token_url = "http://login.example/token"', 'token_url "http://login.example/token" is not an https address'),
    ],
)  # fmt: skip
def test_an_issuer_of_tokens_is_named_by_addresses_that_keep_a_secret(tmp_path: Path, oauth2: str, what: str):
    text = SMALL.replace('password = { file = "anna.pass" }', f"oauth2 = {{ {oauth2} }}")
    assert [found for _, found, _ in problems(tmp_path, text)] == [what]


def test_app_only_access_needs_no_address_for_a_persons_consent(tmp_path: Path):
    oauth2 = (
        'provider = "other", client_id = "c", token_url = "http://127.0.0.1:8/token", scope = "imap", app_only = true'
    )
    found = load_config(write(tmp_path, SMALL.replace('password = { file = "anna.pass" }', f"oauth2 = {{ {oauth2} }}")))
    assert [(box.oauth2.token_url, box.oauth2.scope) for box in found.mailboxes if box.oauth2] == [
        ("http://127.0.0.1:8/token", "imap")
    ]
