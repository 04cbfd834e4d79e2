"""Plots as SVG without style, script or id: the page's own style sheet gives colours for light, dark and paper."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Sequence
from xml.etree import ElementTree

import pygal
from markupsafe import Markup
from pygal.style import Style

# pygal leaves an importer of the old kind behind, which breaks every importer that asks it by the new protocol.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

SVG = "{http://www.w3.org/2000/svg}"
WIDTH, HEIGHT = 380, 240
BAR_HEIGHT = 30
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # between the guides
LABEL_SIZE = 13
# classes that the style sheet does not name
_IDLE = frozenset(
    [
        "tooltip-trigger",
        "always_show",
        "major",
        "dots",
        "guides",
        "bars",
        "dot",
        "bar",
        "rect",
        "series",
        "serie-0",
        "serie-1",
        "plot",
        "overlay",
    ]
)
_EMPTY = ("background", "titles", "plot tooltip-overlay")  # of no use without fill, title and script
_DROPPED = ("defs", "script", "style", "title", "desc")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2

Format = Callable[[float], str]
Series = tuple[str, Sequence[float | None]]

_STYLE = Style(label_font_size=LABEL_SIZE, major_label_font_size=LABEL_SIZE, legend_font_size=LABEL_SIZE,
               value_font_size=LABEL_SIZE)  # fmt: skip
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")


def lines(title: str, labels: Sequence[str], series: Sequence[Series], written: Format) -> Markup:
    """One line for each series, over weeks; a gap where a week has no value."""
    guides = _guides(_top(series))
    chart = pygal.Line(
        **_options(written), range=(0, guides[-1]), allow_interruptions=True, dots_size=4, margin_right=20
    )
    chart.y_labels = guides
    return _over_weeks(chart, title, labels, series)


def columns_of(
    title: str, labels: Sequence[str], values: Sequence[float | None], written: Format, highest: float | None = None
) -> Markup:
    """Upright bars over weeks."""
    chart = pygal.Bar(**_options(written), range=(0, highest or _top([("", values)])), spacing=6)
    return _over_weeks(chart, title, labels, [("", values)])


def counts(title: str, labels: Sequence[str], values: Sequence[int]) -> Markup:
    """Upright bars of whole numbers over weeks."""
    guides = _guides(max(values, default=0))
    chart = pygal.Bar(**_options(lambda value: f"{value:.0f}"), range=(0, guides[-1]), spacing=6)
    chart.y_labels = guides
    return _over_weeks(chart, title, labels, [("", values)])


def bars(title: str, labels: Sequence[str], values: Sequence[float], written: Format) -> Markup:
    """Lying bars, the first on top, each with its number beside it."""
    height = 46 + BAR_HEIGHT * len(labels)
    longest = _top([("", values)])
    chart = pygal.HorizontalBar(
        **_options(written, height), range=(0, longest * 1.22), print_values=True, print_values_position="top",
        show_y_guides=False, show_x_labels=False, spacing=8,
    )  # fmt: skip
    chart.x_labels = [_clean(label) for label in reversed(labels)]
    chart.add("", list(reversed(values)))
    return _drawn(chart, title)


def _over_weeks(chart: pygal.graph.graph.Graph, title: str, labels: Sequence[str], series: Sequence[Series]) -> Markup:
    chart.x_labels = [_clean(label) for label in labels]
    chart.x_labels_major = chart.x_labels[:: -(-len(labels) // 7)]
    for name, values in series:
        chart.add(_clean(name), list(values))
    return _drawn(chart, title, legend=len(series) > 1)


def _options(written: Format, height: int = HEIGHT) -> dict[str, object]:
    return {
        "width": WIDTH, "height": height, "style": _STYLE, "css": [], "js": [], "no_prefix": True, "margin": 6,
        "disable_xml_declaration": True, "legend_at_bottom": True, "legend_box_size": 12, "value_formatter": written,
        "show_minor_x_labels": False, "min_scale": 3, "max_scale": 5, "truncate_label": 24,
    }  # fmt: skip


def _top(series: Sequence[Series]) -> float:
    return max((value for _, values in series for value in values if value), default=1)


def _guides(top: float) -> list[float]:
    """Whole numbers from nought to the first guide that is not below `top`."""
    step = next((step for step in _STEPS if step * 5 >= top), -(-top // 5))
    return [step * number for number in range(max(1, math.ceil(top / step)) + 1)]


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _drawn(chart: pygal.graph.graph.Graph, title: str, *, legend: bool = False) -> Markup:
    chart.config.show_legend = legend
    root = ElementTree.fromstring(chart.render())  # noqa: S314 - drawn here, a moment ago
    _strip(root)
    root.attrib.pop("id", None)
    root.set("role", "img")
    root.set("aria-label", _clean(title))
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - serialised by ElementTree


def _strip(element: ElementTree.Element) -> None:
    """Without what the program of the library would use: it is not on the page. A value becomes a native tooltip."""
    for name, text in element.attrib.items():
        element.set(name, _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), text))
    if "class" in element.attrib:
        kept = [word for word in element.attrib.pop("class").split() if word not in _IDLE]
        element.attrib |= {"class": " ".join(kept)} if kept else {}
    value, place = (element.find(f"{SVG}desc[@class='{name}']") for name in ("value", "x_label"))
    for child in list(element):
        if child.tag.removeprefix(SVG) in _DROPPED or child.get("class") in _EMPTY:
            element.remove(child)
        else:
            _strip(child)
    if value is not None:
        tip = ElementTree.Element(f"{SVG}title")
        tip.text = f"{place.text}: {value.text}" if place is not None and place.text else value.text
        element.insert(0, tip)
