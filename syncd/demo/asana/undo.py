"""A refused write leaves nothing behind."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from syncd.demo.asana.errors import ApiError
from syncd.demo.asana.model import Task, Thing
from syncd.demo.asana.routes import Call
from syncd.demo.asana.state import State


@contextmanager
def undone_on_refusal(state: State, call: Call) -> Iterator[None]:
    """Put everything that the call names back as it was, if it ends in an error."""
    if call.method == "GET":
        yield
        return
    saved = [(thing, copy.deepcopy(thing)) for thing in _named(state, call)]
    marks = len(state.things), len(state.events), len(state.mail_log), state.next_gid
    try:
        yield
    except ApiError:
        for thing, before in saved:
            for each in fields(thing):
                setattr(thing, each.name, getattr(before, each.name))
        while len(state.things) > marks[0]:
            state.forget_last()
        del state.events[marks[1] :], state.mail_log[marks[2] :]
        state.next_gid = marks[3]
        raise


def _named(state: State, call: Call) -> list[Thing]:
    gids = dict.fromkeys([*call.path.split("/"), *_strings(call.data)])
    things = [state.things[gid] for gid in gids if gid in state.things]
    parents = [state.things[t.parent] for t in things if isinstance(t, Task) and t.parent in state.things]
    return things + parents


def _strings(value: Any) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [s for v in value.values() for s in _strings(v)]
        case list():
            return [s for v in value for s in _strings(v)]
        case _:
            return []
