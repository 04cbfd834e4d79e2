"""The log says once that a source is lost, again where it is refused instead, and once that it is back, with the duration."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from syncd.domain.errors import Refused, SourceError, Unavailable
from syncd.domain.source import Batch
from syncd.engine.reading import read_everything
from syncd.store.schema import open_database

NOON = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)


@dataclass
class Mailbox:
    name: str = "anna"
    ends: list[SourceError | None] = field(default_factory=list)

    def fetch(self, cursor: str | None) -> Batch[Any]:
        if (end := self.ends.pop(0)) is not None:
            raise end
        return Batch((), cursor or "1")

    def abort(self) -> None:
        """Nothing runs."""


def test_one_line_lost_and_one_line_back(tmp_path: Path):
    away, refused = Unavailable("away"), Refused("login refused")
    mailbox = Mailbox(ends=[None, away, away, away, refused, refused, None, None, away])
    db = open_database(tmp_path / "syncd.db")
    with capture_logs() as said:
        for minute in range(9):
            read_everything(db, [mailbox], lambda *_: [], NOON + timedelta(minutes=minute))
    db.close()
    assert said == [
        {"event": "source.failed", "log_level": "warning", "source": "anna", "refused": False},
        {"event": "source.failed", "log_level": "warning", "source": "anna", "refused": True},
        {"event": "source.back", "log_level": "info", "source": "anna", "down_s": 300},
        {"event": "source.failed", "log_level": "warning", "source": "anna", "refused": False},
    ]
