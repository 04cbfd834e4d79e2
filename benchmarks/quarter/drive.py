"""Day by day through the installed command: what was delivered and done up to a moment, one run, what stands then."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.quarter import worktime
from benchmarks.quarter.post import Letter
from benchmarks.quarter.tale import Act, Tale
from benchmarks.quarter.world import Seen, World
from syncd.demo.asana.model import Task


@dataclass(frozen=True)
class CaseRow:
    """A row of `cases` whose task stands open in Asana."""

    kind: str
    client: str
    message_id: str
    task_gid: str
    task_name: str
    assignee: str


@dataclass
class Snapshot:
    """What stood after one run."""

    at: datetime
    exit_code: int
    seconds: float
    down: str | None
    told: tuple[CaseRow, ...]
    created: tuple[Seen, ...]  # texts that were not there before
    open_tasks: frozenset[str]  # their names
    digests: dict[str, str]  # by assignee's gid
    approvals: tuple[dict[str, Any], ...]
    gates: frozenset[tuple[str, str]]
    touched: int  # letters in mailboxes that changed
    problems: tuple[str, ...]


@dataclass
class Driver:
    """Runs the quarter; `snapshots` and `versions` (each text of each note, once) are what the checker reads."""

    world: World
    tales: list[Tale]
    say: Callable[[str], None]
    runs: int = len(worktime.RUNS)  # a day
    snapshots: list[Snapshot] = field(default_factory=list)
    versions: dict[tuple[str, str], Seen] = field(default_factory=dict)
    impossible: list[Act] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def run(self, days: list[date]) -> None:
        events = sorted(
            (event for tale in self.tales for event in (*tale.letters, *tale.acts)), key=lambda event: event.at
        )
        coming = iter(events)
        waiting = next(coming, None)
        for day in days:
            refused = self.world.quarter.down.get(day)
            self.world.let_in(refused)
            for moment in worktime.runs(day, self.runs):
                while waiting is not None and waiting.at <= moment:
                    self._happen(waiting)
                    waiting = next(coming, None)
                self.snapshots.append(self._once(moment, refused))
            last = self.snapshots[-1]
            self.say(f"{day}: {len(self.known)} notes, {last.seconds:.1f} s a run, exit {last.exit_code}")

    def _happen(self, event: Letter | Act) -> None:
        if isinstance(event, Letter):
            self.world.deliver(event)
        elif not self.world.act(event, self._task_about(event.letter) if event.letter else None):
            self.impossible.append(event)

    def _task_about(self, letter: Letter) -> Task | None:
        sql = "SELECT task_gid FROM cases WHERE message_id = ? AND task_gid IS NOT NULL ORDER BY started_at DESC"
        rows = list(self._rows(sql, letter.message_id))
        return self.world.task(rows[0]["task_gid"]) if rows else None

    def _once(self, moment: datetime, refused: str | None) -> Snapshot:
        self.world.asana.clock.stand(moment)
        before = self._mail()
        began = time.perf_counter()
        done = _syncd("once", "--as-of", moment.isoformat(), "--json", config=self.world.config)
        seconds = time.perf_counter() - began
        if done.returncode not in (0, 1) or not done.stdout:
            raise RuntimeError(f"exit {done.returncode} at {moment}\n{done.stdout}\n{done.stderr}")
        said = json.loads(done.stdout)
        after = self._mail()
        texts = self.world.texts()
        created = tuple(seen for seen in texts if seen.gid not in self.known)
        self.known |= {seen.gid for seen in created}
        for seen in texts:
            self.versions.setdefault((seen.gid, seen.text), seen)
        open_tasks = {seen.task_gid: seen for seen in texts if seen.kind == "task" and not seen.completed}
        problems = tuple(f"{p['where']}: {p['what']}" for p in said["problems"])
        return Snapshot(
            moment, done.returncode, seconds, refused, tuple(self._told(open_tasks)), created, frozenset(seen.name for seen in open_tasks.values()),
            {seen.assignee or "": seen.text for seen in open_tasks.values() if seen.name.startswith("Сводка")},
            tuple(dict(row) for row in self._rows("SELECT * FROM approvals")),
            frozenset((row["client"], row["about"]) for row in self._rows("SELECT client, about FROM money_gates WHERE open AND about IN ('media_plan', 'budget')")),
            sum(before[key] != after[key] for key in before), problems,
        )  # fmt: skip

    def _told(self, open_tasks: dict[str, Seen]) -> Iterator[CaseRow]:
        for row in self._rows("SELECT * FROM cases WHERE state = 'open' AND task_gid IS NOT NULL"):
            task = open_tasks.get(row["task_gid"])
            if task is not None:
                yield CaseRow(
                    row["kind"], row["client"], row["message_id"] or "", task.task_gid, task.name, task.assignee or ""
                )

    def _rows(self, sql: str, *values: str) -> Iterator[sqlite3.Row]:
        path = self.world.home / "syncd.db"
        if not path.exists():
            return
        with closing(sqlite3.connect(path)) as db:
            db.row_factory = sqlite3.Row
            yield from db.execute(sql, values).fetchall()

    def _mail(self) -> dict[tuple[str, str, str], object]:
        return {
            (manager.email, *key): value
            for manager in self.world.quarter.staff
            for key, value in self.world.dovecot.snapshot(manager.email).items()
        }


def _syncd(*words: str, config: Path) -> subprocess.CompletedProcess[str]:
    command = shutil.which("syncd", path=str(Path(sys.executable).parent))
    argv = [command] if command else [sys.executable, "-m", "syncd"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SYNCD_")}
    environment["SYNCD_CONFIG"] = str(config)
    return subprocess.run([*argv, *words], env=environment, capture_output=True, text=True, timeout=300, check=False)
