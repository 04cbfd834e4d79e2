"""Whether there is anything new to show."""

from __future__ import annotations

from sqlite_utils import Database

_SQL = """SELECT
    (SELECT count(*) || ' ' || coalesce(max(revision), 0) FROM letters),
    (SELECT count(*) || ' ' || sum(step) || ' ' || coalesce(max(closed_at), '') || ' ' || sum(state = 'open') FROM cases),
    (SELECT count(*) || ' ' || sum(in_force) FROM approvals),
    (SELECT count(*) || ' ' || sum(open) FROM money_gates),
    (SELECT sum(state = 'written') || ' ' || sum(state IN ('held', 'claimed')) FROM notes),
    (SELECT group_concat(problem) FROM sources),
    (SELECT problems FROM cycles WHERE ended_at IS NOT NULL ORDER BY id DESC LIMIT 1),
    (SELECT count(*) || ' ' || coalesce(max(modified_at), '') FROM asana_tasks)"""


def stamp(db: Database) -> tuple[object, ...] | None:
    """Changes when what the pages show has changed, but for ages; far cheaper than the pages. None: nothing is decided yet."""
    if db.execute("SELECT 1 FROM cycles WHERE ended_at IS NOT NULL LIMIT 1").fetchone() is None:
        return None
    return tuple(db.execute(_SQL).fetchone())
