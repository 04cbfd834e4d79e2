"""OAuth 2: tokens as Google and Microsoft give them out, and a login with one on a real server."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import respx

from connectors.imap.issuer import OAuthSettings
from connectors.imap.oauth import (
    AccessToken,
    begin_browser,
    begin_device,
    finish_browser,
    wait_for_consent,
)
from syncd.domain.errors import Refused, Unavailable
from tests.contract.imap.mailbox import ANNA, PASSWORD, days_ago, letter, one_pass, source, subjects
from tests.support.dovecot import Dovecot, needs_dovecot
from tests.support.issuer import Issuer, issuing

NOW = 1_780_000_000.0
MICROSOFT = "https://login.microsoftonline.com/tenant-1/oauth2/v2.0/"
GOOGLE = "https://oauth2.googleapis.com/token"


@pytest.fixture
def microsoft(tmp_path: Path) -> OAuthSettings:
    return OAuthSettings("anna", "microsoft", "client-1", tenant="tenant-1", token_file=tmp_path / "anna.json")


def keep(settings: OAuthSettings, **tokens: object) -> None:
    assert settings.token_file is not None
    settings.token_file.write_text(json.dumps(tokens))


def kept(settings: OAuthSettings) -> dict[str, object]:
    assert settings.token_file is not None
    return dict(json.loads(settings.token_file.read_text()))


def sent(route: respx.Route) -> list[dict[str, str]]:
    """The forms that were posted."""
    return [{k: v[0] for k, v in parse_qs(call.request.content.decode()).items()} for call in route.calls]


@respx.mock
def test_a_token_that_is_valid_for_long_is_used_without_asking(microsoft: OAuthSettings) -> None:
    keep(microsoft, access_token="a1", refresh_token="r1", expires_at=NOW + 1000)

    assert AccessToken(microsoft, now=lambda: NOW)() == "a1"


@respx.mock
def test_a_token_is_renewed_before_it_ends_and_the_new_ones_are_kept_for_the_owner_alone(
    microsoft: OAuthSettings,
) -> None:
    keep(microsoft, access_token="a1", refresh_token="r1", expires_at=NOW + 100)
    tokens = {"access_token": "a2", "refresh_token": "r2", "expires_in": 3600, "token_type": "Bearer"}
    route = respx.post(MICROSOFT + "token").respond(json=tokens)
    token = AccessToken(microsoft, now=lambda: NOW)

    assert (token(), token()) == ("a2", "a2")
    assert sent(route) == [{"grant_type": "refresh_token", "refresh_token": "r1", "client_id": "client-1"}]
    assert kept(microsoft) == {"access_token": "a2", "refresh_token": "r2", "expires_at": NOW + 3600}
    assert microsoft.token_file is not None
    assert stat.S_IMODE(microsoft.token_file.stat().st_mode) == 0o600


@respx.mock
def test_a_provider_that_sends_no_new_refresh_token_leaves_the_old_one_valid(tmp_path: Path) -> None:
    google = OAuthSettings("anna", "google", "client-1", lambda: "s1", token_file=tmp_path / "anna.json")
    keep(google, access_token="a1", refresh_token="r1", expires_at=0)
    route = respx.post(GOOGLE).respond(json={"access_token": "a2", "expires_in": 3599, "token_type": "Bearer"})

    assert AccessToken(google, now=lambda: NOW)() == "a2"
    assert kept(google)["refresh_token"] == "r1"
    assert sent(route)[0]["client_secret"] == "s1"


@respx.mock
def test_consent_that_was_withdrawn_is_refused_in_the_providers_words(microsoft: OAuthSettings) -> None:
    keep(microsoft, access_token="a1", refresh_token="r1", expires_at=0)
    respx.post(MICROSOFT + "token").respond(
        400, json={"error": "invalid_grant", "error_description": "AADSTS70008: expired"}
    )

    with pytest.raises(Refused, match="invalid_grant: AADSTS70008"):
        AccessToken(microsoft, now=lambda: NOW)()


@respx.mock
@pytest.mark.parametrize("failure", [httpx.Response(503), httpx.ConnectError("no route")])
def test_a_provider_that_cannot_be_reached_is_not_a_refusal(microsoft: OAuthSettings, failure: object) -> None:
    keep(microsoft, access_token="a1", refresh_token="r1", expires_at=0)
    respx.post(MICROSOFT + "token").mock(side_effect=[failure])

    with pytest.raises(Unavailable):
        AccessToken(microsoft, now=lambda: NOW)()


def test_without_consent_the_command_that_mends_it_is_named(microsoft: OAuthSettings) -> None:
    with pytest.raises(Refused, match="syncd login anna"):
        AccessToken(microsoft)()


@respx.mock
def test_a_consent_given_meanwhile_by_another_process_is_taken_up(microsoft: OAuthSettings) -> None:
    clock = [NOW]
    keep(microsoft, access_token="a1", refresh_token="r1", expires_at=NOW + 1000)
    token = AccessToken(microsoft, now=lambda: clock[0])
    assert token() == "a1"
    keep(microsoft, access_token="a5", refresh_token="r5", expires_at=NOW + 9000)
    clock[0] = NOW + 2000

    assert token() == "a5"


@respx.mock
def test_app_only_access_needs_no_person(microsoft: OAuthSettings) -> None:
    route = respx.post(MICROSOFT + "token").respond(
        json={"access_token": "app", "expires_in": 3599, "token_type": "Bearer"}
    )
    app_only = replace(microsoft, app_only=True, client_secret=lambda: "s1")

    assert AccessToken(app_only, now=lambda: NOW)() == "app"
    assert sent(route) == [
        {
            "grant_type": "client_credentials",
            "client_id": "client-1",
            "scope": "https://outlook.office365.com/.default",
            "client_secret": "s1",
        }
    ]


@respx.mock
def test_by_device_code_the_person_consents_in_any_browser_while_we_ask_patiently(microsoft: OAuthSettings) -> None:
    respx.post(MICROSOFT + "devicecode").respond(
        json={
            "device_code": "d1",
            "user_code": "ABCD",
            "verification_uri": "https://microsoft.com/devicelogin",
            "interval": 5,
            "expires_in": 900,
        }
    )
    tokens = {"access_token": "a1", "refresh_token": "r1", "expires_in": 3600, "token_type": "Bearer"}
    route = respx.post(MICROSOFT + "token").mock(
        side_effect=[
            httpx.Response(400, json={"error": "authorization_pending"}),
            httpx.Response(400, json={"error": "slow_down"}),
            httpx.Response(200, json=tokens),
        ]
    )
    waits: list[float] = []

    with httpx.Client() as http:
        code = begin_device(microsoft, http)
        wait_for_consent(microsoft, code, waits.append, http)

    assert (code.url, code.code, waits) == ("https://microsoft.com/devicelogin", "ABCD", [5, 5, 10])
    assert sent(route)[0] == {
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "device_code": "d1",
        "client_id": "client-1",
    }
    assert kept(microsoft)["refresh_token"] == "r1"


@respx.mock
def test_consent_in_the_browser_is_checked_and_traded_for_tokens(tmp_path: Path) -> None:
    google = OAuthSettings("anna", "google", "client-1", lambda: "s1", token_file=tmp_path / "anna.json")
    tokens = {"access_token": "a1", "refresh_token": "r1", "expires_in": 3599, "token_type": "Bearer"}
    route = respx.post(GOOGLE).respond(json=tokens)
    consent = begin_browser(google)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(consent.url).query).items()}

    with httpx.Client() as http:
        with pytest.raises(Refused, match="not the address"):
            finish_browser(google, consent, "http://127.0.0.1:1/?state=forged&code=c1", http)
        finish_browser(google, consent, f"http://127.0.0.1:1/?state={asked['state']}&code=c1&scope=x\n", http)

    assert (asked["scope"], asked["access_type"], asked["code_challenge_method"]) == (
        "https://mail.google.com/",
        "offline",
        "S256",
    )
    assert sent(route)[0]["code_verifier"] == consent.verifier
    assert kept(google)["refresh_token"] == "r1"


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with issuing(ANNA) as running:
        yield running


@contextmanager
def opened_by_tokens(folder: Path, issuer: Issuer, mechanism: str) -> Iterator[Dovecot]:
    """A Dovecot that asks the issuer of a token whose it is."""
    introspection = f"{issuer.url}/introspect"
    with Dovecot(
        folder, users={ANNA: PASSWORD}, introspection_url=introspection, mechanisms=f"plain {mechanism}"
    ) as server:
        server.deliver(ANNA, "INBOX", letter(1), days_ago(1))
        yield server


def tokens(folder: Path, issuer: Issuer, **changes: object) -> AccessToken:
    """Tokens that the person consented to, or the app's own."""
    path = folder / "anna.token"
    issuer.refresh.add("refresh-0")
    path.write_text(json.dumps({"access_token": "access-0", "refresh_token": "refresh-0", "expires_at": 4e9}))
    settings = OAuthSettings("anna", "other", "client-1", token_file=path, token_at=f"{issuer.url}/token")
    return AccessToken(replace(settings, **changes))  # type: ignore[arg-type]


@pytest.mark.dovecot
@needs_dovecot
@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
def test_a_token_opens_a_real_server(tmp_path: Path, issuer: Issuer, mechanism: str) -> None:
    issuer.access.add("access-0")
    with opened_by_tokens(tmp_path, issuer, mechanism) as server:
        mailbox = source(server.port, oauth=tokens(tmp_path, issuer), password=None)
        assert (subjects(one_pass(mailbox)[0]), issuer.asked) == (["Letter 1"], [])


@pytest.mark.dovecot
@needs_dovecot
@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
def test_a_token_revoked_before_its_time_is_replaced_within_the_same_login(
    tmp_path: Path, issuer: Issuer, mechanism: str
) -> None:
    with opened_by_tokens(tmp_path, issuer, mechanism) as server:
        mailbox = source(server.port, oauth=tokens(tmp_path, issuer), password=None)
        assert (subjects(one_pass(mailbox)[0]), issuer.asked) == (["Letter 1"], ["refresh_token"])


@pytest.mark.dovecot
@needs_dovecot
def test_where_consent_was_withdrawn_too_the_person_is_told_what_to_run(tmp_path: Path, issuer: Issuer) -> None:
    with opened_by_tokens(tmp_path, issuer, "xoauth2") as server:
        mailbox = source(server.port, oauth=tokens(tmp_path, issuer), password=None)
        issuer.refresh.clear()
        with pytest.raises(Refused, match=r"invalid_grant: the token was revoked; run `syncd login anna`"):
            mailbox.fetch(None)


@pytest.mark.dovecot
@needs_dovecot
def test_an_issuer_that_is_away_is_no_refusal(tmp_path: Path, issuer: Issuer) -> None:
    with opened_by_tokens(tmp_path, issuer, "xoauth2") as server:
        mailbox = source(server.port, oauth=tokens(tmp_path, issuer), password=None)
        issuer.is_away = True
        with pytest.raises(Unavailable, match="answered 503"):
            mailbox.fetch(None)


@pytest.mark.dovecot
@needs_dovecot
def test_a_token_of_the_app_alone_opens_a_real_server_and_an_expired_secret_is_refused(
    tmp_path: Path, issuer: Issuer
) -> None:
    with opened_by_tokens(tmp_path, issuer, "xoauth2") as server:
        good = tokens(tmp_path, issuer, app_only=True, client_secret=lambda: "app-secret", token_file=None)
        bad = tokens(tmp_path, issuer, app_only=True, client_secret=lambda: "old", token_file=None)
        assert subjects(one_pass(source(server.port, oauth=good, password=None))[0]) == ["Letter 1"]
        with pytest.raises(Refused, match="invalid_client: the secret has expired"):
            source(server.port, oauth=bad, password=None).fetch(None)


def test_a_connection_that_fails_while_we_wait_for_consent_is_tried_again_more_slowly(
    tmp_path: Path, issuer: Issuer
) -> None:
    settings = OAuthSettings(
        "anna",
        "other",
        "client-1",
        token_file=tmp_path / "anna.token",
        token_at=f"{issuer.url}/token",
        device_at=f"{issuer.url}/device",
    )
    code = begin_device(settings)
    issuer.is_away = True
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        issuer.is_away = len(waits) < 3

    wait_for_consent(settings, code, wait)

    assert waits == [0.1, 0.2, 0.4, 0.4]
    assert kept(settings)["refresh_token"] == "refresh-1"
