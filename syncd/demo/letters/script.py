"""How a letter is written down in the scenes: who, to whom, when, in answer to what, and the words."""

from __future__ import annotations

from dataclasses import dataclass, field

from syncd.demo.letters.cast import Person


@dataclass(frozen=True, slots=True)
class Attached:
    """A file on a letter. Its content is a few bytes that depend on the name alone."""

    name: str
    content_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Script:
    """One letter by a person. `day` counts working days from today; texts hold placeholders of `Words`."""

    key: str
    by: Person
    to: tuple[Person, ...]
    day: int
    at: str
    text: str
    subject: str = ""  # empty in an answer: Re: and the subject answered
    answers: str = ""
    cc: tuple[Person, ...] = ()
    files: tuple[Attached, ...] = ()
    folder: str = ""  # where it lies for the receiver, INBOX otherwise
    charset: str = ""  # with `declared` False a raw 8-bit letter without a word on its charset
    declared: bool = True
    headers: dict[str, str] = field(default_factory=dict)
    forged: bool = False  # the receiving server's check of the sender fails
    invitation: str = ""  # a calendar method: the letter carries an event


@dataclass(frozen=True, slots=True)
class Machine:
    """A letter that no person wrote, as a named kind with its fields (see `machine.py`)."""

    key: str
    kind: str
    sender: str  # address, with a display name where it has one
    to: Person
    day: int
    at: str
    subject: str
    text: str
    about: str = ""  # the key of the letter of ours it is about
    folder: str = ""


Item = Script | Machine


def pdf(name: str) -> Attached:
    return Attached(name, "application/pdf")


def xlsx(name: str) -> Attached:
    return Attached(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def png(name: str) -> Attached:
    return Attached(name, "image/png")
