"""Face: how many places were ready, due and hidden, month by month; a table says the same."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from backend.console.charts import GO, HELD, INK, drawn
from backend.services.readiness.over_time import Stands

SERIES = (("Hidden", "#b3202a"), ("Due", "#d9a441"), ("Ready", GO))
"""What is stacked, from the top down, each with its colour; light and dark tell them apart too."""


def months_chart(months: Sequence[Stands]) -> str:
    """Return the months as stacked bars from left to right."""
    return _months_chart(tuple(months))


@lru_cache(HELD)
def _months_chart(months: tuple[Stands, ...]) -> Markup:
    values = [
        {"month": each.label, "standing": name, "places": number, "order": at}
        for each in months
        for at, (name, number) in enumerate(
            (("Ready", each.ready), ("Due", each.due), ("Hidden", each.hidden))
        )
    ]
    labels = [each.label for each in months]
    x: dict[str, Any] = {"field": "month", "type": "ordinal", "sort": labels, "title": None}
    x["axis"] = {"labelAngle": 0, "domain": False, "ticks": False, "labelFontSize": 13}
    y = {"field": "places", "type": "quantitative", "title": None, "axis": _axis(months)}
    names, colours = zip(*SERIES, strict=True)
    legend = {"title": None, "orient": "top", "labelFontSize": 14, "labelColor": INK}
    colour = {
        "field": "standing",
        "type": "nominal",
        "scale": {"domain": names, "range": colours},
        "legend": legend,
    }
    return drawn(
        {
            "width": 640,
            "height": 260,
            "data": {"values": values},
            "mark": {"type": "bar", "stroke": "#ffffff", "strokeWidth": 1},
            "encoding": {"x": x, "y": y, "color": colour, "order": {"field": "order"}},
        }
    )


def _axis(months: tuple[Stands, ...]) -> dict[str, Any]:
    most = max((each.places for each in months), default=0)
    # Places are whole: with few of them the axis must not count halves.
    steps = {"values": list(range(most + 1))} if most <= 8 else {"tickCount": 5}
    return {"domain": False, "ticks": False, "grid": True, "format": "d", **steps}
