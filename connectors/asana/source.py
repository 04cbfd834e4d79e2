"""A project of Asana as a source: a full pass, then events; sweeps and a daily comparison find what events missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event
from typing import TypeVar

import asana
import structlog

from connectors.asana import fields, wire
from connectors.asana.answers import Json
from connectors.asana.api import AsanaApi
from connectors.asana.bookmark import NO_STREAM, Bookmark, is_due
from connectors.asana.errors import AsanaRefused, ProjectRefused, ServerTrouble, Stopped, SyncTokenLost
from connectors.asana.events import Dirty, fold, read_events, take_token
from connectors.asana.gate import Rank
from connectors.asana.json_fields import has_gid, parse_instant, stamp
from connectors.asana.objects import ObjectReader
from connectors.asana.parts import ProjectParts, warning
from syncd.domain.errors import Problem, Unavailable
from syncd.domain.mirror import (
    AsanaFact,
    Due,
    Gone,
    LostSight,
    Mirror,
    MirroredAt,
    Problems,
    RetryFailed,
    WasRead,
)
from syncd.domain.source import Batch

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
OVERLAP = timedelta(minutes=5)
SLOWEST_EVENT = timedelta(minutes=10)  # "most within 10 minutes" (ASANA.md section 6)
POLL_AGAIN = timedelta(seconds=30)  # while a backlog is worked off
DISBELIEF = timedelta(minutes=10)
BATCH = 40  # tasks of the backlog in one fetch: what a crash may cost
MANY = 30  # changed tasks from which a list is cheaper than single reads
FEW_TASKS = 5  # below so many nothing can be said about "half of them"

Item = TypeVar("Item")

log = structlog.get_logger()


class ProjectSource:
    """One project. `mirror` answers what is already known of it.

    Of one that the config does not name (`mirror = "all"`) being lost is no refusal: it is no longer among those we see.
    """

    def __init__(self, api: AsanaApi, project_gid: str, mirror: Mirror, *, is_named: bool = True) -> None:
        self._api = api
        self._project_gid = project_gid
        self._mirror = mirror
        self._is_named = is_named
        self._objects = ObjectReader(api, project_gid, mirror)
        self._parts = ProjectParts(api, project_gid, self._objects)
        self._aborted = Event()

    @property
    def name(self) -> str:
        """`asana:GID`."""
        return f"asana:{self._project_gid}"

    def fetch(self, cursor: str | None) -> Batch[AsanaFact]:
        """The next step: a part of the backlog, a full pass, or what the events named."""
        self._aborted.clear()
        bookmark = Bookmark.parse(cursor)
        try:
            return self._step(bookmark)
        except ProjectRefused as error:
            return self._lost(bookmark, error)

    def _lost(self, bookmark: Bookmark, error: ProjectRefused) -> Batch[AsanaFact]:
        """The project is kept with the time, and read whole when it is back."""
        log.error("mirror.project_refused", project_gid=self._project_gid, status=error.status)
        is_gone = error.status == 404
        absent = (Gone if is_gone else LostSight)("asana_projects", self._project_gid)
        said = () if is_gone or self._is_named else (warning(self._project_gid, str(error), error.mend),)
        facts = (absent, Problems(self.name, said))
        return Batch(facts, replace(bookmark, full_at=None).dump(), refused=error if self._is_named else None)

    def _step(self, bookmark: Bookmark) -> Batch[AsanaFact]:
        if bookmark.token == NO_STREAM and self._api.server_time() is None:
            self._api.who_am_i()  # no event answer will tell Asana's time
        now = self._api.server_time()
        if bookmark.backlog and not is_due(bookmark.polled_at, POLL_AGAIN, now):
            return self._work_off(bookmark)
        if bookmark.token is None or (bookmark.token == NO_STREAM and is_due(bookmark.full_at, DAY, now)):
            return self._begin(bookmark)
        if bookmark.token == NO_STREAM and is_due(bookmark.slow_at, HOUR, now) and (fresh := self._take_token()):
            return self._full_pass(bookmark, fresh)
        try:
            events, token = self._events(bookmark.token)
        except ServerTrouble as trouble:
            if not trouble.is_about_one_object or not is_due(bookmark.swept_at, HOUR, self._api.server_time()):
                raise
            return self._without_events(bookmark, trouble)
        except SyncTokenLost as lost:
            log.warning("mirror.events_lost", project_gid=self._project_gid)
            return self._full_pass(replace(bookmark, token=None), lost.fresh or self._take_token())
        bookmark = replace(bookmark, token=token).with_problem("silent", None)
        facts, bookmark = self._cycle(fold(events), bookmark)
        if not self._is_full_pass_due(bookmark):
            return self._batch(facts, bookmark)
        if facts or self._has_backlog():  # these first, so that they count as known
            return self._batch(facts, bookmark, more=True)
        return self._full_pass(bookmark, bookmark.token, follows_events=True)

    def _without_events(self, bookmark: Bookmark, trouble: ServerTrouble) -> Batch[AsanaFact]:
        """Once an hour the sweep goes on without a stream that is broken; the token is kept for when it is well."""
        said = warning(self._project_gid, f"events could not be read: {trouble}", "changes are looked for once an hour")
        return self._batch(*self._cycle(Dirty(unknown=True), bookmark.with_problem("silent", said)))

    def abort(self) -> None:
        """The running fetch ends at its next request; when the program ends, at once."""
        self._aborted.set()
        self._api.hang_up()

    # -- full pass ---------------------------------------------------------------------------------------------------

    def _begin(self, bookmark: Bookmark) -> Batch[AsanaFact]:
        token = self._take_token()
        if not self._is_full_pass_due(bookmark):
            now = self._api.server_time()
            return self._batch([], replace(bookmark, polled_at=now))  # what is due is worked off meanwhile
        return self._full_pass(bookmark, token)

    def _is_full_pass_due(self, bookmark: Bookmark) -> bool:
        """Daily and without a token; one that was not believed soon again, for a short list is mostly a fault of the list."""
        now = self._api.server_time()
        if bookmark.tried_at and not is_due(bookmark.tried_at, DISBELIEF, now):
            return False
        return bookmark.token is None or is_due(bookmark.full_at, DAY, now)

    def _take_token(self) -> str | None:
        try:
            return take_token(self._api, self._project_gid)
        except (AsanaRefused, ServerTrouble) as error:
            if not error.is_about_one_object:
                raise
            return None

    def _full_pass(self, bookmark: Bookmark, token: str | None, *, follows_events: bool = False) -> Batch[AsanaFact]:
        """Everything but stories and subtasks, which are marked as due. Stands in one batch with its token.

        `follows_events`: the events were read to their end just now, so what is found changed they had missed.
        """
        began = self._api.server_time()
        known = self._mirror.project(self._project_gid)
        record = self._parts.record()
        raws, bookmark = self._tasks(bookmark)
        half_lost = len(known.tasks) >= FEW_TASKS and 2 * len(raws) < len(known.tasks)
        if half_lost and not (bookmark.doubted_at and is_due(bookmark.doubted_at, DAY, began)):
            return self._disbelieve(bookmark, found=len(raws), known=len(known.tasks))
        facts, bookmark = self._parts.read(bookmark, known, record=record, sections=True)
        facts += wire.project_facts(record)
        gids = frozenset(raw["gid"] for raw in raws)
        lost = bookmark.full_at is not None and not bookmark.token  # we looked before, and events since are missing
        facts += self._objects.compare(raws, self._mirror.tasks(gids), census=True, all_stories=lost)
        facts += self._objects.check_tasks(known.tasks.keys() - gids)
        if follows_events:
            bookmark = self._with_missed(bookmark, _missed(facts, began))
        facts += self._second_tries()
        silent = warning(self._project_gid, "no event stream", "the project is compared each time instead")
        done = replace(
            bookmark.with_problem("half", None).with_problem("events", None if token else silent),
            token=token or NO_STREAM,
            full_at=began,
            swept_at=began,
            slow_at=began,
            polled_at=began,
            tried_at=None,
            doubted_at=None,
        )
        log.info("mirror.read_whole", project_gid=self._project_gid, tasks=len(raws), known=len(known.tasks))
        return self._batch(facts, done)

    def _with_missed(self, bookmark: Bookmark, missed: int) -> Bookmark:
        """What events had missed is said until a daily comparison finds nothing."""
        if not missed:
            return bookmark.with_problem("missed", None)
        log.warning("mirror.events_missed", project_gid=self._project_gid, tasks=missed)
        what = f"events had missed changes of {missed} tasks; a comparison with Asana's lists found them"
        mend = "nothing to do; said every day, Asana's events are not to be relied on"
        return bookmark.with_problem("missed", warning(self._project_gid, what, mend))

    def _disbelieve(self, bookmark: Bookmark, *, found: int, known: int) -> Batch[AsanaFact]:
        problem = Problem(
            "error",
            f"Asana project {self._project_gid}",
            f"only {found} of {known} known tasks are listed; nothing was changed in the mirror",
            "look into the project; after a day of this, each task is asked for by itself",
        )
        now = self._api.server_time()
        log.error("mirror.half_lost", project_gid=self._project_gid, found=found, known=known)
        kept = replace(
            bookmark.with_problem("half", problem),
            tried_at=now,
            polled_at=now,
            doubted_at=bookmark.doubted_at or now,
        )
        return self._batch([], kept)

    def _tasks(self, bookmark: Bookmark, modified_since: datetime | None = None) -> tuple[list[Json], Bookmark]:
        """The tasks of a list; what came malformed is named."""
        since = stamp(modified_since) if modified_since else None
        call = asana.TasksApi(self._api).get_tasks
        listed = self._api.read_list(call, project=self._project_gid, modified_since=since, opt_fields=fields.TASK)
        nameless = sum(1 for raw in listed if not has_gid(raw))
        said = warning(self._project_gid, f"{nameless} of the tasks came without a gid", "it is read again")
        by_gid = {raw["gid"]: raw for raw in listed if has_gid(raw)}  # what moves while we page comes twice
        return list(by_gid.values()), bookmark.with_problem("malformed", said if nameless else None)

    # -- an ordinary cycle -------------------------------------------------------------------------------------------

    def _cycle(self, dirty: Dirty, bookmark: Bookmark) -> tuple[list[AsanaFact], Bookmark]:
        """What the events named, and what is read on a slow clock."""
        now = self._api.server_time()
        sweeps = bookmark.token == NO_STREAM or dirty.unknown or is_due(bookmark.swept_at, HOUR, now)
        facts, bookmark = self._read_dirty(dirty, replace(bookmark, polled_at=now), sweeps=sweeps)
        if dirty.members or dirty.sections or is_due(bookmark.slow_at, HOUR, now):
            known = self._mirror.project(self._project_gid)
            sections = dirty.sections or "sections" in bookmark.problems  # what could not be read is tried again
            found, bookmark = self._parts.read(bookmark, known, record=None, sections=sections)
            facts += found
            bookmark = replace(bookmark, slow_at=now)
        return facts, bookmark

    def _events(self, token: str) -> tuple[list[Json], str]:
        """Events to their end. Whatever Asana dislikes about a token, the token is lost."""
        if token == NO_STREAM:
            return [], NO_STREAM
        try:
            return read_events(self._api, self._project_gid, token)
        except AsanaRefused as error:
            if not error.is_about_one_object:
                raise
            if error.status in {403, 404}:
                self._parts.record()  # the project may be lost, and not its events alone
            raise SyncTokenLost(str(error), fresh="") from error

    def _read_dirty(self, dirty: Dirty, bookmark: Bookmark, *, sweeps: bool) -> tuple[list[AsanaFact], Bookmark]:
        facts = self._parts.changed_record() if dirty.project else []
        tasks = set(dirty.tasks)
        if sweeps or len(tasks) > MANY:
            is_whole = "malformed" in bookmark.problems  # what such a list brings no event had to tell
            swept, bookmark = self._sweep(bookmark)
            facts += swept
            unnamed = [fact for fact in swept if not (isinstance(fact, Due) and fact.task_gid in tasks)]
            missed = _missed(unnamed, self._api.server_time())
            if missed and bookmark.token != NO_STREAM and not (dirty.unknown or is_whole):
                bookmark = self._with_missed(bookmark, missed)
            tasks -= {fact.task_gid for fact in swept if isinstance(fact, Due)}
        named = sorted(tasks)
        for found in self._parallel(lambda gid: self._objects.check_task(gid, stories=dirty.stories[gid]), named):
            facts += found
        for found in self._parallel(self._objects.lone_story, sorted(dirty.lone_stories)):
            facts += found
        for found in self._parallel(self._objects.attachment, sorted(dirty.attachments)):
            facts += found
        return facts, bookmark

    def _sweep(self, bookmark: Bookmark) -> tuple[list[AsanaFact], Bookmark]:
        """What changed since the last sweep, by Asana's own list; finds lost events. It does not see subtasks."""
        began = self._api.server_time()
        since = bookmark.swept_at - OVERLAP if bookmark.swept_at and "malformed" not in bookmark.problems else None
        raws, bookmark = self._tasks(bookmark, since)
        known = self._mirror.tasks(frozenset(raw["gid"] for raw in raws))
        facts = self._objects.compare(raws, known, census=False)
        return [*facts, *self._second_tries()], replace(bookmark, swept_at=began)

    def _second_tries(self) -> list[RetryFailed]:
        """What would not be read before is due again."""
        return [RetryFailed(self._project_gid)] if self._mirror.has_failed(self._project_gid) else []

    # -- backlog -----------------------------------------------------------------------------------------------------

    def _work_off(self, bookmark: Bookmark) -> Batch[AsanaFact]:
        """The next tasks whose stories or subtasks are due."""
        due = self._mirror.due(self._project_gid, BATCH)
        found_each = self._parallel(self._objects.work_off, due, rank=Rank.BACKLOG)
        facts = [fact for found in found_each for fact in found]
        failed = sum(1 for found in found_each if not any(isinstance(fact, WasRead) for fact in found))
        if len(due) > 1 and failed == len(due):
            raise Unavailable(f"none of {failed} tasks of project {self._project_gid} could be read")
        more = len(due) == BATCH or any(isinstance(fact, Due) for fact in facts)
        return self._close(facts, replace(bookmark, backlog=more), more=more)

    def _batch(self, facts: list[AsanaFact], bookmark: Bookmark, *, more: bool = False) -> Batch[AsanaFact]:
        """A step that is not the backlog's: `more` when it left something due, or found something from before."""
        backlog = any(isinstance(fact, Due | RetryFailed) for fact in facts) or self._has_backlog()
        return self._close(facts, replace(bookmark, backlog=backlog), more=more or backlog)

    def _close(self, facts: list[AsanaFact], bookmark: Bookmark, *, more: bool) -> Batch[AsanaFact]:
        believed = "half" not in bookmark.problems
        closing: list[AsanaFact] = [
            MirroredAt(self._project_gid, self._api.server_time(), complete=believed and not more),
            Problems(self.name, tuple(bookmark.problems.values())),
        ]
        return Batch((*facts, *closing), bookmark.dump(), more)

    def _has_backlog(self) -> bool:
        return bool(self._mirror.due(self._project_gid, 1))

    def _parallel(
        self, work: Callable[[Item], list[AsanaFact]], items: Sequence[Item], *, rank: Rank = Rank.ORDINARY
    ) -> list[list[AsanaFact]]:
        def unless_aborted(item: Item) -> list[AsanaFact]:
            if self._aborted.is_set():
                raise Stopped("aborted")
            return work(item)

        return self._api.in_parallel(unless_aborted, items, rank=rank)


def _missed(facts: Iterable[AsanaFact], now: datetime | None) -> int:
    """How many tasks these tell a change of whose event should have come by now."""
    return sum(1 for fact in facts if _was_missed(fact, now))


def _was_missed(fact: AsanaFact, now: datetime | None) -> bool:
    """Whether this tells of a change whose event should have come by now."""
    if isinstance(fact, Gone | LostSight):
        return fact.table == "asana_tasks"
    if not (isinstance(fact, Due) and fact.stories):
        return False
    changed_at = parse_instant(fact.mark)
    return changed_at is None or now is None or now - changed_at > SLOWEST_EVENT
