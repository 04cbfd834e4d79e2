"""The port through which notes reach Asana. Each write is claimed in the outbox before, and confirmed after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from syncd.domain.asana import User
from syncd.domain.notes.note import (
    Audience,
    ClientComment,
    ClientField,
    ClientStatus,
    ClientTask,
    RichText,
    TeamComment,
    TeamTask,
    TextNote,
)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in Asana now: gid of the task, story or status update, and Asana's own time of it."""

    gid: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Surface:
    """Who a write is for and the one project it belongs to: the internal one, or the client's own."""

    audience: Audience
    project_gid: str


@dataclass(frozen=True, slots=True)
class Readers:
    """Everybody who would read a note there. `unknown` names what could not be found out."""

    projects: tuple[str, ...]
    people: tuple[User, ...]
    unknown: tuple[str, ...] = ()
    archived: bool = False


@dataclass(frozen=True, slots=True)
class TaskEdit:
    """What an edit of a task of ours changes; None leaves a field as it is. `assignee` is a gid or an e-mail."""

    text: RichText | None = None
    name: str | None = None
    due_at: datetime | None = None
    completed: bool | None = None
    assignee: str | None = None


class NoteWriter(Protocol):
    """Writes notes. Every text handed in ends with the line that holds its reference; `ref` is that reference.

    Writes raise `NotSent` (certainly not written: again later), `InDoubt` (perhaps written: look with `find` first),
    `Rejected`, `PlaceGone`, `PlaceClosed` or `WrongReaders` (certainly not written: held), and nothing else on
    purpose. The readers of the place are fetched before each write. Edits may be repeated; creations may not.
    """

    def me(self) -> User:
        """The token's user."""

    def server_time(self) -> datetime | None:
        """Asana's time, from the Date header of its last answer; None before the first."""

    def start_round(self) -> None:
        """Forget whom we saw reading where: to be called before each round of deliveries."""

    def readers(self, surface: Surface, task_gid: str | None = None) -> Readers:
        """Who reads the project, or the task in it. Raises what a read raises."""

    def create_task(self, note: TeamTask | ClientTask, *, ref: str, project_gid: str) -> Written: ...

    def add_comment(
        self, note: TeamComment | ClientComment, *, ref: str, task_gid: str, project_gid: str
    ) -> Written: ...

    def post_status(self, note: ClientStatus, *, ref: str, project_gid: str) -> Written: ...

    def find(self, note: TextNote, *, ref: str, place_gid: str, since: datetime | None) -> Written | None:
        """Ours with this reference, written since the claim. `place_gid`: the project of a task or status, the task of
        a comment. Of two with one reference the older is kept and the newer deleted."""

    def edit_task(self, gid: str, edit: TaskEdit, *, old: RichText | None, ref: str, surface: Surface) -> Written:
        """One request for all of it. People's words around and within our part of the description stay; `old` is our
        part as last written."""

    def edit_comment(self, gid: str, text: RichText, *, ref: str, task_gid: str, surface: Surface) -> Written: ...

    def add_follower(self, task_gid: str, follower: str, *, surface: Surface) -> None:
        """`follower` is a gid or e-mail of an agency person; anybody else is `WrongReaders`."""

    def set_field(self, note: ClientField) -> Written:
        """The field's value or approval status as the note says; may be repeated. `Rejected` where the task has no such
        field, or it cannot hold the value."""
