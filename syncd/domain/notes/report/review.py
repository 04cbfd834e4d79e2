"""A report's way: made at its hour, looked at by the manager, published once or not at all (PRODUCT.md section 10)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from syncd.domain.agency import Publish, WorkSpan
from syncd.domain.cases.people import assignee_and_followers
from syncd.domain.client import ClientView, OwnTask
from syncd.domain.notes.checks import check_client_text
from syncd.domain.notes.note import ClientStatus, Note, OnNote, TeamComment, TeamTask, plain_text
from syncd.domain.notes.report.authors import is_of_agency
from syncd.domain.notes.report.layout import Report, publishable
from syncd.domain.notes.report.lines import refusal
from syncd.domain.notes.report.occasion import (
    GAPS,
    PUBLISHED,
    REFUSED,
    REMINDER,
    REVIEW,
    Occasion,
    ReportKind,
    answer_due,
    is_still_made,
    last_due,
    occasion_of_key,
)
from syncd.domain.notes.report.sheet import sheet, text_for_client
from syncd.domain.notes.report.titles import title_of
from syncd.domain.notes.wording import Wording, Words

KIND = "report"
STILL_REMINDED = WorkSpan(days=3)


@dataclass(frozen=True)
class Reports:
    """One client's reports at one moment. `draft` makes the report of an occasion as of its hour; `colour` tells the
    project's status as a person set it last."""

    view: ClientView
    wording: Wording
    now: datetime
    colour: Callable[[], str] = field(repr=False)
    draft: Callable[[Occasion], Report] = field(repr=False)

    @property
    def words(self) -> Words:
        """The team's language."""
        return self.wording[self.view.agency.language]

    def notes(self) -> Iterator[Note]:
        """What should be written now: a report that is due, and what follows from people's decisions on reviews."""
        if self.view.agency.notes.publish_reports is Publish.NEVER:
            return
        for kind in ReportKind:
            due = last_due(kind, self.view.client.project, self.view.agency, self.view.calendar, self.now)
            if self._is_to_be_made(due):
                yield from self._made(due)
        for own in self.view.own_tasks:
            if own.key.startswith(f"{REVIEW}:") and not own.deleted:
                yield from self._reviewed(own)

    def status(self, occasion: Occasion, title: str, lines: tuple[str, ...]) -> ClientStatus:
        """The published report."""
        return ClientStatus(
            key=occasion.key(PUBLISHED),
            kind=KIND,
            text=plain_text(lines),
            client=self.view.client.name,
            project_gid=self.view.client.project,
            title=title,
            status_type=self.colour(),
            started_at=occasion.due,
        )

    # -- a report that is due ----------------------------------------------------------------------------------------

    def _is_to_be_made(self, occasion: Occasion) -> bool:
        """Not in quiet hours: a draft is dear, and is the same when they are over. Nor for days before the first run."""
        if self.view.calendar.is_quiet(self.now, self.view.agency.notes):
            return False
        known = {occasion.key(prefix) for prefix in (REVIEW, PUBLISHED)}
        if not is_still_made(occasion, self.view.calendar, self.now) or not known.isdisjoint(self.view.written):
            return False
        since, local_date = self.view.live_since, self.view.calendar.local_date
        return since is None or local_date(occasion.due) >= local_date(since)

    def _made(self, occasion: Occasion) -> Iterator[Note]:
        report = self.draft(occasion)
        if self.view.agency.notes.publish_reports is Publish.AFTER_REVIEW:
            yield self._review_task(occasion, report)
            return
        if not self.view.agency.notes.client_visible:
            lines = (*report.text, "", *self._questions(report))
            yield self._task(occasion, PUBLISHED, "inside_name", report.title, lines)
            return
        lines, left_out = publishable(report.text)
        if left_out or report.asked:
            yield self._gaps(occasion, report, left_out)
        yield self.status(occasion, report.title, lines)

    def _review_task(self, occasion: Occasion, report: Report) -> TeamTask:
        assignee, followers = assignee_and_followers(self.view, [self.now])
        return TeamTask(
            key=occasion.key(REVIEW),
            kind=KIND,
            text=sheet(report, self.words, published=self.view.agency.notes.client_visible),
            client=self.view.client.name,
            name=self.words.team("report", "review_name", client=self.view.client.name, title=report.title),
            assignee=assignee,
            followers=followers,
            due_at=answer_due(self.view.calendar, self.now),
            approval=True,
            started_at=occasion.due,
        )

    def _gaps(self, occasion: Occasion, report: Report, left_out: tuple[str, ...]) -> TeamTask:
        """What was left out, in the same round as the report and before it, whatever the day's cap."""
        head = [self.words.team("report", "gaps"), *(f"- {line}" for line in left_out), ""] if left_out else []
        lines = (*head, *self._questions(report))
        return self._task(occasion, GAPS, "gaps_name", report.title, lines)

    def _questions(self, report: Report) -> tuple[str, ...]:
        if not report.questions:
            return ()
        return self.words.team("report", "questions"), *(f"- {question}" for question in report.questions)

    def _task(self, occasion: Occasion, prefix: str, name: str, title: str, lines: tuple[str, ...]) -> TeamTask:
        assignee, followers = assignee_and_followers(self.view, [self.now])
        return TeamTask(
            key=occasion.key(prefix),
            kind=KIND,
            text=plain_text(lines),
            client=self.view.client.name,
            name=self.words.team("report", name, client=self.view.client.name, title=title),
            assignee=assignee,
            followers=followers,
            started_at=occasion.due,
            exempt_from_caps=True,
        )

    # -- a report under review ---------------------------------------------------------------------------------------

    def _reviewed(self, own: OwnTask) -> Iterator[Note]:
        occasion = occasion_of_key(own.key, self.view.agency, self.view.calendar)
        if occasion.key(PUBLISHED) in self.view.written or not self.view.agency.notes.client_visible:
            return
        if self.is_approved(own):
            yield from self._approved(own, occasion)
        elif not self._is_decided(own) and self._is_reminded(own):
            yield self._comment(own, occasion.key(REMINDER), self.words.team("report", "reminder"))

    def is_approved(self, own: OwnTask) -> bool:
        """By anybody but an outsider. Where the plan has no approvals the task is a plain one, and ticked."""
        approved = own.approval_status == "approved" or (own.approval_status is None and own.completed_by_person)
        return approved and is_of_agency(self.view, own.approved_by_gid or own.completed_by_gid)

    def _is_decided(self, own: OwnTask) -> bool:
        return own.approval_status in ("rejected", "changes_requested") or (
            own.approval_status is None and own.completed
        )

    def _is_reminded(self, own: OwnTask) -> bool:
        calendar = self.view.calendar
        due = own.due_at or answer_due(calendar, own.written_at)
        return due <= self.now <= calendar.add(due, STILL_REMINDED)

    def _approved(self, own: OwnTask, occasion: Occasion) -> Iterator[Note]:
        lines = self.text_of(own)
        if lines is None:
            yield self._refused(own, occasion, self.words.team("report", "marks_lost"))
            return
        kept, _ = publishable(lines)
        if not kept:
            yield self._refused(own, occasion, self.words.team("report", "text_empty"))
            return
        problem = check_client_text("\n".join(kept), self.view)
        if problem is not None:
            yield self._refused(own, occasion, refusal(self.words, problem))
        theirs = self.wording[self.view.client.language]
        yield self.status(occasion, title_of(occasion, theirs, self.view.agency, self.view.calendar), kept)

    def text_of(self, own: OwnTask) -> tuple[str, ...] | None:
        """The text for the client as it stands in the review task; None where it cannot be told apart."""
        return text_for_client(own.description, own.ref, self.wording)

    def _refused(self, own: OwnTask, occasion: Occasion, why: str) -> TeamComment:
        digest = hashlib.sha256(why.encode()).hexdigest()[:8]  # one comment for each reason, however often it is edited
        return self._comment(own, f"{occasion.key(REFUSED)}:{digest}", self.words.team("report", "refused", why=why))

    def _comment(self, own: OwnTask, key: str, text: str) -> TeamComment:
        return TeamComment(
            key=key,
            kind=KIND,
            text=plain_text(text),
            client=self.view.client.name,
            on=OnNote(own.key),
            started_at=self.now,
        )
