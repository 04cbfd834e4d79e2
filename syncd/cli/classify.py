"""`syncd classify`: what letters in files say, offline."""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from syncd.cli.exits import Exit
from syncd.cli.printable import printable
from syncd.data.lexicon import default_lexicon
from syncd.domain.agency import Language
from syncd.domain.language.read import read_letter
from syncd.domain.language.reading import Reading
from syncd.domain.mail.message import Message, Unreadable
from syncd.domain.mail.parse import parse_message

if TYPE_CHECKING:
    from datetime import datetime

_SELDOM = (50_000, 20, 20)  # objects, and generations, between two walks
_DEFAULT_CONFIG = "/etc/syncd/syncd.toml"
_FIELDS = ("file", "verdict", "subject", "needs_reply", "machine", "version", "new_text", "quote", "why", "error")


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the config says, as far as it matters here."""

    domains: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    language: Language = Language.RU


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`classify FILE... [--json] [--agency-domain D ...] [--config FILE]`."""
    parser = subparsers.add_parser("classify", help="what letters in files say, offline")
    parser.add_argument("files", nargs="+", metavar="FILE", help="an .eml file; - reads file names from standard input")
    parser.add_argument("--json", action="store_true", help="one JSON object a file")
    parser.add_argument("--agency-domain", action="append", default=[], metavar="D", help="letters from here are ours")
    parser.add_argument("--config", type=Path, metavar="FILE", help="take domains, language and phrases from here")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one result a file, in the order given. 1 if some could not be read."""
    setting = _setting(args)
    failed = False
    _keep_lexicon()
    for name in _names(args.files):
        result = _classify(name, setting)
        failed = failed or result["error"] is not None
        _print(result, as_json=args.json)
    sys.stdout.flush()
    return Exit.PARTLY if failed else Exit.DONE


def _keep_lexicon() -> None:
    """The lexicon lives as long as the command: the collector of cycles need not walk it again and again (a tenth of the time)."""
    default_lexicon()
    gc.freeze()
    gc.set_threshold(*_SELDOM)


def _setting(args: argparse.Namespace) -> _Setting:
    """The config's domains, phrases and language; without a config none is needed."""
    domains = tuple(domain.casefold() for domain in args.agency_domain)
    path = Path(args.config or os.environ.get("SYNCD_CONFIG") or _DEFAULT_CONFIG)
    if args.config is None and not path.is_file():
        return _Setting(domains)
    from syncd.config import load_config

    agency = load_config(path).agency
    return _Setting(domains or agency.domains, agency.phrases, agency.language)


def _names(files: list[str]) -> Iterator[str]:
    for name in files:
        if name == "-":
            yield from (line for line in sys.stdin.read().splitlines() if line.strip())
        else:
            yield name


def _classify(name: str, setting: _Setting) -> dict[str, object]:
    result: dict[str, object] = dict.fromkeys(_FIELDS)
    result["file"] = name
    try:
        raw = Path(name).read_bytes()
    except (OSError, ValueError) as error:
        return result | {"error": f"cannot be read: {getattr(error, 'strerror', None) or error}"}
    message = parse_message(raw)
    if isinstance(message, Unreadable):
        return result | {"error": message.reason}
    try:
        return result | _fields(_read(message, setting))
    except Exception as error:
        logging.getLogger(__name__).debug("classify.failed", exc_info=True)
        return result | {"error": f"not understood: {type(error).__name__}: {error}"}


def _read(message: Message, setting: _Setting) -> Reading:
    ours = any(address.domain.casefold() in setting.domains for address in message.from_)
    return read_letter(
        message,
        ours=ours,
        sent_at=_sent_at(message),
        lexicon=default_lexicon(),
        language=setting.language,
        phrases=setting.phrases,
    )


def _sent_at(message: Message) -> datetime:
    from datetime import UTC, datetime

    return message.date or message.received or datetime(1970, 1, 1, tzinfo=UTC)


def _fields(reading: Reading) -> dict[str, object]:
    verdict = reading.verdict
    return {
        "verdict": verdict.kind.value,
        "subject": verdict.about.value if verdict.about else None,
        "needs_reply": reading.needs_reply,
        "machine": reading.machine.value if reading.machine else None,
        "version": verdict.version,
        "new_text": reading.new_text,
        "quote": verdict.quote,
        "why": verdict.why or reading.machine_why,
        "error": None,
    }


def _print(result: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
    elif result["error"] is not None:
        print(printable(f"{result['file']}: {result['error']}"))
    else:
        print(_listing(result))


def _listing(result: dict[str, object]) -> str:
    what = result["machine"] or result["verdict"]
    details = [str(result[key]) for key in ("subject", "version") if result[key]]
    about = f" ({', '.join(details)})" if details else ""
    reply = "; needs a reply" if result["needs_reply"] else ""
    lines = [printable(f"{result['file']}: {what}{about}{reply}")]
    if result["why"]:
        lines.append(printable(f"    {result['why']}"))
    return "\n".join(lines)
