"""Asana's answers, as the SDK expects them and as we read their errors; and the SDK without its noise."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any

import asana
import httpx

Json = dict[str, Any]
WORDS_KEPT = 300


@dataclass(frozen=True, slots=True)
class Announced:
    """A deprecation as `Asana-Change` announced it; `affected`: we use what will go."""

    name: str
    info: str
    affected: bool


class Answer:
    """What the SDK expects of a response."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.data = response.content
        self._headers = response.headers

    def getheaders(self) -> httpx.Headers:
        return self._headers


def quiet_configuration(base_url: str) -> Any:
    """The SDK's configuration without the handlers and levels it sets on two loggers."""
    loggers = [logging.getLogger(name) for name in ("asana", "urllib3")]
    before = [(logger, list(logger.handlers), logger.level) for logger in loggers]
    configuration = asana.Configuration()
    for logger, handlers, level in before:
        logger.handlers[:] = handlers
        logger.setLevel(level)
    configuration.host = base_url.rstrip("/")
    configuration.return_page_iterator = False
    return configuration


def json_of(response: httpx.Response) -> Json:
    """The body's object; empty where it is something else (a proxy's HTML)."""
    try:
        body = json.loads(response.content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def words_of(body: Json) -> str:
    """Asana's own words for a refusal, with the phrase its support finds an incident by."""
    errors = body.get("errors")
    if not isinstance(errors, list):
        return ""
    said = [
        f"{error.get('message', '')} {error.get('phrase', '')}".strip() for error in errors if isinstance(error, dict)
    ]
    return "; ".join(said)[:WORDS_KEPT]


def parse_change(value: str) -> Announced:
    """`name=X;info=URL;affected=true`."""
    parts = dict(part.strip().partition("=")[::2] for part in value.split(";") if "=" in part)
    return Announced(parts.get("name", value), parts.get("info", ""), parts.get("affected", "").lower() == "true")
