"""Whatever people do in Asana, whatever fails and whenever we die: the mirror equals the server, each note that is to be
there stands once, and none in a wrong place. The whole engine, with its real decisions."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from syncd.demo.asana.model import Story, Task
from syncd.demo.asana.rich_text import to_plain
from syncd.store import outbox
from syncd.store.outbox import OutboxRow
from syncd.store.schema import open_database
from tests.integration.agency import ANNA, NOON, OLGA, whole_office
from tests.integration.delivery import Killed

HOUR = timedelta(hours=1)
FAULTS = ["500", "commit_then_cut", "504_then_finish 0.05", "429 retry-after 0", "cut", "truncated", "401", "403"]
PLACES = ["POST /tasks", "POST /tasks/*/stories", "PUT *", "POST *", "GET /events", "GET /tasks/*", "GET *"]
CAPS = {"one comment a task a day", "two comments a client a day", "ten new tasks a day"}
WORK = settings(
    max_examples=10,
    stateful_step_count=16,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a shorter story is not worth minutes of looking for it
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


class EngineMachine(RuleBasedStateMachine):
    """Letters come, people act in Asana, cycles run and die."""

    @initialize()
    def begin(self) -> None:
        self.stack = ExitStack()
        self.office = self.stack.enter_context(whole_office(Path(self.stack.enter_context(folder()))))
        self.asana = self.office.asana
        self.anna = self.asana.person(ANNA)
        field = self.asana.add_custom_field("Статус", "text", on=[self.office.project])
        self.office.configure(f'[asana.fields]\napproval = "{field.gid}"')
        self.now = NOON
        self.asked: str | None = None
        self.questions: list[str] = []
        self.touched: dict[str, int] = {}  # tasks of ours that people deleted or moved; how many comments they had then
        self.opened = False

    def teardown(self) -> None:
        if hasattr(self, "office"):
            self.settle()
            self.check_notes()
            self.check_mirror()
            self.stack.close()

    # -- letters -----------------------------------------------------------------------------------------------------

    @rule(answers=st.booleans())
    def they_ask(self, answers: bool) -> None:
        to = self.questions[-1] if answers and self.questions else ""
        subject = f"Вопрос {len(self.questions)}"
        self.questions.append(self.office.letter(subject, "Анна, когда пришлёте отчёт?", at=self.now, answers=to))

    @precondition(lambda self: self.questions)
    @rule()
    def we_answer(self) -> None:
        text = "Ольга, отчёт во вложении."
        self.office.letter("Re: Вопрос", text, at=self.now, sender=ANNA, to=OLGA, answers=self.questions.pop())

    @rule()
    def we_ask_for_approval(self) -> None:
        text = "Ольга, просим согласовать медиаплан на июнь, версия 3."
        subject = "Медиаплан на июнь, версия 3"
        self.asked = self.office.letter(subject, text, at=self.now, sender=ANNA, to=OLGA)

    @precondition(lambda self: self.asked)
    @rule(words=st.sampled_from(["Медиаплан согласован.", "Ок", "Не согласовано, бюджет велик."]))
    def they_decide(self, words: str) -> None:
        self.office.letter("Re: Медиаплан на июнь, версия 3", words, at=self.now, answers=self.asked or "")

    # -- people in Asana ---------------------------------------------------------------------------------------------

    @precondition(lambda self: self.ours())
    @rule(data=st.data(), act=st.sampled_from(["complete", "reopen", "due", "comment", "around", "rename"]))
    def somebody_works_on_our_task(self, data: st.DataObject, act: str) -> None:
        task = data.draw(st.sampled_from(self.ours()))
        match act:
            case "complete":
                self.anna.complete(task)
            case "reopen":
                self.anna.reopen(task)
            case "due":
                self.anna.move_due(task, (self.now + 50 * HOUR).date())
            case "comment":
                self.anna.comment(task, "Созвонилась, ждём")
            case "around":
                self.anna.edit_notes(task, f"Моё сверху\n{to_plain(task.html_notes)}\nМоё снизу")
            case _:
                self.anna.rename(task, "По-своему")

    @precondition(lambda self: self.ours())
    @rule(data=st.data(), where=st.sampled_from(["trash", "another client"]))
    def somebody_puts_our_task_away(self, data: st.DataObject, where: str) -> None:
        task = data.draw(st.sampled_from(self.ours()))
        self.touched[task.gid] = len(self.comments_of_ours(task))
        if where == "trash":
            self.anna.delete(task)
        else:
            self.anna.add_to_project(task, self.office.other)
            for home in set(task.memberships) - {self.office.other.gid}:
                self.anna.remove_from_project(task, home)

    @rule(away=st.booleans())
    def the_plans_task_is_shared_with_another_client(self, away: bool) -> None:
        plan, other = self.office.plan_task, self.office.other
        is_there = plan.gid in {task.gid for task in self.asana.tasks_in(other)}
        if away and is_there:
            self.anna.remove_from_project(plan, other)
        elif not away and not is_there:
            self.anna.add_to_project(plan, other)

    @rule()
    def an_outsider_comes_or_goes(self) -> None:
        self.opened = not self.opened
        (self.anna.add_member if self.opened else self.anna.remove_member)(self.office.internal, OLGA)

    @rule(name=st.sampled_from(["Медиаплан на июль", "Баннеры"]))
    def somebody_creates_a_task(self, name: str) -> None:
        self.anna.comment(self.anna.create_task(self.office.project, name), "Начали")

    # -- trouble and time --------------------------------------------------------------------------------------------

    @rule(fault=st.sampled_from(FAULTS), place=st.sampled_from(PLACES), after=st.integers(0, 3))
    def something_breaks(self, fault: str, place: str, after: int) -> None:
        self.asana.faults.add(place, fault, after=after)

    @rule(lost=st.sampled_from([0.0, 0.3]))
    def events_get_lost(self, lost: float) -> None:
        self.asana.state.weather.lost = lost

    @rule(hours=st.sampled_from([0, 1, 5, 9]))
    def cycle(self, hours: int) -> None:
        self.now += hours * HOUR
        self.asana.clock.advance(timedelta(seconds=50))
        self.run_once()
        self.look_for_leaks()

    @rule(step=st.integers(0, 7))
    def cycle_that_dies(self, step: int) -> None:
        self.now += HOUR
        with suppress(Killed):
            self.run_once(die_at=step)
        self.look_for_leaks()

    def run_once(self, die_at: int | None = None) -> None:
        self.office.once(self.now, die_at=die_at)

    # -- what must hold ----------------------------------------------------------------------------------------------

    def look_for_leaks(self) -> None:
        """Nothing for the team was said where an outsider reads, as far as we and not people put it there."""
        for task, text in self.said_by_us():
            team = any(row.audience == "team" for row in self.rows_in(text))
            homes = set(task.memberships)
            if team and task.gid not in self.touched:
                assert homes <= {self.office.internal.gid}, text

    def settle(self) -> None:
        """Everything is well again; a few cycles, far enough apart for claims and for what events had missed."""
        self.asana.faults.clear()
        self.asana.state.weather.lost = 0.0
        if self.opened:
            self.an_outsider_comes_or_goes()
        self.the_plans_task_is_shared_with_another_client(away=True)
        for _ in range(2):
            self.asana.clock.advance(timedelta(hours=13))
            self.office.once(self.now)
        for row in self.rows():
            self.office.command("retry", row.ref)
        for _ in range(4):
            self.asana.clock.advance(timedelta(hours=7))
            self.office.once(self.now)

    def check_notes(self) -> None:
        rows = {row.ref: row for row in self.rows()}
        bad = {row.ref: (row.state, row.reason) for row in rows.values() if row.state in ("claimed", "held")}
        waiting = [row.reason for row in rows.values() if row.state == "waiting" and row.reason not in CAPS]
        assert (bad, waiting) == ({}, [])
        found = Counter(ref for _, text in self.said_by_us() for ref in own_ref(text))
        assert [ref for ref, times in found.items() if times > 1] == []
        assert set(found) <= set(rows)
        for row in rows.values():
            if row.state == "written" and row.surface != "client_field" and row.place_gid not in self.touched:
                assert found[row.ref] == 1, (row.kind, row.surface)
        for gid, count in self.touched.items():
            task = self.asana.state.find(Task, gid)
            assert task is not None
            assert len(self.comments_of_ours(task)) == count
        self.look_for_leaks()

    def check_mirror(self) -> None:
        homes = {home.gid for home in (self.office.internal, self.office.project, self.office.other)}
        there = {
            task.gid: (
                task.name,
                int(task.completed),
                to_plain(task.html_notes),
                sorted(c.gid for c in self.comments(task)),
            )
            for task in self.asana.state.all(Task)
            if homes & set(task.memberships)
        }
        db = open_database(self.office.home / "syncd.db")
        try:
            mirrored = {
                gid: (name, completed, notes, sorted(comments(db, gid)))
                for gid, name, completed, notes in db.execute(
                    "select gid, name, completed, notes from asana_tasks where deleted_at is null"
                ).fetchall()
            }
        finally:
            db.close()
        assert mirrored == there

    # -- what stands where -------------------------------------------------------------------------------------------

    def ours(self) -> list[Task]:
        """Our live tasks that nobody put away."""
        me = self.asana.bot.gid
        return [
            task
            for home in (self.office.internal, self.office.project)
            for task in self.asana.tasks_in(home)
            if task.created_by == me and task.gid not in self.touched
        ]

    def said_by_us(self) -> list[tuple[Task, str]]:
        """Every text of ours that stands anywhere, with its task."""
        found = []
        for task in self.asana.state.all(Task):
            if task.created_by == self.asana.bot.gid:
                found.append((task, to_plain(task.html_notes)))
            found += [(task, text) for text in self.comments_of_ours(task)]
        return found

    def comments_of_ours(self, task: Task) -> list[str]:
        mine = [story for story in self.comments(task) if story.created_by == self.asana.bot.gid]
        return [to_plain(story.html_text) for story in mine]

    def comments(self, task: Task) -> list[Story]:
        found = [self.asana.state.find(Story, gid) for gid in task.stories]
        return [story for story in found if story and story.type == "comment" and story.deleted_at is None]

    def rows(self) -> tuple[OutboxRow, ...]:
        db = open_database(self.office.home / "syncd.db")
        try:
            return outbox.rows(db)
        finally:
            db.close()

    def rows_in(self, text: str) -> list[OutboxRow]:
        refs = own_ref(text)
        return [row for row in self.rows() if row.ref in refs]


def folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


def own_ref(text: str) -> list[str]:
    """The reference on a line of its own."""
    return re.findall(r"^(A-[0-9A-Z]{5})$", text, re.MULTILINE)[-1:]


def comments(db: Any, task_gid: str) -> list[str]:
    sql = "select gid from asana_stories where task_gid = ? and type = 'comment' and deleted_at is null"
    return [gid for (gid,) in db.execute(sql, [task_gid]).fetchall()]


EngineMachine.TestCase.settings = WORK
TestEngine = EngineMachine.TestCase
