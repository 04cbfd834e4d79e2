"""What the mirror already holds, for the sources: short read-only questions, asked from any thread."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from syncd.domain.mirror import Due, KnownProject, KnownTask

BUSY_S = 30.0


class MirrorReader:
    """Answers as of the last commit. Each question has a connection of its own, so that no thread shares one."""

    def __init__(self, database: Path | str) -> None:
        self._uri = Path(database).absolute().as_uri() + "?mode=ro"

    def project(self, project_gid: str) -> KnownProject:
        """The live things of a project; top-level tasks only."""
        with closing(self._connect()) as db:
            return KnownProject(
                tasks=_known_tasks(db.execute(_TASKS, [project_gid])),
                sections=_gids(db.execute(_SECTIONS, [project_gid])),
                status_updates=_gids(db.execute(_STATUS_UPDATES, [project_gid])),
            )

    def tasks(self, gids: frozenset[str]) -> Mapping[str, KnownTask]:
        """Those of the gids that are known and not deleted."""
        return self._tasks(_TASKS_BY_GID, json.dumps(sorted(gids)))

    def subtasks(self, task_gid: str) -> Mapping[str, KnownTask]:
        """The live subtasks directly under a task."""
        return self._tasks(_SUBTASKS, task_gid)

    def stories(self, task_gid: str) -> frozenset[str]:
        """The live stories of a task."""
        with closing(self._connect()) as db:
            return _gids(db.execute(_STORIES, [task_gid]))

    def attachments(self, task_gid: str) -> frozenset[str]:
        """The live attachments of a task."""
        with closing(self._connect()) as db:
            return _gids(db.execute(_ATTACHMENTS, [task_gid]))

    def task_of_attachment(self, attachment_gid: str) -> str | None:
        """The task it hangs on, if we know it."""
        with closing(self._connect()) as db:
            row = db.execute("select task_gid from asana_attachments where gid = ?", [attachment_gid]).fetchone()
            return None if row is None else str(row[0])

    def due(self, project_gid: str, limit: int) -> tuple[Due, ...]:
        """The next to be read, most recently modified first."""
        with closing(self._connect()) as db:
            return tuple(
                Due(task_gid, project, mark, bool(stories), bool(subtasks), bool(attachments))
                for task_gid, project, mark, stories, subtasks, attachments in db.execute(_DUE, [project_gid, limit])
            )

    def has_failed(self, project_gid: str) -> bool:
        """Whether something of the project would not be read since the last sweep."""
        with closing(self._connect()) as db:
            return db.execute(_FAILED, [project_gid]).fetchone() is not None

    def _tasks(self, sql: str, argument: str) -> Mapping[str, KnownTask]:
        with closing(self._connect()) as db:
            return _known_tasks(db.execute(sql, [argument]))

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._uri, uri=True, timeout=BUSY_S)


def _known_tasks(rows: Iterator[Any]) -> dict[str, KnownTask]:
    return {
        gid: KnownTask(gid, modified_at, count, frozenset(map(tuple, json.loads(places))))
        for gid, modified_at, count, places in rows
    }


def _gids(rows: Iterator[Any]) -> frozenset[str]:
    return frozenset(row[0] for row in rows)


_KNOWN = """
tasks.gid, tasks.modified_at, (
  select count(*) from asana_tasks as parts
  where parts.parent_gid = tasks.gid and parts.deleted_at is null and parts.lost_at is null
), (
  select json_group_array(json_array(places.project_gid, places.section_gid))
  from asana_memberships_of_tasks as places where places.task_gid = tasks.gid and places.deleted_at is null
)
"""
_TASKS = f"""
select {_KNOWN}
from asana_memberships_of_tasks as memberships join asana_tasks as tasks on tasks.gid = memberships.task_gid
where memberships.project_gid = ? and memberships.deleted_at is null
  and tasks.deleted_at is null and tasks.lost_at is null
"""  # noqa: S608 - put together from constants
_TASKS_BY_GID = f"""
select {_KNOWN} from asana_tasks as tasks
where tasks.gid in (select value from json_each(?)) and tasks.deleted_at is null and tasks.lost_at is null
"""  # noqa: S608 - put together from constants
_SUBTASKS = f"""
select {_KNOWN} from asana_tasks as tasks
where tasks.parent_gid = ? and tasks.deleted_at is null and tasks.lost_at is null
"""  # noqa: S608 - put together from constants
_SECTIONS = "select gid from asana_sections where project_gid = ? and deleted_at is null"
_STATUS_UPDATES = "select gid from asana_status_updates where project_gid = ? and deleted_at is null"
_STORIES = "select gid from asana_stories where task_gid = ? and deleted_at is null"
_ATTACHMENTS = "select gid from asana_attachments where task_gid = ? and deleted_at is null"
_FAILED = "select 1 from asana_due_reads where project_gid = ? and problem_at is not null limit 1"
_DUE = """
select due.task_gid, due.project_gid, due.mark, due.stories, due.subtasks, due.attachments
from asana_due_reads as due left join asana_tasks as tasks on tasks.gid = due.task_gid
where due.project_gid = ? and due.problem_at is null
order by coalesce(tasks.completed, 0), due.mark desc, due.task_gid limit ?
"""
