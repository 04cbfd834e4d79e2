"""The whole engine around a simulated Asana, with letters handed in instead of a mailbox: what `once` does, in-process."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

from syncd.app.program import App
from syncd.cli.frame import main
from syncd.config import load_config
from syncd.demo.asana import AsanaSimulator
from syncd.demo.asana.model import Project, Story, Task
from syncd.demo.asana.rich_text import to_plain
from syncd.domain.mail.message import SeenMessage, Sighting
from syncd.domain.mail.parse import parse_message
from syncd.domain.source import Batch
from syncd.engine.result import CycleResult
from tests.integration.delivery import Mortal

ANNA = "anna.orlova@agency.example"
OLGA = "olga.zhukova@client1.example"
IGOR = "igor@client2.example"
NOON = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)

CONFIG = """\
[agency]
name = "Example Agency"
domains = ["agency.example"]
working_hours = "00:00-24:00"
working_days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
holidays = []
database = "{home}/syncd.db"

[asana]
token = {{ file = "{home}/asana.token" }}
workspace = "{workspace}"
internal_project = "{internal}"
base_url = "{base_url}"
{fields}

[[manager]]
name = "Анна Орлова"
emails = ["{anna}"]

[[mailbox]]
name = "anna"
host = "127.0.0.1"
security = "none"
user = "{anna}"
password = "unused"

[[client]]
name = "Лунный Кот"
project = "{project}"
manager = "{anna}"
domains = ["client1.example"]
representatives = [ {{ name = "Ольга Жукова", email = "{olga}", approves = ["media_plan", "budget"] }} ]

[[client]]
name = "Берег"
project = "{other}"
manager = "{anna}"
domains = ["client2.example"]

[escalation]
to = "{anna}"

[notes]
quiet_hours = ""
"""


@dataclass
class Letters:
    """A mailbox that holds these letters."""

    name: str = "anna"
    seen: list[SeenMessage] = field(default_factory=list)

    def fetch(self, cursor: str | None) -> Batch[Any]:
        read = int(cursor or 0)
        return Batch(tuple(self.seen[read:]), str(len(self.seen)))

    def abort(self) -> None:
        pass


@dataclass
class WholeOffice:
    """`once` at a moment; letters and people's acts between."""

    home: Path
    asana: AsanaSimulator
    fields: str = ""
    letters: Letters = field(default_factory=Letters)
    serial: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.asana.add_user("Анна Орлова", ANNA)
        self.asana.add_user("Ольга Жукова", OLGA)
        self.asana.add_user("Игорь Волков", IGOR)
        self.internal = self.asana.add_project("Работа с почтой", members=[ANNA])
        self.project = self.asana.add_project("Лунный Кот", members=[ANNA, OLGA])
        self.other = self.asana.add_project("Берег", members=[ANNA, IGOR])
        self.plan_task = self.asana.person(ANNA).create_task(self.project, "Медиаплан на июнь")
        (self.home / "asana.token").write_text(self.asana.token)
        self.configure()

    def configure(self, fields: str = "") -> None:
        """Write the config, with these lines after `[asana]`."""
        text = CONFIG.format(
            home=self.home,
            workspace=self.asana.workspace,
            internal=self.internal.gid,
            project=self.project.gid,
            other=self.other.gid,
            base_url=self.asana.base_url,
            anna=ANNA,
            olga=OLGA,
            fields=fields,
        )
        self.config.write_text(text, "utf-8")

    @property
    def config(self) -> Path:
        return self.home / "syncd.toml"

    def letter(
        self, subject: str, text: str, *, at: datetime = NOON, sender: str = OLGA, to: str = ANNA, answers: str = ""
    ) -> str:
        """A letter that lies in the mailbox from now on; its Message-ID."""
        message = EmailMessage()
        number = next(self.serial)
        message_id = f"<{number}@{sender.partition('@')[2]}>"
        message["From"], message["To"], message["Subject"] = sender, to, subject
        message["Date"], message["Message-ID"] = format_datetime(at), message_id
        if answers:
            message["In-Reply-To"] = message["References"] = answers
        message.set_content(text)
        raw = message.as_bytes()
        folder = "Sent" if sender == ANNA else "INBOX"
        place = Sighting("anna", folder, 1, number, at, len(raw))
        self.letters.seen.append(SeenMessage(place, parse_message(raw), raw))
        return message_id

    def once(self, at: datetime = NOON + timedelta(hours=5), *, die_at: int | None = None) -> CycleResult:
        """One whole cycle as of a moment. `die_at`: the process dies around that call of the writer."""
        with App(load_config(self.config), as_of=at) as app:
            app.mail = (self.letters,)  # type: ignore[assignment]
            app.api._read_waits_s = (0.01,)
            if die_at is not None:
                app.engine.writer = Mortal(app.engine.writer, die_at)
            return app.once(dry_run=False)

    def later(self, at: datetime = NOON + timedelta(hours=5)) -> CycleResult:
        """The same once more, so long after that claims are settled."""
        self.asana.clock.advance(timedelta(seconds=130))
        return self.once(at)

    def command(self, *words: str) -> tuple[int, str]:
        """A command of the command line: its exit code and what it printed."""
        buffer = TextIOWrapper(BytesIO(), "utf-8")
        with redirect_stdout(buffer):
            code = main([*words, "--config", str(self.config)])
        buffer.flush()
        return code, buffer.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]

    def status(self) -> dict[str, Any]:
        """What `syncd status --json` says."""
        code, text = self.command("status", "--json")
        assert code == 0
        found: dict[str, Any] = json.loads(text)
        return found

    def written(self, place: Project | Task) -> list[str]:
        """First lines of what stands of ours in a project, or as comments on a task."""
        me = self.asana.bot.gid
        if isinstance(place, Task):
            stories = [self.asana.state.get(Story, gid) for gid in place.stories]
            return [to_plain(s.html_text).split("\n")[0] for s in stories if s.type == "comment" and s.created_by == me]
        return [to_plain(t.html_notes).split("\n")[0] for t in self.asana.tasks_in(place) if t.created_by == me]


@contextmanager
def whole_office(home: Path) -> Iterator[WholeOffice]:
    """An office in this folder."""
    with AsanaSimulator(requests_per_minute=None) as asana:
        yield WholeOffice(home, asana)
