"""The workspace as a source: its people, and where everything is mirrored, its projects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import asana
import structlog

from connectors.asana import fields, wire
from connectors.asana.answers import Json
from connectors.asana.api import AsanaApi
from connectors.asana.bookmark import Bookmark, is_due
from connectors.asana.errors import AsanaRefused, ServerTrouble
from connectors.asana.json_fields import has_gid
from syncd.domain.errors import Problem
from syncd.domain.mirror import AsanaFact, Problems, Seen
from syncd.domain.source import Batch

PEOPLE_EVERY = timedelta(days=1)
PROJECTS_EVERY = timedelta(hours=1)
NOT_IN_THIS_PLAN = frozenset({402, 404})

log = structlog.get_logger()


def projects_of_workspace(api: AsanaApi, workspace_gid: str) -> tuple[str, ...]:
    """The gids of all projects that the token sees there, archived ones too."""
    return tuple(raw["gid"] for raw in listed_projects(api, workspace_gid))


class WorkspaceSource:
    """Users daily, with Asana's own word on who is a guest; with `mirrors_all` the list of projects hourly.

    `absences_of`: people (gid or e-mail) whose days out of office are read with the users.
    """

    def __init__(
        self, api: AsanaApi, workspace_gid: str, *, mirrors_all: bool = False, absences_of: Iterable[str] = ()
    ) -> None:
        self._api = api
        self._workspace_gid = workspace_gid
        self._mirrors_all = mirrors_all
        self._absences_of = tuple(absences_of)

    @property
    def name(self) -> str:
        """One for the whole token."""
        return "asana:workspace"

    def fetch(self, cursor: str | None) -> Batch[AsanaFact]:
        """Nothing most of the time. `full_at` of the bookmark is of the people, `slow_at` of the projects."""
        bookmark = Bookmark.parse(cursor)
        facts: list[AsanaFact] = []
        if bookmark.full_at and self._api.server_time() is None:
            self._api.who_am_i()  # a run of one cycle knows no time of Asana's before its first answer
        now = self._api.server_time()
        if is_due(bookmark.full_at, PEOPLE_EVERY, now):
            people, problem = self._people()
            absences, lacking = self._absences(people)
            facts += [*people, *absences]
            bookmark = bookmark.with_problem("guests", problem).with_problem("absences", lacking)
            bookmark = replace(bookmark, full_at=self._api.server_time())
        if self._mirrors_all and is_due(bookmark.slow_at, PROJECTS_EVERY, now):
            for raw in listed_projects(self._api, self._workspace_gid):
                facts += wire.project_facts(raw)
            bookmark = replace(bookmark, slow_at=self._api.server_time())
        problems = (*bookmark.problems.values(), *self._announced())
        return Batch((*facts, Problems(self.name, problems)), bookmark.dump())

    def abort(self) -> None:
        """A fetch here is a few requests; when the program ends, it ends at once."""
        self._api.hang_up()

    def _announced(self) -> list[Problem]:
        """Deprecations that Asana says concern us (`Asana-Change`)."""
        return [
            Problem("warning", "Asana", f"Asana announces a change that concerns syncd: {each.name}", each.info)
            for each in self._api.announced.values()
            if each.affected
        ]

    def _people(self) -> tuple[list[AsanaFact], Problem | None]:
        call = asana.UsersApi(self._api).get_users
        try:
            users = self._api.read_list(call, workspace=self._workspace_gid, opt_fields=fields.USER)
        except (AsanaRefused, ServerTrouble) as error:
            return [], _warning(error, "people could not be read", "names and addresses of new people are missing")
        memberships, problem = self._memberships()
        return [wire.user_fact(raw, memberships.get(raw["gid"])) for raw in users if has_gid(raw)], problem

    def _absences(self, people: list[AsanaFact]) -> tuple[list[AsanaFact], Problem | None]:
        """Days out of office, where the plan and the installed SDK have them (not every one does)."""
        calls = getattr(asana, "OooEntriesApi", None)
        if calls is None:
            return [], None
        facts: list[AsanaFact] = []
        for gid in self._gids_of_absentees(people):
            try:
                facts += wire.absence_facts(
                    gid,
                    self._api.read_list(
                        calls(self._api).get_ooo_entries, gid, self._workspace_gid, opt_fields=fields.OOO_ENTRY
                    ),
                )
            except (AsanaRefused, ServerTrouble) as error:
                if isinstance(error, AsanaRefused) and error.status in NOT_IN_THIS_PLAN:
                    log.info("mirror.no_absences", status=error.status)
                    return facts, None  # nothing is wrong: they stand in the config (manager.away)
                mend = "name absences in the config (manager.away)"
                return facts, _warning(error, "days out of office could not be read", mend)
        return facts, None

    def _gids_of_absentees(self, people: list[AsanaFact]) -> list[str]:
        seen = [fact.columns for fact in people if isinstance(fact, Seen)]
        by_email = {str(columns["email"]).casefold(): str(columns["gid"]) for columns in seen if columns["email"]}
        gids = [who if who.isdigit() else by_email.get(who.casefold()) for who in self._absences_of]
        return [gid for gid in dict.fromkeys(gids) if gid]

    def _memberships(self) -> tuple[dict[str, Json], Problem | None]:
        try:
            return memberships_by_user(self._api, self._workspace_gid), None
        except (AsanaRefused, ServerTrouble) as error:
            mend = "people are told apart by their e-mail addresses alone"
            return {}, _warning(error, "who is a guest could not be read", mend)


def _warning(error: AsanaRefused | ServerTrouble, what: str, mend: str) -> Problem:
    """A part that cannot be had; what concerns the whole token is raised."""
    if not error.is_about_one_object:
        raise error
    return Problem("warning", "Asana workspace", f"{what}: {error}", mend)


def memberships_by_user(api: AsanaApi, workspace_gid: str) -> dict[str, Json]:
    """Workspace memberships by user gid: who is a guest, by Asana's own word."""
    call = asana.WorkspaceMembershipsApi(api).get_workspace_memberships_for_workspace
    raws = api.read_list(call, workspace_gid, opt_fields=fields.WORKSPACE_MEMBERSHIP)
    return {raw["user"]["gid"]: raw for raw in raws if has_gid(raw.get("user"))}


def listed_projects(api: AsanaApi, workspace_gid: str) -> list[Json]:
    """Every project that the token sees there, archived ones too."""
    raws = api.read_list(asana.ProjectsApi(api).get_projects, workspace=workspace_gid, opt_fields=fields.PROJECT)
    return [raw for raw in raws if has_gid(raw)]
