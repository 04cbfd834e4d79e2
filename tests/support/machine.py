"""A machine of its own, booted from this one's files: systemd as the first process, in a container whose changes vanish."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

needs_machine = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("systemd-nspawn") is None,
    reason="only root boots a container (Debian: systemd-container)",
)
BOOT_S = 60


@dataclass(frozen=True, slots=True)
class Machine:
    """A booted container; it shares the network, and with it servers on loopback."""

    first_process: int

    def run(self, *words: str, check: bool = True) -> str:
        """What a command prints, run inside as root."""
        done = subprocess.run(
            ["nsenter", "--target", str(self.first_process), "--all", "--", *words],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"{words}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def property_of(self, unit: str, name: str) -> str:
        """One property, as `systemctl show` has it."""
        return self.run("systemctl", "show", unit, "--property", name, "--value").strip()

    def write(self, path: str, text: str, *, owner: str = "root", mode: str = "600") -> None:
        """A file inside."""
        script = 'cat > "$1"; chown "$2": "$1"; chmod "$3" "$1"'
        command = ["nsenter", "--target", str(self.first_process), "--all", "--"]
        subprocess.run([*command, "sh", "-c", script, "sh", path, owner, mode], input=text, text=True, check=True)


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """Boot one; skips where this machine cannot."""
    root = folder / "root"
    root.mkdir()
    if subprocess.run(["mount", "--bind", "/", root], capture_output=True, check=False).returncode != 0:
        pytest.skip("nothing can be mounted here")
    try:
        with _booted(root, folder / "console") as found:
            yield found
    finally:
        subprocess.run(["umount", "--lazy", root], check=True)


@contextmanager
def _booted(root: Path, console: Path) -> Iterator[Machine]:
    options = ("--register=no", "--keep-unit", "--console=pipe", "--link-journal=no", "--volatile=overlay")
    with console.open("w") as said:
        container = subprocess.Popen(
            ["systemd-nspawn", *options, "--directory", root, "--boot", "systemd.unit=multi-user.target"],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        yield _ready(container, console)
    finally:
        container.terminate()
        with suppress(subprocess.TimeoutExpired):
            container.wait(20)
        container.kill()
        container.wait()


def _ready(container: subprocess.Popen[bytes], console: Path) -> Machine:
    deadline = time.monotonic() + BOOT_S
    while time.monotonic() < deadline and container.poll() is None:
        time.sleep(0.2)  # noqa: TID251
        children = Path(f"/proc/{container.pid}/task/{container.pid}/children").read_text().split()
        if children:
            found = Machine(int(children[0]))
            with suppress(AssertionError):
                if found.run("systemctl", "is-system-running", check=False).strip() in {"running", "degraded"}:
                    return found
    pytest.skip(f"no systemd could be booted here: {console.read_text(errors='replace')[-500:]}")
