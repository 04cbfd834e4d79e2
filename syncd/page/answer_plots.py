"""Answer times week by week, drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from markupsafe import Markup

from syncd.page import plots
from syncd.page.answers import Answer, Measure, last_weeks, measure
from syncd.page.desk import Desk
from syncd.page.sheet import Plot

WEEKS = 13
FEWEST_WEEKS = 4


def shown_weeks(desk: Desk, found: Iterable[Answer]) -> list[date]:
    """The last thirteen weeks; with a younger database those since its first letter, but four at least."""
    weeks = last_weeks(desk.calendar, desk.now, WEEKS)
    first = min((answer.week for answer in found), default=weeks[-1])
    return [week for week in weeks if week >= min(first, weeks[-FEWEST_WEEKS])]


def by_week(found: Iterable[Answer]) -> dict[date, list[Answer]]:
    """The same, by the Monday of the letter's week."""
    groups: dict[date, list[Answer]] = {}
    for answer in found:
        groups.setdefault(answer.week, []).append(answer)
    return groups


def times_plot(desk: Desk, found: Iterable[Answer], weeks: list[date]) -> Plot:
    """Median and nine of ten, week by week."""
    w, measures = desk.words, _measures(found, weeks)
    lines: list[plots.Series] = [
        (w["median"], [in_hours(each.median) for each in measures]),
        (w["ninety"], [in_hours(each.ninety) for each in measures]),
    ]

    def hours(value: float) -> str:
        return w["hours_short"].format(hours=w.number(value))

    return plot(desk, "plot_times", lines[0][1], lambda title: plots.lines(title, _labels(desk, weeks), lines, hours))


def share_plot(desk: Desk, found: Iterable[Answer], weeks: list[date]) -> Plot:
    """The share answered within the target."""
    shares = [each.share * 100 if each.share is not None else None for each in _measures(found, weeks)]

    def percent(value: float) -> str:
        return desk.words.percent(value / 100)

    labels = _labels(desk, weeks)
    return plot(desk, "plot_share", shares, lambda title: plots.columns_of(title, labels, shares, percent, highest=100))


def asked_plot(desk: Desk, found: Iterable[Answer], weeks: list[date]) -> Plot:
    """How many letters asked for an answer."""
    groups = by_week(found)
    counts = [len(groups.get(week, ())) for week in weeks]
    return plot(desk, "plot_asked", counts, lambda title: plots.counts(title, _labels(desk, weeks), counts))


def _measures(found: Iterable[Answer], weeks: list[date]) -> list[Measure]:
    groups = by_week(found)
    return [measure(groups.get(week, ())) for week in weeks]


def _labels(desk: Desk, weeks: list[date]) -> list[str]:
    return [desk.words.short_day(week) for week in weeks]


def plot(desk: Desk, name: str, values: Iterable[float | None], draw: Callable[[str], Markup]) -> Plot:
    """Drawn where there is anything to draw; `name` is that of its title."""
    title, is_known = desk.words[name], any(value is not None for value in values)
    return Plot(title, desk.words[f"{name}_text"], draw(title) if is_known else None)


def in_hours(span: timedelta | None) -> float | None:
    """The same as hours."""
    return None if span is None else span.total_seconds() / 3600
