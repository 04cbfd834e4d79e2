"""One case while its letters are gone through: what is known so far, and what people did to its task."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from syncd.domain.agency import Subject
from syncd.domain.cases.case import CaseKind, Closed
from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.ladder import Reset
from syncd.domain.client import OwnTask
from syncd.domain.letter import Letter

TASK_KEY = "case:"
END = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Running:
    """A case under construction. `letters` begin with the one it is named after; `letter` is the clock's."""

    kind: CaseKind
    thread: str
    letter: Letter
    letters: list[Letter]
    started_at: datetime
    opened_by: Letter | None = None  # the letter that made it begin, where that is not the clock's
    resets: list[Reset] = field(default_factory=list)
    closed: Closed | None = None
    pending: set[Subject | None] = field(default_factory=set)
    about: Subject | None = None
    version: str | None = None
    period: str | None = None
    reason: str | None = None
    absence: Letter | None = None
    probably: Letter | None = None
    bounced: Letter | None = None
    promised_at: datetime | None = None
    asked: tuple[str, ...] = ()  # of a promise: the questions it put off
    why: list[str] = field(default_factory=list)

    @property
    def ends_at(self) -> datetime:
        """When it closed, or the end of time."""
        return self.closed.at if self.closed else END

    @property
    def opener(self) -> Letter:
        """The letter that made it begin."""
        return self.opened_by or self.letter

    def restart(self, letter: Letter) -> None:
        """We wrote again: the clock starts anew with this letter, at the step already reached."""
        self.letter = letter
        self.letters.append(letter)
        self.resets.append(Reset(letter.received_at, letter.received_at))

    def close_by(self, letter: Letter, how: str) -> None:
        """It ended by a letter."""
        who = letter.from_.display_name or letter.from_.addr_spec
        self.closed = Closed(letter.received_at, how, who, letter.identity)


@dataclass(frozen=True, slots=True)
class Acts:
    """What people did in Asana to the tasks of one thread."""

    mail: Correspondence
    tasks: tuple[OwnTask, ...]

    def close(self, running: Running | None, before: datetime) -> bool:
        """Close the case if a person completed its task after it began and before this moment."""
        if running is None:
            return False
        for own in self.tasks:
            done = own.completed_at if own.completed and own.completed_by_person else None
            if done is not None and running.started_at <= done < before:
                running.closed = Closed(done, "person", self._name(own))
                return True
        return False

    def keep_open(self, running: Running, at: datetime) -> bool:
        """Whether a person reopened the case's task after this moment: then what closed it at `at` does not count."""
        mine = {letter.identity for letter in running.letters} | {running.opener.identity}
        return any(
            own.reopened_at is not None
            and not own.completed
            and at <= own.reopened_at
            and own.key.removeprefix(TASK_KEY) in mine
            for own in self.tasks
        )

    def _name(self, own: OwnTask) -> str:
        user = self.mail.view.users.get(own.completed_by_gid or "")
        return user.name if user else ""


def acts_in(mail: Correspondence, thread: str) -> Acts:
    """The acts on tasks whose letter lies in this thread."""
    mine = {TASK_KEY + letter.identity for letter in mail.threads.get(thread, ())}
    return Acts(mail, tuple(own for own in mail.view.own_tasks if own.key in mine))
