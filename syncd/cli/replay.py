"""`syncd replay OTHER`: what would have been written with another config, from the facts that are stored."""

from __future__ import annotations

import argparse
import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from syncd.app.program import WORDING_FOLDER
from syncd.cli.exits import Exit
from syncd.cli.logs import add_log_format
from syncd.cli.once import note_json
from syncd.cli.options import add_config, add_json, load, moment, print_json
from syncd.cli.paper import Paper
from syncd.config import Config, load_config
from syncd.config.read import BadValue, duration
from syncd.data.lexicon import default_lexicon
from syncd.data.wording import load_wording
from syncd.domain.errors import ConfigError, Problem
from syncd.engine.difference import Change, Difference, differences
from syncd.engine.replay import Happened, Settings, moments, read_differently, replay
from syncd.store.codec import instant
from syncd.store.schema import open_readonly

MOST = 20_000  # moments: more would take hours
TITLES = {
    Change.ADDED: "Only with the other config",
    Change.REMOVED: "No more with the other config",
    Change.MOVED: "At another time",
    Change.CHANGED: "In other words, or ended otherwise",
}


def add_parser(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare the command."""
    parser = commands.add_parser("replay", help="what would have been written with another config, note by note")
    parser.add_argument(
        "other", metavar="OTHER", nargs="?", type=Path, help="the other config; without it the notes are listed"
    )
    add_config(parser)
    add_json(parser)
    add_log_format(parser)
    parser.add_argument("--from", dest="start", metavar="TIME", required=True, help="the first moment (ISO 8601)")
    parser.add_argument("--to", dest="end", metavar="TIME", required=True, help="the last moment")
    parser.add_argument("--every", default="30m", metavar="SPAN", help="how often it decides in between; default 30m")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run it. Nothing is read from mail or Asana, nothing written but a copy of the database that is thrown away."""
    config = load(args)
    open_readonly(config.database).close()
    other = load_config(args.other) if args.other else None
    at = _moments(args, config)
    anew = other is not None and read_differently(config.agency, other.agency)
    before = replay(config.database, _settings(config), at, reads_anew=anew)
    if other is None:
        _list(before, args, config)
        return Exit.DONE
    after = replay(config.database, _settings(other), at, reads_anew=anew)
    found = differences(before, after)
    if args.json:
        print_json(_to_json(before, after, found, at))
    else:
        _show(before, after, found, Paper(), config)
    return Exit.DONE


def _settings(config: Config) -> Settings:
    wording = load_wording(config.agency.timezone, config.path.parent / WORDING_FOLDER)
    return Settings(config.agency, wording, default_lexicon())


def _moments(args: argparse.Namespace, config: Config) -> tuple[datetime, ...]:
    zone, every = config.agency.timezone, _span(args.every)
    start, end = moment(args.start, zone, "--from"), moment(args.end, zone, "--to")
    count = (end - start) // every + 1
    if count < 1:
        raise ConfigError((Problem("error", "--to", "lies before --from", "give the later moment to --to"),))
    if count > MOST:
        what = f"{count} moments, {MOST} is the most"
        raise ConfigError((Problem("error", "--every", what, "decide less often, or take a shorter time"),))
    return moments(start, end, every)


def _span(text: str) -> timedelta:
    try:
        return max(duration(text), timedelta(minutes=1))
    except BadValue as error:
        raise ConfigError((Problem("error", "--every", error.what, error.mend),)) from error


def _list(happened: Iterable[Happened], args: argparse.Namespace, config: Config) -> None:
    if args.json:
        print_json({"ok": True, "notes": [_event(each) for each in happened]})
        return
    paper = Paper()
    for each in happened:
        _note(each, paper, config)


def _event(each: Happened) -> dict[str, object]:
    return {"at": instant(each.at), **note_json(each.note)}


def _to_json(
    before: tuple[Happened, ...], after: tuple[Happened, ...], found: Iterable[Difference], at: tuple[datetime, ...]
) -> dict[str, Any]:
    return {
        "ok": True,
        "from": instant(at[0]),
        "to": instant(at[-1]),
        "moments": len(at),
        "notes": {"before": _created(before), "after": _created(after)},
        "differences": [
            {
                "change": each.change.value,
                "ref": each.ref,
                "before": [_event(event) for event in each.before],
                "after": [_event(event) for event in each.after],
            }
            for each in found
        ],
    }


def _created(happened: Iterable[Happened]) -> int:
    return sum(each.note.action == "created" for each in happened)


def _show(
    before: tuple[Happened, ...],
    after: tuple[Happened, ...],
    found: tuple[Difference, ...],
    paper: Paper,
    config: Config,
) -> None:
    counts = Counter(each.change for each in found)
    paper.line(f"{_created(before)} notes with this config, {_created(after)} with the other.")
    if not found:
        paper.line("No difference.")
    for change, title in TITLES.items():
        if counts[change]:
            paper.heading(f"{title}: {counts[change]}")
        for each in found:
            if each.change is change:
                _difference(each, paper, config)


def _difference(each: Difference, paper: Paper, config: Config) -> None:
    if each.change in (Change.ADDED, Change.REMOVED):
        _note((each.after or each.before)[0], paper, config)
        return
    old, new = each.before[0], each.after[0]
    if each.change is Change.MOVED:
        paper.line(f"{_when(old.at, config)} → {_when(new.at, config)} · {_head(new)}")
        return
    paper.line(f"{_when(old.at, config)} · {_head(new)}")
    for line in _words(each, config):
        paper.line(f"  {line}")


def _words(each: Difference, config: Config) -> Iterator[str]:
    """The lines that differ, of all that happened to the note."""
    one, other = ([line for event in side for line in _lines(event, config)] for side in (each.before, each.after))
    return (line for line in difflib.ndiff(one, other) if line[:1] in "+-")


def _lines(event: Happened, config: Config) -> list[str]:
    return [f"{_when(event.at, config)} {event.note.action}", *event.note.text.split("\n")]


def _note(each: Happened, paper: Paper, config: Config) -> None:
    paper.note(f"{_when(each.at, config)} · {each.note.action} · {_head(each)}", each.note.name, each.note.text)


def _head(each: Happened) -> str:
    note = each.note
    return " · ".join(part for part in (note.audience, note.kind, note.client, note.ref) if part)


def _when(at: datetime, config: Config) -> str:
    return f"{at.astimezone(config.agency.timezone):%d.%m.%Y %H:%M}"
