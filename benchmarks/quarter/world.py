"""The outside: a real Dovecot with a mailbox for each manager, and the Asana simulator with its clock standing."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.quarter.fridays import Decision, edited, is_weekly_draft
from benchmarks.quarter.people import AGENCY, HEAD, Client
from benchmarks.quarter.plan import Quarter
from benchmarks.quarter.post import MX, Letter
from benchmarks.quarter.tale import Act
from syncd.demo.asana import AsanaSimulator
from syncd.demo.asana.model import Project, StatusUpdate, Story, Task
from syncd.demo.asana.rich_text import to_plain
from tests.support.dovecot import Dovecot

PASSWORD = "secret"


@dataclass(frozen=True)
class Seen:
    """A text of the daemon's, as it stands in Asana: `project` is internal's name or a client's."""

    gid: str
    kind: str  # task | comment | status
    project: str
    task_gid: str
    name: str
    text: str
    written_at: datetime
    completed: bool
    assignee: str | None
    guests: tuple[str, ...]


@dataclass
class World:
    """Both servers filled with an agency."""

    quarter: Quarter
    home: Path
    dovecot: Dovecot
    asana: AsanaSimulator
    internal: Project = field(init=False)
    projects: dict[str, Project] = field(default_factory=dict)
    own: dict[tuple[str, str], Task] = field(default_factory=dict)  # the clients' own tasks, by client and name

    def __post_init__(self) -> None:
        for person in self.quarter.people:
            self.asana.add_user(person.name, person.email)
        for client in self.quarter.clients:
            for person in client.people:
                self.asana.add_user(person.name, person.email)
        staff = [person.email for person in self.quarter.people]
        self.internal = self.asana.add_project("Работа с почтой", owner=HEAD.email, members=staff)
        for client in self.quarter.clients:
            members = [client.manager.email, client.deputy.email, *(person.email for person in client.people)]
            self.projects[client.name] = self.asana.add_project(
                client.name, owner=client.manager.email, members=members
            )

    @property
    def config(self) -> Path:
        return self.home / "syncd.toml"

    def write_config(self) -> None:
        (self.home / "asana.token").write_text(self.asana.token)
        (self.home / "mail.pass").write_text(PASSWORD)
        tables = [self._agency(), *(self._manager(n) for n in range(len(self.quarter.staff)))]
        tables += [self._client(client) for client in self.quarter.clients]
        tables.append(f'[escalation]\nto = "{HEAD.email}"\n\n[notes]\npublish_reports = "after_review"')
        self.config.write_text("\n\n".join(tables) + "\n", "utf-8")
        for secret in (self.home / "asana.token", self.home / "mail.pass"):
            secret.chmod(0o600)

    def _agency(self) -> str:
        return f"""[agency]
name = "Example Agency"
domains = ["{AGENCY}"]
timezone = "Europe/Moscow"
language = "ru"
holidays = "RU"
database = "{self.home}/syncd.db"

[asana]
token = {{ file = "{self.home}/asana.token" }}
workspace = "{self.asana.workspace}"
internal_project = "{self.internal.gid}"
base_url = "{self.asana.base_url}"
"""

    def _manager(self, number: int) -> str:
        staff = self.quarter.staff
        manager, deputy = staff[number], staff[(number + 1) % len(staff)]
        away = f'\naway = [{{ from = "{manager.away[0]}", to = "{manager.away[1]}" }}]' if manager.away else ""
        return f"""[[manager]]
name = "{manager.person.name}"
emails = ["{manager.email}"]
asana_user = "{manager.email}"
deputy = "{deputy.email}"{away}

[[mailbox]]
name = "{manager.name}"
host = "127.0.0.1"
port = {self.dovecot.port}
security = "none"
user = "{manager.email}"
password = {{ file = "{self.home}/mail.pass" }}
trusted_authserv = ["{MX}"]"""

    def _client(self, client: Client) -> str:
        people = ",\n".join(
            f'  {{ name = "{person.name}", email = "{person.email}", approves = {json.dumps(list(client.approves[person.email]))} }}'
            for person in client.people
        )
        category = f'\ncategory = "{client.category}"' if client.category else ""
        return f"""[[client]]
name = "{client.name}"
project = "{self.projects[client.name].gid}"
manager = "{client.manager.email}"
domains = ["{client.domain}"]
language = "{client.language}"{category}
representatives = [
{people},
]"""

    def deliver(self, letter: Letter) -> None:
        """Put the copies where they lie."""
        for owner, folder in letter.lies:
            self.dovecot.deliver(owner, folder, letter.raw, letter.at, ["\\Seen"] if folder == "Sent" else [])

    def let_in(self, refused: str | None) -> None:
        """Who may log in today: everybody but one."""
        users = self.dovecot.directory / "users"
        lines = [
            f"{manager.email}:{{PLAIN}}{'changed' if manager.email == refused else PASSWORD}::::::"
            for manager in self.quarter.staff
        ]
        users.write_text("\n".join(lines) + "\n", "utf-8")

    def act(self, act: Act, daemons: Task | None) -> bool:
        """A person acts at that moment; False where the task it is done to does not exist."""
        with self.asana.clock.at(act.at):
            person = self.asana.person(act.who)
            if act.what == "create":
                assert act.client is not None
                data = {key: value for key, value in act.data.items() if value is not None}
                self.own[act.client.name, act.task] = person.create_task(
                    self.projects[act.client.name], act.task, **data
                )
                return True
            if isinstance(act.what, Decision):
                return self._decide(act, person)
            task = daemons if act.letter or act.client is None else self.own[act.client.name, act.task]
            if task is None or task.deleted_at is not None:
                return False
            self._act_on(act, person, task)
        return True

    def _act_on(self, act: Act, person: Any, task: Task) -> None:
        match act.what:
            case "phone":
                person.comment(task, "Созвонились, ответили по телефону.")
                person.complete(task)
            case "complete":
                person.complete(task)
            case "reopen":
                person.reopen(task)
            case "move":
                person.move_due(task, act.data["day"])
            case "comment":
                person.comment(task, act.data["words"])
            case "delete":
                person.delete(task)
            case "edit":
                person.edit_notes(task, f"{act.data['words']}\n\n{to_plain(task.html_notes)}")
            case _:
                raise ValueError(act.what)

    def _decide(self, act: Act, person: Any) -> bool:
        """On the newest weekly draft of that client; that there is none, the checker says."""
        assert act.client is not None
        drafts = [task for task in self.asana.tasks_in(self.internal) if is_weekly_draft(task.name, act.client)]
        if not drafts:
            return True
        draft = max(drafts, key=lambda task: task.created_at)
        if act.what == Decision.EDIT:
            person.edit_notes(draft, edited(to_plain(draft.html_notes)))
        if act.what == Decision.REJECT:
            person.reject(draft)
        else:
            person.approve(draft)
        return True

    def texts(self) -> list[Seen]:
        """Everything the daemon has written and nobody deleted."""
        with self.asana.state.lock:
            found: list[Seen] = []
            for project in (self.internal, *self.projects.values()):
                for task in self.asana.tasks_in(project):
                    found += self._of_task(project, task)
                found += self._published(project)
            return found

    def _published(self, project: Project) -> list[Seen]:
        readers = tuple(user.name for user in self.asana.readers_of(project) if user.is_guest)
        return [
            Seen(each.gid, "status", project.name, "", each.name, to_plain(each.html_text), each.created_at, False, None, readers)
            for each in self.asana.state.all(StatusUpdate)
            if each.parent == project.gid and each.created_by == self.asana.bot.gid
        ]  # fmt: skip

    def _of_task(self, project: Project, task: Task) -> list[Seen]:
        bot = self.asana.bot.gid
        guests = tuple(user.name for user in self.asana.readers_of(task) if user.is_guest)
        found = []

        def seen(gid: str, kind: str, html: str, at: datetime) -> Seen:
            return Seen(
                gid, kind, project.name, task.gid, task.name, to_plain(html), at, task.completed, task.assignee, guests
            )

        if task.created_by == bot:
            found.append(seen(task.gid, "task", task.html_notes, task.created_at))
        for gid in task.stories:
            story = self.asana.state.get(Story, gid)
            if story.type == "comment" and story.created_by == bot and story.deleted_at is None:
                found.append(seen(story.gid, "comment", story.html_text, story.created_at))
        return found

    def task(self, gid: str | None) -> Task | None:
        return self.asana.state.find(Task, gid) if gid else None
