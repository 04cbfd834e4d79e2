"""One request to the API as its handlers see it, and the table of paths."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from syncd.demo.asana.errors import ApiError, bad_request
from syncd.demo.asana.fields import field_tree, told
from syncd.demo.asana.model import Thing, User, kind_of
from syncd.demo.asana.pages import Pager
from syncd.demo.asana.records import record
from syncd.demo.asana.state import State

COMMON_QUERY = frozenset({"opt_fields", "opt_pretty"})
PAGING = frozenset({"limit", "offset"})


@dataclass(slots=True)
class Call:
    """A request with its token's user. `data` is the body's `data`."""

    state: State
    pager: Pager
    user: User
    method: str
    path: str
    query: dict[str, str]
    data: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    gids: dict[str, str] = field(default_factory=dict)
    written: str = ""  # the gid of what was created or changed
    inner: list[Call] = field(default_factory=list)  # what a batch did with success

    def tree(self, kind: str) -> dict[str, Any] | None:
        """The fields asked for, in the query or the body's options."""
        wanted = self.query.get("opt_fields") or self.options.get("fields")
        if isinstance(wanted, list):
            wanted = ",".join(wanted)
        return field_tree(str(wanted), kind) if wanted else None

    def one(self, thing: Thing, kind: str | None = None) -> dict[str, Any]:
        """The answer that tells one thing."""
        kind = kind or kind_of(thing)
        return self.one_record(record(self.state, thing), kind)

    def one_record(self, whole: dict[str, Any], kind: str) -> dict[str, Any]:
        return {"data": told(self.state, whole, kind, self.tree(kind), in_list=False)}

    def many(self, things: list[Any], kind: str) -> dict[str, Any]:
        """The answer that tells a page of things."""
        return self.many_records([_Lazy(self.state, thing) for thing in things], kind)

    def all(self, things: list[Any], kind: str) -> dict[str, Any]:
        """The answer of the few lists that have no pages."""
        return {"data": self.many(things, kind)["data"]}

    def many_records(self, wholes: list[Any], kind: str, *, names: str | None = None) -> dict[str, Any]:
        tree = self.tree(names or kind)
        items, onward = self.pager.page(wholes, self.path, self.query)
        records = [item.record() if isinstance(item, _Lazy) else item for item in items]
        return {"data": [told(self.state, r, kind, tree, in_list=True) for r in records], "next_page": onward}

    def needed(self, name: str) -> list[Any]:
        """A list that the body must hold."""
        value = self.data.get(name)
        if not isinstance(value, list):
            raise bad_request(f"{name}: Missing input")
        return value

    def me(self, who: str) -> str:
        """`me` or an e-mail stands for a gid."""
        return self.user.gid if who == "me" else self.state.user(who).gid


@dataclass(frozen=True, slots=True)
class _Lazy:
    """A thing whose record is made only if its page is asked for."""

    state: State
    thing: Thing

    def record(self) -> dict[str, Any]:
        return record(self.state, self.thing)


Handler = Callable[[Call], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """A method and path with its handler and the query parameters it knows."""

    method: str
    template: str
    pattern: re.Pattern[str]
    handler: Handler
    query: frozenset[str]
    status: int


ROUTES: list[Route] = []


def route(
    method: str, template: str, *, query: str = "", paged: bool = False, status: int = 200
) -> Callable[[Handler], Handler]:
    """Serve a path. `{task}` in it is put into `call.gids["task"]`."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template) + "$")
    # The official SDK sends `limit` with any call whose answer is a list, writes included.
    known = frozenset(query.split()) | COMMON_QUERY | (PAGING if paged or method != "GET" else frozenset())

    def keep(handler: Handler) -> Handler:
        ROUTES.append(Route(method, template, pattern, handler, known, status))
        return handler

    return keep


def answer(call: Call) -> tuple[int, dict[str, Any]]:
    """Find the handler and run it. An unknown query parameter is refused: it would be a typo of ours."""
    methods = set()
    for one in ROUTES:
        found = one.pattern.match(call.path)
        if found is None:
            continue
        methods.add(one.method)
        if one.method != call.method:
            continue
        stray = sorted(set(call.query) - one.query)
        if stray:
            raise bad_request(f"{stray[0]}: Unknown query parameter for {one.method} {one.template}")
        call.gids = found.groupdict()
        return one.status, one.handler(call)
    if methods:
        raise ApiError(405, f"Method not allowed: {call.method}")
    raise ApiError(404, f"No matching route for request: {call.method} {call.path}")
