"""A disk of the daemon's own that can run full: a small filesystem where one may be mounted, a limit on its files elsewhere."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOMY = "size=256m"


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """The folder of the database. `mounted`: it is a tmpfs, whose size can be changed while it is in use."""

    folder: Path
    mounted: bool

    def fill(self, pid: int) -> None:
        """From now on nothing grows: ENOSPC on the small filesystem, EFBIG under the limit."""
        if self.mounted:
            while not self._remount(f"size={self._used() // 1024 + 4}k"):  # it grew meanwhile
                pass
        else:
            largest = max((path.stat().st_size for path in self.folder.iterdir()), default=0)
            self._limit(pid, largest)

    def make_room(self, pid: int) -> None:
        """There is room again."""
        if self.mounted:
            self._remount(ROOMY)
        else:
            self._limit(pid, resource.RLIM_INFINITY)

    def _used(self) -> int:
        used = 0
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):
                used += path.stat().st_blocks * 512
        return used

    def _remount(self, size: str) -> bool:
        remount = ["mount", "-o", f"remount,{size}", self.folder]
        return subprocess.run(remount, capture_output=True, check=False).returncode == 0

    def _limit(self, pid: int, size: int) -> None:
        with suppress(ProcessLookupError):
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """The folder as a small disk; what stands in it is gone afterwards where it was mounted."""
    mount = ["mount", "-t", "tmpfs", "-o", f"{ROOMY},mode=700", "tmpfs", folder]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield SmallDisk(folder, mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", folder], check=True)
