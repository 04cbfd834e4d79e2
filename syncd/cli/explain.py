"""`syncd explain REF_OR_FILE`: why a note, a case, an approval or a letter is judged as it is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from syncd.app.program import WORDING_FOLDER
from syncd.cli.exits import Exit
from syncd.cli.options import add_config, add_json, config_path, load, print_json
from syncd.cli.paper import Paper
from syncd.config import Config, load_config
from syncd.data.lexicon import default_lexicon
from syncd.data.wording import load_wording
from syncd.domain.agency import Language
from syncd.domain.errors import ConfigError, Problem
from syncd.domain.language.explain import explain_reading
from syncd.domain.language.read import read_letter
from syncd.domain.language.reading import Reading
from syncd.domain.mail.message import Unreadable
from syncd.domain.mail.parse import parse_message
from syncd.engine.explaining import explained_cases
from syncd.store import derived, history
from syncd.store.schema import open_readonly


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser(
        "explain", help="why: the new text, the rules that fired, the clocks, what was written where"
    )
    parser.add_argument("what", metavar="REF_OR_FILE", help="a reference such as A-7F3K2, or a letter's .eml file")
    add_config(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    path = Path(args.what)
    if path.is_file():
        return _explain_file(args, path)
    config = load(args)
    return _explain_ref(args, open_readonly(config.database), config)


def _explain_file(args: argparse.Namespace, path: Path) -> int:
    message = parse_message(path.read_bytes())
    if isinstance(message, Unreadable):
        what = f"cannot be read: {message.reason}"
        raise ConfigError((Problem("error", str(path), what, "open it in a mail program"),))
    language = _language(args)
    sent_at = message.date or datetime(1970, 1, 1, tzinfo=UTC)
    reading = read_letter(message, ours=False, sent_at=sent_at, lexicon=default_lexicon(), language=language)
    if args.json:
        print_json({"file": args.what, **_reading_json(reading), "clocks": [], "written": []})
    else:
        Paper().text(explain_reading(message, reading, language))
    return Exit.DONE


def _language(args: argparse.Namespace) -> Language:
    if args.config is None and not config_path(args).exists():
        return Language.RU
    return load_config(config_path(args)).agency.language


def _explain_ref(args: argparse.Namespace, db: Database, config: Config) -> int:
    found = history.of_ref(db, args.what.upper())
    if found is None:
        what = "is no reference that this database knows, and no file"
        raise ConfigError((Problem("error", args.what, what, "references end each note, and stand in `syncd status`"),))
    message, reading = found.message, found.reading
    clocks = [row | {"explained": lines} for row, lines in _explained(db, config, found.clocks)]
    if args.json:
        known = _reading_json(reading) if reading else {"verdict": None, "rules": []}
        print_json(
            {
                "ref": args.what.upper(),
                **known,
                "clocks": clocks,
                "approvals": found.approvals,
                "written": found.written,
            }
        )
        return Exit.DONE
    paper = Paper()
    if message and reading:
        paper.text(explain_reading(message, reading, config.agency.language))
    paper.heading("Clocks")
    for row in clocks:
        paper.text("\n  ".join([f"{row['ref']} · {row['client']}", *row["explained"]]))
    if not clocks:
        paper.line("nothing")
    for title, rows in (("Approvals", found.approvals), ("Written", found.written)):
        paper.heading(title)
        for row in rows or [{"nothing": ""}]:
            paper.line(
                " · ".join(_shown(key, value) for key, value in row.items() if value not in (None, "", [])) or "nothing"
            )
    return Exit.DONE


def _explained(
    db: Database, config: Config, clocks: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each clock with its lines, as of the last cycle."""
    now = derived.last_moment(db)
    wording = load_wording(config.agency.timezone, config.path.parent / WORDING_FOLDER)
    known: dict[str, dict[str, list[str]]] = {}
    for row in clocks:
        if now is not None and row["client"] not in known:
            known[row["client"]] = explained_cases(db, config.agency, wording, row["client"], now)
        yield row, known.get(row["client"], {}).get(row["key"], [])


def _shown(key: str, value: Any) -> str:
    return f"{key}: {'; '.join(map(str, value)) if isinstance(value, list) else value}"


def _reading_json(reading: Reading) -> dict[str, Any]:
    return {
        "verdict": reading.verdict.kind.value,
        "subject": reading.verdict.about.value if reading.verdict.about else None,
        "version": reading.verdict.version,
        "quote": reading.verdict.quote,
        "why": reading.verdict.why,
        "needs_reply": reading.needs_reply,
        "machine": reading.machine.value if reading.machine else None,
        "new_text": reading.new_text,
        "rules": [{"rule": fired.rule, "words": fired.words} for fired in reading.rules],
    }
