"""A project's event stream: read to its end and folded into what is to be read again (ASANA.md section 6).

Events are hints, delivered at most once and in no order: they say what to look at and never what happened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import asana

from connectors.asana.answers import Json
from connectors.asana.api import AsanaApi
from connectors.asana.errors import SyncTokenLost
from connectors.asana.gate import Rank, ranked

MOST_ROUNDS = 500  # of 100 events: a stream that never ends is a fault


@dataclass(slots=True)
class Dirty:
    """What the events named. `stories` by task; those whose task was not named stand in `lone_stories`."""

    tasks: set[str] = field(default_factory=set)
    stories: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    lone_stories: set[str] = field(default_factory=set)
    attachments: set[str] = field(default_factory=set)
    sections: bool = False
    members: bool = False
    project: bool = False
    unknown: bool = False


def take_token(api: AsanaApi, project_gid: str) -> str | None:
    """A token that begins now. The 412 that brings it is the ordinary answer."""
    try:
        answer = api.read_whole(asana.EventsApi(api).get_events, project_gid)
    except SyncTokenLost as lost:
        return lost.fresh
    fresh = answer.get("sync")
    return fresh if isinstance(fresh, str) and fresh else None


def read_events(api: AsanaApi, project_gid: str, token: str) -> tuple[list[Json], str]:
    """All events after the token, and the token after them. Raises `SyncTokenLost`."""
    events: list[Json] = []
    for _ in range(MOST_ROUNDS):
        with ranked(Rank.FIRST):
            answer = api.read_whole(asana.EventsApi(api).get_events, project_gid, sync=token)
        events.extend(event for event in answer.get("data") or [] if isinstance(event, dict))
        following = answer.get("sync")
        if isinstance(following, str) and following:
            token = following
        if not answer.get("has_more"):
            break
    return events, token


def fold(events: Iterable[Json]) -> Dirty:
    """Events, in any order and number, to the set of things to read again."""
    dirty = Dirty()
    for event in events:
        resource = event.get("resource")
        gid = _gid(resource)
        kind = event.get("type") or (resource.get("resource_type") if isinstance(resource, dict) else None)
        _fold_one(dirty, str(kind), gid, event.get("parent"))
    return dirty


def _fold_one(dirty: Dirty, kind: str, gid: str | None, parent: Any) -> None:
    match kind:
        case "task" if gid:
            dirty.tasks.add(gid)
        case "story" if gid:
            task_gid = _gid(parent) if _is_task(parent) else None
            if task_gid:
                dirty.tasks.add(task_gid)  # a story's event may be all that tells of its task's change
                dirty.stories[task_gid].add(gid)
            else:
                dirty.lone_stories.add(gid)
        case "attachment" if gid:
            dirty.attachments.add(gid)
        case "section":
            dirty.sections = True
        case "project_membership":
            dirty.members = True
        case "project":
            dirty.project = True
        case _:
            dirty.unknown = True


def _is_task(parent: Any) -> bool:
    return isinstance(parent, dict) and parent.get("resource_type", "task") == "task"


def _gid(value: Any) -> str | None:
    gid = value.get("gid") if isinstance(value, dict) else None
    return gid if isinstance(gid, str) and gid else None
