"""A whole agency's load on one daemon: many mailboxes, clients and projects; first run with a kill in the middle, idle, latency.

    python benchmarks/load.py --mailboxes 50 --letters 20000 --clients 1000 --busy-projects 300

Needs Dovecot. Letters are small and spread evenly over three years, so that a first read of 90 days takes one in twelve.
Each client has a project; the busy ones have twenty tasks. What the servers take of the processor is not counted.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import re
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from syncd.demo.asana import AsanaSimulator
from tests.support.dovecot import Dovecot

YEARS = timedelta(days=3 * 365)
TASKS = 20
TICK = os.sysconf("SC_CLK_TCK")
SENTENCES = (
    "Посмотрите, пожалуйста, почему упали охваты в субботу.",
    "Бухгалтерия ждёт закрывающие документы до пятницы.",
    "По креативам вернусь завтра, показала коллегам.",
    "В отчёте за прошлую неделю не хватает конверсий с сайта.",
    "Бюджет на месяц прежний, распределение оставляем на ваше усмотрение.",
    "Новые фотографии товара лежат в общей папке.",
    "Please have a look at the numbers of last week.",
)
ANSWER = "Добрый день! Посмотрели: ставки вернули вчера вечером, подробности в отчёте, он во вложении."
NEWSLETTER = "Скидки недели и новости отрасли.\nВы получили это письмо, потому что подписаны на рассылку."
URGENT = "В объявлениях висят старые цены, остановите рекламу, пожалуйста!"
HEAD = """\
[agency]
name = "Load"
domains = ["agency.example"]
timezone = "Europe/Moscow"
working_hours = "00:00-24:00"
working_days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
holidays = []
database = "{home}/syncd.db"

[asana]
token = {{ file = "{home}/token" }}
workspace = "{workspace}"
internal_project = "{internal}"
base_url = "{base_url}"

[notes]
quiet_hours = ""
publish_reports = "never"
"""
MANAGER = """
[[manager]]
name = "Менеджер {n}"
emails = ["m{n}@agency.example"]
asana_user = "m{n}@agency.example"

[[mailbox]]
name = "m{n}"
host = "127.0.0.1"
port = {port}
security = "none"
user = "m{n}@agency.example"
password = {{ file = "{home}/pass" }}
history = "{history}d"
"""
CLIENT = """
[[client]]
name = "Клиент {n}"
project = "{project}"
manager = "m{m}@agency.example"
domains = ["client{n}.example"]
representatives = [ {{ name = "Ольга {n}", email = "olga@client{n}.example", approves = ["media_plan", "budget"] }} ]
"""


@dataclass
class Agency:
    """Both worlds, full."""

    home: Path
    asana: AsanaSimulator
    dovecot: Dovecot
    mailboxes: int
    clients: int
    projects: list[str] = field(default_factory=list)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    serial: Iterator[int] = field(default_factory=itertools.count)

    def fill_asana(self, busy: int) -> None:
        for n in range(self.mailboxes):
            self.asana.add_user(f"Менеджер {n}", f"m{n}@agency.example")
        self.internal = self.asana.add_project(
            "Работа с почтой", members=[f"m{n}@agency.example" for n in range(self.mailboxes)]
        )
        for n in range(self.clients):
            manager = f"m{n % self.mailboxes}@agency.example"
            project = self.asana.add_project(f"Клиент {n}", members=[manager])
            self.projects.append(project.gid)
            person = self.asana.person(manager)
            for number in range(TASKS if n < busy else 0):
                person.create_task(project, f"Задача {number}", notes="Что сделать и зачем.")

    def write_config(self, history: int) -> Path:
        (self.home / "token").write_text(self.asana.token)
        (self.home / "pass").write_text("secret")
        text = HEAD.format(
            home=self.home, workspace=self.asana.workspace, internal=self.internal.gid, base_url=self.asana.base_url
        )
        text += "".join(
            MANAGER.format(n=n, port=self.dovecot.port, home=self.home, history=history) for n in range(self.mailboxes)
        )
        text += "".join(CLIENT.format(n=n, project=gid, m=n % self.mailboxes) for n, gid in enumerate(self.projects))
        path = self.home / "syncd.toml"
        path.write_text(text, "utf-8")
        return path

    def fill_mailbox(self, number: int, letters: int) -> None:
        """Half newsletters, a quarter clients' letters, a quarter our answers to them."""
        chance, user = random.Random(number), f"m{number}@agency.example"
        start = datetime.now(UTC) - YEARS
        own = range(number, self.clients, self.mailboxes) or range(self.clients)
        for serial in range(letters // 2):
            at = start + (YEARS - timedelta(hours=12)) * (serial / (letters // 2))
            if serial % 2:
                self._put(user, "INBOX", newsletter(number, serial, at), at)
                self._put(user, "INBOX", newsletter(number, -serial, at), at + timedelta(minutes=1))
            else:
                client = chance.choice(own)
                ask, answer = exchange(user, client, number, serial, at, chance)
                self._put(user, "INBOX", ask, at)
                self._put(user, "Sent", answer, at + timedelta(minutes=40))

    def _put(self, user: str, folder: str, raw: bytes, at: datetime) -> None:
        """Straight into the Maildir: a million times."""
        if (user, folder) not in self.places:
            self.places[user, folder] = str(self.dovecot.create(user, folder) / "cur")
        path = f"{self.places[user, folder]}/{int(at.timestamp())}.M{next(self.serial)}.load:2,S"
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o644)
        os.write(descriptor, raw)
        os.close(descriptor)
        os.utime(path, (at.timestamp(), at.timestamp()))


def letter(sender: str, to: str, subject: str, message_id: str, at: datetime, text: str, more: str = "") -> bytes:
    head = (
        f"From: {sender}\nTo: {to}\nSubject: {subject}\nMessage-ID: <{message_id}>\nDate: {format_datetime(at)}\n{more}"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return (head + text + "\n").encode()


def newsletter(mailbox: int, serial: int, at: datetime) -> bytes:
    more = "List-Unsubscribe: <https://news.example/u>\nPrecedence: bulk\n"
    return letter(
        "news@news.example",
        f"m{mailbox}@agency.example",
        f"News {serial}",
        f"n{mailbox}.{serial}@news.example",
        at,
        NEWSLETTER,
        more,
    )


def exchange(
    user: str, client: int, mailbox: int, serial: int, at: datetime, chance: random.Random
) -> tuple[bytes, bytes]:
    them, subject = f"olga@client{client}.example", f"Question {serial}"
    ask_id, answer_id = f"q{mailbox}.{serial}@client{client}.example", f"a{mailbox}.{serial}@agency.example"
    text = "Добрый день! " + " ".join(chance.sample(SENTENCES, 3)) + " Когда сможете ответить?"
    ask = letter(them, user, subject, ask_id, at, text)
    quoted = "\n".join(f"> {line}" for line in text.splitlines())
    reply = f"In-Reply-To: <{ask_id}>\nReferences: <{ask_id}>\n"
    later = at + timedelta(minutes=40)
    return ask, letter(user, them, f"Re: {subject}", answer_id, later, f"{ANSWER}\n\n{quoted}", reply)


# -- the daemon, looked at from outside --------------------------------------------------------------------------------


class Watched:
    """A running daemon: what it tells systemd, and what /proc tells of it."""

    def __init__(self, config: Path, log: Path) -> None:
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        path = config.with_name("notify")
        path.unlink(missing_ok=True)
        self.notices.bind(str(path))
        self.notices.setblocking(False)
        self.status, self.longest_silence_s, self.heard_at = "", 0.0, time.monotonic()
        environment = os.environ | {"NOTIFY_SOCKET": str(path), "WATCHDOG_USEC": "300000000"}
        environment.pop("WATCHDOG_PID", None)
        command = [sys.executable, "-m", "syncd", "run", "--config", str(config)]
        self.process = subprocess.Popen(command, env=environment, stderr=log.open("ab"))

    def listen(self) -> None:
        """Take what it said meanwhile; the silence between two signs of life is what the watchdog measures."""
        while True:
            try:
                said = self.notices.recv(4096).decode()
            except BlockingIOError:
                break
            now = time.monotonic()
            if "WATCHDOG=1" in said:
                self.longest_silence_s = max(self.longest_silence_s, now - self.heard_at)
                self.heard_at = now
            if found := re.search(r"^STATUS=(.*)$", said, re.MULTILINE):
                self.status = found[1]
        if self.process.poll() is not None:
            raise SystemExit(f"the daemon ended with {self.process.returncode}")

    def until(self, what: Callable[[], object], every_s: float = 0.5, say: Callable[[], str] | None = None) -> float:
        """Seconds until it is so."""
        began = said = time.monotonic()
        while not what():
            self.listen()
            time.sleep(every_s)
            if say and time.monotonic() - said > 30:
                said = time.monotonic()
                print(f"    {said - began:5.0f} s: {say()}; {self.memory_mb():.0f} MB", flush=True)
        return time.monotonic() - began

    def cpu_s(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory_mb(self, what: str = "VmRSS") -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{what}:\s+(\d+)", status, re.MULTILINE)[1]) / 1024  # type: ignore[index]

    def files(self) -> int:
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def end(self, how: signal.Signals) -> float:
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.wait()
        self.notices.close()
        return time.monotonic() - began


def kept(config: Path) -> int:
    database = config.with_name("syncd.db")
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as db:
        try:
            return int(db.execute("SELECT count(*) FROM sightings").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def first_run(config: Path, expected: int) -> Watched:
    """Killed once in the middle; what was kept stays."""
    log = config.with_name("log")
    daemon = Watched(config, log)
    to_middle = daemon.until(lambda: kept(config) > expected * 0.4, 2, lambda: daemon.status)
    daemon.end(signal.SIGKILL)
    before = kept(config)
    print(f"  killed (SIGKILL) after {to_middle:.0f} s with {before} letters kept", flush=True)
    daemon = Watched(config, log)
    rest = daemon.until(lambda: "sources read" in daemon.status, 0.5, lambda: f"{daemon.status}, {kept(config)} kept")
    print(
        f"  started again: {kept(config) - before} more letters and the first decision in {rest:.0f} s,"
        f" {daemon.cpu_s():.0f} s of processor, at most {daemon.memory_mb('VmHWM'):.0f} MB,"
        f" database {config.with_name('syncd.db').stat().st_size / 1e6:.0f} MB,"
        f" longest silence towards the watchdog {daemon.longest_silence_s:.0f} s",
        flush=True,
    )
    return daemon


def idle(daemon: Watched, asana: AsanaSimulator, seconds: float) -> None:
    cpu, requests, began = daemon.cpu_s(), len(asana.requests), time.monotonic()
    daemon.until(lambda: time.monotonic() - began > seconds)
    minutes = (time.monotonic() - began) / 60
    print(
        f"  idle: {(daemon.cpu_s() - cpu) / minutes:.1f} s of processor a minute, {daemon.memory_mb():.0f} MB,"
        f" {(len(asana.requests) - requests) / minutes:.0f} requests to Asana a minute, {daemon.files()} open files",
        flush=True,
    )


def latency(daemon: Watched, agency: Agency, letters: int) -> None:
    """From a letter's delivery to its task in Asana, each in another mailbox."""
    found = []
    for n in range(letters):
        user, client = f"m{n % agency.mailboxes}@agency.example", n % agency.mailboxes
        subject, now = f"Old prices {n}", datetime.now(UTC)
        raw = letter(f"olga@client{client}.example", user, subject, f"u{n}@client{client}.example", now, URGENT)
        agency.dovecot.deliver(user, "INBOX", raw, now)
        found.append(
            daemon.until(lambda s=subject: any(s in t.name for t in agency.asana.tasks_in(agency.internal)), 0.02)
        )
        time.sleep(1)
    print(
        f"  from a letter to its note, {letters} letters: median {statistics.median(found):.1f} s, worst {max(found):.1f} s",
        flush=True,
    )


def timed(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"  {what}: {time.monotonic() - began:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mailboxes", type=int, default=50)
    parser.add_argument("--letters", type=int, default=20_000, help="in each mailbox")
    parser.add_argument("--clients", type=int, default=1_000)
    parser.add_argument("--busy-projects", type=int, default=300)
    parser.add_argument("--history", type=int, default=90, help="days that the first run reads")
    parser.add_argument("--idle-seconds", type=float, default=180)
    parser.add_argument("--new-letters", type=int, default=20)
    parser.add_argument("--folder", type=Path, help="where to build it; default: a temporary folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        place = Path(name)
        place.chmod(0o755)
        users = {f"m{n}@agency.example": "secret" for n in range(args.mailboxes)}
        extra = "mail_max_userip_connections = 200\ndefault_client_limit = 4000\ndefault_process_limit = 1000"
        with AsanaSimulator(requests_per_minute=1500) as asana, Dovecot(place, users, extra=extra) as dovecot:
            measure(Agency(place, asana, dovecot, args.mailboxes, args.clients), args)


def measure(agency: Agency, args: argparse.Namespace) -> None:
    print(
        f"{args.mailboxes} mailboxes of {args.letters} letters, {args.clients} clients, {args.busy_projects} busy projects"
    )
    for _ in timed("built"):
        agency.fill_asana(args.busy_projects)
        for n in range(args.mailboxes):
            agency.fill_mailbox(n, args.letters)
    config = agency.write_config(args.history)
    daemon = first_run(config, int(args.mailboxes * args.letters * args.history / YEARS.days))
    try:
        idle(daemon, agency.asana, args.idle_seconds)
        latency(daemon, agency, args.new_letters)
        print(f"  SIGTERM: ended after {daemon.end(signal.SIGTERM):.1f} s", flush=True)
    finally:
        daemon.process.kill()


if __name__ == "__main__":
    main()
