"""The internal task of a case, and the comments of its later steps (PRODUCT.md sections 4, 5 and 11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from syncd.domain.approvals import MONEY
from syncd.domain.cases.case import Case, CaseKind, Step
from syncd.domain.cases.find import Decision
from syncd.domain.cases.running import TASK_KEY
from syncd.domain.client import OwnTask
from syncd.domain.language.answers import open_questions
from syncd.domain.language.reading import VerdictKind
from syncd.domain.letter import Letter, Side
from syncd.domain.notes.case_text import CaseText
from syncd.domain.notes.facts import subject_of_letter
from syncd.domain.notes.note import OnNote, TeamComment, TeamNote, TeamTask, plain_text
from syncd.domain.notes.wording import Wording, Words

LADDER_KINDS = frozenset(CaseKind) - {CaseKind.DEADLINE, CaseKind.CONTRADICTION}


def team_notes(decision: Decision, wording: Wording) -> Iterator[TeamNote]:
    """For each thread that waits or waited: its task, and a comment for each step taken since it was written."""
    by_task = sorted(decision.cases, key=lambda case: (case.task_key, case.started_at))
    for _, group in groupby(by_task, key=lambda case: case.task_key):
        cases = [case for case in group if case.kind in LADDER_KINDS]
        if cases:
            yield from TaskNotes(decision, wording, tuple(cases)).notes()
    yield from _left_over(decision, wording[decision.view.agency.language])


def _left_over(decision: Decision, words: Words) -> Iterator[TeamTask]:
    """Tasks of ours whose case is no more: two threads became one, or a letter is read otherwise now."""
    keys = {case.task_key for case in decision.cases}
    for own in decision.view.own_tasks:
        letter = decision.mail.by_identity.get(own.key.removeprefix(TASK_KEY))
        if not own.key.startswith(TASK_KEY) or own.key in keys or own.deleted or own.completed or letter is None:
            continue
        name = words.team(
            "team",
            f"{own.kind}_name",
            client=decision.view.client.name,
            subject=subject_of_letter(letter, words),
            words=words.forms(letter.reading.verdict.about),
        )
        yield TeamTask(
            key=own.key,
            kind=own.kind,
            text=plain_text(words.team("closed", "gone")),
            client=decision.view.client.name,
            name=name,
            completed=True,
            started_at=letter.received_at,
        )


@dataclass(frozen=True)
class TaskNotes:
    """One task with the cases that stand in it, oldest first."""

    decision: Decision
    wording: Wording
    cases: tuple[Case, ...]

    @property
    def text(self) -> CaseText:
        """The words about these cases."""
        return CaseText(self.decision, self.wording)

    @property
    def key(self) -> str:
        """The task's key."""
        return self.cases[0].task_key

    @property
    def own(self) -> OwnTask | None:
        """What stands of it in Asana."""
        return self.decision.view.own_task(self.key)

    @property
    def written_at(self) -> datetime | None:
        """When it was written, if it was."""
        return self.own.written_at if self.own else self.decision.view.written.get(self.key)

    def notes(self) -> Iterator[TeamNote]:
        """What should exist at this moment."""
        if self.own and self.own.deleted:
            return
        running = [case for case in self.cases if case.closed is None]
        if self.written_at is None:
            ripe = [case for case in running if case.step and not case.backlog and not case.probably]
            if ripe:
                yield self._task(running, ripe)
            return
        if running:
            if not self._reopened_by_person():
                yield self._task(running, running)
            for case in running:
                yield from self._comments(case)
        elif not self._completed_by_person():
            yield self._completed()

    def _completed_by_person(self) -> bool:
        """A task that a person completed stays as he left it."""
        return bool(self.own and self.own.completed and self.own.completed_by_person)

    def _reopened_by_person(self) -> bool:
        """A task that a person reopened stays as he left it until its case ends again."""
        return bool(self.own and not self.own.completed and self.own.reopened_at)

    def _task(self, running: Sequence[Case], shown: Sequence[Case]) -> TeamTask:
        head = min(shown, key=lambda case: (case.due_at, case.kind))
        lines = [line for case in _by_due(running) for line in self._lines(case)]
        adds_head = any(step.adds_head for case in running for step in self._entry_steps(case))
        followers = [*head.followers]
        if adds_head and self.decision.view.head:
            followers.append(self.decision.view.head)
        return self._note(head, lines, followers, completed=False)

    def _completed(self) -> TeamTask:
        last = max(self.cases, key=lambda case: (case.closed_at or case.started_at, case.key))
        lines = [self.text.closing_line(last), *self._left_open(last), *self._lines(last)]
        return self._note(last, lines, last.followers, completed=True)

    def _left_open(self, case: Case) -> Iterator[str]:
        """The client's questions that our answer certainly does not touch; where that is unclear, nothing is claimed."""
        answer = self.decision.mail.by_identity.get((case.closed.letter or "") if case.closed else "")
        if answer is None or answer.side is not Side.OURS:
            return
        if questions := open_questions(case.questions, answer.reading.new_text):
            yield self.text.words.team("closed", "open_questions", questions=questions)

    def _note(self, case: Case, lines: Iterable[str], followers: Iterable[str], *, completed: bool) -> TeamTask:
        return TeamTask(
            key=self.key,
            kind=case.kind.value,
            text=plain_text(lines),
            client=case.client,
            name=self.text.name(case),
            assignee=case.assignee,
            followers=tuple(dict.fromkeys(f for f in followers if f != case.assignee)),
            due_at=case.our_due_at or case.due_at,
            completed=completed,
            urgent=case.urgent or self._revokes_money(case),
            started_at=min(each.started_at for each in self.cases),
        )

    def _lines(self, case: Case) -> Iterator[str]:
        return self.text.lines(case, call=any(step.number >= 2 for step in self._entry_steps(case)))

    def _entry_steps(self, case: Case) -> list[Step]:
        """The steps that had come when the task was written: its text and followers say what they ask."""
        until = self.written_at or self.decision.now
        return [step for step in case.steps if step.reached and step.at <= until]

    def _comments(self, case: Case) -> Iterator[TeamComment]:
        """The steps since the task was written; of those not written yet only the highest (section 5)."""
        assert self.written_at is not None  # noqa: S101 - asked for written tasks only
        written = self.decision.view.written
        taken = [step for step in case.steps if step.reached and step.at > self.written_at and _is_told(step)]
        if case.probably:
            taken = [step for step in taken if f"{case.key}:{step.number}" in written]
        for step in taken:
            key = f"{case.key}:{step.number}"
            if key in written or step is taken[-1]:
                yield self._comment(case, step, key)
        yield from self._instant_comments(case)

    def _instant_comments(self, case: Case) -> Iterator[TeamComment]:
        """What cannot wait for a step: a decision or something urgent in a later letter, our answer come back."""
        assert self.written_at is not None  # noqa: S101 - asked for written tasks only
        if case.started_at > self.written_at:
            return  # its first step tells all of it
        for identity in case.letters:
            letter = self.decision.mail.by_identity[identity]
            lines = list(self.text.instant_lines(case, identity)) if letter.received_at > self.written_at else []
            if lines:
                yield self._push(case, f"{case.key}:{identity}", lines, urgent=True)
        if case.bounced and self._bounced_at(case.bounced) > self.written_at:
            yield self._push(case, f"bounced:{case.bounced.identity}", [self.text.bounced_line(case)])

    def _bounced_at(self, ours: Letter) -> datetime:
        found = [x.received_at for x in self.decision.mail.letters if x.bounced_message_id == ours.message_id]
        return max(found, default=ours.received_at)

    def _push(self, case: Case, key: str, lines: Iterable[str], *, urgent: bool = False) -> TeamComment:
        return TeamComment(
            key=key,
            kind=case.kind.value,
            text=plain_text(lines),
            client=case.client,
            on=OnNote(self.key),
            urgent=urgent and (case.urgent or self._revokes_money(case)),
            started_at=case.started_at,
        )

    def _comment(self, case: Case, step: Step, key: str) -> TeamComment:
        new_head = self.decision.view.head if step.adds_head else None
        deputy = case.assignee if case.followers else None
        return TeamComment(
            key=key,
            kind=case.kind.value,
            text=plain_text(self.text.step_lines(case, step)),
            client=case.client,
            on=OnNote(self.key),
            add_follower=new_head or deputy,
            urgent=case.urgent,
            started_at=case.started_at,
        )

    def _revokes_money(self, case: Case) -> bool:
        letters: list[Letter] = [self.decision.mail.by_identity[identity] for identity in case.letters]
        return any(
            letter.reading.verdict.kind is VerdictKind.REVOKED and letter.reading.verdict.about in MONEY
            for letter in letters
        )


def _is_told(step: Step) -> bool:
    """The third step is the head's; where the head is not told, the case goes on in the digest."""
    return step.number < 3 or step.adds_head


def _by_due(cases: Iterable[Case]) -> list[Case]:
    return sorted(cases, key=lambda case: (case.due_at, case.kind))
