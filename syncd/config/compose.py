"""Config text as a person would write it: for `syncd init`, which adds to a file and never rewrites one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewAgency:
    """The answers of the first questions."""

    name: str
    domains: tuple[str, ...]
    timezone: str
    language: str
    database: str
    workspace: str
    internal_project: str
    base_url: str
    token_file: str
    head: str


@dataclass(frozen=True, slots=True)
class NewMailbox:
    """One mailbox that was proved, with the file of its password."""

    name: str
    host: str
    port: int
    security: str
    user: str
    password_file: str
    trusted_authserv: str  # empty: nobody
    ca_file: str  # empty: those of the system


@dataclass(frozen=True, slots=True)
class NewClient:
    """One client; people as name, e-mail and what they may approve."""

    name: str
    project: str
    manager: str
    domains: tuple[str, ...]
    language: str
    people: tuple[tuple[str, str, tuple[str, ...]], ...]


def text(value: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's."""
    return json.dumps(value, ensure_ascii=False)


def words(values: Iterable[str]) -> str:
    """A TOML array of strings."""
    return "[" + ", ".join(text(value) for value in values) + "]"


def agency(new: NewAgency) -> str:
    """`[agency]`, `[asana]` and `[escalation]`; every other key has its default, which the example file explains."""
    lines = [
        "# Written by `syncd init`. The example configuration explains every key: syncd init --defaults FILE",
        "",
        "[agency]",
        f"name = {text(new.name)}",
        f"domains = {words(new.domains)}",
        f"timezone = {text(new.timezone)}",
        f"language = {text(new.language)}              # of notes the team reads",
        f"database = {text(new.database)}",
        "",
        "[asana]",
        f"token = {{ file = {text(new.token_file)} }}",
        f"workspace = {text(new.workspace)}",
        f"internal_project = {text(new.internal_project)}   # for the team only; no client may be a member",
        f"base_url = {text(new.base_url)}",
    ]
    if new.head:
        lines += ["", "[escalation]", f"to = {text(new.head)}"]
    return "\n".join(lines) + "\n"


def manager(name: str, email: str) -> str:
    """One `[[manager]]`."""
    return f"\n[[manager]]\nname = {text(name)}\nemails = {words([email])}\nasana_user = {text(email)}\n"


def mailbox(new: NewMailbox) -> str:
    """One `[[mailbox]]`."""
    return "\n".join(
        [
            "",
            "[[mailbox]]",
            f"name = {text(new.name)}",
            f"host = {text(new.host)}",
            f"port = {new.port}",
            f"security = {text(new.security)}",
            f"user = {text(new.user)}",
            f"password = {{ file = {text(new.password_file)} }}",
            *([f"ca_file = {text(new.ca_file)}"] if new.ca_file else []),
            f"trusted_authserv = {words(filter(None, [new.trusted_authserv]))}         # the name in the Authentication-Results of received letters",
            "",
        ]
    )


def client(new: NewClient) -> str:
    """One `[[client]]`."""
    people = [
        f"  {{ name = {text(name)}, email = {text(email)}, approves = {words(approves)} }},"
        for name, email, approves in new.people
    ]
    return "\n".join(
        [
            "",
            "[[client]]",
            f"name = {text(new.name)}",
            f"project = {text(new.project)}",
            f"manager = {text(new.manager)}",
            f"domains = {words(new.domains)}",
            f"language = {text(new.language)}              # of notes the client reads",
            "representatives = [           # approves: media_plan, creative, budget, content_plan, landing, report",
            *people,
            "]",
            "",
        ]
    )
