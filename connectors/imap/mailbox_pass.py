"""One pass over a mailbox: which folders changed, their new letters, and what is to be said of the folders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from connectors.imap.accounts import begin, finish, folder_states, is_news, missing_states, still_listed
from connectors.imap.cursor import Cursor, FolderCursor, Listing
from connectors.imap.folders import Folder, chosen, missing
from connectors.imap.listing import Work, list_uids, question
from connectors.imap.reader import LetterReader
from connectors.imap.session import Session
from connectors.imap.settings import MailboxSettings
from connectors.imap.survey import Survey, survey
from connectors.imap.suspects import Suspects
from connectors.imap.unread import letters_of
from connectors.imap.wants import Wants
from syncd.domain.mail.message import MailFact
from syncd.domain.source import Batch

ENOUGH = 250  # letters that make a batch worth committing; one read brings up to twice as many


class MailboxPass:
    """Begun with a session and a cursor; `batches` may be taken one at a time, each with the cursor that goes with it."""

    def __init__(
        self,
        settings: MailboxSettings,
        session: Session,
        cursor: Cursor,
        wants: Wants,
        suspects: Suspects,
        *,
        today: date,
        folders: tuple[Folder, ...],
    ) -> None:
        """`folders` are those seen by the last pass: their counters are asked for in the first round trip."""
        self._settings = settings
        self._session = session
        self._cursor = cursor
        self._wants = wants
        self._today = today
        self._since = today - settings.history
        self._gmail = session.has("X-GM-EXT-1")
        self._reader = LetterReader(session, settings.name, wants, suspects)
        self._listing = cursor.listing(today, self._since)
        self._gathered: list[MailFact] = []
        self.folders = folders

    @property
    def reading(self) -> tuple[Work, list[int]] | None:
        """Which letters the server is being asked for: to blame if the connection breaks now."""
        return self._reader.reading

    def batches(self) -> Iterator[Batch[MailFact]]:
        """Letters as they come, then the folders; the last batch says that there is no more."""
        found = survey(self._session, self.folders)
        self.folders = found.folders
        wanted = chosen(found.folders, self._settings.folders, gmail=self._gmail)
        works = self._works(found, wanted)
        yield from self._letters(works)
        self._conclude(found, wanted, works)
        self._cursor.listed_on, self._cursor.listed_since = self._today, self._since
        yield Batch(tuple(self._gathered), self._cursor.dump())

    def _works(self, found: Survey, wanted: frozenset[Folder]) -> list[Work]:
        questions = [
            question(
                folder,
                found.status[folder],
                self._cursor.folders.get(folder.name),
                today=self._today,
                history=self._settings.history,
                listing=self._listing,
            )
            for folder in found.folders
            if folder in wanted and found.status[folder].problem is None
        ]
        works = list_uids(self._session, [asked for asked in questions if asked])
        for work in works:
            begin(self._cursor, work, self._today)
            if self._listing is Listing.DAILY and work.problem is None:
                self._cursor.folders[work.folder.name].late = len(work.late)
        return works

    def _letters(self, works: list[Work]) -> Iterator[Batch[MailFact]]:
        self._reader.peek_checked = self._cursor.peek_checked
        for read in self._reader.read(works):
            self._cursor.folders[read.folder.name].accounted |= read.uids
            self._cursor.peek_checked = self._reader.peek_checked
            self._gathered.extend(read.letters)
            if len(self._gathered) >= ENOUGH:
                yield Batch(tuple(self._gathered), self._cursor.dump(), more=True)
                self._gathered.clear()

    def _conclude(self, found: Survey, wanted: frozenset[Folder], works: list[Work]) -> None:
        """Account for every uid, look into what is not read, and say what is new of the folders."""
        left = still_listed(self._session, works, self._cursor)
        for work in works:
            finish(self._cursor, work, left.get(work.folder, ()))
        self._look_into_unread(found, wanted)
        states = folder_states(self._settings.name, found, wanted, works, left, self._cursor, gmail=self._gmail)
        states += missing_states(self._settings.name, missing(found.folders, self._settings.folders))
        self._gathered.extend(state for state in states if is_news(self._cursor, state))

    def _look_into_unread(self, found: Survey, wanted: frozenset[Folder]) -> None:
        """Once a day. Of Gmail's folders only Spam is no label of All Mail."""
        if self._listing is Listing.CHANGED:
            return
        unread = [
            folder
            for folder, status in found.status.items()
            if folder not in wanted and status.messages and (not self._gmail or folder.role == "junk")
        ]
        for folder, count in letters_of(self._session, unread, self._wants.client_senders(), self._since).items():
            self._cursor.folders.setdefault(folder.name, FolderCursor()).client_letters = count
