"""A row of `approvals`: the values (PRODUCT.md sections 7 and 13.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from syncd.domain.agency import Representative, Subject
from syncd.domain.cases.topics import same_period, same_version
from syncd.domain.client import ClientView
from syncd.domain.language.reading import VerdictKind
from syncd.domain.letter import Letter, SenderLevel


class ApprovalState(StrEnum):
    """What was judged when the letter came; never changed afterwards."""

    REQUESTED = "requested"
    APPROVED = "approved"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"
    REVOKED = "revoked"
    NEEDS_CONFIRMATION = "needs_confirmation"


AGAINST = frozenset({ApprovalState.CONDITIONAL, ApprovalState.REJECTED, ApprovalState.REVOKED})
POSITIONS = frozenset({VerdictKind.APPROVED, VerdictKind.CONDITIONAL, VerdictKind.REJECTED, VerdictKind.REVOKED})


ANOTHER_YEAR = timedelta(days=240)  # one month's name this far apart is two months


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
    verdict: VerdictKind = VerdictKind.NONE

    @property
    def is_position(self) -> bool:
        """Whether somebody of the client's side decided something in it."""
        return self.verdict in POSITIONS

    @property
    def is_for(self) -> bool:
        """Whether the position is an approval, valid or not."""
        return self.verdict is VerdictKind.APPROVED

    def may_concern(self, other: ApprovalRecord) -> bool:
        """Whether both can be about the same thing; what is not named can be anything."""
        return self.about == other.about and self.has_period_of(other) and same_version(self.version, other.version)

    def has_period_of(self, other: ApprovalRecord) -> bool:
        """Whether both periods can be the same. «На декабрь» of this year and of the last are two."""
        named = bool(self.period and other.period)
        return same_period(self.period, other.period) and not (
            named and abs(self.received_at - other.received_at) > ANOTHER_YEAR
        )

    def is_same_thing(self, other: ApprovalRecord) -> bool:
        """Whether both are about one thing in any version: what no period names is told apart by what was put up."""
        if self.about != other.about or not self.has_period_of(other):
            return False
        asked = {self.request_identity, other.request_identity} - {None}
        return bool(self.period and other.period) or len(asked) < 2 or self.thread == other.thread


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that a letter of ours puts up for approval."""

    letter: Letter
    about: Subject | None
    version: str | None
    period: str | None


def representative_of(view: ClientView, address: str) -> Representative | None:
    """The representative with this address, in any letter case."""
    wanted = address.casefold()
    return next((person for person in view.client.representatives if person.email.casefold() == wanted), None)
