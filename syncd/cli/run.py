"""`syncd run`: the daemon."""

from __future__ import annotations

import argparse
import logging
import signal
from threading import Event

import structlog

from syncd.app import App
from syncd.cli.exits import Exit
from syncd.cli.logs import add_log_format
from syncd.cli.options import add_config, config_path, load
from syncd.config import load_config
from syncd.domain.errors import ConfigError
from syncd.systemd_notify import notify

log = structlog.get_logger()


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
    config = load(args)
    ended = Event()
    while not ended.is_set():
        with App(config) as app:
            asked_to_reload = _run_app(app, ended)
        if asked_to_reload:
            notify("RELOADING=1")
            try:
                config = load_config(config_path(args))
                log.info("config.reloaded")
            except ConfigError as error:
                for problem in error.problems:
                    log.error("config.refused", where=problem.where, what=problem.what, mend=problem.mend)
    return Exit.DONE


def _run_app(app: App, ended: Event) -> bool:
    """Run one app until a signal; True where it was SIGHUP."""
    reload = Event()

    def stop(number: int, _frame: object) -> None:
        (reload if number == signal.SIGHUP else ended).set()
        app.stop_running()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    app.run()
    return reload.is_set()
