"""`syncd demo`: the ordinary program against an embedded world of letters and Asana, on loopback."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from syncd.app import App
from syncd.cli.exits import Exit
from syncd.cli.logs import add_log_format
from syncd.cli.once import exit_code, to_json
from syncd.cli.options import add_json, print_json
from syncd.cli.paper import Paper
from syncd.config import load_config
from syncd.engine.result import CycleResult

if TYPE_CHECKING:
    from syncd.demo.world import DemoWorld, NoteInAsana


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("demo", help="see it work on an embedded world: no accounts, no root, no network")
    add_json(parser)
    add_log_format(parser)
    parser.add_argument(
        "--keep", action="store_true", help="keep the world running until Ctrl-C, and say how to use it"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    try:
        from syncd.demo.world import DemoWorld
    except ImportError as error:
        print(
            f"syncd: the demo needs its extra ({error.name} is missing). Install it: pip install 'syncd[demo]'",
            file=sys.stderr,
        )
        return Exit.USAGE
    today = datetime.now(UTC).date()  # noqa: TID251 - the demo's story ends on the last working day
    with tempfile.TemporaryDirectory(prefix="syncd-demo-") as folder, DemoWorld(Path(folder), today) as world:
        path = world.write_config()
        config = load_config(path)
        with App(config, as_of=world.now) as app:
            result = app.once(dry_run=False)
        if args.json:
            print_json(to_json(result) | {"standing": [_standing(note) for note in world.notes_in_asana()]})
        else:
            _show(world, result, config.agency.timezone, Paper())
        if args.keep:
            _keep(world, path)
    return exit_code(result)


def _standing(note: NoteInAsana) -> dict[str, object]:
    return {
        "project": note.project,
        "task": note.task,
        "kind": note.kind,
        "audience": "team" if note.is_internal else "client",
        "guests": list(note.guests),
        "completed": note.completed,
        "text": note.text,
    }


def _show(world: DemoWorld, result: CycleResult, zone: ZoneInfo, paper: Paper) -> None:
    paper.heading(f"An agency's mail and Asana on {world.now.astimezone(zone):%d.%m.%Y, %H:%M}")
    paper.line(
        "Three account managers' mailboxes on a real IMAP server, an Asana simulator; everything on this machine, nothing real."
    )
    paper.heading("Letters read")
    paper.table([(kind, str(count)) for kind, count in result.letters.items()])
    notes = world.notes_in_asana()
    for project in dict.fromkeys(note.project for note in notes):
        _show_project(project, [note for note in notes if note.project == project], paper)
    for title, outcome in (("Held back", "held"), ("Waiting", "waiting")):
        waiting = [note for note in result.notes if note.action == outcome]
        if waiting:
            paper.heading(title)
        for each in waiting:
            paper.line(f"  {each.ref}  {each.kind}  {each.client or ''}  {each.reason or ''}")
    if result.problems:
        paper.heading("Problems")
    for problem in result.problems:
        paper.problem(problem)
    _show_further(paper)


def _show_project(project: str, notes: Iterable[NoteInAsana], paper: Paper) -> None:
    kept = list(notes)
    internal = kept[0].is_internal
    paper.heading(
        f"{project} — " + ("for the team only" if internal else f"the client reads this: {', '.join(kept[0].guests)}")
    )
    for note in kept:
        title = {"task": "task", "comment": f"comment on «{note.task}»", "status_update": "status update"}[note.kind]
        name = note.task if note.kind == "task" else None
        paper.note(title + (" · completed" if note.completed and note.kind == "task" else ""), name, note.text)


def _show_further(paper: Paper) -> None:
    paper.heading("Where to look further")
    paper.line("  syncd demo --keep           keeps this world running and says how to point the other commands at it")
    paper.line("  syncd init --defaults FILE  writes the commented example configuration")
    paper.line("  syncd classify FILE...      judges letters of your own, offline")


def _keep(world: DemoWorld, path: Path) -> None:
    moment = world.now.isoformat(timespec="minutes")
    print(f"\nThe world keeps running until Ctrl-C. In another terminal:\n  export SYNCD_CONFIG={path}", flush=True)
    for words in ("status", f"once --as-of {moment}", "explain REF", "check"):
        print(f"  syncd {words}", flush=True)
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    while not ended.wait(1):
        pass
