"""What really happens: letters, acts in Asana, and beside each what a careful account director would be told of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import ModuleType
from typing import Any

from benchmarks.quarter import words_en, words_ru, worktime
from benchmarks.quarter.people import Client, Manager
from benchmarks.quarter.post import Draft, Letter, compose
from syncd.demo.letters.cast import Person

HOUR = timedelta(hours=1)
MONTHS = {
    "ru": ("октябрь", "ноябрь", "декабрь", "январь", "февраль"),
    "en": ("October", "November", "December", "January", "February"),
}
TARGETS = {"first": 4 * HOUR, "follow": 8 * HOUR, "urgent": HOUR, "silence": 2 * worktime.DAY, "approval": worktime.DAY}


@dataclass
class Wait:
    """Somebody waits from `start`; it must be told from the first run after `due` and ends at `closed`.

    `letters` are the ids one of which the case may be named by. `at_once` ones may be told from `start` on.
    """

    kind: str
    client: Client
    letters: tuple[Letter, ...]
    start: datetime
    due: datetime
    closed: datetime | None = None
    at_once: bool = False
    title: str = ""  # of a deadline: the task
    steps: tuple[datetime, ...] = ()  # when steps 2 and 3 come; empty: not judged
    deleted_at: datetime | None = None
    why: str = ""


@dataclass
class Verdict:
    """What a client's letter decides, as PRODUCT.md section 7 has it. `force_until` is when it lost its force, if it had any."""

    client: Client
    letter: Letter
    about: str
    state: str
    reason: str = ""
    version: str = ""
    in_force: bool = False
    force_until: datetime | None = None
    period: str = ""
    counts_again: datetime | None = None  # a contradiction was resolved: from here on both are right


@dataclass
class Told:
    """A client-visible comment that must come once: `needles` all stand in it."""

    client: Client
    letter: Letter
    kind: str
    needles: tuple[str, ...]


@dataclass
class Line:
    """A line that the manager's digest must show once between two moments."""

    manager: Manager
    needle: str
    start: datetime
    why: str


@dataclass
class Act:
    """What a person does in Asana. `letter` names the daemon's task it is done to, else `task` the client's own."""

    at: datetime
    who: str
    what: str
    letter: Letter | None = None
    task: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    client: Client | None = None


@dataclass(frozen=True)
class Said:
    """What the draft of a Friday must say of a task: under which of the four questions, and the whole line."""

    client: Client
    friday: date
    question: int
    name: str
    line: str


@dataclass
class Tale:
    """One story with its truth."""

    name: str
    client: Client
    letters: list[Letter] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def ends(self) -> datetime:
        moments = [letter.at for letter in self.letters] + [act.at for act in self.acts]
        return max(moments)


class Teller:
    """Writes one tale. `now` moves on with each thing told; a time that is asked for lies in working hours."""

    def __init__(
        self, name: str, client: Client, day: date, rng: random.Random, mailboxes: frozenset[str], number: int
    ) -> None:
        self.tale = Tale(name, client)
        self.client, self.rng, self.number = client, rng, number
        self._mailboxes = mailboxes
        self._serial = 0
        self.campaign = client.words.pop()
        start = worktime.at(day, worktime.OPENS) + timedelta(minutes=rng.randrange(6, 500))
        self.now = worktime.settled(start)

    @property
    def words(self) -> ModuleType:
        """The client's language."""
        return words_en if self.client.language == "en" else words_ru

    def pick(self, name: str) -> Any:
        """One of the wordings of a situation."""
        return self.rng.choice(getattr(self.words, name))

    def later(self, low: float, high: float) -> datetime:
        """So many working hours later, and that is now."""
        self.now = worktime.settled(
            worktime.add(self.now, timedelta(minutes=self.rng.randrange(int(low * 60), int(high * 60))))
        )
        return self.now

    def at(self, day: date, hour: int, minute: int) -> datetime:
        """A moment given by the clock, in working hours or not."""
        self.now = worktime.settled(datetime(day.year, day.month, day.day, hour, minute, tzinfo=worktime.MOSCOW))
        return self.now

    def us(self) -> Manager:
        """Who of ours answers now: the deputy while the manager is away."""
        away = self.client.manager.away
        return self.client.deputy if away and away[0] <= self.now.date() <= away[1] else self.client.manager

    def fill(self, text: str, person: Person | None = None, **more: str) -> str:
        first = (person or self.client.chief).name.split()[0]
        manager = self.us().person.name.split()[0]
        return text.format(**{"m": manager, "c": first, "n": self.campaign, **more})

    def write(self, by: Person, to: Person | tuple[Person, ...], text: str, **more: Any) -> Letter:
        """A letter of now."""
        self._serial += 1
        key = f"{self.number}-{self._serial}-{self.tale.name}"
        receivers = to if isinstance(to, tuple) else (to,)
        letter = compose(Draft(key, by, receivers, self.now, text, **more), self._mailboxes)
        self.tale.letters.append(letter)
        return letter

    def add(self, letter: Letter) -> Letter:
        self.tale.letters.append(letter)
        return letter

    def wait(self, kind: str, letter: Letter, target: str, *, also: tuple[Letter, ...] = (), **more: Any) -> Wait:
        """Somebody waits from this letter on, for a target of section 4."""
        due = more.pop("due", None) or worktime.add(letter.at, TARGETS[target])
        wait = Wait(kind, self.client, (letter, *also), letter.at, due, **more)
        if not wait.steps and not wait.at_once:
            wait.steps = self._steps(kind, letter.at, TARGETS[target], due)
        self.tale.waits.append(wait)
        return wait

    def _steps(self, kind: str, start: datetime, target: timedelta, due: datetime) -> tuple[datetime, ...]:
        if due != worktime.add(start, target):
            return ()
        factor = min(self.client.factor, 1.0) if kind in ("approval", "confirm") else self.client.factor
        shares = (1 + factor / 2, 1 + factor) if kind == "reply" else (1 + factor, 1 + 2 * factor)
        return tuple(worktime.add(start, target * share) for share in shares)

    def ask(self, pool: str = "QUESTIONS", by: Person | None = None, **more: Any) -> Letter:
        """A client's letter that waits for us."""
        subject, text = self.pick(pool)
        by = by or self.client.chief
        return self.write(by, self.client.manager.person, self.fill(text, by), subject=self.fill(subject), **more)

    def answer(self, letter: Letter, pool: str = "ANSWERS", by: Person | None = None, **more: Any) -> Letter:
        """Our letter in the thread."""
        return self.write(
            by or self.us().person, letter.by, self.fill(self.pick(pool), letter.by), answers=letter, **more
        )

    def thank(self, letter: Letter) -> Letter:
        return self.write(letter.to[0], letter.by, self.fill(self.pick("THANKS")), answers=letter)


def everything(tales: list[Tale], name: str) -> Iterator[Any]:
    """One kind of thing out of all tales."""
    for tale in tales:
        yield from getattr(tale, name)
