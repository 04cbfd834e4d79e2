"""The ping after a good cycle: an outside watch notices when it stays away. Carries no content."""

from __future__ import annotations

import httpx
import structlog

log = structlog.get_logger()

TIMEOUT_S = 10


def ping(url: str) -> None:
    """Fetch the address; a failure is logged and nothing else: the watch itself will speak up."""
    try:
        httpx.get(url, timeout=TIMEOUT_S, follow_redirects=True).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        log.warning("ping.failed", reason=type(error).__name__)
