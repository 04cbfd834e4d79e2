"""The command line as a whole: finds the command's module, and turns errors into words and exit codes."""

from __future__ import annotations

import argparse
import logging
import sqlite3
import sys
import traceback
from collections.abc import Container, Sequence
from importlib import import_module

from syncd import __version__
from syncd.cli.exits import Exit
from syncd.cli.options import as_json, print_json, print_problems
from syncd.domain.errors import ConfigError, DatabaseHeld, Problem, SecretAway
from syncd.store.trouble import Outlook, trouble_of

COMMANDS = {
    "demo": "see it work on an embedded world: no accounts, no root, no network",
    "init": "write a configuration, asking and proving each part",
    "check": "validate the configuration, log in everywhere, change nothing",
    "once": "one full cycle: read, decide, write notes, exit",
    "run": "the daemon",
    "status": "what waits on whom, approvals, health; reads the database only",
    "classify": "what letters in files say, offline",
    "explain": "why a note or a letter is judged as it is",
    "replay": "what would have been written with another config",
    "evidence": "a folder that proves an approval",
    "retry": "release a note that is held, once its reason is mended",
    "report": "print or publish a weekly or monthly report",
    "page": "a page to look at: who waits, approvals, answer times",
    "login": "log a mailbox in with OAuth 2",
    "forget": "erase stored mail of an address or a client",
    "backup": "copy the database while the daemon runs",
    "restore": "bring a copy back",
    "install-units": "install the units, the user and the folders for systemd",
    "completion": "what completes commands and options in bash or zsh",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is the contract's."""
    words = list(sys.argv[1:] if argv is None else argv)
    wanted = next((word for word in words if not word.startswith("-")), "")
    args = command_line({wanted}).parse_args(words)  # only the command's own module is loaded: a quick start
    if hasattr(args, "log_format"):  # what never logs starts faster without the library
        import_module("syncd.cli.logs").configure(args.log_format, level=getattr(args, "log_level", logging.WARNING))
    try:
        return int(args.run(args))
    except SecretAway as error:
        _refuse(args, error.problems)
        return Exit.UNREACHABLE
    except ConfigError as error:
        return _refuse(args, error.problems)
    except sqlite3.Error as error:
        trouble = trouble_of(error, str(getattr(args, "database", "the database")))
        if trouble is None:
            _say_bug(error)
            return Exit.PARTLY
        _refuse(args, (trouble.problem,))
        return {Outlook.LATER: Exit.PARTLY, Outlook.HELD: Exit.HELD, Outlook.NEVER: Exit.USAGE}[trouble.outlook]
    except DatabaseHeld as error:
        print(f"syncd: {error}", file=sys.stderr)
        return Exit.HELD
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - a bug ends the process, without the words that may hold a letter's text
        _say_bug(error)
        return Exit.PARTLY


def _say_bug(error: Exception) -> None:
    """Its kind and the lines it came through: what a bug report needs, and nothing of anybody's mail."""
    print(f"syncd: a bug ({type(error).__name__}). Please report these lines:", file=sys.stderr)
    for frame in traceback.extract_tb(error.__traceback__):
        print(f"  {frame.filename}:{frame.lineno} {frame.name}", file=sys.stderr)


def _refuse(args: argparse.Namespace, problems: Sequence[Problem]) -> int:
    if getattr(args, "json", False):
        print_json({"ok": False, "problems": [as_json(problem) for problem in problems]})
    print_problems(problems, sys.stderr)
    return Exit.USAGE


def command_line(whole: Container[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser of `syncd`; of commands that are not in `whole` it knows the name only."""
    parser = argparse.ArgumentParser(
        prog="syncd", description="Reads an agency's mail and Asana; writes the notes that are due, once."
    )
    parser.add_argument("--version", action="version", version=f"syncd {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        if name in whole:
            import_module(f"syncd.cli.{name.replace('-', '_')}").add_parser(commands)
        else:
            commands.add_parser(name, help=summary)
    return parser
