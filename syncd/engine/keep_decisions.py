"""Cases, approvals and money gates into their tables, for `status`, SQL and `explain`."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from syncd.domain.agency import Client
from syncd.domain.approvals import gate_of, versions_of
from syncd.domain.cases.case import Case
from syncd.domain.cases.find import Decision
from syncd.domain.cases.findings import Edit, edits
from syncd.domain.cases.record import ApprovalRecord
from syncd.domain.cases.things import things
from syncd.domain.cases.topics import subject_of
from syncd.domain.notes.place import task_of_letter
from syncd.domain.notes.plan_change import plan_change
from syncd.store import derived, outbox
from syncd.store.codec import instant, to_json


def keep(db: Database, client: Client, decision: Decision) -> None:
    """Replace what was kept of this client."""
    derived.replace_cases(db, client.name, [_case(db, case) for case in decision.cases])
    derived.replace_approvals(db, client.name, [_approval(db, decision, record) for record in decision.records])
    derived.replace_edits(db, client.name, [_edit(client, decision, edit) for edit in edits(decision.mail)])
    derived.replace_gates(db, client.name, _gates(db, client.name, decision.records))


def _case(db: Database, case: Case) -> dict[str, Any]:
    row = outbox.by_key(db, case.task_key)
    return {
        "ref": row.ref if row and case.key == case.task_key else outbox.ref_of(db, case.key),
        "key": case.key,
        "kind": case.kind.value,
        "client": case.client,
        "state": case.state,
        "started_at": instant(case.started_at),
        "due_at": instant(case.due_at),
        "closed_at": instant(case.closed_at),
        "message_id": case.message_id,
        "task_gid": row.place_gid if row else None,
        "thread": case.thread,
        "step": case.step,
        "assignee": case.assignee,
        "subject": case.letter.subject if case.letter else None,
        "closed_by": case.closed.how if case.closed else None,
        "why": json.dumps(case.why, ensure_ascii=False),
        "task_key": case.task_key,
        "person": _person(case),
        "urgent": int(case.urgent),
    }


def _person(case: Case) -> str | None:
    return (case.letter.from_.display_name or case.letter.from_.addr_spec) if case.letter else None


def _approval(db: Database, decision: Decision, record: ApprovalRecord) -> dict[str, Any]:
    change = plan_change(decision, record)
    return {
        "ref": outbox.ref_of(db, record.key),
        "key": record.key,
        "client": record.client,
        "about": record.about.value if record.about else None,
        "version": record.version,
        "period": record.period,
        "state": record.state.value,
        "reason": record.reason,
        "message_id": record.message_id,
        "author": _who(record.author, record.author_address),
        "quote": record.quote,
        "received_at": instant(record.received_at),
        "in_force": int(record.in_force),
        "voided_by": _voided_by(db, record),
        "identity": record.identity,
        "sender_level": record.sender.value if record.sender else None,
        "source": record.source,
        "request_identity": record.request_identity,
        "author_address": record.author_address,
        "why": record.why,
        "changes": to_json(change.cells) if change and change.cells is not None else None,
    }


def _who(name: str, address: str) -> str:
    """`Ольга Жукова <olga@client.example>`, or what of it is known."""
    return f"{name} <{address}>" if name and address and name != address else name or address


def _edit(client: Client, decision: Decision, edit: Edit) -> dict[str, Any]:
    return {
        "client": client.name,
        "message_id": edit.letter.message_id,
        "received_at": instant(edit.letter.received_at),
        "author": _who(edit.letter.from_.display_name, edit.letter.from_.addr_spec),
        "kind": edit.kind,
        "words": edit.words,
        "task_gid": task_of_letter(decision.mail, edit.letter, subject_of(edit.letter.subject)),
    }


def _voided_by(db: Database, record: ApprovalRecord) -> str | None:
    if record.voided_by is None:
        return None
    return f"{record.voided_by} {outbox.ref_of(db, record.voided_by_key)}" if record.voided_by_key else record.voided_by


def _gates(db: Database, client: str, records: tuple[ApprovalRecord, ...]) -> list[dict[str, Any]]:
    """One row for each version of each thing; of two that bear one name, as every December does, the last stands."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for thing in things(records):
        for version in versions_of(thing) if thing.about else ():
            gate = gate_of(thing, version)
            about, plan = str(thing.about), " ".join(part for part in (thing.period, version) if part)
            rows[about, plan] = {
                "client": client,
                "about": about,
                "plan": plan,
                "open": int(gate.open),
                "why": gate.why,
                "ref": outbox.ref_of(db, gate.record.key) if gate.record else None,
            }
    return list(rows.values())
