"""The installed daemon under faults drawn from a seed, and at the end an independent look.

    python -m tests.support.fault_run --seconds 300 --seeds 1 2 3

prints a row for each seed and whatever was found.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.e2e.program import syncd
from tests.support.fault_acts import Acts, pause
from tests.support.fault_daemon import Daemon
from tests.support.fault_disk import small_disk
from tests.support.fault_look import Look
from tests.support.fault_office import FaultOffice, fault_office

CATCH_UP = 4  # single cycles after all is mended, minutes apart by Asana's clock: unseen ends are looked after


@dataclass
class FaultRun:
    """What was done in a run and what was found after it."""

    seed: int
    seconds: float
    done: Counter[str] = field(default_factory=Counter)
    letters: int = 0
    notes: int = 0
    starts: int = 0
    findings: list[str] = field(default_factory=list)

    def row(self) -> str:
        acts = ", ".join(f"{name} {times}" for name, times in sorted(self.done.items()))
        return (
            f"| {self.seed} | {self.seconds:.0f} | {self.done.total()} | {self.letters} | {self.notes} | {self.starts}"
            f" | {len(self.findings)} | {acts} |"
        )


def run_faults(folder: Path, *, seed: int, seconds: float) -> FaultRun:
    """One run in a folder of its own. A seed gives the same draws, not the same timing."""
    run = FaultRun(seed, seconds)
    with fault_office(folder) as office, small_disk(office.data) as disk:
        daemon = Daemon(office.config, office.home / "log", office.home / "clock")
        daemon.set_clock(0)
        acts = Acts(office, daemon, disk, random.Random(seed))
        try:
            _live(acts, run)
            daemon.terminate()
            acts.mend()
            _catch_up(office, run)
        finally:
            daemon.kill()
        shutil.copytree(office.data, folder / "at-the-end")  # the small disk itself does not outlive the run
        look = Look(office)
        run.starts, run.letters, run.notes = daemon.starts, len(office.letters), len(look.notes)
        run.findings += [*daemon.odd, *look.findings()]
    return run


def _live(acts: Acts, run: FaultRun) -> None:
    ends = time.monotonic() + run.seconds
    choices = acts.drawn()
    while time.monotonic() < ends:
        acts.daemon.run()
        act = acts.random.choice(choices)
        if act():
            run.done[act.__name__] += 1
        pause(acts.random.uniform(0.1, 1.2))


def _catch_up(office: FaultOffice, run: FaultRun) -> None:
    for _ in range(CATCH_UP):
        office.asana.clock.advance(timedelta(minutes=3))
        done = syncd("once", config=office.config, timeout_s=180)
    if done.returncode != 0:
        run.findings.append(f"the last cycle ended with {done.returncode}: {done.stdout[-1500:]} {done.stderr[-1500:]}")


def main() -> int:
    """All seeds, one after another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--keep", type=Path, help="a folder in which the runs that found something are kept")
    args = parser.parse_args()
    print("| seed | seconds | acts | letters | notes | starts | findings | what was done |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    found = 0
    for seed in args.seeds:
        run = _one(seed, args.seconds, args.keep)
        print(run.row(), *(f"    {finding}" for finding in run.findings), sep="\n", flush=True)
        found += len(run.findings)
    return 1 if found else 0


def _one(seed: int, seconds: float, keep: Path | None) -> FaultRun:
    if keep is not None:
        folder = keep / f"seed-{seed}"
        folder.mkdir(parents=True)
        return run_faults(folder, seed=seed, seconds=seconds)
    with tempfile.TemporaryDirectory() as name:
        return run_faults(Path(name), seed=seed, seconds=seconds)


if __name__ == "__main__":
    raise SystemExit(main())
