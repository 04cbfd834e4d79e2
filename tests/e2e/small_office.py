"""A small agency that works around the clock: one mailbox, one client; for what a test does at any hour of any day."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from syncd.demo.asana import AsanaSimulator
from syncd.demo.asana.model import Project, Task
from syncd.demo.asana.rich_text import to_plain
from tests.support.dovecot import Dovecot

ANNA = "anna.orlova@agency.example"
OLGA = "olga.zhukova@client1.example"

CONFIG = """\
[agency]
name = "Example Agency"
domains = ["agency.example"]
timezone = "Europe/Moscow"
working_hours = "00:00-24:00"
working_days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
holidays = []
database = "{home}/syncd.db"

[asana]
token = {{ file = "{home}/asana.token" }}
workspace = "{workspace}"
internal_project = "{internal}"
base_url = "{base_url}"
poll = "1s"

[[manager]]
name = "Анна Орлова"
emails = ["{anna}"]
asana_user = "{anna}"

[[mailbox]]
name = "anna"
host = "127.0.0.1"
port = {port}
security = "none"
user = "{anna}"
password = {{ file = "{home}/anna.pass" }}

[[client]]
name = "Лунный Кот"
project = "{project}"
manager = "{anna}"
domains = ["client1.example"]
representatives = [ {{ name = "Ольга Жукова", email = "{olga}", approves = ["media_plan", "budget"] }} ]

[notes]
quiet_hours = ""
"""


@dataclass
class SmallOffice:
    home: Path
    asana: AsanaSimulator
    dovecot: Dovecot
    internal: Project = field(init=False)
    project: Project = field(init=False)
    serial: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.asana.add_user("Анна Орлова", ANNA)
        self.asana.add_user("Ольга Жукова", OLGA)
        self.internal = self.asana.add_project("Работа с почтой", members=[ANNA])
        self.project = self.asana.add_project("Лунный Кот", members=[ANNA, OLGA])
        (self.home / "asana.token").write_text(self.asana.token)
        (self.home / "anna.pass").write_text("secret")
        self.config.write_text(
            CONFIG.format(
                home=self.home,
                workspace=self.asana.workspace,
                internal=self.internal.gid,
                project=self.project.gid,
                base_url=self.asana.base_url,
                port=self.dovecot.port,
                anna=ANNA,
                olga=OLGA,
            ),
            "utf-8",
        )

    @property
    def config(self) -> Path:
        return self.home / "syncd.toml"

    def change_config(self, old: str, new: str) -> None:
        text = self.config.read_text("utf-8")
        assert old in text
        self.config.write_text(text.replace(old, new), "utf-8")

    def letter(
        self,
        subject: str,
        text: str,
        *,
        at: datetime | None = None,
        sender: str = OLGA,
        to: str = ANNA,
        folder: str = "INBOX",
        answers: str | None = None,
        results: str | None = None,
    ) -> str:
        """Deliver a letter; returns its Message-ID."""
        message = EmailMessage()
        at = at or datetime.now(UTC)  # noqa: TID251
        message_id = f"<letter-{next(self.serial)}@{sender.partition('@')[2].rstrip('>')}>"
        message["From"], message["To"], message["Subject"] = sender, to, subject
        message["Date"], message["Message-ID"] = format_datetime(at), message_id
        if answers:
            message["In-Reply-To"] = message["References"] = answers
        if results:
            message["Authentication-Results"] = results
        message.set_content(text)
        self.dovecot.deliver(ANNA, folder, message.as_bytes(), at)
        return message_id

    def team_tasks(self) -> list[Task]:
        """The daemon's tasks in the internal project."""
        return [task for task in self.asana.tasks_in(self.internal) if task.created_by == self.asana.bot.gid]

    def comments_on(self, task: Task) -> list[str]:
        """What stands in its comments."""
        stories = [self.asana.state.things[gid] for gid in task.stories]
        return [to_plain(s.html_text) for s in stories if s.resource_subtype == "comment_added"]


@contextmanager
def small_office(folder: Path) -> Iterator[SmallOffice]:
    home = folder / "home"
    home.mkdir()
    with AsanaSimulator(requests_per_minute=None) as asana, Dovecot(folder, {ANNA: "secret"}) as dovecot:
        yield SmallOffice(home, asana, dovecot)
