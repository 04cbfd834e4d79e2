"""One TOML table being read: takes keys, notes every problem with its line, and at the end what nobody asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from syncd.config.lines import KeyPath, key_lines
from syncd.config.read import BadValue
from syncd.domain.errors import ConfigError, Problem

T = TypeVar("T")
D = TypeVar("D")


@dataclass(slots=True)
class Document:
    """A TOML file with the lines of its keys, and the problems found so far (shared by all documents of a load)."""

    path: Path
    data: dict[str, Any]
    lines: Mapping[KeyPath, int]
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path, problems: list[Problem]) -> Document:
        """Parse a file; raises ConfigError where it cannot be read or is no TOML."""
        try:
            text = path.read_text("utf-8-sig").replace("\r\n", "\n")
            return cls(path, tomllib.loads(text), key_lines(text), problems)
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(
                (Problem("error", f"{path}:{_line_of(error)}", f"is not valid TOML: {error}", "correct this line"),)
            ) from error
        except UnicodeDecodeError as error:
            raise ConfigError((Problem("error", str(path), "is not UTF-8 text", "save it as UTF-8"),)) from error
        except OSError as error:
            mend = "name it with --config FILE or $SYNCD_CONFIG, or write one with: syncd init"
            raise ConfigError((Problem("error", str(path), f"cannot be read: {error.strerror}", mend),)) from error

    def where(self, at: KeyPath) -> str:
        """`file:line` of a key, or of the nearest table around it."""
        while at and at not in self.lines:
            at = at[:-1]
        return f"{self.path}:{self.lines.get(at, 1)}"

    def problem(self, at: KeyPath, what: str, mend: str, severity: str = "error") -> None:
        """Note a problem at a key."""
        self.problems.append(Problem(severity, self.where(at), what, mend))


def _line_of(error: tomllib.TOMLDecodeError) -> str:
    return str(error).rpartition("line ")[2].partition(",")[0].strip(")") or "1"


class Table:
    """A table of a document. Use as a context manager: leaving it reports the keys that were not asked for."""

    def __init__(self, document: Document, at: KeyPath, data: object) -> None:
        self.document = document
        self.at = at
        self.known: list[str] = []
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.document.problem(at, f"{self.name} is not a table", f"write it as [{self.name}]")

    @property
    def name(self) -> str:
        """The table's name for a person: `client[2].sla`, counted from 1."""
        shown = ""
        for part in self.at:
            shown += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if shown else part
        return shown

    def __enter__(self) -> Table:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            for key in self.data:
                if key not in self.known:
                    self._unknown(key)

    def _unknown(self, key: str) -> None:
        near = get_close_matches(key, self.known, 1, 0.5)
        mend = f"did you mean {near[0]}?" if near else f"keys here: {', '.join(sorted(self.known))}"
        self.problem(key, f'unknown key "{key}"{f" in {self.name}" if self.name else ""}', mend)

    def problem(self, key: str | int, what: str, mend: str, severity: str = "error") -> None:
        """Note a problem at one of this table's keys."""
        self.document.problem((*self.at, key), what, mend, severity)

    def has(self, key: str) -> bool:
        """Whether the key stands in the file; counts as asked for."""
        self.known.append(key)
        return key in self.data

    def optional(self, key: str, read: Callable[[object], T], default: D) -> T | D:
        """A value, or the default where the key is missing or wrong (then the problem is noted)."""
        if not self.has(key):
            return default
        try:
            return read(self.data[key])
        except BadValue as error:
            self.problem(key, f"{key} {error.what}", error.mend)
            return default

    def required(self, key: str, read: Callable[[object], T], blank: D) -> T | D:
        """A value; a missing one is noted as a problem and `blank` stands in."""
        if key not in self.data:
            self.known.append(key)
            self.document.problem(
                self.at, f"{key} is missing{f' in {self.name}' if self.name else ''}", f"add {key} = …"
            )
            return blank
        return self.optional(key, read, blank)

    def table(self, key: str) -> Table:
        """A table below, empty where it is missing."""
        return Table(self.document, (*self.at, key), self.data[key] if self.has(key) else {})

    def tables(self, key: str) -> Iterator[Table]:
        """The tables of an array of tables."""
        rows = self.data[key] if self.has(key) else []
        if not isinstance(rows, list):
            self.problem(key, f"{key} is one table, not a list of tables", f"write it as [[{key}]]")
            return
        for index, row in enumerate(rows):
            yield Table(self.document, (*self.at, key, index), row)
