"""A simulated quarter through the installed command, and how what it wrote compares with what was true.

python -m benchmarks.quarter --clients 30 --managers 8 --weeks 13 --seed 1
python -m benchmarks.quarter --clients 4 --managers 2 --weeks 2 --notes notes.txt   # every note, to be read one by one
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.quarter import worktime
from benchmarks.quarter.check import Report, check, shares
from benchmarks.quarter.check_texts import by_kind
from benchmarks.quarter.drive import Driver
from benchmarks.quarter.plan import Quarter, draw
from benchmarks.quarter.world import World
from syncd.demo.asana import AsanaSimulator
from tests.support.dovecot import Dovecot


def main() -> int:
    """Draw, run, check, print; exit 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--managers", type=int, default=2)
    parser.add_argument("--weeks", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pace", type=float, default=0.8, help="how many stories begin with a client on a day")
    parser.add_argument("--runs", type=int, default=6, help="how often a day the command runs")
    parser.add_argument("--notes", type=Path, help="write every note into this file")
    parser.add_argument("--keep", type=Path, help="a directory for the database and the config, kept afterwards")
    args = parser.parse_args()
    quarter = draw(
        clients_count=args.clients, managers_count=args.managers, weeks=args.weeks, pace=args.pace, seed=args.seed
    )
    with tempfile.TemporaryDirectory(prefix="quarter-") as temporary:
        home = args.keep or Path(temporary)
        began = time.perf_counter()
        driver, report = live_through(
            quarter, home, runs=args.runs, say=lambda line: print(line, file=sys.stderr, flush=True)
        )
        show(driver, report, time.perf_counter() - began)
        if args.notes:
            args.notes.write_text(notes_of(driver), "utf-8")
    return 1 if report.faults else 0


def live_through(
    quarter: Quarter, home: Path, *, runs: int, say: Callable[[str], None] = lambda _: None
) -> tuple[Driver, Report]:
    """Run the quarter in a directory; what stood at each run, and the checker's report."""
    users = {manager.email: "secret" for manager in quarter.staff}
    with AsanaSimulator(requests_per_minute=None) as asana, Dovecot(home, users) as dovecot:
        asana.clock.stand(worktime.at(quarter.days[0], worktime.OPENS))
        world = World(quarter, home, dovecot, asana)
        world.write_config()
        driver = Driver(world, quarter.tales, say, runs)
        driver.run(quarter.days)
        return driver, check(driver)


def show(driver: Driver, report: Report, seconds: float) -> None:
    """The table, then every fault by name."""
    quarter = driver.world.quarter
    letters = sum(len(tale.letters) for tale in quarter.tales)
    print(
        f"{len(quarter.clients)} clients, {len(quarter.staff)} managers, {len(quarter.days)} days, {len(quarter.tales)} stories, {letters} letters, {len(driver.snapshots)} runs, {seconds:.0f} s"
    )
    for kind, count in sorted(report.right.items()):
        print(f"  right  {count:5}  {kind}")
    for kind, count in sorted(by_kind(report.faults).items()):
        print(f"  WRONG  {count:5}  {kind}")
    days = {f"{day}" for day in quarter.days}
    per_day = [report.pushes[manager.person.name, day] for manager in quarter.staff for day in days]
    mean, most = shares(per_day)
    print(
        f"pushes per manager and day: {mean:.1f} on average, {most} at most; stories spoiled by a failed act: {report.spoiled}"
    )
    problems = sorted({problem for snapshot in driver.snapshots for problem in snapshot.problems})
    print("\n".join(f"problem said: {problem}" for problem in problems))
    for kind, words in sorted(report.faults):
        print(f"{kind}: {words}")


def notes_of(driver: Driver) -> str:
    """Every version of every text, in the order of writing."""
    found = sorted(driver.versions.values(), key=lambda seen: (seen.project, seen.written_at, seen.gid))
    return "\n\n".join(
        f"[{seen.project}] {seen.kind} «{seen.name}» {seen.written_at:%d.%m %H:%M}\n{seen.text}" for seen in found
    )


if __name__ == "__main__":
    sys.exit(main())
