"""The checker: the truth of the tales against Asana, the database and the mailboxes. It shares no code with the daemon."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from benchmarks.quarter import worktime
from benchmarks.quarter.approvals import MONEY
from benchmarks.quarter.check_reports import Reports
from benchmarks.quarter.check_steps import step_faults
from benchmarks.quarter.check_texts import text_faults
from benchmarks.quarter.drive import CaseRow, Driver, Snapshot
from benchmarks.quarter.tale import Line, Tale, Told, Verdict, Wait

EDGE = timedelta(minutes=2)  # a run so near to a due moment may see it either way
GRACE = 2 * worktime.DAY  # a digest line or a client's comment under the day's cap may come so much later


@dataclass
class Report:
    """Counts of what was right, and every fault by name."""

    right: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)  # kind of fault, words
    pushes: Counter[tuple[str, str]] = field(default_factory=Counter)  # manager, day
    spoiled: int = 0

    def fault(self, kind: str, words: str) -> None:
        self.faults.append((kind, words))

    def count(self, *kinds: str) -> int:
        return sum(kind in kinds for kind, _ in self.faults)


def check(driver: Driver) -> Report:
    """Everything at once."""
    report = Report()
    spoiled = {id(act) for act in driver.impossible}
    tales = [tale for tale in driver.tales if not any(id(act) in spoiled for act in tale.acts)]
    report.spoiled = len(driver.tales) - len(tales)
    skip = {letter.message_id for tale in driver.tales if tale not in tales for letter in tale.letters}
    Waits(driver, tales, skip, report).check()
    _verdicts(driver, tales, skip, report)
    _told(driver, tales, report)
    _lines(driver, tales, report)
    reports = Reports(driver)
    for kind, words in (*text_faults(driver), *step_faults(driver, tales), *reports.faults()):
        report.fault(kind, words)
    report.right += reports.right
    _duplicates(driver, report)
    _pushes(driver, report)
    touched = sum(snapshot.touched for snapshot in driver.snapshots)
    if touched:
        report.fault("mailbox touched", f"{touched} letters changed")
    return report


@dataclass
class Waits:
    """Who waits, told in time, as long as it lasts and no longer."""

    driver: Driver
    tales: list[Tale]
    skip: set[str]
    report: Report

    def check(self) -> None:
        waits = [(tale, wait) for tale in self.tales for wait in tale.waits]
        for tale, wait in waits:
            self._one(tale, wait)
        by_id: dict[str, list[Wait]] = defaultdict(list)
        for _, wait in waits:
            for letter in wait.letters:
                by_id[letter.message_id].append(wait)
        titled = [wait for _, wait in waits if wait.title]
        self._false_alarms(by_id, titled)

    def _one(self, tale: Tale, wait: Wait) -> None:
        wanted = [snapshot for snapshot in self.driver.snapshots if self._must_be_told(wait, snapshot)]
        if not wanted:
            self.report.right["nothing to tell"] += 1
            return
        told = [snapshot for snapshot in wanted if self._is_told(wait, snapshot)]
        words = f"{tale.name}: {_name(wait)}, due {wait.due:%d.%m %H:%M}, wanted at {wanted[0].at:%d.%m %H:%M}"
        if not told:
            self.report.fault("missed", f"{words}, until {wanted[-1].at:%d.%m %H:%M}")
        elif told[0] is not wanted[0]:
            self.report.fault("late", f"{words}, came {told[0].at:%d.%m %H:%M}")
        elif len(told) < len(wanted):
            gone = next(snapshot for snapshot in wanted if snapshot not in told)
            self.report.fault("ended too early", f"{words}, gone {gone.at:%d.%m %H:%M}")
        else:
            self.report.right[wait.kind] += 1

    def _must_be_told(self, wait: Wait, snapshot: Snapshot) -> bool:
        at = snapshot.at
        due = wait.start if wait.at_once else wait.due
        ended = wait.closed is not None and wait.closed <= at
        gone = wait.deleted_at is not None and wait.deleted_at <= at
        if ended or gone or due > at - EDGE or not worktime.is_open(at) or self._is_blind(wait, snapshot):
            return False
        return wait.start + timedelta(minutes=10) <= at

    def _is_blind(self, wait: Wait, snapshot: Snapshot) -> bool:
        """A mailbox that could hold the answer cannot be read today."""
        client = wait.client
        return snapshot.down in (client.manager.email, client.deputy.email)

    def _is_told(self, wait: Wait, snapshot: Snapshot) -> bool:
        if wait.kind == "contradiction":  # a task, and no row of `cases`
            said = "разные пожелания" if wait.title else "два разных решения"
            return any(name.startswith(f"{wait.client.name}: {said}") for name in snapshot.open_tasks)
        return any(_is_about(row, wait) for row in snapshot.told)

    def _may_be_told(self, wait: Wait, snapshot: Snapshot) -> bool:
        if self._is_blind(wait, snapshot):
            return wait.start <= snapshot.at
        ended = wait.closed is not None and wait.closed <= snapshot.at
        return wait.start <= snapshot.at and not ended

    def _false_alarms(self, by_id: dict[str, list[Wait]], titled: list[Wait]) -> None:
        said: set[tuple[str, str]] = set()
        for snapshot in self.driver.snapshots:
            for row in snapshot.told:
                waits = [w for w in (*by_id.get(row.message_id, ()), *titled) if _is_about(row, w)]
                key = row.kind, row.message_id or row.task_name
                if row.message_id in self.skip or any(self._may_be_told(w, snapshot) for w in waits) or key in said:
                    continue
                said.add(key)
                what = "goes on too long" if waits else "false"
                self.report.fault(what, f"{row.kind} at {snapshot.at:%d.%m %H:%M}: {row.task_name} {self._whose(row)}")
            self._too_early(snapshot, by_id, titled)

    def _too_early(self, snapshot: Snapshot, by_id: dict[str, list[Wait]], titled: list[Wait]) -> None:
        new = {
            seen.task_gid
            for seen in snapshot.created
            if seen.kind == "task" and seen.project == self.driver.world.internal.name
        }
        for gid in new:
            rows = [row for row in snapshot.told if row.task_gid == gid and row.message_id not in self.skip]
            waits = [w for row in rows for w in (*by_id.get(row.message_id, ()), *titled) if _is_about(row, w)]
            if rows and waits and not any((w.start if w.at_once else w.due) <= snapshot.at + EDGE for w in waits):
                due = min(w.due for w in waits)
                self.report.fault(
                    "too early", f"{rows[0].task_name} at {snapshot.at:%d.%m %H:%M}, due {due:%d.%m %H:%M}"
                )
        if new and not worktime.is_open(snapshot.at):
            self.report.fault("in quiet hours", f"{len(new)} tasks at {snapshot.at:%d.%m %H:%M}")

    def _whose(self, row: CaseRow) -> str:
        for tale in self.driver.tales:
            for letter in tale.letters:
                if letter.message_id == row.message_id:
                    return f"({tale.name}, {letter.by.name}: {' '.join(letter.text.split())[:140]})"
        return "(no letter)"


def _is_about(row: CaseRow, wait: Wait) -> bool:
    if row.kind != wait.kind:
        return False
    if wait.title:
        return wait.title in row.task_name and row.client == wait.client.name
    return any(letter.message_id == row.message_id for letter in wait.letters)


def _name(wait: Wait) -> str:
    letter = wait.letters[0] if wait.letters else None
    said = f"«{letter.subject}» {letter.by.name}: {' '.join(letter.text.split())[:110]}" if letter else wait.title
    return f"{wait.client.name} {wait.kind} {said}"


def _verdicts(driver: Driver, tales: list[Tale], skip: set[str], report: Report) -> None:
    truth = {verdict.letter.message_id: verdict for tale in tales for verdict in tale.verdicts}
    last = driver.snapshots[-1]
    rows = {
        row["message_id"]: row for row in last.approvals if row["state"] != "requested" and row["source"] == "letter"
    }
    for message_id, verdict in truth.items():
        if verdict.letter.at > last.at - timedelta(minutes=16):
            continue
        row = rows.get(message_id)
        said = f"{verdict.client.name} {verdict.about}: «{' '.join(verdict.letter.text.split())[:120]}»"
        if row is None:
            report.fault("verdict missed", f"{said} should be {verdict.state}")
        elif row["state"] != verdict.state:
            kind = "approved falsely" if row["state"] == "approved" else "verdict wrong"
            report.fault(
                kind, f"{said} is {row['state']} ({row['reason']}), should be {verdict.state} ({verdict.reason})"
            )
        else:
            report.right["verdict"] += 1
            _details(report, verdict, row, said)
    texts = {letter.message_id: letter for tale in driver.tales for letter in tale.letters}
    for message_id, row in rows.items():
        if message_id not in truth and message_id not in skip:
            kind = "approved falsely" if row["state"] == "approved" else "verdict false"
            report.fault(kind, f"{row['client']} {row['state']} «{' '.join(texts[message_id].text.split())[:120]}»")
    _gates(driver, tales, report)


def _details(report: Report, verdict: Verdict, row: dict[str, object], said: str) -> None:
    if verdict.reason and row["reason"] != verdict.reason:
        report.fault("reason wrong", f"{said}: {row['reason']}, should be {verdict.reason}")
    if row["about"] != verdict.about:
        report.fault("subject wrong", f"{said}: {row['about']}, should be {verdict.about}")
    if re.sub(r"\D", "", str(row["version"] or "")) != verdict.version:
        report.fault("version wrong", f"{said}: {row['version']}, should be {verdict.version}")


def _gates(driver: Driver, tales: list[Tale], report: Report) -> None:
    """In force, row by row, and the money gate, run by run; while a mailbox is down nothing new is expected."""
    said: set[tuple[str, str]] = set()
    by_hand = {
        (act.client.name if act.client else tale.client.name, verdict.about, act.at)
        for tale in tales if tale.name == "by_hand" for act in tale.acts if act.what == "phone" for verdict in tale.verdicts
    }  # fmt: skip
    for snapshot in driver.snapshots:
        if snapshot.down:
            continue
        truth = {v.letter.message_id: v for t in tales for v in t.verdicts if _is_in_force(v, snapshot.at)}
        rows = {r["message_id"]: r for r in snapshot.approvals if r["in_force"] and r["source"] == "letter"}
        known = {letter.message_id for tale in tales for letter in tale.letters}
        unsure = {
            v.letter.message_id for t in tales for v in t.verdicts if v.counts_again and v.counts_again <= snapshot.at
        }
        for message_id in (truth.keys() ^ rows.keys()) & known - unsure:
            kind = "in force wrongly" if message_id in rows else "not in force"
            if (kind, message_id) not in said:
                said.add((kind, message_id))
                words = next(v.letter.text for t in tales for v in t.verdicts if v.letter.message_id == message_id)
                row = next((r for r in snapshot.approvals if r["message_id"] == message_id), {})
                report.fault(
                    kind,
                    f"«{' '.join(words.split())[:100]}» at {snapshot.at:%d.%m %H:%M}: {row.get('state')}, voided by {row.get('voided_by')}",
                )
        gates = {(v.client.name, v.about) for v in truth.values() if v.about in MONEY}
        gates |= {(client, about) for client, about, at in by_hand if about in MONEY and at <= snapshot.at}
        whole = {tale.client.name for tale in driver.tales} - {t.client.name for t in driver.tales if t not in tales}
        for gate in (gates ^ snapshot.gates) - {g for g in gates ^ snapshot.gates if g[0] not in whole}:
            kind = "money gate open wrongly" if gate in snapshot.gates else "money gate shut wrongly"
            if (kind, str(gate)) not in said:
                said.add((kind, str(gate)))
                report.fault(kind, f"{gate} at {snapshot.at:%d.%m %H:%M}")


def _is_in_force(verdict: Verdict, at: datetime) -> bool:
    ended = verdict.force_until is not None and verdict.force_until <= at
    return verdict.in_force and verdict.letter.at <= at and not ended


def _told(driver: Driver, tales: list[Tale], report: Report) -> None:
    """Every decision once in the client's project, and nothing else."""
    internal, end = driver.world.internal.name, driver.snapshots[-1].at
    comments = [seen for seen in driver.versions.values() if seen.kind == "comment" and seen.project != internal]
    wanted = [told for tale in driver.tales for told in tale.told]
    for told in (told for tale in tales for told in tale.told):
        found = {seen.gid for seen in comments if _says(seen.text, told) and seen.project == told.client.name}
        if not found and worktime.add(told.letter.at, GRACE) < end and not _is_past(driver, told):
            report.fault(
                "client not told",
                f"{told.client.name} {told.kind}: «{' '.join(told.letter.text.split())[:100]}» {told.letter.at:%d.%m %H:%M}",
            )
        elif found:
            report.right[f"client told: {told.kind}"] += 1
    for seen in comments:
        if not any(_says(seen.text, told) and told.client.name == seen.project for told in wanted):
            report.fault("client told falsely", f"{seen.project}: {seen.text!r}")


def _is_past(driver: Driver, told: Told) -> bool:
    """Remarks on a version that was replaced, or an approval that was taken back, before any run saw them."""
    tale = next(tale for tale in driver.tales if told in tale.told)
    seen = next(
        (s.at for s in driver.snapshots if s.at >= told.letter.at and worktime.is_open(s.at) and not s.down), None
    )
    return seen is None or any(told.letter.at < letter.at <= seen for letter in tale.letters)


def _says(text: str, told: Told) -> bool:
    return all(needle in text for needle in told.needles)


def _lines(driver: Driver, tales: list[Tale], report: Report) -> None:
    end = driver.snapshots[-1].at
    for line in (line for tale in tales for line in tale.lines):
        if any(line.needle in text for text in _digests(driver, line)):
            report.right[f"digest: {line.why}"] += 1
        elif worktime.add(line.start, GRACE) < end:
            report.fault(
                "digest line missed", f"{line.why}: {line.needle}, {line.start:%d.%m %H:%M}, {line.manager.person.name}"
            )


def _digests(driver: Driver, line: Line) -> Iterator[str]:
    gid = driver.world.asana.state.user(line.manager.email).gid
    for snapshot in driver.snapshots:
        if snapshot.at >= line.start:
            yield snapshot.digests.get(gid, "")


def _duplicates(driver: Driver, report: Report) -> None:
    texts = Counter()
    first: dict[str, datetime] = {}
    for (gid, _), seen in driver.versions.items():
        first.setdefault(gid, seen.written_at)
    for seen in {seen.gid: seen for seen in driver.versions.values()}.values():
        if seen.name.startswith("Сводка"):
            continue  # what lacks a date is listed anew each week, in the same words
        texts[seen.project, seen.task_gid if seen.kind == "comment" else seen.name, _without_ref(seen.text)] += 1
    for (project, _, text), count in texts.items():
        if count > 1:
            report.fault("duplicate", f"{project}, {count} times: {text[:160]!r}")
    tasks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for snapshot in driver.snapshots:
        for row in snapshot.told:
            if row.message_id:
                tasks[row.kind, row.message_id].add(row.task_gid)
    for (kind, message_id), gids in tasks.items():
        if len(gids) > 1:
            report.fault("duplicate", f"{kind} of {message_id} in {len(gids)} tasks")


def _without_ref(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith("A-"))


def _pushes(driver: Driver, report: Report) -> None:
    """Creations and comments in the internal project, by who has the task and the day."""
    names = {driver.world.asana.state.user(m.email).gid: m.person.name for m in driver.world.quarter.staff}
    for snapshot in driver.snapshots:
        for seen in snapshot.created:
            if seen.project == driver.world.internal.name:
                report.pushes[
                    names.get(seen.assignee or "", "others"), f"{seen.written_at.astimezone(worktime.MOSCOW):%Y-%m-%d}"
                ] += 1


def shares(counts: Iterable[int]) -> tuple[float, int]:
    """The mean and the greatest of some counts."""
    values = list(counts)
    return (sum(values) / len(values), max(values)) if values else (0.0, 0)
