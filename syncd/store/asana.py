"""The mirror of Asana: facts in, within the caller's transaction; domain values out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlite_utils import Database

from syncd.domain.agency import Away
from syncd.domain.asana import StatusUpdate, Story, Task, User
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
from syncd.store.asana_schema import KEYS

Row = dict[str, Any]


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
    return [seen for task in _tasks(db, list(rows)) if (seen := _as_it_was(task, as_of)) is not None]


def task(db: Database, gid: str, *, as_of: datetime | None = None) -> Task | None:
    """One task, also a deleted one (then `deleted_at` is set), or None."""
    rows = list(db.query("select * from asana_tasks where gid = :gid", {"gid": gid}))
    found = _tasks(db, rows)
    return _as_it_was(found[0], as_of) if found else None


def users(db: Database) -> list[User]:
    """Everybody of the workspace that we know."""
    return [_user(row) for row in db.query("select * from asana_users where deleted_at is null order by gid")]


def absences(db: Database) -> dict[str, tuple[Away, ...]]:
    """Out-of-office days by user gid, as Asana shows them; an entry without an end lasts its first day."""
    found: defaultdict[str, list[Away]] = defaultdict(list)
    for row in db.query("select * from asana_ooo_entries where deleted_at is null order by start_date"):
        first = _day(row["start_date"])
        if first is not None:
            found[row["user_gid"]].append(Away(first, _day(row["end_date"]) or first))
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
    return [_user(row) for row in rows]


def status_updates(db: Database, project_gid: str, *, as_of: datetime | None = None) -> list[StatusUpdate]:
    """Published status updates, oldest first."""
    rows = db.query(
        "select * from asana_status_updates where project_gid = :project and deleted_at is null order by created_at",
        {"project": project_gid},
    )
    each = [found for row in rows if (found := _status_update(row)) is not None]
    return [status for status in each if as_of is None or status.created_at <= as_of]


def project_names(db: Database) -> dict[str, str]:
    """Names of the projects mirrored, by gid."""
    rows = db.query("select gid, name from asana_projects where deleted_at is null")
    return {row["gid"]: row["name"] or "" for row in rows}


def project_owner(db: Database, project_gid: str) -> str | None:
    """The gid of the project's owner."""
    rows = db.query("select owner_gid from asana_projects where gid = :project", {"project": project_gid})
    return next((row["owner_gid"] for row in rows), None)


def mirror_age(db: Database) -> dict[str, datetime | None]:
    """By project: Asana's time when its mirror was last brought up to date and left nothing to read."""
    return {
        row["project_gid"]: _instant(row["complete_at"])
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

# -- values --------------------------------------------------------------------------------------------------------


def _tasks(db: Database, rows: list[Row]) -> list[Task]:
    gids = json.dumps([row["gid"] for row in rows])
    memberships = _by_task(db, "asana_memberships_of_tasks", "project_gid", gids)
    followers = _by_task(db, "asana_followers_of_tasks", "user_gid", gids)
    tags = _by_task(db, "asana_tags_of_tasks", "name", gids)
    dependencies = _by_task(db, "asana_dependencies_of_tasks", "dependency_gid", gids)
    values = _by_task(db, "asana_custom_field_values", "custom_field_gid", gids)
    stories = _by_task(db, "asana_stories", "created_at, gid", gids)
    return [
        replace(
            _task(row),
            project_gids=tuple(each["project_gid"] for each in memberships[row["gid"]]),
            section_names=tuple(
                (each["project_gid"], each["section_name"])
                for each in memberships[row["gid"]]
                if each["section_name"] is not None
            ),
            follower_gids=tuple(each["user_gid"] for each in followers[row["gid"]]),
            dependency_gids=tuple(each["dependency_gid"] for each in dependencies[row["gid"]]),
            tag_names=tuple(each["name"] or "" for each in tags[row["gid"]]),
            custom_fields=tuple(
                (each["name"] or "", each["display_value"])
                for each in values[row["gid"]]
                if each["display_value"] is not None
            ),
            stories=tuple(story for each in stories[row["gid"]] if (story := _story(each)) is not None),
        )
        for row in rows
    ]


def _by_task(db: Database, table: str, order: str, gids: str) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    found = db.query(
        f"select * from [{table}] where task_gid in (select value from json_each(:gids))"  # noqa: S608
        f" and deleted_at is null order by {order}",
        {"gids": gids},
    )
    for row in found:
        grouped[row["task_gid"]].append(row)
    return grouped


def _task(row: Row) -> Task:
    return Task(
        gid=row["gid"],
        name=row["name"] or "",
        notes=row["notes"] or "",
        resource_subtype=row["resource_subtype"] or "default_task",
        approval_status=row["approval_status"],
        completed=bool(row["completed"]),
        completed_at=_instant(row["completed_at"]),
        completed_by_gid=row["completed_by_gid"],
        created_at=_instant(row["created_at"]),
        created_by_gid=row["created_by_gid"],
        modified_at=_instant(row["modified_at"]),
        assignee_gid=row["assignee_gid"],
        due_on=_day(row["due_on"]),
        due_at=_instant(row["due_at"]),
        start_on=_day(row["start_on"]),
        start_at=_instant(row["start_at"]),
        parent_gid=row["parent_gid"],
        permalink_url=row["permalink_url"] or "",
        deleted_at=_instant(row["deleted_at"]),
    )


def _story(row: Row) -> Story | None:
    created_at = _instant(row["created_at"])
    if created_at is None:
        return None
    return Story(
        gid=row["gid"],
        task_gid=row["task_gid"],
        created_at=created_at,
        created_by_gid=row["created_by_gid"],
        resource_subtype=row["resource_subtype"] or row["type"] or "",
        text=row["text"] or "",
        old_value=row["old_value"],
        new_value=row["new_value"],
    )


def _status_update(row: Row) -> StatusUpdate | None:
    created_at = _instant(row["created_at"])
    if created_at is None:
        return None
    return StatusUpdate(
        gid=row["gid"],
        project_gid=row["project_gid"],
        title=row["title"] or "",
        text=row["text"] or "",
        status_type=row["status_type"] or "",
        created_at=created_at,
        created_by_gid=row["created_by_gid"],
    )


def _user(row: Row) -> User:
    is_guest = row["is_guest"]
    return User(row["gid"], row["name"] or "", row["email"], None if is_guest is None else bool(is_guest))


def _as_it_was(found: Task, as_of: datetime | None) -> Task | None:
    """The task as of then, or None where it was not there yet."""
    if as_of is None:
        return found
    if found.created_at is not None and found.created_at > as_of:
        return None
    later = [story for story in found.stories if story.created_at > as_of]
    was = replace(found, stories=tuple(story for story in found.stories if story.created_at <= as_of))
    if was.completed_at is not None and was.completed_at > as_of:
        was = _reopened(was)
    for story in reversed(later):
        was = _undone(was, story)
    return was


def _undone(task_: Task, story: Story) -> Task:
    match story.resource_subtype:
        case "marked_complete":
            return _reopened(task_)
        case "marked_incomplete":
            return replace(task_, completed=True)
        case "approval_status_changed" if story.old_value:
            return replace(task_, approval_status=story.old_value, completed=story.old_value != "pending")
        case "due_date_changed":
            day, instant = _day(story.old_value), _instant(story.old_value)
            return replace(task_, due_on=day, due_at=instant)
        case _:
            return task_


def _reopened(task_: Task) -> Task:
    status = None if task_.approval_status is None else "pending"
    return replace(task_, completed=False, completed_at=None, completed_by_gid=None, approval_status=status)


def _instant(value: str | None) -> datetime | None:
    if not value or "T" not in value:
        return None
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        return None
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _as_text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
