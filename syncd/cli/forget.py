"""`syncd forget ADDRESS|CLIENT`, or `--before DAY`: erases stored mail and what was derived from it; asks first."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from syncd.app.program import wall_clock
from syncd.cli.exits import Exit
from syncd.cli.options import add_config, load
from syncd.domain.errors import ConfigError, Problem
from syncd.store import forgetting
from syncd.store.lock import only_one
from syncd.store.schema import open_database


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("forget", help="erase stored mail and derived data of an address or a client")
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("who", metavar="ADDRESS|CLIENT", nargs="?")
    whose.add_argument(
        "--before", metavar="DAY", help="letters of threads that ended before this day (2024-01-31); approvals stay"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_config(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    config = load(args)
    names = tuple(client.name for client in config.agency.clients)
    before = _day(args.before, config.agency.timezone) if args.before else None
    if before is None and "@" not in args.who and args.who.casefold() not in {name.casefold() for name in names}:
        mend = f"write an e-mail address, or one of: {', '.join(names)}"
        raise _refused(args.who, "is neither an address nor a client of the config", mend)
    with only_one(config.database):
        db = open_database(config.database)
        found = forgetting.find_before(db, before) if before else forgetting.find(db, args.who, names)
        print(
            f"{len(found.letters)} letters with their texts, verdicts and approvals would be erased from {config.database}."
        )
        if not args.yes and input("Erase them? They cannot be brought back. [y/N] ").strip().casefold() not in (
            "y",
            "yes",
            "д",
            "да",
        ):
            print("Nothing was erased.")
            db.close()
            return Exit.DONE
        forgetting.erase(db, found, wall_clock())
        db.close()
    _say_what_remains(found)
    return Exit.DONE


def _day(text: str, zone: ZoneInfo) -> datetime:
    """The beginning of a day of the agency's, which must be over."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise _refused("--before", f'"{text}" is not a day', "write it like 2024-01-31") from error
    begins = datetime.combine(day, time(), zone)
    if begins > wall_clock():
        raise _refused("--before", f"{text} is still to come", "name a day of the past")
    return begins


def _refused(where: str, what: str, mend: str) -> ConfigError:
    return ConfigError((Problem("error", where, what, mend),))


def _say_what_remains(found: forgetting.Erasure) -> None:
    print(f"Erased: {len(found.letters)} letters. Their hashes stay, so that they are not read in again.")
    print("What remains elsewhere, and must be erased by hand where the law asks for it:")
    print("  - the letters in the mailboxes themselves: this program never changes a mailbox;")
    print("  - backups of the database made before, and copies beside it (*.before-*);")
    gids = ", ".join(found.notes_in_asana[:20]) + (" …" if len(found.notes_in_asana) > 20 else "")
    print(
        f"  - {len(found.notes_in_asana)} notes in Asana{': ' + gids if gids else ''}; while they stand there, so does their mirror here."
    )
