"""Up to when a mailbox is known to be read: not beyond the moment when the folder that would hold an answer went away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syncd.domain.mail.message import LATE, FolderState
from syncd.store import letters, sources
from syncd.store.schema import open_database

MORNING = datetime(2026, 6, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("role", "problem", "read_until"),
    [
        ("sent", "cannot be opened: NO permission", MORNING),
        ("inbox", "cannot be opened: NO permission", MORNING),
        ("archive", "cannot be opened: NO permission", MORNING + HOUR),
        ("sent", None, MORNING + HOUR),
        ("sent", f"{LATE}: 3", MORNING + HOUR),
    ],
)
def test_silence_is_judged_only_as_far_as_the_folders_of_answers_were_read(
    tmp_path: Path, role: str, problem: str | None, read_until: datetime
) -> None:
    db = open_database(tmp_path / "syncd.db")
    sources.passed(db, "anna", MORNING)
    letters.save_folder(db, FolderState("anna", "Sent", role, True, 1, 3, problem=problem), MORNING + HOUR)
    sources.passed(db, "anna", MORNING + HOUR)
    [state] = sources.states(db)
    assert (state.last_success, state.last_try) == (read_until, MORNING + HOUR)
