"""The team's page: who waits for whom, may we spend, what is due, what needs a look, are the connections well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from syncd.page.deadlines import deadline_table
from syncd.page.desk import ON_US, Desk, file_of
from syncd.page.rows import Row, when
from syncd.page.sheet import Cell, Section, Sheet, Table, Tile, columns

RECENT = timedelta(days=30)
MOST_ROWS = 300
STALE_S = 600  # a source not read for ten minutes shows


def index_sheet(desk: Desk) -> Sheet:
    """The first page."""
    w = desk.words
    return Sheet(
        file="index.html",
        kind="index",
        title=w["index_title"],
        lede=w["index_lede"],
        tiles=tuple(_tiles(desk)),
        sections=(
            *_waiting(desk),
            Section("money", w["money"], w["money_intro"], (desk.gate_table(desk.rows.gates, w["money"], with_client=True),)),
            Section("deadlines", w["deadlines"], w["deadlines_intro"], (deadline_table(desk, desk.rows.tasks, with_client=True, limit=MOST_ROWS),)),
            Section("approvals", w["approvals"], w["approvals_intro"], (_recent_approvals(desk),)),
            Section("clients", w["clients"], w["clients_intro"], (_clients(desk),)),
            Section("letters", w["letters_to_look_at"], w["letters_intro"], (_letters(desk),)),
            Section("held", w["held"], w["held_intro"], (_held(desk),)),
            Section("health", w["health"], w["health_intro"], (_sources(desk), _problems(desk))),
        ),
    )  # fmt: skip


def _tiles(desk: Desk) -> Iterator[Tile]:
    w, cases, rows = desk.words, desk.open_cases, desk.rows
    ours = [case for case in cases if case.kind in ON_US]
    late = sum(1 for case in ours if desk.is_overdue(case))
    closed = sum(1 for gate in rows.gates if not gate["open"])
    yield Tile(w.number(len(ours)), w["tile_ours"], "", "#ours")
    yield Tile(w.number(late), w["tile_late"], "bad" if late else "good", "#ours")
    yield Tile(w.number(len(cases) - len(ours)), w["tile_theirs"], "", "#theirs")
    yield Tile(w.number(closed), w["tile_closed"], "warn" if closed else "good", "#money")
    yield Tile(w.number(len(rows.to_look_at)), w["tile_letters"], "warn" if rows.to_look_at else "good", "#letters")
    yield Tile(w.number(len(rows.problems)), w["tile_problems"], "bad" if rows.problems else "good", "#health")


def _waiting(desk: Desk) -> Iterator[Section]:
    w, cases = desk.words, desk.open_cases
    ours = [case for case in cases if case.kind in ON_US]
    theirs = [case for case in cases if case.kind not in ON_US]
    for anchor, found in (("ours", ours), ("theirs", theirs)):
        table = desk.case_table(found, w[anchor], with_client=True, limit=MOST_ROWS)
        yield Section(anchor, w[anchor], w[f"{anchor}_intro"], (table,))


def _recent_approvals(desk: Desk) -> Table:
    since = desk.now - RECENT
    recent = [
        row
        for row in desk.rows.approvals
        if row["state"] != "requested" and row["received_at"] and when(row["received_at"]) >= since
    ]
    return desk.approval_table(recent, desk.words["approvals"], with_client=True, limit=MOST_ROWS)


def _clients(desk: Desk) -> Table:
    w = desk.words
    open_cases, last = desk.open_cases, {letter.client: letter for letter in desk.rows.letters}
    ours: dict[str, int] = {}
    theirs: dict[str, int] = {}
    for case in open_cases:
        side = ours if case.kind in ON_US else theirs
        side[case.client] = side.get(case.client, 0) + 1
    rows = tuple(
        (
            Cell(client.name, href=file_of(client.name)),
            Cell(desk.manager_of(client.name)),
            Cell(w.value(client.category.value)),
            Cell(w.number(ours.get(client.name, 0))),
            Cell(w.number(theirs.get(client.name, 0))),
            Cell(w.moment(last[client.name].at), sub=last[client.name].name or "", at=last[client.name].at)
            if client.name in last
            else Cell("—"),
        )
        for client in sorted(desk.agency.clients, key=lambda each: each.name.casefold())
    )
    head = columns(
        w["client"], w["manager"], w["category"], w["tile_ours"], w["tile_theirs"], w["last_letter"], numbers=(3, 4)
    )
    return Table(w["clients"], head, rows, w["no_clients"])


def _letters(desk: Desk) -> Table:
    w = desk.words
    rows = tuple(
        (
            Cell(row["from_address"] or w["unknown"]),
            Cell(w.value(row["why"]), sub=row["reason"] or ", ".join(row["candidates"]), tone="warn"),
            desk.at_cell(row["received_at"]),
            Cell(row["message_id"] or "—", is_code=True),
        )
        for row in desk.rows.to_look_at
    )
    return Table(
        w["letters_to_look_at"], columns(w["from"], w["why"], w["received"], "Message-ID"), rows, w["no_letters"]
    )


def _held(desk: Desk) -> Table:
    w = desk.words
    rows = tuple(
        (
            desk.ref_cell(row["ref"]),
            desk.client_cell(row["client"]) if row["client"] else Cell("—"),
            Cell(w.value(row["kind"]), sub=w.value(row["audience"])),
            Cell(row["reason"] or w.value(row["state"]), tone="warn"),
        )
        for row in desk.rows.held
    )
    return Table(w["held"], columns(w["ref"], w["client"], w["what"], w["why"]), rows, w["none_held"])


def _sources(desk: Desk) -> Table:
    w = desk.words
    rows = tuple(
        _source(desk, row) for row in sorted(desk.rows.sources, key=lambda row: (not row["problem"], row["name"]))
    )
    return Table(w["sources"], columns(w["source"], w["last_success"], w["age"], w["state"]), rows, w["nothing_read"])


def _source(desk: Desk, row: Row) -> tuple[Cell, ...]:
    w, lag = desk.words, row["lag_s"]
    stale = lag is None or lag > STALE_S
    age = w.lapse(timedelta(seconds=lag)) if lag is not None else w["never"]
    state = (
        Cell(row["problem"], tone="bad")
        if row["problem"]
        else Cell(w["stale" if stale else "well"], tone="warn" if stale else "good")
    )
    return Cell(w.value(row["name"])), desk.at_cell(row["last_success"]), Cell(age), state


def _problems(desk: Desk) -> Table:
    w = desk.words
    rows = tuple(
        (
            Cell(problem.where),
            Cell(problem.what, badge=w.value(problem.severity), tone="bad" if problem.severity == "error" else "warn"),
            Cell(problem.mend),
        )
        for problem in desk.rows.problems
    )
    return Table(w["problems"], columns(w["where"], w["what"], w["mend"]), rows, w["no_problems"])
