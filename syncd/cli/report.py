"""`syncd report weekly|monthly --client NAME`: the report as the local database has it; `--publish` writes it."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import Any

from syncd.app import App
from syncd.app.program import WORDING_FOLDER
from syncd.cli.exits import Exit
from syncd.cli.logs import add_log_format
from syncd.cli.once import note_json
from syncd.cli.options import add_config, add_json, as_json, load, moment, print_json, print_problems
from syncd.cli.paper import Paper
from syncd.config import Config
from syncd.data.wording import load_wording
from syncd.domain.agency import Client
from syncd.domain.errors import ConfigError, Problem, SourceError, WriteError
from syncd.domain.notes.report.layout import Report
from syncd.domain.notes.report.occasion import ReportKind
from syncd.engine.publish import Publication, publish
from syncd.engine.reports import read_report
from syncd.store.codec import instant
from syncd.store.schema import open_readonly


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("report", help="print or publish a weekly or monthly report")
    parser.add_argument("kind", choices=[kind.value for kind in ReportKind])
    parser.add_argument("--client", required=True, metavar="NAME", help="as the config names it")
    parser.add_argument("--as-of", metavar="TIME", help="the report as of this moment (ISO 8601)")
    parser.add_argument("--publish", action="store_true", help="write it to the client's project, once")
    add_config(parser)
    add_json(parser)
    add_log_format(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    config = load(args)
    client, kind = _client(config, args.client), ReportKind(args.kind)
    as_of = moment(args.as_of, config.agency.timezone) if args.as_of else None
    now = as_of or datetime.now(UTC)  # noqa: TID251 - the report's moment, unless one is named
    if not args.publish:
        _show(args, _head(client, kind, now), _read(config, client, kind, now))
        return Exit.DONE
    try:
        with App(config, as_of=as_of) as app:
            found = publish(app.engine, client, kind, now)
    except (SourceError, WriteError) as error:
        problem = Problem("error", "asana", str(error), "look at the connection and the token: syncd check")
        return _failed(args, _head(client, kind, now), problem)
    _show(args, _head(client, kind, now), found.report, found)
    return _exit_code(found)


def _read(config: Config, client: Client, kind: ReportKind, now: datetime) -> Report:
    db = open_readonly(config.database)
    try:
        wording = load_wording(config.agency.timezone, config.path.parent / WORDING_FOLDER)
        return read_report(db, config.agency, client, wording, kind, now)
    finally:
        db.close()


def _client(config: Config, name: str) -> Client:
    found = [client for client in config.agency.clients if client.name.casefold() == name.strip().casefold()]
    if not found:
        names = ", ".join(client.name for client in config.agency.clients) or "none"
        raise ConfigError((Problem("error", "--client", f'no client is called "{name}"', f"one of: {names}"),))
    return found[0]


def _exit_code(found: Publication) -> int:
    if found.published_before or (found.note and found.note.action == "created"):
        return Exit.DONE
    return Exit.PARTLY


def _head(client: Client, kind: ReportKind, now: datetime) -> dict[str, Any]:
    return {"ok": True, "client": client.name, "kind": kind.value, "as_of": instant(now)}


def _failed(args: argparse.Namespace, head: dict[str, Any], problem: Problem) -> int:
    if args.json:
        print_json({**head, "ok": False, "problems": [as_json(problem)]})
    print_problems([problem], sys.stderr)
    return Exit.UNREACHABLE


def _show(args: argparse.Namespace, head: dict[str, Any], report: Report, found: Publication | None = None) -> None:
    if args.json:
        print_json({**head, **_as_json(report), **(_published_json(found) if found else {})})
        return
    paper = Paper()
    paper.line(report.title, "bold")
    paper.line("")
    paper.text("\n".join(report.text))
    if report.questions:
        paper.heading("Not found in Asana")
        paper.text("\n".join(f"- {question}" for question in report.questions))
    if found is not None:
        _show_publication(found, paper)


def _show_publication(found: Publication, paper: Paper) -> None:
    if found.published_before:
        paper.heading(f"Published before: {found.published_before}")
    elif found.note is not None:
        paper.note(f"{found.note.action} · {found.note.ref}", None, found.note.text)
    for line in found.left_out:
        paper.line(f"left out: {line}", "yellow")
    for problem in found.problems:
        paper.problem(problem)


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "text": "\n".join(report.text),
        "words": report.words,
        "sections": [
            {"name": section.name, "heading": section.heading, "lines": [line.text for line in section.lines]}
            for section in report.sections
        ],
        "questions": list(report.questions),
        "problems": [],
    }


def _published_json(found: Publication) -> dict[str, Any]:
    return {
        "ok": _exit_code(found) == Exit.DONE,
        "note": note_json(found.note) if found.note else None,
        "published_before": found.published_before,
        "left_out": list(found.left_out),
        "problems": [as_json(problem) for problem in found.problems],
    }
