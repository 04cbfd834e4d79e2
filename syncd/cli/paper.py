"""Output for people: headings, tables and notes; colours only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from syncd.cli.printable import printable
from syncd.domain.errors import Problem

PLAIN_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell that stands out on a terminal. Its words say the same without the colour."""

    text: str
    style: str


class Paper:
    """Standard output. Texts from letters and from Asana are never taken for markup."""

    def __init__(self, *, width: int | None = None) -> None:
        tty = sys.stdout.isatty()
        self._console = Console(
            file=sys.stdout, width=width or (None if tty else PLAIN_WIDTH), highlight=False, soft_wrap=not tty
        )

    def heading(self, text: str) -> None:
        """A heading with a blank line before it."""
        self._console.print()
        self._console.print(Text(printable(text), style="bold"))

    def line(self, text: str, style: str = "") -> None:
        """One line."""
        self._console.print(Text(printable(text), style=style))

    def text(self, text: str) -> None:
        """Several lines as they are."""
        for line in text.split("\n"):
            self.line(line)

    @property
    def width(self) -> int:
        """How many columns of letters a line has."""
        return self._console.width

    def table(
        self, rows: Iterable[Sequence[str | Marked]], head: Sequence[str] = (), *, whole: Collection[str] = ()
    ) -> None:
        """Rows in columns; the cells of those whose heading is in `whole` stay on one line."""
        table = Table(box=None, show_header=bool(head), pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        kept = list(rows)
        for index in range(len(head) or len(kept[0]) if kept else 0):
            name = head[index] if head else ""
            table.add_column(printable(name), overflow="fold", no_wrap=name in whole)
        for row in kept:
            table.add_row(*(_cell(cell) for cell in row))
        self._console.print(table)

    def note(self, title: str, name: str | None, text: str) -> None:
        """A note as it stands in Asana."""
        self._console.print()
        self._console.print(Text(printable(title), style="cyan"))
        if name:
            self._console.print(Text(f"  {printable(name)}", style="bold"))
        for line in text.split("\n"):
            self._console.print(Text(f"  {printable(line)}"))

    def problem(self, problem: Problem) -> None:
        """A problem on one line: where, what, how to mend it."""
        style = "red" if problem.severity == "error" else "yellow"
        self._console.print(
            Text(printable(f"{problem.severity}: {problem.where}: {problem.what} — {problem.mend}"), style=style)
        )


def _cell(cell: str | Marked) -> Text:
    if isinstance(cell, Marked):
        return Text(printable(cell.text), style=cell.style)
    return Text(printable(cell))
