"""How long the site takes, and how large it is: synthetic rows of many clients over a year.

    python benchmarks/page.py --clients 200 --letters-a-week 6

No servers and no letters' bytes: rows go straight into the tables that the pages are made of.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from syncd.domain.agency import Agency, Client, Language, Manager, Representative, Subject
from syncd.page.site import site_files, write_site
from syncd.store.schema import open_database

NOW = datetime(2026, 5, 14, 13, 40, tzinfo=UTC)
WEEKS = 52
STATES = ("approved", "conditional", "rejected", "needs_confirmation")


def agency_of(clients: int) -> Agency:
    managers = tuple(
        Manager(f"Менеджер {n}", (f"m{n}@agency.example",), f"m{n}@agency.example") for n in range(clients // 15 + 1)
    )
    return Agency(
        name="Example Agency",
        domains=("agency.example",),
        timezone=ZoneInfo("Europe/Moscow"),
        language=Language.RU,
        internal_project="1",
        managers=managers,
        clients=tuple(
            Client(
                name=f"Клиент {n:03}",
                project=str(1000 + n),
                manager=f"m{n % len(managers)}@agency.example",
                domains=(f"c{n}.example",),
                representatives=tuple(
                    Representative(f"Представитель {n}-{k}", f"p{k}@c{n}.example", frozenset({Subject.MEDIA_PLAN}))
                    for k in range(3)
                ),
            )
            for n in range(clients)
        ),
    )


def text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def moments(chance: random.Random, a_week: int) -> Iterator[datetime]:
    for week in range(WEEKS):
        for _ in range(a_week):
            back = timedelta(weeks=week, days=chance.randrange(5), minutes=chance.randrange(540))
            yield NOW - timedelta(days=1) - back


def fill(db: Database, agency: Agency, a_week: int) -> None:
    """A year: letters with answers, one clock for each, approvals, edits, tasks and reminders."""
    chance = random.Random(1)
    letters: list[dict[str, Any]] = []
    cases: list[dict[str, Any]] = []
    approvals: list[dict[str, Any]] = []
    for client in agency.clients:
        for number, at in enumerate(moments(chance, a_week)):
            key = f"{client.project}-{number}"
            person, answer = chance.choice(client.representatives), at + timedelta(minutes=chance.randrange(20, 900))
            side = {"client": client.name, "thread": f"t{client.project}-{number // 4}", "kind": "person"}
            letters.append(
                side | {"identity": key, "message_id": f"{key}@c.example", "subject": f"Вопрос {number} о размещении", "from_address": person.email,
                        "from_name": person.name, "received_at": text(at), "side": "client"}
            )  # fmt: skip
            letters.append(
                side | {"identity": f"a{key}", "message_id": f"a{key}@agency.example", "subject": f"Re: Вопрос {number}", "from_address": client.manager,
                        "from_name": "Менеджер", "received_at": text(answer), "side": "ours"}
            )  # fmt: skip
            is_open = number % 60 == 0
            cases.append(
                {"ref": f"A-{key}", "key": f"reply:{key}", "kind": "reply", "client": client.name, "state": "open" if is_open else "closed",
                 "started_at": text(at), "due_at": text(at + timedelta(hours=4)), "closed_at": None if is_open else text(answer),
                 "closed_by": None if is_open else "answer", "message_id": f"{key}@c.example", "thread": side["thread"], "step": number % 4,
                 "person": person.name, "subject": f"Вопрос {number} о размещении"}
            )  # fmt: skip
            if number % 20 == 0:
                approvals.append(
                    {"ref": f"A-P{key}", "key": f"approval:{key}", "client": client.name, "about": "media_plan", "version": f"версия {number}",
                     "state": STATES[number // 20 % 4], "message_id": f"{key}@c.example", "author": person.name, "author_address": person.email, "quote": "Медиаплан согласован, можно запускать.",
                     "received_at": text(at), "in_force": 0}
                )  # fmt: skip
    with db.atomic():
        db.table("letters").insert_all(letters)
        db.table("cases").insert_all(cases)
        db.table("approvals").insert_all(approvals)
        db.table("money_gates").insert_all(
            {"client": r["client"], "about": r["about"], "plan": r["version"], "open": 0, "why": r["state"], "ref": r["ref"]}
            for r in approvals[::4]
        )  # fmt: skip
        db.table("edits").insert_all(
            {"client": c["client"], "message_id": c["message_id"], "received_at": c["started_at"], "author": c["person"], "kind": "factual",
             "words": "Поменяйте, пожалуйста, телефон на сайте и в объявлениях."}
            for c in cases[::10]
        )  # fmt: skip
        db.table("notes").insert_all(
            {"ref": c["ref"], "key": c["key"], "audience": "team", "surface": "team_task", "kind": "reply", "client": c["client"],
             "state": "written", "text": "Письмо без ответа", "written_at": c["due_at"]}
            for c in cases[::3]
        )  # fmt: skip
        tasks = [(f"{client.project}{n:03}", client.project) for client in agency.clients for n in range(30)]
        db.table("asana_tasks").insert_all(
            {"gid": gid, "name": f"Задача {gid}", "completed": 0, "due_on": f"2026-05-{int(gid[-2:]) + 1:02}", "project_gid": project}
            for gid, project in tasks
        )  # fmt: skip
        db.table("asana_memberships_of_tasks").insert_all(
            {"gid": f"m{gid}", "task_gid": gid, "project_gid": project} for gid, project in tasks
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--letters-a-week", type=int, default=3, help="letters of each client that ask for an answer")
    args = parser.parse_args()
    agency = agency_of(args.clients)
    with tempfile.TemporaryDirectory() as home:
        db = open_database(Path(home) / "syncd.db")
        fill(db, agency, args.letters_a_week)
        letters = db.execute("SELECT count(*) FROM letters").fetchone()[0]
        began, work = time.perf_counter(), time.process_time()
        pages = site_files(db, agency, NOW)
        made, worked = time.perf_counter(), time.process_time() - work
        write_site(Path(home) / "site", pages)
        size = sum(map(len, pages.values()))
        print(f"{args.clients} clients, {letters} letters of a year: {len(pages)} pages, {size / 1e6:.1f} MB")
        print(
            f"made in {made - began:.2f} s ({worked:.2f} s of the processor), written in {time.perf_counter() - made:.2f} s"
        )


if __name__ == "__main__":
    main()
