"""`syncd status`: what waits on us and on clients, approvals, health; reads the local database only."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from syncd.cli.exits import Exit
from syncd.cli.options import add_config, add_json, as_json, load, print_json
from syncd.cli.paper import Paper
from syncd.cli.status_text import show_status
from syncd.store import overview
from syncd.store.schema import open_readonly


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("status", help="what waits on whom, approvals, health; reads the local database only")
    add_config(parser)
    add_json(parser)
    parser.add_argument("--health", action="store_true", help="ids and counts only: safe to paste into a bug report")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it."""
    config = load(args)
    db = open_readonly(config.database)
    now = datetime.now(UTC)  # noqa: TID251 - how long ago is asked of the clock
    problems = overview.problems(db)
    ok = not any(problem.severity == "error" for problem in problems)
    found: dict[str, Any] = {
        "ok": ok,
        "sources": overview.source_rows(db, now),
        "cases": overview.open_cases(db),
        "approvals": overview.approvals(db),
        "money": overview.money_gates(db),
        "held": overview.held_notes(db),
        "letters": overview.letter_counts(db),
        "to_look_at": overview.to_look_at(db),
        "problems": [as_json(problem) for problem in problems],
    }
    if args.health:
        found = _health(found)
    if args.json:
        print_json(found)
    elif args.health:
        _show_health(found, Paper())
    else:
        show_status(found, config.agency, now, Paper())
    return Exit.DONE


def _health(found: dict[str, Any]) -> dict[str, Any]:
    """Without texts, subjects, names or addresses: sources by number, everything else by count."""
    kinds: dict[str, int] = {}
    for case in found["cases"]:
        kinds[case["kind"]] = kinds.get(case["kind"], 0) + 1
    sources = [
        {
            "name": source["name"] if source["name"].startswith("asana:") else f"mailbox {number}",
            "last_success": source["last_success"],
            "lag_s": source["lag_s"],
            "problem": bool(source["problem"]),
        }
        | {name: source[name] for name in ("mirrored_at", "mirror_age_s") if name in source}
        for number, source in enumerate(found["sources"], 1)
    ]
    return {
        "ok": found["ok"],
        "sources": sources,
        "cases": kinds,
        "approvals": len(found["approvals"]),
        "held": len(found["held"]),
        "letters": found["letters"],
        "problems": len(found["problems"]),
    }


def _show_health(found: dict[str, Any], paper: Paper) -> None:
    paper.table(
        [(s["name"], s["last_success"] or "never", "trouble" if s["problem"] else "well") for s in found["sources"]],
        ("source", "last success", "state"),
    )
    for word in ("cases", "letters"):
        paper.line(f"{word}: " + (", ".join(f"{kind} {count}" for kind, count in found[word].items()) or "none"))
    for word in ("approvals", "held", "problems"):
        paper.line(f"{word}: {found[word]}")
