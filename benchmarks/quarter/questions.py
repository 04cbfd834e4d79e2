"""Tales of clients who ask us: answered in every way there is, or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from benchmarks.quarter import worktime
from benchmarks.quarter.people import AGENCY, HEAD
from benchmarks.quarter.post import machine
from benchmarks.quarter.tale import Act, Line, Teller
from syncd.demo.letters.cast import Person


def in_time(t: Teller) -> None:
    """Answered before it was due, and thanked for."""
    asked = t.ask()
    wait = t.wait("reply", asked, "first")
    t.later(0.3, 3)
    answer = t.answer(asked)
    wait.closed = answer.at
    if t.rng.random() < 0.6:
        t.later(0.2, 6)
        t.thank(answer)


def late(t: Teller) -> None:
    """Answered after it was due."""
    asked = t.ask(t.rng.choice(("QUESTIONS", "QUESTIONS", "TWO_QUESTIONS")))
    wait = t.wait("reply", asked, "first")
    t.later(4.5, 14)
    wait.closed = t.answer(asked).at


def by_colleague(t: Teller) -> None:
    """A colleague answers from another mailbox."""
    asked = t.ask(cc=(t.client.deputy.person,))
    wait = t.wait("reply", asked, "first")
    t.later(0.5, 3.5)
    wait.closed = t.answer(asked, by=t.client.deputy.person).at


def by_new_letter(t: Teller) -> None:
    """The answer is a new letter with the same subject."""
    asked = t.ask()
    wait = t.wait("reply", asked, "first")
    t.later(1, 3.5)
    text = t.fill(t.pick("ANSWERS"), asked.by)
    wait.closed = t.write(t.us().person, asked.by, text, subject=asked.subject).at


def by_phone(t: Teller) -> None:
    """Answered by phone: the manager completes the task with a comment."""
    asked = t.ask()
    wait = t.wait("reply", asked, "first")
    t.now = worktime.add(wait.due, timedelta(hours=5))
    t.later(0.1, 2)
    t.tale.acts.append(Act(t.now, t.us().email, "phone", asked))
    wait.closed = t.now


def reopened(t: Teller) -> None:
    """Completed by mistake, opened again, answered in the end."""
    asked = t.ask()
    first = t.wait("reply", asked, "first")
    t.now = worktime.add(first.due, timedelta(hours=5))
    t.later(0.1, 1)
    t.tale.acts.append(Act(t.now, t.us().email, "complete", asked))
    first.closed = t.now
    t.later(9, 12)
    t.tale.acts.append(Act(t.now, t.us().email, "reopen", asked))
    again = t.wait("reply", asked, "first", why="reopened by a person")
    again.start, again.due, again.steps = t.now, t.now, ()
    t.later(9, 12)
    again.closed = t.answer(asked).at


def never(t: Teller) -> None:
    """Nobody ever answers."""
    t.wait("reply", t.ask(), "first")


def snoozed(t: Teller) -> None:
    """The manager moves the task's date three days on and answers within them."""
    asked = t.ask()
    wait = t.wait("reply", asked, "first")
    t.now = worktime.add(wait.due, timedelta(hours=4))
    wait.steps = ()
    t.later(0.1, 0.5)
    until = worktime.add(t.now, 3 * worktime.DAY).date()
    t.tale.acts.append(Act(t.now, t.us().email, "move", asked, data={"day": until}))
    t.later(12, 20)
    wait.closed = t.answer(asked).at


def deleted(t: Teller) -> None:
    """A person deletes the daemon's task: it is not written again."""
    asked = t.ask()
    wait = t.wait("reply", asked, "first")
    t.now = worktime.add(wait.due, timedelta(hours=4))
    t.later(0.1, 0.5)
    t.tale.acts.append(Act(t.now, t.us().email, "delete", asked))
    wait.deleted_at, wait.steps = t.now, ()


def edited(t: Teller) -> None:
    """A person writes into the daemon's task: those words stay."""
    asked = t.ask()
    wait = t.wait("reply", asked, "first")
    t.now = worktime.add(wait.due, timedelta(hours=4))
    t.later(0.1, 0.5)
    t.tale.acts.append(
        Act(t.now, t.us().email, "edit", asked, data={"words": f"Жду цифры от подрядчика по {t.campaign}"})
    )
    t.later(9, 14)
    wait.closed = t.answer(asked).at


def held(t: Teller) -> None:
    """A holding answer, and the real one next morning."""
    asked, wait, promised = _holding(t)
    t.at(worktime.next_working_day(promised.at.date()), 11, t.rng.randrange(60))
    t.answer(asked)
    wait.closed = t.now


def not_held(t: Teller) -> None:
    """A holding answer, and the real one two days late."""
    asked, wait, _ = _holding(t)
    t.now = worktime.add(wait.due, timedelta(hours=2))
    t.later(10, 16)
    t.answer(asked)
    wait.closed = t.now


def _holding(t: Teller):  # type: ignore[no-untyped-def]
    while worktime.next_working_day(t.now.date()) != t.now.date() + timedelta(days=1) or t.now.hour > 14:
        t.now = worktime.add(t.now, timedelta(hours=3))  # «завтра» is a working day
    t.now = worktime.settled(t.now)
    asked = t.ask()
    reply = t.wait("reply", asked, "first")
    t.later(0.4, 2)
    promised = t.answer(asked, "HOLDING")
    reply.closed = promised.at
    due = worktime.closing(promised.at.date() + timedelta(days=1))
    wait = t.wait("promise", promised, "first", also=(asked,), due=due)
    return asked, wait, promised


def old_thread(t: Teller) -> None:
    """A thread that rested is used for a new question."""
    asked = t.ask()
    t.wait("reply", asked, "first").closed = t.later(0.5, 3)
    answer = t.answer(asked)
    t.later(90, 130)
    _, text = t.pick("QUESTIONS")
    again = t.write(asked.by, t.client.manager.person, t.fill(text), answers=answer)
    wait = t.wait("reply", again, "follow")
    t.later(2, 16)
    wait.closed = t.answer(again).at


def urgent(t: Teller) -> None:
    """Something live is wrong."""
    asked = t.ask("URGENT")
    wait = t.wait("reply", asked, "urgent", at_once=True)
    t.later(0.3, 5)
    wait.closed = t.answer(asked).at


def at_night(t: Teller) -> None:
    """A letter after hours counts from the next opening."""
    t.at(t.now.date(), t.rng.choice((20, 21, 23)), t.rng.randrange(59))
    asked = t.ask()
    wait = t.wait("reply", asked, "first")
    t.later(0.5, 7)
    wait.closed = t.answer(asked).at


def at_the_weekend(t: Teller) -> None:
    """A letter of Saturday counts from Monday's opening."""
    t.at(t.now.date() + timedelta(days=5 - t.now.weekday()), t.rng.randrange(9, 20), t.rng.randrange(59))
    asked = t.ask()
    wait = t.wait("reply", asked, "first")
    t.later(0.5, 7)
    wait.closed = t.answer(asked).at


def bounced(t: Teller) -> None:
    """Our answer does not arrive; it is sent again from another address of theirs later."""
    asked = t.ask()
    wait = t.wait("reply", asked, "first")
    t.later(0.5, 2)
    answer = t.answer(asked)
    wait.closed = answer.at
    postmaster = Person("Mail Delivery System", f"mailer-daemon@mx.{AGENCY}", "gmail")
    subject, text = t.words.BOUNCE
    t.now += timedelta(minutes=1)
    t.add(machine(
        f"{t.number}-bounce", sender=postmaster, to=answer.by, at=t.now, subject=subject.format(subject=answer.subject),
        text=text.format(address=asked.by.email), about=answer, bounced=asked.by.email,
        headers={"Auto-Submitted": "auto-replied", "Return-Path": "<>"},
    ))  # fmt: skip
    again = t.wait("reply", asked, "first", why="the answer bounced")
    t.later(6, 12)
    again.closed = t.answer(asked).at
    again.start = answer.at


def forwarded(t: Teller) -> None:
    """A forward to a colleague is no answer."""
    asked = t.ask()
    wait = t.wait("reply", asked, "first")
    t.later(0.3, 2)
    t.write(t.us().person, HEAD, t.pick("FORWARD"), subject=f"Fwd: {asked.subject}", answers=asked)
    t.later(5, 10)
    wait.closed = t.answer(asked).at


def in_copy(t: Teller) -> None:
    """Two people of the client write to each other, the manager stands in Cc."""
    subject, text = t.words.COPY
    client = t.client
    letter = t.write(
        client.chief, client.clerk, t.fill(text, client.clerk), subject=t.fill(subject), cc=(client.manager.person,)
    )
    t.tale.lines.append(Line(client.manager, t.campaign, letter.at, "in copy"))


def new_address(t: Teller) -> None:
    """Somebody unknown at the client's domain asks."""
    name = "Alex Newman" if t.client.language == "en" else "Кирилл Новиков"
    person = Person(name, f"new{t.number}@{t.client.domain}", "gmail", name, t.client.language)
    asked = t.ask(by=person)
    t.wait("reply", asked, "first").closed = t.later(1, 9)
    t.answer(asked)
    t.tale.lines.append(Line(t.client.manager, person.email, asked.at, "unknown sender"))


def stranger(t: Teller) -> None:
    """Somebody of nobody's domain writes to a manager."""
    subject, text = t.words.STRANGER
    person = Person("Семён Прохоров", f"semyon{t.number}@elsewhere{t.number}.example", "mailru", "Семён")
    letter = t.write(person, t.client.manager.person, t.fill(text), subject=t.fill(subject))
    t.tale.lines.append(Line(t.client.manager, person.email, letter.at, "stranger"))


def machines(t: Teller) -> None:
    """Newsletters and notifications, some from the client's own domain."""
    subject, text, kind = t.pick("MACHINES")
    own = t.rng.random() < 0.4
    sender = Person("No reply", f"noreply@{t.client.domain if own else 'news.example'}", "gmail")
    headers = {"List-Unsubscribe": "<https://news.example/u>", "Precedence": "bulk"}
    if kind == "notification":
        headers = {"Auto-Submitted": "auto-generated"}
    t.add(machine(
        f"{t.number}-machine", sender=sender, to=t.client.manager.person, at=t.now, subject=subject.format(k=t.number),
        text=text, headers=headers,
    ))  # fmt: skip


QUESTIONS: dict[Callable[[Teller], None], float] = {
    in_time: 10, late: 5, by_colleague: 3, by_new_letter: 2, by_phone: 2, reopened: 0.6, never: 1, snoozed: 0.8, deleted: 0.5,
    edited: 0.8, held: 2, not_held: 1.5, old_thread: 1.5, urgent: 1.2, at_night: 2, at_the_weekend: 1.5, bounced: 0.8,
    forwarded: 1, in_copy: 1.5, new_address: 0.8, stranger: 0.7, machines: 4,
}  # fmt: skip
