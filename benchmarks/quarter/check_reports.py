"""Friday's drafts against what was true of the project, and what the client read against what the manager decided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks.quarter import worktime
from benchmarks.quarter.drive import Driver
from benchmarks.quarter.fridays import ANSWERED, Decision, decision_on, edited, is_weekly_draft
from benchmarks.quarter.people import Client
from benchmarks.quarter.tale import Said
from benchmarks.quarter.world import Seen

BEGIN, END = "————— текст для клиента —————\n", "\n————— конец текста —————"
MOST_WORDS = 250
_REASON = re.compile(r"(?:причина|зачем|reason|why): (?P<words>[«\"].+[»\"])$")
_CUT = re.compile(r"^- (?:и ещё|and) \d+")


@dataclass
class Reports:
    """Every draft of the quarter; `right` counts what was as it should be."""

    driver: Driver
    right: Counter[str] = field(default_factory=Counter)

    def faults(self) -> Iterator[tuple[str, str]]:
        quarter = self.driver.world.quarter
        reasons = {
            match["words"] for tale in quarter.tales for said in tale.said if (match := _REASON.search(said.line))
        }
        for place, client in enumerate(quarter.clients):
            for week, friday in enumerate(day for day in quarter.days if day.weekday() == 4):
                yield from self._friday(client, friday, decision_on(place, week), reasons)

    def _friday(self, client: Client, friday: date, decision: Decision, reasons: set[str]) -> Iterator[tuple[str, str]]:
        where = f"{client.name} {friday:%d.%m}"
        versions = self._reviews(client, friday)
        if len({seen.gid for seen in versions}) != 1 or BEGIN not in versions[0].text:
            yield "report missed", f"{where}: {len(versions)} drafts"
            return
        draft = versions[0].text.partition(BEGIN)[2].partition(END)[0]
        said = [
            said for tale in self.driver.tales for said in tale.said if (said.client, said.friday) == (client, friday)
        ]
        yield from self._draft(where, draft, said, reasons)
        yield from self._end(where, client, friday, decision, draft, versions[0].gid)

    def _draft(self, where: str, draft: str, said: list[Said], reasons: set[str]) -> Iterator[tuple[str, str]]:
        sections = [section.split("\n")[1:] for section in draft.split("\n\n")]
        if len(sections) != 5 or len(draft.split()) >= MOST_WORDS:
            yield "report misshapen", f"{where}: {len(sections)} sections, {len(draft.split())} words"
            return
        for each in said:
            found = [(n, line) for n, lines in enumerate(sections) for line in lines if each.name in line]
            if found == [(each.question, f"- {each.line}")]:
                self.right["report line"] += 1
            elif found or not any(_CUT.match(line) for line in sections[each.question]):
                yield "report line wrong", f"{where}: {found}, should be {each.question} {each.line!r}"
        for line in (line for lines in sections[:4] for line in lines):
            reason = _REASON.search(line)
            if reason and reason["words"] not in reasons:
                yield "reason invented", f"{where}: {line!r}"

    def _end(
        self, where: str, client: Client, friday: date, decision: Decision, draft: str, review: str
    ) -> Iterator[tuple[str, str]]:
        decided = worktime.next_working_day(friday)
        if not any(snapshot.at.date() >= decided for snapshot in self.driver.snapshots):
            return
        published = [seen.text.rpartition("\n")[0] for seen in self._published(client, friday)]
        should = [] if decision in (Decision.REJECT, Decision.IGNORE) else [_to_read(draft, decision)]
        if published == should:
            self.right[f"report: {decision}"] += 1
        else:
            yield "published wrongly", f"{where} {decision}: {published!r}, should be {should!r}"
        reminders = sum(seen.kind == "comment" and seen.task_gid == review for seen in self.driver.versions.values())
        if reminders != (decision is Decision.IGNORE):
            yield "reminded wrongly", f"{where} {decision}: {reminders} comments"

    def _reviews(self, client: Client, friday: date) -> list[Seen]:
        return [
            seen
            for seen in self.driver.versions.values()
            if seen.kind == "task" and is_weekly_draft(seen.name, client) and _day(seen) == friday
        ]

    def _published(self, client: Client, friday: date) -> list[Seen]:
        """In the week that follows."""
        return [
            seen
            for seen in self.driver.versions.values()
            if seen.kind == "status"
            and seen.project == client.name
            and friday < _day(seen) <= friday + timedelta(days=7)
        ]


def _to_read(draft: str, decision: Decision) -> str:
    """What the client is to read: every line but those that lack their reason, no heading that lost all its lines."""
    text = edited(draft) if decision is Decision.EDIT else draft
    sections = []
    for section in text.split("\n\n"):
        head, *lines = section.split("\n")
        kept = [line for line in lines if not line.endswith(": —")]
        if kept:
            sections.append("\n".join([head, *kept]))
    assert decision is not Decision.EDIT or ANSWERED in text or ": —" not in draft
    return "\n\n".join(sections)


def _day(seen: Seen) -> date:
    return seen.written_at.astimezone(worktime.MOSCOW).date()
