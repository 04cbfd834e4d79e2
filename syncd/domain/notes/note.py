"""What may be written to Asana. The audience is part of the type: a team note has no way into a client's project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Audience(StrEnum):
    """Who reads it."""

    TEAM = "team"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with one style; `href` makes it a link. Text is plain: the serializer escapes it."""

    text: str
    strong: bool = False
    em: bool = False
    href: str | None = None
    user_gid: str | None = None  # a mention (agency people only)


@dataclass(frozen=True, slots=True)
class RichText:
    """Lines of spans. Asana's rich text has no paragraphs: a line is a line."""

    lines: tuple[tuple[Span, ...], ...] = ()

    @property
    def plain(self) -> str:
        """The same without styles, lines joined by LF."""
        return "\n".join("".join(span.text for span in line) for line in self.lines)

    @property
    def is_plain(self) -> bool:
        """Whether no span needs rich text."""
        return not any(s.strong or s.em or s.href or s.user_gid for line in self.lines for s in line)


def plain_text(lines: str | Iterable[str]) -> RichText:
    """Rich text without styles, from a text or from lines."""
    each = lines.split("\n") if isinstance(lines, str) else list(lines)
    return RichText(tuple((Span(line),) for line in each))


@dataclass(frozen=True, slots=True)
class OnTask:
    """A comment's place: a task of Asana's, by gid."""

    task_gid: str


@dataclass(frozen=True, slots=True)
class OnNote:
    """A comment's place: the task that another note of ours is, by that note's key."""

    key: str


Place = OnTask | OnNote


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    key: str  # one occasion, for ever: what was written under it is not written again
    kind: str  # reply, silence, approval, confirm, promise, deadline, digest, contradiction, ...
    text: RichText  # without the reference line, which the engine adds
    urgent: bool = False  # may be written in quiet hours when the config says so
    exempt_from_caps: bool = False
    started_at: datetime | None = None  # for ordering: oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTask(_Common):
    """A task in the internal project; its description is the note. `client` is whom it is about, if one."""

    client: str | None
    name: str
    assignee: str | None = None  # gid or e-mail of an agency person
    followers: tuple[str, ...] = ()
    due_at: datetime | None = None
    completed: bool = False  # wanted state; with the closing line as the text's first line
    approval: bool = False  # resource_subtype approval (a report for review)
    audience: Audience = field(default=Audience.TEAM, init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamComment(_Common):
    """A comment on a task of ours in the internal project."""

    client: str | None
    on: OnNote
    add_follower: str | None = None
    audience: Audience = field(default=Audience.TEAM, init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientTask(_Common):
    """The daemon's one task in a client's project; its description is edited, never posted twice."""

    client: str
    project_gid: str
    name: str
    audience: Audience = field(default=Audience.CLIENT, init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientComment(_Common):
    """A comment in a client's project: on the task a letter is about, or on the daemon's own task there."""

    client: str
    project_gid: str
    on: Place
    audience: Audience = field(default=Audience.CLIENT, init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientStatus(_Common):
    """A status update on a client's project. It cannot be edited and goes to all members."""

    client: str
    project_gid: str
    title: str
    status_type: str = "on_track"
    audience: Audience = field(default=Audience.CLIENT, init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientField(_Common):
    """The value of a custom field on a task of the client's project, or its approval status, where the config maps one.
    Writing it again is harmless; it holds no reference. `name` says what is mirrored: approval, waits_since or
    approval_status."""

    client: str
    project_gid: str
    task_gid: str
    field_gid: str | None  # None: the approval status of an approval task
    name: str
    value: str | None  # an option's name, a text, a day or a status; None clears a field
    audience: Audience = field(default=Audience.CLIENT, init=False)


TeamNote = TeamTask | TeamComment
ClientNote = ClientTask | ClientComment | ClientStatus
TextNote = TeamNote | ClientNote  # ends with its reference, and is created once
Note = TextNote | ClientField
