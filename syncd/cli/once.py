"""`syncd once`: one full cycle."""

from __future__ import annotations

import argparse
import sys

from syncd.app import App
from syncd.cli.exits import Exit
from syncd.cli.logs import add_log_format
from syncd.cli.options import add_config, add_json, as_json, load, moment, print_json
from syncd.cli.paper import Paper
from syncd.cli.reading_bar import reading_bar
from syncd.engine.result import CycleResult, NoteOutcome
from syncd.store.codec import instant


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("once", help="one full cycle: read mail, mirror Asana, decide, write notes, exit")
    add_config(parser)
    add_json(parser)
    add_log_format(parser)
    parser.add_argument("--dry-run", action="store_true", help="write nothing outside the local database")
    parser.add_argument(
        "--as-of", metavar="TIME", help="decide as of this moment (ISO 8601) and ignore what came later"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    config = load(args)
    as_of = moment(args.as_of, config.agency.timezone) if args.as_of else None
    with App(config, as_of=as_of) as app:
        with reading_bar(sys.stderr) as progress:
            result = app.once(dry_run=args.dry_run, progress=progress)
        if result.ok and not args.dry_run and as_of is None:
            app.ping()
    if args.json:
        print_json(to_json(result))
    else:
        show(result, Paper())
    return exit_code(result)


def exit_code(result: CycleResult) -> int:
    """What the contract says of this result."""
    if not result.reached:
        return Exit.UNREACHABLE
    return Exit.DONE if result.ok else Exit.PARTLY


def to_json(result: CycleResult) -> dict[str, object]:
    """The contract's object."""
    return {
        "ok": result.ok,
        "as_of": instant(result.as_of),
        "letters": dict(result.letters),
        "notes": [note_json(note) for note in result.notes],
        "problems": [as_json(problem) for problem in result.problems],
    }


def note_json(note: NoteOutcome) -> dict[str, object]:
    """One note as the contract's object."""
    return {
        "ref": note.ref,
        "action": note.action,
        "audience": note.audience,
        "client": note.client,
        "kind": note.kind,
        "place": note.place,
        "text": note.text,
        "name": note.name,
        "reason": note.reason,
    }


def show(result: CycleResult, paper: Paper) -> None:
    """For a person: letters by kind, notes by audience, problems."""
    paper.heading("Letters read")
    paper.table([(kind, str(count)) for kind, count in result.letters.items()] or [("nothing new", "")])
    for audience, title in (("team", "Notes for the team"), ("client", "Notes for clients")):
        notes = [note for note in result.notes if note.audience == audience]
        if notes:
            paper.heading(title)
        for note in notes:
            _show_note(note, paper)
    if not result.notes:
        paper.line("No note to write.")
    if result.problems:
        paper.heading("Problems")
        for problem in result.problems:
            paper.problem(problem)


def _show_note(note: NoteOutcome, paper: Paper) -> None:
    where = f" · {note.client}" if note.client else ""
    paper.note(
        f"{note.action} · {note.kind}{where}" + (f" · {note.reason}" if note.reason else ""), note.name, note.text
    )
