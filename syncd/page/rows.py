"""What the pages are made of, read from the database once; nothing of it is later than `now`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from syncd.domain.agency import Agency
from syncd.domain.errors import Problem
from syncd.store import overview

Row = dict[str, Any]
KEPT_FOR = timedelta(days=372)  # a year of letters and closed cases, and its last week whole


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of `cases`. `title` is the letter's subject, or the task's name of a deadline."""

    ref: str
    kind: str
    client: str
    started_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    closed_by: str | None
    step: int
    person: str | None
    title: str | None
    urgent: bool
    thread: str | None
    task_gid: str | None
    message_id: str | None


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that a person wrote, of a client's correspondence."""

    message_id: str | None
    subject: str | None
    address: str
    name: str | None
    at: datetime
    client: str
    thread: str | None
    is_ours: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """An open task of a client's project. `assignee` is a name; `is_theirs` where that is nobody of the agency."""

    gid: str
    name: str
    project: str
    due_on: str | None
    assignee: str | None
    is_theirs: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that the pages show. Cases are oldest first, letters too, approvals newest first, the others as `store.overview` has them."""

    cases: tuple[CaseRow, ...]
    letters: tuple[LetterRow, ...]
    tasks: tuple[TaskRow, ...]
    approvals: list[Row]
    gates: list[Row]
    edits: list[Row]
    pushes: list[tuple[str, datetime]]  # client, when
    held: list[Row]
    sources: list[Row]
    to_look_at: list[Row]
    problems: list[Problem]


def read_rows(db: Database, agency: Agency, now: datetime) -> Rows:
    """Read all at one moment of the database: a daemon may write meanwhile."""
    db.execute("BEGIN")
    try:
        tasks = _task_names(db)
        return Rows(
            cases=tuple(_cases(db, tasks, now)),
            letters=tuple(_letters(db, now)),
            tasks=tuple(_tasks(db, agency)),
            approvals=list(_approvals(db, now)),
            gates=overview.money_gates(db),
            edits=list(db.query("SELECT * FROM edits WHERE received_at <= ? ORDER BY received_at DESC", [_text(now)])),
            pushes=list(_pushes(db)),
            held=overview.held_notes(db),
            sources=[row | {"name": _source_name(db, row["name"])} for row in overview.source_rows(db, now)],
            to_look_at=overview.to_look_at(db),
            problems=overview.problems(db),
        )
    finally:
        db.execute("ROLLBACK")


def when(text: str) -> datetime:
    """An instant as the database keeps it."""
    return datetime.fromisoformat(text)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _cases(db: Database, tasks: dict[str, str], now: datetime) -> Iterator[CaseRow]:
    sql = """SELECT ref, key, kind, client, state, started_at, due_at, closed_at, closed_by, step, person, subject, urgent,
        thread, task_gid, message_id FROM cases
        WHERE client IS NOT NULL AND started_at <= :now AND (state = 'open' OR closed_at >= :since)
        ORDER BY started_at, ref"""
    for row in db.query(sql, {"now": _text(now), "since": _text(now - KEPT_FOR)}):
        about = row["key"].split(":")[1] if row["kind"] == "deadline" else ""
        yield CaseRow(
            ref=row["ref"],
            kind=row["kind"],
            client=row["client"],
            started_at=when(row["started_at"]),
            due_at=when(row["due_at"]) if row["due_at"] else None,
            closed_at=when(row["closed_at"]) if row["closed_at"] and row["state"] == "closed" else None,
            closed_by=row["closed_by"] if row["state"] == "closed" else None,
            step=row["step"],
            person=row["person"],
            title=row["subject"] or tasks.get(about),
            urgent=bool(row["urgent"]),
            thread=row["thread"],
            task_gid=row["task_gid"] or (about if about.isdigit() else None),
            message_id=row["message_id"],
        )


def _approvals(db: Database, now: datetime) -> Iterator[Row]:
    """Every record, newest first; `author` is the name alone, the address stands beside it."""
    sql = """SELECT ref, client, about, version, period, state, reason, author, author_address, quote, received_at,
        in_force, voided_by, sender_level, source FROM approvals
        WHERE received_at IS NULL OR received_at <= ? ORDER BY received_at DESC, ref"""
    for row in db.query(sql, [_text(now)]):
        name = (row["author"] or "").partition(" <")[0]
        yield row | {"author": name or row["author_address"], "author_address": row["author_address"] or ""}


def _letters(db: Database, now: datetime) -> Iterator[LetterRow]:
    sql = """SELECT message_id, subject, from_address, from_name, received_at, client, thread, side = 'ours' FROM letters
        WHERE client IS NOT NULL AND kind = 'person' AND from_address IS NOT NULL AND received_at BETWEEN ? AND ?
        ORDER BY received_at, identity"""
    for row in db.execute(sql, [_text(now - KEPT_FOR), _text(now)]).fetchall():
        message_id, subject, address, name, at, client, thread, ours = row
        yield LetterRow(message_id, subject, address, name, when(at), client, thread, bool(ours))


def _task_names(db: Database) -> dict[str, str]:
    return {gid: name for gid, name in db.execute("SELECT gid, name FROM asana_tasks").fetchall() if name}


def _tasks(db: Database, agency: Agency) -> Iterator[TaskRow]:
    sql = """SELECT DISTINCT t.gid, t.name, m.project_gid, coalesce(t.due_on, substr(t.due_at, 1, 10)), t.assignee_gid,
            u.name, lower(u.email) FROM asana_tasks t JOIN asana_memberships_of_tasks m ON m.task_gid = t.gid
        LEFT JOIN asana_users u ON u.gid = t.assignee_gid
        WHERE NOT coalesce(t.completed, 0) AND t.deleted_at IS NULL AND m.deleted_at IS NULL
            AND NOT coalesce(t.is_rendered_as_separator, 0)
            AND t.gid NOT IN (SELECT place_gid FROM notes WHERE place_gid IS NOT NULL AND surface LIKE '%\\_task' ESCAPE '\\')
        ORDER BY 4, t.gid"""
    projects = {client.project for client in agency.clients}
    own = {email.casefold() for manager in agency.managers for email in manager.emails}
    own |= {manager.asana_user.casefold() for manager in agency.managers}
    for gid, name, project, due_on, assignee, who, email in db.execute(sql).fetchall():
        if project not in projects:
            continue
        domain = (email or "").rpartition("@")[2]
        ours = {email, assignee} & own or domain in agency.domains
        yield TaskRow(gid, name or "", project, due_on, who or assignee, bool(assignee and email and not ours))


def _pushes(db: Database) -> Iterator[tuple[str, datetime]]:
    """What rang at somebody of the team: tasks made, comments, followers added."""
    sql = """SELECT client, written_at FROM notes
        WHERE audience = 'team' AND client IS NOT NULL AND written_at IS NOT NULL ORDER BY written_at"""
    for client, at in db.execute(sql).fetchall():
        yield client, when(at)


def _source_name(db: Database, name: str) -> str:
    kind, _, gid = name.partition(":")
    if kind != "asana" or not gid.isdigit():
        return name
    row = db.execute("SELECT name FROM asana_projects WHERE gid = ?", [gid]).fetchone()
    return f"Asana: {row[0]}" if row and row[0] else name
