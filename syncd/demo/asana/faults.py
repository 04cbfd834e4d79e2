"""Faults on demand, as ASANA.md section 17 lists them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

# What a fault does, told in `do`: a word, then arguments.
STATUSES = frozenset(["400", "401", "402", "403", "404", "412", "429", "451", "500", "502", "503", "504"])
BODIES = frozenset(
    [
        "truncated",
        "empty_list",
        "short_list",
        "no_object",
        "null_user",
        "null_created_by",
        "null_parent",
        "unknown_subtype",
        "unknown_tag",
        "asana_change",
    ]
)
WIRES = frozenset(["cut", "commit_then_cut", "504_then_finish", "slow", "slow_body"])


@dataclass(slots=True)
class Fault:
    """Strikes requests whose `METHOD /path` fits `match` (a shell pattern): after `after` of them, `times` times.

    `do` is one of: `429`, `429 retry-after 2`, `429 retry-after soon`, `500`, `500 phrase`, `502 html`, any other error
    status; `cut` (before anything is done), `commit_then_cut`, `504_then_finish 0.3`, `slow 2` (late answer),
    `slow_body 2`; `truncated`, `empty_list`, `short_list`, `null_user`, `null_created_by`, `null_parent`,
    `unknown_subtype`, `unknown_tag`, `asana_change NAME`. `empty_list_once` and the like strike once.
    """

    match: str
    do: str
    times: int = 1
    after: int = 0
    struck: int = 0

    @property
    def word(self) -> str:
        return self.do.split()[0].removesuffix("_once")

    @property
    def argument(self) -> str:
        """The last word of `do`, empty where there is only one."""
        return self.do.split()[-1] if " " in self.do else ""

    def seconds(self, default: float) -> float:
        return float(self.argument) if self.argument else default


@dataclass(slots=True)
class Faults:
    """The faults that wait; each strikes at most once a request, the oldest first."""

    waiting: list[Fault] = field(default_factory=list)
    struck: list[tuple[str, str]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, match: str, do: str, *, times: int = 1, after: int = 0) -> Fault:
        """Let something go wrong from now on."""
        fault = Fault(match, do, times, after)
        if fault.word not in STATUSES | BODIES | WIRES:
            raise ValueError(f"no such fault: {do}")
        with self._lock:
            self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            self.waiting.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that strikes this request."""
        asked = f"{method} {path}"
        with self._lock:
            for fault in self.waiting:
                if not fnmatchcase(asked, fault.match):
                    continue
                if fault.after > 0:
                    fault.after -= 1
                    continue
                fault.struck += 1
                if fault.struck >= fault.times:
                    self.waiting.remove(fault)
                self.struck.append((asked, fault.do))
                return fault
        return None


def spoil(fault: Fault, body: dict[str, Any]) -> dict[str, Any]:
    """The answer with what the fault does to its content."""
    data = body.get("data")
    match fault.word:
        case "empty_list" if isinstance(data, list):
            return body | {"data": [], "next_page": None}
        case "short_list" if isinstance(data, list):
            return body | {"data": data[: len(data) // 2], "next_page": None}
        case "no_object" if isinstance(data, list):
            return body | {"data": [None, *data[1:]]}
        case "null_user" | "null_created_by" | "null_parent":
            name = fault.word.removeprefix("null_")
            return body | {"data": _each(data, lambda r: r | {name: None} if name in r else r)}
        case "unknown_subtype":
            return body | {"data": _each(data, lambda r: r | {"resource_subtype": "weather_changed"})}
        case "unknown_tag":
            return body | {"data": _each(data, _strange)}
        case _:
            return body


def _each(data: Any, change: Any) -> Any:
    if isinstance(data, list):
        return [change(item) for item in data]
    return change(data) if isinstance(data, dict) else data


def _strange(item: dict[str, Any]) -> dict[str, Any]:
    """Rich text with a tag of the future in it."""
    return {
        name: value.replace("</body>", "<object>new</object></body>") if name in {"html_text", "html_notes"} else value
        for name, value in item.items()
    }
