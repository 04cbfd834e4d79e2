"""Notes into Asana: readers checked, sent once, errors told apart by whether something may have been written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import asana
import structlog

from connectors.asana import wire
from connectors.asana.api import AsanaApi, Json
from connectors.asana.audience import PLACE, AudienceCheck, Insiders
from connectors.asana.errors import AsanaRefused, RateLimited, ServerTrouble, Stopped
from connectors.asana.merge import as_notes, as_plain_notes, lines_of_description, lines_of_rich_text, merge
from connectors.asana.richtext import (
    COMMENT_LIMIT,
    DESCRIPTION_LIMIT,
    NAME_LIMIT,
    STATUS_LIMIT,
    clean,
    mentioned,
    shortened,
    to_plain,
    to_xml,
    with_reference,
    without_mentions,
)
from syncd.domain.asana import User
from syncd.domain.errors import InDoubt, NotSent, PlaceGone, Rejected, Unavailable, WrongReaders
from syncd.domain.notes.note import (
    ClientComment,
    ClientStatus,
    ClientTask,
    Note,
    RichText,
    TeamComment,
    TeamTask,
)
from syncd.domain.notes.writer import Readers, Surface, TaskEdit, Written

TASK = PLACE + ",name,notes,html_notes,completed,approval_status,modified_at"
FOUND_TASK = "name,notes,created_at,created_by"
FOUND_STORY = "type,resource_subtype,text,created_at,created_by"
FOUND_STATUS = "title,text,created_at,created_by"

log = structlog.get_logger()


class AsanaWriter:
    """The `NoteWriter` of one token. `agency_people` are addresses or gids beside the agency's domains."""

    def __init__(
        self,
        api: AsanaApi,
        *,
        workspace_gid: str,
        internal_project: str,
        agency_domains: Iterable[str],
        agency_people: Iterable[str] = (),
    ) -> None:
        self._api = api
        insiders = Insiders(
            frozenset(domain.casefold() for domain in agency_domains),
            frozenset(who.casefold() for who in agency_people),
        )
        self._audience = AudienceCheck(
            api, workspace_gid=workspace_gid, internal_project=internal_project, insiders=insiders
        )

    def me(self) -> User:
        """The token's user. Raises what reads raise."""
        return self._audience.me()

    def server_time(self) -> datetime | None:
        """Asana's time."""
        return self._api.server_time()

    def start_round(self) -> None:
        """Forget whom we saw reading where."""
        self._audience.start_round()

    def readers(self, surface: Surface, task_gid: str | None = None) -> Readers:
        """Who reads there. Raises what reads raise, and `PlaceGone`."""
        task = self._audience.get_task(task_gid) if task_gid else None
        return self._audience.readers(surface, task)

    def outsiders(self, readers: Readers) -> tuple[User, ...]:
        """Those of the readers who are not the agency's: there must be none in the internal project."""
        return self._audience.outsiders(readers)

    def create_task(self, note: TeamTask | ClientTask, *, ref: str, project_gid: str) -> Written:
        """A task whose description is the note."""
        with _looking():
            self._audience.check(Surface(note.audience, project_gid))
            text = self._prepared(note.text, ref, DESCRIPTION_LIMIT)
            data: Json = {"projects": [project_gid], "name": clean(note.name)[:NAME_LIMIT]}
            if isinstance(note, TeamTask):
                data |= self._of_team_task(note)
        create = asana.TasksApi(self._api).create_task
        raw = self._send(_forms(text, "notes"), lambda body: self._api.write(create, {"data": {**data, **body}}, {}))
        return self._written(raw, "created_at")

    def add_comment(self, note: TeamComment | ClientComment, *, ref: str, task_gid: str, project_gid: str) -> Written:
        """A comment on a task."""
        with _looking():
            self._audience.check(Surface(note.audience, project_gid), self._audience.get_task(task_gid))
            text = self._prepared(note.text, ref, COMMENT_LIMIT)
        create = asana.StoriesApi(self._api).create_story_for_task
        raw = self._send(_forms(text, "text"), lambda body: self._api.write(create, {"data": body}, task_gid, {}))
        return self._written(raw, "created_at")

    def post_status(self, note: ClientStatus, *, ref: str, project_gid: str) -> Written:
        """A status update; it cannot be edited afterwards."""
        with _looking():
            self._audience.check(Surface(note.audience, project_gid))
            text = self._prepared(note.text, ref, STATUS_LIMIT)
        data = {"parent": project_gid, "title": clean(note.title)[:NAME_LIMIT], "status_type": note.status_type}
        create = asana.StatusUpdatesApi(self._api).create_status_for_object
        raw = self._send(_forms(text, "text"), lambda body: self._api.write(create, {"data": {**data, **body}}, {}))
        return self._written(raw, "created_at")

    def find(self, note: Note, *, ref: str, place_gid: str, since: datetime | None) -> Written | None:
        """Ours with this reference, not older than `since`; of two the older stays and the newer is deleted."""
        with _looking():
            me = self.me().gid
            try:
                found, delete = self._ours(note, place_gid, since)
            except AsanaRefused as error:
                if error.status not in {403, 404}:
                    raise
                return None  # the place itself is gone, which the next write will say
        mine = [raw for raw in found if _is_by(raw, me) and _holds(raw, ref) and not _is_before(raw, since)]
        if not mine:
            return None
        first, *more = sorted(mine, key=lambda raw: (str(raw.get("created_at")), raw["gid"]))
        for extra in more:
            self._delete(delete, extra["gid"], ref)
        return self._written(first, "created_at")

    def edit_task(self, gid: str, edit: TaskEdit, *, old: RichText | None, ref: str, surface: Surface) -> Written:
        """Description, name, due date, assignee and completion in one request, and only what differs."""
        with _looking():
            task = self._audience.get_task(gid, TASK)
            self._audience.check(surface, task)
            data = self._changes(task, edit)
            description = self._description(task, edit.text, old, ref)
        if not data and not description:
            return self._written(task, "modified_at")
        update = asana.TasksApi(self._api).update_task
        raw = self._send(
            description,
            lambda body: self._api.write(update, {"data": {**data, **body}}, gid, {"opt_fields": "modified_at"}),
        )
        return self._written(raw, "modified_at")

    def edit_comment(self, gid: str, text: RichText, *, ref: str, task_gid: str, surface: Surface) -> Written:
        """The comment with another text. Nobody is told of it."""
        with _looking():
            self._audience.check(surface, self._audience.get_task(task_gid))
            prepared = self._prepared(text, ref, COMMENT_LIMIT)
        update = asana.StoriesApi(self._api).update_story
        self._send(_forms(prepared, "text"), lambda body: self._api.write(update, {"data": body}, gid, {}))
        return Written(gid, self._api.server_time())

    def add_follower(self, task_gid: str, follower: str, *, surface: Surface) -> None:
        """Somebody of the agency becomes a collaborator and is told."""
        with _looking():
            self._audience.check(surface, self._audience.get_task(task_gid))
            gid = self._insider(follower)
        add = asana.TasksApi(self._api).add_followers_for_task
        with _sending():
            self._api.write(add, {"data": {"followers": [gid]}}, task_gid, {})

    # -- what is sent ------------------------------------------------------------------------------------------------

    def _of_team_task(self, note: TeamTask) -> Json:
        data: Json = {}
        for assignee in self._insiders_in_asana([note.assignee] if note.assignee else []):
            data["assignee"] = assignee
        if followers := self._insiders_in_asana(note.followers):
            data["followers"] = followers
        if note.due_at:
            data["due_at"] = _stamp(note.due_at)
        if note.approval:
            data["resource_subtype"] = "approval"
        elif note.completed:
            data["completed"] = True
        return data

    def _changes(self, task: Json, edit: TaskEdit) -> Json:
        data: Json = {}
        if edit.name is not None and edit.name != task.get("name"):
            data["name"] = clean(edit.name)[:NAME_LIMIT]
        if edit.due_at is not None:
            data["due_at"] = _stamp(edit.due_at)
        for assignee in self._insiders_in_asana([edit.assignee] if edit.assignee else []):
            data["assignee"] = assignee
        if edit.completed is not None and edit.completed != task.get("completed"):
            data |= self._completion(task, edit.completed)
        return data

    def _completion(self, task: Json, completed: bool) -> Json:
        if task.get("resource_subtype") != "approval":
            return {"completed": completed}
        return {} if completed else {"approval_status": "pending"}  # completing it would approve it

    def _description(self, task: Json, text: RichText | None, old: RichText | None, ref: str) -> list[Json]:
        """The forms in which the merged description may be sent, the better first; none where it stands already."""
        if text is None:
            return []
        prepared = self._prepared(text, ref, DESCRIPTION_LIMIT)
        before = None if old is None else lines_of_rich_text(shortened(with_reference(old, ref), DESCRIPTION_LIMIT))
        current = lines_of_description(task.get("html_notes"), task.get("notes"))
        merged = merge(current, old=before, new=lines_of_rich_text(prepared), ref=ref)
        if [line.key for line in merged] == [line.key for line in current]:
            return []
        return [as_notes(merged), as_plain_notes(merged)]

    def _prepared(self, text: RichText, ref: str, limit: int) -> RichText:
        people = mentioned(text)
        insiders = frozenset(gid for gid in people if self._audience.is_insider(gid))
        return shortened(with_reference(without_mentions(text, but=insiders), ref), limit)

    def _insider(self, who: str) -> str:
        """The gid of an agency person given by gid or e-mail."""
        if not self._audience.is_insider(who):
            raise WrongReaders("somebody outside the agency would be assigned or made a follower")
        found = self._audience.find_person(who)
        return found.gid if found is not None else who

    def _insiders_in_asana(self, people: Iterable[str]) -> list[str]:
        """Gids of agency people; who has no seat in the workspace is left out, for nobody could be told there."""
        gids = [self._insider(who) for who in people]
        seated = [gid for gid in gids if gid.isdigit() or not self._audience.knows_everybody()]
        if len(seated) < len(gids):
            log.warning("note.person_has_no_seat", people=len(gids) - len(seated))
        return seated

    def _send(self, forms: list[Json], send: Callable[[Json], Json]) -> Json:
        """One write. Where Asana refuses the rich form (400, nothing is written) the plain one is sent, once."""
        first, *rest = forms or [{}]
        is_rich = any(name.startswith("html_") for name in first)
        with _sending():
            try:
                return send(first)
            except AsanaRefused as error:
                if error.status != 400 or not is_rich or not rest:
                    raise
                log.warning("note.rich_text_refused", reason=str(error))
            return send(rest[0])

    def _written(self, raw: Json, field: str) -> Written:
        if not wire.has_gid(raw):
            raise InDoubt("Asana's answer came without a gid")
        return Written(raw["gid"], _parse_instant(raw.get(field)) or self._api.server_time())

    # -- what was written --------------------------------------------------------------------------------------------

    def _ours(self, note: Note, place_gid: str, since: datetime | None) -> tuple[list[Json], Callable[..., Any]]:
        """What stands where the note would stand, and how one of it is deleted."""
        tasks, stories = asana.TasksApi(self._api), asana.StoriesApi(self._api)
        statuses = asana.StatusUpdatesApi(self._api)
        from_ = _stamp(since) if since else None
        match note:
            case TeamTask() | ClientTask():
                found = self._api.read_list(
                    tasks.get_tasks, project=place_gid, modified_since=from_, opt_fields=FOUND_TASK
                )
                return found, tasks.delete_task
            case TeamComment() | ClientComment():
                found = self._api.read_list(stories.get_stories_for_task, place_gid, opt_fields=FOUND_STORY)
                return found, stories.delete_story
            case ClientStatus():
                found = self._api.read_list(
                    statuses.get_statuses_for_object, place_gid, created_since=from_, opt_fields=FOUND_STATUS
                )
                return found, statuses.delete_status

    def _delete(self, call: Callable[..., Any], gid: str, ref: str) -> None:
        """The second of two with one reference. Failing is no harm: the next look finds both again."""
        log.warning("note.was_there_twice", note_ref=ref, gid=gid)
        try:
            with _sending():
                self._api.write(call, gid)
        except (NotSent, InDoubt, Rejected) as error:
            log.warning("note.second_not_deleted", note_ref=ref, gid=gid, reason=str(error))


@contextmanager
def _looking() -> Iterator[None]:
    """Reads before a write: whatever goes wrong here, nothing was written."""
    try:
        yield
    except AsanaRefused as error:
        if error.is_about_one_object:
            raise Rejected(str(error)) from error
        raise NotSent(str(error)) from error
    except Unavailable as error:
        raise NotSent(str(error), retry_after=error.retry_after) from error


@contextmanager
def _sending() -> Iterator[None]:
    """A write: told apart by whether it may have happened."""
    try:
        yield
    except AsanaRefused as error:
        if not error.is_about_one_object:
            raise NotSent(str(error)) from error
        if error.status == 404:
            raise PlaceGone(str(error)) from error
        raise Rejected(str(error)) from error
    except (RateLimited, Stopped) as error:
        raise NotSent(str(error), retry_after=error.retry_after) from error
    except ServerTrouble as error:
        if not error.sent:
            raise NotSent(str(error)) from error
        raise InDoubt(str(error)) from error


def _forms(text: RichText, field: str) -> list[Json]:
    """The text as it may be sent, the rich form first where it needs one."""
    plain = {field: to_plain(text)}
    return [plain] if text.is_plain else [{f"html_{field}": to_xml(text)}, plain]


def _is_by(raw: Json, me: str) -> bool:
    """By us, as far as Asana tells: the author may be missing, the reference is ours alone."""
    author = raw.get("created_by")
    return wire.has_gid(raw) and (not isinstance(author, dict) or author.get("gid") == me)


def _holds(raw: Json, ref: str) -> bool:
    pattern = rf"(?<![\w-]){re.escape(ref)}(?![\w-])"
    return any(re.search(pattern, str(raw.get(field) or "")) for field in ("notes", "text"))


def _is_before(raw: Json, since: datetime | None) -> bool:
    created_at = _parse_instant(raw.get("created_at"))
    return since is not None and created_at is not None and created_at < since


def _parse_instant(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value).astimezone(UTC) if isinstance(value, str) else None
    except ValueError:
        return None


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
