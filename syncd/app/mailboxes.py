"""A mailbox of the config as the connector wants it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from connectors.imap.issuer import OAuthSettings
from connectors.imap.oauth import AccessToken
from connectors.imap.settings import MailboxSettings
from syncd.config import Config, MailboxConfig
from syncd.config.secret import Secret
from syncd.domain.errors import ConfigError, Refused


def mailbox_settings(mailbox: MailboxConfig, config: Config) -> MailboxSettings:
    """The settings of one connection; secrets are read at each login, so that a changed one needs no restart."""
    oauth = oauth_settings(mailbox, config)
    return MailboxSettings(
        name=mailbox.name,
        host=mailbox.host,
        port=mailbox.port,
        user=mailbox.user,
        security=mailbox.security,  # type: ignore[arg-type] # the config has checked the word
        password=_asked_at_login(mailbox.password) if mailbox.password else None,
        oauth=AccessToken(oauth) if oauth else None,
        folders=mailbox.folders or "auto",
        history=mailbox.history,
        ca_file=str(mailbox.ca_file) if mailbox.ca_file else None,
    )


def oauth_settings(mailbox: MailboxConfig, config: Config) -> OAuthSettings | None:
    """How its tokens are had, where it uses OAuth 2; without a token_file they lie beside the database."""
    oauth2 = mailbox.oauth2
    if oauth2 is None:
        return None
    return OAuthSettings(
        mailbox=mailbox.name,
        provider=oauth2.provider,  # type: ignore[arg-type] # the config has checked the word
        client_id=oauth2.client_id,
        client_secret=_asked_at_login(oauth2.client_secret) if oauth2.client_secret else None,
        tenant=oauth2.tenant,
        token_file=oauth2.token_file or _beside_database(mailbox, config),
        app_only=oauth2.app_only,
        token_at=oauth2.token_url,
        device_at=oauth2.device_url,
        asked_scope=oauth2.scope,
    )


def _beside_database(mailbox: MailboxConfig, config: Config) -> Path:
    return config.database.parent / f"{mailbox.name}.token"


def _asked_at_login(secret: Secret) -> Callable[[], str]:
    """A secret that cannot be read stops its mailbox only, with the words that mend it."""

    def read() -> str:
        try:
            return secret.read()
        except ConfigError as error:
            raise Refused(str(error)) from error

    return read
