"""`POST /batch`: up to ten requests in one (ASANA.md section 10)."""

from __future__ import annotations

import json
import re
from typing import Any

from syncd.demo.asana.errors import ApiError, bad_request
from syncd.demo.asana.routes import Call, answer, route

MOST_ACTIONS = 10
NOT_INSIDE = re.compile(r"^/(batch|exports|attachments$)")


def actions_in(body: bytes) -> int:
    """How many requests a batch counts for."""
    try:
        return max(1, len(json.loads(body)["data"]["actions"]))
    except (ValueError, TypeError, KeyError):
        return 1


@route("POST", "/batch")
def post_batch(call: Call) -> dict[str, Any]:
    """Results in the order asked; the envelope is 200 whatever they say."""
    actions = call.data.get("actions")
    if not isinstance(actions, list) or not 1 <= len(actions) <= MOST_ACTIONS:
        raise bad_request("actions: must hold 1 to 10 actions")
    return {"data": [_result(call, action) for action in actions]}


def _result(call: Call, action: dict[str, Any]) -> dict[str, Any]:
    try:
        inner = _inner(call, action)
        status, body = answer(inner)
        call.inner.append(inner)
    except ApiError as error:
        return {"status_code": error.status, "headers": {}, "body": error.body}
    return {"status_code": status, "headers": {}, "body": body}


def _inner(call: Call, action: dict[str, Any]) -> Call:
    method = str(action.get("method", "get")).upper()
    path = str(action.get("relative_path", ""))
    if "?" in path or NOT_INSIDE.match(path):
        raise bad_request(f"actions: not allowed in a batch: {path}")
    data, options = dict(action.get("data") or {}), dict(action.get("options") or {})
    query = {k: str(v) for k, v in options.items() if k in {"limit", "offset"}}
    if method == "GET":
        query |= {k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in data.items()}
        data = {}
    return Call(call.state, call.pager, call.user, method, path, query, data, options)
