"""A mailbox of the config as the connector wants it."""

from __future__ import annotations

from collections.abc import Callable

from connectors.imap.settings import MailboxSettings
from syncd.config import MailboxConfig
from syncd.config.secret import Secret
from syncd.domain.errors import ConfigError, Refused


def mailbox_settings(mailbox: MailboxConfig) -> MailboxSettings:
    """A mailbox of the config as the connector wants it."""
    return MailboxSettings(
        name=mailbox.name,
        host=mailbox.host,
        port=mailbox.port,
        user=mailbox.user,
        security=mailbox.security,  # type: ignore[arg-type] # the config has checked the word
        password=_asked_at_login(mailbox.password) if mailbox.password else None,
        folders=mailbox.folders or "auto",
        history=mailbox.history,
        ca_file=str(mailbox.ca_file) if mailbox.ca_file else None,
    )


def _asked_at_login(secret: Secret) -> Callable[[], str]:
    """A secret that cannot be read stops its mailbox only, with the words that mend it."""

    def read() -> str:
        try:
            return secret.read()
        except ConfigError as error:
            raise Refused(str(error)) from error

    return read
