"""Who would read a note there: asked of Asana before each write (ASANA.md section 14, PRODUCT.md section 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import asana

from connectors.asana import fields, wire
from connectors.asana.answers import Json
from connectors.asana.api import AsanaApi
from connectors.asana.errors import AsanaRefused
from connectors.asana.json_fields import has_gid
from connectors.asana.task_wire import project_gids_of
from connectors.asana.workspace import memberships_by_user
from syncd.domain.asana import User
from syncd.domain.errors import PlaceClosed, PlaceGone, WrongReaders
from syncd.domain.notes.note import Audience
from syncd.domain.notes.writer import Readers, Surface

PLACE = "name,resource_subtype,followers.name,parent.name,memberships.project.name"
PROJECT = "name,archived,privacy_setting,members.name,followers.name,team.name"
MOST_PARENTS = 10
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Insiders:
    """Who belongs to the agency: by e-mail domain, by address or gid. All in lower case."""

    domains: frozenset[str]
    people: frozenset[str] = frozenset()

    def has(self, user: User, me: str | None) -> bool:
        """An e-mail decides where it is known. Without one a full member of the workspace is inside, a guest is not,
        and somebody of whom neither is known is taken for an outsider."""
        if user.gid in self.people or user.gid == me:
            return True
        if user.email:
            email = user.email.casefold()
            return email in self.people or email.rpartition("@")[2] in self.domains
        return user.is_guest is False


@dataclass(frozen=True, slots=True)
class ClientPeople:
    """Whose people one client's are: by e-mail domain and by address. All in lower case."""

    domains: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    def claim(self, email: str, own: ClientPeople) -> bool:
        """Whether the address is theirs and not the other client's; who is named by address is that client's first."""
        if email in own.addresses:
            return False
        domain = email.rpartition("@")[2]
        return email in self.addresses or (domain in self.domains and domain not in own.domains)


@dataclass(slots=True)
class _Round:
    """What was seen since the round began."""

    projects: dict[str, Json] = field(default_factory=dict)
    members: dict[str, tuple[frozenset[str], tuple[str, ...]]] = field(default_factory=dict)
    people: dict[str, User] | None = None
    asked_for: dict[str, User | None] = field(default_factory=dict)


class AudienceCheck:
    """Finds the readers of a place and says no where somebody must not read. Raises what reads raise, besides
    `WrongReaders`, `PlaceGone` and `PlaceClosed`."""

    def __init__(
        self,
        api: AsanaApi,
        *,
        workspace_gid: str,
        internal_project: str,
        insiders: Insiders,
        clients: Mapping[str, ClientPeople],
    ) -> None:
        self._api = api
        self._workspace_gid = workspace_gid
        self._internal_project = internal_project
        self._insiders = insiders
        self._clients = clients
        self._round = _Round()
        self._me: User | None = None

    def start_round(self) -> None:
        """Forget what was seen; people come and go between rounds."""
        self._round = _Round()

    def me(self) -> User:
        """The token's user."""
        if self._me is None:
            raw = self._api.who_am_i()
            self._me = User(raw["gid"], raw.get("name") or "", raw.get("email"))
        return self._me

    def find_person(self, who: str) -> User | None:
        """By gid or e-mail. The list may lack somebody's e-mail; asked for by it, Asana knows the person all the same."""
        if who.isdigit():
            return self._person(who)
        wanted = who.casefold()
        listed = next((user for user in self._people().values() if (user.email or "").casefold() == wanted), None)
        return listed or (self._person(wanted) if "@" in wanted and self.knows_everybody() else None)

    def knows_everybody(self) -> bool:
        """Whether the workspace's users could be listed."""
        return bool(self._people())

    def is_insider(self, who: str) -> bool:
        """Whether a gid or e-mail is the agency's."""
        found = self.find_person(who)
        if found is None and "@" in who:
            found = User("", who, who)
        return found is not None and self._insiders.has(found, self.me().gid)

    def readers(self, surface: Surface, task: Json | None = None) -> Readers:
        """Everybody who reads the project, or the task in any of its projects and its parents'."""
        chain = [] if task is None else self._with_parents(task)
        projects = sorted({gid for each in chain for gid in project_gids_of(each)} or {surface.project_gid})
        gids: set[str] = set()
        unknown: list[str] = []
        for gid in projects:
            members, not_known = self._members(gid)
            gids |= members
            unknown += not_known
        for each in chain:
            gids |= _gids(each.get("followers"))
        people = tuple(self._person(gid) or User(gid, "") for gid in sorted(gids))
        archived = any(self._project(gid).get("archived") is True for gid in projects)
        in_none = task is not None and not any(project_gids_of(each) for each in chain)
        return Readers(() if in_none else tuple(projects), people, tuple(unknown), archived)

    def check(self, surface: Surface, task: Json | None = None) -> None:
        """Say no unless exactly those may read who should."""
        readers = self.readers(surface, task)
        if not readers.projects:
            raise PlaceGone("the task is in no project any more")
        if readers.archived:
            raise PlaceClosed("the project is archived")
        if readers.projects != (surface.project_gid,):
            others = ", ".join(gid for gid in readers.projects if gid != surface.project_gid)
            raise WrongReaders(f"the task is read in other projects too: {others}")
        internal = surface.project_gid == self._internal_project
        if surface.audience is Audience.TEAM:
            self._check_team(internal, readers)
        elif internal:
            raise WrongReaders("a note for a client has no place in the internal project")
        else:
            self._check_client(surface.project_gid, readers)

    def outsiders(self, readers: Readers) -> tuple[User, ...]:
        """Those of the readers who are not the agency's."""
        me = self.me().gid
        return tuple(user for user in readers.people if not self._insiders.has(user, me))

    def of_other_clients(self, project_gid: str, readers: Readers) -> tuple[User, ...]:
        """Those of the readers of a client's project who are another client's people."""
        own = self._clients.get(project_gid, ClientPeople())
        others = [people for gid, people in self._clients.items() if gid != project_gid]
        return tuple(
            user
            for user in self.outsiders(readers)
            if user.email and any(each.claim(user.email.casefold(), own) for each in others)
        )

    def get_task(self, gid: str, opt_fields: str = PLACE) -> Json:
        """The task a note goes to; a deleted one is `PlaceGone`."""
        raw = self._place(lambda: self._api.read(asana.TasksApi(self._api).get_task, gid, opt_fields=opt_fields))
        if not isinstance(raw, dict) or not has_gid(raw):
            raise PlaceGone(f"task {gid} came without its gid")
        return raw

    def _check_team(self, internal: bool, readers: Readers) -> None:
        if not internal:
            raise WrongReaders("a note for the team has its place in the internal project only")
        if readers.unknown:
            raise WrongReaders(f"not known who reads it: {', '.join(readers.unknown)}")
        if outside := self.outsiders(readers):
            raise WrongReaders(f"{len(outside)} people outside the agency would read it: {_gids_of(outside)}")

    def _check_client(self, project_gid: str, readers: Readers) -> None:
        if strangers := self.of_other_clients(project_gid, readers):
            raise WrongReaders(f"{len(strangers)} people of another client would read it: {_gids_of(strangers)}")

    def _with_parents(self, task: Json) -> list[Json]:
        chain = [task]
        while len(chain) < MOST_PARENTS and has_gid(chain[-1].get("parent")):
            chain.append(self.get_task(chain[-1]["parent"]["gid"]))
        return chain

    def _project(self, gid: str) -> Json:
        if gid not in self._round.projects:
            call = asana.ProjectsApi(self._api).get_project
            self._round.projects[gid] = self._place(lambda: self._api.read(call, gid, opt_fields=PROJECT)) or {}
        return self._round.projects[gid]

    def _members(self, project_gid: str) -> tuple[frozenset[str], tuple[str, ...]]:
        """User gids, teams expanded, and the names of what could not be expanded."""
        if project_gid not in self._round.members:
            self._round.members[project_gid] = self._read_members(project_gid)
        return self._round.members[project_gid]

    def _read_members(self, project_gid: str) -> tuple[frozenset[str], tuple[str, ...]]:
        project = self._project(project_gid)
        users = _gids(project.get("members")) | _gids(project.get("followers"))
        teams: set[str] = set()
        for member in self._memberships(project_gid):
            (teams if member.get("resource_type") == "team" else users).add(member["gid"])
        privacy = project.get("privacy_setting")
        if privacy == "private_to_team" and has_gid(project.get("team")):
            teams.add(project["team"]["gid"])
        users -= teams  # a record that names a team among its members
        if privacy in {"public", "public_to_workspace"}:
            users |= {user.gid for user in self._people().values() if self._is_full_member(user)}
        unknown: list[str] = []
        for team in sorted(teams):
            try:
                users |= self._team(team)
            except AsanaRefused as error:
                if not error.is_about_one_object:
                    raise
                unknown.append(f"team {team}")
        return frozenset(users), tuple(unknown)

    def _is_full_member(self, user: User) -> bool:
        """Whether a project open to the workspace is open to them: by Asana's word, else by the address, for a guest is
        who has another one than the organisation's (ASANA.md section 14)."""
        return self._insiders.has(user, self.me().gid) if user.is_guest is None else not user.is_guest

    def _memberships(self, project_gid: str) -> list[Json]:
        call = asana.ProjectMembershipsApi(self._api).get_project_memberships_for_project
        try:
            raws = self._api.read_list(call, project_gid)
        except AsanaRefused as error:
            if not error.is_about_one_object:
                raise
            return []  # the project's own record names its members too
        return [member for raw in raws if (member := wire.member_of(raw)) is not None]

    def _team(self, gid: str) -> set[str]:
        users = self._api.read_list(asana.UsersApi(self._api).get_users_for_team, gid, limit=None)
        return _gids(users)

    def _person(self, who: str) -> User | None:
        """Somebody the list does not hold, by gid or e-mail; asked for once a round."""
        listed = self._people().get(who)
        if listed is not None:
            return listed
        if who not in self._round.asked_for:
            call = asana.UsersApi(self._api).get_user
            raw: Json = self._optional(lambda: self._api.read(call, who, opt_fields=fields.USER)) or {}
            email = raw.get("email") or (who if "@" in who else None)
            self._round.asked_for[who] = User(raw["gid"], raw.get("name") or "", email) if has_gid(raw) else None
        return self._round.asked_for[who]

    def _people(self) -> dict[str, User]:
        if self._round.people is None:
            call = asana.UsersApi(self._api).get_users
            raws = self._optional(
                lambda: self._api.read_list(call, workspace=self._workspace_gid, opt_fields=fields.USER)
            )
            guests = self._optional(lambda: memberships_by_user(self._api, self._workspace_gid)) or {}
            self._round.people = {
                raw["gid"]: User(
                    raw["gid"], raw.get("name") or "", raw.get("email"), guests.get(raw["gid"], {}).get("is_guest")
                )
                for raw in raws or []
                if has_gid(raw)
            }
        return self._round.people

    def _optional(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except AsanaRefused as error:
            if not error.is_about_one_object:
                raise
            return None

    def _place(self, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except AsanaRefused as error:
            if error.status == 404:
                raise PlaceGone(str(error)) from error
            if error.status == 403:
                raise PlaceClosed(str(error)) from error
            raise


def _gids(value: Any) -> set[str]:
    return {each["gid"] for each in value if has_gid(each)} if isinstance(value, list) else set()


def _gids_of(users: Iterable[User]) -> str:
    return ", ".join(user.gid for user in users)
