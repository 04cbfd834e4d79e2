"""The director's page: answer times by client and week, clients' silence, the managers' load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from syncd.page import plots
from syncd.page.answers import Answer, Measure, last_weeks, measure
from syncd.page.desk import Desk, share_tone
from syncd.page.load import loads
from syncd.page.sheet import Cell, Column, Plot, Section, Sheet, Table, Tile, columns

WEEKS = 13
FEWEST_WEEKS = 4
LATELY = timedelta(weeks=4)
SILENT = ("silence", "approval", "confirm")
MOST_BARS = 12
K = TypeVar("K")


def director_sheet(desk: Desk) -> Sheet:
    """The page for whoever leads the agency."""
    w = desk.words
    weeks = shown_weeks(desk, desk.answers)
    recent = [answer for answer in desk.answers if answer.week >= weeks[0]]
    return Sheet(
        file="director.html",
        kind="director",
        title=w["director_title"],
        lede=w["director_lede"].format(day=w["hours"].format(hours=w.number(_hours(desk.calendar.day_length) or 0))),
        tiles=tuple(_tiles(desk)),
        sections=(
            Section("answers", w["answer_times"], w["answers_intro"], (_by_week(desk, recent, weeks),), answer_plots(desk, recent, weeks)),
            Section("clients", w["by_client"], w["by_client_intro"], (_by_client(desk, recent), _matrix(desk, recent, weeks))),
            _silence(desk),
            _load(desk),
        ),
    )  # fmt: skip


def shown_weeks(desk: Desk, found: Iterable[Answer]) -> list[date]:
    """The last thirteen weeks; with a younger database those since its first letter, but four at least."""
    weeks = last_weeks(desk.calendar, desk.now, WEEKS)
    first = min((answer.week for answer in found), default=weeks[-1])
    return [week for week in weeks if week >= min(first, weeks[-FEWEST_WEEKS])]


def _tiles(desk: Desk) -> Iterator[Tile]:
    w = desk.words
    lately = measure(answer for answer in desk.answers if answer.asked_at >= desk.now - LATELY)
    yield Tile(w.length(lately.median) if lately.median is not None else "—", w["tile_median"])
    yield Tile(w.length(lately.ninety) if lately.ninety is not None else "—", w["tile_ninety"])
    share = lately.share
    tone = "" if share is None else share_tone(share)
    yield Tile(w.percent(share) if share is not None else "—", w["tile_share"], tone)
    late = sum(1 for answer in desk.answers if answer.took is None and answer.is_late)
    yield Tile(w.number(late), w["tile_late"], "bad" if late else "good", "index.html#ours")


def answer_plots(desk: Desk, found: Iterable[Answer], weeks: list[date]) -> tuple[Plot, Plot]:
    """Median and nine of ten, and the share within the target, week by week."""
    w, known = desk.words, list(found)
    measures = [measure(answer for answer in known if answer.week == week) for week in weeks]
    labels = [w.short_day(week) for week in weeks]
    hours = [
        (w["median"], [_hours(each.median) for each in measures]),
        (w["ninety"], [_hours(each.ninety) for each in measures]),
    ]
    shares = [each.share * 100 if each.share is not None else None for each in measures]
    times = (
        plots.lines(w["plot_times"], labels, hours, _in_hours(desk))
        if any(each.answered for each in measures)
        else None
    )
    within = (
        plots.columns_of(w["plot_share"], labels, [(w["share"], shares)], lambda v: w.percent(v / 100), highest=100)
        if any(share is not None for share in shares)
        else None
    )
    return Plot(w["plot_times"], w["plot_times_text"], times), Plot(w["plot_share"], w["plot_share_text"], within)


def _hours(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds() / 3600


def _in_hours(desk: Desk) -> Callable[[float], str]:
    return lambda value: desk.words["hours_short"].format(hours=desk.words.number(value))


def _by_week(desk: Desk, found: list[Answer], weeks: list[date]) -> Table:
    w = desk.words
    rows = tuple(
        (Cell(w["week_of"].format(day=w.day(week))), *_full(desk, measure(answer for answer in found if answer.week == week)))
        for week in reversed(weeks)
    )  # fmt: skip
    return Table(w["by_week"], _heads(desk, w["week"]), rows, w["no_answers"])


def _by_client(desk: Desk, found: list[Answer]) -> Table:
    w = desk.words
    by_client = _grouped(found)
    measured = [(client.name, measure(by_client.get(client.name, ()))) for client in desk.agency.clients]
    measured.sort(key=lambda each: (each[1].share if each[1].share is not None else 2, each[0].casefold()))
    rows = tuple((desk.client_cell(name), *_full(desk, each)) for name, each in measured)
    return Table(w["by_client_quarter"], _heads(desk, w["client"]), rows, w["no_clients"])


def _full(desk: Desk, found: Measure) -> tuple[Cell, ...]:
    late = Cell(desk.words.number(found.late_open), tone="bad" if found.late_open else "")
    return (*desk.measured(found), late)


def _heads(desk: Desk, first: str) -> tuple[Column, ...]:
    w = desk.words
    return columns(first, w["answered"], w["median"], w["ninety"], w["share"], w["late_open"], numbers=(1, 2, 3, 4, 5))


def _matrix(desk: Desk, found: list[Answer], weeks: list[date]) -> Table:
    w, grouped = desk.words, _grouped(found)
    rows = []
    for client in sorted(desk.agency.clients, key=lambda each: each.name.casefold()):
        own = _by(grouped.get(client.name, ()), lambda answer: answer.week)
        rows.append((desk.client_cell(client.name), *(_week_cell(desk, measure(own.get(week, ()))) for week in weeks)))
    head = columns(w["client"], *(w.short_day(week) for week in weeks), numbers=tuple(range(1, len(weeks) + 1)))
    return Table(w["client_by_week"], head, tuple(rows), w["no_clients"], is_compact=True)


def _week_cell(desk: Desk, found: Measure) -> Cell:
    if found.share is None:
        return Cell("·")
    w = desk.words
    text = _short(desk, found.median)
    tone = share_tone(found.share)
    return Cell(text, sub=f"{_short(desk, found.ninety)} · {w.percent(found.share)}", tone=tone)


def _short(desk: Desk, span: timedelta | None) -> str:
    hours = _hours(span)
    return "—" if hours is None else desk.words.number(hours)


def _grouped(found: Iterable[Answer]) -> dict[str, list[Answer]]:
    return _by(found, lambda answer: answer.client)


def _by(found: Iterable[Answer], key: Callable[[Answer], K]) -> dict[K, list[Answer]]:
    groups: dict[K, list[Answer]] = {}
    for answer in found:
        groups.setdefault(key(answer), []).append(answer)
    return groups


def _silence(desk: Desk) -> Section:
    w, waiting = desk.words, [case for case in desk.open_cases if case.kind in SILENT]
    longest: dict[str, timedelta] = {}
    for case in waiting:
        longest[case.client] = max(longest.get(case.client, timedelta()), desk.waited(case))
    ranked = sorted(longest.items(), key=lambda each: (-each[1], each[0]))[:MOST_BARS]
    day = desk.calendar.day_length or timedelta(days=1)
    drawn = (
        plots.bars(w["plot_silence"], [name for name, _ in ranked], [span / day for _, span in ranked], w.number)
        if ranked
        else None
    )  # fmt: skip
    waiting.sort(key=lambda case: (case.started_at, case.ref))
    table = desk.case_table(waiting, w["silence"], with_client=True, limit=50)
    return Section(
        "silence", w["silence"], w["silence_intro"], (table,), (Plot(w["plot_silence"], w["plot_silence_text"], drawn),)
    )


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
    title, text = desk.words[name], desk.words[f"{name}_text"]
    ranked = sorted(count.items(), key=lambda each: (-each[1], each[0]))[:MOST_BARS]
    if not any(number for _, number in ranked):
        return Plot(title, text, None)
    svg = plots.bars(title, [name for name, _ in ranked], [number for _, number in ranked], desk.words.number)
    return Plot(title, text, svg)
