"""Deeds: a release to take away, as CSV and GeoJSON, its caveats inside."""

import csv
import io
import json
from typing import Any

from backend.domain.disclosure import LEAST_BASE, RULES
from backend.domain.figures import Figures
from backend.domain.products import BASE, TOTAL, Cell
from backend.domain.statistics import Share, share_of
from backend.services.cells import plain
from backend.services.perception.reading import (
    NOTHING,
    AreaNamed,
    Head,
    areas,
    chosen,
    figures,
    heads,
)
from backend.services.transaction import read

COLUMNS = (
    *("period", "area_id", "area", "kind", "product", "part", "code"),
    *("count_rounded", "base_rounded", "percent", "low_95", "high_95", "note"),
)
HIDDEN = "fewer than 10, or hidden to protect such a count"
TOO_FEW = "not enough answers yet for a percentage"


def caveats(head: Head) -> tuple[str, ...]:
    """Return what must go with every figure of a release."""
    made = f"Release {head.number} of {head.period}, made {head.made_at.date().isoformat()}"
    asked = ", ".join(head.versions)
    lines = (
        f"{made}{': ' + head.why if head.why else ''}.",
        f"Versions of the questions: {asked}; how safe it feels was asked alike in all.",
        "People who chose to answer; not a representative survey.",
        _made_by(head.rule),
        "Percentages need a base of 30; they and their 95 % intervals (Wilson, widened for the "
        "rounding) are worked out from the rounded counts.",
    )
    return (*lines, "THE ANSWERS ARE INVENTED, FOR A DEMONSTRATION.") if head.is_example else lines


def _made_by(rule: str) -> str:
    """Return how counts of a release were made safe, by the name of its rule."""
    if RULES[rule].noise:
        return (
            f"Every count is moved by up to {RULES[rule].noise} by keyed noise, the same for the "
            "same answers; then those under 10 are not shown, nor larger ones that would give them "
            "away, and others are rounded to 5, totals on their own. Of what is not shown nothing "
            "else is said."
        )
    return (
        "Counts under 10 are not shown, nor larger ones that would give them away; others are "
        "rounded to 5, totals on their own. Of what is not shown nothing else is said."
    )


def as_csv(asked: str) -> str:
    """Return a release as CSV, its caveats as comment lines first.

    Raises period-invalid and release-missing.
    """
    head, named, held = _read(asked)
    out = io.StringIO()
    for line in caveats(head):
        out.write(f"# {line}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for area in named:
        told = held.get((head.id, area.id), NOTHING)
        for cell in sorted(told.cells):
            writer.writerow(_row(head, area, told, cell))
    return out.getvalue()


def as_geojson(asked: str) -> str:
    """Return the areas of a release with their main figures as GeoJSON; raises as `as_csv`."""
    head, named, held = _read(asked)
    features = [
        _feature(area, held.get((head.id, area.id), NOTHING))
        for area in named
        if len(area.outline) > 3
    ]
    body = {
        "type": "FeatureCollection",
        "caveats": list(caveats(head)),
        "period": str(head.period),
        "features": features,
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _read(asked: str) -> tuple[Head, tuple[AreaNamed, ...], dict[tuple[int, str], Figures]]:
    with read() as session:
        head = chosen(heads(session), asked)
        return head, areas(session, head, with_outlines=True), figures(session, [head])


def _row(head: Head, area: AreaNamed, told: Figures, cell: Cell) -> list[object]:
    product, part, code = cell
    count, base = told.cells[cell], told.base(product, part)
    share = None if code in (BASE, TOTAL) else share_of(count, base)
    note = HIDDEN if count is None else ""
    if count is not None and share is None and code not in (BASE, TOTAL):
        note = TOO_FEW
    numbers = ["" if count is None else count, "" if base is None else base, *_numbers(share)]
    named = [str(head.period), area.id, plain(area.name), area.kind, product, part, code]
    return [*named, *numbers, note]


def _why_not(base: int | None) -> str:
    """Return why there is no percentage: only a base that is printed can be called too small."""
    return TOO_FEW if base is not None and base < LEAST_BASE else HIDDEN


def _numbers(share: Share | None) -> list[object]:
    if share is None:
        return ["", "", ""]
    return [share.percent, share.low, share.high]


def _feature(area: AreaNamed, told: Figures) -> dict[str, Any]:
    share = told.safe()
    percent, low, high = _numbers(share)
    properties = {
        "id": area.id,
        "name": area.name,
        "kind": area.kind,
        "answers_rounded": told.total,
        "base_rounded": told.base(),
        "percent_safe": percent if percent != "" else None,
        "low_95": low if low != "" else None,
        "high_95": high if high != "" else None,
        "note": "" if share else _why_not(told.base()),
    }
    ring = [list(point) for point in area.outline]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}
