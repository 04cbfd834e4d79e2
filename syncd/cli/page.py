"""`syncd page DIR`: a static site for the agency's own people, from the local database."""

from __future__ import annotations

import argparse
from pathlib import Path

from syncd.app.program import wall_clock
from syncd.cli.exits import Exit
from syncd.cli.options import add_config, add_json, load, moment, print_json
from syncd.page.site import site_files, write_site
from syncd.store.schema import open_readonly


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("page", help="a page to look at: who waits, approvals, answer times")
    parser.add_argument("folder", metavar="DIR", type=Path, help="where the pages go; for the team only")
    parser.add_argument("--as-of", metavar="TIME", help="ages and deadlines as of then, ISO 8601; default: now")
    add_config(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    config = load(args)
    now = moment(args.as_of, config.agency.timezone) if args.as_of else wall_clock()
    pages = site_files(open_readonly(config.database), config.agency, now)
    write_site(args.folder, pages)
    index = args.folder / "index.html"
    if args.json:
        print_json({"path": str(index), "pages": sorted(pages), "bytes": sum(map(len, pages.values()))})
    else:
        print(index)
    return Exit.DONE
