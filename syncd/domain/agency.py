"""The agency's people and clients and the agreed times, as the config names them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Language(StrEnum):
    """A language notes are written in."""

    RU = "ru"
    EN = "en"


class Subject(StrEnum):
    """What a client may be asked to approve (the labels' `subject`)."""

    MEDIA_PLAN = "media_plan"
    CREATIVE = "creative"
    BUDGET = "budget"
    CONTENT_PLAN = "content_plan"
    LANDING = "landing"
    REPORT = "report"


class Category(StrEnum):
    """How attractive a client is and how deep the relationship; sets how fast silence escalates."""

    STRENGTHEN = "strengthen"
    INVEST = "invest"
    INVEST_IN_LOYAL = "invest_in_loyal"
    PROTECT = "protect"
    EARN = "earn"
    RECONSIDER = "reconsider"


@dataclass(frozen=True, slots=True)
class WorkSpan:
    """An agreed length of working time; a day is one full working day, whatever its hours."""

    days: int = 0
    time: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Sla:
    """Targets in working time."""

    first_reply: WorkSpan = WorkSpan(time=timedelta(hours=4))
    follow_up: WorkSpan = WorkSpan(time=timedelta(hours=8))
    client_silence: WorkSpan = WorkSpan(days=2)
    approval_silence: WorkSpan = WorkSpan(days=1)
    urgent: WorkSpan = WorkSpan(time=timedelta(hours=1))
    warn_at: float | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a day, `[start, end)` in minutes from local midnight; end may be 1440."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """When the agency works. Days are 0 (Monday) to 6; `holidays` is a country code or empty."""

    stretches: tuple[Stretch, ...] = (Stretch(600, 1140),)
    days: frozenset[int] = frozenset(range(5))
    holidays: str = "RU"
    extra_days_off: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Away:
    """A manager's absence, both days included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Manager:
    """An account manager. `asana_user` is a gid or an e-mail; `deputy` an e-mail of another manager."""

    name: str
    emails: tuple[str, ...]
    asana_user: str
    deputy: str | None = None
    away: tuple[Away, ...] = ()


@dataclass(frozen=True, slots=True)
class Representative:
    """A person of the client's, and what they may approve."""

    name: str
    email: str
    approves: frozenset[Subject] = frozenset()


SHOWN_STATES = (
    "requested", "approved", "conditional", "rejected", "revoked", "needs_confirmation", "contradicted", "superseded",
)  # fmt: skip
"""States of an approval for which `FieldMap` may have words."""
APPROVAL_STATUSES = ("pending", "approved", "changes_requested", "rejected")
"""Asana's own, of approval tasks; all but the first complete the task (ASANA.md section 13)."""


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Custom fields kept up on the task a plan is about, by gid; None is not kept.

    `approval` is an enum or a text, `waits_since` a date. `options` give the words shown for states of approval.
    `statuses` say which states of ours set which approval status of an approval task; what is not named sets none.
    """

    approval: str | None = None
    waits_since: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    statuses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Client:
    """One client: one Asana project, one manager (by e-mail)."""

    name: str
    project: str
    manager: str
    domains: tuple[str, ...] = ()
    language: Language = Language.RU
    category: Category = Category.PROTECT
    representatives: tuple[Representative, ...] = ()
    sla: Sla = Sla()
    scope: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    fields: FieldMap = FieldMap()

    @property
    def has_mail(self) -> bool:
        """Whether letters can be this client's at all."""
        return bool(self.domains or self.representatives)


class Publish(StrEnum):
    """What happens to a report that is due."""

    AFTER_REVIEW = "after_review"
    AUTOMATICALLY = "automatically"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class NotePolicy:
    """How notes may be written. `quiet` is a stretch of the day that may run over midnight, or None."""

    client_visible: bool = True
    quiet: tuple[time, time] | None = (time(19), time(10))
    urgent_anytime: bool = False
    publish_reports: Publish = Publish.AFTER_REVIEW


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency as a whole. `head` is an e-mail or gid, or None: then the internal project's owner."""

    name: str
    domains: tuple[str, ...]
    timezone: ZoneInfo
    language: Language
    internal_project: str
    week: WorkingWeek = WorkingWeek()
    managers: tuple[Manager, ...] = ()
    clients: tuple[Client, ...] = ()
    head: str | None = None
    notes: NotePolicy = NotePolicy()
    phrases: tuple[str, ...] = ()
    deadline_check: float = 0.35
    weekly: str = "fri 16:00"
    monthly: str = "first_working_day 11:00"
    mailbox_owners: dict[str, str] = field(default_factory=dict)  # mailbox name -> its address (user)
    hypotheses: str = "Гипотезы"  # the section, tag or custom field that holds them
    kpi: str = "KPI"  # the same for KPI

    def manager_of(self, email: str) -> Manager | None:
        """The manager with this address, in any letter case."""
        wanted = email.casefold()
        return next((m for m in self.managers if wanted in {e.casefold() for e in m.emails}), None)
