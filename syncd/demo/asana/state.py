"""The simulated workspace as it is now, and what has happened in it."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from syncd.demo.asana.errors import ApiError, unknown
from syncd.demo.asana.model import Project, Section, Story, Task, Team, Thing, User, Workspace, kind_of

T = TypeVar("T", bound=Thing)
FIRST_GID = 1_208_000_000_000_001


@dataclass(frozen=True, slots=True)
class Mail:
    """One message that Asana sends: a comment goes to every follower but its author."""

    at: datetime
    to: str  # e-mail
    kind: str  # comment | status_update | assigned
    about: str  # gid of the task or project
    story: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Write:
    """One accepted change through HTTP. `gid` is the object created or changed."""

    at: datetime
    method: str
    path: str
    body: Any
    by: str  # e-mail
    gid: str


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the streams in `streams`; `body` is what is sent."""

    at: datetime
    streams: frozenset[str]
    body: dict[str, Any]


@dataclass(slots=True)
class EventWeather:
    """How unreliable the event streams are: shares of lost and doubled events, and the delay in seconds."""

    lost: float = 0.0
    doubled: float = 0.0
    delay_s: float = 0.0
    token_life_s: float = 24 * 3600
    dice: random.Random = field(default_factory=lambda: random.Random(20260611))


class State:
    """Everything by gid. `lock` is held by whoever reads or changes it."""

    def __init__(self, now: Callable[[], datetime], domains: tuple[str, ...]) -> None:
        self.lock = threading.RLock()
        self.clock = now
        self.things: dict[str, Thing] = {}
        self.kinds: dict[type[Thing], dict[str, Any]] = {}
        self.events: list[Event] = []
        self.weather = EventWeather()
        self.mail_log: list[Mail] = []
        self.next_gid = FIRST_GID
        self.token_epoch = 0
        self.paid = True
        self.workspace = self.add(Workspace(self.gid(), "Workspace", self.now(), email_domains=domains))

    def now(self) -> datetime:
        """The server's time, to the millisecond, in UTC."""
        moment = self.clock().astimezone(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def gid(self, wanted: str | None = None) -> str:
        """A gid not used before: the wanted one where it is free."""
        if wanted is not None:
            if wanted in self.things:
                raise ValueError(f"gid {wanted} is taken")
            return wanted
        while True:
            gid, self.next_gid = str(self.next_gid), self.next_gid + 1
            if gid not in self.things:
                return gid

    def add(self, thing: T) -> T:
        self.things[thing.gid] = thing
        self.kinds.setdefault(type(thing), {})[thing.gid] = thing
        return thing

    def forget_last(self) -> None:
        """Take back what was added last."""
        gid, thing = self.things.popitem()
        del self.kinds[type(thing)][gid]

    def all(self, kind: type[T]) -> list[T]:
        """Every living thing of this kind, oldest first."""
        return [t for t in self.kinds.get(kind, {}).values() if t.deleted_at is None]

    def find(self, kind: type[T], gid: str) -> T | None:
        """The thing, also from the trash."""
        thing = self.things.get(gid)
        return thing if isinstance(thing, kind) else None

    def get(self, kind: type[T], gid: str, *, word: str = "") -> T:
        """The living thing, or Asana's 404 (400 where that is no gid)."""
        thing = self.find(kind, gid)
        if thing is None or thing.deleted_at is not None:
            raise unknown(word or kind.__name__.lower(), gid)
        return thing

    def user(self, who: str) -> User:
        """A user by gid or e-mail."""
        if "@" not in who:
            return self.get(User, who)
        found = next((u for u in self.all(User) if u.email.casefold() == who.casefold()), None)
        if found is None:
            raise ApiError(400, f"assignee: Not a user in Organization: {who}")
        return found

    def user_or_team(self, who: str) -> User | Team:
        return self.find(Team, who) or self.user(who)

    def ancestors(self, task: Task) -> list[Task]:
        """The task itself, its parent, and so on upwards."""
        line = [task]
        while line[-1].parent is not None:
            parent = self.find(Task, line[-1].parent)
            if parent is None:
                break
            line.append(parent)
        return line

    def projects_of(self, task: Task) -> list[Project]:
        """The projects that the task or an ancestor of it is in."""
        gids = dict.fromkeys(gid for t in self.ancestors(task) for gid in t.memberships)
        return [p for gid in gids if (p := self.find(Project, gid)) is not None]

    def streams_of(self, thing: Thing) -> frozenset[str]:
        """Where events about it are seen: they bubble up to parents and projects (ASANA.md section 6)."""
        match thing:
            case Task():
                line = self.ancestors(thing)
                return frozenset({t.gid for t in line} | {p.gid for p in self.projects_of(thing)})
            case Story(task=gid):
                return self.streams_of(self.things[gid]) | {thing.gid}
            case Section(project=gid):
                return frozenset({gid})
            case _:
                parent = getattr(thing, "parent", None)
                own = frozenset({thing.gid})
                return own | self.streams_of(self.things[parent]) if parent in self.things else own

    def happened(
        self,
        actor: str | None,
        action: str,
        thing: Thing,
        *,
        parent: Thing | None = None,
        change: dict[str, Any] | None = None,
        also: frozenset[str] = frozenset(),
    ) -> None:
        """Put an event into the streams, unless the weather loses it."""
        body: dict[str, Any] = {
            "action": action,
            "type": kind_of(thing),
            "created_at": stamp(self.now()),
            "user": None if actor is None else {"gid": actor, "resource_type": "user"},
            "resource": self.brief(thing, named=action != "deleted"),
            "parent": None if parent is None else self.brief(parent),
        }
        if change is not None:
            body["change"] = change
        self.put_event(body, self.streams_of(thing) | also)

    def put_event(self, body: dict[str, Any], streams: frozenset[str]) -> None:
        """Append to the streams; the weather may lose or double it."""
        if self.weather.dice.random() < self.weather.lost:
            return
        times = 2 if self.weather.dice.random() < self.weather.doubled else 1
        self.events.extend([Event(self.now(), streams, body)] * times)

    def brief(self, thing: Thing, *, named: bool = True) -> dict[str, Any]:
        """The compact record that events carry."""
        record: dict[str, Any] = {"gid": thing.gid, "resource_type": kind_of(thing)}
        if named and not isinstance(thing, Story):
            record["name"] = thing.name
        subtype = getattr(thing, "resource_subtype", None)
        return record | ({"resource_subtype": subtype} if subtype else {})


def stamp(moment: datetime | None) -> str | None:
    """Asana's form of an instant."""
    return (
        None
        if moment is None
        else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
    )
