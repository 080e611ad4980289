"""Deeds: a release to take away, as CSV and GeoJSON, its caveats inside."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from backend.domain.disclosure import LEAST_BASE, RULES
from backend.domain.figures import Figures
from backend.domain.printed_counts import PrintedCount
from backend.domain.products import BASE, SAFE, TOTAL, Cell
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
OF_THE_REST = "the count is not shown; the percentage is worked out from those who feel unsafe"


def caveats(head: Head) -> tuple[str, ...]:
    """Return what must go with every figure of a release."""
    made = f"Release {head.number} of {head.period}, made {head.made_at.date().isoformat()}"
    asked = ", ".join(head.versions)
    lines = (
        f"{made}{': ' + head.why if head.why else ''}.",
        f"Versions of the questions: {asked}; how safe it feels was asked alike in all.",
        "People who chose to answer; not a representative survey.",
        _made_by(head.rule),
        "Percentages need a base of 30; they and their 95 % intervals (score intervals with a "
        "design effect of 2, widened for what rounding and noise do to both counts) are worked "
        "out from the printed counts; a half is rounded up. Who chose to answer is in no interval.",
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
    return csv_of(*_read(asked))


def as_geojson(asked: str) -> str:
    """Return the areas of a release with their main figures as GeoJSON; raises as `as_csv`."""
    return geojson_of(*_read(asked))


def csv_of(head: Head, named: Sequence[AreaNamed], held: Mapping[tuple[int, str], Figures]) -> str:
    """Return what a release prints of areas as CSV."""
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


def geojson_of(
    head: Head, named: Sequence[AreaNamed], held: Mapping[tuple[int, str], Figures]
) -> str:
    """Return the areas of a release that have a border, with their main figures, as GeoJSON."""
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
    count, base = told.cells[cell], told.whole(*cell)
    share = _share(told, cell)
    note = "" if count.is_shown else HIDDEN
    if share is not None and share.is_of_the_rest:
        note = OF_THE_REST
    if count.is_shown and share is None and code not in (BASE, TOTAL):
        note = TOO_FEW
    numbers = [_number(count, ""), _number(base, ""), *_numbers(share)]
    named = [str(head.period), area.id, plain(area.name), area.kind, product, part, code]
    return [*named, *numbers, note]


def _share(told: Figures, cell: Cell) -> Share | None:
    """Return the share beside a count: that of all who feel safe is the one that pages show."""
    if cell[2] in (BASE, TOTAL):
        return None
    if cell[2] == SAFE:
        return told.safe(*cell[:2])
    return share_of(told.cells[cell], told.whole(*cell))


def _number(count: PrintedCount, empty: str | None) -> int | str | None:
    return count.number if count.is_shown else empty


def _why_not(base: PrintedCount) -> str:
    """Return why there is no percentage: only a base that is printed can be called too small."""
    return TOO_FEW if base.is_shown and base.number < LEAST_BASE else HIDDEN


def _note(share: Share | None, base: PrintedCount) -> str:
    if share is None:
        return _why_not(base)
    return OF_THE_REST if share.is_of_the_rest else ""


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
        "answers_rounded": _number(told.total, None),
        "base_rounded": _number(told.base(), None),
        "percent_safe": percent if percent != "" else None,
        "low_95": low if low != "" else None,
        "high_95": high if high != "" else None,
        "note": _note(share, told.base()),
    }
    ring = [list(point) for point in area.outline]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}
