"""Whole answers as marketing directors write them, about all six kinds of things: `answers_ru.jsonl`, `answers_en.jsonl`.

A row holds the verdict, what it is about, the subject line, our request ("" for a new letter) and the author's text.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.language.letters import verdict

ANSWERS = [
    json.loads(line)
    for name in ("answers_ru.jsonl", "answers_en.jsonl")
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: row["text"][:60])
def test_an_answer_is_judged_with_its_subject(row: dict[str, str]) -> None:
    is_reply = row["subject"].lower().startswith("re:")
    found = verdict(row["text"], request=row["request"], subject=row["subject"], is_reply=is_reply)
    assert (found.kind.value, found.about and found.about.value) == (row["verdict"], row["about"])


@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: row["text"][:60])
def test_the_quote_is_an_exact_piece_of_what_was_written(row: dict[str, str]) -> None:
    assert verdict(row["text"], request=row["request"], subject=row["subject"]).quote in row["text"]
