"""Every uid accounted for: what the cursor remembers of a folder, and what is said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import date

from connectors.imap.cursor import Cursor, FolderCursor
from connectors.imap.folders import EXCLUDED_ROLES, Folder
from connectors.imap.listing import RESETS_A_DAY, Work, uids_of
from connectors.imap.session import Session
from connectors.imap.survey import Survey
from connectors.imap.uids import as_sequence_set, in_chunks
from syncd.domain.mail.message import LATE, FolderState


def begin(cursor: Cursor, work: Work, today: date) -> None:
    """Before a folder is read: uids given out anew make the old ones meaningless."""
    if work.problem is not None:
        return
    known = cursor.folders.setdefault(work.folder.name, FolderCursor())
    if not known.is_begun:
        known.uidvalidity = work.status.uidvalidity
    elif work.reset:
        known.accounted = set()
        if known.uidvalidity != work.status.uidvalidity:
            known.resets = [*known.resets, today.isoformat()][-RESETS_A_DAY:]
        known.uidvalidity = work.status.uidvalidity
        known.uidnext = 0


def finish(cursor: Cursor, work: Work, left: Collection[int]) -> None:
    """After a folder was read: its counters as they were before, so that whatever came since is a change.

    Where letters are `left` that did not come, it counts as changed, and the next pass lists it again.
    """
    if work.problem is not None:
        return
    known = cursor.folders[work.folder.name]
    if left:
        known.messages = -1
        return
    known.messages, known.uidnext, known.modseq = work.status.messages, work.status.uidnext, work.status.modseq


def still_listed(session: Session, works: Iterable[Work], cursor: Cursor) -> dict[Folder, tuple[int, ...]]:
    """Uids that were asked for and did not come, and that the server lists even so. One that is gone is no loss."""
    found: dict[Folder, tuple[int, ...]] = {}
    for work in works:
        left = set() if work.problem else set(work.uids) - cursor.folders[work.folder.name].accounted
        listed: set[int] = set()
        for chunk in in_chunks(left, most=1000):
            session.run(session.examine(work.folder.raw))
            listed |= uids_of(session.run(f"UID SEARCH UID {as_sequence_set(chunk)}".encode("ascii")))
        if listed & left:
            found[work.folder] = tuple(sorted(listed & left))
    return found


def folder_states(
    mailbox: str,
    found: Survey,
    wanted: Collection[Folder],
    works: Sequence[Work],
    left: Mapping[Folder, tuple[int, ...]],
    cursor: Cursor,
    *,
    gmail: bool,
) -> list[FolderState]:
    """What is to be said of each folder. Gmail's labels are All Mail's letters once more, so they are no unread folders."""
    by_folder = {work.folder: work for work in works}
    return [
        FolderState(
            mailbox=mailbox,
            folder=folder.name,
            role=folder.role,
            read=folder in wanted,
            uidvalidity=status.uidvalidity,
            messages=status.messages,
            uids_unaccounted=left.get(folder, ()),
            problem=status.problem or _problem(by_folder.get(folder), cursor.folders.get(folder.name)),
            client_letters=0 if folder in wanted else cursor.client_letters(folder.name),
        )
        for folder, status in found.status.items()
        if folder in wanted
        or not gmail
        or folder.role in EXCLUDED_ROLES
        or not any(other.role == "all" for other in wanted)
    ]


def missing_states(mailbox: str, names: Iterable[str]) -> list[FolderState]:
    """A folder that the config names and the server does not have is said, not passed over."""
    return [
        FolderState(mailbox, name, "", read=True, uidvalidity=0, messages=0, problem="the server has no such folder")
        for name in names
    ]


def is_news(cursor: Cursor, state: FolderState) -> bool:
    """Whether this was not said before; remembers that it is now."""
    known = cursor.folders.setdefault(state.folder, FolderCursor())
    said = repr(astuple(state)[2:])
    is_new, known.said = said != known.said, said
    return is_new


def _problem(work: Work | None, known: FolderCursor | None) -> str | None:
    """What is wrong now, or was found wrong by the day's listing: that stays said until the next one."""
    if work is not None and work.problem is not None:
        return work.problem
    return f"{LATE}: {known.late}" if known is not None and known.late else None
