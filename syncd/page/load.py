"""How much each manager has to do: by the clients he leads, and by the letters he wrote."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from syncd.page.desk import ON_US, Desk


@dataclass(frozen=True, slots=True)
class Load:
    """One manager's. Pushes and letters are those since the moment asked for."""

    manager: str
    clients: int
    open_cases: int
    overdue: int
    pushes: int
    sent: int
    received: int


def loads(desk: Desk, since: datetime) -> list[Load]:
    """Every manager of the config, in its order."""
    leads = {client.name: desk.manager_of(client.name) for client in desk.agency.clients}
    names = {email.casefold(): each.name for each in desk.agency.managers for email in each.emails}
    cases = [case for case in desk.open_cases if case.client in leads]
    letters = [letter for letter in desk.rows.letters if letter.at >= since and letter.client in leads]
    clients = Counter(leads.values())
    open_cases = Counter(leads[case.client] for case in cases)
    overdue = Counter(leads[case.client] for case in cases if case.kind in ON_US and desk.is_overdue(case))
    pushes = Counter(leads[client] for client, at in desk.rows.pushes if at >= since and client in leads)
    sent = Counter(names.get(letter.address.casefold()) for letter in letters if letter.is_ours)
    received = Counter(leads[letter.client] for letter in letters if not letter.is_ours)
    return [
        Load(name, clients[name], open_cases[name], overdue[name], pushes[name], sent[name], received[name])
        for name in (manager.name for manager in desk.agency.managers)
    ]
