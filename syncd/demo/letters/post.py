"""All letters of the demo, composed and sorted into the managers' folders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from syncd.demo.letters import scene_bereg, scene_bright, scene_kot, scene_office, scene_small
from syncd.demo.letters.calendar import Calendar
from syncd.demo.letters.cast import MANAGERS, PEOPLE, PETR, Person
from syncd.demo.letters.machine import compose_machine
from syncd.demo.letters.mime import Composed, compose
from syncd.demo.letters.script import Item, Machine, Script

SENT = {"anna.orlova@agency.example": "Отправленные", "petr.ilin@agency.example": "Sent"}
SCENES = (scene_kot, scene_bereg, scene_bright, scene_small, scene_office)


@dataclass(frozen=True, slots=True)
class Lying:
    """A copy of a letter in a manager's folder."""

    owner: Person
    folder: str
    raw: bytes
    internal_date: datetime
    is_seen: bool = True


def sent_folder(owner: Person) -> str:
    """What the manager's server calls the folder of sent letters."""
    return SENT.get(owner.email, "Sent Items")


def items() -> list[Item]:
    """Everything that is scripted, oldest first."""
    everything = [item for scene in SCENES for item in scene.LETTERS]
    return sorted(everything, key=lambda item: (item.day, item.at))


class Post:
    """Turns scripted letters into copies that lie in folders; knows those sent before, so that answers quote them."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._sent: dict[str, Composed] = {}

    def send(self, item: Item) -> Iterator[Lying]:
        """The copies of one letter."""
        match item:
            case Script():
                letter = compose(item, self._sent.get(item.answers), self.calendar)
                self._sent[item.key] = letter
                yield from _copies(letter)
            case Machine():
                raw = compose_machine(item, self._sent.get(item.about), self.calendar)
                yield _machine_copy(item, raw, self.calendar.at(item.day, item.at) + timedelta(seconds=3))

    def everything(self) -> Iterator[Lying]:
        """Every copy of the demo's story in the order in which it came."""
        for item in items():
            yield from self.send(item)
        yield _unreadable(self.calendar)


def folders(calendar: Calendar) -> Iterator[Lying]:
    """Every copy of the demo's story, for a server of one's own."""
    return Post(calendar).everything()


def _machine_copy(item: Machine, raw: bytes, came: datetime) -> Lying:
    """In the receiver's inbox; an automatic answer of ours in the folder of sent letters."""
    if item.to in MANAGERS:
        return Lying(item.to, item.folder or "INBOX", raw, came)
    ours = PEOPLE[parseaddr(item.sender)[1]]
    return Lying(ours, sent_folder(ours), raw, came)


def _copies(letter: Composed) -> Iterator[Lying]:
    """One in the sender's folder of sent letters, one in each of our receivers' inboxes."""
    script = letter.script
    if script.by in MANAGERS:
        yield Lying(script.by, sent_folder(script.by), letter.raw, letter.sent)
    fresh = script.day == 0
    for receiver in dict.fromkeys((*script.to, *script.cc)):
        if receiver in MANAGERS and receiver != script.by:
            yield Lying(receiver, script.folder or "INBOX", letter.raw, letter.received, is_seen=not fresh)


def _unreadable(calendar: Calendar) -> Lying:
    """What is left of a letter after a disk failed: no header, no text."""
    return Lying(PETR, "INBOX", b"\r\n\x00\x9c\xf3\x07" * 40, calendar.at(-1, "13:30"), is_seen=False)
