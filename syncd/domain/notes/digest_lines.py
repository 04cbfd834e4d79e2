"""What of one client stands in a manager's digest: everything that is no push (PRODUCT.md sections 3, 5 and 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from syncd.domain.cases.case import Case, CaseKind
from syncd.domain.cases.correspondence import THEIRS
from syncd.domain.cases.find import Decision
from syncd.domain.cases.record import representative_of
from syncd.domain.letter import Letter, Side
from syncd.domain.mail.subject import base_subject
from syncd.domain.notes.facts import name_of, subject_of_letter
from syncd.domain.notes.wording import Words

LAST_STEP = {CaseKind.PROMISE: 2}


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `at` is since when it belongs in the digest; `once` lines are told on one day only, `weekly` on one a week.

    `waits_not` lines stand at once, the others from the next opening on.
    """

    key: str
    text: str
    at: datetime
    once: bool = False
    weekly: bool = False
    waits_not: bool = False


def case_lines(decision: Decision, words: Words, postponed: frozenset[str], opening: datetime) -> Iterator[Line]:
    """Open cases without a push: probably answered, all steps taken, their task deleted or put off by the day's cap."""
    for case in decision.cases:
        if case.closed or case.backlog or case.letter is None:
            continue
        own = decision.view.own_task(case.task_key)
        if case.probably:
            yield _probably(decision, words, case, case.probably)
        elif own and own.deleted:
            yield Line(f"deleted:{case.key}", _told(words, "deleted", case), case.due_at)
        elif case.task_key in postponed:
            text = _told(words, "postponed", case)
            yield Line(f"postponed:{case.key}", text, case.started_at, waits_not=True)
        elif case.step >= LAST_STEP.get(case.kind, 3) and _was_told_before(decision, case, opening):
            weekly = case.kind is not CaseKind.REPLY
            yield Line(f"overdue:{case.key}", _told(words, "overdue", case), case.steps[-1].at, weekly=weekly)


def _was_told_before(decision: Decision, case: Case, opening: datetime) -> bool:
    """Whether its last push is of an earlier day: until then the task itself is news enough."""
    written_at = decision.view.written.get(case.task_key)
    return written_at is not None and max(written_at, case.steps[-1].at) <= opening


def open_case_lines(decision: Decision, words: Words) -> Iterator[Line]:
    """Every open case that has a task, for a deputy who stands in."""
    for case in decision.cases:
        if not case.closed and not case.backlog and case.step and case.letter:
            yield Line(f"open:{case.key}", _told(words, "open", case), case.steps[0].at)


def backlog_lines(decision: Decision, words: Words) -> Iterator[Line]:
    """Cases older than the first run's ten working days."""
    for case in decision.cases:
        if case.backlog and not case.closed and not case.probably and case.letter:
            yield Line(f"backlog:{case.key}", _told(words, "open", case), case.started_at)


def letter_lines(decision: Decision, words: Words) -> Iterator[Line]:
    """Letters that start no case and should not pass unseen; each is told once."""
    known: set[str] = set()
    for letter in decision.mail.letters:
        if letter.side not in THEIRS and letter.side is not Side.OURS:
            continue
        name = _about(decision, letter)
        if name:
            text = _letter_line(decision, words, name, letter)
            lost = name == "unreadable"
            yield Line(f"{name}:{letter.identity}", text, letter.received_at, once=True, waits_not=lost)
        if _is_unknown_sender(decision, letter, known):
            text = words.team("digest", "unknown_sender", client=decision.view.client.name, author=_full_name(letter))
            yield Line(f"sender:{letter.from_.addr_spec.casefold()}", text, letter.received_at, once=True)


def _about(decision: Decision, letter: Letter) -> str | None:
    mail = decision.mail
    if letter.unreadable and letter.side in THEIRS:
        return "unreadable"
    if mail.wants_answer(letter) and not mail.waits_for_us(letter):
        return "copy"
    if letter.identity in mail.bounced and not _is_told_by_case(decision, letter):
        return "bounced"
    return None


def _is_told_by_case(decision: Decision, letter: Letter) -> bool:
    return any(case.bounced and case.bounced.identity == letter.identity for case in decision.cases)


def _is_unknown_sender(decision: Decision, letter: Letter, known: set[str]) -> bool:
    address = letter.from_.addr_spec.casefold()
    if letter.side is not Side.CLIENT or not letter.is_human or address in known:
        return False
    known.add(address)
    return representative_of(decision.view, address) is None


def _full_name(letter: Letter) -> str:
    name, address = letter.from_.display_name, letter.from_.addr_spec
    return f"{name} <{address}>" if name else address


def _letter_line(decision: Decision, words: Words, name: str, letter: Letter) -> str:
    return words.team(
        "digest",
        name,
        client=decision.view.client.name,
        subject=subject_of_letter(letter, words),
        author=name_of(decision.view, letter.from_),
        at=letter.received_at,
    )


def _told(words: Words, template: str, case: Case) -> str:
    assert case.letter is not None  # noqa: S101 - asked by the callers
    return words.team(
        "digest",
        template,
        client=case.client,
        kind=words.team("kinds", case.kind.value),
        subject=subject_of_letter(case.letter, words),
        at=case.started_at,
        due=case.due_at,
    )


def _probably(decision: Decision, words: Words, case: Case, answer: Letter) -> Line:
    assert case.letter is not None  # noqa: S101 - asked by the caller
    text = words.team(
        "digest",
        "probably",
        client=case.client,
        subject=subject_of_letter(case.letter, words),
        author=name_of(decision.view, case.letter.from_),
        at=case.started_at,
        answer=base_subject(answer.subject),
        answered=answer.received_at,
    )
    return Line(f"probably:{case.key}", text, answer.received_at, once=True)
