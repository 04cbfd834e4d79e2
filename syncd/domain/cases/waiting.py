"""Letters of ours that wait for the client: silence and approval, one at a time in a thread (PRODUCT.md section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from syncd.domain.agency import Subject
from syncd.domain.cases.case import CaseKind
from syncd.domain.cases.correspondence import THEIRS, Correspondence
from syncd.domain.cases.judged import of_letter
from syncd.domain.cases.ladder import Reset
from syncd.domain.cases.record import ApprovalRecord, ApprovalState, Request
from syncd.domain.cases.reply import promised_at
from syncd.domain.cases.running import END, Acts, Running, acts_in
from syncd.domain.cases.topics import delivers, is_newer, same_period, same_version
from syncd.domain.language.reading import VerdictKind
from syncd.domain.letter import Letter, Side


@dataclass(slots=True)
class Waiting:
    """The walk through one thread: the case that runs, those that ended, and a request that a question paused."""

    mail: Correspondence
    acts: Acts
    thread: str
    asked: Sequence[Request]
    verdicts: dict[str, ApprovalRecord]
    confirms: Sequence[Running]
    running: Running | None = None
    paused: Running | None = None
    done: list[Running] = field(default_factory=list)

    def take(self, letter: Letter) -> None:
        """One more letter: ours, theirs, in this thread or elsewhere."""
        if self.running and self.acts.close(self.running, letter.received_at):
            self._end()
        if letter.side is Side.OURS:
            if letter.thread == self.thread and self.mail.reaches_client(letter):
                self._ours(letter)
        elif letter.side in THEIRS and letter.thread == self.thread:
            self._theirs(letter)
        elif letter.side is Side.CLIENT and letter.is_human:
            self._elsewhere(letter)

    def finish(self) -> list[Running]:
        """All cases of the thread, oldest first."""
        if self.running:
            self.acts.close(self.running, END)
            self._end()
        return self.done

    def _ours(self, letter: Letter) -> None:
        asked = of_letter(self.asked, letter)
        if self._confirm_goes_on(letter, asked):
            return
        if asked:
            self._ask_approval(letter, asked)
        elif self.running:
            self.running.restart(letter)
        elif self.paused:
            self._resume(letter)
        elif self.mail.asks_client(letter):
            self.running = Running(CaseKind.SILENCE, self.thread, letter, [letter], letter.received_at)

    def _confirm_goes_on(self, letter: Letter, asked: Sequence[Request]) -> bool:
        """Whether we ask again for words that a running confirm case already waits for."""
        for case in self.confirms:
            newer = any(is_newer(request.version, than=case.version) for request in asked)
            other = bool(asked) and all(request.about not in (case.about, None) for request in asked)
            if case.thread == self.thread and case.started_at < letter.received_at <= case.ends_at:
                return not newer and not other
        return False

    def _ask_approval(self, letter: Letter, asked: Sequence[Request]) -> None:
        self.paused = None
        if self.running and self.running.kind is CaseKind.SILENCE:
            self.running.close_by(letter, "later_letter")
            self._end()
        if self.running is None:
            self.running = Running(CaseKind.APPROVAL, self.thread, letter, [letter], letter.received_at)
        else:
            self.running.restart(letter)
        self.running.pending |= {request.about for request in asked}
        last = asked[-1]
        self.running.about, self.running.version, self.running.period = last.about, last.version, last.period

    def _resume(self, letter: Letter) -> None:
        paused, self.paused = self.paused, None
        assert paused is not None  # noqa: S101 - asked by the caller
        self.running = Running(CaseKind.APPROVAL, self.thread, letter, [letter], letter.received_at)
        self.running.pending = set(paused.pending)
        self.running.about, self.running.version, self.running.period = paused.about, paused.version, paused.period

    def _theirs(self, letter: Letter) -> None:
        if letter.reading.absence and letter.reading.machine:
            if self.running:
                self.running.absence = letter
            return
        if not letter.is_human:
            return
        if letter.reading.verdict.kind is not VerdictKind.NONE:
            self._verdict(letter)
        elif self.running and letter.reading.promise and not self.mail.wants_answer(letter):
            self._moved(self.running, letter)
        elif self.running and (self.running.kind is CaseKind.SILENCE or self.mail.wants_answer(letter)):
            paused = self.running if self.running.kind is CaseKind.APPROVAL else None
            if self._close(letter, "letter"):
                self.paused = paused

    def _verdict(self, letter: Letter) -> None:
        record = self.verdicts.get(letter.identity)
        about = record.about if record else letter.reading.verdict.about
        case = self.running or self.paused
        if case is None:
            return
        left: set[Subject | None] = {each for each in case.pending if about and each not in (about, None)}
        if case.kind is CaseKind.APPROVAL and left:
            case.pending = left
            case.about = next(iter(sorted(left, key=str)))
            return
        self.paused = None
        if self.running:
            valid = record is not None and record.state is ApprovalState.APPROVED
            self._close(letter, "approved" if valid else "verdict")

    def _moved(self, running: Running, letter: Letter) -> None:
        """«Согласуем в пятницу» sets the clock to the end of that day; without a day it starts anew."""
        promise = letter.reading.promise
        if promise and (promise.due_on or promise.due_at):
            due = promised_at(self.mail.view, letter)
            running.resets.append(Reset(letter.received_at, due, is_due=True))
            running.why.append(f"moved: {promise.words}")
        else:
            running.resets.append(Reset(letter.received_at, letter.received_at))
            running.why.append("moved without a day")

    def _elsewhere(self, letter: Letter) -> None:
        """What was asked for comes in another thread (section 13.21)."""
        if self.running is None and self.paused is None:
            return
        if self.running and self.running.kind is CaseKind.SILENCE:
            asks = self.running.letter.reading.asks
            verdict = letter.reading.verdict
            decided = verdict.kind is not VerdictKind.NONE and any(a.about and a.about == verdict.about for a in asks)
            if decided or any(delivers(letter, ask.words) for ask in asks):
                self._close(letter, "elsewhere")
        elif self._decides_elsewhere(letter):
            self._verdict(letter)

    def _decides_elsewhere(self, letter: Letter) -> bool:
        record, case = self.verdicts.get(letter.identity), self.running or self.paused
        if record is None or case is None or record.about not in case.pending:
            return False
        if record.request_identity:
            return record.request_identity in {each.identity for each in case.letters}
        return same_version(record.version, case.version) and same_period(record.period, case.period)

    def _close(self, letter: Letter, how: str) -> bool:
        assert self.running is not None  # noqa: S101 - asked by the callers
        if self.acts.keep_open(self.running, letter.received_at):
            return False
        self.running.close_by(letter, how)
        self._end()
        return True

    def _end(self) -> None:
        if self.running:
            self.done.append(self.running)
        self.running = None


def waiting_cases(
    mail: Correspondence,
    thread: str,
    asked: Sequence[Request],
    records: Sequence[ApprovalRecord],
    confirms: Sequence[Running],
) -> list[Running]:
    """Every silence and approval case of this thread, oldest first."""
    verdicts = {record.identity: record for record in records if record.identity and record.source == "letter"}
    walk = Waiting(mail, acts_in(mail, thread), thread, asked, verdicts, confirms)
    for letter in _events(mail, thread):
        walk.take(letter)
    return walk.finish()


def _events(mail: Correspondence, thread: str) -> list[Letter]:
    """The thread's letters, and those of the client elsewhere that may bring what was asked for."""
    mine = mail.threads[thread]
    if not any(mail.asks_client(letter) for letter in mine):
        return list(mine)
    elsewhere = [letter for letter in mail.bringing if letter.thread != thread]
    return sorted((*mine, *elsewhere), key=lambda each: mail.position[each.identity])
