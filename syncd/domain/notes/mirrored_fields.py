"""The state of an approval on the plan's own task, in the custom fields and the approval status that the config maps
(CONTRACT.md, "What may be written")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from syncd.domain.agency import FieldMap
from syncd.domain.cases.find import Decision
from syncd.domain.cases.record import ApprovalRecord, ApprovalState
from syncd.domain.client import ClientView
from syncd.domain.notes.note import ClientField, plain_text
from syncd.domain.notes.place import task_of
from syncd.domain.notes.recent import is_recent

INTERNAL = ("needs_confirmation", "contradicted", "superseded")
"""What a client is told of only where the config has words for it; until then the plan waits for approval."""


def field_notes(decision: Decision) -> Iterator[ClientField]:
    """The values that should stand in the mapped fields. A task that no letter belongs to is left alone."""
    view = decision.view
    fields = view.client.fields
    if not view.agency.notes.client_visible or not (fields.approval or fields.waits_since or fields.statuses):
        return
    for task_gid, records in _by_task(decision).items():
        yield from _values(decision, fields, task_gid, records)


def _by_task(decision: Decision) -> dict[str, list[ApprovalRecord]]:
    """Records of letters by the task they belong to, oldest first."""
    found: defaultdict[str, list[ApprovalRecord]] = defaultdict(list)
    for record in decision.records:
        gid = task_of(decision.mail, record) if _is_told(decision, record) else None
        if gid is not None:
            found[gid].append(record)
    return dict(found)


def _is_told(decision: Decision, record: ApprovalRecord) -> bool:
    """Of a letter between this client and us alone (PRODUCT.md section 13.18); what people did in Asana is no letter."""
    letter = decision.mail.by_identity.get(record.identity or "")
    if letter is None or len(set(letter.clients_named)) > 1:
        return False
    return record.source in ("letter", "request") and is_recent(decision, record)


def _values(
    decision: Decision, fields: FieldMap, task_gid: str, records: Sequence[ApprovalRecord]
) -> Iterator[ClientField]:
    options = dict(fields.options)
    shown = _newest(records, options)
    if shown and fields.approval:
        yield _note(decision, task_gid, fields.approval, "approval", options.get(shown, shown))
    if shown and fields.waits_since:
        since = _waits_since(decision, records) if shown == ApprovalState.REQUESTED else None
        key = _key(task_gid, fields.waits_since)
        if since or key in decision.view.written:  # what was never written needs no clearing
            yield _note(decision, task_gid, fields.waits_since, "waits_since", since)
    statuses = dict(fields.statuses)
    status = statuses.get(_newest(records, statuses) or "")
    if status and _may_decide(decision.view, task_gid, status):
        yield _note(decision, task_gid, None, "approval_status", status)


def _may_decide(view: ClientView, task_gid: str, status: str) -> bool:
    """Whether this status may be set there: of an approval task, and never `pending` over what a person decided."""
    task = next((task for task in view.tasks if task.gid == task_gid), None)
    if task is None or task.resource_subtype != "approval":
        return False
    return status != "pending" or task.approval_status in (None, status) or task.decided_by_gid == view.me


def _newest(records: Sequence[ApprovalRecord], words: dict[str, str]) -> str | None:
    """The word for the newest record that says something to a client."""
    return next((state for record in reversed(records) if (state := _shown(record, words))), None)


def _shown(record: ApprovalRecord, options: dict[str, str]) -> str | None:
    """The word for a record, None where it says nothing to a client."""
    state = record.state.value
    if record.state is ApprovalState.APPROVED and not record.in_force:
        state = record.voided_by or ApprovalState.NEEDS_CONFIRMATION.value
    if state not in INTERNAL or state in options:
        return state
    return None if record.state is ApprovalState.NEEDS_CONFIRMATION else ApprovalState.REQUESTED.value


def _waits_since(decision: Decision, records: Sequence[ApprovalRecord]) -> str | None:
    asked = [record.received_at for record in records if record.state is ApprovalState.REQUESTED]
    return decision.view.calendar.local_date(asked[-1]).isoformat() if asked else None


def _key(task_gid: str, field_gid: str | None) -> str:
    return f"field:{task_gid}:{field_gid or 'approval_status'}"


def _note(decision: Decision, task_gid: str, field_gid: str | None, name: str, value: str | None) -> ClientField:
    client = decision.view.client
    return ClientField(
        key=_key(task_gid, field_gid),
        kind="field",
        text=plain_text(value or ""),
        client=client.name,
        project_gid=client.project,
        task_gid=task_gid,
        field_gid=field_gid,
        name=name,
        value=value,
    )
