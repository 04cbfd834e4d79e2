"""Tales of approvals: asked for with versions, answered by words that do and that do not allow spending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.quarter import worktime
from benchmarks.quarter.post import Letter
from benchmarks.quarter.tale import MONTHS, Act, Teller, Told, Verdict, Wait
from syncd.demo.letters.cast import Person

SUBJECTS = ("media_plan", "creative", "budget", "content_plan", "landing")
MONEY = ("media_plan", "budget")


class Round:
    """One thing put up for approval, version by version."""

    def __init__(self, t: Teller, about: str, month: int) -> None:
        self.t, self.about = t, about
        words = t.words
        self.month = MONTHS[t.client.language][month % 5]
        self.thing = words.THINGS[about].format(month=self.month, n=t.campaign)
        self.version = 0
        self.to: Person = t.client.chief if about in MONEY else t.rng.choice((t.client.chief, t.client.brand))
        self.last: Letter | None = None
        self.waiting: Wait | None = None
        self.redo: Wait | None = None
        if t.rng.random() < 0.5:
            name = self.thing[:1].upper() + self.thing[1:]
            data = {"notes": "Согласование с клиентом.", "assignee": t.us().email, "due_on": None}
            at = t.now - timedelta(minutes=4)
            t.tale.acts.append(Act(at, t.us().email, "create", task=name, data=data, client=t.client))

    @property
    def asker(self) -> Person:
        assert self.last is not None
        return self.last.by

    def fill(self, name: str, **more: str) -> str:
        """One of the wordings, about this thing."""
        words = self.t.words
        noun, done = words.PHRASE[self.about]
        word = words.OBJECT[self.about]
        return self.t.fill(
            self.t.pick(name), self.to, thing=self.thing, v=str(self.version), phrase=f"{noun} {done}",
            Word=word[:1].upper() + word[1:], word=word, done=done, end="ы" if self.about == "creative" else "", **more,
        )  # fmt: skip

    def request(self) -> Letter:
        """We send the next version."""
        t = self.t
        self.version += 1
        self._end(self.waiting, t.now)
        self._end(self.redo, t.now)
        title = self.thing[:1].upper() + self.thing[1:]
        word = "версия" if t.client.language == "ru" else "version"
        self.last = t.write(
            t.us().person, self.to, self.fill("REQUEST" if self.version == 1 else "NEW_VERSION"),
            subject=f"{title}, {word} {self.version}", answers=self.last if self.version > 1 else None,
            files=(f"{self.about}_{t.number}_v{self.version}.xlsx",),
        )  # fmt: skip
        for verdict in t.tale.verdicts:
            if verdict.in_force and verdict.force_until is None:
                verdict.force_until = t.now
        self.waiting = t.wait("approval", self.last, "approval")
        return self.last

    def word(self, pool: str, state: str, *, by: Person | None = None, reason: str = "", **more: Any) -> Letter:
        """The client decides; `state` as section 7 has it."""
        t = self.t
        assert self.last is not None
        by = by or self.to
        values = {"boss": t.client.chief.name.split()[0]} if pool == "SECOND_HAND" else {}
        letter = t.write(by, self.asker, self.fill(pool, **values), answers=self.last, **more)
        self._end(self.waiting, t.now)
        if not (state == "needs_confirmation" and self.redo and self.redo.kind == "confirm"):
            self._end(self.redo, t.now)
            self.redo = None
        version = str(self.version)
        verdict = Verdict(
            t.client, letter, self.about, state, reason, version, in_force=state == "approved", period=self.month
        )
        t.tale.verdicts.append(verdict)
        self._follow(letter, state)
        return letter

    def _follow(self, letter: Letter, state: str) -> None:
        t = self.t
        if state == "approved":
            t.tale.told.append(Told(t.client, letter, "approved", (letter.by.name, _stamp(letter, t))))
        elif state in ("conditional", "rejected"):
            t.tale.told.append(Told(t.client, letter, "remarks", (_day(letter, t),)))
            self.redo = t.wait("reply", letter, "follow", at_once=True)
        elif state == "revoked":
            t.tale.told.append(Told(t.client, letter, "revoked", (_stamp(letter, t),)))
            self.redo = t.wait("reply", letter, "follow", at_once=True)
            for verdict in t.tale.verdicts:
                if verdict.in_force and verdict.force_until is None and verdict.letter is not letter:
                    verdict.force_until = letter.at
        elif self.redo is None:
            self.redo = t.wait("confirm", letter, "approval", at_once=True, due=letter.at)

    @staticmethod
    def _end(wait: Wait | None, at: Any) -> None:
        if wait and wait.closed is None:
            wait.closed = at


def _stamp(letter: Letter, t: Teller) -> str:
    if t.client.language == "ru":
        return f"{letter.at:%d.%m, %H:%M}"
    return f"{letter.at.day} {letter.at:%B}, {letter.at:%H:%M}"


def _day(letter: Letter, t: Teller) -> str:
    return f"{letter.at:%d.%m}" if t.client.language == "ru" else f"{letter.at.day} {letter.at:%B}"


def approved(t: Teller, r: Round) -> None:
    """Approved in time by one with the right."""
    r.request()
    t.later(0.5, 8)
    r.word("APPROVED", "approved")


def approved_late(t: Teller, r: Round) -> None:
    """Approved after a reminder."""
    r.request()
    t.later(10, 30)
    r.word("APPROVED", "approved")


def conditional(t: Teller, r: Round) -> None:
    """With a condition, met by the next version."""
    r.request()
    t.later(1, 8)
    r.word("CONDITIONAL", "conditional")
    t.later(1, 14)
    r.request()
    t.later(1, 14)
    r.word("APPROVED", "approved")


def rejected(t: Teller, r: Round) -> None:
    """Sent back, reworked, approved."""
    r.request()
    t.later(1, 14)
    r.word("REJECTED", "rejected")
    t.later(2, 20)
    r.request()
    t.later(1, 14)
    r.word("APPROVED", "approved")


def without_right(t: Teller, r: Round) -> None:
    """One without the right says so, the right one confirms."""
    r.request()
    t.later(0.5, 8)
    r.word("APPROVED", "needs_confirmation", by=t.client.clerk, reason="not_authorised")
    t.later(2, 16)
    r.word("APPROVED", "approved")


def bare(t: Teller, r: Round) -> None:
    """A bare ok, then the phrase."""
    r.request()
    t.later(0.5, 8)
    r.word("BARE", "needs_confirmation")
    t.later(2, 14)
    r.word("APPROVED", "approved")


def bare_for_ever(t: Teller, r: Round) -> None:
    """A bare ok that nothing follows."""
    r.request()
    t.later(0.5, 8)
    r.word("BARE", "needs_confirmation")


def second_hand(t: Teller, r: Round) -> None:
    """Another person's word; the right one says it himself in the end."""
    r.request()
    t.later(0.5, 8)
    by = t.client.brand if r.to is t.client.chief else t.client.clerk
    r.word("SECOND_HAND", "needs_confirmation", by=by, reason="second_hand")
    t.later(2, 14)
    r.to = t.client.chief
    r.word("APPROVED", "approved")


def revoked(t: Teller, r: Round) -> None:
    """Approved, and taken back days later."""
    r.request()
    t.later(0.5, 8)
    r.word("APPROVED", "approved")
    t.later(10, 30)
    letter = r.word("REVOKED", "revoked")
    t.later(0.3, 5)
    assert r.redo is not None
    r.redo.closed = t.answer(letter).at


def silent(_: Teller, r: Round) -> None:
    """Nobody ever decides."""
    r.request()


def questioned(t: Teller, r: Round) -> None:
    """A question first; our answer starts the clock anew."""
    sent = r.request()
    t.later(0.5, 7)
    asked = t.write(r.to, sent.by, r.fill("PLAN_QUESTION"), answers=sent)
    assert r.waiting is not None
    r.waiting.closed = asked.at
    reply = t.wait("reply", asked, "follow")
    t.later(0.5, 12)
    answer = t.answer(asked, "PLAN_ANSWER")
    reply.closed = answer.at
    again = t.wait("approval", answer, "approval", also=(sent,))
    r.waiting = again
    t.later(1, 12)
    r.word("APPROVED", "approved")


def later(t: Teller, r: Round) -> None:
    """«Посмотрю завтра» sets the clock to the end of that day."""
    while worktime.next_working_day(t.now.date()) != t.now.date() + timedelta(days=1) or t.now.hour > 14:
        t.now = worktime.add(t.now, timedelta(hours=3))
    t.now = worktime.settled(t.now)
    sent = r.request()
    t.later(0.4, 2)
    t.write(r.to, sent.by, t.fill(t.pick("LATER")), answers=sent)
    assert r.waiting is not None
    r.waiting.due, r.waiting.steps = worktime.closing(t.now.date() + timedelta(days=1)), ()
    t.later(8, 30)
    r.word("APPROVED", "approved")


def forged(t: Teller, r: Round) -> None:
    """Words whose sender the mail server does not vouch for; the real ones come later."""
    r.request()
    t.later(0.5, 8)
    r.word("APPROVED", "needs_confirmation", reason="sender_failed", forged=True)
    t.later(2, 14)
    r.word("APPROVED", "approved")


def by_hand(t: Teller, r: Round) -> None:
    """The manager records it: the confirm task is completed with a comment."""
    r.request()
    t.later(0.5, 6)
    letter = r.word("BARE", "needs_confirmation")
    t.later(4, 10)
    t.tale.acts.append(Act(t.now, t.us().email, "phone", letter))
    assert r.redo is not None
    r.redo.closed = t.now


APPROVALS: dict[Callable[[Teller, Round], None], float] = {
    approved: 6, approved_late: 2, conditional: 2, rejected: 2, without_right: 1, bare: 2, bare_for_ever: 0.4,
    second_hand: 1, revoked: 1, silent: 0.5, questioned: 1.5, later: 1, forged: 0.6, by_hand: 0.5,
}  # fmt: skip
