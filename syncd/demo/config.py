"""The config that points the ordinary program at the demo world."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from syncd.demo.letters.cast import AGENCY, COMPANIES, MANAGERS, PEOPLE, PETR, VIKTOR, Company, Person
from syncd.demo.letters.mime import BOUNDARY_MX


def config_text(
    home: Path, base_url: str, workspace: str, internal: str, projects: Mapping[str, str], imap_port: int
) -> str:
    """TOML as CONTRACT.md has it; secrets stand in files beside it."""
    tables = [
        "# Written by the demo: it points at servers on this machine, which live as long as the demo runs.",
        _agency(home),
        _asana(home, base_url, workspace, internal),
        *(_manager(person) for person in MANAGERS),
        *(_mailbox(home, person, imap_port) for person in MANAGERS),
        *(_client(company, projects[company.key]) for company in COMPANIES),
        f"[escalation]\nto = {_text(VIKTOR.email)}",
    ]
    return "\n\n".join(tables) + "\n"


def _text(value: str) -> str:
    """A basic string of TOML; JSON's escapes are among its own."""
    return json.dumps(value, ensure_ascii=False)


def _agency(home: Path) -> str:
    return "\n".join(
        [
            "[agency]",
            'name = "Example Agency"',
            f"domains = [{_text(AGENCY)}]",
            'timezone = "Europe/Moscow"',
            'language = "ru"',
            f"database = {_text(str(home / 'syncd.db'))}",
        ]
    )


def _asana(home: Path, base_url: str, workspace: str, internal: str) -> str:
    return "\n".join(
        [
            "[asana]",
            f"token = {{ file = {_text(str(home / 'asana.token'))} }}",
            f"workspace = {_text(workspace)}",
            f"internal_project = {_text(internal)}",
            f"base_url = {_text(base_url)}",
            'poll = "2s"',
        ]
    )


def _manager(person: Person) -> str:
    deputy = VIKTOR if person is PETR else PETR
    lines = ["[[manager]]", f"name = {_text(person.name)}", f"emails = [{_text(person.email)}]"]
    lines.append(f"asana_user = {_text(person.email)}")
    if deputy in MANAGERS:
        lines.append(f"deputy = {_text(deputy.email)}")
    return "\n".join(lines)


def short_name(person: Person) -> str:
    """What the mailbox and its password file are called."""
    return person.email.partition(".")[0]


def _mailbox(home: Path, person: Person, port: int) -> str:
    return "\n".join(
        [
            "[[mailbox]]",
            f"name = {_text(short_name(person))}",
            'host = "127.0.0.1"',
            f"port = {port}",
            'security = "none"',
            f"user = {_text(person.email)}",
            f"password = {{ file = {_text(str(home / f'{short_name(person)}.pass'))} }}",
            f"trusted_authserv = [{_text(BOUNDARY_MX)}]",
        ]
    )


def _client(company: Company, project: str) -> str:
    people = [
        f"  {{ name = {_text(PEOPLE[email].name)}, email = {_text(email)}, approves = {json.dumps(list(subjects))} }},"
        for email, subjects in company.approves.items()
    ]
    return "\n".join(
        [
            "[[client]]",
            f"name = {_text(company.name)}",
            f"project = {_text(project)}",
            f"manager = {_text(company.manager.email)}",
            f"domains = [{_text(company.domain)}]",
            f"language = {_text(company.language)}",
            f"category = {_text(company.category)}",
            "representatives = [",
            *people,
            "]",
        ]
    )
