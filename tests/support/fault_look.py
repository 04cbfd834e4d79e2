"""The independent look after a fault run: mailboxes, Asana and database against the book of what was sent.

Shares no rule with the daemon: what must stand in Asana for each letter is written here once more, in plain words.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

from syncd.demo.asana.model import Story, Task
from syncd.demo.asana.rich_text import to_plain
from tests.support.fault_office import FaultOffice, Sent

REFERENCE = re.compile(r"A-[0-9A-HJKMNP-TV-Z]{5}")
INTERNAL_WORDS = ("без ответа", "не читается", "Черновик", "Позвоните", "Срок ответа")


@dataclass(frozen=True, slots=True)
class Text:
    """Something the daemon wrote: where it can be read, and as what."""

    project: str
    kind: str  # task | comment
    text: str

    @property
    def reference(self) -> str:
        """The last of its own; a person's words may follow."""
        found = REFERENCE.findall(self.text)
        return found[-1] if found else ""


@dataclass
class Look:
    """What is found, compared with what was sent."""

    office: FaultOffice
    kept: dict[str, int] = field(default_factory=dict)  # Message-ID: how many letters of the database have it
    notes: dict[str, str] = field(default_factory=dict)  # reference: state in the database
    approved: Counter[str] = field(default_factory=Counter)
    database: str = "ok"

    def __post_init__(self) -> None:
        with closing(sqlite3.connect(self.office.database)) as db:
            self.database = str(db.execute("PRAGMA integrity_check").fetchone()[0])
            self.kept = dict(db.execute("SELECT message_id, count(*) FROM letters GROUP BY message_id"))
            self.notes = dict(db.execute("SELECT ref, state FROM notes"))
            self.approved = Counter(
                row[0] for row in db.execute("SELECT message_id FROM approvals WHERE state = 'approved'")
            )

    def findings(self) -> list[str]:
        """Everything that is not as it must be."""
        texts = list(self._texts())
        return [
            *([] if self.database == "ok" else [f"database: {self.database}"]),
            *self._letters(),
            *self._tasks(),
            *self._approvals(texts),
            *self._references(texts),
            *self._places(texts),
            *self._flags(),
            *self._log(),
        ]

    # -- letters -------------------------------------------------------------------------------------------------------

    def _letters(self) -> Iterator[str]:
        """On the server or once read: each is kept once. Only one that was deleted unread may be missing."""
        there = self._on_the_server()
        for sent in self.office.letters:
            times = self.kept.get(sent.message_id, 0)
            if times > 1 or (times == 0 and sent.message_id in there):
                yield f"{sent.message_id} is kept {times} times"

    def _on_the_server(self) -> set[str]:
        letters = [path for user in {d.manager for d in self.office.desks} for path in self.office.dovecot.files(user)]
        heads = [path.read_bytes().partition(b"\n\n")[0].decode() for path in letters]
        return {found[1] for head in heads if (found := re.search(r"^Message-ID:\s*<(.*)>", head, re.MULTILINE))}

    # -- what must stand in Asana --------------------------------------------------------------------------------------

    def _tasks(self) -> Iterator[str]:
        """An urgent letter that waits has one open task; one that is closed at most one, and none open."""
        tasks = self._ours(self.office.asana.tasks_in(self.office.internal))
        for sent in self._read("urgent"):
            about = [task for task in tasks if sent.subject in task.name and sent.desk.client in task.name]
            states = [task.completed for task in about]
            if states != [False] and not (sent.closed and states in ([], [True])):
                yield f"{sent.desk.client}, {sent.subject}: closed {sent.closed}, tasks completed {states}"

    def _approvals(self, texts: list[Text]) -> Iterator[str]:
        """Recorded once, and told in the client's project: as a comment at most once."""
        for sent in self._read("approval"):
            month = sent.subject.rpartition(" ")[2]
            told = [
                text
                for text in texts
                if text.project == sent.desk.project and "огласова" in text.text and month in text.text
            ]
            comments = sum(text.kind == "comment" and "Согласование получено" in text.text for text in told)
            if self.approved[sent.message_id] != 1 or not told or comments > 1:
                yield (
                    f"{sent.desk.client}, {sent.subject}: recorded {self.approved[sent.message_id]} times,"
                    f" told in {len(told)} places, {comments} comments"
                )

    def _read(self, what: str) -> list[Sent]:
        return [sent for sent in self.office.letters if sent.what == what and self.kept.get(sent.message_id)]

    # -- everything the daemon wrote -----------------------------------------------------------------------------------

    def _texts(self) -> Iterator[Text]:
        asana = self.office.asana
        for project in (self.office.internal.gid, *(desk.project for desk in self.office.desks)):
            for task in asana.tasks_in(project):
                if task.created_by == asana.bot.gid:
                    yield Text(project, "task", to_plain(task.html_notes))
                for story in (asana.state.get(Story, gid) for gid in task.stories):
                    if story.type == "comment" and story.created_by == asana.bot.gid and story.deleted_at is None:
                        yield Text(project, "comment", to_plain(story.html_text))

    def _references(self, texts: list[Text]) -> Iterator[str]:
        """Asana and the database name the same notes, each once."""
        seen = Counter(text.reference for text in texts)
        for reference, times in seen.items():
            if times != 1 or self.notes.get(reference) != "written":
                yield f"reference {reference or 'missing'}: {times} times in Asana, {self.notes.get(reference)} in the database"
        lost = [ref for ref, state in self.notes.items() if state == "written" and ref not in seen]
        yield from (f"reference {ref} is written for the database and stands nowhere" for ref in lost)
        yield from (f"reference {ref} is still {s}" for ref, s in self.notes.items() if s in {"claimed", "waiting"})

    def _places(self, texts: list[Text]) -> Iterator[str]:
        """In a client's project nothing of the team's and nothing of another client's."""
        for desk in self.office.desks:
            others = [d for d in self.office.desks if d != desk]
            forbidden = (*INTERNAL_WORDS, *(w for d in others for w in (d.client, d.domain, d.person_name)))
            for text in texts:
                if text.project == desk.project and any(word in text.text for word in forbidden):
                    yield f"in the project of {desk.client}: {text.text[:80]}"

    def _ours(self, tasks: list[Task]) -> list[Task]:
        return [task for task in tasks if task.created_by == self.office.asana.bot.gid]

    # -- mailboxes and the log -----------------------------------------------------------------------------------------

    def _flags(self) -> Iterator[str]:
        found = {
            (user, *key): flags
            for user in {desk.manager for desk in self.office.desks}
            for key, flags in self.office.dovecot.flags(user).items()
        }
        for key in found.keys() | self.office.flags.keys():
            if found.get(key) != self.office.flags.get(key):
                yield f"{' '.join(key)}: delivered as {self.office.flags.get(key)}, now {found.get(key)}"

    def _log(self) -> Iterator[str]:
        """No bug passed a fence on the way, and nobody's words stand in the log."""
        log = (self.office.home / "log").read_text("utf-8", "replace")
        for line in log.splitlines():
            if "came_through" in line or "Traceback" in line or "a bug (" in line:
                yield f"log: {line[:400]}"
        yield from (f"log: {word}" for word in ("Старые цены", "client1.example", "Жукова") if word in log)
