"""The tables that came with letters, by the SHA-256 of their file: so that it can be said which cells changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlite_utils import Database

from syncd.domain.spreadsheet import Spreadsheet
from syncd.store.codec import pack, unpack

_OF_CLIENT = "FROM spreadsheets s JOIN letters l USING (identity) WHERE l.client = :client"


def keep(db: Database, identity: str, sha256: str, spreadsheet: Spreadsheet) -> None:
    """One file of a letter."""
    db.execute(
        "INSERT OR REPLACE INTO spreadsheets (identity, sha256, cells) VALUES (?, ?, ?)",
        [identity, sha256, pack(spreadsheet)],
    )


class KeptSpreadsheets(Mapping[str, Spreadsheet]):
    """One client's, each read from the database only when it is asked for: a comparison needs two of hundreds."""

    def __init__(self, db: Database, client: str) -> None:
        self._db, self._client = db, client
        self._known: dict[str, Spreadsheet] = {}

    def __getitem__(self, sha256: str) -> Spreadsheet:
        if sha256 not in self._known:
            sql = f"SELECT s.cells {_OF_CLIENT} AND s.sha256 = :sha256"
            row = self._db.execute(sql, {"client": self._client, "sha256": sha256}).fetchone()
            if row is None:
                raise KeyError(sha256)
            self._known[sha256] = unpack(row[0], Spreadsheet)
        return self._known[sha256]

    def __iter__(self) -> Iterator[str]:
        sql = f"SELECT DISTINCT s.sha256 {_OF_CLIENT} ORDER BY s.sha256"
        return iter([sha256 for (sha256,) in self._db.execute(sql, {"client": self._client}).fetchall()])

    def __len__(self) -> int:
        return sum(1 for _ in self)
