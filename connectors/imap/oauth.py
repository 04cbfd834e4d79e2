"""OAuth 2 for mailboxes: Google and Microsoft 365, over httpx; what to send and what came back is oauthlib's to say.

A person consents once. Microsoft: the device flow (RFC 8628). Google: the same is refused for mail (its list of scopes
for devices has none), so the browser's address after consent is pasted back (RFC 8252 with PKCE, RFC 7636).
Microsoft's app-only access (client credentials) needs no person. Tokens lie in a file of mode 0600.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from oauthlib.oauth2 import (
    BackendApplicationClient,
    DeviceClient,
    OAuth2Error,
    TemporarilyUnavailableError,
    WebApplicationClient,
)

from connectors.imap.issuer import OAuthSettings
from syncd.domain.errors import Refused, Unavailable

TIMEOUT = httpx.Timeout(20.0)
EARLY_S = 300.0  # refreshed so long before it ends: a login must not begin with a token that dies on the way
REDIRECT = "http://127.0.0.1:1/"  # nobody listens: the person copies the address from the browser


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """What the person is told: open `url`, enter `code`; the rest is for `wait_for_consent`."""

    url: str
    code: str
    device_code: str = field(repr=False)
    interval_s: float = 5.0
    lives_s: float = 900.0


class AccessToken:
    """Called at each login: a token that is valid for some minutes yet. May be shared between threads.

    Raises `Refused` where a person has to consent anew, `Unavailable` where the provider cannot be reached.
    """

    def __init__(
        self, settings: OAuthSettings, http: httpx.Client | None = None, now: Callable[[], float] = time.time
    ) -> None:
        self._settings = settings
        self._http = http or httpx.Client(timeout=TIMEOUT)
        self._now = now
        self._lock = threading.Lock()
        self._tokens: dict[str, Any] = {}

    def __call__(self) -> str:
        with self._lock:
            if self._ends_soon(self._tokens):
                self._tokens = load_tokens(self._settings)  # a person may have consented anew meanwhile
            if self._ends_soon(self._tokens):
                self._tokens = self._fresh(self._tokens)
            return str(self._tokens["access_token"])

    def instead_of(self, refused: str) -> str | None:
        """Another token where the mail server refuses one that should hold yet: providers revoke them early. None: there is none."""
        with self._lock:
            if self._tokens.get("access_token") == refused:
                self._tokens = load_tokens(self._settings) if not self._settings.app_only else {}
            if self._tokens.get("access_token") in (None, refused):
                self._tokens = self._fresh(self._tokens)
            token = str(self._tokens["access_token"])
            return token if token != refused else None

    def _ends_soon(self, tokens: Mapping[str, Any]) -> bool:
        return "access_token" not in tokens or float(tokens.get("expires_at", 0)) - EARLY_S <= self._now()

    def _fresh(self, tokens: Mapping[str, Any]) -> dict[str, Any]:
        settings = self._settings
        if settings.app_only:
            body = BackendApplicationClient(settings.client_id).prepare_request_body(
                scope=settings.scope, include_client_id=True
            )
            return _ask(settings, self._http, body, self._now())
        if not tokens.get("refresh_token"):
            raise Refused(f"no consent yet for mailbox {settings.mailbox}: run `syncd login {settings.mailbox}`")
        client = WebApplicationClient(settings.client_id)
        body = client.prepare_refresh_body(refresh_token=tokens["refresh_token"], client_id=settings.client_id)
        fresh = {"refresh_token": tokens["refresh_token"]} | _ask(settings, self._http, body, self._now())
        save_tokens(settings, fresh)
        return fresh


def begin_device(settings: OAuthSettings, http: httpx.Client | None = None) -> DeviceCode:
    """Ask for a code that the person enters in any browser."""
    url, asked = settings.device_url, {"client_id": settings.client_id, "scope": settings.scope}
    answer = _post(http or httpx.Client(timeout=TIMEOUT), url, {name: value for name, value in asked.items() if value})
    said = _json(answer)
    if answer.is_error or "device_code" not in said:
        raise Refused(_words(said) or f"{url} answered {answer.status_code}")
    return DeviceCode(
        url=str(said["verification_uri"]),
        code=str(said["user_code"]),
        device_code=str(said["device_code"]),
        interval_s=float(said.get("interval", 5)),
        lives_s=float(said.get("expires_in", 900)),
    )


def wait_for_consent(
    settings: OAuthSettings, code: DeviceCode, wait: Callable[[float], object], http: httpx.Client | None = None
) -> None:
    """Ask until the person has consented, and keep the tokens; `wait` is called with seconds between two questions."""
    http, interval, waited = http or httpx.Client(timeout=TIMEOUT), code.interval_s, 0.0
    while waited < code.lives_s:
        wait(interval)
        waited += interval
        client = DeviceClient(settings.client_id)
        body = client.prepare_request_body(code.device_code, include_client_id=True)
        try:
            save_tokens(settings, _ask(settings, http, body, time.time()))
        except _Pending as pending:
            interval += 5.0 if pending.slow_down else 0.0  # RFC 8628, section 3.5
        except Unavailable:
            interval *= 2  # the same section: a connection that fails is tried again, ever more slowly
        else:
            return
    raise Refused("nobody consented before the code ran out")


@dataclass(frozen=True, slots=True)
class BrowserConsent:
    """What the person opens in a browser, and what the answer is checked with."""

    url: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)


def begin_browser(settings: OAuthSettings) -> BrowserConsent:
    """The address of Google's consent page. Afterwards the browser shows an error page whose address holds the answer."""
    client = WebApplicationClient(settings.client_id)
    verifier, state = client.create_code_verifier(64), secrets.token_urlsafe(16)
    url = client.prepare_request_uri(
        "https://accounts.google.com/o/oauth2/v2/auth",
        redirect_uri=REDIRECT,
        scope=settings.scope,
        state=state,
        code_challenge=client.create_code_challenge(verifier, "S256"),
        code_challenge_method="S256",
        access_type="offline",
        prompt="consent",
    )
    return BrowserConsent(str(url), state, verifier)


def finish_browser(
    settings: OAuthSettings, consent: BrowserConsent, address: str, http: httpx.Client | None = None
) -> None:
    """Trade the pasted address for tokens, and keep them."""
    answer = {name: values[0] for name, values in parse_qs(urlsplit(address.strip()).query).items()}
    if "error" in answer:
        raise Refused(f"consent refused: {answer['error']}")
    if answer.get("state") != consent.state or "code" not in answer:
        raise Refused("this is not the address that the browser showed after consent")
    client = WebApplicationClient(settings.client_id)
    body = client.prepare_request_body(code=answer["code"], redirect_uri=REDIRECT, code_verifier=consent.verifier)
    save_tokens(settings, _ask(settings, http or httpx.Client(timeout=TIMEOUT), body, time.time()))


def load_tokens(settings: OAuthSettings) -> dict[str, Any]:
    """The kept tokens, or none."""
    try:
        tokens = json.loads(settings.token_file.read_text(encoding="utf-8")) if settings.token_file else {}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Refused(f"token file {settings.token_file}: {error}") from error
    return tokens if isinstance(tokens, dict) else {}


def save_tokens(settings: OAuthSettings, tokens: Mapping[str, Any]) -> None:
    """Keep the tokens where only the owner can read them; the file is replaced as a whole."""
    if settings.token_file is None:
        return
    target = settings.token_file
    kept = {name: tokens[name] for name in ("access_token", "refresh_token", "expires_at") if name in tokens}
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(kept, file)
        fresh.replace(target)
    except OSError as error:
        raise Refused(f"token file {target}: {error}") from error


class _Pending(Exception):
    """Nobody has consented yet."""

    def __init__(self, *, slow_down: bool) -> None:
        super().__init__()
        self.slow_down = slow_down


def _ask(settings: OAuthSettings, http: httpx.Client, body: str, now: float) -> dict[str, Any]:
    """One request to the token endpoint; the tokens with the instant at which the access token ends."""
    form = {name: values[0] for name, values in parse_qs(body).items()}
    if settings.client_secret is not None:
        form["client_secret"] = settings.client_secret()
    answer = _post(http, settings.token_url, form)
    if answer.status_code >= 500 or answer.status_code == 429:
        raise Unavailable(f"{settings.token_url} answered {answer.status_code}")
    said = _json(answer)
    if said.get("error") in {"authorization_pending", "slow_down"}:
        raise _Pending(slow_down=said["error"] == "slow_down")
    try:
        tokens = WebApplicationClient(settings.client_id).parse_request_body_response(answer.text)
    except TemporarilyUnavailableError as error:
        raise Unavailable(f"{settings.token_url}: {_words(said) or error}") from error
    except OAuth2Error as error:
        mend = f"; run `syncd login {settings.mailbox}`" if said.get("error") == "invalid_grant" else ""
        raise Refused(f"{settings.provider}: {_words(said) or error}{mend}") from error
    return dict(tokens) | {"expires_at": now + float(said.get("expires_in", 3600))}


def _post(http: httpx.Client, url: str, form: Mapping[str, str]) -> httpx.Response:
    try:
        return http.post(url, data=form)
    except httpx.HTTPError as error:
        raise Unavailable(f"{url}: {error or type(error).__name__}") from error


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _words(said: Mapping[str, Any]) -> str:
    return ": ".join(str(said[name]).partition("\r\n")[0] for name in ("error", "error_description") if name in said)
