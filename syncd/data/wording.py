"""Reads the note templates, the shipped ones and an agency's own, into a `Wording`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from syncd.domain.agency import Language
from syncd.domain.errors import ConfigError, Problem
from syncd.domain.notes.wording import Wording, Words


def load_wording(tz: ZoneInfo, folder: Path | None = None) -> Wording:
    """The shipped words with those of `folder`/ru.toml and en.toml in their place.

    Raises `ConfigError` with every problem at once: unknown names, templates that do not compile, unreadable files.
    """
    problems: list[Problem] = []
    languages = {language: _words(language, tz, folder, problems) for language in Language}
    if problems:
        raise ConfigError(tuple(problems))
    return Wording(languages)


def _words(language: Language, tz: ZoneInfo, folder: Path | None, problems: list[Problem]) -> Words:
    name = f"{language.value}.toml"
    shipped = tomllib.loads((files("syncd.data") / "notes" / name).read_text("utf-8"))
    own = folder / name if folder else None
    if own is not None and own.is_file():
        shipped = _overridden(shipped, own, problems)
    subjects = shipped.pop("subjects")
    words = Words(language, shipped, subjects, tz)
    problems += [Problem("error", str(own or name), found, "correct the template") for found in words.problems()]
    return words


def _overridden(shipped: dict[str, Any], own: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        changes = tomllib.loads(own.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(Problem("error", str(own), str(error), "mend the file"))
        return shipped
    unknown = [
        f"{section}.{name}"
        for section, names in changes.items()
        for name in (names if isinstance(names, Mapping) else [""])
        if name not in shipped.get(section, {})
    ]
    problems += [Problem("error", str(own), f"unknown name {name}", "see the shipped file") for name in unknown]
    return {section: {**names, **changes.get(section, {})} for section, names in shipped.items()}
