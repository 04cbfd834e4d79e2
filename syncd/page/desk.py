"""What all pages share: the rows, the answer times worked out once, and the ways to write a case, a record, a reference."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from syncd.domain.agency import Agency
from syncd.domain.clocks import Calendar
from syncd.page.answers import Answer, Measure, answers
from syncd.page.rows import KEPT_FOR, CaseRow, LetterRow, Row, Rows, TaskRow, when
from syncd.page.sheet import Cell, Table, columns
from syncd.page.words import Words, load_words
from syncd.page.worktime import WorkTime

ON_US = ("reply", "promise", "confirm", "contradiction", "deadline")
ASANA = "https://app.asana.com/0/0/{gid}/f"


@dataclass(slots=True)
class ClientRows:
    """What belongs to one client, each in the order of `Rows`; open cases the most urgent first."""

    letters: list[LetterRow] = field(default_factory=list)
    open_cases: list[CaseRow] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    approvals: list[Row] = field(default_factory=list)
    gates: list[Row] = field(default_factory=list)
    edits: list[Row] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a page may need."""

    agency: Agency
    calendar: Calendar
    time: WorkTime
    words: Words
    now: datetime
    rows: Rows
    answers: tuple[Answer, ...]
    open_cases: tuple[CaseRow, ...]  # the most urgent first, then what is due first
    of_client: Mapping[str, ClientRows]  # every client of the config
    managers: Mapping[str, str]  # client -> the manager's name

    def manager_of(self, client: str) -> str:
        """The name of the client's manager."""
        return self.managers.get(client, "")

    def is_overdue(self, case: CaseRow) -> bool:
        """Whether its time is over."""
        return case.due_at is not None and case.due_at <= self.now

    def waited(self, case: CaseRow) -> timedelta:
        """How long it has waited, in working time."""
        return self.time.worked(case.started_at, self.now)

    def client_cell(self, client: str) -> Cell:
        """The client's name, leading to its page where it has one."""
        return Cell(client, href=file_of(client) if client in self.of_client else "")

    def ref_cell(self, ref: str | None, task_gid: str | None = None) -> Cell:
        """A reference for `syncd explain`, leading to the task in Asana where there is one."""
        return Cell(ref or "", href=task_link(task_gid), is_code=True)

    def at_cell(self, text: str | None) -> Cell:
        """A moment of the database."""
        return Cell(self.words.moment(when(text)), at=when(text)) if text else Cell("—")

    def case_table(self, cases: Iterable[CaseRow], caption: str, *, with_client: bool, limit: int = 0) -> Table:
        """Cases as rows, in the order given; what a phone shows without scrolling stands first."""
        w, known = self.words, list(cases)
        head = (w["case"], w["due"], w["waits_since"], w["manager"], w["ref"])
        rows = [
            (
                *((self.client_cell(case.client),) if with_client else ()),
                self._matter(case),
                self._due(case),
                self._since(case),
                self._told(case),
                self.ref_cell(case.ref, case.task_gid),
            )
            for case in known[: limit or None]
        ]
        return Table(
            caption,
            columns(*((w["client"],) if with_client else ()), *head),
            tuple(rows),
            w["nothing_waits"],
            self.more(len(known), len(rows)),
        )

    def more(self, known: int, shown: int) -> str:
        """How many rows there are beyond those shown."""
        return self.words["and_more"].format(count=self.words.number(known - shown)) if shown < known else ""

    def _matter(self, case: CaseRow) -> Cell:
        badge = self.words["urgent"] if case.urgent else ""
        who = f" · {case.person}" if case.person else ""
        return Cell(case.title or self.words["no_subject"], sub=self.words.value(case.kind) + who, badge=badge)

    def _told(self, case: CaseRow) -> Cell:
        return Cell(self.manager_of(case.client), sub=self.words[f"step_{min(case.step, 3)}"])

    def _since(self, case: CaseRow) -> Cell:
        waited = self.words.length(self.waited(case))
        return Cell(self.words.moment(case.started_at), sub=waited, at=case.started_at)

    def _due(self, case: CaseRow) -> Cell:
        if case.due_at is None:
            return Cell("—")
        return self.due_cell(self.words.moment(case.due_at), case.due_at, at=case.due_at)

    def due_cell(self, text: str, due: datetime, at: datetime | None = None) -> Cell:
        """A due moment with the working time that is left, or by which it is missed."""
        w = self.words
        if due <= self.now:
            late = w["late_by"].format(length=w.length(self.time.worked(due, self.now)))
            return Cell(text, sub=late, tone="bad", at=at)
        left = w["left"].format(length=w.length(self.time.worked(self.now, due)))
        soon = self.calendar.local_date(due) == self.calendar.local_date(self.now)
        return Cell(text, sub=left, tone="warn" if soon else "", at=at)

    def approval_table(self, records: Iterable[Row], caption: str, *, with_client: bool, limit: int) -> Table:
        """Records as rows, each with its words."""
        w, known = self.words, list(records)
        head = (w["state"], w["words"], w["about"], w["author"], w["received"], w["ref"])
        rows = [
            (
                *((self.client_cell(row["client"]),) if with_client else ()), self._state(row), self._quote(row), self._about(row), self._author(row),
                self.at_cell(row["received_at"]), self.ref_cell(row["ref"]),
            )
            for row in known[:limit]
        ]  # fmt: skip
        return Table(
            caption,
            columns(*((w["client"],) if with_client else ()), *head),
            tuple(rows),
            w["no_approvals"],
            self.more(len(known), len(rows)),
        )

    def _state(self, row: Row) -> Cell:
        tones = {
            "approved": "good",
            "rejected": "bad",
            "revoked": "bad",
            "needs_confirmation": "warn",
            "conditional": "warn",
        }
        tone = tones.get(row["state"], "")
        if row["state"] == "approved" and not row["in_force"]:
            tone = "warn"  # words that no longer allow anything do not shine green
        return Cell(self.words.value(row["state"]), sub=self._force(row), tone=tone)

    def _force(self, row: Row) -> str:
        if row["in_force"]:
            return self.words["in_force"]
        code, _, ref = (row["voided_by"] or "").partition(" ")
        if code:
            return f"{self.words.value(code)} {ref}".strip()
        return self.words.value(row["reason"]) if row["reason"] else ""

    def _about(self, row: Row) -> Cell:
        named = " ".join(part for part in (row["period"], row["version"]) if part)
        return Cell(self.words.value(row["about"]) or "—", sub=named or self.words["no_version"])

    def _quote(self, row: Row) -> Cell:
        if not row["quote"]:
            return Cell("—")
        return Cell(row["quote"], is_quote=row["source"] == "letter" or row["source"] == "request")

    def _author(self, row: Row) -> Cell:
        source = "" if row["source"] in ("letter", "request") else self.words.value(row["source"])
        return Cell(row["author"] or "—", sub=source or self.words.value(row["sender_level"]))

    def gate_table(self, gates: Iterable[Row], caption: str, *, with_client: bool) -> Table:
        """May money be spent, plan by plan; what is closed comes first."""
        w = self.words
        head = (w["about"], w["may_spend"], w["ref"])
        rows = [
            (
                *((self.client_cell(row["client"]),) if with_client else ()),
                Cell(w.value(row["about"]), sub=row["plan"] or w["no_version"]),
                Cell(
                    w["yes"] if row["open"] else w["no"],
                    sub=w.value(row["why"]),
                    tone="good" if row["open"] else "bad",
                ),
                self.ref_cell(row["ref"]),
            )
            for row in sorted(gates, key=lambda row: (row["open"], row["client"], row["about"], row["plan"]))
        ]
        return Table(caption, columns(*((w["client"],) if with_client else ()), *head), tuple(rows), w["no_gates"])

    def measured(self, found: Measure) -> tuple[Cell, Cell, Cell, Cell]:
        """How many, median, nine of ten, share within the target."""
        w = self.words
        share = Cell("—") if found.share is None else Cell(w.percent(found.share), tone=share_tone(found.share))
        return (
            Cell(w.number(found.answered)),
            Cell(w.length(found.median) if found.median is not None else "—"),
            Cell(w.length(found.ninety) if found.ninety is not None else "—"),
            share,
        )


def lay_out(rows: Rows, agency: Agency, now: datetime) -> Desk:
    """Sort the rows once for all pages."""
    calendar = Calendar(agency.week, agency.timezone)
    time = WorkTime(calendar, calendar.local_date(now - KEPT_FOR))
    found = tuple(answers(rows.cases, rows.letters, agency, time, calendar, now))
    waiting = [case for case in rows.cases if case.closed_at is None]
    waiting.sort(key=lambda case: (not case.urgent, case.due_at or now, case.ref))
    managers = {client.name: agency.manager_of(client.manager) for client in agency.clients}
    return Desk(
        agency=agency,
        calendar=calendar,
        time=time,
        words=load_words(agency.language, agency.timezone, calendar.day_length, now),
        now=now,
        rows=rows,
        answers=found,
        open_cases=tuple(waiting),
        of_client=_by_client(agency, rows, waiting, found),
        managers={name: manager.name for name, manager in managers.items() if manager},
    )


def _by_client(
    agency: Agency, rows: Rows, waiting: Iterable[CaseRow], found: Iterable[Answer]
) -> dict[str, ClientRows]:
    own = {client.name: ClientRows() for client in agency.clients}
    names = {client.project: client.name for client in agency.clients}
    nobody = ClientRows()  # a client that is no longer in the config
    for letter in rows.letters:
        own.get(letter.client, nobody).letters.append(letter)
    for case in waiting:
        own.get(case.client, nobody).open_cases.append(case)
    for answer in found:
        own.get(answer.client, nobody).answers.append(answer)
    for record in rows.approvals:
        own.get(record["client"], nobody).approvals.append(record)
    for gate in rows.gates:
        own.get(gate["client"], nobody).gates.append(gate)
    for edit in rows.edits:
        own.get(edit["client"], nobody).edits.append(edit)
    for task in rows.tasks:
        own[names[task.project]].tasks.append(task)
    return own


def share_tone(share: float) -> str:
    """How a share within target looks."""
    return "good" if share >= 0.9 else "warn" if share >= 0.7 else "bad"


@lru_cache(maxsize=4096)
def file_of(client: str) -> str:
    """The page of a client: a name that stays and tells nothing."""
    return f"client-{hashlib.blake2s(client.encode(), digest_size=5).hexdigest()}.html"


def task_link(gid: str | None) -> str:
    """Asana's address of a task."""
    return ASANA.format(gid=gid) if gid and gid.isascii() and gid.isdigit() else ""
