"""What was found out about a letter when it came, and could not be found out later."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from syncd.domain.mail.dkim import DkimSignature
from syncd.store.codec import instant, to_json


def keep(db: Database, identity: str, signatures: Sequence[DkimSignature], now: datetime) -> None:
    """The first look counts: a key may be gone at the second."""
    if signatures:
        db.execute(
            "INSERT OR IGNORE INTO evidence (identity, dkim, kept_at) VALUES (?, ?, ?)",
            [identity, to_json(tuple(signatures)), instant(now)],
        )


def dkim_of(db: Database, identity: str | None) -> dict[str, Any] | None:
    """The signatures as they stood then: `checked_at`, and `signatures` with domain, selector, result and key."""
    row = db.execute("SELECT dkim, kept_at FROM evidence WHERE identity = ?", [identity]).fetchone()
    return {"checked_at": row[1], "signatures": json.loads(row[0])} if row and row[0] else None
