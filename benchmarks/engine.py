"""How long the engine takes over letters that are read already: threads and readings, then one decision, then an idle one.

    python benchmarks/engine.py --clients 200 --letters 60

No servers: letters are made here, absorbed as a mailbox's batch is, and decided about at a moment four weeks after the first.
"""

from __future__ import annotations

import argparse
import logging
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from syncd.cli import logs
from syncd.data.lexicon import default_lexicon
from syncd.data.wording import load_wording
from syncd.domain.agency import Agency, Client, Language, Manager, Representative, Subject
from syncd.domain.mail.message import SeenMessage, Sighting
from syncd.domain.mail.parse import parse_message
from syncd.domain.source import Batch
from syncd.engine.absorb import absorb_mail
from syncd.engine.decide import decide_clients
from syncd.engine.memory import Memory
from syncd.engine.understand import understand
from syncd.engine.views import Letters, load_world
from syncd.store.schema import open_database

BEGIN = datetime(2026, 4, 13, 7, 0, tzinfo=UTC)
TEXTS = [
    "Добрый день! Подскажите, когда будет отчёт за прошлую неделю?",
    "Анна, посмотрите, пожалуйста, почему упали охваты в субботу. Что можно сделать?",
    "Медиаплан на май согласован, можно запускать.",
    "Спасибо, получили.",
    "Поменяйте, пожалуйста, телефон на сайте и в объявлениях.",
]
ANSWER = "Добрый день! Отчёт во вложении, охваты просели из-за праздников, вернули ставки вчера вечером."


def agency_of(clients: int) -> Agency:
    managers = tuple(
        Manager(f"Менеджер {n}", (f"m{n}@agency.example",), f"m{n}@agency.example")
        for n in range(max(1, clients // 20))
    )
    return Agency(
        name="A",
        domains=("agency.example",),
        timezone=ZoneInfo("Europe/Moscow"),
        language=Language.RU,
        internal_project="1",
        managers=managers,
        clients=tuple(
            Client(
                name=f"Клиент {n}",
                project=str(100 + n),
                manager=managers[n % len(managers)].emails[0],
                domains=(f"client{n}.example",),
                representatives=(Representative("Ольга", f"olga@client{n}.example", frozenset(Subject)),),
            )
            for n in range(clients)
        ),
        mailbox_owners={f"m{n}": f"m{n}@agency.example" for n in range(len(managers))},
    )


def letters_of(agency: Agency, each: int) -> Iterator[SeenMessage]:
    uid = 0
    for client in agency.clients:
        for n in range(each):
            uid += 1
            at = BEGIN + timedelta(hours=11 * n)
            theirs, ours = client.representatives[0].email, client.manager
            message = EmailMessage()
            message["From"], message["To"] = (theirs, ours) if n % 2 == 0 else (ours, theirs)
            message["Subject"] = f"Работа {n // 4}" if n % 4 == 0 else f"Re: Работа {n // 4}"
            message["Date"], message["Message-ID"] = format_datetime(at), f"<{uid}@x.example>"
            if n % 4:
                message["In-Reply-To"] = message["References"] = f"<{uid - 1}@x.example>"
            message.set_content(TEXTS[n % len(TEXTS)] if n % 2 == 0 else ANSWER)
            raw = message.as_bytes()
            place = Sighting(client.manager.partition("@")[0], "INBOX", 1, uid, at, len(raw))
            yield SeenMessage(place, parse_message(raw))


def timed(name: str, count: int, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:34s} {took:8.2f} s   {count / took:10.0f} letters/s   peak {peak:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--letters", type=int, default=60)
    args = parser.parse_args()
    logs.configure("console", level=logging.WARNING)
    agency, lexicon = agency_of(args.clients), default_lexicon()
    wording, kept, memory = load_wording(agency.timezone), Letters(), Memory()
    facts = tuple(letters_of(agency, args.letters))
    now = BEGIN + timedelta(weeks=4)
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "syncd.db")
        trusted: dict[str, tuple[str, ...]] = dict.fromkeys(agency.mailbox_owners, ())
        timed("absorb", len(facts), lambda: absorb_mail(db, "all", Batch(facts, "{}"), agency, trusted, now))
        timed("thread and read", len(facts), lambda: understand(db, agency, lexicon))
        timed("thread and read, nothing new", len(facts), lambda: understand(db, agency, lexicon))
        for name in ("first decision", "second decision, nothing new"):
            timed(
                name, len(facts), lambda: decide_clients(db, load_world(db, agency, now, None, kept), wording, memory)
            )


if __name__ == "__main__":
    main()
