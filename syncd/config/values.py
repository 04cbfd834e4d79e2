"""What the config file says, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from syncd.config.secret import Secret
from syncd.domain.agency import Agency, FieldMap
from syncd.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class AsanaConfig:
    """`[asana]`."""

    token: Secret
    workspace: str
    internal_project: str
    base_url: str
    poll: timedelta
    requests_per_minute: int
    mirror: str  # clients | all
    fields: FieldMap


@dataclass(frozen=True, slots=True)
class OAuthConfig:
    """`oauth2 = {...}` of a mailbox. The addresses and the scope stand in for the provider's own; empty, they do not."""

    provider: str  # google | microsoft | other
    client_id: str
    client_secret: Secret | None
    tenant: str
    token_file: Path | None
    app_only: bool
    token_url: str
    device_url: str
    scope: str


@dataclass(frozen=True, slots=True)
class MailboxConfig:
    """One `[[mailbox]]`. `folders` is None for auto."""

    name: str
    host: str
    port: int
    security: str  # tls | starttls | none
    user: str
    password: Secret | None
    oauth2: OAuthConfig | None
    folders: tuple[str, ...] | None
    history: timedelta
    ca_file: Path | None
    trusted_authserv: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HealthConfig:
    """`[health]`; empty means off."""

    ping_url: str
    metrics: str


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration. `warnings` are problems that do not keep the program from starting."""

    path: Path
    agency: Agency
    database: Path
    page: Path | None
    asana: AsanaConfig
    mailboxes: tuple[MailboxConfig, ...]
    health: HealthConfig
    warnings: tuple[Problem, ...]
