"""Carries actions out in Asana: claimed before sent, confirmed after; what ended unseen is looked for first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlite_utils import Database

from syncd.domain.errors import (
    InDoubt,
    Interrupted,
    NotSent,
    PlaceClosed,
    PlaceGone,
    Problem,
    Rejected,
    SourceError,
    WriteError,
    WrongReaders,
)
from syncd.domain.notes.note import (
    Audience,
    ClientComment,
    ClientField,
    ClientStatus,
    ClientTask,
    Note,
    OnNote,
    OnTask,
    RichText,
    TeamComment,
    TeamTask,
    TextNote,
    plain_text,
)
from syncd.domain.notes.writer import NoteWriter, Surface, TaskEdit, Written
from syncd.engine.plan import Action, Do, rich_from_json, rich_to_json, sent_fields, with_reference
from syncd.engine.result import NoteOutcome
from syncd.store import acts, outbox
from syncd.store import asana as mirror
from syncd.store.codec import instant, moment
from syncd.store.outbox import OutboxRow

log = structlog.get_logger()

SETTLE_AFTER = timedelta(seconds=120)  # by Asana's time: a 504 can still finish inside Asana
DOUBTS_BEFORE_PAUSE = 3
SHORT_PAUSE = timedelta(seconds=60)  # a 429 that asks for no more is sat out, and the note is sent in the same round
PAUSES_SAT_OUT = 2  # a note: the loop's watchdog must not wait for more


@dataclass(slots=True)
class Delivery:
    """One round of writes. `internal_project` is where all team notes go."""

    db: Database
    writer: NoteWriter
    internal_project: str
    now: datetime
    run: str
    alive: Callable[[], None] = lambda: None  # called before each note; what it raises breaks off
    outcomes: list[NoteOutcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubts: int = 0
    blocked: set[str] = field(default_factory=set)  # places where something ended unseen: order is kept there

    def settle(self, wanted: dict[str, Note], *, release: bool = True) -> None:
        """Look for the claims whose end nobody saw: confirm, release when old enough, or leave for later."""
        for row in outbox.rows(self.db, state=outbox.CLAIMED):
            note = wanted.get(row.key)
            try:
                self._settle(row, with_reference(note, row.ref) if note else None, release=release)
            except (SourceError, WriteError) as error:
                log.warning("note.not_settled", note_ref=row.ref, reason=type(error).__name__)
                return

    def _settle(self, row: OutboxRow, note: Note | None, *, release: bool) -> None:
        found = self._find(row)
        if found is not None:
            self._confirm(row, note, found)
            log.info("note.found", note_ref=row.ref)
            return
        asana_now = self.writer.server_time()
        if release and asana_now and row.claimed_at and asana_now - row.claimed_at >= SETTLE_AFTER:
            with self.db.atomic():
                outbox.release(self.db, row.key, "was not written: the connection broke")
            log.info("note.released", note_ref=row.ref)

    def close(self, wanted: dict[str, Note]) -> None:
        """The end of a round: what ended unseen is looked for once more, and what is still unseen is said."""
        if self.doubts:
            self.settle(wanted, release=False)
        for row in outbox.rows(self.db, state=outbox.CLAIMED):
            what = f"whether note {row.ref} was written is not known yet"
            self._problem(row.ref, what, "nothing to do: a run at least two minutes later looks again")
            outcome = NoteOutcome(row.ref, "waiting", row.audience, row.client, row.kind, row.place_gid, row.text, what)
            self.outcomes.append(outcome)

    def _find(self, row: OutboxRow) -> Written | None:
        place = row.place_gid or row.project_gid or self.internal_project
        since = row.claimed_at - timedelta(minutes=5) if row.claimed_at else None
        found = self.writer.find(_stand_in(row), ref=row.ref, place_gid=place, since=since)
        if found is None and row.surface.endswith("_task"):  # a person may have put it elsewhere meanwhile
            elsewhere = mirror.task_written_by(self.db, self.writer.me().gid, row.ref)
            return Written(*elsewhere) if elsewhere else None
        return found

    def _confirm(self, row: OutboxRow, note: Note | None, written: Written) -> None:
        is_task = row.surface.endswith("_task")
        as_sent = {"completed": False, "text": rich_to_json(plain_text(row.text))}
        sent = sent_fields(note) if note is not None and note.text.plain == row.text else as_sent
        with self.db.atomic():
            outbox.confirm(
                self.db,
                row.key,
                place_gid=written.gid if is_task else (row.place_gid or row.project_gid or ""),
                story_gid=None if is_task else written.gid,
                sent=sent,
                at=written.at,
            )
        self._say(row, "created")

    def deliver(self, actions: Iterable[Action]) -> None:
        """Carry out what the plan says, until Asana is away."""
        self.writer.start_round()
        actions = tuple(actions)
        self._forget_reasons({action.note.key for action in actions})
        for action in actions:
            self.alive()
            if action.do in (Do.WAIT, Do.HOLD):
                self._keep(action)
            elif not self._carry_out(action):
                return

    def _forget_reasons(self, keys: set[str]) -> None:
        """An edit that was held and is wanted no longer: what stands there is right again."""
        with self.db.atomic():
            for row in outbox.rows(self.db, state=outbox.WRITTEN):
                if row.reason and row.key not in keys:
                    outbox.say_reason(self.db, row.key, None)

    def _keep(self, action: Action) -> None:
        note, row = action.note, action.row
        with self.db.atomic():
            if row is not None and row.state == outbox.WRITTEN:
                outbox.say_reason(self.db, note.key, action.reason)
            else:
                outbox.wait(self.db, note, action.ref, note.text.plain, action.reason)
                if action.do is Do.HOLD:
                    outbox.hold(self.db, note.key, action.reason or "")
        self.outcomes.append(NoteOutcome.of(action, "waiting" if action.do is Do.WAIT else "held"))
        if action.do is Do.HOLD and action.reason:
            self._problem(
                action.ref,
                f"note {action.ref} is held: {action.reason}",
                "mend the reason, then: syncd retry " + action.ref,
            )

    def _carry_out(self, action: Action) -> bool:
        """False where the round must end: Asana is away, or too much ended unseen."""
        place = self._place(action.note)
        if place is None or place in self.blocked:
            self._keep(replace(action, do=Do.WAIT, reason="waits for what comes before it"))
            return True
        try:
            self._write_when_let(action, place)
        except Interrupted as error:
            self._put_back(action, str(error))
            return False
        except NotSent as error:
            self._not_sent(action, str(error))
            return False
        except InDoubt as error:
            log.warning("note.in_doubt", note_ref=action.ref, reason=type(error).__name__)
            self.blocked.add(place)
            self.doubts += 1
            return self.doubts < DOUBTS_BEFORE_PAUSE
        except PlaceGone as error:
            self._place_gone(action, str(error))
        except (WrongReaders, PlaceClosed) as error:
            self._held(action, str(error), "readers")
        except Rejected as error:
            self._held(action, str(error), "rejected")
        return True

    def _place(self, note: Note) -> str | None:
        match note:
            case TeamComment(on=OnNote(key)) | ClientComment(on=OnNote(key)):
                row = outbox.by_key(self.db, key)
                return row.place_gid if row and row.state == outbox.WRITTEN else None
            case ClientComment(on=OnTask(gid)):
                return gid
            case ClientTask() | ClientStatus():
                return note.project_gid
            case ClientField():
                return note.task_gid
            case _:
                return self.internal_project

    def _project(self, note: Note) -> str:
        return self.internal_project if isinstance(note, TeamTask | TeamComment) else note.project_gid

    def _write(self, action: Action, place: str) -> None:
        if isinstance(action.note, ClientField):
            self._set_field(action, action.note)
        elif action.do is Do.CREATE:
            self._create(action, action.note, place)
        else:
            self._edit(action)

    def _write_when_let(self, action: Action, place: str) -> None:
        """What a 429 kept back is certainly not written, so it may be sent again; the writer's gate does the waiting."""
        for _ in range(PAUSES_SAT_OUT):
            try:
                return self._write(action, place)
            except NotSent as error:
                if error.retry_after is None or error.retry_after > SHORT_PAUSE:
                    raise
                self._put_back(action, str(error))
        return self._write(action, place)

    def _set_field(self, action: Action, note: ClientField) -> None:
        """A value may be written again: no claim, and nothing to look for."""
        if action.do is Do.CREATE:
            with self.db.atomic():
                outbox.wait(self.db, note, action.ref, note.text.plain, None)
        written = self.writer.set_field(note)
        with self.db.atomic():
            outbox.keep_value(self.db, note, sent=sent_fields(note), at=written.at, now=self.now)
        log.info("note.written", note_ref=action.ref, audience=note.audience.value, kind=note.kind)
        word = "created" if action.do is Do.CREATE else "edited"
        self.outcomes.append(NoteOutcome.of(action, word, place=note.task_gid))

    def _create(self, action: Action, note: TextNote, place: str) -> None:
        ref, project = action.ref, self._project(note)
        if isinstance(note, TeamComment) and note.add_follower:
            self.writer.add_follower(place, note.add_follower, surface=Surface(Audience.TEAM, project))
        is_task = isinstance(note, TeamTask | ClientTask)
        with self.db.atomic():
            outbox.wait(self.db, note, ref, note.text.plain, None)
            outbox.claim(
                self.db,
                note.key,
                project_gid=project,
                place_gid=None if is_task else place,
                asana_time=self.writer.server_time(),
                now=self.now,
                run=self.run,
            )
        written = self._send(note, ref, project, place)
        with self.db.atomic():
            outbox.confirm(
                self.db,
                note.key,
                place_gid=written.gid if is_task else place,
                story_gid=None if is_task else written.gid,
                sent=sent_fields(note),
                at=written.at,
            )
        log.info("note.written", note_ref=ref, audience=note.audience.value, kind=note.kind)
        self.outcomes.append(NoteOutcome.of(action, "created", place=written.gid if is_task else place))

    def _send(self, note: TextNote, ref: str, project: str, place: str) -> Written:
        match note:
            case TeamTask() | ClientTask():
                return self.writer.create_task(note, ref=ref, project_gid=project)
            case TeamComment() | ClientComment():
                return self.writer.add_comment(note, ref=ref, task_gid=place, project_gid=project)
            case ClientStatus():
                return self.writer.post_status(note, ref=ref, project_gid=project)

    def _edit(self, action: Action) -> None:
        note, row = action.note, action.row
        assert row is not None and row.gid is not None  # noqa: S101, PT018 - a written row has its gid
        surface = Surface(note.audience, self._project(note))
        if isinstance(note, TeamTask | ClientTask):
            written = self.writer.edit_task(row.gid, _edit_of(note, row), old=_old(row), ref=row.ref, surface=surface)
        else:
            written = self.writer.edit_comment(
                row.gid, note.text, ref=row.ref, task_gid=row.place_gid or "", surface=surface
            )
        with self.db.atomic():
            if isinstance(note, TeamTask) and row.sent.get("completed") != note.completed:
                acts.undo(self.db, note.key, acts.COMPLETION)
            outbox.edited(
                self.db,
                note.key,
                text=note.text.plain,
                sent=_without_refusal(row.sent) | sent_fields(note) | {"at": instant(written.at)},
                at=written.at,
            )
        log.info("note.edited", note_ref=row.ref, kind=note.kind, completed=action.do is Do.COMPLETE)
        self.outcomes.append(
            NoteOutcome.of(action, "completed" if action.do is Do.COMPLETE else "edited", place=row.place_gid)
        )

    def _put_back(self, action: Action, reason: str) -> None:
        with self.db.atomic():
            if action.do is Do.CREATE:
                outbox.wait(self.db, action.note, action.ref, action.note.text.plain, reason)
                outbox.release(self.db, action.note.key, reason)

    def _not_sent(self, action: Action, reason: str) -> None:
        self._put_back(action, reason)
        log.warning("note.not_sent", note_ref=action.ref)
        self._problem("asana", f"note {action.ref} could not be sent: {reason}", "it is sent with the next run")
        self.outcomes.append(NoteOutcome.of(action, "waiting"))

    def _place_gone(self, action: Action, reason: str) -> None:
        parent = getattr(action.note, "on", None)
        with self.db.atomic():
            if action.do is not Do.CREATE:
                outbox.gone(self.db, action.note.key)
            elif isinstance(parent, OnNote):  # a person deleted our task since it was mirrored
                outbox.gone(self.db, parent.key)
                outbox.release(self.db, action.note.key, reason)
                outbox.withdraw(self.db, [action.note.key])
        if action.do is Do.CREATE and not isinstance(parent, OnNote):
            self._held(action, reason, "place")
            return
        log.info("note.gone", note_ref=action.ref)

    def _held(self, action: Action, reason: str, why: str) -> None:
        with self.db.atomic():
            if action.do is Do.CREATE:
                outbox.wait(self.db, action.note, action.ref, action.note.text.plain, reason)
                outbox.hold(self.db, action.note.key, reason, why=why)
            elif why == "rejected":
                outbox.refuse_edit(self.db, action.note.key, action.note.text.plain, reason)
            else:
                outbox.say_reason(self.db, action.note.key, reason)
        log.error("note.held", note_ref=action.ref, why=why)
        self._problem(
            action.ref, f"note {action.ref} is held: {reason}", f"mend the reason, then: syncd retry {action.ref}"
        )
        self.outcomes.append(NoteOutcome.of(action, "held"))

    def _say(self, row: OutboxRow, action: str) -> None:
        self.outcomes.append(NoteOutcome(row.ref, action, row.audience, row.client, row.kind, row.place_gid, row.text))

    def _problem(self, where: str, what: str, mend: str, severity: str = "error") -> None:
        self.problems.append(Problem(severity, where, what, mend))


def _edit_of(note: TeamTask | ClientTask, row: OutboxRow) -> TaskEdit:
    """Only what differs from what we sent last, so that a person's change of another field stays."""
    fields, sent = sent_fields(note), row.sent
    differs = {key for key, value in fields.items() if sent.get(key) != value}
    return TaskEdit(
        text=note.text if "text" in differs else None,
        name=note.name if "name" in differs else None,
        due_at=moment(fields["due_at"]) if "due_at" in differs else None,
        completed=bool(fields["completed"]) if "completed" in differs else None,
        assignee=fields["assignee"] if "assignee" in differs else None,
    )


def _without_refusal(sent: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sent.items() if name != "refused"}


def _old(row: OutboxRow) -> RichText | None:
    return rich_from_json(row.sent["text"]) if "text" in row.sent else None


def _stand_in(row: OutboxRow) -> TextNote:
    """A note of the row's type, enough to look for it: only its kind of place matters there."""
    text, client, project = RichText(), row.client or "", row.project_gid or ""
    match row.surface:
        case "team_task":
            return TeamTask(key=row.key, kind=row.kind, text=text, client=row.client, name="")
        case "team_comment":
            return TeamComment(key=row.key, kind=row.kind, text=text, client=row.client, on=OnNote(""))
        case "client_task":
            return ClientTask(key=row.key, kind=row.kind, text=text, client=client, project_gid=project, name="")
        case "client_comment":
            on = OnTask(row.place_gid or "")
            return ClientComment(key=row.key, kind=row.kind, text=text, client=client, project_gid=project, on=on)
        case _:
            return ClientStatus(key=row.key, kind=row.kind, text=text, client=client, project_gid=project, title="")
