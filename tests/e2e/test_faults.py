"""Faults drawn at random from a seed: at the end every letter is accounted for and every wanted note stands once.

Two minutes by default; `python -m tests.support.fault_run --seconds 300 --seeds 1 2 3` runs for as long as it is told.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.dovecot import needs_dovecot
from tests.support.fault_run import run_faults

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, needs_dovecot]

SECONDS = float(os.environ.get("SYNCD_FAULT_SECONDS", "60"))
SEEDS = [int(seed) for seed in os.environ.get("SYNCD_FAULT_SEEDS", "1 2").split()]


@pytest.mark.timeout(SECONDS + 240)
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_on_the_way_nothing_is_lost_or_doubled(tmp_path: Path, seed: int):
    run = run_faults(tmp_path, seed=seed, seconds=SECONDS)
    assert run.letters
    assert run.findings == []
