"""How fast letters are read from `.eml` to verdict, and how much memory that takes.

python benchmarks/classify.py CORPUS [--letters 20000]   # a folder with cases/*.eml

Runs `syncd classify --json -` on the corpus repeated to so many files, in a process of its own, and prints letters a second of
processor time, peak memory, and how long the command takes to start and read one letter.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "syncd", "classify", "--json"]


def main() -> None:
    """Print the three figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--letters", type=int, default=20_000)
    args = parser.parse_args()
    files = sorted((args.corpus / "cases").glob("*.eml"))
    start_s, start_cpu_s = min(_seconds([str(files[0])]) for _ in range(5))
    names = "\n".join(str(file) for file in islice(cycle(files), args.letters))
    run_s, run_cpu_s = _seconds(["-"], names)
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rate = args.letters / (run_cpu_s - start_cpu_s)
    print(f"start and one letter   {start_s:.2f} s, {start_cpu_s:.2f} s of processor time")
    print(
        f"{args.letters} letters         {run_s:.1f} s, {run_cpu_s:.1f} s of processor time, {rate:.0f} letters/s and core"
    )
    print(f"peak memory            {peak_mb:.0f} MB")


def _seconds(arguments: list[str], names: str | None = None) -> tuple[float, float]:
    """What the command took, on the clock and of the processor."""
    begun, used = time.perf_counter(), _processor_s()
    subprocess.run([*COMMAND, *arguments], input=names, text=True, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - begun, _processor_s() - used


def _processor_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
