"""Words that look like an approval and allow no spending: the phrase is still to be had (PRODUCT.md sections 4, 13.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from syncd.domain.cases.case import CaseKind, Closed
from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.record import AGAINST, ApprovalRecord, ApprovalState
from syncd.domain.cases.running import END, Acts, Running, acts_in
from syncd.domain.cases.topics import is_newer, same_period
from syncd.domain.letter import Letter

Event = ApprovalRecord | Letter


def confirm_cases(mail: Correspondence, records: Sequence[ApprovalRecord]) -> list[Running]:
    """Every case in which a client's words were not enough, oldest first."""
    done: list[Running] = []
    for record in records:
        letter = mail.by_identity.get(record.identity or "")
        if letter is None or record.source != "letter" or record.state is not ApprovalState.NEEDS_CONFIRMATION:
            continue
        earlier = next((case for case in done if _covers(case, record)), None)
        if earlier:
            earlier.letters.append(letter)
        elif not _already_approved(record, records):
            done.append(_run(mail, record, letter, records))
    return done


def _covers(case: Running, record: ApprovalRecord) -> bool:
    same = case.about == record.about and case.thread == record.thread
    return same and case.started_at <= record.received_at <= case.ends_at


def _already_approved(record: ApprovalRecord, records: Sequence[ApprovalRecord]) -> bool:
    """Whether a valid approval of the same thing stood when the words came."""
    stands = False
    for each in records:
        if each.received_at >= record.received_at or each.about != record.about:
            continue
        if each.state is ApprovalState.APPROVED and each.may_concern(record):
            stands = True
        elif each.state in AGAINST or each.source == "request":
            stands = False
    return stands


def _run(mail: Correspondence, record: ApprovalRecord, letter: Letter, records: Sequence[ApprovalRecord]) -> Running:
    running = Running(CaseKind.CONFIRM, letter.thread, letter, [letter], letter.received_at)
    running.about, running.version, running.period = record.about, record.version, record.period
    running.reason = record.reason or "words"
    acts = acts_in(mail, letter.thread)
    for at, event in _events(mail, record, letter, records):
        if running.closed or acts.close(running, at):
            break
        if isinstance(event, ApprovalRecord):
            _decide(acts, running, event)
        elif not running.closed:
            running.restart(event)
    acts.close(None if running.closed else running, END)
    running.letter = letter
    return running


def _events(
    mail: Correspondence, record: ApprovalRecord, letter: Letter, records: Sequence[ApprovalRecord]
) -> list[tuple[datetime, Event]]:
    """What came later about the same thing, and what we wrote in the thread; decisions first at one instant."""
    decisions = [r for r in records if r.received_at > record.received_at and _concerns(r, record)]
    ours = [each for each in mail.threads[letter.thread] if mail.before(letter, each) and mail.reaches_client(each)]
    events: list[tuple[datetime, Event]] = [(r.received_at, r) for r in decisions]
    events += [(each.received_at, each) for each in ours]
    return sorted(events, key=lambda each: (each[0], isinstance(each[1], Letter)))


def _concerns(later: ApprovalRecord, record: ApprovalRecord) -> bool:
    """Whether a later record decides about the same thing, or puts it up anew."""
    return later.is_same_thing(record) if later.source != "request" else later.about == record.about


def _decide(acts: Acts, running: Running, record: ApprovalRecord) -> None:
    if acts.keep_open(running, record.received_at):
        return
    if record.source == "request":
        if same_period(record.period, running.period) and is_newer(record.version, than=running.version):
            running.closed = Closed(record.received_at, "newer_version", record.author, record.identity)
    elif record.state is ApprovalState.APPROVED or record.state in AGAINST:
        how = "approved" if record.state is ApprovalState.APPROVED else "verdict"
        how = "person" if record.source == "person" else how
        running.closed = Closed(record.received_at, how, record.author, record.identity)
