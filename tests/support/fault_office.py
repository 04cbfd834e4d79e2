"""The agency of the fault run: three desks behind lines that can be broken, and a book of what was really sent to them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from syncd.demo.asana import AsanaSimulator
from syncd.demo.asana.model import Project
from tests.support.dovecot import Dovecot
from tests.support.imap_proxy import ImapProxy

HEAD = """\
[agency]
name = "Example Agency"
domains = ["agency.example"]
timezone = "Europe/Moscow"
working_hours = "00:00-24:00"
working_days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
holidays = []
database = "{data}/syncd.db"

[asana]
token = {{ file = "{home}/asana.token" }}
workspace = "{workspace}"
internal_project = "{internal}"
base_url = "{base_url}"
poll = "2s"

[notes]
quiet_hours = ""
publish_reports = "never"
"""
DESK = """
[[manager]]
name = "{manager_name}"
emails = ["{manager}"]
asana_user = "{manager}"

[[mailbox]]
name = "{name}"
host = "127.0.0.1"
port = {port}
security = "none"
user = "{manager}"
password = {{ file = "{home}/mail.pass" }}

[[client]]
name = "{client}"
project = "{project}"
manager = "{manager}"
domains = ["{domain}"]
representatives = [ {{ name = "{person_name}", email = "{person}", approves = ["media_plan", "budget"] }} ]
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A manager with his mailbox, and the client he looks after."""

    name: str
    manager_name: str
    client: str
    domain: str
    person_name: str
    project: str = ""

    @property
    def manager(self) -> str:
        return f"{self.name}@agency.example"

    @property
    def person(self) -> str:
        return f"person@{self.domain}"


DESKS = (
    Desk("anna", "Анна Орлова", "Лунный Кот", "client1.example", "Ольга Жукова"),
    Desk("petr", "Пётр Ильин", "Северный берег", "client2.example", "Игорь Волков"),
    Desk("maria", "Мария Седова", "Яркие окна", "client3.example", "Тимур Ахметов"),
)


@dataclass
class Sent:
    """A letter that really was sent. `closed`: answered, or its task completed by a person."""

    desk: Desk
    subject: str
    message_id: str
    what: str  # urgent | thanks | request | approval | answer
    closed: bool = False


@dataclass
class FaultOffice:
    """Both worlds, and the book that the look at the end compares them with."""

    home: Path
    data: Path
    asana: AsanaSimulator
    dovecot: Dovecot
    lines: dict[str, ImapProxy]
    desks: tuple[Desk, ...] = ()
    internal: Project = field(init=False)
    letters: list[Sent] = field(default_factory=list)
    flags: dict[tuple[str, str, str], str] = field(default_factory=dict)  # user, folder, file: as it was delivered
    serial: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        for desk in DESKS:
            self.asana.add_user(desk.manager_name, desk.manager)
            self.asana.add_user(desk.person_name, desk.person)
        self.internal = self.asana.add_project("Работа с почтой", members=[desk.manager for desk in DESKS])
        self.desks = tuple(self._with_project(desk) for desk in DESKS)
        (self.home / "asana.token").write_text(self.asana.token)
        (self.home / "mail.pass").write_text("secret")
        self.config.write_text(self._config(), "utf-8")

    @property
    def config(self) -> Path:
        return self.home / "syncd.toml"

    @property
    def database(self) -> Path:
        return self.data / "syncd.db"

    def deliver(
        self,
        desk: Desk,
        what: str,
        subject: str,
        text: str,
        *,
        ours: bool = False,
        folder: str = "INBOX",
        answers: Sent | None = None,
    ) -> Sent:
        """Put a letter of the client (or of ours, into Sent) into the desk's mailbox, and note it."""
        sender, to = (desk.manager, desk.person) if ours else (desk.person, desk.manager)
        message, at = EmailMessage(), datetime.now(UTC)  # noqa: TID251
        message["From"], message["To"], message["Subject"] = sender, to, subject
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{what}-{next(self.serial)}@{sender.partition('@')[2]}>"
        if answers:
            message["In-Reply-To"] = message["References"] = f"<{answers.message_id}>"
        message.set_content(text)
        place = "Sent" if ours else folder
        name = self.dovecot.deliver(desk.manager, place, message.as_bytes(), at)
        self.flags[desk.manager, place, name] = "new "
        sent = Sent(desk, subject, message["Message-ID"].strip("<>"), what)
        self.letters.append(sent)
        return sent

    def file_away(self, desk: Desk, name: str, folder: str) -> None:
        """Move a letter out of the inbox."""
        self.dovecot.move(desk.manager, "INBOX", folder, name)
        self.flags[desk.manager, folder, name] = self.flags.pop((desk.manager, "INBOX", name))

    def drop_folder(self, desk: Desk, folder: str) -> None:
        """Delete a folder with its letters."""
        self.dovecot.delete(desk.manager, folder)
        self.flags = {key: value for key, value in self.flags.items() if key[:2] != (desk.manager, folder)}

    def _with_project(self, desk: Desk) -> Desk:
        project = self.asana.add_project(desk.client, members=[desk.manager, desk.person])
        return Desk(desk.name, desk.manager_name, desk.client, desk.domain, desk.person_name, project.gid)

    def _config(self) -> str:
        head = HEAD.format(
            home=self.home,
            data=self.data,
            workspace=self.asana.workspace,
            internal=self.internal.gid,
            base_url=self.asana.base_url,
        )
        return head + "".join(
            DESK.format(
                home=self.home,
                port=self.lines[desk.name].port,
                name=desk.name,
                manager=desk.manager,
                manager_name=desk.manager_name,
                client=desk.client,
                project=desk.project,
                domain=desk.domain,
                person=desk.person,
                person_name=desk.person_name,
            )
            for desk in self.desks
        )


@contextmanager
def fault_office(folder: Path) -> Iterator[FaultOffice]:
    """An office in a folder of its own; the database stands in `data` there, which may be a filesystem of its own."""
    home = folder / "home"
    (home / "data").mkdir(parents=True)
    users = {desk.manager: "secret" for desk in DESKS}
    with ExitStack() as stack:
        asana = stack.enter_context(AsanaSimulator(requests_per_minute=None))
        dovecot = stack.enter_context(Dovecot(folder, users))
        lines = {desk.name: stack.enter_context(ImapProxy(dovecot.port)) for desk in DESKS}
        yield FaultOffice(home, home / "data", asana, dovecot, lines)
