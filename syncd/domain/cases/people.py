"""Who has a case: the client's manager, his deputy while he is away, the head (PRODUCT.md sections 5 and 13.16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from syncd.domain.agency import Manager
from syncd.domain.client import Absent, ClientView
from syncd.domain.language.reading import MachineKind
from syncd.domain.letter import Letter, Side


def is_away(view: ClientView, manager: Manager, at: datetime) -> bool:
    """Whether this manager is away at this moment, by the config, Asana, or his auto-reply."""
    day = view.calendar.local_date(at)
    if any(away.first <= day <= away.last for away in manager.away):
        return True
    mine = {email.casefold() for email in manager.emails}
    return any(
        absent.email.casefold() in mine and absent.since <= at and (absent.until is None or at < absent.until)
        for absent in (*view.absent, *_auto_replies(view, mine))
    )


def _auto_replies(view: ClientView, emails: set[str]) -> Iterator[Absent]:
    for letter in view.letters:
        if letter.side is not Side.OURS or letter.reading.machine is not MachineKind.AUTO_REPLY:
            continue
        address = letter.from_.addr_spec.casefold()
        if address in emails and letter.reading.absence is not None:
            yield Absent(address, letter.received_at, _back(view, letter, emails))


def _back(view: ClientView, note: Letter, emails: set[str]) -> datetime | None:
    """The end of the last day away as named, or else his first letter afterwards."""
    if note.reading.absence and note.reading.absence.until:
        day = note.reading.absence.until + timedelta(days=1)
        return datetime.combine(day, time(), tzinfo=view.calendar.tz)
    return next(
        (
            letter.received_at
            for letter in view.letters
            if letter.received_at > note.received_at and letter.is_human and letter.from_.addr_spec.casefold() in emails
        ),
        None,
    )


def assignee_and_followers(view: ClientView, moments: Iterable[datetime]) -> tuple[str | None, tuple[str, ...]]:
    """Who has the case, as Asana knows them, given when its steps were taken; what was handed over is not handed back."""
    manager = view.manager
    if manager is None:
        return view.head, ()
    if not any(is_away(view, manager, at) for at in moments):
        return manager.asana_user, ()
    deputy = view.agency.manager_of(manager.deputy) if manager.deputy else None
    stand_in = deputy.asana_user if deputy else view.head
    return (stand_in, (manager.asana_user,)) if stand_in else (manager.asana_user, ())
