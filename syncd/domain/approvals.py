"""Approvals on record, and whether money may be spent on them (PRODUCT.md section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from syncd.domain.agency import Subject
from syncd.domain.letter import SenderLevel


class ApprovalState(StrEnum):
    """What was judged when the letter came; never changed afterwards."""

    REQUESTED = "requested"
    APPROVED = "approved"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"
    REVOKED = "revoked"
    NEEDS_CONFIRMATION = "needs_confirmation"


@dataclass(frozen=True, slots=True)
class ApprovalRecord:
    """One row: a client's letter with a verdict, a request of ours, a click, or a person's word.

    `key` is stable; the engine makes the reference of it. `voided_by` names what took the force away
    (superseded, revoked, contradicted) and `voided_by_key` the record that did.
    """

    key: str
    client: str
    about: Subject | None
    version: str | None
    period: str | None
    state: ApprovalState
    reason: str | None
    message_id: str | None
    identity: str | None
    thread: str | None
    author: str  # name as known
    author_address: str
    quote: str
    why: str
    received_at: datetime
    source: str = "letter"  # letter | request | click | person
    sender: SenderLevel | None = None
    request_identity: str | None = None
    in_force: bool = False
    voided_by: str | None = None
    voided_by_key: str | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """May money be spent? With the reason, for people."""

    open: bool
    why: str
    record: ApprovalRecord | None = None
