"""How many requests, how long and how much memory a mirror of Asana takes, against the simulator in a process of its own.

python benchmarks/asana_mirror.py                          # 50 projects, 20,000 tasks, 60,000 stories
python benchmarks/asana_mirror.py --projects 5 --tasks 100
python benchmarks/asana_mirror.py --idle 300               # idle cycles over so many small projects as well
python benchmarks/asana_mirror.py --tap /path/to/tap-asana # the same first read by tap-asana, from its own venv
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import resource
import sqlite3
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from connectors.asana.api import AsanaApi
from connectors.asana.source import ProjectSource
from connectors.asana.workspace import WorkspaceSource
from syncd.domain.mirror import Seen
from syncd.store.asana import absorb
from syncd.store.asana_schema import create_tables
from syncd.store.mirror_reader import MirrorReader

ANNA = "anna.orlova@agency.example"


@dataclass(frozen=True)
class World:
    """What the simulator was filled with, and how it is reached."""

    base_url: str
    token: str
    workspace: str
    projects: list[str]
    tasks: list[str]


def serve(pipe: Connection, projects: int, tasks: int, stories: int, idle: int) -> None:
    """The simulator's process: fill, serve, and answer questions until told to end."""
    from syncd.demo.asana import AsanaSimulator, fields

    # tap-asana asks for fields that are in no specification, and Asana ignores those
    fields._check = lambda *_: None  # noqa: SLF001

    with AsanaSimulator(requests_per_minute=None) as asana:
        asana.add_user("Анна Орлова", ANNA)
        anna = asana.person(ANNA)
        homes = [
            asana.add_project(f"Клиент {n}", owner=ANNA, sections=["Идеи", "В работе", "Готово"])
            for n in range(projects)
        ]
        made = []
        for home in homes:
            for n in range(tasks):
                task = anna.create_task(home, f"Задача {n}: баннеры к 20 числу", notes="Сделать по брифу. " * 10)
                own = len(task.stories)
                for k in range(max(0, stories - own)):
                    anna.comment(task, f"Отправила вариант {k}, посмотрите, пожалуйста: 10 000 ₽")
                made.append(task.gid)
        quiet = [asana.add_project(f"Тихий {n}", owner=ANNA).gid for n in range(idle)]
        world = World(asana.base_url, asana.token, asana.workspace, [home.gid for home in homes], made)
        pipe.send((world, quiet))
        while (asked := pipe.recv()) != "end":
            if asked == "requests":
                pipe.send(len(asana.requests))
            else:
                for gid in made[:asked]:
                    anna.comment(gid, "Ещё одно слово")
                pipe.send(None)


class Bench:
    """A mirror in a scratch database, with all sources read as the daemon reads them: four at a time."""

    def __init__(self, world: World, pipe: Connection, folder: Path) -> None:
        self.world, self.pipe = world, pipe
        self.api = AsanaApi(lambda: world.token, base_url=world.base_url, requests_per_minute=10_000_000)
        self.path = folder / "mirror.db"
        connection = sqlite3.connect(self.path)
        connection.execute("pragma journal_mode = wal")
        self.db = Database(connection)
        create_tables(self.db)
        self.cursors: dict[str, str] = {}

    def read(self, sources: list[Any]) -> dict[str, Any]:
        """Every source to its end; what that took."""
        before, began, rows = self.requests(), time.perf_counter(), 0
        with ThreadPoolExecutor(4) as pool:
            waiting = list(sources)
            while waiting:
                fetched = list(pool.map(lambda source: source.fetch(self.cursors.get(source.name)), waiting[:4]))
                done = []
                for source, batch in zip(waiting[:4], fetched, strict=True):
                    with self.db.atomic():
                        absorb(self.db, batch.facts, self.api.server_time())
                    self.cursors[source.name] = batch.cursor
                    rows += sum(isinstance(fact, Seen) for fact in batch.facts)
                    if not batch.more:
                        done.append(source)
                waiting = [source for source in waiting if source not in done]
        seconds = time.perf_counter() - began
        return {
            "requests": self.requests() - before,
            "seconds": round(seconds, 1),
            "rows_per_second": round(rows / seconds),
            "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }

    def requests(self) -> int:
        self.pipe.send("requests")
        return int(self.pipe.recv())

    def projects(self, gids: list[str]) -> list[ProjectSource]:
        return [ProjectSource(self.api, gid, MirrorReader(self.path)) for gid in gids]


def minimum(projects: int, tasks: int, stories: int) -> int:
    """ASANA.md section 4, with one read of each project's own row instead of the workspace's list."""
    return 2 + projects * (1 + 1 + math.ceil(tasks / 100) + 3) + projects * tasks * max(1, math.ceil(stories / 100))


TAP = """
import json, sys
import asana, tap_asana.asana
base_url, token, streams = sys.argv.pop(1), sys.argv.pop(1), sys.argv.pop(1).split(",")
pointed = asana.Configuration()
pointed.host = base_url
asana.Configuration.set_default(pointed)
tap_asana.asana.Asana.refresh_access_token = lambda self: token
import tap_asana
catalog = tap_asana.discover()
catalog["streams"] = [stream for stream in catalog["streams"] if stream["stream"] in streams]
for stream in catalog["streams"]:
    for entry in stream["metadata"]:
        entry["metadata"]["selected"] = True
json.dump(catalog, open(sys.argv[2], "w"))
sys.argv = ["tap-asana", "--config", sys.argv[1], "--catalog", sys.argv[2]]
tap_asana.main()
"""
TAP_STREAMS = "workspaces,users,projects,sections,tasks,subtasks,stories,tags"


def tap_asana(python: str, world: World, folder: Path) -> dict[str, Any]:
    """tap-asana's first read of the same world. Its SDK is pointed at the simulator; its code is untouched."""
    config, catalog = folder / "tap.json", folder / "catalog.json"
    oauth = dict.fromkeys(("client_id", "client_secret", "redirect_uri", "refresh_token"), "none")
    config.write_text(json.dumps({"start_date": "2000-01-01T00:00:00Z", **oauth}))
    command = [python, "-c", TAP, world.base_url, world.token, TAP_STREAMS, str(config), str(catalog)]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)
    seconds = time.perf_counter() - began
    records = done.stdout.count('"type": "RECORD"') or done.stdout.count('"type":"RECORD"')
    if done.returncode:
        print(done.stderr[-2000:])
    return {
        "seconds": round(seconds, 1),
        "exit": done.returncode,
        "rows_per_second": round(records / seconds),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=50)
    parser.add_argument("--tasks", type=int, default=400, help="a project")
    parser.add_argument("--stories", type=int, default=3, help="a task")
    parser.add_argument("--idle", type=int, default=0, help="so many empty projects besides")
    parser.add_argument("--changed", type=int, default=1000, help="so many tasks get a comment in the end")
    parser.add_argument("--tap", help="the Python of a virtual environment with tap-asana")
    wanted = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    arguments = (theirs, wanted.projects, wanted.tasks, wanted.stories, wanted.idle)
    server = multiprocessing.get_context("spawn").Process(target=serve, args=arguments, daemon=True)
    server.start()
    world, quiet = ours.recv()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(world, ours, Path(folder))
        sources = bench.projects(world.projects)
        first = bench.read([WorkspaceSource(bench.api, world.workspace), *sources])
        least = minimum(wanted.projects, wanted.tasks, wanted.stories)
        print("full mirror   ", {**first, "minimum": least, "over": f"{first['requests'] / least - 1:.2%}"})
        bench.read(sources)
        print("idle cycle    ", bench.read(sources))
        if quiet:
            small = bench.projects(quiet)
            bench.read(small)
            print(f"idle, {len(quiet):4}    ", bench.read(small))
        ours.send(min(wanted.changed, len(world.tasks)))
        ours.recv()
        print(f"{min(wanted.changed, len(world.tasks)):5} changed ", bench.read(sources))
        if wanted.tap:
            before = bench.requests()
            taken = tap_asana(wanted.tap, world, Path(folder))
            print("tap-asana     ", {"requests": bench.requests() - before, **taken})
        bench.api.close()
    ours.send("end")
    server.join(timeout=10)


if __name__ == "__main__":
    main()
