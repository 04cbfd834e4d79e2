"""The internal task of a case, and the comments of its later steps (PRODUCT.md sections 4, 5 and 11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from syncd.domain.agency import Subject
from syncd.domain.approvals import money_gate
from syncd.domain.cases.case import Case, CaseKind, Step
from syncd.domain.cases.find import Decision
from syncd.domain.cases.running import TASK_KEY
from syncd.domain.cases.topics import shown_subject
from syncd.domain.client import OwnTask
from syncd.domain.language.reading import VerdictKind
from syncd.domain.letter import Letter
from syncd.domain.notes.facts import greeting_name, name_of, subject_of_letter, thing_of, whom_to_call
from syncd.domain.notes.note import OnNote, TeamComment, TeamNote, TeamTask, plain_text
from syncd.domain.notes.wording import Wording, Words

MONEY = frozenset({Subject.MEDIA_PLAN, Subject.BUDGET})
NAME_LENGTH = 120
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
    def words(self) -> Words:
        """The team's language."""
        return self.wording[self.decision.view.agency.language]

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
        lines = [self._closing_line(last), *self._lines(last)]
        return self._note(last, lines, last.followers, completed=True)

    def _note(self, case: Case, lines: Iterable[str], followers: Iterable[str], *, completed: bool) -> TeamTask:
        return TeamTask(
            key=self.key,
            kind=case.kind.value,
            text=plain_text(lines),
            client=case.client,
            name=self._name(case),
            assignee=case.assignee,
            followers=tuple(dict.fromkeys(f for f in followers if f != case.assignee)),
            due_at=case.our_due_at or case.due_at,
            completed=completed,
            urgent=case.urgent or self._revokes_money(case),
            started_at=min(each.started_at for each in self.cases),
        )

    def _name(self, case: Case) -> str:
        assert case.letter is not None  # noqa: S101 - ladder cases have a letter
        name = self.words.team(
            "team",
            f"{case.kind}_name",
            client=case.client,
            subject=subject_of_letter(case.letter, self.words),
            words=self.words.forms(case.about),
        )
        return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…"

    def _closing_line(self, case: Case) -> str:
        closed = case.closed
        assert closed is not None  # noqa: S101 - asked for closed cases only
        letter = self.decision.mail.by_identity.get(closed.letter or "")
        who = name_of(self.decision.view, letter.from_) if letter else closed.who
        quote = letter.reading.verdict.quote if letter else ""
        return self.words.team("closed", closed.how, at=closed.at, who=who, quote=quote)

    def _lines(self, case: Case) -> Iterator[str]:
        yield from self._gate_line(case)
        match case.kind:
            case CaseKind.REPLY:
                yield from self._reply_lines(case)
            case CaseKind.SILENCE | CaseKind.APPROVAL:
                yield self._waiting_line(case, case.kind.value)
            case CaseKind.CONFIRM:
                yield from self._confirm_lines(case)
            case _:
                yield self._promise_line(case)
        yield from self._absence_line(case)
        if any(step.number >= 2 for step in self._entry_steps(case)) and case.kind is not CaseKind.PROMISE:
            yield self._call_line(case)

    def _gate_line(self, case: Case) -> Iterator[str]:
        """May we spend? The first line of a task about money."""
        if case.about not in MONEY or case.kind is CaseKind.SILENCE:
            return
        gate = money_gate(self.decision.records, case.about, version=case.version, period=case.period)
        author = gate.record.author if gate.record else ""
        why = self.words.team("reasons", gate.why, author=author)
        yield self.words.team("team", "gate_open" if gate.open else "gate_closed", why=why)

    def _reply_lines(self, case: Case) -> Iterator[str]:
        letter = case.letter
        assert letter is not None  # noqa: S101 - ladder cases have a letter
        yield from self._decision_lines(case)
        yield self.words.team(
            "team",
            "reply",
            subject=subject_of_letter(letter, self.words),
            author=name_of(self.decision.view, letter.from_),
            at=letter.received_at,
            due=case.our_due_at or case.due_at,
            questions=list(dict.fromkeys(case.questions)),
        )
        yield from self._urgent_lines(case)
        yield from self._further_lines(case)

    def _decision_lines(self, case: Case) -> Iterator[str]:
        for identity in case.letters:
            record = next((r for r in self.decision.records if r.key == f"approval:{identity}"), None)
            name = f"decision_{record.state}" if record else ""
            if record is None or not self.words.has("team", name):
                continue
            yield self.words.team(
                "team",
                name,
                thing=thing_of(self.words, record),
                author=record.author,
                at=record.received_at,
                quote=record.quote,
            )

    def _urgent_lines(self, case: Case) -> Iterator[str]:
        letters = [self.decision.mail.by_identity[identity] for identity in case.letters]
        for letter in letters:
            if letter.reading.urgent:
                yield self.words.team("team", "reply_urgent", urgent=letter.reading.urgent)
                return
        if any("срочно" in letter.reading.new_text.casefold() for letter in letters):
            yield self.words.team("team", "reply_said_urgent")

    def _further_lines(self, case: Case) -> Iterator[str]:
        later = [self.decision.mail.by_identity[identity] for identity in case.letters[1:]]
        if later:
            stamps = "; ".join(self.words.when(letter.received_at) for letter in later)
            yield self.words.team("team", "more_letters", count=len(later), times=stamps)
        if case.bounced:
            yield self.words.team("team", "bounced", at=case.bounced.received_at)
        if case.probably:
            yield self.words.team(
                "team",
                "probably",
                at=case.probably.received_at,
                subject=shown_subject(case.probably.subject),
                author=name_of(self.decision.view, case.probably.from_),
            )

    def _waiting_line(self, case: Case, template: str) -> str:
        letter = case.letter
        assert letter is not None  # noqa: S101 - ladder cases have a letter
        return self.words.team(
            "team",
            template,
            at=letter.received_at,
            subject=subject_of_letter(letter, self.words),
            thing=thing_of(self.words, case),
            draft=self._draft(case),
        )

    def _draft(self, case: Case) -> str:
        """A draft is for the client: in his language."""
        theirs = self.wording[self.decision.view.client.language]
        name = greeting_name(self.decision.mail, case)
        return theirs.team("draft", "silence", name=name, words=theirs.forms(case.about))

    def _confirm_lines(self, case: Case) -> Iterator[str]:
        letter = case.letter
        assert letter is not None  # noqa: S101 - ladder cases have a letter
        theirs = self.wording[self.decision.view.client.language]
        forms = {**self.words.forms(case.about), "phrase": theirs.forms(case.about)["phrase"]}
        quote = letter.reading.verdict.quote or letter.reading.new_text.strip()[:80]
        author = name_of(self.decision.view, letter.from_)
        yield self.words.team("team", "confirm", quote=quote, words=forms)
        yield self.words.team(
            "team", "confirm_from", author=author, at=letter.received_at, thing=thing_of(self.words, case)
        )
        if case.reason and case.reason != "words":
            why = self.words.team("reasons", case.reason, author=author)
            yield why[:1].upper() + why[1:] + "."

    def _promise_line(self, case: Case) -> str:
        letter = case.letter
        assert letter is not None  # noqa: S101 - ladder cases have a letter
        promise = letter.reading.promise
        return self.words.team(
            "team",
            "promise",
            at=letter.received_at,
            subject=subject_of_letter(letter, self.words),
            promise=promise.words if promise else "",
            due=case.due_at,
        )

    def _absence_line(self, case: Case) -> Iterator[str]:
        note = case.absence
        absence = note.reading.absence if note else None
        if note and absence:
            who = name_of(self.decision.view, note.from_)
            yield self.words.team("team", "absence", who=who, until=absence.until, deputy=absence.deputy)

    def _call_line(self, case: Case) -> str:
        return self.words.team("team", "call", whom=whom_to_call(self.decision.mail, case, self.words))

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

    def _comment(self, case: Case, step: Step, key: str) -> TeamComment:
        new_head = self.decision.view.head if step.adds_head else None
        deputy = case.assignee if case.followers else None
        return TeamComment(
            key=key,
            kind=case.kind.value,
            text=plain_text(self._step_lines(case, step)),
            client=case.client,
            on=OnNote(self.key),
            add_follower=new_head or deputy,
            urgent=case.urgent,
            started_at=case.started_at,
        )

    def _step_lines(self, case: Case, step: Step) -> Iterator[str]:
        if step.number == 1:
            yield from self._lines(case)
            return
        letter = case.letter
        assert letter is not None  # noqa: S101 - ladder cases have a letter
        if case.kind is CaseKind.REPLY:
            subject = subject_of_letter(letter, self.words)
            yield self.words.team("team", "reply_again", subject=subject, due=case.due_at)
        elif case.kind is CaseKind.PROMISE:
            yield self.words.team("team", "promise_again", due=case.due_at)
        else:
            yield self._call_line(case)
            yield from self._absence_line(case)
        if step.adds_head:
            yield self.words.team("team", "head")

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
