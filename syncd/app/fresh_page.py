"""Keeps the site of `agency.page` fresh beside the running daemon, in a thread that only reads the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import structlog

from syncd.domain.agency import Agency
from syncd.page.site import site_files, write_site
from syncd.page.stamp import stamp
from syncd.store.schema import open_readonly

LOOK_EVERY_S = 5.0
AT_MOST_EVERY = timedelta(minutes=1)
AT_LEAST_EVERY = timedelta(minutes=10)  # "since when" grows without any news

log = structlog.get_logger()


class FreshPage:
    """Writes after news, at most once a minute. A page that fails is logged and tried again; the daemon goes on."""

    def __init__(
        self, folder: Path, database: Path, agency: Agency, clock: Callable[[], datetime], stop: Event
    ) -> None:
        self._folder = folder
        self._database = database
        self._agency = agency
        self._clock = clock
        self._stop = stop
        self._shown: tuple[object, ...] | None = None
        self._tried_at: datetime | None = None

    def run(self) -> None:
        """Until the daemon stops."""
        while not self._stop.is_set():
            try:
                self.look()
            except Exception:
                log.exception("page.failed")
            self._stop.wait(LOOK_EVERY_S)

    def look(self) -> None:
        """Write where there is news, or the ages are old; nothing before the first decision."""
        now = self._clock()
        age = now - self._tried_at if self._tried_at else AT_LEAST_EVERY
        if age < AT_MOST_EVERY:
            return
        db = open_readonly(self._database)
        try:
            found = stamp(db)
            if found is None or (found == self._shown and age < AT_LEAST_EVERY):
                return
            self._tried_at = now
            write_site(self._folder, site_files(db, self._agency, now))
            self._shown = found
        finally:
            db.close()
