"""The installed command as a user runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = shutil.which("syncd", path=str(Path(sys.executable).parent))


def argv(*words: str) -> list[str]:
    """The console command, or the module where the package is not installed."""
    return [COMMAND, *words] if COMMAND else [sys.executable, "-m", "syncd", *words]


def syncd(*words: str, config: Path | None = None, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; the environment holds nothing of this process's config."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SYNCD_")}
    if config is not None:
        environment["SYNCD_CONFIG"] = str(config)
    return subprocess.run(argv(*words), env=environment, capture_output=True, text=True, timeout=timeout_s, check=False)


def syncd_json(*words: str, config: Path, expect: int = 0) -> dict[str, Any]:
    """Run a command with `--json`; its exit code must be the expected one."""
    done = syncd(*words, "--json", config=config)
    assert done.returncode == expect, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    found: dict[str, Any] = json.loads(done.stdout)
    return found
