"""What stands in the database, read for people: cases, approvals, sources, held notes."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from syncd.domain.errors import Problem
from syncd.domain.mail.message import LATE
from syncd.store import asana, derived
from syncd.store.sources import states

Row = dict[str, Any]

_ORDER = "CASE kind WHEN 'reply' THEN 0 WHEN 'confirm' THEN 1 WHEN 'approval' THEN 2 ELSE 3 END"


def open_cases(db: Database) -> list[Row]:
    """Open cases, what is due first on top. The subject of a deadline is its task, which stands in the key."""
    sql = f"""SELECT ref, kind, client, state, started_at, due_at, message_id, task_gid, thread, step, assignee,
        coalesce(subject, (SELECT name FROM asana_tasks WHERE kind = 'deadline' AND key LIKE 'deadline:' || gid || ':%'))
        AS subject, person, urgent, why FROM cases WHERE state = 'open' ORDER BY urgent DESC, due_at, {_ORDER}, ref"""  # noqa: S608
    return [row | {"why": json.loads(row["why"] or "[]")} for row in db.query(sql)]


def approvals(db: Database) -> list[Row]:
    """Every record, newest first."""
    sql = """SELECT ref, client, about, version, period, state, reason, message_id, author, quote, received_at, in_force,
        voided_by, sender_level, source, why FROM approvals ORDER BY received_at DESC, ref"""
    return list(db.query(sql))


def money_gates(db: Database) -> list[Row]:
    """May money be spent, plan by plan."""
    return list(db.query("SELECT client, about, plan, open, why, ref FROM money_gates ORDER BY client, about, plan"))


def held_notes(db: Database) -> list[Row]:
    """Notes that wait for a person to mend something."""
    sql = """SELECT ref, audience, kind, client, state, reason FROM notes
        WHERE state IN ('held', 'claimed') OR (state = 'written' AND reason IS NOT NULL) ORDER BY rowid"""
    return list(db.query(sql))


def source_rows(db: Database, now: datetime) -> list[Row]:
    """Each source with its last success and how many seconds ago that was; a project also with its mirror's age: since
    when nothing of it is left to be read, by Asana's clock."""
    ages = {f"asana:{gid}": at for gid, at in asana.mirror_age(db).items()}
    return [
        {
            "name": state.name,
            "last_success": _stamp(state.last_success),
            "lag_s": _seconds_since(state.last_success, now),
            "problem": state.problem,
        }
        | (
            {"mirrored_at": _stamp(ages[state.name]), "mirror_age_s": _seconds_since(ages[state.name], now)}
            if state.name in ages
            else {}
        )
        for state in states(db)
    ]


def _stamp(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def _seconds_since(at: datetime | None, now: datetime) -> int | None:
    return max(0, round((now - at).total_seconds())) if at else None


def letter_counts(db: Database) -> dict[str, int]:
    """Letters kept, by kind."""
    sql = """SELECT CASE WHEN unreadable IS NOT NULL THEN 'unreadable' WHEN kind = 'person' OR kind IS NULL THEN side
        ELSE kind END AS word, count(*) FROM letters GROUP BY word ORDER BY word"""
    return {str(word): int(count) for word, count in db.execute(sql).fetchall()}


def to_look_at(db: Database) -> list[Row]:
    """Letters that a person should look at, newest first: those that fit several clients, those that could not be read."""
    sql = """SELECT message_id, from_address, received_at, CASE WHEN unreadable IS NOT NULL THEN 'unreadable' ELSE side END AS why,
        candidates, unreadable AS reason FROM letters WHERE side = 'ambiguous' OR unreadable IS NOT NULL
        ORDER BY received_at DESC LIMIT 100"""
    return [row | {"candidates": json.loads(row["candidates"] or "[]")} for row in db.query(sql)]


def unaccounted(db: Database) -> list[Problem]:
    """Folders in which the server lists letters that were not read, or that had trouble."""
    found = []
    for mailbox, folder, is_read, uids, problem in db.execute(
        "SELECT mailbox, folder, read, unaccounted, problem FROM folders WHERE unaccounted != '[]' OR problem IS NOT NULL"
    ).fetchall():
        where, missing = f"{mailbox}/{folder}", json.loads(uids)
        if missing:
            what = f"{len(missing)} letters on the server are not accounted for, uids {missing[:5]}"
            found.append(
                Problem("error", where, what, "they are fetched with the next pass; if this stays, open the folder")
            )
        if problem:
            severity = "error" if is_read and not problem.startswith(LATE) else "warning"
            found.append(Problem(severity, where, problem, "look into the folder in the mail program"))
    return found


def unseen_folders(db: Database) -> list[Problem]:
    """Folders that are not read and hold letters of known clients: an unseen folder is never silent."""
    sql = "SELECT mailbox, folder, role, client_letters FROM folders WHERE read = 0 AND client_letters > 0 ORDER BY mailbox, folder"
    return [
        Problem(
            "warning",
            f"{mailbox}/{folder}",
            f"{count} letters of known clients lie in this folder, which is not read",
            "look into it; a filter may have to be changed"
            if role in ("junk", "trash", "drafts")
            else "add it to the mailbox's folders",
        )
        for mailbox, folder, role, count in db.execute(sql).fetchall()
    ]


def problems(db: Database) -> list[Problem]:
    """All that is known to be wrong."""
    return list(dict.fromkeys([*derived.last_problems(db), *unaccounted(db), *unseen_folders(db)]))


def counts(db: Database) -> list[tuple[str, str, str, dict[str, int]]]:
    """What an outside watch counts: metric, its meaning, the label, and the count by label."""
    cases = db.execute("SELECT kind, count(*) FROM cases WHERE state = 'open' GROUP BY kind").fetchall()
    notes = db.execute("SELECT audience || '_' || state, count(*) FROM notes GROUP BY audience, state").fetchall()
    return [
        ("syncd_letters", "Letters kept, by kind", "kind", letter_counts(db)),
        ("syncd_open_cases", "Open cases, by kind", "kind", {str(kind): int(count) for kind, count in cases}),
        ("syncd_notes", "Notes, by audience and state", "state", {str(state): int(count) for state, count in notes}),
    ]
