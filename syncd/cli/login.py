"""`syncd login MAILBOX`: a person consents once that a mailbox is read by OAuth 2."""

from __future__ import annotations

import argparse
import sys
from threading import Event

from syncd.app.consent import consent
from syncd.cli.dialogue import ask, say
from syncd.cli.exits import Exit
from syncd.cli.options import add_config, load
from syncd.domain.errors import ConfigError, Problem, SourceError


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("login", help="log a mailbox in with OAuth 2")
    parser.add_argument("mailbox", metavar="MAILBOX", help="its name in the config")
    add_config(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    config = load(args)
    mailbox = next((each for each in config.mailboxes if each.name == args.mailbox), None)
    if mailbox is None:
        names = ", ".join(each.name for each in config.mailboxes)
        raise ConfigError((Problem("error", args.mailbox, "is no mailbox of the config", f"one of: {names}"),))
    try:
        consent(mailbox, config, say=say, ask=ask, wait=Event().wait)
    except SourceError as error:
        print(f"mailbox {mailbox.name}: {error}", file=sys.stderr)
        return Exit.UNREACHABLE
    return Exit.DONE
