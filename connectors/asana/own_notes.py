"""What of ours stands in Asana already, found by its reference (ASANA.md section 11)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asana
import structlog

from connectors.asana.answers import Json
from connectors.asana.api import AsanaApi
from connectors.asana.errors import AsanaRefused
from connectors.asana.json_fields import has_gid, parse_instant, stamp
from connectors.asana.outcome import sending
from syncd.domain.errors import InDoubt, NotSent, Rejected
from syncd.domain.notes.note import ClientComment, ClientStatus, ClientTask, TeamComment, TeamTask, TextNote

TASK = "name,notes,created_at,created_by"
STORY = "type,resource_subtype,text,created_at,created_by"
STATUS = "title,text,created_at,created_by"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class OwnNotes:
    """Looks where a note would stand: the lists themselves, for search is late."""

    api: AsanaApi

    def find(self, note: TextNote, *, ref: str, me: str, place_gid: str, since: datetime | None) -> Json | None:
        """Ours with this reference, not older than `since`. Of two the older stays and the newer is deleted."""
        try:
            found, delete = self._standing(note, place_gid, since)
        except AsanaRefused as error:
            if error.status not in {403, 404}:
                raise
            return None  # the place itself is gone, which the next write will say
        mine = [raw for raw in found if _is_by(raw, me) and _holds(raw, ref) and not _is_before(raw, since)]
        mine.sort(key=lambda raw: (str(raw.get("created_at")), raw["gid"]))
        for extra in mine[1:]:
            self._delete(delete, extra["gid"], ref)
        return mine[0] if mine else None

    def _standing(
        self, note: TextNote, place_gid: str, since: datetime | None
    ) -> tuple[list[Json], Callable[..., Any]]:
        """What stands where the note would stand, and how one of it is deleted."""
        tasks, stories = asana.TasksApi(self.api), asana.StoriesApi(self.api)
        statuses = asana.StatusUpdatesApi(self.api)
        from_ = stamp(since) if since else None
        match note:
            case TeamTask() | ClientTask():
                found = self.api.read_list(tasks.get_tasks, project=place_gid, modified_since=from_, opt_fields=TASK)
                return found, tasks.delete_task
            case TeamComment() | ClientComment():
                found = self.api.read_list(stories.get_stories_for_task, place_gid, opt_fields=STORY)
                return found, stories.delete_story
            case ClientStatus():
                found = self.api.read_list(
                    statuses.get_statuses_for_object, place_gid, created_since=from_, opt_fields=STATUS
                )
                return found, statuses.delete_status

    def _delete(self, call: Callable[..., Any], gid: str, ref: str) -> None:
        """The second of two with one reference. Failing is no harm: the next look finds both again."""
        log.warning("note.was_there_twice", note_ref=ref, gid=gid)
        try:
            with sending():
                self.api.write(call, gid)
        except (NotSent, InDoubt, Rejected) as error:
            log.warning("note.second_not_deleted", note_ref=ref, gid=gid, reason=str(error))


def _is_by(raw: Json, me: str) -> bool:
    """By us, as far as Asana tells: the author may be missing, the reference is ours alone."""
    author = raw.get("created_by")
    return has_gid(raw) and (not isinstance(author, dict) or author.get("gid") == me)


def _holds(raw: Json, ref: str) -> bool:
    pattern = rf"(?<![\w-]){re.escape(ref)}(?![\w-])"
    return any(re.search(pattern, str(raw.get(field) or "")) for field in ("notes", "text"))


def _is_before(raw: Json, since: datetime | None) -> bool:
    created_at = parse_instant(raw.get("created_at"))
    return since is not None and created_at is not None and created_at < since
