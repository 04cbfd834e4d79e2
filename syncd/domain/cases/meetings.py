"""Meetings with the client that no letter of ours confirmed (PRODUCT.md section 8): from calendars and from words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.record import representative_of
from syncd.domain.letter import Letter
from syncd.domain.mail.invitation import Invitation, Span
from syncd.domain.mail.message import Address

_MET = re.compile(
    r"\b(?:созвонил(?:ись|ся|ась)|созвон\s+(?:прош[её]л|был|состоялся)|встретил(?:ись|ся|ась)|встреча\s+(?:прошла|была|состоялась)"
    r"|провели\s+(?:созвон|встречу|звонок)|had\s+a\s+(?:call|meeting)|(?:call|meeting)\s+with\s+the\s+client|met\s+with)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with the client that no letter of ours confirmed; `due_at` is when it should have been."""

    key: str
    at: datetime
    ended_at: datetime
    due_at: datetime
    title: str = ""


@dataclass(slots=True)
class _Planned:
    """One meeting of the calendar as far as its letters tell: where it stands, and who comes."""

    spans: tuple[Span, ...]
    title: str
    sequence: int
    comes: dict[str, bool] = field(default_factory=dict)
    is_off: bool = False

    def take(self, said: Invitation) -> None:
        if said.sequence < self.sequence and said.method != "REPLY":
            return
        if said.method == "CANCEL":
            self.is_off, self.sequence = True, said.sequence
            return
        if said.method == "REQUEST":
            if said.spans != self.spans:
                self.comes.clear()  # moved: who had accepted the old time is asked again
            self.spans, self.title, self.sequence, self.is_off = said.spans, said.title, said.sequence, False
        if said.organizer:
            self.comes.setdefault(said.organizer, True)
        self.comes |= dict(said.answers)


def meetings(mail: Correspondence) -> Iterator[Meeting]:
    """Those that ended, or were told of in Asana, with no letter of ours to the client within a working day."""
    held = list(_accepted(mail))
    for meeting in (*held, *_told(mail, held)):
        if not any(mail.reaches_client(x) and _confirms(x, meeting) for x in mail.letters):
            yield meeting


def _confirms(letter: Letter, meeting: Meeting) -> bool:
    return meeting.ended_at <= letter.received_at <= meeting.due_at


def _accepted(mail: Correspondence) -> Iterator[Meeting]:
    """Meetings that somebody of the client's side and somebody of ours accepted, and that are not off."""
    planned: dict[str, _Planned] = {}
    for letter in mail.letters:
        if said := letter.invitation:
            known = planned.setdefault(said.uid, _Planned(said.spans, said.title, said.sequence))
            known.take(said)
    for uid, meeting in planned.items():
        coming = [Address("", address) for address, comes in meeting.comes.items() if comes]
        if meeting.is_off or not any(map(mail.is_client_side, coming)) or not any(map(mail.is_agency, coming)):
            continue
        for span in meeting.spans:
            yield _meeting(mail, f"{uid}:{span.start:%Y%m%dT%H%M}", span.start, span.end, meeting.title)


def _meeting(mail: Correspondence, key: str, at: datetime, ended_at: datetime, title: str = "") -> Meeting:
    calendar = mail.view.calendar
    return Meeting(key, at, ended_at, calendar.add(ended_at, calendar.day_length), title)


def _told(mail: Correspondence, held: list[Meeting]) -> Iterator[Meeting]:
    """Comments of our people that say «созвонились»; one about a meeting of the calendar tells nothing new."""
    view = mail.view
    for task in view.tasks:
        for story in task.stories:
            user = view.users.get(story.created_by_gid or "")
            theirs = bool(user and user.email and representative_of(view, user.email))
            if story.resource_subtype != "comment_added" or theirs or story.created_by_gid == view.me:
                continue
            known = any(each.at <= story.created_at <= each.due_at for each in held)
            if _MET.search(story.text) and not known:
                yield _meeting(mail, story.gid, story.created_at, story.created_at)
