"""Logs on standard error: for people or as JSON lines. Never a letter's text, address or a secret."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
import traceback

import structlog

PRIORITIES = {"critical": 2, "error": 3, "warning": 4, "info": 6, "debug": 7}


def add_log_format(parser: argparse.ArgumentParser) -> None:
    """`--log-format console|json`."""
    parser.add_argument("--log-format", choices=("console", "json"), default="console", help="how logs are written")


def configure(log_format: str, *, level: int) -> None:
    """Set up structlog for the whole process."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_values,
            _for_the_journal(renderer) if _is_the_journal() else renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, force=True)
    threading.excepthook = _log_thread


def _is_the_journal() -> bool:
    """Whether standard error goes straight to journald (systemd.exec(5), $JOURNAL_STREAM)."""
    try:
        found = os.fstat(sys.stderr.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{found.st_dev}:{found.st_ino}"


def _for_the_journal(renderer: structlog.typing.Processor) -> structlog.typing.Processor:
    """The level before each line, as journald takes it off again (sd-daemon(3)): `journalctl -p warning` finds it."""

    def render(logger: object, name: str, event: structlog.typing.EventDict) -> str:
        priority = PRIORITIES.get(str(event.get("level")), 6)
        return f"<{priority}>{renderer(logger, name, event)!s}"

    return render


def _log_thread(broken: threading.ExceptHookArgs) -> None:
    """Python's own words would hold the error's text."""
    structlog.get_logger().error(
        "thread.broken", thread=broken.thread and broken.thread.name, exc_info=broken.exc_value
    )


def _without_values(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Of an exception keep its kind and the lines it came through: its words and the locals may hold a letter's text."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
        event["exception_kind"] = type(error).__name__
        event["came_through"] = lines
    return event
