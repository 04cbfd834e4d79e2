"""Who waits, on the development corpus: a guard against regressions, which proves nothing about other letters."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from syncd.data.lexicon import default_lexicon
from syncd.domain.language.read import read_letter
from syncd.domain.mail.message import Message
from syncd.domain.mail.parse import parse_message

CORPUS = Path(os.environ.get("SYNCD_CORPUS", Path(__file__).parents[2].parent / "shared" / "corpus"))
SENT_AT = datetime(2025, 5, 14, 11, 0, tzinfo=ZoneInfo("Europe/Moscow"))
GOAL = 0.96

pytestmark = pytest.mark.skipif(
    not (CORPUS / "labels.jsonl").exists(), reason="the corpus is not on this machine (SYNCD_CORPUS)"
)


def _needs_reply(case: str) -> bool:
    message = parse_message((CORPUS / "cases" / f"{case}.eml").read_bytes())
    assert isinstance(message, Message)
    return read_letter(message, ours=False, sent_at=SENT_AT, lexicon=default_lexicon()).needs_reply


def test_of_the_labelled_letters_at_least_96_in_a_hundred_are_judged_right() -> None:
    labels = [json.loads(line) for line in (CORPUS / "labels.jsonl").read_text("utf-8").splitlines()]
    scored = [label for label in labels if label["needs_reply"] is not None]
    wrong = [label["id"] for label in scored if _needs_reply(label["id"]) is not label["needs_reply"]]
    assert len(wrong) <= (1 - GOAL) * len(scored), wrong
