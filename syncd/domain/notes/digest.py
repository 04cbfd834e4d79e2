"""A manager's digest: one standing internal task, its text replaced at the opening, one comment if something is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain

from syncd.domain.cases.find import FIRST_RUN_DAYS, Decision, decide
from syncd.domain.cases.people import is_away
from syncd.domain.client import DigestView
from syncd.domain.notes.deadline import deadline_lines
from syncd.domain.notes.digest_lines import Line, backlog_lines, case_lines, letter_lines, open_case_lines
from syncd.domain.notes.finding_lines import finding_lines, reason_lines, returned_lines
from syncd.domain.notes.note import Note, OnNote, TeamComment, TeamTask, plain_text
from syncd.domain.notes.wanted import digest_key, told_at_once
from syncd.domain.notes.wording import Wording, Words

LONGEST = 60  # lines; Asana shows no more of a description anyway


def digest_notes(view: DigestView, wording: Wording, now: datetime) -> tuple[Note, ...]:
    """The digest task, the day's comment on it and the list from before the first run, as they should be at `now`."""
    decisions = tuple(decide(client, now) for client in view.clients)
    return digest_of(view, decisions, wording, now)


def digest_of(view: DigestView, decisions: Sequence[Decision], wording: Wording, now: datetime) -> tuple[Note, ...]:
    """The same, for decisions already made."""
    digest = Digest(view, tuple(decisions), wording, now)
    return (*digest.backlog(), *digest.notes())


@dataclass(frozen=True)
class Digest:
    """One manager's digest at one moment. `decisions` are of the clients he leads or stands in for."""

    view: DigestView
    decisions: tuple[Decision, ...]
    wording: Wording
    now: datetime

    @property
    def words(self) -> Words:
        """The team's language."""
        return self.wording[self.view.agency.language]

    @property
    def key(self) -> str:
        """Of the standing task."""
        return digest_key(self.view.manager.emails[0])

    @property
    def opening(self) -> datetime:
        """The opening whose digest stands: the last one that has come."""
        return self.view.calendar.last_opening(self.now)

    @property
    def previous(self) -> datetime:
        """The opening before that: what came since is new."""
        return self.view.calendar.last_opening(self.opening - timedelta(microseconds=1))

    def notes(self) -> Iterator[Note]:
        """The standing task, and the day's comment."""
        lines = self._lines()
        own = next((each for each in self.view.own_tasks if each.key == self.key), None)
        written_at = own.written_at if own else self.view.written.get(self.key)
        told = [note for each in self._mine() for note in told_at_once(each, self.wording)]
        if (own and own.deleted) or not (lines or told or written_at):
            return
        new = [line for line in lines if self.previous < line.at <= self.opening]
        done_at = own.completed_at if own and own.completed_by_person and own.completed else None
        if not (own and own.completed_by_person) or self._is_new_since(done_at, lines, told):
            yield self._task(lines)
        key = f"{self.key}:{self.view.calendar.local_date(self.opening).isoformat()}"
        if new and (key in self.view.written or (written_at and written_at < self.opening)):
            yield self._comment(key, new)

    def backlog(self) -> Iterator[Note]:
        """«Накопилось до запуска»: one list of what is older than the first run's ten working days."""
        key = f"backlog:{self.view.manager.emails[0].casefold()}"
        own = next((each for each in self.view.own_tasks if each.key == key), None)
        found = [line for each in self._mine() for line in backlog_lines(each, self.words)]
        written = own is not None or key in self.view.written
        if (own and (own.deleted or own.completed_by_person)) or not (found or written):
            return
        yield TeamTask(
            key=key,
            kind="backlog",
            text=plain_text([self.words.team("team", "backlog"), *self._shown(found)]),
            client=None,
            name=self.words.team("team", "backlog_name"),
            assignee=self.view.manager.asana_user,
            completed=written and not found,
            exempt_from_caps=True,
        )

    def _mine(self) -> Iterator[Decision]:
        emails = {email.casefold() for email in self.view.manager.emails}
        return (each for each in self.decisions if each.view.client.manager.casefold() in emails)

    def _lines(self) -> list[Line]:
        """What had come by the opening and still stands, oldest first."""
        postponed = frozenset(self.view.postponed)
        found = list(chain.from_iterable(
            self._since_first_run(each, (
                *case_lines(each, self.words, postponed, self.opening),
                *letter_lines(each, self.words),
                *deadline_lines(each, self.words, self.opening),
                *finding_lines(each, self.wording),
                *returned_lines(each, self.words),
                *reason_lines(each, self.words),
            ))
            for each in self._mine()
        ))  # fmt: skip
        found += [line for each in self._stood_in_for() for line in open_case_lines(each, self.words)]
        found += [
            Line(line.key, line.text, line.at, waits_not=True) for line in self.view.lines if self._lasts(line.until)
        ]
        return sorted(
            {line.key: line for line in found if self._stands(line)}.values(), key=lambda each: (each.at, each.key)
        )

    def _since_first_run(self, decision: Decision, lines: Iterable[Line]) -> Iterator[Line]:
        """The first digest of a client tells also what came in the ten working days before its first run."""
        since = decision.view.live_since
        if since is None or self.previous >= since:
            yield from lines
            return
        earliest = self.view.calendar.working_days_back(since, FIRST_RUN_DAYS)
        for line in lines:
            yield replace(line, once=False) if line.once and line.at > earliest else line

    def _stood_in_for(self) -> Iterator[Decision]:
        """Clients of managers who are away and whose deputy this one is."""
        emails = {email.casefold() for email in self.view.manager.emails}
        for each in self.decisions:
            manager = each.view.manager
            deputy = (manager.deputy or "").casefold() if manager else ""
            if manager and deputy in emails and is_away(each.view, manager, self.now):
                yield each

    def _lasts(self, until: date | None) -> bool:
        return until is None or self.view.calendar.local_date(self.opening) <= until

    def _stands(self, line: Line) -> bool:
        if line.at > (self.now if line.waits_not else self.opening):
            return False
        if line.once:
            return line.at > self.previous
        return not line.weekly or line.at > self.previous or self._is_first_day_of_week()

    def _is_first_day_of_week(self) -> bool:
        calendar = self.view.calendar
        today, before = calendar.local_date(self.opening), calendar.local_date(self.previous)
        return today.isocalendar()[:2] != before.isocalendar()[:2]

    def _is_new_since(self, done_at: datetime | None, lines: Iterable[Line], told: Iterable[Note]) -> bool:
        """Whether something came after a person completed the digest task (section 13.20)."""
        moments = [line.at for line in lines] + [note.started_at for note in told if note.started_at]
        return done_at is None or any(at > done_at for at in moments)

    def _task(self, lines: Sequence[Line]) -> TeamTask:
        return TeamTask(
            key=self.key,
            kind="digest",
            text=plain_text(self._shown(lines) or [self.words.team("team", "digest_empty")]),
            client=None,
            name=self.words.team("team", "digest_name", manager=self.view.manager.name),
            assignee=self.view.manager.asana_user,
            exempt_from_caps=True,
        )

    def _shown(self, lines: Sequence[Line]) -> list[str]:
        shown = [f"- {line.text}" for line in lines[:LONGEST]]
        return [*shown, f"… +{len(lines) - LONGEST}"] if len(lines) > LONGEST else shown

    def _comment(self, key: str, new: Sequence[Line]) -> TeamComment:
        head = self.words.team("team", "digest_news", count=len(new))
        return TeamComment(
            key=key,
            kind="digest",
            text=plain_text([head, *self._shown(new)]),
            client=None,
            on=OnNote(self.key),
            started_at=self.opening,
        )
