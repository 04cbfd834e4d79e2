"""Logs on standard error: for people or as JSON lines. Never a letter's text, address or a secret."""

from __future__ import annotations

import argparse
import logging
import sys

import structlog


def add_log_format(parser: argparse.ArgumentParser) -> None:
    """`--log-format console|json`."""
    parser.add_argument("--log-format", choices=("console", "json"), default="console", help="how logs are written")


def configure(log_format: str, *, level: int) -> None:
    """Set up structlog for the whole process."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    exceptions = [structlog.processors.format_exc_info] if log_format == "json" else []
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *exceptions,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, force=True)
