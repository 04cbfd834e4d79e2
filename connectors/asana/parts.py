"""The small parts of a project: its own row, sections, status updates, members. One that is refused is a warning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import asana

from connectors.asana import fields, wire
from connectors.asana.answers import Json
from connectors.asana.api import AsanaApi
from connectors.asana.bookmark import Bookmark
from connectors.asana.errors import AsanaRefused, ProjectRefused, ServerTrouble
from connectors.asana.json_fields import has_gid
from connectors.asana.objects import ObjectReader
from syncd.domain.errors import Problem, Unavailable
from syncd.domain.mirror import AsanaFact, Gone, KnownProject

MEND = "the rest of the project is mirrored; check the token's rights"


def warning(project_gid: str, what: str, mend: str = MEND) -> Problem:
    """Something of a project that cannot be had, while the rest can."""
    return Problem("warning", f"Asana project {project_gid}", what, mend)


@dataclass(frozen=True, slots=True)
class ProjectParts:
    """Reads the parts of one project that are one request each."""

    api: AsanaApi
    project_gid: str
    objects: ObjectReader

    def record(self) -> Json:
        """The project as Asana shows it; `ProjectRefused` where we may not see it."""
        try:
            raw = self.api.read(asana.ProjectsApi(self.api).get_project, self.project_gid, opt_fields=fields.PROJECT)
        except AsanaRefused as error:
            if not error.is_about_one_object:
                raise
            raise ProjectRefused(f"project {self.project_gid}: {error}", status=error.status) from error
        if not isinstance(raw, dict) or not has_gid(raw):
            raise Unavailable(f"project {self.project_gid} came without its gid")
        return raw

    def changed_record(self) -> list[AsanaFact]:
        """The project's row after an event named it; a deleted project keeps its row."""
        call = asana.ProjectsApi(self.api).get_project
        try:
            raw = self.api.read(call, self.project_gid, opt_fields=fields.PROJECT)
        except AsanaRefused as error:
            if error.status != 404:
                raise
            return [Gone("asana_projects", self.project_gid)]
        return wire.project_facts(raw) if has_gid(raw) else []

    def read(
        self, bookmark: Bookmark, known: KnownProject, *, record: Json | None, sections: bool
    ) -> tuple[list[AsanaFact], Bookmark]:
        """What has no events or is too small to follow. The bookmark keeps what could not be read."""
        facts: list[AsanaFact] = []
        parts: dict[str, Callable[[], tuple[list[AsanaFact], int]]] = {
            "status updates": lambda: self._status_updates(known),
            "members": lambda: self._members(record),
        }
        if sections:
            parts = {"sections": lambda: self._sections(known)} | parts
        for topic, read in parts.items():
            try:
                found, malformed = read()
                facts += found
                said = warning(self.project_gid, f"{malformed} of the {topic} came without a gid", "it is read again")
                bookmark = bookmark.with_problem(topic, said if malformed else None)
            except (AsanaRefused, ServerTrouble) as error:
                if not error.is_about_one_object:
                    raise
                problem = warning(self.project_gid, f"{topic} could not be read: {error}")
                bookmark = bookmark.with_problem(topic, problem)
        return facts, bookmark

    def _sections(self, known: KnownProject) -> tuple[list[AsanaFact], int]:
        api = asana.SectionsApi(self.api)
        raws = self.api.read_list(api.get_sections_for_project, self.project_gid, opt_fields=fields.SECTION)
        kept = [raw for raw in raws if has_gid(raw)]
        facts: list[AsanaFact] = [wire.section_fact(raw, self.project_gid, n) for n, raw in enumerate(kept)]
        missing = known.sections - {raw["gid"] for raw in kept}
        facts += self.objects.check_each("asana_sections", api.get_section, missing, fields.SECTION)
        return facts, len(raws) - len(kept)

    def _status_updates(self, known: KnownProject) -> tuple[list[AsanaFact], int]:
        api = asana.StatusUpdatesApi(self.api)
        raws = self.api.read_list(api.get_statuses_for_object, self.project_gid, opt_fields=fields.STATUS)
        kept = [raw for raw in raws if has_gid(raw)]
        facts: list[AsanaFact] = [wire.status_fact(raw, self.project_gid) for raw in kept]
        missing = known.status_updates - {raw["gid"] for raw in kept}
        facts += self.objects.check_each("asana_status_updates", api.get_status, missing, fields.STATUS)
        return facts, len(raws) - len(kept)

    def _members(self, record: Json | None) -> tuple[list[AsanaFact], int]:
        """Members with their rights; where that list is not to be had, as the project's record names them."""
        call = asana.ProjectMembershipsApi(self.api).get_project_memberships_for_project
        told: list[tuple[Json, str | None]] = []
        malformed = 0
        try:
            raws = self.api.read_list(call, self.project_gid)
            told = [(found, raw.get("access_level")) for raw in raws if (found := wire.member_of(raw)) is not None]
            malformed = len(raws) - len(told)
        except AsanaRefused as error:
            if not error.is_about_one_object:
                raise
        if not told:
            named = (record or self.record()).get("members")
            told = [(member, None) for member in named or [] if isinstance(member, dict)]
        return wire.member_facts(self.project_gid, told), malformed
