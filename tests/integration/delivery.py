"""An outbox, a writer and a simulated Asana: what a cycle does after its decision, and nothing before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

from sqlite_utils import Database

from connectors.asana.api import AsanaApi
from connectors.asana.writer import AsanaWriter
from syncd.demo.asana import AsanaSimulator
from syncd.demo.asana.model import Project, Story, Task
from syncd.demo.asana.rich_text import to_plain
from syncd.domain.notes.note import ClientComment, Note, OnNote, OnTask, TeamComment, TeamTask, plain_text
from syncd.engine.deliver import Delivery
from syncd.engine.plan import plan, unwanted
from syncd.store import outbox
from syncd.store.schema import open_database

ANNA = "anna.orlova@agency.example"
OLGA = "olga.zhukova@client1.example"
NOW = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)


class Killed(BaseException):
    """The process died here."""


@dataclass
class Office:
    """One agency with one client, one database; `cycle` delivers, and may die on the way."""

    asana: AsanaSimulator
    path: Path
    internal: Project = field(init=False)
    project: Project = field(init=False)
    plan_task: Task = field(init=False)

    def __post_init__(self) -> None:
        self.asana.add_user("Анна Орлова", ANNA)
        self.asana.add_user("Ольга Жукова", OLGA)
        self.internal = self.asana.add_project("Работа с почтой", members=[ANNA])
        self.project = self.asana.add_project("Лунный Кот", members=[ANNA, OLGA])
        self.plan_task = self.asana.person(ANNA).create_task(self.project, "Медиаплан на июнь")

    def cycle(self, *notes: Note, die_at: int | None = None) -> Delivery:
        """Settle, plan, deliver. `die_at` counts the calls of the writer and of the database's commits."""
        db = open_database(self.path)
        api = AsanaApi(
            lambda: self.asana.token,
            base_url=self.asana.base_url,
            requests_per_minute=10**6,
            read_waits_s=(0.01,),
            stop=Event(),
        )
        try:
            delivery = Delivery(db, self._writer(api, die_at), self.internal.gid, NOW, "run")
            wanted = {note.key: note for note in notes}
            api_time(delivery.writer)
            delivery.settle(wanted)
            rows = {row.key: row for row in outbox.rows(db)}
            with db.atomic():
                outbox.withdraw(db, unwanted(notes, rows))
            actions = plan(
                notes, rows, ref_of=lambda key: outbox.ref_of(db, key), gate=lambda _: None, words=lambda _: None
            )
            delivery.deliver(actions)
            delivery.close(wanted)
            return delivery
        finally:
            api.close()
            db.close()

    def _writer(self, api: AsanaApi, die_at: int | None) -> Any:
        writer = AsanaWriter(
            api,
            workspace_gid=self.asana.workspace,
            internal_project=self.internal.gid,
            agency_domains=["agency.example"],
            agency_people=[ANNA],
        )
        return writer if die_at is None else Mortal(writer, die_at)

    def database(self) -> Database:
        return open_database(self.path)

    def rows(self) -> dict[str, str]:
        """State by key."""
        db = self.database()
        try:
            return {row.key: row.state for row in outbox.rows(db)}
        finally:
            db.close()

    def standing(self) -> list[tuple[str, str]]:
        """What stands in Asana of ours: kind and text without the reference's line, each as often as it stands there."""
        found = []
        for project in (self.internal, self.project):
            for task in self.asana.tasks_in(project):
                if task.created_by == self.asana.bot.gid:
                    found.append(("task", body(to_plain(task.html_notes))))
                for gid in task.stories:
                    story = self.asana.state.get(Story, gid)
                    if story.type == "comment" and story.created_by == self.asana.bot.gid:
                        found.append(("comment", body(to_plain(story.html_text))))
        return found


def body(text: str) -> str:
    return text.rpartition("\n")[0]


def api_time(writer: Any) -> None:
    """One request, so that Asana's time is known, as after the reads of a cycle."""
    writer.me()


class Mortal:
    """A writer in a process that dies before or after its n-th call."""

    def __init__(self, writer: Any, die_at: int) -> None:
        self._writer = writer
        self._left = die_at

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._writer, name)
        if name not in {"create_task", "add_comment", "edit_task", "post_status", "find"}:
            return call

        def mortal(*args: Any, **kwargs: Any) -> Any:
            self._step()
            result = call(*args, **kwargs)
            self._step()
            return result

        return mortal

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Killed


@contextmanager
def office(folder: Path) -> Iterator[Office]:
    with AsanaSimulator(requests_per_minute=None) as asana:
        yield Office(asana, folder / "syncd.db")


def reply_task(text: str = "Письмо без ответа", *, key: str = "case:1", completed: bool = False) -> TeamTask:
    return TeamTask(
        key=key,
        kind="reply",
        client="Лунный Кот",
        name="Ответить",
        text=plain_text(text),
        assignee=ANNA,
        completed=completed,
    )


def second_step(key: str = "case:1") -> TeamComment:
    return TeamComment(
        key=f"{key}:step2", kind="reply", client="Лунный Кот", on=OnNote(key), text=plain_text("Второй шаг")
    )


def received(office: Office, text: str = "Согласование получено") -> ClientComment:
    return ClientComment(
        key="approved:1",
        kind="approved",
        client="Лунный Кот",
        project_gid=office.project.gid,
        on=OnTask(office.plan_task.gid),
        text=plain_text(text),
    )


def actions_of(delivery: Delivery) -> Iterable[str]:
    return [outcome.action for outcome in delivery.outcomes]
