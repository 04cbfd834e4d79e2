"""What is worked on in a client's project from week to week, and what each Friday's draft must say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from benchmarks.quarter import worktime
from benchmarks.quarter.people import Client
from benchmarks.quarter.tale import Act, Said, Tale, Wait

CARRIED, LEFT, LATER, NEW = range(4)  # the four questions, in their order
NONE = "—"


@dataclass
class Work:
    """One task, begun in the week of `monday`. `words` are those of the client's language."""

    tale: Tale
    monday: date
    words: Words
    name: str

    @property
    def client(self) -> Client:
        return self.tale.client

    def day(self, number: int) -> date:
        """So many days after that Monday."""
        return self.monday + timedelta(days=number)

    def moment(self, number: int, hour: int, minute: int = 10) -> datetime:
        return worktime.at(self.day(number), time(hour, minute))

    def created(self, *, due: int, start: int | None = None, notes: str = "") -> None:
        """On Tuesday; days are counted from that week's Monday."""
        data = {
            "due_on": self.day(due).isoformat(), "start_on": self.day(start).isoformat() if start else None,
            "notes": notes or "Сделать по брифу в описании проекта.", "assignee": self.client.manager.email,
        }  # fmt: skip
        self._act(self.moment(1, 11), "create", {key: value for key, value in data.items() if value})
        self._checked(self.moment(1, 11) if start is None else worktime.opening(self.moment(start, 9)), due)

    def moved(self, on: int, to: int, comment: str) -> None:
        """The date is moved, and a comment written that may say why."""
        at = self.moment(on, 15)
        self._act(at, "move", {"day": self.day(to)})
        self._act(at + timedelta(minutes=2), "comment", {"words": comment})
        self.tale.waits[-1].closed = at
        self._checked(self.moment(1, 11), to)

    def done(self, on: int, comment: str = "") -> None:
        at = self.moment(on, 15)
        if comment:
            self._act(at - timedelta(minutes=2), "comment", {"words": comment})
        self._act(at, "complete", {})
        self.tale.waits[-1].closed = at

    def said(self, week: int, question: int, template: str, **facts: object) -> None:
        """What the draft of that week's Friday says of it, whole."""
        line = getattr(self.words, template).format(name=self.name, **facts)
        self.tale.said.append(Said(self.client, self.day(4 + 7 * week), question, self.name, line))

    def shown(self, number: int) -> str:
        return self.words.shown(self.day(number))

    def quoted(self, reason: str) -> str:
        return self.words.quote.format(reason)

    def _act(self, at: datetime, what: str, data: dict[str, object]) -> None:
        self.tale.acts.append(Act(at, self.client.manager.email, what, task=self.name, data=data, client=self.client))

    def _checked(self, begin: datetime, due: int) -> None:
        """The daemon looks at its date while 35 % of the time is left."""
        allotted = worktime.worked(begin, worktime.closing(self.day(due)))
        check = worktime.add(begin, timedelta(seconds=allotted.total_seconds() * 0.65))
        self.tale.waits.append(Wait("deadline", self.client, (), begin, check, title=self.name))


@dataclass(frozen=True)
class Words:
    """How people write in the project, and how a report's lines are to read, in one language."""

    names: tuple[str, ...]
    aim: str
    why: str
    waits: str
    moved: str
    busy: str
    given_up: str
    moved_label: str
    given_up_label: str
    aim_label: str
    quote: str
    carried: str
    done: str
    moved_line: str
    dropped: str
    begins: str
    later: str
    new: str
    new_unexplained: str
    shown: Callable[[date], str]


RU = Words(
    ("Сбор семантики", "Настройка целей", "Фиды товаров", "Съёмка отзывов", "Квиз на сайте", "Чат-бот"),
    aim="снизить стоимость заявки", why="вернуть ушедших покупателей",
    waits="Запуск после согласования посадочных страниц", moved="площадка меняет формат баннеров",
    busy="Дизайнер перегружен, до этого не дошли руки.", given_up="услугу закрыли на сайте",
    moved_label="Перенесли", given_up_label="Отменили", aim_label="Цель", quote="«{}»", carried="{name}, срок {due}", done="{name}: сделано {at}",
    moved_line="{name}: перенесено на {due}, причина: {why}", dropped="{name}: снято, причина: {why}",
    begins="{name}, начало {due}, причина: {why}", later="{name}, срок {due}, причина: {why}",
    new="{name}, срок {due}, зачем: {why}", new_unexplained="{name}, срок {due}, причина: —",
    shown=lambda day: f"{day:%d.%m}",
)  # fmt: skip
EN = Words(
    ("Keyword research", "Goals in analytics", "Product feeds", "Customer videos", "Quiz on the site", "Chat bot"),
    aim="lower the price of a lead", why="bring back buyers who left",
    waits="Starts after the landing pages are approved", moved="the publisher changes its banner formats",
    busy="The designer is busy with another client.", given_up="the service is no longer needed",
    moved_label="Moved", given_up_label="Dropped", aim_label="Goal", quote='"{}"', carried="{name}, due {due}", done="{name}: done {at}",
    moved_line="{name}: moved to {due}, reason: {why}", dropped="{name}: dropped, reason: {why}",
    begins="{name}, begins {due}, reason: {why}", later="{name}, due {due}, reason: {why}",
    new="{name}, due {due}, why: {why}", new_unexplained="{name}, due {due}, reason: —",
    shown=lambda day: f"{day.day} {day:%B}",
)  # fmt: skip


def steady(work: Work) -> None:
    """Begun in the next week, done in the one after."""
    aim = work.words.aim
    work.created(due=16, start=7, notes=f"{work.words.aim_label}: {aim}.")
    work.done(16)
    work.said(0, NEW, "new", due=work.shown(16), why=work.quoted(aim))
    work.said(1, CARRIED, "carried", due=work.shown(16))
    work.said(2, LEFT, "done", at=work.shown(16))


def moved(work: Work) -> None:
    """Put off in the next week, and a comment says why."""
    reason = work.words.moved
    _put_off(work, f"{work.words.moved_label}: {reason}.", work.quoted(reason))


def unexplained(work: Work) -> None:
    """Put off for a reason that is the agency's own: no client reads it, and the manager is asked."""
    _put_off(work, work.words.busy, NONE)


def _put_off(work: Work, comment: str, why: str) -> None:
    aim = work.words.aim
    work.created(due=10, notes=f"{work.words.aim_label}: {aim}.")
    work.moved(8, 31, comment)
    work.done(30)
    work.said(0, NEW, "new", due=work.shown(10), why=work.quoted(aim))
    work.said(1, LEFT, "moved_line", due=work.shown(31), why=why)
    work.said(2, LATER, "later", due=work.shown(31), why=why)
    work.said(3, CARRIED, "carried", due=work.shown(31))
    work.said(4, LEFT, "done", at=work.shown(30))


def waiting(work: Work) -> None:
    """Not to be begun for a month, for a reason that stands in the task."""
    aim, waits = work.words.why, work.words.waits
    work.created(due=37, start=28, notes=f"{work.words.aim_label}: {aim}.\n{waits}.")
    work.done(36)
    work.said(0, NEW, "new", due=work.shown(37), why=work.quoted(aim))
    for week in (1, 2, 3):
        work.said(week, LATER, "begins", due=work.shown(28), why=work.quoted(waits))
    work.said(4, CARRIED, "carried", due=work.shown(37))
    work.said(5, LEFT, "done", at=work.shown(36))


def given_up(work: Work) -> None:
    """Ticked in the next week with words that it is dropped."""
    work.created(due=17, notes=f"{work.words.aim_label}: {work.words.aim}.")
    work.done(9, f"{work.words.given_up_label}: {work.words.given_up}.")
    work.said(0, NEW, "new", due=work.shown(17), why=work.quoted(work.words.aim))
    work.said(1, LEFT, "dropped", why=work.quoted(work.words.given_up))


def without_aim(work: Work) -> None:
    """Nobody wrote what it is needed for."""
    work.created(due=9)
    work.done(8)
    work.said(0, NEW, "new_unexplained", due=work.shown(9))
    work.said(1, LEFT, "done", at=work.shown(8))


WORKS = (steady, moved, unexplained, waiting, given_up, without_aim)


def works(clients: Iterable[Client], mondays: Iterable[date]) -> list[Tale]:
    """One new task a week for each client, each kind in its turn."""
    found, weeks = [], list(mondays)
    for place, client in enumerate(clients):
        words = EN if client.language == "en" else RU
        for week, monday in enumerate(weeks):
            tell = WORKS[(place + week) % len(WORKS)]
            part = week // len(WORKS) + 1
            name = words.names[(place + week) % len(WORKS)] + (f" {part}" if part > 1 else "")
            tale = Tale(f"work {tell.__name__}", client)
            tell(Work(tale, monday, words, name))
            found.append(tale)
    return found
