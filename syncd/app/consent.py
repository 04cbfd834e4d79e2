"""A person's consent to read a mailbox by OAuth 2: asked for once, kept in the token file."""

from __future__ import annotations

from collections.abc import Callable

from connectors.imap.oauth import AccessToken, begin_browser, begin_device, finish_browser, wait_for_consent
from syncd.app.mailboxes import oauth_settings
from syncd.config import Config, MailboxConfig
from syncd.domain.errors import ConfigError, Problem


def consent(
    mailbox: MailboxConfig,
    config: Config,
    *,
    say: Callable[[str], None],
    ask: Callable[[str], str],
    wait: Callable[[float], object],
) -> None:
    """Lead a person through the consent; raises `Refused` or `Unavailable` with the provider's own words."""
    settings = oauth_settings(mailbox, config)
    if settings is None:
        mend = "add oauth2 = { … } to it, or keep its password"
        raise ConfigError((Problem("error", f"mailbox {mailbox.name}", "has no oauth2 in the config", mend),))
    if settings.app_only:
        AccessToken(settings)()
        say("App-only access works; nobody's consent is needed.")
    elif settings.provider != "google":
        code = begin_device(settings)
        say(f"Open {code.url} in any browser, sign in as {mailbox.user}, and enter the code {code.code}. Waiting…")
        wait_for_consent(settings, code, wait)
    else:
        browser = begin_browser(settings)
        say(f"Open this address in a browser and sign in as {mailbox.user}:\n{browser.url}")
        say("Afterwards the browser shows a page that cannot be reached. Copy its whole address.")
        finish_browser(settings, browser, ask("Address"))
    say(f"Consent is kept in {settings.token_file}.")
