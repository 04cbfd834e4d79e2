"""Reads one mailbox with syncd's connector and with mbsync, on one Dovecot in one run, and prints what each of them cost.

    python benchmarks/imap_vs_mbsync.py                     # 2,000 letters, 230 MB, about a minute
    python benchmarks/imap_vs_mbsync.py --letters 20000     # 2.3 GB, a quarter of an hour

mbsync (Debian: isync) copies whole letters; deflate is off for it, its best case. syncd's connector takes headers,
structure and text, and parses them; "+ store" also keeps them, finds threads and verdicts. Both speak TLS. Time is from connecting to the end; CPU and memory are the whole process's.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from connectors.imap.idle import ImapBell
from connectors.imap.settings import MailboxSettings
from connectors.imap.source import ImapSource
from syncd.data.lexicon import default_lexicon
from syncd.domain.agency import Agency, Client, Language, Manager
from syncd.domain.mail.message import Message, SeenMessage
from syncd.engine.absorb import absorb_mail
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
    """Invented letters: a quarter from clients, a fifth with attachments, most with text and HTML, 117 KB on average."""
    random_ = random.Random(seed)
    words = [
        "медиаплан",
        "бюджет",
        "креатив",
        "отчёт",
        "согласование",
        "правки",
        "запуск",
        "кампания",
        "охват",
        "ставка",
        "баннер",
        "подрядчик",
        "неделя",
        "план",
    ]
    pool = b"\r\n".join(b64encode(random_.randbytes(57)) for _ in range(60_000))
    for number in range(count):
        client = random_.random() < 0.25
        sender = (
            f"person{number % 400}@{'client' + str(number % 20) if client else 'other' + str(number % 700)}.example"
        )
        text = " ".join(random_.choice(words) for _ in range(random_.randint(20, 400)))
        trace = "".join(
            f"Received: from mx{hop}.relay.example (mx{hop}.relay.example [192.0.2.{hop}])\r\n\tby in.agency.example with ESMTPS id {random_.randbytes(8).hex()}\r\n"
            f"\tfor <{USER}>; Mon, 1 Jun 2026 10:0{hop}:00 +0300\r\n"
            for hop in range(4)
        )
        signed = f"DKIM-Signature: v=1; a=rsa-sha256; d=example; s=s1;\r\n\tb={b64encode(random_.randbytes(256)).decode()}\r\n"
        head = (
            f"{trace}{signed}From: Person {number} <{sender}>\r\nTo: Anna <{USER}>\r\nSubject: {words[number % len(words)]} {number}\r\n"
            f"Date: Mon, 1 Jun 2026 10:00:00 +0300\r\nMessage-ID: <{number}.{seed}@client.example>\r\nX-Mailer: Example 1.0\r\nMIME-Version: 1.0\r\n"
        ).encode()
        html = (
            "<html><head><style>"
            + "p{margin:0} " * 300
            + "</style></head><body>"
            + "".join(f"<p>{text}</p>" for _ in range(4))
            + "</body></html>"
        )
        body = _alternative(text, html)
        size = (
            int(random_.lognormvariate(12.2, 1.2)) if random_.random() < 0.21 else int(random_.lognormvariate(8.8, 0.8))
        )
        yield head + _mixed(body, pool, random_.randrange(len(pool) // 2), min(size, 3_000_000))


def _alternative(text: str, html: str) -> bytes:
    return (
        f'Content-Type: multipart/alternative; boundary="alt"\r\n\r\n--alt\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n'
        f"--alt\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html}\r\n--alt--\r\n"
    ).encode()


def _mixed(body: bytes, pool: bytes, start: int, size: int) -> bytes:
    name = "plan.xlsx" if size > 30_000 else "logo.png"
    data = (pool[start:] + b"\r\n" + pool)[:size]
    return (
        b'Content-Type: multipart/mixed; boundary="mix"\r\n\r\n--mix\r\n' + body + b"--mix\r\nContent-Type: application/octet-stream; name="
        + name.encode() + b"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=" + name.encode() + b"\r\n\r\n" + data + b"\r\n--mix--\r\n"
    )  # fmt: skip


def _is_of_a_client(message: Message) -> bool:
    return any(address.domain.startswith("client") for address in message.from_)


def _source(port: int, ca_file: str) -> ImapSource:
    settings = MailboxSettings(
        "anna", "127.0.0.1", port, USER, "tls", lambda: PASSWORD, ca_file=ca_file, history=timedelta(days=365)
    )
    return ImapSource(settings, wants_raw=lambda _: False, today=lambda: NOW.date(), wants_html=_is_of_a_client)


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
    db, agency, mailbox, found = open_database(database), _agency(), _source(port, ca_file), 0
    began = time.monotonic()
    more = True
    while more:
        batch = mailbox.fetch(sources.cursor(db, mailbox.name))
        found += len(absorb_mail(db, mailbox.name, batch, agency, {mailbox.name: ()}, NOW))
        more = batch.more
    understand(db, agency, default_lexicon())
    return {"wall": time.monotonic() - began, "letters": found}


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
            for who, command in (("mbsync", theirs), ("syncd", ours), ("+ store", stored)):
                result = measure(command, proxy)
                rows.append((step, who, result))
            if only_warm_up:
                return []
    return rows


def push(server: Dovecot) -> list[float]:
    """From the server's push to the letter handed over, in seconds, connection resident."""
    mailbox = _source(server.tls_port, server.ca_file)
    cursor: str | None = None
    rung, stop, times = threading.Event(), threading.Event(), []
    settings = MailboxSettings(
        "anna", "127.0.0.1", server.tls_port, USER, "tls", lambda: PASSWORD, ca_file=server.ca_file
    )
    bell = ImapBell(settings, lambda _: rung.set(), stop)
    thread = threading.Thread(target=bell.run)
    thread.start()
    rung.wait(10)
    while (batch := mailbox.fetch(cursor)).more:
        cursor = batch.cursor
    cursor = batch.cursor
    for raw in letters(10, seed=11):
        rung.clear()
        server.deliver(USER, "INBOX", raw, NOW)
        rung.wait(10)
        began = time.monotonic()
        while (batch := mailbox.fetch(cursor)).more:
            cursor = batch.cursor
        cursor = batch.cursor
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
            times = push(server)
            print(
                f"push to letter handed over: median {times[len(times) // 2] * 1000:.0f} ms, worst {times[-1] * 1000:.0f} ms"
            )


if __name__ == "__main__":
    main()
