"""Tales in which we ask the client for something that is not an approval, and tales of tasks with a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from benchmarks.quarter import worktime
from benchmarks.quarter.people import AGENCY
from benchmarks.quarter.post import Letter, machine
from benchmarks.quarter.tale import Act, Teller, Wait
from syncd.demo.letters.cast import Person


def _asks(t: Teller, pool: str = "OUR_QUESTION") -> tuple[Letter, Wait]:
    subject, text, *_ = t.pick(pool)
    letter = t.write(t.us().person, t.client.brand, t.fill(text, t.client.brand), subject=t.fill(subject))
    return letter, t.wait("silence", letter, "silence")


def answered(t: Teller) -> None:
    """Our question is answered within two days."""
    letter, wait = _asks(t)
    t.later(1, 16)
    wait.closed = t.write(t.client.brand, letter.by, t.fill(t.pick("THEIR_ANSWER")), answers=letter).at


def answered_late(t: Teller) -> None:
    """The answer needs a reminder."""
    letter, wait = _asks(t)
    t.later(20, 50)
    wait.closed = t.write(t.client.brand, letter.by, t.fill(t.pick("THEIR_ANSWER")), answers=letter).at


def never_answered(t: Teller) -> None:
    """Our question is never answered."""
    _asks(t)


def answered_by_another(t: Teller) -> None:
    """Another person of theirs answers in the thread."""
    letter, wait = _asks(t)
    t.later(4, 40)
    wait.closed = t.write(t.client.chief, letter.by, t.fill(t.pick("THEIR_ANSWER")), answers=letter).at


def material_sent(t: Teller) -> None:
    """Material comes in the thread, or late."""
    subject, text, name = t.pick("MATERIAL")
    letter = t.write(t.us().person, t.client.brand, t.fill(text, t.client.brand), subject=t.fill(subject))
    wait = t.wait("silence", letter, "silence")
    t.later(2, 40)
    sent = t.write(t.client.brand, letter.by, t.fill(t.pick("MATERIAL_SENT")), answers=letter, files=(name,))
    wait.closed = sent.at
    reply = t.wait("reply", sent, "follow", why="new material to act on")
    t.later(0.5, 10)
    reply.closed = t.answer(sent, "MATERIAL_TAKEN").at


def on_holiday(t: Teller) -> None:
    """Our question meets an absence note; step 1 comes in time all the same."""
    letter, wait = _asks(t)
    back = worktime.add(t.now, 6 * worktime.DAY).date()
    until = f"{back:%d.%m.%Y}" if t.client.language == "ru" else f"{back.day} {back:%B %Y}"
    t.now += timedelta(minutes=1)
    t.add(machine(
        f"{t.number}-away", sender=t.client.brand, to=letter.by, at=t.now, about=letter,
        subject=t.words.ABSENCE_SUBJECT.format(subject=letter.subject),
        text=t.pick("ABSENCE").format(until=until, deputy=t.client.clerk.email, deputy_name=t.client.clerk.name),
        headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
    ))  # fmt: skip
    wait.steps = ()
    t.at(worktime.next_working_day(back), 11, t.rng.randrange(60))
    wait.closed = t.write(t.client.brand, letter.by, t.fill(t.pick("THEIR_ANSWER")), answers=letter).at


def for_information(t: Teller) -> None:
    """A report of ours asks for nothing; a thank-you may come."""
    subject, text = t.pick("FYI")
    letter = t.write(t.us().person, t.client.chief, t.fill(text), subject=t.fill(subject), files=("report.xlsx",))
    if t.rng.random() < 0.5:
        t.later(0.5, 5)
        t.thank(letter)


def bounced_question(t: Teller) -> None:
    """Our letter does not arrive at all; it is sent anew a little later."""
    letter, wait = _asks(t)
    subject, text = t.words.BOUNCE
    t.now += timedelta(minutes=1)
    postmaster = Person("Mail Delivery System", f"mailer-daemon@mx.{AGENCY}", "gmail")
    t.add(machine(
        f"{t.number}-bounce", sender=postmaster, to=letter.by, at=t.now, about=letter, bounced=letter.to[0].email,
        subject=subject.format(subject=letter.subject), text=text.format(address=letter.to[0].email),
        headers={"Auto-Submitted": "auto-replied", "Return-Path": "<>"},
    ))  # fmt: skip
    t.tale.waits.remove(wait)
    t.later(0.5, 1.5)
    text = letter.text
    again = t.write(letter.by, letter.to, text, subject=letter.subject)
    wait = t.wait("silence", again, "silence", also=(letter,))
    t.later(2, 15)
    wait.closed = t.write(t.client.brand, again.by, t.fill(t.pick("THEIR_ANSWER")), answers=again).at


def _task(t: Teller) -> tuple[str, Wait]:
    name = f"Макеты для «{t.campaign}»" if t.client.language == "ru" else f"Layouts for {t.campaign}"
    days = t.rng.randrange(4, 9)
    end = worktime.add(t.now, days * worktime.DAY).date()
    data = {"due_on": end.isoformat(), "notes": "Сделать по брифу в описании проекта.", "assignee": t.us().email}
    t.tale.acts.append(Act(t.now, t.us().email, "create", task=name, data=data, client=t.client))
    allotted = worktime.worked(t.now, worktime.closing(end))
    due = worktime.add(worktime.opening(t.now), timedelta(seconds=allotted.total_seconds() * 0.65))
    wait = Wait("deadline", t.client, (), t.now, due, title=t.campaign)
    t.tale.waits.append(wait)
    return name, wait


def done_early(t: Teller) -> None:
    """A task that is done before anybody would look."""
    name, wait = _task(t)
    t.later(5, 15)
    t.tale.acts.append(Act(t.now, t.us().email, "complete", task=name, client=t.client))
    wait.closed = t.now


def done_late(t: Teller) -> None:
    """A task that is looked at, and done in the end."""
    name, wait = _task(t)
    t.now = wait.due
    t.later(4, 30)
    t.tale.acts.append(Act(t.now, t.us().email, "complete", task=name, client=t.client))
    wait.closed = t.now


def due_moved(t: Teller) -> None:
    """The date is moved before the look: a new date is a new look."""
    name, wait = _task(t)
    start = t.now
    t.later(6, 14)
    moved = worktime.add(wait.due, 12 * worktime.DAY).date()
    t.tale.acts.append(Act(t.now, t.us().email, "move", task=name, data={"day": moved}, client=t.client))
    wait.closed = t.now
    allotted = worktime.worked(start, worktime.closing(moved))
    due = worktime.add(worktime.opening(start), timedelta(seconds=allotted.total_seconds() * 0.65))
    again = Wait("deadline", t.client, (), t.now, due, title=t.campaign)
    t.tale.waits.append(again)
    t.now = due
    t.later(5, 20)
    t.tale.acts.append(Act(t.now, t.us().email, "complete", task=name, client=t.client))
    again.closed = t.now


REQUESTS: dict[Callable[[Teller], None], float] = {
    answered: 5, answered_late: 2, never_answered: 0.7, answered_by_another: 2, material_sent: 3, on_holiday: 1.2,
    for_information: 4, bounced_question: 0.6, done_early: 2, done_late: 1.5, due_moved: 0.8,
}  # fmt: skip
