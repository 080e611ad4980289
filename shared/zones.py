"""The contract's zones: the smallest area an answer may name, chosen by label or nearest centre."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.geo import Point, distance_m

REACH_M = 3000.0
"""A point further than this from every centre lies outside the borough and has no zone."""


@dataclass(frozen=True)
class Zone:
    """A zone as published: its centre stands for it, its label is what people choose by."""

    id: str
    at: Point
    label: str
    town: str


def zone_from_wire(body: Mapping[str, Any]) -> Zone:
    """Return the zone of a published entry that has passed ZoneSchema (no checks are made)."""
    return Zone(body["id"], Point(body["lat"], body["lon"]), body["label"], body["town"])


def nearest_zone(zones: Iterable[Zone], point: Point) -> Zone | None:
    """Return the zone a point belongs to, the one of the nearest centre; none outside REACH_M."""
    best = min(zones, key=lambda zone: (distance_m(point, zone.at), zone.id), default=None)
    if best is None or distance_m(point, best.at) > REACH_M:
        return None
    return best


def is_outside(zones: Iterable[Zone], places: Iterable[Point], at: Point) -> bool:
    """Return whether a point lies outside the borough, and not merely near its edge.

    It is further than REACH_M, some 50 minutes on foot, from the centre of every zone and from
    every place. Without zones nobody knows where the borough ends.
    """
    centres = [zone.at for zone in zones]
    return bool(centres) and all(distance_m(at, each) > REACH_M for each in (*centres, *places))
