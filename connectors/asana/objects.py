"""Single things read again by their gid: a task, its stories, subtasks, attachments. One bad one is named, no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import asana

from connectors.asana import fields, wire
from connectors.asana.answers import Json
from connectors.asana.api import AsanaApi
from connectors.asana.errors import AsanaRefused, ServerTrouble
from connectors.asana.json_fields import has_gid, number_of, text_of
from connectors.asana.task_wire import places_of, task_facts
from syncd.domain.mirror import (
    AsanaFact,
    Due,
    Gone,
    KnownTask,
    LostSight,
    Mirror,
    ReadFailed,
    WasRead,
)

FEW_STORIES = 3
PAGE = 100
MOST_CHECKS = 50


@dataclass(frozen=True, slots=True)
class ObjectReader:
    """Reads what a project's pass or events named. Its methods may run in several threads."""

    api: AsanaApi
    project_gid: str
    mirror: Mirror

    def work_off(self, due: Due) -> list[AsanaFact]:
        """All that is due of one task. What would not be read is named and left due, the rest of it is kept."""
        parts: list[tuple[bool, Callable[[str], list[AsanaFact]]]] = [
            (due.stories, self._stories),
            (due.subtasks, self._subtasks),
            (due.attachments, self._attachments),
        ]
        facts: list[AsanaFact] = []
        for wanted, read in parts:
            try:
                facts += read(due.task_gid) if wanted else []
            except (AsanaRefused, ServerTrouble) as error:
                return facts + self._why_refused(due, error)
        return [WasRead(due.task_gid, due.mark), *facts]  # first: what would not be read of it is due again

    def check_task(self, gid: str, *, stories: Iterable[str] = ()) -> list[AsanaFact]:
        """A task asked for by itself: seen with its changed stories, deleted (404) or out of sight (403)."""
        try:
            raw = self.api.read(asana.TasksApi(self.api).get_task, gid, opt_fields=fields.TASK)
        except (AsanaRefused, ServerTrouble) as error:
            return self._absent_task(gid, error)
        if not has_gid(raw):
            return [self._due(gid, ""), ReadFailed(gid, "the task came without its gid")]
        known = self.mirror.tasks(frozenset({gid})).get(gid)
        facts = task_facts(raw, self.project_gid)
        return facts + self._follow_up(raw, known, frozenset(stories))

    def compare(
        self, raws: Iterable[Json], known: Mapping[str, KnownTask], *, census: bool, all_stories: bool = False
    ) -> list[AsanaFact]:
        """Rows of a list, and what is to be read of those that changed. `census` looks at all subtasks again,
        `all_stories` reads those of every task: an edited comment leaves no other trace than its event."""
        facts: list[AsanaFact] = []
        for raw in raws:
            facts += task_facts(raw, self.project_gid)
            before = known.get(raw["gid"])
            due = _due_of(raw, before, self.project_gid, census=census, all_stories=all_stories)
            if due is not None:
                facts.append(due)
        return facts

    def check_tasks(self, gids: Iterable[str]) -> list[AsanaFact]:
        """Each by itself: what a list lacks is not deleted before Asana says so (ASANA.md section 7)."""
        return [fact for found in self.api.in_parallel(self.check_task, sorted(gids)) for fact in found]

    def lone_story(self, gid: str) -> list[AsanaFact]:
        """A story whose task the event did not name."""
        raw, absent = self._one("asana_stories", asana.StoriesApi(self.api).get_story, gid, fields.ONE_STORY)
        if raw is None:
            return absent  # if it would not be read, the sweep finds it: a story moves its task's `modified_at`
        target = raw.get("target")
        return [wire.story_fact(raw, target["gid"])] if isinstance(target, dict) and has_gid(target) else []

    def attachment(self, gid: str) -> list[AsanaFact]:
        """An attachment an event named: seen or gone."""
        call = asana.AttachmentsApi(self.api).get_attachment
        raw, absent = self._one("asana_attachments", call, gid, fields.ONE_ATTACHMENT)
        if raw is None:
            return absent
        parent = raw.get("parent")
        task_gid = parent["gid"] if isinstance(parent, dict) and has_gid(parent) else None
        task_gid = task_gid or self.mirror.task_of_attachment(gid)
        return [wire.attachment_fact(raw, task_gid)] if task_gid else []

    def check_each(
        self, table: str, call: Callable[..., object], gids: Iterable[str], opt_fields: str
    ) -> list[AsanaFact]:
        """For things a list lacks: gone or out of sight where Asana says so, else left as they are."""
        facts: list[AsanaFact] = []
        for gid in sorted(gids)[:MOST_CHECKS]:
            facts += self._one(table, call, gid, opt_fields)[1]
        return facts

    # -- one task ----------------------------------------------------------------------------------------------------

    def _subtasks(self, task_gid: str) -> list[AsanaFact]:
        call = asana.TasksApi(self.api).get_subtasks_for_task
        listed = self.api.read_list(call, task_gid, opt_fields=fields.TASK)
        raws = [raw for raw in listed if has_gid(raw)]
        for raw in raws:
            if not isinstance(raw.get("parent"), dict):
                raw["parent"] = {"gid": task_gid}
        gids = frozenset(raw["gid"] for raw in raws)
        facts = self.compare(raws, self.mirror.tasks(gids), census=True)
        facts += self._malformed(task_gid, "subtasks", len(listed) - len(raws))
        for gid in sorted(self.mirror.subtasks(task_gid).keys() - gids):
            facts += self.check_task(gid)
        return facts

    def _stories(self, task_gid: str) -> list[AsanaFact]:
        call = asana.StoriesApi(self.api).get_stories_for_task
        listed = self.api.read_list(call, task_gid, opt_fields=fields.STORY)
        raws = [raw for raw in listed if has_gid(raw)]
        facts: list[AsanaFact] = [wire.story_fact(raw, task_gid) for raw in raws]
        facts += self._malformed(task_gid, "stories", len(listed) - len(raws))
        missing = self.mirror.stories(task_gid) - {raw["gid"] for raw in raws}
        facts += self.check_each("asana_stories", asana.StoriesApi(self.api).get_story, missing, fields.ONE_STORY)
        return facts + (self._attachments(task_gid) if _mentions_attachment(facts) else [])

    def _attachments(self, task_gid: str) -> list[AsanaFact]:
        """Their metadata; where Asana does not give the list it is named and due again, and the task goes without."""
        call = asana.AttachmentsApi(self.api).get_attachments_for_object
        try:
            raws = self.api.read_list(call, task_gid, opt_fields=fields.ATTACHMENT)
        except AsanaRefused as error:
            if not error.is_about_one_object:
                raise
            return self._again(task_gid, "attachments", f"attachments: {error}")
        kept = [raw for raw in raws if has_gid(raw)]
        facts: list[AsanaFact] = [wire.attachment_fact(raw, task_gid) for raw in kept]
        facts += self._malformed(task_gid, "attachments", len(raws) - len(kept))
        missing = self.mirror.attachments(task_gid) - {raw["gid"] for raw in kept}
        one = asana.AttachmentsApi(self.api).get_attachment
        return facts + self.check_each("asana_attachments", one, missing, fields.ONE_ATTACHMENT)

    def _malformed(self, task_gid: str, part: str, count: int) -> list[AsanaFact]:
        """What came without a gid cannot be kept: it is named, and the list is due again."""
        return self._again(task_gid, part, f"{count} of its {part} came without a gid") if count else []

    def _again(self, task_gid: str, part: str, reason: str) -> list[AsanaFact]:
        due = Due(task_gid, self.project_gid, "", part == "stories", part == "subtasks", part == "attachments")
        return [due, ReadFailed(task_gid, reason)]

    def _follow_up(self, raw: Json, known: KnownTask | None, stories: frozenset[str]) -> list[AsanaFact]:
        """What else changed with a task that was just read: its few named stories, or its whole list."""
        due = _due_of(raw, known, self.project_gid, census=False)
        if due is None and not stories:
            return []
        if known is not None and stories and self._single_stories_are_cheaper(raw["gid"], stories):
            due = None if due is None else Due(due.task_gid, due.project_gid, due.mark, False, due.subtasks)
            named = self._named_stories(raw["gid"], stories)
            return named + ([due] if due is not None and due.subtasks else [])
        wanted = due or self._due(raw["gid"], _mark(raw))
        return [wanted, *self.work_off(wanted)]

    def _single_stories_are_cheaper(self, task_gid: str, stories: frozenset[str]) -> bool:
        """A list of one page costs one request and misses nothing; a longer one is not read for a few stories."""
        return len(stories) <= FEW_STORIES and len(self.mirror.stories(task_gid)) >= PAGE

    def _named_stories(self, task_gid: str, gids: frozenset[str]) -> list[AsanaFact]:
        facts: list[AsanaFact] = []
        call = asana.StoriesApi(self.api).get_story
        for gid in sorted(gids):
            raw, absent = self._one("asana_stories", call, gid, fields.ONE_STORY)
            facts += absent if raw is None else [wire.story_fact(raw, task_gid)]
        if len(facts) < len(gids):  # one would not be read: the whole list is tried later
            facts.append(self._due(task_gid, ""))
        return facts + (self._attachments(task_gid) if _mentions_attachment(facts) else [])

    def _one(
        self, table: str, call: Callable[..., object], gid: str, opt_fields: str
    ) -> tuple[Json | None, list[AsanaFact]]:
        try:
            raw = self.api.read(call, gid, opt_fields=opt_fields)
        except (AsanaRefused, ServerTrouble) as error:
            if not error.is_about_one_object:
                raise
            status = error.status if isinstance(error, AsanaRefused) else None
            if status == 404:
                return None, [Gone(table, gid)]
            return None, [LostSight(table, gid)] if status == 403 else []
        return (raw, []) if has_gid(raw) else (None, [])

    def _absent_task(self, gid: str, error: AsanaRefused | ServerTrouble) -> list[AsanaFact]:
        if not error.is_about_one_object:
            raise error
        status = error.status if isinstance(error, AsanaRefused) else None
        if status == 403:
            return [LostSight("asana_tasks", gid)]
        if status != 404:
            return [self._due(gid, ""), ReadFailed(gid, str(error))]
        facts: list[AsanaFact] = [Gone("asana_tasks", gid)]
        for child in sorted(self.mirror.subtasks(gid)):  # they go to the trash with it, without events of their own
            facts += self.check_task(child)
        return facts

    def _why_refused(self, due: Due, error: AsanaRefused | ServerTrouble) -> list[AsanaFact]:
        """A part of a task would not be read: perhaps the task itself is gone."""
        if not error.is_about_one_object:
            raise error
        failed: list[AsanaFact] = [ReadFailed(due.task_gid, str(error))]
        if not isinstance(error, AsanaRefused) or error.status not in {403, 404}:
            return failed
        try:
            self.api.read(asana.TasksApi(self.api).get_task, due.task_gid, opt_fields="name")
        except (AsanaRefused, ServerTrouble) as cause:
            absent = isinstance(cause, AsanaRefused) and cause.status in {403, 404}
            return self._absent_task(due.task_gid, cause) if absent else failed
        return failed

    def _due(self, task_gid: str, mark: str) -> Due:
        return Due(task_gid, self.project_gid, mark)


def _due_of(
    raw: Json, known: KnownTask | None, project_gid: str, *, census: bool, all_stories: bool = False
) -> Due | None:
    """What is to be read of a task besides its row, which is always stored: stories where it changed or moved."""
    count, mirrored = number_of(raw.get("num_subtasks")) or 0, 0 if known is None else known.subtasks
    changed = all_stories or known is None or _differs(raw, known)
    subtasks = bool(count or mirrored) if census else count != mirrored
    if not (changed or subtasks):
        return None
    has_image = changed and "<img" in (text_of(raw.get("html_notes")) or "")
    return Due(raw["gid"], project_gid, _mark(raw), stories=changed, subtasks=subtasks, attachments=has_image)


def _differs(raw: Json, known: KnownTask) -> bool:
    """Changed or moved: moving to another project or section leaves `modified_at` as it is."""
    return known.modified_at != raw.get("modified_at") or known.places != places_of(raw)


def _mark(raw: Json) -> str:
    mark = raw.get("modified_at")
    return mark if isinstance(mark, str) else ""


def _mentions_attachment(facts: Iterable[AsanaFact]) -> bool:
    return any(getattr(fact, "columns", {}).get("resource_subtype") == "attachment_added" for fact in facts)
