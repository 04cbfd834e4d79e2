"""The exit codes of every command, in one place (CONTRACT.md)."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    PARTLY = 1  # each failed part is named in the output; the rest is done
    USAGE = 2  # usage or config error: nothing was started
    UNREACHABLE = 3  # nothing could be reached, or login refused
    HELD = 4  # another instance holds the database
    INTERRUPTED = 130
