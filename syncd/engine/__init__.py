"""Joins the two worlds: absorb what was read, understand it, decide, deliver."""
