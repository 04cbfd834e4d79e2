"""A stateful Asana on loopback: start it, point a client at it, act in it as people do.

    with AsanaSimulator() as asana:
        anna = asana.add_user("Анна Орлова", "anna.orlova@agency.example")
        internal = asana.add_project("Работа с почтой", members=["anna.orlova@agency.example"])
        ...  # the daemon runs against asana.base_url with asana.token
        asana.person("anna.orlova@agency.example").complete(task)
        assert len(asana.writes) == 1

It follows ASANA.md and Asana's OpenAPI file and shares no code with the connector, or it would share its mistakes.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from types import TracebackType
from typing import Self

from syncd.demo.asana import access, projects
from syncd.demo.asana.clock import Clock
from syncd.demo.asana.faults import Faults
from syncd.demo.asana.limits import Limits
from syncd.demo.asana.model import CustomField, EnumOption, Project, Section, Task, Team, User
from syncd.demo.asana.pages import Pager
from syncd.demo.asana.people import Person
from syncd.demo.asana.server import PREFIX, AsanaServer
from syncd.demo.asana.state import EventWeather, Mail, State, Write


class AsanaSimulator:
    """One organisation. Everything may be set up before or after `start`; `now` defaults to a running clock."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime] | None = None,
        domains: tuple[str, ...] = ("agency.example",),
        requests_per_minute: int | None = 1500,
        paid: bool = True,
        offset_life_s: float = 900.0,
        port: int = 0,
    ) -> None:
        self.clock = Clock()
        self.state = State(now or self.clock, domains)
        self.state.paid = paid
        self.faults = Faults()
        self.limits = Limits(per_minute=requests_per_minute)
        self.pager = Pager(offset_life_s)
        self.writes: list[Write] = []
        self.requests: list[tuple[str, str, int]] = []  # method, path, status
        self.tokens: dict[str, str] = {}
        self.timers: list[threading.Timer] = []
        self.stopping = threading.Event()
        self.team = self.add_team("Агентство")
        self.bot = self.add_user("syncd", f"syncd@{domains[0]}")
        self.token = self.token_of(self.bot.email)
        self._port = port
        self._server: AsanaServer | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Listen on loopback; after a `stop` at the same address, with everything as it was."""
        self.stopping.clear()
        self._server = AsanaServer(self._port, self)
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="asana-simulator", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Hang up and close; stopping twice is harmless."""
        if self._server is None or self._thread is None:
            return
        self.stopping.set()
        for timer in self.timers:
            timer.join()
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()
        self._server = None

    @property
    def base_url(self) -> str:
        """What `asana.base_url` in the config is set to."""
        return f"http://127.0.0.1:{self._port}{PREFIX}"

    @property
    def workspace(self) -> str:
        """The workspace's gid."""
        return self.state.workspace.gid

    @property
    def mail_log(self) -> list[Mail]:
        """Every message that Asana would have sent: one per follower and comment."""
        return self.state.mail_log

    @property
    def weather(self) -> EventWeather:
        """How unreliable the event streams are."""
        return self.state.weather

    def note_request(self, method: str, path: str, status: int) -> None:
        self.requests.append((method, path, status))

    def token_of(self, who: str) -> str:
        """A new personal access token of this person."""
        token = f"2/{secrets.token_hex(16)}"
        self.tokens[token] = self.state.user(who).gid
        return token

    def dismiss(self, who: str) -> None:
        """Somebody leaves: no seat, no token, member of nothing. What they wrote stays, its author is null."""
        with self.state.lock:
            user = self.state.user(who)
            user.is_active = False
            user.deleted_at = self.state.now()
            self.tokens = {token: gid for token, gid in self.tokens.items() if gid != user.gid}
            for project in self.state.all(Project):
                projects.remove_member(self.state, self.bot.gid, project, user.gid)
            for task in self.state.all(Task):
                if user.gid in task.followers:
                    task.followers.remove(user.gid)

    def revoke(self, token: str) -> None:
        """The token is dead: 401 from now on."""
        self.tokens.pop(token, None)

    def person(self, who: str) -> Person:
        """Somebody, by e-mail or gid, who acts without HTTP."""
        return Person(self.state, self.state.user(who))

    def add_user(
        self, name: str, email: str, *, is_guest: bool | None = None, is_view_only: bool = False, gid: str | None = None
    ) -> User:
        """A user of the organisation; a guest unless the e-mail's domain is one of the organisation's."""
        domain = email.rpartition("@")[2]
        guest = domain not in self.state.workspace.email_domains if is_guest is None else is_guest
        with self.state.lock:
            user = User(self.state.gid(gid), name, self.state.now(), email=email, is_guest=guest)
            user.is_view_only = is_view_only
            if not guest:
                self.team.members.append(user.gid)
            return self.state.add(user)

    def add_team(self, name: str, members: Iterable[str] = ()) -> Team:
        """A team of users given by e-mail or gid."""
        with self.state.lock:
            gids = [self.state.user(who).gid for who in members]
            return self.state.add(Team(self.state.gid(), name, self.state.now(), members=gids))

    def add_project(
        self,
        name: str,
        *,
        owner: str | None = None,
        members: Iterable[str] = (),
        sections: Iterable[str] = (),
        privacy: str = "private",
        team: Team | None = None,
        gid: str | None = None,
        bot_level: str | None = "editor",
    ) -> Project:
        """A project; its members (users or teams) are editors, the daemon's user among them unless told otherwise."""
        with self.state.lock:
            lead = self.state.user(owner) if owner else self.bot
            project = projects.create_project(self.state, lead, {"name": name, "privacy_setting": privacy}, gid=gid)
            project.team = (team or self.team).gid
            if bot_level is not None and lead is not self.bot:
                projects.add_member(self.state, lead.gid, project, self.bot.gid, bot_level)
            for who in members:
                projects.add_member(self.state, lead.gid, project, self.state.user_or_team(who).gid)
            self._name_sections(project, list(sections))
            return project

    def _name_sections(self, project: Project, names: list[str]) -> None:
        if names:
            self.state.get(Section, project.sections[0]).name = names[0]
        for name in names[1:]:
            projects.create_section(self.state, self.bot, project, name)

    def add_custom_field(
        self, name: str, kind: str, *, on: Iterable[Project] = (), options: Iterable[str] = (), locked: bool = False
    ) -> CustomField:
        """A field definition, put on projects."""
        with self.state.lock:
            definition = CustomField(self.state.gid(), name, self.state.now(), resource_subtype=kind, locked=locked)
            definition.options = [EnumOption(self.state.gid(), option) for option in options]
            self.state.add(definition)
            for project in on:
                project.custom_fields.append(definition.gid)
            return definition

    def tasks_in(self, project: Project | str) -> list[Task]:
        """The living tasks that stand in the project, in its order."""
        with self.state.lock:
            home = self.state.get(Project, project if isinstance(project, str) else project.gid)
            return [self.state.get(Task, gid) for gid in home.tasks if self.state.things[gid].deleted_at is None]

    def readers_of(self, place: Task | Project) -> list[User]:
        """Everybody who can read what is written there."""
        with self.state.lock:
            if isinstance(place, Project):
                return access.readers_of_project(self.state, place)
            return access.readers_of_task(self.state, place)

    def expire_offsets(self) -> None:
        """Every page offset given out is dead."""
        self.pager.expire()

    def lose_sync_tokens(self) -> None:
        """Every sync token given out is too old: the next `/events` answers 412."""
        self.state.token_epoch += 1
