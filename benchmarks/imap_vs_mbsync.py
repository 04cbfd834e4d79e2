"""Reads one mailbox with syncd's connector and with mbsync, on one Dovecot in one run, and prints what each of them cost.

    python benchmarks/imap_vs_mbsync.py                     # 2,000 letters, 230 MB, about a minute
    python benchmarks/imap_vs_mbsync.py --letters 20000     # 2.3 GB, a quarter of an hour

mbsync (Debian: isync) copies whole letters; deflate is off for it, its best case. "syncd" is a first read, or a pass, as
the daemon makes it: letters fetched, parsed, kept in the database, threaded, read and judged, the bytes of decisions kept.
"reads" is its connector alone. All speak TLS. Time is from connecting to the end; CPU and memory are the whole process's.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlite_utils import Database

from benchmarks import correspondence
from connectors.imap.idle import ImapBell
from connectors.imap.settings import MailboxSettings
from connectors.imap.source import ImapSource
from syncd.data.lexicon import default_lexicon
from syncd.domain.agency import Agency, Client, Language, Manager
from syncd.domain.mail.message import SeenMessage
from syncd.domain.mail.new_text import Look
from syncd.domain.mail.whose import clients_named
from syncd.engine.absorb import absorb_mail
from syncd.engine.keep import look_at
from syncd.engine.understand import understand
from syncd.store import sources
from syncd.store.schema import open_database
from tests.support.dovecot import Dovecot
from tests.support.imap_proxy import ImapProxy

USER, PASSWORD = "anna@agency.example", "secret"
FOLDERS = (
    "INBOX",
    "Sent",
    "Archive",
    *(f"Клиенты/{name}" for name in ("Кот", "Сад", "Лес", "Дом", "Река", "Мост", "Поле")),
)
NOW = datetime.now(UTC)
ZLIB = "mail_plugins = zlib\nprotocol imap {\n  mail_plugins = zlib imap_zlib\n}\n"


def letters(count: int, seed: int = 7) -> Iterator[bytes]:
    """The letters that are read."""
    return correspondence.letters(count, seed, USER)


def _source(port: int, ca_file: str, *, keeps_raw: bool = False) -> ImapSource:
    """As the app builds it; `keeps_raw`: the bytes of letters that decide something are wanted too."""
    agency, lexicon = _agency(), default_lexicon()
    settings = MailboxSettings(
        "anna", "127.0.0.1", port, USER, "tls", lambda: PASSWORD, ca_file=ca_file, history=timedelta(days=365)
    )
    return ImapSource(
        settings,
        look=lambda message: look_at(message, agency, lexicon) if keeps_raw else Look(keeps_raw=False),
        today=lambda: NOW.date(),
        wants_html=lambda message: bool(clients_named(message, agency)),
    )


def read(port: int, ca_file: str, cursor_file: Path) -> dict[str, Any]:
    """One pass in this process, as a run of the daemon begins: connect, log in, read what is new. Then one more, resident."""
    cursor = cursor_file.read_text() if cursor_file.exists() else None
    mailbox, found = _source(port, ca_file), 0
    began = time.monotonic()
    while True:
        batch = mailbox.fetch(cursor)
        found += sum(isinstance(fact, SeenMessage) for fact in batch.facts)
        cursor = batch.cursor
        cursor_file.write_text(cursor)
        if not batch.more:
            break
    took = time.monotonic() - began
    began = time.monotonic()
    mailbox.fetch(cursor)
    return {"wall": took, "letters": found, "resident": time.monotonic() - began}


def read_and_store(port: int, ca_file: str, database: Path) -> dict[str, Any]:
    """The same with everything that a cycle does with letters: kept in the database, threaded, read, judged."""
    db, agency, mailbox = open_database(database), _agency(), _source(port, ca_file, keeps_raw=True)
    began = time.monotonic()
    found = _take_in(db, agency, mailbox)
    return {"wall": time.monotonic() - began, "letters": found}


def _take_in(db: Database, agency: Agency, mailbox: ImapSource) -> int:
    """A pass and what follows it; how many letters were new."""
    found, more = 0, True
    while more:
        batch = mailbox.fetch(sources.cursor(db, mailbox.name))
        found += len(absorb_mail(db, mailbox.name, batch, agency, {mailbox.name: ()}, NOW))
        more = batch.more
    understand(db, agency, default_lexicon())
    return found


def _agency() -> Agency:
    manager = Manager("Анна", (USER,), USER)
    clients = tuple(Client(f"Клиент {n}", str(n), USER, domains=(f"client{n}.example",)) for n in range(20))
    zone = ZoneInfo("Europe/Moscow")
    return Agency("A", ("agency.example",), zone, Language.RU, "1", managers=(manager,), clients=clients)


def measure(command: list[str], proxy: ImapProxy) -> dict[str, Any]:
    """Run a program; what it cost."""
    down, turns = proxy.bytes_down, proxy.turns
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    peak: list[int] = [0]
    watcher = threading.Thread(target=_watch_memory, args=(process.pid, peak))
    watcher.start()
    output = process.stdout.read() if process.stdout else b""
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed: {errors.decode(errors='replace')}")
    said = json.loads(output) if output.startswith(b"{") else {}
    return {
        "wall": said.get("wall", time.monotonic() - began),
        "cpu": usage.ru_utime + usage.ru_stime,
        "rss": peak[0] / 1024,
        "mb": (proxy.bytes_down - down) / 1e6,
        "turns": proxy.turns - turns,
        **{key: value for key, value in said.items() if key != "wall"},
    }


def _watch_memory(pid: int, peak: list[int]) -> None:
    """The kernel's own high-water mark in KB; rusage would tell this program's, which the child was forked from."""
    while True:
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return
        marks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
        if not marks:
            return
        peak[0] = int(marks[0])
        time.sleep(0.01)


def mbsync_config(directory: Path, port: int, ca_file: str) -> Path:
    """mbsync as it is best: pull only, pipelined, no deflate."""
    target = directory / "copy"
    target.mkdir()
    path = directory / "mbsyncrc"
    path.write_text(f"""
IMAPStore remote
Host localhost
Port {port}
User {USER}
Pass {PASSWORD}
AuthMechs LOGIN
SSLType IMAPS
CertificateFile {ca_file}
DisableExtension COMPRESS=DEFLATE

MaildirStore local
Path {target}/
Inbox {target}/INBOX
SubFolders Verbatim

Channel all
Far :remote:
Near :local:
Patterns *
Sync Pull New
Create Near
SyncState {directory}/state/
""")
    (directory / "state").mkdir()
    return path


def one_delay(
    server: Dovecot, delay_ms: float, fresh: list[bytes], *, only_warm_up: bool = False
) -> list[tuple[str, str, dict[str, Any]]]:
    """First read, idle pass and new letters, by both, with this much added to each round trip."""
    rows = []
    with tempfile.TemporaryDirectory() as name, ImapProxy(server.tls_port, delay_s=delay_ms / 2000) as proxy:
        directory = Path(name)
        config = mbsync_config(directory, proxy.port, server.ca_file)
        ours = [sys.executable, __file__, "--read", str(proxy.port), server.ca_file, str(directory / "cursor")]
        theirs = ["mbsync", "-q", "-c", str(config), "-a"]
        for step in ("first read", "idle pass", "new letters"):
            if step == "new letters":
                for number, raw in enumerate(fresh):
                    server.deliver(USER, FOLDERS[number % len(FOLDERS)], raw, NOW - timedelta(minutes=number))
            stored = [sys.executable, __file__, "--store", str(proxy.port), server.ca_file, str(directory / "syncd.db")]
            for who, command in (("mbsync", theirs), ("syncd", stored), ("reads", ours)):
                result = measure(command, proxy)
                rows.append((step, who, result))
            if only_warm_up:
                return []
    return rows


def push(server: Dovecot, directory: Path) -> list[float]:
    """From the server's push to the letter kept, threaded and judged, in seconds; everything read before."""
    db, agency = open_database(directory / "push.db"), _agency()
    mailbox = _source(server.tls_port, server.ca_file, keeps_raw=True)
    rung, stop, times = threading.Event(), threading.Event(), []
    settings = MailboxSettings(
        "anna", "127.0.0.1", server.tls_port, USER, "tls", lambda: PASSWORD, ca_file=server.ca_file
    )
    bell = ImapBell(settings, lambda _: rung.set(), stop)
    thread = threading.Thread(target=bell.run)
    thread.start()
    rung.wait(10)
    _take_in(db, agency, mailbox)
    for raw in letters(40, seed=11):
        rung.clear()
        server.deliver(USER, "INBOX", raw, NOW)
        if not rung.wait(10):
            continue  # a push in two hundred does not come
        began = time.monotonic()
        _take_in(db, agency, mailbox)
        times.append(time.monotonic() - began)
    stop.set()
    bell.abort()
    thread.join()
    return sorted(times)


def main() -> None:
    """Build the mailbox, warm the server up with both readers, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=2000)
    parser.add_argument("--delays-ms", default="0,30", help="added round trips to measure with")
    parser.add_argument("--deflate", action="store_true", help="the server offers COMPRESS=DEFLATE, and syncd takes it")
    parser.add_argument("--read", nargs=3, metavar=("PORT", "CA_FILE", "CURSOR"), help=argparse.SUPPRESS)
    parser.add_argument("--store", nargs=3, metavar=("PORT", "CA_FILE", "DATABASE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.store:
        port, ca_file, database = options.store
        print(json.dumps(read_and_store(int(port), ca_file, Path(database))))
        return
    if options.read:
        port, ca_file, cursor = options.read
        print(json.dumps(read(int(port), ca_file, Path(cursor))))
        return
    with tempfile.TemporaryDirectory(prefix="imap-bench-") as name:
        Path(name).chmod(0o755)
        with Dovecot(Path(name), users={USER: PASSWORD}, extra=ZLIB if options.deflate else "") as server:
            total = 0
            for number, raw in enumerate(letters(options.letters)):
                total += len(raw)
                server.deliver(USER, FOLDERS[number % len(FOLDERS)], raw, NOW - timedelta(minutes=number * 3))
            print(
                f"{options.letters} letters, {total / 1e6:.0f} MB, {len(FOLDERS)} folders, deflate {'on' if options.deflate else 'off'}"
            )
            one_delay(server, 0, [], only_warm_up=True)
            print(
                f"{'':14}{'':8}{'RTT':>6}{'wall s':>9}{'cpu s':>8}{'RSS MB':>8}{'MB down':>9}{'turns':>7}{'letters':>9}{'resident s':>12}"
            )
            for at, delay in enumerate(float(value) for value in options.delays_ms.split(",")):
                for step, who, cost in one_delay(server, delay, list(letters(100, seed=100 + at))):
                    print(
                        f"{step:14}{who:8}{delay:6.0f}{cost['wall']:9.2f}{cost['cpu']:8.2f}{cost['rss']:8.0f}{cost['mb']:9.2f}{cost['turns']:7}"
                        f"{cost.get('letters', ''):>9}{cost.get('resident', float('nan')):12.3f}"
                    )
            times = push(server, Path(name))
            print(
                f"push to letter stored and judged: median {times[len(times) // 2] * 1000:.0f} ms, worst {times[-1] * 1000:.0f} ms"
            )


if __name__ == "__main__":
    main()
