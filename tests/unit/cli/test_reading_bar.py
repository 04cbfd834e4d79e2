"""The bar of a first read: on a terminal only, gone at the end."""

from __future__ import annotations

import io

import pytest

from syncd.cli.reading_bar import reading_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_tells_what_is_read_and_how_many_sources_are_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    screen = Terminal()
    with reading_bar(screen) as heard:
        assert heard is not None
        heard(0, 11)
        heard(285, 9)
    assert "285 letters and tasks" in screen.getvalue()
    assert "2 of 11 mailboxes and projects" in screen.getvalue()
    assert screen.getvalue().rstrip().endswith("\x1b[2K")  # wiped


def test_where_nobody_looks_on_nothing_is_written() -> None:
    log = io.StringIO()
    with reading_bar(log) as heard:
        assert heard is None
    assert log.getvalue() == ""
