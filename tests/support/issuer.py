"""A small issuer of OAuth 2 tokens on loopback: device code (RFC 8628), refresh, client credentials, introspection (RFC 7662)."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


@dataclass
class Issuer:
    """What it knows. `asked` holds the grants that were asked for, in order; `lives_s` is how long an access token holds."""

    user: str
    port: int = 0
    lives_s: int = 3600
    pending: int = 1  # how often the person has not consented yet
    is_away: bool = False
    access: set[str] = field(default_factory=set)
    refresh: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    serial: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        """Status and JSON."""
        if path == "/introspect":
            active = form.get("token") in self.access
            return 200, {"active": active, "username": self.user} if active else {"active": False}
        if self.is_away:
            return 503, {}
        if path == "/device":
            code = {"device_code": "d1", "user_code": "ABCD-EFGH", "verification_uri": "https://login.example/device"}
            return 200, code | {"interval": 0.1, "expires_in": 60}
        return self._token(form)

    def _token(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        grant = form.get("grant_type", "")
        self.asked.append(grant)
        if grant == _DEVICE and self.pending:
            self.pending -= 1
            return 400, {"error": "authorization_pending"}
        if grant == "refresh_token" and form.get("refresh_token") not in self.refresh:
            return 400, {"error": "invalid_grant", "error_description": "the token was revoked"}
        if grant == "client_credentials" and form.get("client_secret") != "app-secret":
            return 401, {"error": "invalid_client", "error_description": "the secret has expired"}
        number = next(self.serial)
        self.access.add(f"access-{number}")
        given: dict[str, object] = {"access_token": f"access-{number}", "token_type": "Bearer"}
        if grant != "client_credentials":
            self.refresh = {f"refresh-{number}"}  # each is good for one use
            given["refresh_token"] = f"refresh-{number}"
        return 200, given | {"expires_in": self.lives_s}


@contextmanager
def issuing(user: str) -> Iterator[Issuer]:
    """An issuer that knows one person, while the block runs."""
    issuer = Issuer(user)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, said = issuer.answer(self.path, {name: values[0] for name, values in form.items()})
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield issuer
        server.shutdown()
        thread.join()
