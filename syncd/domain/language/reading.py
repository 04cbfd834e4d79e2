"""What a careful account manager would take from one letter: the values; the rules live beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from syncd.domain.agency import Subject


class VerdictKind(StrEnum):
    """What the author decides. The labels' six."""

    APPROVED = "approved"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"
    REVOKED = "revoked"
    NEEDS_CONFIRMATION = "needs_confirmation"
    NONE = "none"


class MachineKind(StrEnum):
    """Which machine wrote it."""

    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    RECEIPT = "receipt"
    CALENDAR = "calendar"
    NEWSLETTER = "newsletter"
    NOTIFICATION = "notification"


class LetterKind(StrEnum):
    """What kind of thing a person's letter is; it may be several."""

    QUESTION = "question"
    REQUEST = "request"
    REMARK_FACTUAL = "remark_factual"
    REMARK_TASTE = "remark_taste"
    REMARK_UNCLEAR = "remark_unclear"
    NEW_WISH = "new_wish"
    COMPLAINT = "complaint"
    URGENT_TROUBLE = "urgent_trouble"
    MATERIAL = "material"
    REMINDER = "reminder"
    ACKNOWLEDGEMENT = "acknowledgement"
    PROMISE = "promise"
    DECISION = "decision"
    INFORMATION = "information"


class AskKind(StrEnum):
    """What a letter asks its reader for."""

    APPROVAL = "approval"
    MATERIAL = "material"
    DECISION = "decision"
    ACCESS = "access"
    PAYMENT = "payment"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class FiredRule:
    """One rule that spoke, with the exact words it spoke about."""

    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision on something, with the words it rests on. `version` and `period` stand as the author named them."""

    kind: VerdictKind
    about: Subject | None = None
    version: str | None = None
    period: str | None = None
    quote: str = ""
    why: str = ""
    second_hand: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """«вернусь завтра»: `due_on` is the day named (agency's calendar), None where none is; `due_at` with an hour named."""

    words: str
    due_on: date | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing the letter asks its reader for."""

    kind: AskKind
    words: str
    about: Subject | None = None
    version: str | None = None
    period: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Read out of an absence note: the last day away where named, and who stands in."""

    until: date | None = None
    deputy: str | None = None


NO_VERDICT = Verdict(VerdictKind.NONE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One letter, read. Quotes in it are exact substrings of the letter's decoded text."""

    new_text: str
    quoted_text: str = ""
    machine: MachineKind | None = None
    machine_why: str = ""
    absence: Absence | None = None
    verdict: Verdict = NO_VERDICT
    needs_reply: bool = False
    kinds: frozenset[LetterKind] = frozenset()
    questions: tuple[str, ...] = ()  # each as the author wrote it
    urgent: str | None = None  # the words that say so
    asks: tuple[Ask, ...] = ()  # of an agency letter: what it asks the client for
    promise: Promise | None = None  # of the author, whoever that is
    rules: tuple[FiredRule, ...] = ()
