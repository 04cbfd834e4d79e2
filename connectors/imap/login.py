"""Connecting and logging in, with imapclient on our own wire: TLS, STARTTLS, password and OAuth 2."""

from __future__ import annotations

import imaplib
import ipaddress
import re
import ssl
from typing import Any, cast

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from connectors.imap.allowed import require_allowed
from connectors.imap.answer import is_temporary
from connectors.imap.settings import MailboxSettings, Tokens
from connectors.imap.wire import Wire
from syncd.domain.errors import Refused, Unavailable


def log_in(settings: MailboxSettings, wire: Wire) -> tuple[frozenset[str], str]:
    """Connect `wire` and log in. Returns the capabilities after login (they change there) and the greeting.

    Raises `Refused` with the server's own words, `Unavailable` where it may work later, or OSError of the wire.
    """
    try:
        client = _Client(settings, wire)
        if settings.security == "starttls":
            client.starttls(tls_context(settings))
        _authenticate(client, settings, wire)
        return frozenset(word.decode("ascii", "replace") for word in client.capabilities()), _words(client.welcome)
    except LoginError as error:
        words = _words(error)
        if is_temporary(words) or isinstance(error.__cause__ or error.__context__, imaplib.IMAP4.abort):
            raise Unavailable(f"login not possible now: {words}") from error
        raise Refused(f"login refused: {words}") from error
    except (IMAPClientError, imaplib.IMAP4.error) as error:
        raise Unavailable(f"no IMAP session: {_words(error)}") from error


def tls_context(settings: MailboxSettings) -> ssl.SSLContext:
    """Certificates and host names are verified, against an own authority where one is named."""
    try:
        return ssl.create_default_context(cafile=settings.ca_file or None)
    except OSError as error:
        raise Refused(f"ca_file {settings.ca_file}: {error}") from error


def _authenticate(client: IMAPClient, settings: MailboxSettings, wire: Wire) -> None:
    offered = {word.decode("ascii", "replace").upper() for word in client.capabilities()}
    if settings.security == "none" and not ipaddress.ip_address(wire.socket.getpeername()[0]).is_loopback:
        raise Refused("security = none is for loopback only: the password would travel in the clear")
    if settings.oauth is not None:
        mechanism = "XOAUTH2" if "AUTH=XOAUTH2" in offered or "AUTH=OAUTHBEARER" not in offered else "OAUTHBEARER"
        _authenticate_with_tokens(client, mechanism, settings, settings.oauth)
        return
    if settings.password is None:
        raise Refused("neither password nor oauth2 is configured")
    password = settings.password()
    if (settings.user + password).isascii() and "LOGINDISABLED" not in offered:
        client.login(_quoted(settings.user), password)
    elif "AUTH=PLAIN" in offered:
        client.plain_login(settings.user, password)
    else:
        raise Refused("the server offers neither LOGIN nor AUTH=PLAIN for this user and password")


def _authenticate_with_tokens(client: IMAPClient, mechanism: str, settings: MailboxSettings, tokens: Tokens) -> None:
    """With the token at hand, and once more with another where that one was revoked before its time."""
    token = tokens()
    try:
        _authenticate_with_token(client, mechanism, settings, token)
    except LoginError as error:
        if is_temporary(_words(error)) or (another := tokens.instead_of(token)) is None:
            raise
        _authenticate_with_token(client, mechanism, settings, another)


def _authenticate_with_token(client: IMAPClient, mechanism: str, settings: MailboxSettings, token: str) -> None:
    """XOAUTH2 (Google's) or OAUTHBEARER (RFC 7628). The server's second challenge says why it refuses, and wants an empty answer."""
    first = {
        "XOAUTH2": f"user={settings.user}\1auth=Bearer {token}\1\1",
        "OAUTHBEARER": f"n,a={settings.user.replace('=', '=3D').replace(',', '=2C')},\1host={settings.host}\1port={settings.port}\1auth=Bearer {token}\1\1",
    }[mechanism]
    challenges: list[bytes] = []

    def answer(challenge: bytes) -> str:
        challenges.append(challenge)
        return first if len(challenges) == 1 else "\1" if mechanism == "OAUTHBEARER" else ""

    try:
        client.sasl_login(mechanism, answer)
    except LoginError as error:
        reason = b" ".join(challenges[1:]).decode("utf-8", "replace")
        raise LoginError(f"{_words(error)} {reason}".strip()) from error.__context__


class _Client(IMAPClient):  # type: ignore[misc]  # untyped
    """imapclient with our wire under it."""

    def __init__(self, settings: MailboxSettings, wire: Wire) -> None:
        self._wire = wire
        self._tls = tls_context(settings) if settings.security == "tls" else None
        super().__init__(settings.host, settings.port, ssl=False)

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802  # imapclient's name
        return _Connection(self._wire, self._tls)

    def _set_read_timeout(self) -> None:
        """The wire has its own."""


class _Connection(imaplib.IMAP4):
    """imaplib reading and writing through the wire; a command that is not allowed raises before it is sent."""

    def __init__(self, wire: Wire, tls: ssl.SSLContext | None) -> None:
        self._wire = wire
        self._tls = tls
        super().__init__(wire.host, wire.port)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        del timeout
        self.host, self.port = host, port
        self._wire.connect(self._tls)
        self.sock = self._wire.socket

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> Any:
        """STARTTLS; the capabilities told before it do not count (RFC 9051, 6.2.1)."""
        status, data = self._simple_command("STARTTLS")
        if status == "OK" and ssl_context is not None:
            self._wire.start_tls(ssl_context)
            self.sock = self._wire.socket
            self._get_capabilities()
        return status, data

    def read(self, size: int) -> bytes:
        return self._wire.read(size)

    def readline(self) -> bytes:
        return self._wire.readline()

    def send(self, data: Any) -> None:
        command = bytes(data)
        if command.startswith(cast("bytes", self.tagpre)):
            require_allowed(command.partition(b" ")[2])
        self._wire.send(command)

    def shutdown(self) -> None:
        self._wire.close()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(said: object) -> str:
    """The server's own words, without Python's `b'...'` around them."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return re.sub(r"""^b(['"])(.*)\1$""", r"\2", text)[:300]
