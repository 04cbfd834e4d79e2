"""The daemon around the app: the loop, the bells, the page and the watch; taken over into another config while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event, Thread
from typing import Any

import structlog

from connectors.imap.idle import ImapBell
from connectors.imap.settings import MailboxSettings
from syncd.app.metrics import serving
from syncd.app.program import App
from syncd.bell import Bell
from syncd.config import Config
from syncd.domain.errors import ConfigError
from syncd.domain.source import Source
from syncd.runner import Loop, Round
from syncd.systemd_notify import notify

MAIL_EVERY_S = 60.0  # where no IDLE rings
JOIN_S = 5.0

log = structlog.get_logger()


class Helper:
    """What runs beside the loop in a thread of its own, until its `stop` is set and `abort` has broken off its waiting."""

    def __init__(self, name: str, work: Callable[[], None], stop: Event, abort: Callable[[], None]) -> None:
        self._stop = stop
        self._abort = abort
        self._thread = Thread(target=work, name=name, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Tell it to end, without waiting."""
        self._stop.set()
        self._abort()

    def join(self) -> None:
        """Wait a little for its end."""
        self._thread.join(timeout=JOIN_S)


class Daemon:
    """Runs the app until it is told to stop. `load` reads the config again, when asked to; a wrong one is refused."""

    def __init__(self, app: App, load: Callable[[], Config]) -> None:
        self._app = app
        self._load = load
        self._reload = Event()
        self._bell = Bell()
        self._pinger = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ping")
        self._bells: dict[MailboxSettings, Helper] = {}
        self._page: Helper | None = None
        self._watch = ExitStack()

    def run(self) -> None:
        """Until `stop`; raises ConfigError where the metrics' address is taken."""
        app = self._app
        loop = Loop(
            engine=app.engine,
            bell=self._bell,
            stop=app.stop,
            rounds={each.source.name: each for each in self._rounds()},
            more=self._new_projects,
            before_turn=lambda: self._look_for_a_config(loop),
            after_good_cycle=lambda: self._pinger.submit(app.ping),
        )
        try:
            self._watch = self._serve(app.config)
            self._listen()
            self._keep_page()
            loop.run()
        finally:
            self._end()

    def stop(self) -> None:
        """End soon; safe in a signal handler."""
        self._app.stop_running()
        self._bell.ring()

    def reload(self) -> None:
        """Read the config again before the next turn; safe in a signal handler."""
        self._reload.set()
        self._bell.ring()

    # -- another config ------------------------------------------------------------------------------------------------

    def _look_for_a_config(self, loop: Loop) -> None:
        if not self._reload.is_set():
            return
        self._reload.clear()
        notify("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")
        try:
            self._take(self._load(), loop)
            log.info("config.reloaded")
        except ConfigError as error:
            for problem in error.problems:
                log.error("config.refused", where=problem.where, what=problem.what, mend=problem.mend)
        notify("READY=1")

    def _take(self, config: Config, loop: Loop) -> None:
        """What did not change goes on undisturbed. Raises ConfigError with everything as it was."""
        before = self._app.config
        with ExitStack() as watch:
            if config.health.metrics != before.health.metrics:
                watch.push(self._serve(config))
            read_again = self._app.take(config)
            if config.health.metrics != before.health.metrics:
                self._watch.close()
                self._watch = watch.pop_all()
        loop.renew(self._app.engine, self._rounds(), read_again=read_again)
        self._listen()
        if (config.page, config.agency) != (before.page, before.agency):
            self._keep_page()

    # -- beside the loop -----------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        """A bell for each mailbox; one whose table did not change keeps its connection."""
        wanted = self._app.sources.settings()
        for settings in self._bells.keys() - set(wanted):
            self._bells.pop(settings).end()
        for settings in wanted:
            if settings not in self._bells:
                stop = Event()
                bell = ImapBell(settings, self._bell.ring, stop)
                self._bells[settings] = Helper(f"idle-{settings.name}", bell.run, stop, bell.abort)

    def _keep_page(self) -> None:
        if self._page is not None:
            self._page.end()
            self._page = None
        config, stop = self._app.config, Event()
        if config.page is not None:
            from syncd.app.fresh_page import FreshPage  # only here: what draws the plots is slow to load

            page = FreshPage(config.page, config.database, config.agency, self._app.clock, stop)
            self._page = Helper("page", page.run, stop, lambda: None)

    def _serve(self, config: Config) -> ExitStack:
        with ExitStack() as watch:
            requests = lambda: self._app.api.requests_by_status  # noqa: E731 - asked anew at each scrape
            watch.enter_context(serving(config.health.metrics, config.database, requests, self._app.clock))
            return watch.pop_all()

    def _end(self) -> None:
        self._watch.close()
        helpers = [*self._bells.values(), *([self._page] if self._page else [])]
        for helper in helpers:
            helper.end()
        for helper in helpers:
            helper.join()
        self._pinger.shutdown(wait=False, cancel_futures=True)

    # -- what the loop asks for ----------------------------------------------------------------------------------------

    def _rounds(self) -> list[Round]:
        poll_s = self._app.config.asana.poll.total_seconds()
        asana: tuple[Source[Any], ...] = (self._app.sources.workspace(), *self._app.projects())
        return [
            *(Round(source, MAIL_EVERY_S) for source in self._app.mail),
            *(Round(source, poll_s) for source in asana),
        ]

    def _new_projects(self) -> list[Round]:
        if self._app.config.asana.mirror != "all":
            return []
        poll_s = self._app.config.asana.poll.total_seconds()
        return [Round(source, poll_s) for source in self._app.projects()]
