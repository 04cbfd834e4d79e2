"""New text on the development corpus: a guard against regressions, which proves nothing about other letters."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from syncd.domain.mail.message import Message
from syncd.domain.mail.new_text import extract
from syncd.domain.mail.parse import parse_message

CORPUS = Path(os.environ.get("SYNCD_CORPUS", Path(__file__).parents[2].parent / "shared" / "corpus"))
APPROVAL = re.compile(r"соглас|утвержд|одобр|апрув|approv|go ahead|добро\b", re.IGNORECASE)

pytestmark = pytest.mark.skipif(
    not (CORPUS / "newtext.jsonl").exists(), reason="the corpus is not on this machine (SYNCD_CORPUS)"
)


def words(text: str) -> list[str]:
    return text.replace("\u200b", "").replace("\ufeff", "").split()


@pytest.fixture(scope="module")
def letters() -> list[tuple[str, list[str], list[str]]]:
    """Of each case: its id, the words its author wrote, and the words we take for these."""
    rows = [json.loads(line) for line in (CORPUS / "newtext.jsonl").read_text("utf-8").splitlines()]
    return [(row["id"], words(row["new_text"]), words(_new_text(row["id"]))) for row in rows]


def _new_text(case: str) -> str:
    message = parse_message((CORPUS / "cases" / f"{case}.eml").read_bytes())
    assert isinstance(message, Message)
    return extract(message).new_text


def test_the_new_text_is_exact_in_almost_every_letter(letters: list[tuple[str, list[str], list[str]]]) -> None:
    wrong = [case for case, wanted, found in letters if wanted != found]
    assert len(wrong) <= len(letters) * 0.02, wrong


def test_no_word_of_an_author_is_lost(letters: list[tuple[str, list[str], list[str]]]) -> None:
    assert {case: lost for case, wanted, found in letters if (lost := Counter(wanted) - Counter(found))} == {}


def test_no_approval_comes_from_anybody_else(letters: list[tuple[str, list[str], list[str]]]) -> None:
    extra = {case: Counter(found) - Counter(wanted) for case, wanted, found in letters}
    assert {case: word for case, more in extra.items() for word in more if APPROVAL.search(word)} == {}
