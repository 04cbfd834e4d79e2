"""Options that commands share, and what follows from them."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from syncd.cli.printable import printable
from syncd.domain.errors import ConfigError, Problem

if TYPE_CHECKING:
    from syncd.config import Config

DEFAULT_CONFIG = "/etc/syncd/syncd.toml"


def add_config(parser: argparse.ArgumentParser) -> None:
    """`--config FILE`."""
    parser.add_argument("--config", type=Path, metavar="FILE", help=f"default: $SYNCD_CONFIG, else {DEFAULT_CONFIG}")


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help="machine-readable output")


def config_path(args: argparse.Namespace) -> Path:
    """Where the config is."""
    return Path(args.config or os.environ.get("SYNCD_CONFIG") or DEFAULT_CONFIG)


def load(args: argparse.Namespace) -> Config:
    """The config the command was given; raises ConfigError with every problem."""
    from syncd.config import load_config  # commands without a config start faster so

    config = load_config(config_path(args))
    args.database = config.database  # named where the database itself fails
    return config


def moment(text: str, zone: ZoneInfo, option: str = "--as-of") -> datetime:
    """An ISO 8601 time; without an offset it is the agency's."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        mend = "write ISO 8601, like 2026-05-14T12:00 or 2026-05-14T12:00:00+03:00"
        raise ConfigError((Problem("error", option, f'"{text}" is not a time', mend),)) from error
    return found if found.tzinfo else found.replace(tzinfo=zone)


def as_json(problem: Problem) -> dict[str, str]:
    """A problem as the contract's object."""
    return {"severity": problem.severity, "where": problem.where, "what": problem.what, "mend": problem.mend}


def print_json(value: object) -> None:
    """One JSON object on a line of its own, UTF-8 whatever the locale."""
    sys.stdout.buffer.write((json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
    sys.stdout.flush()


def print_problems(problems: Iterable[Problem], stream: object = None) -> None:
    """Each problem on one line: where, what, how to mend it."""
    for problem in problems:
        line = printable(f"{problem.severity}: {problem.where}: {problem.what} — {problem.mend}")
        print(line, file=stream or sys.stdout)  # type: ignore[arg-type]
