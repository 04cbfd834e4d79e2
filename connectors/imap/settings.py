"""What a connection to one mailbox needs: plain values, made by the app from the config."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

Security = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class MailboxSettings:
    """One account. `password` and `oauth` are asked at each login, so that a changed secret needs no restart.

    `folders` is "auto" or names and patterns (`*` any text, `%` any text within one level); `oauth` returns an access token.
    """

    name: str
    host: str
    port: int
    user: str
    security: Security = "tls"
    password: Callable[[], str] | None = field(default=None, repr=False)
    oauth: Callable[[], str] | None = field(default=None, repr=False)
    folders: Literal["auto"] | tuple[str, ...] = "auto"
    history: timedelta = timedelta(days=90)
    ca_file: str | None = None
    read_timeout_s: float = 60.0  # between two bytes
    command_deadline_s: float = 300.0  # from a command to the end of its answer, however it dribbles
