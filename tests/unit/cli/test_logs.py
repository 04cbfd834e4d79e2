"""How logs are written: in the journal each line carries its level."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SPEAK = """
import logging, structlog
from syncd.cli.logs import configure
configure("json", level=logging.INFO)
log = structlog.get_logger()
log.info("cycle.ended")
log.warning("source.failed")
log.error("note.rejected")
"""


@pytest.mark.parametrize("journal", [True, False])
def test_the_level_stands_before_the_line_in_the_journal_and_nowhere_else(tmp_path: Path, journal: bool):
    with (tmp_path / "err").open("w+") as stderr:
        stat = os.fstat(stderr.fileno())
        environment = os.environ | {"JOURNAL_STREAM": f"{stat.st_dev}:{stat.st_ino}" if journal else "1:1"}
        subprocess.run([sys.executable, "-c", SPEAK], stderr=stderr, check=True, env=environment)
        stderr.seek(0)
        starts = [line.partition("{")[0] for line in stderr]
    assert starts == (["<6>", "<4>", "<3>"] if journal else ["", "", ""])
