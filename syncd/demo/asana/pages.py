"""Pages: `limit`, offsets that expire, `next_page` (ASANA.md section 5)."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

from syncd.demo.asana.errors import bad_request

T = TypeVar("T")
MOST_WITHOUT_LIMIT = 1000
EXPIRED = "offset: Your pagination token has expired."


@dataclass(slots=True)
class Pager:
    """Issues offsets. `life_s` is real time; `expire()` kills all that were issued."""

    life_s: float = 900.0
    epoch: int = field(default=0)

    def expire(self) -> None:
        """Every offset given out so far is dead."""
        self.epoch += 1

    def page(self, items: list[T], path: str, query: dict[str, str]) -> tuple[list[T], dict[str, Any] | None]:
        """The page asked for and what leads to the next one."""
        if "limit" not in query:
            if len(items) > MOST_WITHOUT_LIMIT:
                raise bad_request("The result is too large. You should use pagination!")
            return items, None
        limit = query["limit"]
        if not limit.isdigit() or not 1 <= int(limit) <= 100:
            raise bad_request("limit: Must be between 1 and 100")
        start = self._start(path, query) if query.get("offset") else 0
        end = start + int(limit)
        return items[start:end], self._next(path, query, end) if end < len(items) else None

    def _start(self, path: str, query: dict[str, str]) -> int:
        try:
            index, epoch, issued, same = json.loads(base64.urlsafe_b64decode(query["offset"]))
        except (ValueError, TypeError):
            raise bad_request(EXPIRED) from None
        if epoch != self.epoch or time.monotonic() - issued > self.life_s or same != _digest(path, query):
            raise bad_request(EXPIRED)
        return int(index)

    def _next(self, path: str, query: dict[str, str], index: int) -> dict[str, Any]:
        token = json.dumps([index, self.epoch, time.monotonic(), _digest(path, query)])
        offset = base64.urlsafe_b64encode(token.encode()).decode()
        onward = f"{path}?{urlencode(query | {'offset': offset})}"
        return {"offset": offset, "path": onward, "uri": f"https://app.asana.com/api/1.0{onward}"}


def _digest(path: str, query: dict[str, str]) -> str:
    """The other parameters must stay the same from page to page."""
    same = sorted((k, v) for k, v in query.items() if k not in {"offset", "limit"})
    return hashlib.sha256(repr((path, same)).encode()).hexdigest()[:12]
