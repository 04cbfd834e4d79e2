"""How far a whole pass is, on a terminal: what is read, and a bar of the sources that are through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def reading_bar(file: TextIO) -> Iterator[Callable[[int, int], None] | None]:
    """What `once` tells of its reading: how much is read, how many sources are left. None where nobody looks on."""
    if not file.isatty():
        yield None
        return
    parts = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[sources]}"), TimeElapsedColumn())
    with Progress(
        *parts, console=Console(file=file), transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        task = bar.add_task("reading mail and Asana", total=None, sources="")

        def heard(read: int, left: int) -> None:
            total = int(bar.tasks[0].total or left)  # the first word comes before any source is through
            words = f"{total - left} of {total} mailboxes and projects"
            bar.update(
                task, total=total, completed=total - left, description=f"{read} letters and tasks", sources=words
            )

        yield heard
