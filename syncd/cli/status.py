"""`syncd status`: what waits on us and on clients, approvals, health; reads the local database only."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from syncd.cli.exits import Exit
from syncd.cli.options import add_config, add_json, as_json, load, print_json
from syncd.cli.paper import Paper
from syncd.store import overview
from syncd.store.schema import open_readonly

ON_US = ("reply", "promise", "confirm", "contradiction", "deadline")


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
        _show(found, config.agency.timezone, Paper())
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


def _show(found: dict[str, Any], zone: ZoneInfo, paper: Paper) -> None:
    ours = [case for case in found["cases"] if case["kind"] in ON_US]
    theirs = [case for case in found["cases"] if case["kind"] not in ON_US]
    for title, cases in (("Waits on us", ours), ("Waits on clients", theirs)):
        paper.heading(title)
        if cases:
            paper.table(
                [_case(case, zone) for case in cases], ("ref", "kind", "client", "who", "subject", "since", "due")
            )
        else:
            paper.line("nothing")
    paper.heading("May we spend?")
    gates: list[tuple[str, ...]] = [
        (
            "yes" if gate["open"] else "no",
            gate["client"],
            gate["about"],
            gate["plan"] or "—",
            gate["why"],
            gate["ref"] or "",
        )
        for gate in found["money"]
    ]
    paper.table(
        gates or [("no plan was put up for approval",)], ("", "client", "about", "plan", "why", "ref") if gates else ()
    )
    paper.heading("Approvals")
    records: list[tuple[str, ...]] = [
        (
            a["ref"],
            a["state"],
            a["client"],
            a["about"] or "",
            a["version"] or "—",
            (a["author"] or "").partition(" <")[0],
            _when(a["received_at"], zone),
            _force(a),
        )
        for a in found["approvals"]
        if a["state"] != "requested"
    ]
    head = ("ref", "state", "client", "about", "version", "who", "when", "counts")
    paper.table(records or [("none",)], head if records else ())
    _show_health_of_connections(found, zone, paper)


def _show_health_of_connections(found: dict[str, Any], zone: ZoneInfo, paper: Paper) -> None:
    paper.heading("Connections")
    rows: list[tuple[str, ...]] = [
        (s["name"], _when(s["last_success"], zone) or "never", _mirror(s, zone), s["problem"] or "")
        for s in found["sources"]
    ]
    head = ("source", "last success", "mirror as of", "problem") if rows else ()
    paper.table(rows or [("nothing was read yet",)], head)
    if found["to_look_at"]:
        paper.heading("Letters to look at")
        rows = [
            (
                r["why"],
                r["from_address"] or "?",
                _when(r["received_at"], zone),
                r["reason"] or ", ".join(r["candidates"]),
            )
            for r in found["to_look_at"]
        ]
        paper.table(rows)
    if found["held"]:
        paper.heading("Held notes")
        paper.table([(n["ref"], n["kind"], n["client"] or "", n["reason"] or n["state"]) for n in found["held"]])
    if found["problems"]:
        paper.heading("Problems")
    for problem in found["problems"]:
        paper.line(f"{problem['severity']}: {problem['where']}: {problem['what']} — {problem['mend']}", "red")


def _mirror(source: dict[str, Any], zone: ZoneInfo) -> str:
    """Of a project: the moment from which nothing is left to be read."""
    return (_when(source["mirrored_at"], zone) or "never whole yet") if "mirrored_at" in source else ""


def _case(case: dict[str, Any], zone: ZoneInfo) -> tuple[str, ...]:
    return (
        case["ref"],
        ("urgent " if case["urgent"] else "") + case["kind"],
        case["client"] or "",
        case["person"] or "",
        case["subject"] or "",
        _when(case["started_at"], zone),
        _when(case["due_at"], zone),
    )


def _force(record: dict[str, Any]) -> str:
    if record["in_force"]:
        return "yes"
    return record["voided_by"] or record["reason"] or "no"


def _when(text: str | None, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(text).astimezone(zone).strftime("%d.%m %H:%M") if text else ""
