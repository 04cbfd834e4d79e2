"""`GET /events`: sync tokens, 412, a hundred at a time (ASANA.md section 6)."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

from syncd.demo.asana.errors import ApiError
from syncd.demo.asana.state import State

MOST_EVENTS = 100
LOST = (
    "Sync token invalid or too old. If you are attempting to keep resources in sync, you must fetch the full dataset "
    "for this query now and use the new sync token for the next sync."
)


def read_events(state: State, resource: str, sync: str | None) -> dict[str, Any]:
    """The events after the token, at most a hundred; 412 with a fresh token when it is missing, old or not ours."""
    seen = _position(state, resource, sync)
    if seen is None:
        raise ApiError(412, LOST, sync=token(state, resource, len(state.events)))
    ripe = state.now() - timedelta(seconds=state.weather.delay_s)
    found: list[dict[str, Any]] = []
    at = seen
    while at < len(state.events) and len(found) < MOST_EVENTS and state.events[at].at <= ripe:
        event = state.events[at]
        at += 1
        if resource in event.streams:
            found.append(event.body)
    more = any(resource in e.streams and e.at <= ripe for e in state.events[at:])
    return {"data": found, "sync": token(state, resource, at), "has_more": more}


def token(state: State, resource: str, position: int) -> str:
    """An opaque token: where in the stream, since when, for what."""
    body = json.dumps([position, state.now().timestamp(), _mark(state, resource)])
    return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=") + ":0"


def _position(state: State, resource: str, sync: str | None) -> int | None:
    if not sync:
        return None
    try:
        text = sync.removesuffix(":0")
        position, issued, mark = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError):
        return None
    if mark != _mark(state, resource) or state.now().timestamp() - issued > state.weather.token_life_s:
        return None
    return int(position) if 0 <= position <= len(state.events) else None


def _mark(state: State, resource: str) -> str:
    return hashlib.sha256(f"stream {state.token_epoch} {resource}".encode()).hexdigest()[:10]
