"""Whether an approval still counts: superseded, revoked, contradicted (PRODUCT.md sections 7, 8 and 13.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from syncd.domain.agency import Subject
from syncd.domain.cases.case import Closed
from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.plan_file import (
    changed_file,
    is_put_up_anew,
    names_another_period,
    names_another_thing,
    newer_file,
)
from syncd.domain.cases.record import AGAINST, ApprovalRecord, ApprovalState, representative_of
from syncd.domain.cases.things import Thing, things
from syncd.domain.cases.topics import is_newer, same_version
from syncd.domain.client import ClientView
from syncd.domain.letter import Letter

CONTRADICTION_DAYS = 10  # working days


def with_force(mail: Correspondence, found: Sequence[ApprovalRecord], now: datetime) -> tuple[ApprovalRecord, ...]:
    """The records up to `now`, each with whether it still counts and what took its force (section 13.7)."""
    records = [record for record in found if record.received_at <= now]
    by_subject: dict[Subject | None, list[ApprovalRecord]] = defaultdict(list)
    for record in records:
        by_subject[record.about].append(record)
    clashes = contradictions(mail.view, records)
    thing_of = {record.key: thing for thing in things(records) for record in thing.records}
    return tuple(
        _judge_force(mail, record, by_subject[record.about], thing_of[record.key], clashes) for record in records
    )


def _judge_force(
    mail: Correspondence,
    record: ApprovalRecord,
    others: Sequence[ApprovalRecord],
    thing: Thing,
    clashes: Iterable[Contradiction],
) -> ApprovalRecord:
    if record.state is not ApprovalState.APPROVED:
        return record
    void = (
        _superseded(mail, record, others, thing) or _taken_back(mail, record, others) or _contradicted(record, clashes)
    )
    if void is None:
        return replace(record, in_force=True)
    return replace(record, voided_by=void[0], voided_by_key=void[1])


def _later(record: ApprovalRecord, others: Iterable[ApprovalRecord]) -> list[ApprovalRecord]:
    return [each for each in others if each.received_at > record.received_at]


def _superseded(
    mail: Correspondence, record: ApprovalRecord, others: Iterable[ApprovalRecord], thing: Thing
) -> tuple[str, str] | None:
    """We sent a newer version, put the plan up anew, or its file changed, after the words."""
    for request in _later(record, others):
        if request.source != "request" or not request.has_period_of(record):
            continue
        letter = mail.by_identity.get(request.identity or "")
        if letter and names_another_thing(mail, letter, record):
            continue
        if _is_newer_request(request, record) or (letter and _is_anew(mail, record, request, letter, thing)):
            return "superseded", request.key
    return _superseded_by_file(mail, record)


def _is_newer_request(request: ApprovalRecord, record: ApprovalRecord) -> bool:
    return is_newer(request.version, than=record.version) or bool(request.version and not record.version)


def _is_anew(
    mail: Correspondence, record: ApprovalRecord, request: ApprovalRecord, letter: Letter, thing: Thing
) -> bool:
    if changed_file(mail, record, letter):
        return True
    mine = any(each.key == request.key for each in thing.records)
    return mine and not request.version and is_put_up_anew(mail, record, letter)


def _superseded_by_file(mail: Correspondence, record: ApprovalRecord) -> tuple[str, str] | None:
    for letter in mail.files_sent:
        if letter.received_at <= record.received_at or record.about is None or names_another_period(letter, record):
            continue
        if names_another_thing(mail, letter, record):
            continue
        if newer_file(record, letter) or changed_file(mail, record, letter):
            return "superseded", f"letter:{letter.identity}"
    return None


def _taken_back(
    mail: Correspondence, record: ApprovalRecord, others: Iterable[ApprovalRecord]
) -> tuple[str, str] | None:
    """Revoked by anybody of the client's side, or decided otherwise later by the same person."""
    for each in _later(record, others):
        letter = mail.by_identity.get(each.identity or "")
        if each.source == "request" or not each.may_concern(record):
            continue
        if letter and names_another_thing(mail, letter, record):
            continue
        same_person = each.author_address.casefold() == record.author_address.casefold()
        if each.state is ApprovalState.REVOKED or (same_person and each.state in AGAINST):
            return "revoked", each.key
    return None


def _contradicted(record: ApprovalRecord, clashes: Iterable[Contradiction]) -> tuple[str, str] | None:
    for clash in clashes:
        if record.key not in (clash.first.key, clash.second.key):
            continue
        if clash.resolved is None or (clash.resolved.how == "person" and record.key == clash.first.key):
            other = clash.second if record.key == clash.first.key else clash.first
            return "contradicted", other.key
    return None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two people of one client's side who decided differently about one thing, and how it ended."""

    first: ApprovalRecord
    second: ApprovalRecord
    resolved: Closed | None

    @property
    def key(self) -> str:
        """Of the team's task about it: by the letter that made it one."""
        return f"contradiction:{self.second.identity}"


def contradictions(view: ClientView, records: Iterable[ApprovalRecord]) -> list[Contradiction]:
    """Every contradiction, oldest first: the later position against the newest differing one of another person."""
    positions = sorted(
        (each for each in records if each.is_position and each.source == "letter"),
        key=lambda each: (each.received_at, each.key),
    )
    records = tuple(records)
    found: list[Contradiction] = []
    for number, second in enumerate(positions):
        if any(each.resolved and each.resolved.letter == second.identity for each in found):
            continue  # the word that ended one is not the beginning of the next
        first = next((each for each in reversed(positions[:number]) if _differ(view, each, second, records)), None)
        if first:
            found.append(Contradiction(first, second, _resolution(view, second, positions[number + 1 :])))
    return found


def _differ(view: ClientView, first: ApprovalRecord, second: ApprovalRecord, records: Iterable[ApprovalRecord]) -> bool:
    """Two people's latest positions on one thing differ within ten working days, and no new request lies between."""
    if first.author_address.casefold() == second.author_address.casefold() or not first.may_concern(second):
        return False
    if first.is_for == second.is_for:
        return False
    if first.received_at < view.calendar.working_days_back(second.received_at, CONTRADICTION_DAYS):
        return False
    between = [each for each in records if first.received_at < each.received_at < second.received_at]
    return not any(_ends_round(each, first) or _is_newer_word(each, first) for each in between)


def _ends_round(each: ApprovalRecord, first: ApprovalRecord) -> bool:
    return (
        each.source == "request"
        and each.about == first.about
        and each.has_period_of(first)
        and not same_version(each.version, first.version)
    )


def _is_newer_word(each: ApprovalRecord, first: ApprovalRecord) -> bool:
    same_author = each.author_address.casefold() == first.author_address.casefold()
    return each.is_position and same_author and each.may_concern(first)


def _resolution(view: ClientView, second: ApprovalRecord, later: Iterable[ApprovalRecord]) -> Closed | None:
    """A later position of somebody with the right, or a person who completed the task."""
    for each in later:
        person = representative_of(view, each.author_address)
        if person is not None and each.about in person.approves and each.may_concern(second):
            return Closed(each.received_at, "resolved", each.author, each.identity)
    return closed_by_person(view, f"contradiction:{second.identity}")


def closed_by_person(view: ClientView, key: str) -> Closed | None:
    """That a person completed the task of this key."""
    own = view.own_task(key)
    if own is None or not (own.completed and own.completed_by_person and own.completed_at):
        return None
    user = view.users.get(own.completed_by_gid or "")
    return Closed(own.completed_at, "person", user.name if user else "")
