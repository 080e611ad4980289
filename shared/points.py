"""The contract's points of help: shown as such, never ranked and never taken for a safe place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.geo import Point, distance_m
from shared.saying import to_say

KINDS: dict[str, str] = {
    "defibrillator": to_say("Defibrillator"),
    "bleed_kit": to_say("Bleed-control kit"),
    "amnesty_bin": to_say("Amnesty bin"),
}
"""Codes of the points and their words."""

FURTHEST_MIN = 30
"""A point of help further away than this on foot helps nobody, and is not shown."""


@dataclass(frozen=True, slots=True)
class PointOfHelp:
    """A thing that helps and stands somewhere: what it is, where it hangs, how to reach it."""

    id: str
    kind: str
    name: str
    town: str
    detail: str
    at: Point


def point_from_wire(body: Mapping[str, Any]) -> PointOfHelp:
    """Return the point of a published entry that has passed PointSchema (no checks are made)."""
    return PointOfHelp(
        body["id"],
        body["kind"],
        body["name"],
        body["town"],
        body["detail"],
        Point(body["lat"], body["lon"]),
    )


def nearest_of_each_kind(points: Iterable[PointOfHelp], here: Point) -> tuple[PointOfHelp, ...]:
    """Return the nearest point of each known kind, in the order of KINDS."""
    best: dict[str, PointOfHelp] = {}
    for point in sorted(points, key=lambda item: (distance_m(here, item.at), item.id)):
        best.setdefault(point.kind, point)
    return tuple(best[kind] for kind in KINDS if kind in best)
