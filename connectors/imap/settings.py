"""What a connection to one mailbox needs: plain values, made by the app from the config."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, Protocol


class Tokens(Protocol):
    """Access tokens for logins."""

    def __call__(self) -> str:
        """One that is valid."""

    def instead_of(self, refused: str) -> str | None:
        """Another one, where the mail server refuses this; None where there is none."""


Security = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class MailboxSettings:
    """One account. `password` and `oauth` are asked at each login, so that a changed secret needs no restart.

    `folders` is "auto" or names and patterns (`*` any text, `%` any text within one level); `oauth` gives access tokens.
    """

    name: str
    host: str
    port: int
    user: str
    security: Security = "tls"
    password: Callable[[], str] | None = field(default=None, repr=False)
    oauth: Tokens | None = field(default=None, repr=False)
    folders: Literal["auto"] | tuple[str, ...] = "auto"
    history: timedelta = timedelta(days=90)
    ca_file: str | None = None
    read_timeout_s: float = 60.0  # between two bytes
    command_deadline_s: float = 300.0  # from a command to the end of its answer, however it dribbles
