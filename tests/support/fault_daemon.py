"""The installed daemon as a supervisor holds it: started, killed, told to end, its clock moved, its end noted."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.program import argv

MAY_END = (0, 1)  # told to; the database's disk is full
REFUSED = 2
SOON_S = 15  # TimeoutStopSec of the unit
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


@dataclass
class Daemon:
    """One daemon at a time. `odd` are the ends that no supervisor should see."""

    config: Path
    log: Path
    clock: Path
    starts: int = 0
    odd: list[str] = field(default_factory=list)
    _process: subprocess.Popen[bytes] | None = None
    _forgiven: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """0 where none runs."""
        return self._process.pid if self._process is not None and self._process.poll() is None else 0

    def run(self) -> None:
        """Start it if it does not run."""
        if self._process is not None and self._process.poll() is None:
            return
        self._note_end()
        self.starts += 1
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                argv("run", "--config", str(self.config)), stderr=log, stdout=log, env=self._environment()
            )

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def terminate(self) -> None:
        """SIGTERM, as systemd sends it; ending late is noted."""
        if self._process is None:
            return
        began = time.monotonic()
        self.signal(signal.SIGTERM)
        try:
            self._process.wait(SOON_S)
        except subprocess.TimeoutExpired:
            self.odd.append(f"SIGTERM did not end it within {SOON_S} s")
            self.kill()
            return
        if self._process.returncode not in (*MAY_END, -signal.SIGTERM):  # it had not set its handlers yet
            self.odd.append(f"SIGTERM ended it with {self._process.returncode} after {time.monotonic() - began:.0f} s")
        self._process = None

    def signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, number)

    def reload(self) -> bool:
        """SIGHUP, where it listens already: systemd sends none before READY, and it would end a Python that just starts."""
        with suppress(OSError):
            status = Path(f"/proc/{self.pid}/status").read_text()
            caught = int(next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:")), 16)
            if caught & (1 << (signal.SIGHUP - 1)):
                self.signal(signal.SIGHUP)
                return True
        return False

    def forgive_refusal(self) -> None:
        """Where it was just starting, it read a wrong config and rightly ends with 2; a person starts it again."""
        self._forgiven = self._process

    def set_clock(self, seconds: int) -> bool:
        """Let its clock be wrong by so much; False where this machine has no libfaketime."""
        self.clock.write_text(f"{seconds:+d}\n")
        return FAKETIME is not None

    def _note_end(self) -> None:
        is_forgiven = self._process is self._forgiven and self._process and self._process.returncode == REFUSED
        if self._process is not None and self._process.returncode not in MAY_END and not is_forgiven:
            self.odd.append(f"it ended by itself with {self._process.returncode}")
        self._process = None

    def _environment(self) -> dict[str, str]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("SYNCD_")}
        if FAKETIME is None:
            return environment
        return environment | {
            "LD_PRELOAD": str(FAKETIME),
            "FAKETIME_TIMESTAMP_FILE": str(self.clock),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }
