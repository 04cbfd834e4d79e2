"""The director's page: answer times by client and week, clients' silence, the managers' load."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from syncd.page import plots
from syncd.page.answer_plots import asked_plot, by_week, in_hours, plot, share_plot, shown_weeks, times_plot
from syncd.page.answers import Answer, Measure, measure
from syncd.page.desk import Desk, share_tone
from syncd.page.load import loads
from syncd.page.sheet import Cell, Column, Plot, Section, Sheet, Table, Tile, columns

LATELY = timedelta(weeks=4)
SILENT = ("silence", "approval")
MOST_BARS = 12


def director_sheet(desk: Desk) -> Sheet:
    """The page for whoever leads the agency."""
    w = desk.words
    weeks = shown_weeks(desk, desk.answers)
    recent = [answer for answer in desk.answers if answer.week >= weeks[0]]
    return Sheet(
        file="director.html",
        kind="director",
        title=w["director_title"],
        lede=w["director_lede"].format(day=w["hours"].format(hours=w.number(in_hours(desk.calendar.day_length) or 0))),
        tiles=tuple(_tiles(desk)),
        sections=(
            Section("answers", w["answer_times"], w["answers_intro"], (_by_week(desk, recent, weeks),), tuple(drawn(desk, recent, weeks) for drawn in (times_plot, share_plot, asked_plot))),
            Section("clients", w["by_client"], w["by_client_intro"], (_by_client(desk, weeks[0]), _matrix(desk, weeks))),
            _silence(desk),
            _load(desk),
        ),
    )  # fmt: skip


def _tiles(desk: Desk) -> Iterator[Tile]:
    w = desk.words
    lately = measure(answer for answer in desk.answers if answer.asked_at >= desk.now - LATELY)
    yield Tile(w.length(lately.median) if lately.median is not None else "—", w["tile_median"])
    yield Tile(w.length(lately.ninety) if lately.ninety is not None else "—", w["tile_ninety"])
    share = lately.share
    tone = "" if share is None else share_tone(share)
    yield Tile(w.percent(share) if share is not None else "—", w["tile_share"], tone)
    late = sum(1 for answer in desk.answers if answer.took is None and answer.is_late)
    yield Tile(w.number(late), w["late_open"], "bad" if late else "good", "index.html#ours")


def _by_week(desk: Desk, found: list[Answer], weeks: list[date]) -> Table:
    w = desk.words
    rows = tuple(
        (Cell(w["week_of"].format(day=w.day(week))), *_full(desk, measure(answer for answer in found if answer.week == week)))
        for week in reversed(weeks)
    )  # fmt: skip
    return Table(w["by_week"], _heads(desk, w["week"]), rows, w["no_answers"])


def _by_client(desk: Desk, since: date) -> Table:
    w = desk.words
    measured = [
        (name, measure(answer for answer in own.answers if answer.week >= since))
        for name, own in desk.of_client.items()
    ]
    measured.sort(key=lambda each: (each[1].share if each[1].share is not None else 2, each[0].casefold()))
    rows = tuple((desk.client_cell(name), *_full(desk, each)) for name, each in measured)
    return Table(w["by_client_quarter"], _heads(desk, w["client"]), rows, w["no_clients"])


def _full(desk: Desk, found: Measure) -> tuple[Cell, ...]:
    late = Cell(desk.words.number(found.late_open), tone="bad" if found.late_open else "")
    return (*desk.measured(found), late)


def _heads(desk: Desk, first: str) -> tuple[Column, ...]:
    w = desk.words
    return columns(first, w["answered"], w["median"], w["ninety"], w["share"], w["late_open"], numbers=(1, 2, 3, 4, 5))


def _matrix(desk: Desk, weeks: list[date]) -> Table:
    """A row for each client, the newest week first: it is seen without scrolling."""
    w, newest = desk.words, list(reversed(weeks))
    rows = []
    for name, rows_of in sorted(desk.of_client.items(), key=lambda each: each[0].casefold()):
        own = by_week(rows_of.answers)
        rows.append((desk.client_cell(name), *(_week_cell(desk, measure(own.get(week, ()))) for week in newest)))
    head = columns(w["client"], *(w.short_day(week) for week in newest), numbers=tuple(range(1, len(weeks) + 1)))
    return Table(w["client_by_week"], head, tuple(rows), w["no_clients"], is_compact=True)


def _week_cell(desk: Desk, found: Measure) -> Cell:
    if found.share is None:
        return Cell("·")
    w = desk.words
    text = _short(desk, found.median)
    tone = share_tone(found.share)
    return Cell(text, sub=f"{_short(desk, found.ninety)} · {w.percent(found.share)}", tone=tone)


def _short(desk: Desk, span: timedelta | None) -> str:
    hours = in_hours(span)
    return "—" if hours is None else desk.words.number(hours)


def _silence(desk: Desk) -> Section:
    w, waiting = desk.words, [case for case in desk.open_cases if case.kind in SILENT]
    longest: dict[str, timedelta] = {}
    for case in waiting:
        longest[case.client] = max(longest.get(case.client, timedelta()), desk.waited(case))
    ranked = sorted(longest.items(), key=lambda each: (-each[1], each[0]))[:MOST_BARS]
    day = desk.calendar.day_length or timedelta(days=1)
    names, days = [name for name, _ in ranked], [span / day for _, span in ranked]
    drawn = plot(desk, "plot_silence", days, lambda title: plots.bars(title, names, days, w.number))
    waiting.sort(key=lambda case: (case.started_at, case.ref))
    table = desk.case_table(waiting, w["silence"], with_client=True, limit=50)
    return Section("silence", w["silence"], w["silence_intro"], (table,), (drawn,))


def _load(desk: Desk) -> Section:
    w, found = desk.words, loads(desk, desk.now - LATELY)
    rows = tuple(
        (
            Cell(each.manager),
            *(Cell(w.number(count)) for count in (each.clients, each.open_cases)),
            Cell(w.number(each.overdue), tone="bad" if each.overdue else ""),
            *(Cell(w.number(count)) for count in (each.pushes, each.sent, each.received)),
        )
        for each in found
    )
    names = ("manager", "clients", "open_cases", "overdue", "pushes", "letters_sent", "letters_received")
    head = columns(*(w[name] for name in names), numbers=(1, 2, 3, 4, 5, 6))
    drawn = (
        _load_plot(desk, "open_cases", {each.manager: each.open_cases for each in found}),
        _load_plot(desk, "pushes", {each.manager: each.pushes for each in found}),
        _load_plot(desk, "letters_sent", {each.manager: each.sent for each in found}),
    )
    return Section("load", w["load"], w["load_intro"], (Table(w["load"], head, rows, w["no_managers"]),), drawn)


def _load_plot(desk: Desk, name: str, count: dict[str, int]) -> Plot:
    ranked = sorted(count.items(), key=lambda each: (-each[1], each[0]))[:MOST_BARS]
    names, numbers = [manager for manager, _ in ranked], [number for _, number in ranked]
    return plot(desk, name, numbers, lambda title: plots.bars(title, names, numbers, desk.words.number))
