"""The default lexicon, read once from the TOML files of `language/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from syncd.domain.language.lexicon import Lexicon


@cache
def default_lexicon() -> Lexicon:
    """Russian and English together: a letter may mix them. A class of one name in both files is one class."""
    classes: dict[str, list[str]] = {}
    for file in sorted(files("syncd.data").joinpath("language").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            for name, phrases in _classes(tomllib.loads(file.read_text(encoding="utf-8"))).items():
                classes.setdefault(name, []).extend(phrases)
    return Lexicon.of(classes)


def _classes(table: Mapping[str, Any], prefix: str = "") -> dict[str, list[str]]:
    """`[thing] budget = [...]` is the class `thing.budget`."""
    found: dict[str, list[str]] = {}
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            found.update(_classes(value, f"{name}."))
        else:
            found[name] = [phrase.lower() for phrase in value]
    return found
