"""All folders and their counters, in one round trip where the server allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from connectors.imap.answer import Answer, Garbled, Untagged, take_apart
from connectors.imap.folders import NO_MAIL, Folder, folders_of
from connectors.imap.session import Session, quoted
from syncd.domain.errors import Refused, Unavailable


@dataclass(frozen=True, slots=True)
class Status:
    """STATUS of one folder; 0 stands for what the server did not say. `problem` holds its words where it refused."""

    messages: int = 0
    uidnext: int = 0
    uidvalidity: int = 0
    modseq: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """The folders of a mailbox as the server has them now."""

    folders: tuple[Folder, ...] = ()
    status: dict[Folder, Status] = field(default_factory=dict)


def survey(session: Session, known: Iterable[Folder]) -> Survey:
    """List the folders and ask for the counters of each. Those of `known` are asked for in the same round trip."""
    folders, told = _with_list_status(session) or _with_status(session, tuple(known))
    if "Microsoft Exchange" in session.greeting:
        folders = tuple(folder for folder in folders if folder.path[0] not in NO_MAIL)
    fresh = [folder for folder in folders if folder not in told]
    told |= _counters(fresh, session.run_all([_status(session, folder) for folder in fresh]))
    return Survey(folders, {folder: told[folder] for folder in folders})


Told = tuple[tuple[Folder, ...], dict[Folder, Status]]


def _with_list_status(session: Session) -> Told | None:
    """RFC 5819: one command tells all. None where the server has it not, or offers it and then refuses."""
    if not session.has("LIST-STATUS"):
        return None
    leave = _leave(session)
    answers = session.run_all([*leave, _list_status(session), *_xlist(session)])[len(leave) :]
    if not answers[0].ok:
        return None
    folders = _merged(answers)
    return folders, _told(answers[0].untagged, folders)


def _with_status(session: Session, known: tuple[Folder, ...]) -> Told:
    leave = _leave(session)
    commands = [*leave, _list(session), *_xlist(session), *(_status(session, folder) for folder in known)]
    answers = session.run_all(commands)[len(leave) :]
    return _merged(answers[: len(answers) - len(known)]), _counters(known, answers[len(answers) - len(known) :])


def _leave(session: Session) -> list[bytes]:
    """STATUS of the selected folder may be stale (RFC 9051, 6.3.11): leave it, or open it anew."""
    selected, session.selected = session.selected, None
    if selected is None:
        return []
    return [b"UNSELECT"] if session.has("UNSELECT") else [session.examine(selected)]


def _items(session: Session) -> bytes:
    return b"(MESSAGES UIDNEXT UIDVALIDITY%s)" % (b" HIGHESTMODSEQ" if session.has("CONDSTORE") else b"")


def _status(session: Session, folder: Folder) -> bytes:
    return b"STATUS %s %s" % (quoted(folder.raw), _items(session))


def _list(session: Session) -> bytes:
    return (
        b'LIST "" "*" RETURN (SPECIAL-USE)'
        if session.has("SPECIAL-USE") and session.has("LIST-EXTENDED")
        else b'LIST "" "*"'
    )


def _list_status(session: Session) -> bytes:
    special_use = b"SPECIAL-USE " if session.has("SPECIAL-USE") else b""
    return b'LIST "" "*" RETURN (%sSTATUS %s)' % (special_use, _items(session))


def _xlist(session: Session) -> list[bytes]:
    return [b'XLIST "" "*"'] if session.has("XLIST") and not session.has("SPECIAL-USE") else []


def _merged(answers: list[Answer]) -> tuple[Folder, ...]:
    """The folders of LIST; XLIST's role wins where it names one, and XLIST's translated INBOX is no second folder."""
    if "not connected" in answers[0].text.lower():  # Microsoft 365: no licence, or no right to this mailbox
        raise Refused(f"logged in, but not let in: {answers[0].text}")
    if not answers[0].ok:
        raise Unavailable(f"the server lists no folders: {answers[0].text}")
    by_name: dict[bytes, Folder] = {}
    for folder in (folder for answer in answers for folder in folders_of(answer.untagged)):
        known = by_name.get(folder.raw)
        if known is None or not known.role:
            by_name[folder.raw] = folder
    return tuple(by_name.values())


def _told(responses: Iterable[Untagged], folders: Iterable[Folder]) -> dict[Folder, Status]:
    by_name = {folder.raw: folder for folder in folders}
    told: dict[Folder, Status] = {}
    for response in responses:
        if not response.is_a(b"STATUS"):
            continue
        try:
            name = take_apart(response.pieces)[1]
        except (Garbled, IndexError):
            continue
        if isinstance(name, bytes) and name in by_name and (status := _parse_status(response)):
            told[by_name[name]] = status
    return told


def _counters(folders: Sequence[Folder], answers: Sequence[Answer]) -> dict[Folder, Status]:
    """STATUS of each, told apart by name: a server may say several before it completes the first."""
    said = _told([response for answer in answers for response in answer.untagged], folders)
    return {
        folder: said.get(folder, Status()) if answer.ok else Status(problem=answer.text or answer.status)
        for folder, answer in zip(folders, answers, strict=True)
    }


def _parse_status(response: Untagged) -> Status | None:
    try:
        pairs = take_apart(response.pieces)[-1]
    except Garbled:
        return None
    if not isinstance(pairs, list):
        return None
    counters = {
        name.upper(): int(value)
        for name, value in zip(pairs[::2], pairs[1::2], strict=False)
        if isinstance(name, bytes) and isinstance(value, bytes) and value.isdigit()
    }
    return Status(
        messages=counters.get(b"MESSAGES", 0),
        uidnext=counters.get(b"UIDNEXT", 0),
        uidvalidity=counters.get(b"UIDVALIDITY", 0),
        modseq=counters.get(b"HIGHESTMODSEQ", 0),
    )
