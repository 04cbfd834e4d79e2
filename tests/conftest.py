"""What every test leaves as it found it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def _process_wide_logging() -> Iterator[None]:
    """A command run inside a test sets up logging for its whole process: the next test must not hear of its level."""
    hook = threading.excepthook
    yield
    structlog.reset_defaults()
    threading.excepthook = hook
