"""A mirror in a file and the sources that fill it: what the engine does with a source, and no more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from sqlite_utils import Database

from connectors.asana.api import AsanaApi
from connectors.asana.source import ProjectSource
from connectors.asana.workspace import WorkspaceSource
from syncd.demo.asana import AsanaSimulator
from syncd.domain.mirror import AsanaFact
from syncd.domain.source import Batch
from syncd.store.asana import absorb
from syncd.store.asana_schema import create_tables
from syncd.store.mirror_reader import MirrorReader

MOST_STEPS = 500


@contextmanager
def api_of(asana: AsanaSimulator, *, per_minute: int = 1_000_000, token: str | None = None) -> Iterator[AsanaApi]:
    """Our way to the simulator, with short waits between tries."""
    api = AsanaApi(
        lambda: token or asana.token,
        base_url=asana.base_url,
        requests_per_minute=per_minute,
        stop=Event(),
        read_waits_s=(0.01, 0.02),
    )
    try:
        yield api
    finally:
        api.close()


@dataclass
class MirrorWorld:
    """One database and one token."""

    asana: AsanaSimulator
    api: AsanaApi
    path: Path
    db: Database = field(init=False)
    cursors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        connection = sqlite3.connect(self.path)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")
        self.db = Database(connection)
        create_tables(self.db)

    def project(self, gid: str) -> ProjectSource:
        return ProjectSource(self.api, gid, MirrorReader(self.path))

    def step(self, source: ProjectSource | WorkspaceSource) -> bool:
        """One fetch, absorbed with its cursor; whether there is more."""
        return self.fetch(source).more

    def fetch(self, source: ProjectSource | WorkspaceSource) -> Batch[AsanaFact]:
        """One fetch, absorbed with its cursor."""
        batch = source.fetch(self.cursors.get(source.name))
        with self.db.atomic():
            absorb(self.db, batch.facts, self.asana.clock())
        self.cursors[source.name] = batch.cursor
        return batch

    def pass_over(self, source: ProjectSource | WorkspaceSource | str) -> int:
        """Fetch until there is no more; how many requests that took."""
        before = len(self.asana.requests)
        found = self.project(source) if isinstance(source, str) else source
        for _ in range(MOST_STEPS):
            if not self.step(found):
                return len(self.asana.requests) - before
        raise AssertionError("the source never ends")

    def rows(self, sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
        return self.db.execute(sql, list(arguments)).fetchall()

    def column(self, sql: str, *arguments: Any) -> list[Any]:
        return [row[0] for row in self.rows(sql, *arguments)]

    def requests_since(self, count: int) -> list[tuple[str, str]]:
        return [(method, path) for method, path, _ in self.asana.requests[count:]]
