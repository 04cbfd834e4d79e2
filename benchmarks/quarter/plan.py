"""The whole quarter: who works where, and all tales drawn from a seed."""

from __future__ import annotations

import dataclasses
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from benchmarks.quarter import worktime
from benchmarks.quarter.approvals import APPROVALS, SUBJECTS, Round
from benchmarks.quarter.contradiction import contradicted, file_changed, wished
from benchmarks.quarter.fridays import fridays
from benchmarks.quarter.people import HEAD, Client, Manager, clients, managers
from benchmarks.quarter.questions import QUESTIONS
from benchmarks.quarter.requests import REQUESTS
from benchmarks.quarter.tale import Tale, Teller
from benchmarks.quarter.words_ru import CAMPAIGNS
from benchmarks.quarter.works import works

REST = timedelta(days=22)  # between two rounds about one subject of a client, so that their words cannot be mixed up


@dataclass
class Quarter:
    """Everything that will happen."""

    staff: list[Manager]
    clients: list[Client]
    days: list[date]
    tales: list[Tale] = field(default_factory=list)
    down: dict[date, str] = field(default_factory=dict)  # whose mailbox cannot be read that day

    @property
    def people(self) -> list[Any]:
        return [manager.person for manager in self.staff] + [HEAD]


def draw(*, clients_count: int, managers_count: int, weeks: int, pace: float, seed: int) -> Quarter:
    """A quarter; `pace` is how many tales begin with a client on a day."""
    rng = random.Random(seed)
    days = worktime.working_days(worktime.FIRST_MONDAY, weeks)
    staff = managers(managers_count)
    if len(days) > 7:
        vacation = (days[len(days) // 2], days[min(len(days) // 2 + 4, len(days) - 2)])
        staff[0] = dataclasses.replace(staff[0], away=vacation)
    quarter = Quarter(staff, clients(clients_count, staff, CAMPAIGNS, rng), days)
    quarter.down = {days[n]: staff[(n // 9 + 1) % len(staff)].email for n in range(4, len(days), 9)}
    mailboxes = frozenset(manager.email for manager in staff)
    for client in quarter.clients:
        _fill(quarter, client, pace, random.Random(f"{seed} {client.name}"), mailboxes)
    mondays = [worktime.FIRST_MONDAY + timedelta(weeks=week) for week in range(weeks)]
    quarter.tales += works(quarter.clients, mondays) + fridays(quarter.clients, mondays)
    return quarter


def _fill(quarter: Quarter, client: Client, pace: float, rng: random.Random, mailboxes: frozenset[str]) -> None:
    free: dict[str, date] = {}
    rounds: dict[str, int] = defaultdict(lambda: rng.randrange(5))
    asks = QUESTIONS | REQUESTS | {wished: 0.5}
    for day in quarter.days:
        for _ in range(_how_many(rng, pace)):
            if not client.words:
                return
            open_subjects = [about for about in SUBJECTS if free.get(about, day) <= day]
            number = len(quarter.tales) + 1
            if open_subjects and rng.random() < 0.22:
                about = rng.choice(open_subjects)
                tell = rng.choices(list(APPROVALS), list(APPROVALS.values()))[0]
                if rng.random() < 0.12:
                    tell = rng.choice((contradicted, file_changed))
                teller = Teller(tell.__name__, client, day, rng, mailboxes, number)
                tell(teller, Round(teller, about, rounds[about]))
                rounds[about] += 1
                free[about] = teller.tale.ends.date() + REST
            else:
                ask = rng.choices(list(asks), list(asks.values()))[0]
                teller = Teller(ask.__name__, client, day, rng, mailboxes, number)
                ask(teller)
            quarter.tales.append(teller.tale)


def _how_many(rng: random.Random, pace: float) -> int:
    return sum(rng.random() < pace / 3 for _ in range(3))
