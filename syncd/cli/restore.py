"""`syncd restore FILE`: a backup becomes the database again; the database that stood there is kept beside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from syncd.cli.exits import Exit
from syncd.cli.options import add_config, load
from syncd.store.copies import restore
from syncd.store.lock import only_one


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("restore", help="bring a backup back; refuses while a daemon holds the database")
    parser.add_argument("file", metavar="FILE", type=Path)
    add_config(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    database = load(args).database
    with only_one(database):
        kept = restore(args.file, database)
    print(f"restored from {args.file}" + (f"; what stood there is in {kept}" if kept else ""))
    return Exit.DONE
