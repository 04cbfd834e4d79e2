"""Builds everything from the config: the only room that knows the connectors."""

from syncd.app.program import App

__all__ = ["App"]
