"""The demo world: an agency's mailboxes and its Asana on loopback, as they stand on a working afternoon."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from syncd.demo.asana import AsanaSimulator
from syncd.demo.asana.model import Project, StatusUpdate, Story, Task, Thing
from syncd.demo.asana.rich_text import to_plain
from syncd.demo.config import config_text, short_name
from syncd.demo.expected import EXPECTED, Expected
from syncd.demo.letters.calendar import MOSCOW, Calendar, last_working_day
from syncd.demo.letters.cast import MANAGERS
from syncd.demo.letters.post import Lying, Post, folders, sent_folder
from syncd.demo.letters.script import Item
from syncd.demo.mail.server import Delivered, ImapServer
from syncd.demo.office import build
from syncd.demo.work import TASKS

AFTERNOON = "16:40"  # quiet hours are far, the morning's letters are due


@dataclass(frozen=True, slots=True)
class NoteInAsana:
    """Something the daemon wrote, as it stands in Asana now. `readers` are names, outsiders among them are `guests`."""

    project: str
    task: str
    kind: str  # task | comment | status_update
    text: str
    readers: tuple[str, ...]
    guests: tuple[str, ...]
    is_internal: bool
    completed: bool
    written_at: datetime
    gid: str


class DemoWorld:
    """Start it, write a config, run the ordinary program against it. `directory` holds passwords and the config."""

    def __init__(self, directory: Path, today: date) -> None:
        self.directory = directory
        self.calendar = Calendar(last_working_day(today))
        self.asana = AsanaSimulator()
        self.mail = ImapServer()
        self._post = Post(self.calendar)
        self.passwords = {person.email: secrets.token_urlsafe(12) for person in MANAGERS}
        self.internal: Project
        self.projects: dict[str, Project]
        self.internal, self.projects = build(self.asana, self.calendar, TASKS)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def now(self) -> datetime:
        """The moment at which the demo's story stands: what `--as-of` takes."""
        return self.calendar.at(0, AFTERNOON)

    def start(self) -> None:
        """Open both servers. Asana's clock runs on from the demo's afternoon."""
        self.asana.clock.run_from(self.now)
        self.asana.start()
        self.mail.start()
        for person in MANAGERS:
            own = (sent_folder(person), "Drafts", "Trash", "Spam")
            self.mail.add_user(person.email, self.passwords[person.email], own)
        for letter in self._post.everything():
            self._deliver(letter)

    def send(self, item: Item) -> None:
        """Let one more letter be written: it lies in the sender's and the receivers' mailboxes at once."""
        for letter in self._post.send(item):
            self._deliver(letter)

    def _deliver(self, letter: Lying) -> None:
        flags = frozenset({"\\Seen"}) if letter.is_seen else frozenset()
        self.mail.deliver(Delivered(letter.owner.email, letter.folder, letter.raw, letter.internal_date, flags))

    def stop(self) -> None:
        self.mail.stop()
        self.asana.stop()

    def write_config(self, path: Path | None = None) -> Path:
        """Write a config for the ordinary program, and the secret files it names."""
        path = path or self.directory / "syncd.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        for person in MANAGERS:
            _secret(path.parent / f"{short_name(person)}.pass", self.passwords[person.email])
        _secret(path.parent / "asana.token", self.asana.token)
        projects = {key: project.gid for key, project in self.projects.items()}
        text = config_text(
            path.parent, self.asana.base_url, self.asana.workspace, self.internal.gid, projects, self.mail.port
        )
        path.write_text(text, encoding="utf-8")
        return path

    def expected(self) -> tuple[Expected, ...]:
        """Which letters should lead to which cases, for tests."""
        return EXPECTED

    def letters(self) -> int:
        """How many copies of letters lie in the mailboxes."""
        return sum(1 for _ in folders(self.calendar))

    def notes_in_asana(self) -> list[NoteInAsana]:
        """Everything the daemon's user has written and not deleted, by project and task, oldest first."""
        with self.asana.state.lock:
            return [note for project in (self.internal, *self.projects.values()) for note in self._notes(project)]

    def _notes(self, project: Project) -> list[NoteInAsana]:
        bot = self.asana.bot.gid
        notes: list[NoteInAsana] = []
        for task in self.asana.tasks_in(project):
            if task.created_by == bot:
                notes.append(self._note(project, task, "task", to_plain(task.html_notes), task))
            for gid in task.stories:
                story = self.asana.state.get(Story, gid)
                if story.type == "comment" and story.created_by == bot:
                    notes.append(self._note(project, task, "comment", to_plain(story.html_text), story))
        return notes + self._status_updates(project)

    def _status_updates(self, project: Project) -> list[NoteInAsana]:
        bot = self.asana.bot.gid
        return [
            self._note(project, None, "status_update", to_plain(update.html_text), update)
            for update in self.asana.state.all(StatusUpdate)
            if update.parent == project.gid and update.created_by == bot
        ]

    def _note(self, project: Project, task: Task | None, kind: str, text: str, thing: Thing) -> NoteInAsana:
        readers = [user for user in self.asana.readers_of(task or project) if user is not self.asana.bot]
        return NoteInAsana(
            project.name,
            task.name if task else project.name,
            kind,
            text,
            tuple(user.name for user in readers),
            tuple(user.name for user in readers if user.is_guest),
            project is self.internal,
            bool(task and task.completed),
            thing.created_at.astimezone(MOSCOW),
            thing.gid,
        )


def _secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text + "\n", encoding="utf-8")
