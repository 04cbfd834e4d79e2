"""A mailbox as a source of letters: one pass over its folders, handed over in batches with the cursor that goes with them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from connectors.imap.answer import Garbled
from connectors.imap.cursor import Cursor
from connectors.imap.folders import Folder
from connectors.imap.mailbox_pass import MailboxPass
from connectors.imap.session import OutOfTurn, Session
from connectors.imap.settings import MailboxSettings
from connectors.imap.suspects import Suspects
from connectors.imap.wants import Wants
from syncd.domain.errors import Refused, Unavailable
from syncd.domain.mail.dkim import DkimSignature
from syncd.domain.mail.message import MailFact, Message, SeenMessage
from syncd.domain.mail.new_text import Look
from syncd.domain.source import Batch

REFUSALS = 3  # after as many, the account is left alone for a while: servers lock accounts that keep knocking
REFUSED_PAUSE_S = 3600.0
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)


class ImapSource:
    """Reads one mailbox (`Source[MailFact]`). The connection stays open between passes; everything else is in the cursor."""

    def __init__(
        self,
        settings: MailboxSettings,
        *,
        look: Callable[[Message], Look],
        today: Callable[[], date],
        is_known: Callable[[Message], bool] | None = None,
        wants_html: Callable[[Message], bool] | None = None,
        client_senders: Callable[[], tuple[str, ...]] = tuple,
        prove: Callable[[bytes], tuple[DkimSignature, ...]] | None = None,
    ) -> None:
        """The callables are those of `Wants`; `today` is asked once a pass, and the history counts back from it.

        `prove` looks at the signatures of each letter whose bytes are kept.
        """
        self._prove = prove
        self._settings = settings
        self._wants = Wants(look, is_known, wants_html, client_senders)
        self._today = today
        self._session: Session | None = None
        self._folders: tuple[Folder, ...] = ()
        self._pass: Iterator[Batch[MailFact]] | None = None
        self._reached: str | None = None  # the cursor of the batch that was handed over last
        self._suspects = Suspects()
        self._under_way: MailboxPass | None = None
        self._ahead = True
        self._failures = 0
        self._refusals = 0
        self._refused_until = 0.0
        self._refusal = ""
        self._aborted = False

    @property
    def name(self) -> str:
        """The mailbox's name in the config."""
        return self._settings.name

    def fetch(self, cursor: str | None) -> Batch[MailFact]:
        """The next batch of the pass that `cursor` belongs to, or the first of a new pass."""
        if self._aborted:
            self._aborted = False
            self._give_up()
            raise Unavailable("aborted")
        if self._refusals >= REFUSALS and time.monotonic() < self._refused_until:
            raise Refused(self._refusal)
        if self._pass is None or cursor != self._reached:
            self._pass = self._begin(cursor)
        try:
            batch = next(self._pass)
        except Refused as error:
            self._give_up()
            raise self._refused(error) from error
        except (Unavailable, OSError, Garbled) as error:
            failure = self._failure(error)
            self._give_up()
            raise failure from error
        except BaseException:
            self._give_up()
            raise
        self._failures = self._refusals = 0
        self._reached = batch.cursor
        if not batch.more:
            self._pass = None
        return replace(batch, facts=tuple(self._proved(fact) for fact in batch.facts))

    def _proved(self, fact: MailFact) -> MailFact:
        if self._prove is None or not isinstance(fact, SeenMessage) or fact.raw is None:
            return fact
        return replace(fact, dkim=self._prove(fact.raw))

    def abort(self) -> None:
        """Break off the fetch that runs in another thread, or the next one if none runs."""
        self._aborted = True
        if (session := self._session) is not None:
            session.abort()

    def _begin(self, cursor: str | None) -> Iterator[Batch[MailFact]]:
        """A pass. A connection kept from the last one may have died in the meantime: that is worth one new one."""
        kept = self._session is not None
        batches = self._batches(Cursor.load(cursor))
        try:
            yield next(batches)
        except (OSError, Unavailable):
            if not kept or self._aborted:
                raise
            self._close()
            batches = self._batches(Cursor.load(cursor))
            yield next(batches)
        yield from batches

    def _batches(self, cursor: Cursor) -> Iterator[Batch[MailFact]]:
        session = self._connected()
        self._under_way = MailboxPass(
            self._settings, session, cursor, self._wants, self._suspects, today=self._today(), folders=self._folders
        )
        for batch in self._under_way.batches():
            self._folders = self._under_way.folders
            yield batch

    def _connected(self) -> Session:
        if self._session is None:
            self._session = Session(self._settings, ahead=self._ahead)
            if self._aborted:
                raise Unavailable("aborted")
            self._session.open()
        return self._session

    def _give_up(self) -> None:
        self._pass = self._under_way = None
        self._close()

    def _close(self) -> None:
        """After any failure the connection is thrown away: what it still held belongs to no question."""
        session, self._session = self._session, None
        if session is not None:
            session.abort()
            session.close()

    def _failure(self, error: Exception) -> Unavailable:
        """What failed and how long to wait: doubling, with jitter, unless the server said so itself."""
        if self._under_way is not None and self._under_way.reading is not None and not self._aborted:
            self._suspects.accuse(*self._under_way.reading)
        self._failures += 1
        self._ahead = self._ahead and not isinstance(error, OutOfTurn)
        failure = self._session.failure(error) if self._session else Unavailable(str(error) or type(error).__name__)
        if failure.retry_after is not None:
            return failure
        pause = min(FIRST_PAUSE * 2 ** min(self._failures - 1, 10), LONGEST_PAUSE)
        return Unavailable(str(failure), retry_after=pause * random.uniform(0.8, 1.2))  # noqa: S311  # jitter

    def _refused(self, error: Refused) -> Refused:
        """Refusals are counted: after some, the server is left alone for an hour."""
        self._refusals += 1
        self._refusal = str(error)
        self._refused_until = time.monotonic() + REFUSED_PAUSE_S
        return error
