"""The team's words on a plan that we changed after it was approved: which file, and which of its cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from syncd.domain.approvals import MONEY
from syncd.domain.cases.cells import CellChange, changed_cells
from syncd.domain.cases.find import Decision
from syncd.domain.cases.plan_file import FileChange, changed_file
from syncd.domain.cases.record import ApprovalRecord
from syncd.domain.letter import Letter
from syncd.domain.notes.facts import name_of, thing_of
from syncd.domain.notes.note import OnNote, TeamComment, plain_text
from syncd.domain.notes.recent import is_recent
from syncd.domain.notes.wording import Wording, Words

SHOWN = 6  # changes named in a note; the rest are counted


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What took the force of an approval. `cells` is None where the tables could not be read or compared."""

    file: FileChange
    cells: tuple[CellChange, ...] | None


def plan_change(decision: Decision, record: ApprovalRecord) -> PlanChange | None:
    """The changed file behind a superseded approval; None where a newer version took its place under its own name."""
    letter = _superseding(decision, record)
    file = changed_file(decision.mail, record, letter) if letter else None
    if file is None:
        return None
    tables = decision.view.spreadsheets
    before, after = tables.get(file.before.sha256 or ""), tables.get(file.after.sha256 or "")
    return PlanChange(file, changed_cells(before, after) if before and after else None)


def _superseding(decision: Decision, record: ApprovalRecord) -> Letter | None:
    key = record.voided_by_key or ""
    if record.voided_by != "superseded":
        return None
    request = next((each for each in decision.records if each.key == key), None)
    identity = (request.identity if request else None) or key.removeprefix("letter:")
    return decision.mail.by_identity.get(identity)


def superseded_told(decision: Decision, digest: str, wording: Wording) -> Iterator[TeamComment]:
    """Money approved on a file that we have changed since: one comment in the manager's digest task, at once."""
    view = decision.view
    words, theirs = wording[view.agency.language], wording[view.client.language]
    for record in decision.records:
        change = plan_change(decision, record) if record.about in MONEY and is_recent(decision, record) else None
        if change is None:
            continue
        letter = change.file.letter
        yield TeamComment(
            key=f"superseded:{record.identity}:{letter.identity}",
            kind="superseded",
            text=plain_text([
                words.team(
                    "team",
                    "superseded",
                    thing=thing_of(words, record),
                    author=record.author,
                    at=record.received_at,
                    file=change.file.after.filename,
                    sent=letter.received_at,
                    sender=name_of(view, letter.from_),
                    phrase=theirs.forms(record.about)["phrase"],
                ),
                *change_lines(words, change),
            ]),
            client=view.client.name,
            on=OnNote(digest),
            started_at=letter.received_at,
        )  # fmt: skip


def change_lines(words: Words, change: PlanChange) -> Iterator[str]:
    """A few of the cells that changed, each on a line of its own."""
    if change.cells is None:
        return
    if not change.cells:
        yield words.team("cells", "nothing")
        return
    yield words.team("cells", "head")
    for cell in change.cells[:SHOWN]:
        yield "- " + _line(words, cell)
    if len(change.cells) > SHOWN:
        yield "- " + words.team("cells", "more", count=len(change.cells) - SHOWN)


def _line(words: Words, cell: CellChange) -> str:
    before, after = words.cell(cell.before), words.cell(cell.after)
    unit = after.rpartition("\N{NO-BREAK SPACE}")[2]
    if before and unit in ("₽", "$", "€", "£", "%") and before.endswith(f"\N{NO-BREAK SPACE}{unit}"):
        before = before.removesuffix(f"\N{NO-BREAK SPACE}{unit}")
    if cell.unit:
        after = f"{after}\N{NO-BREAK SPACE}{cell.unit}"
    facts = {"column": cell.column, "row": cell.row, "place": cell.place, "sheet": cell.sheet}
    return words.team("cells", cell.kind.value, before=before, after=after, **facts)
