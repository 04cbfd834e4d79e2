"""The installed daemon under faults drawn from a seed, and at the end an independent look: mailboxes, Asana, database.

Shares no rule with the daemon: it knows the letters it sent and what must stand in Asana for them.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from syncd.demo.asana.model import Story, Task
from syncd.demo.asana.rich_text import to_plain
from tests.e2e.program import argv, syncd
from tests.e2e.small_office import ANNA, OLGA, SmallOffice

ASANA_FAULTS = (
    "429 retry-after 1",
    "500",
    "500 phrase",
    "502 html",
    "503",
    "cut",
    "commit_then_cut",
    "504_then_finish 0.2",
    "truncated",
    "slow 1",
)
URGENT = "Анна, в объявлениях висят старые цены, остановите рекламу, пожалуйста!"
TASKS_A_DAY = 9  # below the cap, so that the task about a broken mailbox has room too
REFERENCE = re.compile(r"A-[0-9A-HJKMNP-TV-Z]{5}")


@dataclass
class FaultRun:
    """One run. `letters` maps the subject of each client letter to its Message-ID, `answered` those we answered."""

    office: SmallOffice
    random: random.Random
    letters: dict[str, str] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    told: Counter[str] = field(default_factory=Counter)
    daemon: subprocess.Popen[bytes] | None = None
    revoked: str | None = None

    def live(self, seconds: float) -> None:
        """Letters and faults for so long; then everything is mended and the daemon is left to catch up."""
        acts: tuple[Callable[[], None], ...] = (
            self.letter,
            self.letter,
            self.letter,
            self.answer,
            self.asana_fault,
            self.asana_fault,
            self.kill,
            self.stop_mail,
            self.new_uids,
            self.lose_tokens,
            self.revoke,
            self.terminate,
        )
        ends = time.monotonic() + seconds
        try:
            while time.monotonic() < ends:
                self.run_daemon()
                act = self.random.choice(acts)
                self.told[act.__name__] += 1
                act()
                time.sleep(self.random.uniform(0.1, 1.2))  # noqa: TID251
            self.mend()
        finally:
            self.end_daemon(signal.SIGKILL)

    def run_daemon(self) -> None:
        if self.daemon is None or self.daemon.poll() is not None:
            log = (self.office.home / "log").open("ab")
            self.daemon = subprocess.Popen(argv("run", "--config", str(self.office.config)), stderr=log, stdout=log)

    def end_daemon(self, how: signal.Signals) -> None:
        if self.daemon is not None:
            with suppress(ProcessLookupError):
                os.kill(self.daemon.pid, how)
            self.daemon.wait(timeout=30)
            self.daemon = None

    def kill(self) -> None:
        self.end_daemon(signal.SIGKILL)

    def terminate(self) -> None:
        self.end_daemon(signal.SIGTERM)

    def letter(self) -> None:
        if len(self.letters) >= TASKS_A_DAY:  # more would wait for tomorrow (PRODUCT.md section 5)
            return
        subject = f"Старые цены, объявление {len(self.letters) + 1001}"
        self.letters[subject] = self.office.letter(subject, URGENT)

    def answer(self) -> None:
        open_ones = sorted(self.letters.keys() - self.answered)
        if open_ones:
            subject = self.random.choice(open_ones)
            self.answered.add(subject)
            self.office.letter(
                f"Re: {subject}",
                "Ольга, остановили, цены исправили.",
                sender=ANNA,
                to=OLGA,
                folder="Sent",
                answers=self.letters[subject],
            )

    def asana_fault(self) -> None:
        match = self.random.choice(("POST *", "GET *", "PUT *", "* /api/1.0*", "GET */events*", "POST */stories"))
        self.office.asana.faults.add(match, self.random.choice(ASANA_FAULTS), times=self.random.randint(1, 4))

    def stop_mail(self) -> None:
        self.office.dovecot.stop()
        time.sleep(self.random.uniform(0.1, 1.5))  # noqa: TID251
        self.office.dovecot.start()

    def new_uids(self) -> None:
        self.office.dovecot.forget_uids(ANNA, self.random.choice(("INBOX", "Sent")))

    def lose_tokens(self) -> None:
        self.office.asana.lose_sync_tokens()

    def revoke(self) -> None:
        tokens = self.office.asana.tokens
        if self.revoked is None:
            self.revoked = tokens.pop(self.office.asana.token, None)
        else:
            tokens[self.office.asana.token], self.revoked = self.revoked, None

    def mend(self) -> None:
        """All is well again: the daemon ends, and two single cycles catch up, minutes apart by Asana's clock."""
        self.end_daemon(signal.SIGTERM)
        self.office.asana.faults.clear()
        if self.revoked is not None:
            self.revoke()
        for _ in range(4):
            self.office.asana.clock.advance(timedelta(minutes=3))
            done = syncd("once", config=self.office.config)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    # -- the independent look ----------------------------------------------------------------------------------------

    def findings(self, flags_before: dict[tuple[str, str], str]) -> list[str]:
        """Everything that is not as it must be."""
        tasks = self.office.team_tasks()
        return [*self._letters_and_tasks(tasks), *self._doubled(tasks), *self._places(), *self._mailbox(flags_before)]

    def _letters_and_tasks(self, tasks: list[Task]) -> list[str]:
        found = []
        for subject in self.letters:
            about = [task for task in tasks if subject in task.name]
            if subject not in self.answered and (len(about) != 1 or about[0].completed):
                found.append(
                    f"{subject}: unanswered, and {len(about)} tasks stand, completed {[t.completed for t in about]}"
                )
            if subject in self.answered and (len(about) > 1 or any(not task.completed for task in about)):
                found.append(
                    f"{subject}: answered, and {len(about)} tasks stand, completed {[t.completed for t in about]}"
                )
        return found

    def _doubled(self, tasks: list[Task]) -> list[str]:
        texts = [to_plain(task.html_notes) for task in tasks]
        for task in tasks:
            stories = [self.office.asana.state.get(Story, gid) for gid in task.stories]
            texts += [
                to_plain(s.html_text)
                for s in stories
                if s.type == "comment" and s.created_by == self.office.asana.bot.gid
            ]
        references = Counter(text.rpartition("\n")[2] for text in texts if REFERENCE.search(text))
        return [f"reference {reference} stands {count} times" for reference, count in references.items() if count > 1]

    def _places(self) -> list[str]:
        """Nothing of a team's in the client's project."""
        mine = [
            task
            for task in self.office.asana.tasks_in(self.office.project)
            if task.created_by == self.office.asana.bot.gid
        ]
        return [
            f"task in the client's project: {task.name}"
            for task in mine
            if "без ответа" in task.name or "не читается" in task.name
        ]

    def _mailbox(self, before: dict[tuple[str, str], str]) -> list[str]:
        after = self.office.dovecot.flags(ANNA)
        changed = [str(key) for key, flags in before.items() if after.get(key) != flags]
        with closing(sqlite3.connect(self.office.home / "syncd.db")) as db:
            known = {row[0] for row in db.execute("SELECT message_id FROM letters WHERE client IS NOT NULL")}
            check = db.execute("PRAGMA integrity_check").fetchone()[0]
        missed = [subject for subject, message_id in self.letters.items() if message_id.strip("<>") not in known]
        return [
            *(f"flags changed: {key}" for key in changed),
            *(f"letter not accounted for: {subject}" for subject in missed),
            *([] if check == "ok" else [f"database: {check}"]),
        ]


def run_faults(office: SmallOffice, *, seed: int, seconds: float) -> tuple[list[str], FaultRun]:
    """One run, its findings and what was done in it. A seed gives the same draws, not the same timing."""
    office.change_config('poll = "1s"', 'poll = "2s"')
    for number in range(3):
        office.letter(f"Спасибо {number}", "Спасибо, получили.", at=datetime.now(UTC) - timedelta(hours=2))  # noqa: TID251
    before = office.dovecot.flags(ANNA)
    run = FaultRun(office, random.Random(seed))
    run.live(seconds)
    return run.findings(before), run
