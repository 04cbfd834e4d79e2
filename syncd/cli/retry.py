"""`syncd retry REF`: a note that is held is written with the next cycle, once its reason is mended."""

from __future__ import annotations

import argparse

from syncd.cli.exits import Exit
from syncd.cli.options import add_config, load
from syncd.store import outbox
from syncd.store.lock import only_one
from syncd.store.schema import open_database


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("retry", help="release a note that is held, once its reason is mended")
    parser.add_argument("refs", metavar="REF", nargs="+", help="references as `syncd status` shows them")
    add_config(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    config = load(args)
    released = True
    with only_one(config.database):
        db = open_database(config.database)
        for ref in args.refs:
            with db.atomic():
                found = outbox.retry(db, ref)
            print(f"{ref}: " + ("is written with the next cycle" if found else "is not held"))
            released = released and found
        db.close()
    return Exit.DONE if released else Exit.PARTLY
