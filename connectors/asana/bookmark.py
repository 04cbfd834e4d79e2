"""How far a project's mirror has come: the cursor, as JSON, committed together with the facts behind it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from syncd.domain.errors import Problem

NO_STREAM = ""  # there is no event stream to be had: sweeps alone keep the mirror


@dataclass(frozen=True, slots=True)
class Bookmark:
    """All instants are Asana's time. `token` is None before the first full pass and after a loss."""

    token: str | None = None
    full_at: datetime | None = None
    swept_at: datetime | None = None
    slow_at: datetime | None = None
    polled_at: datetime | None = None
    tried_at: datetime | None = None  # of a full pass that was not believed
    doubted_at: datetime | None = None  # of the first such pass
    backlog: bool = False
    problems: dict[str, Problem] = field(default_factory=dict)

    @classmethod
    def parse(cls, cursor: str | None) -> Bookmark:
        """The bookmark in a cursor; anything unreadable begins from nothing."""
        try:
            values = json.loads(cursor) if cursor else {}
            return cls(
                token=values.get("token"),
                backlog=bool(values.get("backlog")),
                problems={topic: Problem(*each) for topic, each in values.get("problems", {}).items()},
                **{name: _instant(values.get(name)) for name in _INSTANTS},
            )
        except (ValueError, TypeError, AttributeError):
            return cls()

    def dump(self) -> str:
        """As the engine keeps it."""
        values: dict[str, object] = {"token": self.token, "backlog": self.backlog}
        for name in _INSTANTS:
            at: datetime | None = getattr(self, name)
            values[name] = at.isoformat() if at else None
        values["problems"] = {
            topic: [each.severity, each.where, each.what, each.mend] for topic, each in self.problems.items()
        }
        return json.dumps(values, ensure_ascii=False)

    def with_problem(self, topic: str, problem: Problem | None) -> Bookmark:
        """The same with what is now wrong about a topic; None where nothing is."""
        kept = {name: each for name, each in self.problems.items() if name != topic}
        return replace(self, problems=kept if problem is None else kept | {topic: problem})


_INSTANTS = ("full_at", "swept_at", "slow_at", "polled_at", "tried_at", "doubted_at")


def is_due(last: datetime | None, every: timedelta, now: datetime | None) -> bool:
    """Whether it is time again; without a last time it is, without a clock of Asana's it is not."""
    if last is None:
        return True
    return now is not None and now - last >= every


def _instant(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None
