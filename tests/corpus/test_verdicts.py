"""Verdicts on the development corpus: one table, and the one figure that must be nought. It proves nothing about others."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syncd.data.lexicon import default_lexicon
from syncd.domain.language.read import read_letter
from syncd.domain.language.reading import Reading
from syncd.domain.mail.message import Message
from syncd.domain.mail.parse import parse_message

CORPUS = Path(os.environ.get("SYNCD_CORPUS", Path(__file__).parents[2].parent / "shared" / "corpus"))
GOAL = 0.97

pytestmark = pytest.mark.skipif(
    not (CORPUS / "labels.jsonl").exists(), reason="the corpus is not on this machine (SYNCD_CORPUS)"
)
Row = tuple[dict[str, str | None], Reading]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    labels = [json.loads(line) for line in (CORPUS / "labels.jsonl").read_text("utf-8").splitlines()]
    return [(label, _read(label["id"])) for label in labels]


def _read(case: str) -> Reading:
    message = parse_message((CORPUS / "cases" / f"{case}.eml").read_bytes())
    assert isinstance(message, Message)
    sent_at = message.date or datetime(2025, 5, 14, tzinfo=UTC)
    return read_letter(message, ours=False, sent_at=sent_at, lexicon=default_lexicon())


def test_nothing_is_said_to_be_approved_that_is_not(rows: list[Row]) -> None:
    print(_table(rows))
    assert [label["id"] for label, got in rows if got.verdict.kind == "approved" != label["verdict"]] == []


def test_verdicts_approvals_and_subjects_reach_the_goal(rows: list[Row]) -> None:
    right = [(label, got) for label, got in rows if got.verdict.kind == label["verdict"]]
    approvals = [got.verdict.kind == "approved" for label, got in rows if label["verdict"] == "approved"]
    subjects = [got.verdict.about == label["subject"] for label, got in right if label["subject"]]
    figures = (len(right) / len(rows), sum(approvals) / len(approvals), sum(subjects) / len(subjects))
    assert min(figures) >= GOAL, figures


def test_every_quote_stands_in_the_new_text_or_the_subject_line(rows: list[Row]) -> None:
    for label, got in rows:
        message = parse_message((CORPUS / "cases" / f"{label['id']}.eml").read_bytes())
        assert isinstance(message, Message)
        assert got.verdict.quote in got.new_text or got.verdict.quote in message.subject


def _table(rows: list[Row]) -> str:
    counts = Counter((label["verdict"], got.verdict.kind.value) for label, got in rows)
    return "\n".join(
        f"{want or '':20} said {said:20} {count}" for (want, said), count in sorted(counts.items(), key=str)
    )
