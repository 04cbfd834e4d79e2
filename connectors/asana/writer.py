"""Notes into Asana: readers checked, sent once, errors told apart by whether something may have been written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import asana
import structlog

from connectors.asana.answers import Json
from connectors.asana.api import AsanaApi
from connectors.asana.audience import PLACE, AudienceCheck, ClientPeople, Insiders
from connectors.asana.errors import AsanaRefused
from connectors.asana.field_values import FIELDS, forms_of, forms_of_status
from connectors.asana.json_fields import has_gid, parse_instant, stamp
from connectors.asana.merge import as_notes, as_plain_notes, lines_of_description, lines_of_rich_text, merge
from connectors.asana.outcome import looking, sending
from connectors.asana.own_notes import OwnNotes
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
from syncd.domain.errors import InDoubt, PlaceClosed, PlaceGone, WrongReaders
from syncd.domain.notes.note import (
    ClientComment,
    ClientField,
    ClientStatus,
    ClientTask,
    RichText,
    TeamComment,
    TeamTask,
    TextNote,
)
from syncd.domain.notes.writer import Readers, Surface, TaskEdit, Written

TASK = PLACE + ",name,notes,html_notes,completed,approval_status,modified_at"

log = structlog.get_logger()


class AsanaWriter:
    """The `NoteWriter` of one token. `agency_people` are addresses or gids beside the agency's domains; `clients` says
    by project whose people a client's are, so that none of another client's reads along."""

    def __init__(
        self,
        api: AsanaApi,
        *,
        workspace_gid: str,
        internal_project: str,
        agency_domains: Iterable[str],
        agency_people: Iterable[str] = (),
        clients: Mapping[str, ClientPeople] | None = None,
    ) -> None:
        self._api = api
        self._own = OwnNotes(api)
        insiders = Insiders(
            frozenset(domain.casefold() for domain in agency_domains),
            frozenset(who.casefold() for who in agency_people),
        )
        self._audience = AudienceCheck(
            api,
            workspace_gid=workspace_gid,
            internal_project=internal_project,
            insiders=insiders,
            clients=clients or {},
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

    def of_other_clients(self, project_gid: str, readers: Readers) -> tuple[User, ...]:
        """Those of the readers of a client's project who are another client's people: there must be none."""
        return self._audience.of_other_clients(project_gid, readers)

    def create_task(self, note: TeamTask | ClientTask, *, ref: str, project_gid: str) -> Written:
        """A task whose description is the note."""
        with looking():
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
        with looking():
            self._audience.check(Surface(note.audience, project_gid), self._audience.get_task(task_gid))
            text = self._prepared(note.text, ref, COMMENT_LIMIT)
        create = asana.StoriesApi(self._api).create_story_for_task
        forms = _forms(text, "text")
        raw = self._send_to(task_gid, forms, lambda body: self._api.write(create, {"data": body}, task_gid, {}))
        return self._written(raw, "created_at")

    def post_status(self, note: ClientStatus, *, ref: str, project_gid: str) -> Written:
        """A status update; it cannot be edited afterwards."""
        with looking():
            self._audience.check(Surface(note.audience, project_gid))
            text = self._prepared(note.text, ref, STATUS_LIMIT)
        data = {"parent": project_gid, "title": clean(note.title)[:NAME_LIMIT], "status_type": note.status_type}
        create = asana.StatusUpdatesApi(self._api).create_status_for_object
        raw = self._send(_forms(text, "text"), lambda body: self._api.write(create, {"data": {**data, **body}}, {}))
        return self._written(raw, "created_at")

    def find(self, note: TextNote, *, ref: str, place_gid: str, since: datetime | None) -> Written | None:
        """Ours with this reference, not older than `since`; of two the older stays and the newer is deleted."""
        with looking():
            found = self._own.find(note, ref=ref, me=self.me().gid, place_gid=place_gid, since=since)
        return None if found is None else self._written(found, "created_at")

    def edit_task(self, gid: str, edit: TaskEdit, *, old: RichText | None, ref: str, surface: Surface) -> Written:
        """Description, name, due date, assignee and completion in one request, and only what differs."""
        with looking():
            task = self._audience.get_task(gid, TASK)
            self._audience.check(surface, task)
            data = self._changes(task, edit)
            description = self._description(task, edit.text, old, ref)
        if not data and not description:
            return self._written(task, "modified_at")
        update = asana.TasksApi(self._api).update_task
        raw = self._send_to(
            gid,
            description,
            lambda body: self._api.write(update, {"data": {**data, **body}}, gid, {"opt_fields": "modified_at"}),
        )
        return self._written(raw, "modified_at")

    def edit_comment(self, gid: str, text: RichText, *, ref: str, task_gid: str, surface: Surface) -> Written:
        """The comment with another text. Nobody is told of it."""
        with looking():
            self._audience.check(surface, self._audience.get_task(task_gid))
            prepared = self._prepared(text, ref, COMMENT_LIMIT)
        update = asana.StoriesApi(self._api).update_story
        self._send(_forms(prepared, "text"), lambda body: self._api.write(update, {"data": body}, gid, {}))
        return Written(gid, self._api.server_time())

    def set_field(self, note: ClientField) -> Written:
        """The field's value on its task, or the task's approval status, sent only where another stands there."""
        with looking():
            wanted = FIELDS if note.field_gid else "approval_status"
            task = self._audience.get_task(note.task_gid, f"{PLACE},modified_at,{wanted}")
            self._audience.check(Surface(note.audience, note.project_gid), task)
            forms = forms_of(task, note.field_gid, note.value) if note.field_gid else forms_of_status(task, note.value)
        if not forms:
            return self._written(task, "modified_at")
        update = asana.TasksApi(self._api).update_task
        options = {"opt_fields": "modified_at"}
        raw = self._send_to(
            note.task_gid, forms, lambda body: self._api.write(update, {"data": body}, note.task_gid, options)
        )
        return self._written(raw, "modified_at")

    def add_follower(self, task_gid: str, follower: str, *, surface: Surface) -> None:
        """Somebody of the agency becomes a collaborator and is told."""
        with looking():
            self._audience.check(surface, self._audience.get_task(task_gid))
            gid = self._insider(follower)
        add = asana.TasksApi(self._api).add_followers_for_task
        with sending():
            self._api.write(add, {"data": {"followers": [gid]}}, task_gid, {})

    # -- what is sent ------------------------------------------------------------------------------------------------

    def _of_team_task(self, note: TeamTask) -> Json:
        data: Json = {}
        for assignee in self._insiders_in_asana([note.assignee] if note.assignee else []):
            data["assignee"] = assignee
        if followers := self._insiders_in_asana(note.followers):
            data["followers"] = followers
        if note.due_at:
            data["due_at"] = stamp(note.due_at)
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
            data["due_at"] = stamp(edit.due_at)
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

    def _send_to(self, task_gid: str, forms: list[Json], send: Callable[[Json], Json]) -> Json:
        """One write to a task. A 404 is believed only where the task, asked for again, is gone."""
        try:
            return self._send(forms, send)
        except PlaceGone as error:
            with looking():
                self._audience.get_task(task_gid)
            raise PlaceClosed(f"{error}, but the task is there") from error

    def _send(self, forms: list[Json], send: Callable[[Json], Json]) -> Json:
        """One write. Where Asana refuses the first form (400, nothing is written) the second is sent, once."""
        first, *rest = forms or [{}]
        with sending():
            try:
                return send(first)
            except AsanaRefused as error:
                if error.status != 400 or not rest:
                    raise
                log.warning("note.form_refused", reason=str(error))
            return send(rest[0])

    def _written(self, raw: Json, field: str) -> Written:
        if not has_gid(raw):
            raise InDoubt("Asana's answer came without a gid")
        return Written(raw["gid"], parse_instant(raw.get(field)) or self._api.server_time())


def _forms(text: RichText, field: str) -> list[Json]:
    """The text as it may be sent, the rich form first where it needs one."""
    plain = {field: to_plain(text)}
    return [plain] if text.is_plain else [{f"html_{field}": to_xml(text)}, plain]
