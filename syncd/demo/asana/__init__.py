"""A simulated Asana: stateful, over HTTP on loopback, strict where the real one is."""

from syncd.demo.asana.people import Person
from syncd.demo.asana.simulator import AsanaSimulator

__all__ = ["AsanaSimulator", "Person"]
