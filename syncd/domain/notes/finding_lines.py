"""Digest lines on wishes beyond the contract, repeated edits, unconfirmed meetings, and what was handed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from syncd.domain.cases.find import Decision
from syncd.domain.cases.findings import edits, wishes
from syncd.domain.cases.meetings import meetings
from syncd.domain.cases.people import is_away
from syncd.domain.notes.digest_lines import Line
from syncd.domain.notes.facts import name_of, subject_of_letter
from syncd.domain.notes.material import materials
from syncd.domain.notes.wording import Wording, Words

SHORT = 160


def finding_lines(decision: Decision, wording: Wording) -> Iterator[Line]:
    """Each is told once; none of them is ever client-visible."""
    view = decision.view
    words, theirs = wording[view.agency.language], wording[view.client.language]
    yield from _wish_lines(decision, words)
    for edit in edits(decision.mail):
        if edit.repeats:
            text = words.team("digest", "policy", client=view.client.name, quote=_short(edit.words))
            number = f":{edit.number}" if edit.number else ""
            yield Line(f"policy:{edit.letter.identity}{number}", text, edit.letter.received_at, once=True)
    for meeting in meetings(decision.mail):
        if meeting.due_at <= decision.now:
            draft = theirs.team("draft", "meeting")
            text = words.team(
                "digest", "meeting", client=view.client.name, title=meeting.title, at=meeting.at, draft=draft
            )
            yield Line(f"meeting:{meeting.key}", text, meeting.due_at, once=True)


def reason_lines(decision: Decision, words: Words) -> Iterator[Line]:
    """Material with a day and no reason: the manager is asked for it; until then the client's line has no day."""
    view = decision.view
    for each in materials(decision):
        if each.due and not each.reason:
            text = words.team("digest", "reason", client=view.client.name, subject=each.item, due=each.due)
            yield Line(f"reason:{each.key}", text, _since(decision, each.key))


def _since(decision: Decision, key: str) -> datetime:
    task = next((each for each in decision.view.tasks if f"task:{each.gid}" == key), None)
    if task and task.created_at:
        return task.created_at
    return next((case.started_at for case in decision.cases if key.startswith(case.key)), decision.now)


def _wish_lines(decision: Decision, words: Words) -> Iterator[Line]:
    for wish in wishes(decision.mail):
        text = words.team(
            "digest",
            "scope",
            client=decision.view.client.name,
            word=wish.word,
            author=name_of(decision.view, wish.letter.from_),
            at=wish.letter.received_at,
            count=wish.count,
        )
        yield Line(f"scope:{wish.letter.identity}", text, wish.letter.received_at, once=True)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def returned_lines(decision: Decision, words: Words) -> Iterator[Line]:
    """On a manager's return one list of what was handed over meanwhile (section 5)."""
    view, manager = decision.view, decision.view.manager
    if manager is None or is_away(view, manager, decision.now):
        return
    for case in decision.cases:
        handed_over = case.followers and case.letter and case.task_key in view.written
        if case.closed or not handed_over or case.letter is None:
            continue
        back = _return_after(decision, view.written[case.task_key])
        if back is None:
            continue
        text = words.team(
            "digest",
            "returned",
            client=case.client,
            kind=words.team("kinds", case.kind.value),
            subject=subject_of_letter(case.letter, words),
            at=case.started_at,
            who=_name(decision, case.assignee),
        )
        yield Line(f"returned:{case.key}", text, back, once=True)


def _return_after(decision: Decision, since: datetime) -> datetime | None:
    """The first midnight after `since` at which the manager was back."""
    view, manager = decision.view, decision.view.manager
    day = view.calendar.local_date(since)
    while manager and day <= view.calendar.local_date(decision.now):
        midnight = datetime.combine(day, time(), tzinfo=view.calendar.tz)
        if midnight > since and not is_away(view, manager, midnight):
            return midnight
        day += timedelta(days=1)
    return None


def _name(decision: Decision, asana_user: str | None) -> str:
    """The name of who has it, by what Asana calls him."""
    managers = decision.view.agency.managers
    return next((each.name for each in managers if each.asana_user == asana_user), asana_user or "")
