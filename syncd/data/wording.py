"""Reads the note templates, the shipped ones and an agency's own, into a `Wording`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from syncd.domain.agency import Language
from syncd.domain.errors import ConfigError, Problem
from syncd.domain.notes.checks import refused_words
from syncd.domain.notes.wording import ClientFacts, Wording, Words

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FOR_CLIENTS = frozenset(each.name for each in fields(ClientFacts))


def load_wording(tz: ZoneInfo, folder: Path | None = None) -> Wording:
    """The shipped words with those of `folder`/ru.toml and en.toml in their place.

    Raises `ConfigError` with every problem at once: unknown names and values, templates that do not compile, words that
    no client may read, unreadable files.
    """
    problems: list[Problem] = []
    languages = {language: _words(language, tz, folder, problems) for language in Language}
    if problems:
        raise ConfigError(tuple(problems))
    return Wording(languages)


def _words(language: Language, tz: ZoneInfo, folder: Path | None, problems: list[Problem]) -> Words:
    name = f"{language.value}.toml"
    shipped = _shipped(language)
    own = folder / name if folder else None
    if own is not None and own.is_file():
        shipped = _overridden(shipped, own, problems)
    words = Words(
        language,
        {section: lines for section, lines in shipped.items() if section != "subjects"},
        shipped["subjects"],
        tz,
    )
    if own is not None and own.is_file():
        wrong = (*words.problems(_values), *_refused(words))
        problems += [Problem("error", str(own), found, "correct the template") for found in wrong]
    return words


def _shipped(language: Language) -> dict[str, Any]:
    return tomllib.loads((files("syncd.data") / "notes" / f"{language.value}.toml").read_text("utf-8"))


def _values(section: str, name: str) -> Container[str]:
    """The values of a line: a client's are few, the team's are those that the shipped lines use in any language."""
    return _FOR_CLIENTS if section == "client" else _used().get((section, name), frozenset())


@lru_cache(maxsize=1)
def _used() -> Mapping[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for language in Language:
        tables = _shipped(language)
        subjects = tables.pop("subjects")
        words = Words(language, tables, subjects, ZoneInfo("UTC"))
        for section, names in tables.items():
            for name, source in names.items():
                found[section, name] = found.get((section, name), frozenset()) | words.values_in(source)
    return found


def _refused(words: Words) -> Iterator[str]:
    """What the lines for clients say of themselves that no client may read; their values are looked at when they are known."""
    for name, source in words.tables["client"].items():
        for rule, said in refused_words(_CODE.sub(" ", source)):
            yield f"client.{name}: {rule}, «{said}»"


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
