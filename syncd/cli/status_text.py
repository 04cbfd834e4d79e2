"""`syncd status` for a person: what needs action first stands first, and the words say it without colours, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from syncd.cli.paper import Marked, Paper
from syncd.domain.agency import Agency

ON_US = ("reply", "promise", "confirm", "contradiction", "deadline")
WIDE = 100  # columns of a terminal from which there is room for "since"
WHOLE = ("ref", "since", "due", "when", "last success", "mirror as of")
Row = dict[str, Any]
Cells = tuple[str | Marked, ...]


def show_status(found: Row, agency: Agency, now: datetime, paper: Paper) -> None:
    """Problems, then who waits, then money, records and connections."""
    text = _StatusText(agency, now, paper)
    ours = [case for case in found["cases"] if case["kind"] in ON_US]
    theirs = [case for case in found["cases"] if case["kind"] not in ON_US]
    paper.line(text.in_short(found, ours, theirs))
    for problem in found["problems"]:
        words = f"{problem['severity']}: {problem['where']}: {problem['what']} — {problem['mend']}"
        paper.line(words, "red" if problem["severity"] == "error" else "yellow")
    text.cases("Waits on us", ours)
    text.cases("Waits on clients", theirs)
    text.held(found["held"])
    text.to_look_at(found["to_look_at"])
    text.gates(found["money"])
    text.records([record for record in found["approvals"] if record["state"] != "requested"])
    text.connections(found["sources"])


@dataclass(frozen=True)
class _StatusText:
    agency: Agency
    now: datetime
    paper: Paper

    def in_short(self, found: Row, ours: list[Row], theirs: list[Row]) -> str:
        """One line that says whether to read on."""
        late = sum(self._is_late(case) for case in ours)
        closed = sum(not gate["open"] for gate in found["money"])
        parts = (
            f"{_count(len(ours), 'waits', 'wait')} on us" + (f", {late} late" if late else ""),
            f"{_count(len(theirs), 'waits', 'wait')} on clients",
            f"{_count(closed, 'plan', 'plans')} not to be spent on",
            _count(len(found["problems"]), "problem", "problems"),
        )
        return "; ".join(parts)

    def cases(self, title: str, cases: list[Row]) -> None:
        """The most urgent first, as they come."""
        is_wide = self.paper.width >= WIDE
        head = ("due", "kind", "client", "subject", "who", *(("since",) if is_wide else ()), "ref")
        rows = [self._case(case, is_wide=is_wide) for case in cases]
        self._part(title, rows, head, "nothing")

    def gates(self, gates: list[Row]) -> None:
        """Plans that may not be spent on come first."""
        rows: list[Cells] = [
            (
                Marked("yes", "green") if gate["open"] else Marked("no", "red"),
                gate["client"], _worded(gate["about"]), gate["plan"] or "—", _worded(gate["why"]), gate["ref"] or "",
            )
            for gate in sorted(gates, key=lambda gate: bool(gate["open"]))
        ]  # fmt: skip
        self._part(
            "May we spend?", rows, ("", "client", "about", "plan", "why", "ref"), "no plan was put up for approval"
        )

    def records(self, records: list[Row]) -> None:
        """What clients decided, newest first."""
        rows = [
            (
                self._when(each["received_at"]),
                _force(each),
                each["client"],
                " ".join(part for part in (_worded(each["about"]), each["version"]) if part),
                (each["author"] or "").partition(" <")[0],
                each["ref"],
            )
            for each in records
        ]
        self._part("Approvals", rows, ("when", "state", "client", "about", "who", "ref"), "none")

    def held(self, notes: list[Row]) -> None:
        """Left out where there is none."""
        rows = [(note["ref"], note["kind"], note["client"] or "", note["reason"] or note["state"]) for note in notes]
        if rows:
            self._part("Held notes", rows, ("ref", "kind", "client", "why"))

    def to_look_at(self, letters: list[Row]) -> None:
        """Left out where there is none."""
        rows = [
            (
                self._when(each["received_at"]),
                each["why"],
                each["from_address"] or "?",
                each["reason"] or ", ".join(each["candidates"]),
            )
            for each in letters
        ]
        if rows:
            self._part("Letters to look at", rows, ("when", "why", "from", "of"))

    def connections(self, sources: list[Row]) -> None:
        """Those in trouble first."""
        rows: list[Cells] = [
            (
                self._source(each["name"]),
                self._when(each["last_success"]) or "never",
                self._mirror(each),
                Marked(each["problem"], "red") if each["problem"] else "",
            )
            for each in sorted(sources, key=lambda each: not each["problem"])
        ]
        self._part("Connections", rows, ("source", "last success", "mirror as of", "problem"), "nothing was read yet")

    def _part(self, title: str, rows: Iterable[Cells], head: tuple[str, ...], empty: str = "") -> None:
        self.paper.heading(title)
        kept = list(rows)
        if kept:
            self.paper.table(kept, head, whole=WHOLE)
        else:
            self.paper.line(empty)

    def _case(self, case: Row, *, is_wide: bool) -> Cells:
        return tuple(self._cells(case, is_wide=is_wide))

    def _cells(self, case: Row, *, is_wide: bool) -> Iterator[str | Marked]:
        due = self._when(case["due_at"])
        yield Marked(f"{due} late", "red") if self._is_late(case) else due
        yield Marked(f"urgent {case['kind']}", "red") if case["urgent"] else case["kind"]
        yield from (case[name] or "" for name in ("client", "subject", "person"))
        if is_wide:
            yield self._when(case["started_at"])
        yield case["ref"]

    def _is_late(self, case: Row) -> bool:
        return bool(case["due_at"]) and datetime.fromisoformat(case["due_at"]) <= self.now

    def _source(self, name: str) -> str:
        """An Asana project by its client's name; the database knows it by its number."""
        kind, _, gid = name.partition(":")
        if kind != "asana":
            return name
        if gid == self.agency.internal_project:
            return "Asana: internal project"
        client = next((client.name for client in self.agency.clients if client.project == gid), None)
        return f"Asana: {client}" if client else name

    def _mirror(self, source: Row) -> str:
        """Of a project: the moment from which nothing is left to be read."""
        return (self._when(source["mirrored_at"]) or "never whole yet") if "mirrored_at" in source else ""

    def _when(self, text: str | None) -> str:
        return datetime.fromisoformat(text).astimezone(self.agency.timezone).strftime("%d.%m %H:%M") if text else ""


def _force(record: Row) -> str | Marked:
    """The state, and what became of it."""
    state = _worded(record["state"])
    if record["in_force"]:
        return Marked(f"{state}, in force", "green")
    why = _worded(record["voided_by"] or record["reason"])
    return f"{state}: {why}" if why else state


def _worded(code: str | None) -> str:
    """`media_plan` as people write it."""
    return (code or "").replace("_", " ")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
