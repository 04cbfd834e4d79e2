"""What a page consists of, before it is HTML: sections of tables, tiles and plots. All text is plain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `tone` is good, warn or bad; `at` makes it a `<time>`; `sub` is a smaller line below."""

    text: str
    sub: str = ""
    href: str = ""
    tone: str = ""
    at: datetime | None = None
    badge: str = ""
    is_quote: bool = False
    is_code: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; numbers stand to the right."""

    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first of each is its heading. `empty` stands where there is none, `more` below."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    more: str = ""
    is_compact: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """One number worth seeing first."""

    value: str
    label: str
    tone: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing with its title, what it shows in one sentence, and the SVG; none where there is nothing to draw."""

    title: str
    text: str
    svg: Markup | None


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading; `anchor` is its id."""

    anchor: str
    title: str
    intro: str = ""
    tables: tuple[Table, ...] = ()
    plots: tuple[Plot, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. `kind` is index, director or client."""

    file: str
    kind: str
    title: str
    lede: str
    tiles: tuple[Tile, ...]
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...] = field(default=())


def columns(*labels: str, numbers: tuple[int, ...] = ()) -> tuple[Column, ...]:
    """Headings; those at the places in `numbers` stand to the right."""
    return tuple(Column(label, place in numbers) for place, label in enumerate(labels))
