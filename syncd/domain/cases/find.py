"""Every case of one client at one moment (PRODUCT.md sections 3-5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from syncd.domain.approvals import records_of
from syncd.domain.cases.case import Case, CaseKind, Step
from syncd.domain.cases.confirm import confirm_cases
from syncd.domain.cases.correspondence import DECISIONS_TO_ACT_ON, THEIRS, Correspondence, correspondence
from syncd.domain.cases.deadline import deadline_cases
from syncd.domain.cases.judged import requests
from syncd.domain.cases.ladder import Reset, due, earliest, ladder_of, reply_ladder, times
from syncd.domain.cases.people import assignee_and_followers
from syncd.domain.cases.record import ApprovalRecord
from syncd.domain.cases.reply import follows_ours, promise_cases, reply_cases
from syncd.domain.cases.running import END, TASK_KEY, Running
from syncd.domain.cases.waiting import waiting_cases
from syncd.domain.client import ClientView, OwnTask
from syncd.domain.language.reading import VerdictKind
from syncd.domain.letter import Letter

SETTLING = timedelta(minutes=10)  # section 13.2: no note about a missing answer sooner after the letter
FIRST_RUN_DAYS = 10  # working days before the first run that still make tasks
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Decision:
    """What one client's facts come to at one moment."""

    view: ClientView
    now: datetime
    mail: Correspondence
    records: tuple[ApprovalRecord, ...]
    cases: tuple[Case, ...]


def find_cases(view: ClientView, now: datetime) -> tuple[Case, ...]:
    """Every case, open and closed, oldest first. The same facts give the same cases."""
    return decide(view, now).cases


def decide(view: ClientView, now: datetime) -> Decision:
    """The client's letters in order, its approvals and its cases."""
    mail = correspondence(view)
    records = records_of(mail, now)
    asked, confirms = requests(mail), confirm_cases(mail, records)
    cases: list[Case] = []
    for thread in mail.threads:
        replies = reply_cases(mail, thread)
        found = [
            *replies,
            *promise_cases(mail, replies),
            *(case for case in confirms if case.thread == thread),
            *waiting_cases(mail, thread, asked, records, confirms),
        ]
        cases += _as_cases(mail, found, now)
    cases += deadline_cases(view, now)
    return Decision(view, now, mail, records, tuple(sorted(cases, key=lambda case: (case.started_at, case.key))))


def _as_cases(mail: Correspondence, found: Iterable[Running], now: datetime) -> list[Case]:
    cases = []
    for chain in _chains(mail, sorted(found, key=lambda each: (each.started_at, each.kind))):
        own = _own_task(mail, chain)
        task_key = own.key if own else TASK_KEY + chain[0].letters[0].identity
        cases += [_case(mail, running, task_key, own, now) for running in chain]
    return cases


def _chains(mail: Correspondence, found: Sequence[Running]) -> list[list[Running]]:
    """Cases that share one task (section 13.8): they overlap, or a decision ended the one and began the other."""
    chains: list[list[Running]] = []
    for running in found:
        if chains and any(_continues(mail, running, earlier) for earlier in chains[-1]):
            chains[-1].append(running)
        else:
            chains.append([running])
    return chains


def _continues(mail: Correspondence, running: Running, earlier: Running) -> bool:
    if running.started_at < earlier.ends_at or running.opener.identity == earlier.opener.identity:
        return True
    if earlier.closed is None or earlier.closed.letter != running.opener.identity:
        return False
    link = mail.by_identity[running.opener.identity]
    decided = link.side in THEIRS and link.reading.verdict.kind is not VerdictKind.NONE
    return decided or earlier.closed.how == "later_letter"


def _own_task(mail: Correspondence, chain: Sequence[Running]) -> OwnTask | None:
    """The task already written for one of these letters; a case keeps it when an older letter turns up."""
    letters = {letter.identity for running in chain for letter in (*running.letters, running.opener)}
    mine = [own for own in mail.view.own_tasks if own.key.removeprefix(TASK_KEY) in letters]
    return min(mine, key=lambda own: (own.deleted, own.written_at, own.key), default=None)


def _case(mail: Correspondence, running: Running, task_key: str, own: OwnTask | None, now: datetime) -> Case:
    view = mail.view
    at_once = _is_at_once(running)
    urgent = _urgent_letter(running)
    resets = _resets(mail, running, own)
    step_times, due_at = _clock(mail, running, resets)
    steps = _steps(mail, running, step_times, now, at_once=at_once or urgent is not None)
    moments = [own.written_at if own else now, *(step.at for step in steps[1:] if step.reached)]
    assignee, followers = assignee_and_followers(view, moments)
    named = task_key.removeprefix(TASK_KEY)
    first = running.letters[0].identity
    identity = named if named in {letter.identity for letter in running.letters} else first
    return Case(
        key=f"{running.kind}:{identity}",
        kind=running.kind,
        client=view.client.name,
        thread=running.thread,
        letter=running.letter,
        task_key=task_key,
        started_at=running.started_at,
        clock_at=next((r.clock for r in reversed(resets) if not r.is_due), running.started_at),
        due_at=due_at,
        steps=steps,
        closed=running.closed,
        letters=tuple(letter.identity for letter in running.letters),
        questions=running.asked or tuple(q for letter in _theirs(running) for q in letter.reading.questions),
        assignee=assignee,
        followers=followers,
        about=running.about,
        version=running.version,
        period=running.period,
        reason=running.reason,
        urgent=urgent is not None,
        at_once=at_once or urgent is not None,
        probably=running.probably,
        bounced=running.bounced,
        absence=running.absence,
        backlog=own is None and _is_old(view, running),
        task_gid=own.task_gid if own else None,
        our_due_at=_clock(mail, running, running.resets)[1],
        why=tuple(running.why),
    )


def _is_at_once(running: Running) -> bool:
    """Whether the first step needs no missing answer: words that are not enough, or a decision to act on."""
    if running.kind is CaseKind.CONFIRM:
        return True
    return running.kind is CaseKind.REPLY and any(
        letter.reading.verdict.kind in DECISIONS_TO_ACT_ON for letter in running.letters
    )


def _urgent_letter(running: Running) -> Letter | None:
    if running.kind is not CaseKind.REPLY:
        return None
    return next((letter for letter in running.letters if letter.reading.urgent), None)


def _theirs(running: Running) -> list[Letter]:
    return [letter for letter in running.letters if letter.side in THEIRS]


def _clock(mail: Correspondence, running: Running, resets: Sequence[Reset]) -> tuple[tuple[datetime, ...], datetime]:
    view, calendar, start = mail.view, mail.view.calendar, running.started_at
    if running.kind is CaseKind.PROMISE:
        start = running.promised_at or start
    if running.kind is not CaseKind.REPLY:
        ladder = ladder_of(view, running.kind)
        found = times(calendar, ladder, start, resets)
        return _with_absence(view, running, found), due(calendar, ladder, start, resets)
    sla = view.client.sla
    target = calendar.length(sla.follow_up if follows_ours(mail, running) else sla.first_reply)
    ladder = reply_ladder(view, target, at_once=False)
    found, due_at = times(calendar, ladder, start, resets), due(calendar, ladder, start, resets)
    decision = next((x for x in running.letters if x.reading.verdict.kind in DECISIONS_TO_ACT_ON), None)
    if decision:
        found = (min(found[0], decision.received_at), *found[1:])
    if urgent := _urgent_letter(running):
        fast = reply_ladder(view, calendar.length(sla.urgent), at_once=True)
        found = earliest(found, times(calendar, fast, urgent.received_at, resets))
        due_at = min(due_at, due(calendar, fast, urgent.received_at, resets))
    return found, due_at


def _with_absence(view: ClientView, running: Running, found: tuple[datetime, ...]) -> tuple[datetime, ...]:
    """An absence is told at once for `approval`; `silence` waits with steps 2 and 3 for the day after the return."""
    if running.absence is None:
        return found
    if running.kind is CaseKind.APPROVAL:
        return (min(found[0], running.absence.received_at), *found[1:])
    absence = running.absence.reading.absence
    if running.kind is not CaseKind.SILENCE or absence is None or absence.until is None:
        return found
    back = view.calendar.opening_of(view.calendar.next_working_day(absence.until))
    return (found[0], *(max(at, back) for at in found[1:]))


def _resets(mail: Correspondence, running: Running, own: OwnTask | None) -> list[Reset]:
    """What set the clock anew, a person's later due date among it; a new letter of the client ends that snooze."""
    resets = list(running.resets)
    if own and own.due_at:
        since = own.due_set_at or own.written_at
        woken = any(letter.received_at > since and mail.is_from_them(letter) for letter in mail.threads[running.thread])
        if not woken and running.started_at <= since and own.due_at > _clock(mail, running, resets)[1]:
            resets.append(Reset(since, own.due_at, is_due=True))
    return sorted(resets, key=lambda reset: reset.at)


def _steps(
    mail: Correspondence, running: Running, step_times: Sequence[datetime], now: datetime, *, at_once: bool
) -> tuple[Step, ...]:
    seen = min(now, _read_until(mail, running))
    settled = now >= running.letters[0].received_at + SETTLING
    head = _adds_head(mail.view, running.kind)
    steps = []
    for number, at in enumerate(step_times, 1):
        sure = (at <= now) if at_once and number == 1 else (at <= seen and settled)
        steps.append(Step(number, at, sure and at <= running.ends_at, adds_head=number == 3 and head))
    return tuple(steps)


def _adds_head(view: ClientView, kind: CaseKind) -> bool:
    if view.head is None:
        return False
    if kind is CaseKind.REPLY:
        return reply_ladder(view, timedelta(hours=1)).head
    return ladder_of(view, kind).head


def _read_until(mail: Correspondence, running: Running) -> datetime:
    """Up to when every mailbox was read that could hold the answer (section 13.3)."""
    view = mail.view
    known = {address.casefold(): name for address, name in view.mailbox_of.items()}
    names = set(known.values()) | set(view.read_until)
    people = [a.addr_spec for letter in running.letters for a in (*letter.to, *letter.cc) if mail.is_agency(a)]
    manager = view.manager
    deputy = view.agency.manager_of(manager.deputy) if manager and manager.deputy else None
    people += [email for each in (manager, deputy) if each for email in each.emails]
    counting = {known[address.casefold()] for address in people if address.casefold() in known}
    counting |= {name for letter in mail.threads[running.thread] for name in letter.mailboxes if name in names}
    return min((view.read_until.get(name, NEVER) for name in counting), default=END)


def _is_old(view: ClientView, running: Running) -> bool:
    """Whether it lies more than ten working days before the first run (sections 5 and 13.17)."""
    if view.live_since is None or running.kind is CaseKind.PROMISE:
        return False
    return running.started_at < view.calendar.working_days_back(view.live_since, FIRST_RUN_DAYS)
