"""From the notes that should exist and those the outbox knows: what is to be done now. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from syncd.domain.notes.note import (
    ClientField,
    ClientStatus,
    ClientTask,
    Note,
    OnNote,
    RichText,
    Span,
    TeamTask,
)
from syncd.store.codec import instant
from syncd.store.outbox import CLAIMED, GONE, HELD, WAITING, WRITTEN, OutboxRow


class Do(StrEnum):
    """What is done with a note; the words of `once --json` are made of these."""

    CREATE = "create"
    EDIT = "edit"
    COMPLETE = "complete"
    WAIT = "wait"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Action:
    """One step: the note with its reference line, and why it waits or is held."""

    do: Do
    note: Note
    ref: str
    row: OutboxRow | None = None
    reason: str | None = None


Gate = Callable[[Note], str | None]
"""Why a note may not be written now (quiet hours, a cap), or None. Called in the order of writing; counts what it lets by."""

Words = Callable[[Note], str | None]
"""Why a note may never be written like this (words a client must not read), or None."""


def with_reference(note: Note, ref: str) -> Note:
    """The note with its last line, the reference; a field's value has no room for one."""
    if isinstance(note, ClientField):
        return note
    return replace(note, text=RichText((*note.text.lines, (Span(ref),))))


def sent_fields(note: Note) -> dict[str, Any]:
    """What of a note is remembered once it was sent, to see later what differs."""
    match note:
        case TeamTask():
            fields: dict[str, Any] = {
                "name": note.name,
                "assignee": note.assignee,
                "due_at": instant(note.due_at),
                "completed": note.completed,
            }
        case ClientTask():
            fields = {"name": note.name}
        case ClientStatus():
            fields = {"title": note.title}
        case _:
            fields = {}
    return fields | {"text": rich_to_json(note.text)}


def rich_to_json(text: RichText) -> list[list[dict[str, Any]]]:
    """Rich text as plain lists."""
    return [
        [
            {
                key: value
                for key, value in {
                    "text": span.text,
                    "strong": span.strong,
                    "em": span.em,
                    "href": span.href,
                    "user_gid": span.user_gid,
                }.items()
                if value
            }
            for span in line
        ]
        for line in text.lines
    ]


def rich_from_json(lines: Iterable[Iterable[dict[str, Any]]]) -> RichText:
    """Rich text from plain lists."""
    return RichText(tuple(tuple(Span(**{"text": "", **span}) for span in line) for line in lines))


def plan(
    wanted: Iterable[Note],
    rows: Mapping[str, OutboxRow],
    *,
    ref_of: Callable[[str], str],
    gate: Gate,
    words: Words,
) -> tuple[Action, ...]:
    """The actions, edits and completions before creations, and these oldest first with tasks before their comments."""
    changes: list[Action] = []
    creations: list[Action] = []
    for note in _distinct(wanted):
        row = rows.get(note.key)
        if row is not None and row.state in (CLAIMED, GONE):
            continue
        whole = with_reference(note, ref_of(note.key))
        if row is not None and row.state == WRITTEN:
            changes += _change(whole, row, words)
        elif not (isinstance(note, TeamTask) and note.completed):
            creations.append(Action(Do.CREATE, whole, ref_of(note.key), row))
    allowed = {action.note.key for action in creations}
    return (*changes, *(_judge(action, rows, allowed, gate, words) for action in _in_order(creations)))


def unwanted(wanted: Iterable[Note], rows: Mapping[str, OutboxRow]) -> tuple[str, ...]:
    """Keys that wait or are held and are not wanted any more: answered meanwhile, say."""
    keys = {note.key for note in wanted if not (isinstance(note, TeamTask) and note.completed)}
    return tuple(key for key, row in rows.items() if row.state in (WAITING, HELD) and key not in keys)


def _distinct(wanted: Iterable[Note]) -> list[Note]:
    return list({note.key: note for note in wanted}.values())


def _in_order(creations: list[Action]) -> list[Action]:
    def place(action: Action) -> tuple[bool, str, str]:
        return "comment" in _kind(action.note), instant(action.note.started_at) or "9999", action.note.key

    return sorted(creations, key=place)


def _kind(note: Note) -> str:
    return type(note).__name__.lower()


def _judge(action: Action, rows: Mapping[str, OutboxRow], creating: set[str], gate: Gate, words: Words) -> Action:
    note, row = action.note, action.row
    if refused := words(note):
        return replace(action, do=Do.HOLD, reason=refused)
    if row is not None and row.state == HELD and row.sent.get("held") == "rejected" and row.text == note.text.plain:
        return replace(action, do=Do.HOLD, reason=row.reason)
    parent = getattr(note, "on", None)
    if isinstance(parent, OnNote) and not _stands(rows.get(parent.key)) and parent.key not in creating:
        return replace(action, do=Do.WAIT, reason="its task is not there")
    if reason := gate(note):
        return replace(action, do=Do.WAIT, reason=reason)
    return action


def _stands(row: OutboxRow | None) -> bool:
    return row is not None and row.state == WRITTEN


def _change(note: Note, row: OutboxRow, words: Words) -> list[Action]:
    if isinstance(note, ClientStatus):
        return []  # Asana cannot edit a status update
    fields = sent_fields(note)
    differs = {key for key, value in fields.items() if row.sent.get(key) != value}
    if not differs:
        return []
    if refused := words(note):
        return [Action(Do.HOLD, note, row.ref, row, refused)]
    if row.sent.get("refused") == note.text.plain:
        return [Action(Do.HOLD, note, row.ref, row, row.reason)]
    completes = isinstance(note, TeamTask) and note.completed and "completed" in differs
    return [Action(Do.COMPLETE if completes else Do.EDIT, note, row.ref, row)]
