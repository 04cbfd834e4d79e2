"""`syncd classify --json`: one object a file, in order, whatever happens to one of them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from syncd.cli.frame import main

LETTER = (
    "From: Olga <olga@client1.example>\nTo: anna@agency.example\nSubject: =?utf-8?B?0JzQtdC00LjQsNC/0LvQsNC9?=\n"
    "Date: Mon, 03 Feb 2025 12:00:00 +0300\nContent-Type: text/plain; charset=utf-8\n\n"
    "Медиаплан v3 на март согласован.\n"
)
FIELDS = ["file", "verdict", "subject", "needs_reply", "machine", "version", "new_text", "quote", "why", "error"]


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "a.eml"
    path.write_text(LETTER, "utf-8")
    return path


def _rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_field_of_the_contract_is_there(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", "--json", str(letter)]) == 0
    (row,) = _rows(capsys.readouterr().out)
    assert list(row) == FIELDS
    assert (row["verdict"], row["subject"], row["version"], row["quote"], row["error"]) == (
        "approved",
        "media_plan",
        "v3",
        "Медиаплан v3 на март согласован.",
        None,
    )


def test_a_file_that_cannot_be_read_stops_none_of_the_others(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", "--json", "missing.eml", str(letter)]) == 1
    rows = _rows(capsys.readouterr().out)
    assert [(bool(row["error"]), row["verdict"]) for row in rows] == [(True, None), (False, "approved")]


def test_a_dash_reads_names_from_standard_input(
    letter: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{letter}\n{letter}\n"))
    assert main(["classify", "--json", "-"]) == 0
    assert [row["verdict"] for row in _rows(capsys.readouterr().out)] == ["approved", "approved"]


def test_a_letter_of_the_agencys_own_gets_no_verdict(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["classify", "--json", "--agency-domain", "client1.example", str(letter)])
    assert [row["verdict"] for row in _rows(capsys.readouterr().out)] == ["none"]


def test_without_json_a_person_can_read_it(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["classify", str(letter)])
    told = capsys.readouterr().out
    assert "approved (media_plan, v3)" in told
    assert "согласовано без условий" in told
