"""A client's page, for whoever takes the client over: people, what is open, approvals, sore points, each with its reference."""

from __future__ import annotations

from collections.abc import Iterator

from syncd.domain.agency import Client
from syncd.page.answer_plots import by_week, shown_weeks, times_plot
from syncd.page.answers import Answer, measure
from syncd.page.deadlines import deadline_table
from syncd.page.desk import ON_US, ClientRows, Desk, file_of, share_tone
from syncd.page.people import Writer, writers
from syncd.page.rows import LetterRow, Row
from syncd.page.sheet import Cell, Section, Sheet, Table, Tile, columns

MOST_RECORDS = 100
MOST_TASKS = 20
MOST_OBJECTIONS = 15
MOST_EDITS = 15
SLOWEST = 8
LAST_LETTERS = 8
SORE = ("rejected", "revoked", "conditional")


def handover_sheet(desk: Desk, client: Client) -> Sheet:
    """One client's page, from that client's rows alone."""
    w, name, own = desk.words, client.name, desk.of_client[client.name]
    decided = [row for row in own.approvals if row["state"] != "requested"]
    return Sheet(
        file=file_of(name),
        kind="client",
        title=name,
        lede=w["handover_lede"],
        tiles=tuple(_tiles(desk, own)),
        facts=tuple(_facts(desk, client)),
        sections=(
            Section("people", w["people"], w["people_intro"], (_people(desk, writers(client, own.letters, own.approvals, desk.time)),)),
            *_open(desk, own),
            Section("deadlines", w["deadlines"], "", (deadline_table(desk, own.tasks, with_client=False, limit=MOST_TASKS),)),
            Section(
                "approvals", w["approvals"], w["approvals_all_intro"],
                (
                    desk.gate_table(own.gates, w["money"], with_client=False),
                    desk.approval_table(decided, w["approvals"], with_client=False, limit=MOST_RECORDS),
                ),
            ),
            Section("sore", w["sore"], w["sore_intro"], tuple(_sore(desk, own, decided))),
            _speed(desk, own.answers),
            Section("letters", w["last_letters"], "", (_last_letters(desk, own.letters),)),
        ),
    )  # fmt: skip


def _facts(desk: Desk, client: Client) -> Iterator[tuple[str, str]]:
    w, sla = desk.words, client.sla
    yield w["manager"], desk.manager_of(client.name)
    yield w["category"], w.value(client.category.value)
    yield w["client_language"], w.value(client.language.value)
    spans = (("first_reply", sla.first_reply), ("follow_up", sla.follow_up), ("target_urgent", sla.urgent))
    yield w["targets"], "; ".join(f"{w[name]} {w.length(desk.calendar.length(span))}" for name, span in spans)
    if client.scope:
        yield w["scope"], ", ".join(client.scope)


def _tiles(desk: Desk, own: ClientRows) -> Iterator[Tile]:
    w = desk.words
    ours = [case for case in own.open_cases if case.kind in ON_US]
    late = sum(1 for case in ours if desk.is_overdue(case))
    found = measure(own.answers)
    yield Tile(w.number(len(ours)), w["tile_ours"], "bad" if late else "", "#ours")
    yield Tile(w.number(len(own.open_cases) - len(ours)), w["theirs_one"], "", "#theirs")
    yield Tile(w.length(found.median) if found.median is not None else "—", w["our_median"], "", "#speed")
    share = found.share
    yield Tile(
        "—" if share is None else w.percent(share), w["share"], "" if share is None else share_tone(share), "#speed"
    )


def _people(desk: Desk, found: list[Writer]) -> Table:
    w = desk.words
    rows = tuple(
        (
            Cell(each.name, sub=each.address),
            _right(desk, each),
            Cell(w.number(each.letters)),
            Cell(w.length(each.median) if each.median is not None else "—"),
            Cell(", ".join(f"{w.value(state)}: {count}" for state, count in sorted(each.decisions.items())) or "—"),
            _last(desk, each.last),
            Cell(each.last.message_id or "—" if each.last else "—", is_code=True),
        )
        for each in found
    )
    head = columns(
        w["name"], w["may_approve"], w["letters_word"], w["their_median"], w["decisions"], w["last_letter"], "Message-ID", numbers=(2, 3)
    )  # fmt: skip
    return Table(w["people"], head, rows, w["no_people"])


def _right(desk: Desk, writer: Writer) -> Cell:
    w = desk.words
    if writer.representative is None:
        return Cell(w["not_configured"])
    subjects = sorted(w.value(subject.value) for subject in writer.representative.approves)
    return Cell(", ".join(subjects) or w["nothing_to_approve"])


def _last(desk: Desk, letter: LetterRow | None) -> Cell:
    if letter is None:
        return Cell(desk.words["never_wrote"])
    return Cell(desk.words.moment(letter.at), sub=letter.subject or desk.words["no_subject"], at=letter.at)


def _open(desk: Desk, own: ClientRows) -> Iterator[Section]:
    w = desk.words
    promises = [case for case in own.open_cases if case.kind == "promise"]
    ours = [case for case in own.open_cases if case.kind in ON_US and case.kind != "promise"]
    theirs = [case for case in own.open_cases if case.kind not in ON_US]
    for anchor, title, found in (
        ("promises", w["promises"], promises),
        ("ours", w["ours"], ours),
        ("theirs", w["theirs_one"], theirs),
    ):
        yield Section(anchor, title, "", (desk.case_table(found, title, with_client=False),))


def _sore(desk: Desk, own: ClientRows, decided: list[Row]) -> Iterator[Table]:
    w = desk.words
    objections = [row for row in decided if row["state"] in SORE or "contradicted" in (row["voided_by"] or "")]
    yield desk.approval_table(objections, w["objections"], with_client=False, limit=MOST_OBJECTIONS)
    yield _slowest(desk, own.answers)
    yield _edits(desk, own.edits)


def _slowest(desk: Desk, found: list[Answer]) -> Table:
    w = desk.words
    late = [answer for answer in found if answer.is_late]
    late.sort(key=lambda answer: (answer.target - answer.waits, answer.ref))
    rows = tuple(
        (
            Cell(answer.title or w["no_subject"], sub=answer.person or ""),
            Cell(w.moment(answer.asked_at), at=answer.asked_at),
            Cell(w.length(answer.waits), sub="" if answer.took is not None else w["still_waits"], tone="bad"),
            Cell(w.length(answer.target)),
            desk.ref_cell(answer.ref),
        )
        for answer in late[:SLOWEST]
    )
    head = columns(w["subject"], w["received"], w["answered_after"], w["target"], w["ref"], numbers=(2, 3))
    return Table(w["slowest"], head, rows, w["none_slow"], desk.more(len(late), len(rows)))


def _edits(desk: Desk, found: list[Row]) -> Table:
    w = desk.words
    rows = tuple(
        (
            Cell(row["words"], is_quote=True),
            Cell(w.value(row["kind"])),
            Cell((row["author"] or "—").partition(" <")[0]),
            desk.at_cell(row["received_at"]),
            Cell(row["message_id"] or "—", is_code=True),
        )
        for row in found[:MOST_EDITS]
    )
    head = columns(w["words"], w["what"], w["author"], w["received"], "Message-ID")
    return Table(w["edits"], head, rows, w["no_edits"], desk.more(len(found), len(rows)))


def _speed(desk: Desk, found: list[Answer]) -> Section:
    w, weeks = desk.words, shown_weeks(desk, found)
    groups = by_week(found)
    measures = [(week, measure(groups.get(week, ()))) for week in reversed(weeks)]
    rows = tuple(
        (Cell(w["week_of"].format(day=w.day(week))), *desk.measured(each))
        for week, each in measures
        if each.share is not None
    )
    head = columns(w["week"], w["answered"], w["median"], w["ninety"], w["share"], numbers=(1, 2, 3, 4))
    drawn = (times_plot(desk, found, weeks),) if len(rows) > 1 else ()
    return Section(
        "speed", w["our_speed"], w["answers_intro"], (Table(w["by_week"], head, rows, w["no_answers"]),), drawn
    )


def _last_letters(desk: Desk, letters: list[LetterRow]) -> Table:
    w = desk.words
    rows = tuple(
        (
            Cell(letter.subject or w["no_subject"]),
            Cell(letter.name or letter.address, sub=w["from_us"] if letter.is_ours else w["from_client"]),
            Cell(w.moment(letter.at), at=letter.at),
            Cell(letter.message_id or "—", is_code=True),
        )
        for letter in reversed(letters[-LAST_LETTERS:])
    )
    return Table(
        w["last_letters"], columns(w["subject"], w["from"], w["received"], "Message-ID"), rows, w["no_letters_yet"]
    )
