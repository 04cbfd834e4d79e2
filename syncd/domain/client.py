"""Everything one client's decisions need, and nothing of any other client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from syncd.domain.agency import Agency, Client, Manager
from syncd.domain.asana import Story, Task, User
from syncd.domain.clocks import Calendar
from syncd.domain.letter import Letter
from syncd.domain.spreadsheet import Spreadsheet


@dataclass(frozen=True, slots=True)
class OwnTask:
    """What stands in Asana of a task that we wrote.

    `written_at` is the `now` of the cycle that wrote it. `completed_by_person` says that somebody else than the daemon
    set the present completed state; `reopened_at` is the last time a person reopened it. `due_at` is set only where a
    person moved our date, `due_set_at` says when. `comments` are people's, oldest first. `approval_status` is that of an
    approval task, set by `approved_by_gid`; `description` is all that stands in it now.
    """

    key: str
    kind: str
    task_gid: str | None
    written_at: datetime
    ref: str = ""
    completed: bool = False
    completed_by_person: bool = False
    completed_at: datetime | None = None
    completed_by_gid: str | None = None
    reopened_at: datetime | None = None
    due_at: datetime | None = None
    due_set_at: datetime | None = None
    comments: tuple[Story, ...] = ()
    deleted: bool = False
    approval_status: str | None = None
    approved_by_gid: str | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """A manager is away, as Asana or an auto-reply in any mailbox says; `until` None is: until he is seen again."""

    email: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClientView:
    """One client at one moment: facts later than that moment are already left out.

    `letters` are this client's, of the sides CLIENT, STRANGER and OURS, machine mail included, sorted by
    `received_at`. `tasks` are those of the client's project, with their stories. `written` maps the key of every note
    of ours about this client that was written (claimed counts) to the `now` of the cycle that wrote it.
    `read_until` is the last success of each mailbox, by name; `mailbox_of` maps an address to its mailbox's name.
    `live_since` is the first run of the installation, or the day this client was added.
    """

    agency: Agency
    client: Client
    calendar: Calendar
    letters: tuple[Letter, ...] = ()
    tasks: tuple[Task, ...] = ()
    own_tasks: tuple[OwnTask, ...] = ()
    written: Mapping[str, datetime] = field(default_factory=dict)
    users: Mapping[str, User] = field(default_factory=dict)
    read_until: Mapping[str, datetime] = field(default_factory=dict)
    mailbox_of: Mapping[str, str] = field(default_factory=dict)
    live_since: datetime | None = None
    head: str | None = None  # e-mail or gid: escalation.to, else the owner of the internal project
    absent: tuple[Absent, ...] = ()
    me: str | None = None  # gid of the daemon's own Asana user
    forbidden_words: tuple[str, ...] = ()  # names and domains of all other clients
    spreadsheets: Mapping[str, Spreadsheet] = field(default_factory=dict)  # by SHA-256 of the file
    project_texts: tuple[str, ...] = ()  # further texts of the client's project in which a sum may stand

    @property
    def manager(self) -> Manager | None:
        """The client's manager."""
        return self.agency.manager_of(self.client.manager)

    def own_task(self, key: str) -> OwnTask | None:
        """What stands of the task written under this key."""
        return next((own for own in self.own_tasks if own.key == key), None)


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One line for a manager's digest that the engine knows of: a stranger's letter, an ambiguous one, a find in junk.

    `until` ends a line that is told once; None keeps it while it is given.
    """

    key: str
    text: str
    at: datetime
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DigestView:
    """Everything one manager's digest needs. `clients` are all views he leads; `lines` come from outside of them."""

    agency: Agency
    manager: Manager
    calendar: Calendar
    clients: tuple[ClientView, ...] = ()
    lines: tuple[DigestLine, ...] = ()
    own_tasks: tuple[OwnTask, ...] = ()  # the digest task itself, the backlog task
    written: Mapping[str, datetime] = field(default_factory=dict)
    postponed: tuple[str, ...] = ()  # keys of tasks over the day's cap
    head: str | None = None
