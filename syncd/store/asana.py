"""The mirror of Asana: facts in, within the caller's transaction; domain values out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from sqlite_utils import Database

from syncd.domain.agency import Away
from syncd.domain.asana import StatusUpdate, Task, User
from syncd.domain.errors import Problem
from syncd.domain.mirror import (
    AsanaFact,
    Due,
    Gone,
    LostSight,
    MirroredAt,
    Problems,
    ReadFailed,
    RetryFailed,
    Seen,
    WasRead,
    Whole,
)
from syncd.store.asana_as_of import as_it_was
from syncd.store.asana_rows import Row, day_of, instant_of, status_update_of_row, tasks_of_rows, user_of_row
from syncd.store.asana_schema import KEYS


def absorb(db: Database, facts: Iterable[AsanaFact], seen_at: datetime) -> None:
    """Store a batch. Stands inside the caller's transaction, together with the cursor that brought it."""
    at = _as_text(seen_at)
    wholes: dict[tuple[str, str], Whole] = {}
    with db.atomic():
        waiting: defaultdict[str, list[Row]] = defaultdict(list)
        for fact in facts:
            match fact:
                case Seen():
                    waiting[fact.table].append(_row(fact, at))
                case Whole():
                    wholes[fact.table, fact.owner] = fact  # of two readings of one owner the later counts
                case Gone() | LostSight():
                    _upsert(db, waiting)
                    _mark_absent(db, fact, at)
                case _:
                    _take_progress(db, fact, at)
        _upsert(db, waiting)
        for whole in wholes.values():
            _mark_dropped(db, whole, at)


def tasks_of_project(db: Database, project_gid: str, *, as_of: datetime | None = None) -> list[Task]:
    """Live tasks of the project with their stories, and the subtasks under them (those have a `parent_gid`).

    With `as_of`, what happened later is taken back: stories and tasks made later are left out, later completions, due
    dates and approvals undone as far as stories tell.
    """
    rows = db.query(_TASKS_OF_PROJECT, {"project": project_gid})
    return [seen for task in tasks_of_rows(db, list(rows)) if (seen := as_it_was(task, as_of)) is not None]


def task(db: Database, gid: str, *, as_of: datetime | None = None) -> Task | None:
    """One task, also a deleted one (then `deleted_at` is set), or None."""
    rows = list(db.query("select * from asana_tasks where gid = :gid", {"gid": gid}))
    found = tasks_of_rows(db, rows)
    return as_it_was(found[0], as_of) if found else None


def task_written_by(db: Database, user_gid: str, ref: str) -> tuple[str, datetime | None] | None:
    """The gid and time of a user's task that holds this reference, wherever it stands now, or stood."""
    rows = db.query(
        "select gid, created_at from asana_tasks where created_by_gid = :user and instr(notes, :ref) order by created_at",
        {"user": user_gid, "ref": ref},
    )
    return next(((row["gid"], instant_of(row["created_at"])) for row in rows), None)


def users(db: Database) -> list[User]:
    """Everybody of the workspace that we know."""
    return [user_of_row(row) for row in db.query("select * from asana_users where deleted_at is null order by gid")]


def absences(db: Database) -> dict[str, tuple[Away, ...]]:
    """Out-of-office days by user gid, as Asana shows them; an entry without an end lasts its first day."""
    found: defaultdict[str, list[Away]] = defaultdict(list)
    for row in db.query("select * from asana_ooo_entries where deleted_at is null order by start_date"):
        first = day_of(row["start_date"])
        if first is not None:
            found[row["user_gid"]].append(Away(first, day_of(row["end_date"]) or first))
    return {gid: tuple(days) for gid, days in found.items()}


def project_members(db: Database, project_gid: str) -> list[User]:
    """Users who are members of the project themselves; a member team stands for itself, by its gid and name."""
    rows = db.query(
        """
        select members.member_gid as gid, coalesce(users.name, members.name) as name, users.email, users.is_guest
        from asana_project_members as members left join asana_users as users on users.gid = members.member_gid
        where members.project_gid = :project and members.deleted_at is null order by members.member_gid
        """,
        {"project": project_gid},
    )
    return [user_of_row(row) for row in rows]


def status_updates(db: Database, project_gid: str, *, as_of: datetime | None = None) -> list[StatusUpdate]:
    """Published status updates, oldest first."""
    rows = db.query(
        "select * from asana_status_updates where project_gid = :project and deleted_at is null order by created_at",
        {"project": project_gid},
    )
    each = [found for row in rows if (found := status_update_of_row(row)) is not None]
    return [status for status in each if as_of is None or status.created_at <= as_of]


def project_names(db: Database) -> dict[str, str]:
    """Names of the projects mirrored, by gid."""
    rows = db.query("select gid, name from asana_projects where deleted_at is null")
    return {row["gid"]: row["name"] or "" for row in rows}


def projects_in_sight(db: Database) -> list[str]:
    """The gids of the projects that stood in Asana and were ours to see when we last looked."""
    rows = db.query("select gid from asana_projects where deleted_at is null and lost_at is null order by gid")
    return [row["gid"] for row in rows]


def project_owner(db: Database, project_gid: str) -> str | None:
    """The gid of the project's owner."""
    rows = db.query("select owner_gid from asana_projects where gid = :project", {"project": project_gid})
    return next((row["owner_gid"] for row in rows), None)


def mirror_age(db: Database) -> dict[str, datetime | None]:
    """By project: Asana's time when its mirror was last brought up to date and left nothing to read."""
    return {
        row["project_gid"]: instant_of(row["complete_at"])
        for row in db.query("select project_gid, complete_at from asana_mirrored")
    }


def problems(db: Database) -> list[Problem]:
    """What is wrong with the mirror now: of sources, and of single tasks that would not be read."""
    said = [
        Problem(row["severity"], row["where"], row["what"], row["mend"])
        for row in db.query("select * from asana_problems order by source, [where], what")
    ]
    failed = [
        Problem("warning", f"task {row['task_gid']}", row["problem"], "it is read again within the hour")
        for row in db.query("select task_gid, problem from asana_due_reads where problem is not null order by task_gid")
    ]
    return said + failed


# -- facts ---------------------------------------------------------------------------------------------------------


def _row(fact: Seen, at: str) -> Row:
    return {**fact.columns, "raw": fact.raw, "seen_at": at, "deleted_at": None, "lost_at": None}


def _upsert(db: Database, waiting: defaultdict[str, list[Row]]) -> None:
    for table, rows in waiting.items():
        db.table(table).upsert_all(rows, pk=KEYS[table])
    waiting.clear()


def _mark_absent(db: Database, fact: Gone | LostSight, at: str) -> None:
    column = "deleted_at" if isinstance(fact, Gone) else "lost_at"
    db.execute(f"update [{fact.table}] set {column} = ? where gid = ? and {column} is null", [at, fact.gid])  # noqa: S608
    if fact.table == "asana_tasks":
        db.execute("delete from asana_due_reads where task_gid = ?", [fact.gid])


def _mark_dropped(db: Database, whole: Whole, at: str) -> None:
    db.execute(
        f"update [{whole.table}] set deleted_at = ? where [{whole.owner_column}] = ? and deleted_at is null"  # noqa: S608
        f" and [{whole.member_column}] not in (select value from json_each(?))",
        [at, whole.owner, json.dumps(sorted(whole.kept))],
    )


def _take_progress(
    db: Database, fact: Due | WasRead | ReadFailed | RetryFailed | MirroredAt | Problems, at: str
) -> None:
    match fact:
        case Due():
            db.execute(_ADD_DUE, [*_due_values(fact)])
        case WasRead():
            db.execute("delete from asana_due_reads where task_gid = ? and mark <= ?", [fact.task_gid, fact.mark])
        case ReadFailed():
            db.execute(
                "update asana_due_reads set problem = ?, problem_at = ? where task_gid = ?",
                [fact.reason, at, fact.task_gid],
            )
        case RetryFailed():
            db.execute("update asana_due_reads set problem_at = null where project_gid = ?", [fact.project_gid])
        case MirroredAt():
            seen = _as_text(fact.at) if fact.at else at
            db.execute(_MIRRORED, [fact.project_gid, seen, seen if fact.complete else None])
        case Problems():
            db.execute("delete from asana_problems where source = ?", [fact.source])
            for problem in fact.problems:
                row = [fact.source, problem.severity, problem.where, problem.what, problem.mend, at]
                db.execute("insert or replace into asana_problems values (?, ?, ?, ?, ?, ?)", row)


def _due_values(fact: Due) -> Iterator[str | int]:
    yield from (fact.task_gid, fact.project_gid, fact.mark)
    yield from (int(fact.stories), int(fact.subtasks), int(fact.attachments))


_ADD_DUE = """
insert into asana_due_reads (task_gid, project_gid, mark, stories, subtasks, attachments) values (?, ?, ?, ?, ?, ?)
on conflict (task_gid) do update set
  project_gid = excluded.project_gid, mark = max(mark, excluded.mark), problem_at = null,
  stories = max(stories, excluded.stories), subtasks = max(subtasks, excluded.subtasks),
  attachments = max(attachments, excluded.attachments)
"""
_MIRRORED = """
insert into asana_mirrored (project_gid, mirrored_at, complete_at) values (?, ?, ?)
on conflict (project_gid) do update set
  mirrored_at = excluded.mirrored_at, complete_at = coalesce(excluded.complete_at, complete_at)
"""
_TASKS_OF_PROJECT = """
with recursive of_project (gid) as (
  select task_gid from asana_memberships_of_tasks where project_gid = :project and deleted_at is null
  union
  select tasks.gid from asana_tasks as tasks join of_project on tasks.parent_gid = of_project.gid
)
select tasks.* from asana_tasks as tasks join of_project using (gid)
where tasks.deleted_at is null and tasks.lost_at is null order by tasks.created_at, tasks.gid
"""


def _as_text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
