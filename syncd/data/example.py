"""The commented example configuration, as installed with the package or as it stands in the repository."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

NAME = "syncd.example.toml"


def example_config() -> str:
    """Its text."""
    installed = files("syncd.data") / NAME
    if installed.is_file():
        return installed.read_text("utf-8")
    return (Path(__file__).parents[2] / "config" / NAME).read_text("utf-8")
