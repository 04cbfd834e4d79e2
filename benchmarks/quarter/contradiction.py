"""Tales in which two people of one client want different things, and in which we change what was approved."""

from __future__ import annotations

from benchmarks.quarter.approvals import Round
from benchmarks.quarter.tale import Teller, Wait


def contradicted(t: Teller, r: Round) -> None:
    """The chief approves, the brand manager rejects; the chief decides in the end."""
    r.to = t.client.chief
    r.request()
    t.later(0.5, 6)
    r.word("APPROVED", "approved")
    t.later(2, 9)
    against = r.word("REJECTED", "rejected", by=t.client.brand)
    clash = Wait("contradiction", t.client, (against,), against.at, against.at, at_once=True)
    t.tale.waits.append(clash)
    first = next(verdict for verdict in t.tale.verdicts if verdict.in_force)
    first.force_until = against.at
    t.tale.told = [told for told in t.tale.told if told.letter is not against]  # nothing of it to the client
    t.later(4, 14)
    redo, told = r.redo, list(t.tale.told)
    r.word("APPROVED", "approved", by=t.client.chief)
    clash.closed = first.counts_again = t.now
    t.tale.told = told  # the same said again is no second comment
    if redo:
        redo.closed = None  # the brand manager's letter itself still waits for an answer of ours
        t.later(0.3, 2)
        redo.closed = t.answer(against).at


def wished(t: Teller) -> None:
    """The brand manager wants the logo bigger, the chief smaller; neither decides anything. The chief says it again."""
    small, big = t.pick("LOGO_SMALLER"), t.pick("LOGO_BIGGER")
    subject = t.fill(t.pick("LOGO_SUBJECT"))
    first = t.write(t.client.brand, t.client.manager.person, t.fill(big, t.client.brand), subject=subject)
    reply = t.wait("reply", first, "first")
    t.later(0.5, 2)
    second = t.write(t.client.chief, t.client.manager.person, t.fill(small), answers=first)
    clash = Wait("contradiction", t.client, (second,), second.at, second.at, at_once=True, title=t.fill("{n}"))
    t.tale.waits.append(clash)
    t.later(0.5, 1)
    reply.closed = t.answer(second).at
    t.later(4, 14)
    last = t.write(t.client.brand, t.client.manager.person, t.fill(small), answers=second)
    clash.closed = last.at
    again = t.wait("reply", last, "follow")
    t.later(0.5, 4)
    again.closed = t.answer(last).at


def file_changed(t: Teller, r: Round) -> None:
    """Approved; then we send the file again with other content, and ask for nothing."""
    r.request()
    t.later(0.5, 8)
    r.word("APPROVED", "approved")
    t.later(3, 12)
    name = f"{r.about}_{t.number}_v{r.version}.xlsx"
    sent = t.write(t.us().person, r.to, t.fill(t.pick("SENT_AGAIN"), r.to), answers=r.last, files=(name,))
    for verdict in t.tale.verdicts:
        if verdict.in_force and verdict.force_until is None:
            verdict.force_until = sent.at
