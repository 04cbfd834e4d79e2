"""Who gives out a mailbox's tokens: Google, Microsoft 365, or an issuer named by its addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

_GOOGLE_SCOPE = "https://mail.google.com/"
_MICROSOFT_SCOPE = "https://outlook.office.com/IMAP.AccessAsUser.All offline_access"
_MICROSOFT_APP_SCOPE = "https://outlook.office365.com/.default"


@dataclass(frozen=True, slots=True)
class OAuthSettings:
    """How one mailbox gets its tokens. `app_only` is access by client credentials: a secret and no person.

    `token_at`, `device_at` and `asked_scope` stand in for the provider's own; provider "other" has none of its own.
    """

    mailbox: str
    provider: Literal["google", "microsoft", "other"]
    client_id: str
    client_secret: Callable[[], str] | None = field(default=None, repr=False)
    tenant: str = "common"
    token_file: Path | None = None
    app_only: bool = False
    token_at: str = ""
    device_at: str = ""
    asked_scope: str = ""

    @property
    def token_url(self) -> str:
        """Where tokens are given out."""
        if self.provider == "google":
            return self.token_at or "https://oauth2.googleapis.com/token"
        return self.token_at or f"https://login.microsoftonline.com/{self.tenant}/oauth2/v2.0/token"

    @property
    def device_url(self) -> str:
        """Where a code for another device is asked for (RFC 8628, section 3.1); Microsoft's stands beside its token's."""
        return self.device_at or self.token_url.removesuffix("/token") + "/devicecode"

    @property
    def scope(self) -> str:
        """What is asked for."""
        match self.provider:
            case "google":
                return self.asked_scope or _GOOGLE_SCOPE
            case "microsoft":
                return self.asked_scope or (_MICROSOFT_APP_SCOPE if self.app_only else _MICROSOFT_SCOPE)
            case "other":
                return self.asked_scope
