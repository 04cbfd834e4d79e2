"""The doorbell: a connection of its own that hears of new letters (IDLE, RFC 2177). It carries no data; the pass is the truth."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable

import structlog

from connectors.imap.answer import Garbled
from connectors.imap.session import Session
from connectors.imap.settings import MailboxSettings
from syncd.domain.errors import Refused, SourceError

RENEW_S = 300.0  # routers drop a silent connection after five to ten minutes
FIRST_PAUSE_S = 5.0
LONGEST_PAUSE_S = 600.0
REFUSALS = 3
REFUSED_PAUSE_S = 3600.0
STEADY_S = 60.0  # a connection that lived as long was a good one: the next pause is short again

log = structlog.get_logger(__name__)


class ImapBell:
    """Rings with the mailbox's name whenever something came into the inbox, and after each reconnect, for then something may have.

    `run` belongs to one thread and returns when `stop` is set, or at once where the server has no IDLE.
    """

    def __init__(
        self,
        settings: MailboxSettings,
        ring: Callable[[str], None],
        stop: threading.Event,
        *,
        renew_s: float = RENEW_S,
        first_pause_s: float = FIRST_PAUSE_S,
    ) -> None:
        self._settings = settings
        self._ring = ring
        self._stop = stop
        self._renew_s = renew_s
        self._first_pause_s = first_pause_s
        self._session: Session | None = None

    def run(self) -> None:
        """Listen until told to stop. Failures are waited out, longer each time; a refused login is not repeated for an hour."""
        failures = refusals = 0
        while not self._stop.is_set():
            began = time.monotonic()
            try:
                if not self._listen():
                    return
                refusals = 0
            except Refused as error:
                refusals += 1
                log.warning("bell.refused", mailbox=self._settings.name, said=str(error))
            except (SourceError, OSError, Garbled) as error:
                refusals = 0
                if not self._stop.is_set():
                    log.info("bell.lost", mailbox=self._settings.name, said=str(error) or type(error).__name__)
            finally:
                self._close()
            failures = 0 if time.monotonic() - began > STEADY_S else failures + 1
            self._stop.wait(REFUSED_PAUSE_S if refusals >= REFUSALS else self._pause(failures))

    def abort(self) -> None:
        """Break off the listening, from any thread; `stop` should be set before."""
        if (session := self._session) is not None:
            session.abort()

    def _listen(self) -> bool:
        """Listen on one connection until it ends. False where this server has no IDLE."""
        session = self._session = Session(self._settings, compress=False)
        session.open()
        if not session.has("IDLE"):
            log.info("bell.no_idle", mailbox=self._settings.name)
            return False
        answer = session.run(session.examine(b"INBOX"))
        if not answer.ok:
            raise Refused(f"INBOX cannot be opened: {answer.text}")
        self._idle_once(session, ring_first=True)
        while not self._stop.is_set():
            self._idle_once(session)
        return True

    def _idle_once(self, session: Session, *, ring_first: bool = False) -> None:
        """One IDLE, ended and begun anew before anything on the way forgets the connection; a dead one shows itself there.

        `ring_first` rings once the server listens for us: what came before is found by that pass, what comes later is pushed.
        """
        renew_at = time.monotonic() + self._renew_s
        ticket = session.start_idle()
        if ring_first:
            self._ring(self._settings.name)
        while (left := renew_at - time.monotonic()) > 0 and not self._stop.is_set():
            if any(response.is_a(b"EXISTS") for response in session.pushed(left)):
                self._ring(self._settings.name)
        ended = session.stop_idle(ticket)
        if any(response.is_a(b"EXISTS") for response in ended.untagged):
            self._ring(self._settings.name)

    def _pause(self, failures: int) -> float:
        pause: float = min(self._first_pause_s * 2 ** min(max(failures - 1, 0), 10), LONGEST_PAUSE_S)
        return pause * random.uniform(0.8, 1.2)  # noqa: S311  # jitter

    def _close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            with contextlib.suppress(OSError):
                session.abort()
                session.close()
