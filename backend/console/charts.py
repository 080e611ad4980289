"""Face: charts, drawn to SVG on the server; each stands beside a table that says the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert
from markupsafe import Markup

from backend.domain.statistics import Share

GO, ACT, SOON, INK, MUTED, LINE, GAP = (
    *("#0a6b47", "#0b5cab", "#8a5a00", "#14202b", "#52606d"),
    *("#dcdad2", "#ecebe5"),
)
FONT = "Atkinson Hyperlegible Next, Arial, sans-serif"
HELD = 512
"""How many charts each process keeps: drawing one takes longer than the rest of a page."""

_SCALE = {"domain": [0, 100], "nice": False}
_AXIS = {
    "values": [0, 20, 40, 60, 80, 100],
    "format": "d",
    "labelExpr": "datum.label + ' %'",
    "domain": False,
    "ticks": False,
    "grid": True,
}


@dataclass(frozen=True)
class Point:
    """One figure of a chart: what it is of, its share and interval; None draws a gap."""

    label: str
    percent: int | None = None
    low: int | None = None
    high: int | None = None

    @classmethod
    def of(cls, label: str, share: Share | None) -> "Point":
        """Return the point of a share; one that is not shown is a gap, never nought."""
        if share is None:
            return cls(label)
        return cls(label, share.percent, share.low, share.high)


@dataclass(frozen=True)
class Mark:
    """Something that was done: before which label it stands, and its words."""

    label: str
    words: str


@dataclass(frozen=True)
class Level:
    """Another survey's figure: a line across, or a stroke at the one label that it is about."""

    percent: float
    words: str
    label: str = ""


def trend(points: Sequence[Point], level: Level | None = None, marks: Sequence[Mark] = ()) -> str:
    """Return shares over time, from left to right."""
    return _trend(tuple(points), level, tuple(marks))


def bars(points: Sequence[Point], level: Level | None = None) -> str:
    """Return shares of several groups, from top to bottom."""
    return _bars(tuple(points), level)


@lru_cache(HELD)
def _trend(points: tuple[Point, ...], level: Level | None, marks: tuple[Mark, ...]) -> str:
    order = [point.label for point in points]
    x: dict[str, Any] = {"field": "label", "type": "ordinal", "sort": order, "title": None}
    x["axis"] = {"labelAngle": 0, "domain": False, "ticks": False}
    x["scale"] = {"domain": order}
    layers = [
        *_gaps(points, {"x": x}, {"y": {"datum": 0}, "y2": {"datum": 100}}),
        *_figures(points, ("x", x), "y"),
        *_level(level, "y"),
        *_marks(marks, x),
    ]
    return drawn({"width": 640, "height": 300, "layer": layers})


@lru_cache(HELD)
def _bars(points: tuple[Point, ...], level: Level | None) -> str:
    order = [point.label for point in points]
    y: dict[str, Any] = {"field": "label", "type": "ordinal", "sort": order, "title": None}
    y["axis"] = {"domain": False, "ticks": False, "labelLimit": 220, "minExtent": 170}
    y["scale"] = {"domain": order}
    layers = [
        *_gaps(points, {"y": y}, {"x": {"datum": 0}, "x2": {"datum": 100}}),
        *_figures(points, ("y", y), "x"),
        *_level(level, "x"),
    ]
    return drawn({"width": 460, "height": 44 * len(points), "layer": layers})


def _figures(
    points: tuple[Point, ...], along: tuple[str, dict[str, Any]], across: str
) -> Iterator[dict[str, Any]]:
    shown = [vars(point) for point in points if point.high is not None]
    scale: dict[str, Any] = {"type": "quantitative", "scale": _SCALE, "axis": _AXIS, "title": None}
    both = {along[0]: along[1], across: {"field": "low", **scale}, f"{across}2": {"field": "high"}}
    yield {
        "data": {"values": shown},
        "mark": {"type": "rule", "strokeWidth": 2.5, "color": INK},
        "encoding": both,
    }
    yield {
        "data": {"values": shown},
        "mark": {"type": "point", "filled": True, "size": 150, "color": GO, "opacity": 1},
        "encoding": {along[0]: along[1], across: {"field": "percent", **scale}},
    }


def _gaps(
    points: tuple[Point, ...], along: dict[str, Any], ends: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    gaps = [vars(point) for point in points if point.high is None]
    if not gaps:
        return
    across, size = ("y", 84) if "x" in along else ("x", 34)
    yield {
        "data": {"values": gaps},
        "mark": {"type": "bar", "color": GAP, "size": size},
        "encoding": {**along, **ends},
    }
    yield {
        "data": {"values": gaps},
        "mark": {"type": "text", "color": MUTED, "fontSize": 12, "text": NOT_SHOWN},
        "encoding": {**along, across: {"datum": 50, "type": "quantitative", "scale": _SCALE}},
    }


NOT_SHOWN = "not shown"
"""What stands in a gap: a chart cannot know whether few answered or it is hidden."""


def _level(level: Level | None, across: str) -> Iterator[dict[str, Any]]:
    if level is None:
        return
    if level.label:
        yield from _stroke(level)
        return
    at = {across: {"datum": level.percent, "type": "quantitative", "scale": _SCALE}}
    dashes = {"type": "rule", "strokeDash": [6, 5], "color": ACT, "strokeWidth": 2}
    yield {"data": {"values": [{}]}, "mark": dashes, "encoding": at}
    words: dict[str, Any] = {"type": "text", "color": ACT, "fontSize": 13, "text": level.words}
    if across == "y":
        words |= {"align": "right", "dy": -9, "x": "width"}
    else:
        words |= {"align": "right", "dx": -6, "dy": -6, "y": 0, "baseline": "bottom"}
    yield {"data": {"values": [{}]}, "mark": words, "encoding": at}


def _stroke(level: Level) -> Iterator[dict[str, Any]]:
    """Yield a stroke through one bar, and its words above it."""
    y: dict[str, Any] = {"field": "label", "type": "ordinal"}
    x = {"field": "percent", "type": "quantitative", "scale": _SCALE}
    values = {"values": [{"label": level.label, "percent": level.percent}]}
    stroke = {"type": "tick", "color": ACT, "thickness": 3, "size": 30}
    yield {"data": values, "mark": stroke, "encoding": {"x": x, "y": y}}
    words = {"type": "text", "color": ACT, "fontSize": 12, "align": "right", "dx": -6, "dy": -13}
    words |= {"text": level.words}
    yield {"data": values, "mark": words, "encoding": {"x": x, "y": y}}


def _marks(marks: tuple[Mark, ...], x: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if not marks:
        return
    order = x["sort"]
    values = [
        {**vars(mark), "row": at, "is_late": order.index(mark.label) > len(order) / 2}
        for at, mark in enumerate(marks)
    ]
    yield {
        "data": {"values": values},
        "mark": {
            "type": "rule",
            "strokeDash": [3, 4],
            "color": SOON,
            "strokeWidth": 2,
        },
        "encoding": {"x": {**x, "bandPosition": 0}},
    }
    for value in values:
        yield {
            "data": {"values": [value]},
            "mark": {
                "type": "text",
                "align": "right" if value["is_late"] else "left",
                "dx": -6 if value["is_late"] else 6,
                "color": SOON,
                "fontSize": 13,
                "y": 288 - 18 * value["row"],
            },
            "encoding": {"x": {**x, "bandPosition": 0}, "text": {"field": "words"}},
        }


def drawn(spec: dict[str, Any], look: str = "umay-chart umay-chart--wide") -> Markup:
    """Return a Vega-Lite specification as SVG, in our colours and type."""
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": {"left": 4, "right": 12, "top": 22, "bottom": 4},
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": 14,
                "labelColor": MUTED,
                "gridColor": LINE,
                "domainColor": LINE,
                "tickColor": LINE,
            },
        },
        **spec,
    }
    drawn = vl_convert.vegalite_to_svg(whole)
    # The table below says it all: a reader of screens need not go through lines and dots.
    return Markup(  # noqa: S704 - drawn by us, of numbers and names that the library escapes
        drawn.replace('class="marks"', f'class="{look}" aria-hidden="true" focusable="false"', 1)
    )
