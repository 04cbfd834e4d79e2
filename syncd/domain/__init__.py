"""Decisions as pure functions of values and a given moment: no clock, file, socket or SQL."""
