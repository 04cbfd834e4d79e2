"""`syncd run`: the daemon."""

from __future__ import annotations

import argparse
import logging
import signal
from threading import Event

from syncd.app import App
from syncd.app.daemon import Daemon
from syncd.cli.exits import Exit
from syncd.cli.logs import add_log_format
from syncd.cli.options import add_config, config_path, load
from syncd.config import load_config


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser(
        "run", help="the daemon: IDLE on mailboxes, polls Asana, the same cycle whenever something changed"
    )
    add_config(parser)
    add_log_format(parser)
    parser.set_defaults(run=run, log_level=logging.INFO)


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT; SIGHUP reads the config again, and keeps the old one where the new one is wrong."""
    reload = _early_signals()
    with App(load(args)) as app:
        daemon = Daemon(app, lambda: load_config(config_path(args)))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: daemon.stop())
        signal.signal(signal.SIGHUP, lambda *_: daemon.reload())
        if reload.is_set():
            daemon.reload()
        daemon.run()
    return Exit.DONE


def _early_signals() -> Event:
    """While the daemon is being built it may end anywhere, at once; to read the config again waits until it is."""

    def end(*_: object) -> None:
        raise SystemExit(Exit.DONE)

    reload = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    signal.signal(signal.SIGHUP, lambda *_: reload.set())
    return reload
