"""`syncd install-units`: the units for systemd, with the place of this very program in them."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from syncd.cli.exits import Exit
from syncd.domain.errors import ConfigError, Problem

PLACES = {
    ".service": "etc/systemd/system",
    ".timer": "etc/systemd/system",
    ".sysusers": "etc/sysusers.d",
    ".tmpfiles": "etc/tmpfiles.d",
}
PREPARE = (("systemd-sysusers",), ("systemd-tmpfiles", "--create"), ("systemctl", "daemon-reload"))
HOMES = (Path("/home"), Path("/root"))  # what ProtectHome= hides


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("install-units", help="install the units, the user and the folders for systemd")
    parser.add_argument(
        "--root", metavar="DIR", type=Path, default=Path("/"), help="write the files below DIR and do nothing else"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it; a second time it replaces what it wrote. Changes of one's own belong into drop-ins (`systemctl edit`)."""
    folder = Path(sys.executable).parent
    for place in (Path(sys.executable), Path(sys.executable).resolve()):  # a venv's Python may be a link into a home
        if any(place.is_relative_to(home) for home in HOMES):
            mend = "install syncd with the system's Python, outside of homes: /usr/bin/python3 -m venv /opt/syncd"
            raise _refused(place, "the units do not let the daemon see homes", mend)
    for unit in units():
        target = args.root / PLACES[Path(unit.name).suffix] / _name(unit)
        _write(target, unit.read_text("utf-8").replace("/opt/syncd/bin:", f"{folder}:"))
        print(target, flush=True)
    if args.root == Path("/"):
        _prepare()
    print("Next, as the daemon's user: runuser -u syncd -- " + str(folder / "syncd") + " init /etc/syncd/syncd.toml")
    return Exit.DONE


def units() -> list[Traversable]:
    """What comes with the package, or stands in the repository."""
    installed = files("syncd.data") / "systemd"
    folder: Traversable = installed if installed.is_dir() else Path(__file__).parents[2] / "systemd"
    return sorted((unit for unit in folder.iterdir() if unit.name.startswith("syncd")), key=lambda unit: unit.name)


def _name(unit: Traversable) -> str:
    stem, suffix = Path(unit.name).stem, Path(unit.name).suffix
    return f"{stem}.conf" if suffix in {".sysusers", ".tmpfiles"} else unit.name


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        target.chmod(0o644)
    except OSError as error:
        raise _refused(target, f"cannot be written: {error.strerror}", "run it as root, or with --root DIR") from error


def _prepare() -> None:
    """The user, the folders, and systemd told of the units; each step's own words show what is wrong with it."""
    for command in PREPARE:
        try:
            done = subprocess.run(command, check=False, env=os.environ | {"SYSTEMD_PAGER": ""})  # noqa: S603 - words of our own
        except OSError as error:
            raise _refused(Path(command[0]), f"cannot be run: {error.strerror}", "this needs systemd") from error
        if done.returncode != 0:
            raise _refused(
                Path(command[0]), f"ended with {done.returncode}", "see what it says above, then run it again"
            )


def _refused(where: Path, what: str, mend: str) -> ConfigError:
    return ConfigError((Problem("error", str(where), what, mend),))
