"""Tasks that were deleted in Asana, which the mirror keeps."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlite_utils import Database

from syncd.domain.asana import Task
from syncd.store.asana_rows import tasks_of_rows

_GONE = """
select distinct tasks.* from asana_tasks as tasks join asana_memberships_of_tasks as places on places.task_gid = tasks.gid
where places.project_gid = :project and tasks.deleted_at > :since and tasks.deleted_at <= :until order by tasks.gid
"""


def gone_tasks(db: Database, project_gid: str, since: datetime, until: datetime) -> list[Task]:
    """The project's tasks that were seen to be deleted in this time, with what was written on them."""
    asked = {"project": project_gid, "since": _as_text(since), "until": _as_text(until)}
    return tasks_of_rows(db, list(db.query(_GONE, asked)))


def _as_text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
