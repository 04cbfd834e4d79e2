"""`syncd status` as a person reads it, on a wide terminal and on one of 80 columns."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.console import Console

from syncd.cli.paper import Paper
from syncd.cli.status_text import show_status
from tests.unit.page.test_page import AGENCY

NOW = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)  # 16:00 in Moscow


def case(**other: Any) -> dict[str, Any]:
    row = {
        "ref": "A-00001",
        "kind": "reply",
        "client": "Лунный Кот",
        "subject": "Цены на июнь",
        "person": "Ольга Жукова",
    }
    times = {"started_at": "2026-05-14T08:05:00Z", "due_at": "2026-05-14T12:05:00Z", "urgent": 0}
    return row | times | other


def found(**other: Any) -> dict[str, Any]:
    parts = ("sources", "cases", "approvals", "money", "held", "to_look_at", "problems")
    return {part: [] for part in parts} | other


def shown(capsys: pytest.CaptureFixture[str], width: int = 120, **other: Any) -> list[str]:
    """Lines without the blanks that fill columns."""
    show_status(found(**other), AGENCY, NOW, Paper(width=width))
    return [" ".join(line.split()) for line in capsys.readouterr().out.split("\n")]


FULL = {
    "cases": [case(), case(ref="A-00002", kind="approval", subject="Медиаплан v3", due_at="2026-05-15T12:00:00Z")],
    "money": [
        {"open": 1, "client": "Лунный Кот", "about": "budget", "plan": "", "why": "approved", "ref": "A-00003"},
        {"open": 0, "client": "Лунный Кот", "about": "media_plan", "plan": "v3", "why": "second_hand", "ref": None},
    ],
    "approvals": [
        {"ref": "A-00003", "state": "approved", "client": "Лунный Кот", "about": "budget", "version": None, "in_force": 1,
         "author": "Ольга Жукова <olga@kot.example>", "received_at": "2026-05-13T12:00:00Z", "voided_by": None, "reason": None},
        {"ref": "A-00004", "state": "needs_confirmation", "client": "Лунный Кот", "about": "media_plan", "version": "v3",
         "in_force": 0, "author": None, "received_at": "2026-05-12T12:00:00Z", "voided_by": None, "reason": "second_hand"},
    ],
    "sources": [
        {"name": "anna", "last_success": "2026-05-14T12:59:00Z", "problem": None},
        {"name": "asana:1", "last_success": None, "problem": "no connection", "mirrored_at": None},
    ],
    "problems": [{"severity": "error", "where": "anna", "what": "login refused", "mend": "mend the password"}],
}  # fmt: skip


def test_what_needs_action_first_stands_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, **FULL) == [
        "1 waits on us, 1 late; 1 waits on clients; 1 plan not to be spent on; 1 problem",
        "error: anna: login refused — mend the password",
        "",
        "Waits on us",
        "due kind client subject who since ref",
        "14.05 15:05 late reply Лунный Кот Цены на июнь Ольга Жукова 14.05 11:05 A-00001",
        "",
        "Waits on clients",
        "due kind client subject who since ref",
        "15.05 15:00 approval Лунный Кот Медиаплан v3 Ольга Жукова 14.05 11:05 A-00002",
        "",
        "May we spend?",
        "client about plan why ref",
        "no Лунный Кот media plan v3 second hand",
        "yes Лунный Кот budget — approved A-00003",
        "",
        "Approvals",
        "when state client about who ref",
        "13.05 15:00 approved, in force Лунный Кот budget Ольга Жукова A-00003",
        "12.05 15:00 needs confirmation: second hand Лунный Кот media plan v3 A-00004",
        "",
        "Connections",
        "source last success mirror as of problem",
        "Asana: internal project never never whole yet no connection",
        "anna 14.05 15:59",
        "",
    ]


def test_on_80_columns_no_date_and_no_reference_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    subject = "Медиаплан на июнь для всех площадок, третья версия с правками"
    urgent = case(client="Вектор-Строй", subject=subject, urgent=1, person="Константин Константинопольский")
    show_status(found(cases=[urgent]), AGENCY, NOW, Paper(width=80))
    lines = capsys.readouterr().out.split("\n")
    (first,) = [line for line in lines if line.startswith("14.05 15:05 late  urgent reply")]
    assert first.rstrip().endswith("A-00001")
    assert max(map(len, lines)) <= 80


def test_colours_stand_on_a_terminal_only(capsys: pytest.CaptureFixture[str]) -> None:
    shown(capsys, **FULL)
    show_status(found(**FULL), AGENCY, NOW, Paper())
    assert "\x1b" not in capsys.readouterr().out
    paper = Paper()
    screen = io.StringIO()
    paper._console = Console(file=screen, force_terminal=True, color_system="standard", width=120)
    show_status(found(**FULL), AGENCY, NOW, paper)
    assert "\x1b[31m14.05 15:05 late" in screen.getvalue()


def test_nothing_at_all_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys)
    assert lines[0] == "0 wait on us; 0 wait on clients; 0 plans not to be spent on; 0 problems"
    assert [line for line in lines[1:] if line] == [
        "Waits on us", "nothing", "Waits on clients", "nothing", "May we spend?", "no plan was put up for approval",
        "Approvals", "none", "Connections", "nothing was read yet",
    ]  # fmt: skip
