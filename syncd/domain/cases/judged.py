"""What a letter decides: which request it answers and whether the four conditions hold (PRODUCT.md section 7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from syncd.domain.agency import Subject
from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.plan_file import returned_changed
from syncd.domain.cases.record import (
    AGAINST,
    ANOTHER_YEAR,
    ApprovalRecord,
    ApprovalState,
    Request,
    representative_of,
)
from syncd.domain.cases.topics import (
    is_latest,
    is_newer,
    names_subject,
    same_period,
    same_version,
    subject_of,
    version_in,
)
from syncd.domain.client import ClientView
from syncd.domain.language.reading import Ask, AskKind, VerdictKind
from syncd.domain.letter import Letter, SenderLevel, Side


def requests(mail: Correspondence) -> tuple[Request, ...]:
    """What our letters put up for approval, in order. A period that was named once holds on in the thread."""
    found: list[Request] = []
    named: dict[tuple[str, Subject | None], str] = {}
    for letter in mail.letters:
        for ask in letter.reading.asks if mail.asks_approval(letter) else ():
            if ask.kind is not AskKind.APPROVAL:
                continue
            about = ask.about or subject_of(letter.subject)
            period = ask.period or named.get((letter.thread, about))
            if period:
                named[letter.thread, about] = period
            found.append(Request(letter, about, _version_put_up(letter, ask, about), period))
    return tuple(found)


def _version_put_up(letter: Letter, ask: Ask, about: Subject | None) -> str | None:
    """As the words name it, else the files, else the subject line; «новая версия» is named by its file or not at all."""
    if ask.version and not is_latest(ask.version):
        return ask.version
    files = [a.filename for a in letter.attachments if about is None or names_subject(a.filename, about)]
    found = {version for name in files if (version := version_in(name))}
    if not found and not ask.version:
        found = {version for version in [version_in(letter.subject)] if version}
    return found.pop() if len(found) == 1 else None


def of_letter(asked: Iterable[Request], letter: Letter) -> list[Request]:
    """What this one letter puts up."""
    return [request for request in asked if request.letter.identity == letter.identity]


def requested(mail: Correspondence, request: Request, number: int) -> ApprovalRecord:
    """The row of a request of ours."""
    letter = request.letter
    return ApprovalRecord(
        key=f"request:{letter.identity}" + (f":{number}" if number else ""),
        client=mail.view.client.name,
        about=request.about,
        version=request.version,
        period=request.period,
        state=ApprovalState.REQUESTED,
        reason=None,
        message_id=letter.message_id,
        identity=letter.identity,
        thread=letter.thread,
        author=letter.from_.display_name or letter.from_.addr_spec,
        author_address=letter.from_.addr_spec,
        quote=next((ask.words for ask in letter.reading.asks if ask.kind is AskKind.APPROVAL), ""),
        why="our letter asks for approval",
        received_at=letter.received_at,
        source="request",
        request_identity=letter.identity,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What a verdict is about: the request it answers, the version and period, or why they cannot be told."""

    request: Request | None
    version: str | None
    period: str | None
    doubt: str | None = None


def judged(
    mail: Correspondence, letter: Letter, asked: Sequence[Request], earlier: Sequence[ApprovalRecord]
) -> ApprovalRecord:
    """The row of a client's letter with a verdict: the state as the four conditions of section 7 make it."""
    verdict, view = letter.reading.verdict, mail.view
    answered = answered_by(mail, letter, asked, earlier)
    about = verdict.about or (answered.request.about if answered.request else None)
    state, reason = ApprovalState(verdict.kind.value), None
    if verdict.kind is VerdictKind.APPROVED:
        reason = _unmet(view, letter, about) or answered.doubt
        state = ApprovalState.NEEDS_CONFIRMATION if reason else state
    elif verdict.kind is VerdictKind.NEEDS_CONFIRMATION and verdict.second_hand:
        reason = "second_hand"
    person = representative_of(view, letter.from_.addr_spec)
    return ApprovalRecord(
        key=f"approval:{letter.identity}",
        client=view.client.name,
        about=about,
        version=answered.version,
        period=answered.period,
        state=state,
        reason=reason,
        message_id=letter.message_id,
        identity=letter.identity,
        thread=letter.thread,
        author=person.name if person else letter.from_.display_name or letter.from_.addr_spec,
        author_address=letter.from_.addr_spec,
        quote=verdict.quote,
        why=verdict.why,
        received_at=letter.received_at,
        sender=letter.sender.level,
        request_identity=answered.request.letter.identity if answered.request else None,
        verdict=verdict.kind,
    )


def _unmet(view: ClientView, letter: Letter, about: Subject | None) -> str | None:
    """The first of the conditions right, sender and own words that an approval does not meet."""
    if letter.reading.verdict.second_hand:
        return "second_hand"
    person = representative_of(view, letter.from_.addr_spec)
    if not any(about in each.approves for each in view.client.representatives):
        return "no_approver"
    if letter.side is not Side.CLIENT or person is None or about not in person.approves:
        return "not_authorised"
    if letter.sender.level is SenderLevel.FAILED or letter.sender.warnings:
        return "sender_failed"
    return None


def answered_by(
    mail: Correspondence, letter: Letter, asked: Sequence[Request], earlier: Sequence[ApprovalRecord]
) -> Found:
    """Which request a verdict answers: by its words, by its place in the thread, or as the only one outstanding."""
    verdict = letter.reading.verdict
    before = [
        request
        for request in asked
        if mail.before(request.letter, letter)
        and (verdict.about is None or request.about in (verdict.about, None))
        and same_period(request.period, verdict.period)
        and letter.received_at - request.letter.received_at <= ANOTHER_YEAR
    ]
    if verdict.version and not is_latest(verdict.version):
        return _by_name(letter, before)
    named = _in_answered_letter(letter, before) or _outstanding(before, earlier)
    items = {(request.about, request.version, request.period) for request in named}
    if len(items) > 1:
        return Found(None, None, verdict.period, "version_unknown")
    if not named:
        return Found(None, None, verdict.period)
    request = named[-1]
    found = Found(request, request.version, verdict.period or request.period)
    if _sent_newer(request, before):
        return replace(found, doubt="older_version")
    if request.version and _reworked_since(letter, request, earlier):
        return replace(found, doubt="version_unknown")
    return replace(found, doubt="version_unknown") if returned_changed(mail, letter, request.letter) else found


def _by_name(letter: Letter, before: Sequence[Request]) -> Found:
    verdict = letter.reading.verdict
    fitting = [r for r in before if r.version and same_version(r.version, verdict.version)]
    in_thread = [r for r in fitting if r.letter.thread == letter.thread]
    request = next(reversed(in_thread or fitting), None)
    period = verdict.period or (request.period if request else None)
    since = before.index(request) + 1 if request else 0
    rivals = [r for r in before[since:] if same_period(r.period, period)]
    newer = any(is_newer(r.version, than=verdict.version) for r in rivals)
    return Found(request, verdict.version, period, "older_version" if newer else None)


def _in_answered_letter(letter: Letter, before: Sequence[Request]) -> list[Request]:
    """What the one letter puts up that this one answers, or else the last request in its thread."""
    direct = [r for r in before if r.letter.message_id == letter.in_reply_to]
    if direct and not is_latest(letter.reading.verdict.version):
        return direct
    in_thread = [r for r in before if r.letter.thread == letter.thread]
    return of_letter(in_thread, in_thread[-1].letter) if in_thread else []


def _outstanding(before: Sequence[Request], earlier: Sequence[ApprovalRecord]) -> list[Request]:
    """The requests that nothing has decided yet, the newest only of each thing."""
    decided = [r for r in earlier if r.is_position]
    open_ones = [
        request
        for request in before
        if not any(
            position.received_at >= request.letter.received_at
            and position.about == request.about
            and same_version(position.version, request.version)
            and same_period(position.period, request.period)
            for position in decided
        )
    ]
    return [r for r in open_ones if not _sent_newer(r, open_ones)]


def _sent_newer(request: Request, before: Sequence[Request]) -> bool:
    """Whether a newer version was put up afterwards, or in the same thread another file under no version's name."""
    later = before[before.index(request) + 1 :]
    return any(
        r.about == request.about
        and same_period(r.period, request.period)
        and (is_newer(r.version, than=request.version) or _brings_another_file(r.letter, request.letter))
        for r in later
    )


def _brings_another_file(later: Letter, first: Letter) -> bool:
    known = {each.sha256 for each in first.attachments}
    sent = [each.sha256 for each in later.attachments if each.sha256]
    return later.thread == first.thread and None not in known and bool(known and sent) and known.isdisjoint(sent)


def _reworked_since(letter: Letter, request: Request, earlier: Sequence[ApprovalRecord]) -> bool:
    """Whether somebody decided against this request: then "approved" has to name the version (section 7)."""
    last = [r for r in earlier if r.request_identity == request.letter.identity and r.is_position]
    return bool(last) and last[-1].state in AGAINST and last[-1].received_at <= letter.received_at
