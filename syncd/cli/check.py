"""`syncd check`: validates the config, logs in everywhere, checks rights; changes nothing."""

from __future__ import annotations

import argparse

from syncd.app.checkup import Checkup, check_everything, check_file
from syncd.app.program import wall_clock
from syncd.cli.exits import Exit
from syncd.cli.logs import add_log_format
from syncd.cli.options import add_config, add_json, as_json, load, print_json
from syncd.cli.paper import Paper


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("check", help="validate the config, log in everywhere, check rights, change nothing")
    add_config(parser)
    add_json(parser)
    add_log_format(parser)
    parser.add_argument("--offline", action="store_true", help="check the file and this machine only")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    config = load(args)
    found = check_file(config, wall_clock()) if args.offline else check_everything(config, wall_clock(), wall_clock)
    ok = not any(problem.severity == "error" for problem in found.problems)
    if args.json:
        print_json({"ok": ok, "problems": [as_json(problem) for problem in found.problems]})
    else:
        paper = Paper()
        for problem in found.problems:
            paper.problem(problem)
        if not found.problems:
            paper.line("Everything is in order.")
    return _exit_code(found, ok=ok, offline=args.offline)


def _exit_code(found: Checkup, *, ok: bool, offline: bool) -> int:
    if ok:
        return Exit.DONE
    if not offline and (found.refused or not found.reached):
        return Exit.UNREACHABLE
    return Exit.PARTLY
