"""`syncd backup FILE`: a consistent copy of the database, also while the daemon runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from syncd.cli.exits import Exit
from syncd.cli.options import add_config, load
from syncd.store.copies import back_up


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("backup", help="a consistent copy of the database while the daemon runs")
    parser.add_argument("file", metavar="FILE", type=Path)
    add_config(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    back_up(load(args).database, args.file)
    print(f"copied to {args.file}")
    return Exit.DONE
