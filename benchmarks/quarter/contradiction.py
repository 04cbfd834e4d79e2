"""Tales in which two people of one client want different things."""

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
