"""The daemon's loop: who is due is fetched by workers, absorbed here, decided and delivered; until told to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import structlog

from syncd.bell import Bell
from syncd.domain.errors import Problem
from syncd.domain.source import Batch, Source
from syncd.engine.cycle import ASANA, Engine
from syncd.engine.reading import WORKERS, Pass, take
from syncd.store import sources as store
from syncd.systemd_notify import notify, watchdog_s

log = structlog.get_logger()

TICK_S = 1.0
DECIDE_EVERY_S = 30.0  # a clock may run out without any news
PROGRESS_EVERY_S = 10.0
FIRST_PAUSE_S = 5.0
LONGEST_PAUSE_S = 600.0


@dataclass(slots=True)
class Round:
    """Where a source stands in the loop. Times are monotonic seconds."""

    source: Source[Any]
    every_s: float
    due_at: float = 0.0
    failures: int = 0
    passed_once: bool = False
    fetch: Future[Batch[Any]] | None = None
    began_at: datetime | None = None
    outdated: bool = False  # the running fetch rests on another config: what it brings is thrown away


@dataclass(slots=True)
class Loop:
    """The loop's own memory; everything that matters is in the database."""

    engine: Engine
    bell: Bell
    stop: Event
    rounds: dict[str, Round]
    more: Callable[[], Iterable[Round]]
    before_turn: Callable[[], None]
    after_good_cycle: Callable[[], object]
    problems: dict[str, Problem] = field(default_factory=dict)
    news: bool = True
    decided_at: float = 0.0
    read_so_far: int = 0
    said_at: float = field(default_factory=time.monotonic)
    fed_at: float = 0.0

    def __post_init__(self) -> None:
        self.engine.progress = self._go_on

    def run(self) -> None:
        """Turn until `stop`; then running fetches are broken off."""
        notify("READY=1", "STATUS=reading for the first time")
        with _workers("mail") as mail, _workers("asana") as asana:
            try:
                while not self.stop.is_set():
                    self.before_turn()
                    self._turn(mail, asana)
                    self._hurry(self.bell.wait(TICK_S))
            finally:
                notify("STOPPING=1")
                for each in self.rounds.values():
                    each.source.abort()

    def renew(self, engine: Engine, wanted: Iterable[Round], *, read_again: bool) -> None:
        """Go on with another engine and other sources. One that is here already keeps its place and its running fetch.

        `read_again`: the cursors of mail were thrown away, and what is under way must not bring one back.
        """
        rounds = {each.source.name: self._kept(each) for each in wanted}
        for name, each in self.rounds.items():
            if rounds.get(name) is not each:
                each.source.abort()
                self.problems.pop(name, None)
            elif read_again and each.fetch is not None and not name.startswith(ASANA):
                each.outdated = True
        self.engine, self.rounds, self.news = engine, rounds, True
        self.engine.progress = self._go_on

    def _kept(self, wanted: Round) -> Round:
        known = self.rounds.get(wanted.source.name)
        if known is None or known.source is not wanted.source:
            return wanted
        known.every_s, known.due_at = wanted.every_s, min(known.due_at, time.monotonic() + wanted.every_s)
        return known

    def _hurry(self, names: set[str]) -> None:
        for name in names & self.rounds.keys():
            self.rounds[name].due_at = 0.0

    def _turn(self, mail: ThreadPoolExecutor, asana: ThreadPoolExecutor) -> None:
        """Mail has workers of its own: a letter must not stand in line behind a thousand projects."""
        for each in list(self.rounds.values()):
            if each.fetch is not None and each.fetch.done():
                self._take(each)
            if each.fetch is None and time.monotonic() >= each.due_at:
                self._begin(asana if each.source.name.startswith(ASANA) else mail, each)
        if self._may_decide():
            self._decide()
        self._say_alive()

    def _begin(self, pool: ThreadPoolExecutor, each: Round) -> None:
        name = each.source.name
        if each.began_at is None:
            each.began_at = self.engine.now()
        each.fetch = pool.submit(each.source.fetch, store.cursor(self.engine.db, name))
        each.fetch.add_done_callback(lambda _: self.bell.ring())

    def _take(self, each: Round) -> None:
        assert each.fetch is not None  # noqa: S101 - asked before
        name, fetch, found = each.source.name, each.fetch, Pass()
        each.fetch = None
        if each.outdated:
            each.outdated, each.began_at, each.due_at = False, None, 0.0
            return
        if self.stop.is_set() and fetch.exception() is not None:
            return  # we broke it off ourselves: the source is well
        more = take(self.engine.db, name, fetch, self.engine.absorb, each.began_at or self.engine.now(), found)
        failed = bool(found.failed | found.refused)
        if failed:
            each.failures += 1
            self.problems[name] = found.problems[0]
            each.due_at = time.monotonic() + _pause_s(each.failures, fetch)
        elif more:
            each.due_at = 0.0
        else:
            each.failures = 0
            self.problems.pop(name, None)
            each.due_at = time.monotonic() + each.every_s
        if not more:
            self.news = self.news or not each.passed_once
            each.began_at, each.passed_once = None, True
        self.news = self.news or bool(found.news)
        self._say_progress(len(found.news))

    def _say_progress(self, found: int) -> None:
        """During the first read: how much there is so far, every ten seconds."""
        left = sum(not each.passed_once for each in self.rounds.values())
        self.read_so_far += found
        if left and time.monotonic() - self.said_at >= PROGRESS_EVERY_S:
            self.said_at = time.monotonic()
            log.info("first_read.progress", read=self.read_so_far, sources_left=left)
            notify(f"STATUS=first read: {self.read_so_far} things read, {left} sources left")

    def _may_decide(self) -> bool:
        """Not before each source was read whole once, or could not be; then on news, and when a clock may have run out."""
        if not all(each.passed_once for each in self.rounds.values()):
            return False
        return self.news or time.monotonic() - self.decided_at >= DECIDE_EVERY_S

    def _decide(self) -> None:
        self.news, self.decided_at = False, time.monotonic()
        for each in self.more():
            self.rounds.setdefault(each.source.name, each)
        try:
            problems = self.engine.turn(tuple(self.problems.values()), failed=set(self.problems))
        except Stopping:
            return
        if not problems:
            self.after_good_cycle()
        notify(f"STATUS={len(self.rounds)} sources read, {len(problems)} problems")

    def _go_on(self, what: str, done: int, whole: int) -> None:
        """Between two parts of a long turn: all that is done is kept, so here it may end."""
        if self.stop.is_set():
            raise Stopping
        self._say_alive()
        if whole and time.monotonic() - self.said_at >= PROGRESS_EVERY_S:
            self.said_at = time.monotonic()
            log.info("turn.progress", what=what, done=done, of=whole)
            notify(f"STATUS={what}: {done} of {whole}")

    def _say_alive(self) -> None:
        """Feed the watchdog: the loop has turned or a part of its turn is done, and the database answers."""
        if watchdog_s() is not None and time.monotonic() - self.fed_at >= TICK_S:
            self.fed_at = time.monotonic()
            self.engine.db.execute("SELECT count(*) FROM sources").fetchone()
            notify("WATCHDOG=1")


class Stopping(Exception):
    """We are to end, in the middle of a turn."""


def _workers(name: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix=f"fetch-{name}")


def _pause_s(failures: int, fetch: Future[Batch[Any]]) -> float:
    error = fetch.exception()
    asked: timedelta | None = getattr(error, "retry_after", None)
    pause = min(FIRST_PAUSE_S * 2.0 ** min(failures - 1, 10), LONGEST_PAUSE_S)
    return max(pause, min(asked.total_seconds(), LONGEST_PAUSE_S)) if asked else pause
