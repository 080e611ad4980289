"""Deeds: the labels of zones: what people call a part of a town, no two alike in one town."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from backend.services.zoning.nearest import Nearby
from shared.geo import Point, bearing_deg, distance_m, wind

TOWN, LANDMARK = "town", "landmark"
NEAR_LANDMARK_M = 200.0
"""A landmark names the zone whose centre lies this near to it."""


@dataclass(frozen=True)
class KnownName:
    """A name of the gazetteer: what it is called, what it is, its town, where it is."""

    name: str
    kind: str
    town: str
    at: Point


@dataclass(frozen=True)
class Unlabelled:
    """A zone to be named: its centre, and the postcode nearest to it, None where nobody lives."""

    id: str
    at: Point
    postcode: str | None


T = TypeVar("T", KnownName, Unlabelled)


@dataclass(frozen=True)
class _Base:
    """The name nearest to a zone, and whether the zone is the nearest to the name."""

    name: KnownName
    is_at_it: bool


def label_zones(
    zones: Sequence[Unlabelled], names: Sequence[KnownName]
) -> dict[str, tuple[str, str]]:
    """Return (label, town) by zone id, such as ("Near the market, Leigh", "Leigh").

    A zone is called after the landmark at its centre, else after the nearest name: by the name
    alone where it lies at it, else by its side of it ("North of Westleigh"). Where two would be
    alike, the postcode in the middle tells them apart. Names must not be empty.
    """
    bases = _bases(zones, names)
    cores = {zone.id: _core(zone, bases[zone.id]) for zone in zones}
    wanted = Counter((cores[zone.id], bases[zone.id].name.town) for zone in zones)
    labels: dict[str, tuple[str, str]] = {}
    taken: set[tuple[str, str]] = set()
    for zone in zones:
        town = bases[zone.id].name.town
        core = cores[zone.id]
        if wanted[core, town] > 1:
            core = _told_apart(zone, core, bases[zone.id].name)
        core = _unused(core, town, taken)
        taken.add((core, town))
        is_towns_own = bases[zone.id].name.name == town
        labels[zone.id] = (core if is_towns_own else f"{core}, {town}", town)
    return labels


def _bases(zones: Sequence[Unlabelled], names: Sequence[KnownName]) -> dict[str, _Base]:
    settled = [name for name in names if name.kind != LANDMARK]
    nearest = _nearest_names(settled or names, zones)
    landmarks = _nearest_zone_of([name for name in names if name.kind == LANDMARK], zones)
    at_name = _nearest_zone_of(settled, zones)
    bases = {}
    for zone in zones:
        landmark = landmarks.get(zone.id)
        if zone.id in at_name:
            bases[zone.id] = _Base(at_name[zone.id], is_at_it=True)
        elif landmark and distance_m(zone.at, landmark.at) <= NEAR_LANDMARK_M:
            bases[zone.id] = _Base(landmark, is_at_it=True)
        else:
            bases[zone.id] = _Base(nearest[zone.id], is_at_it=False)
    return bases


def _nearest_zone_of(
    names: Sequence[KnownName], zones: Sequence[Unlabelled]
) -> Mapping[str, KnownName]:
    """Return for each zone the name, if any, to which it is the nearest; towns go first."""
    found: dict[str, tuple[bool, float, KnownName]] = {}
    for name, near in zip(names, _near(names, zones), strict=True):
        zone = min(near, key=lambda zone: (distance_m(zone.at, name.at), zone.id))
        rank = (name.kind != TOWN, distance_m(zone.at, name.at), name)
        if zone.id not in found or rank[:2] < found[zone.id][:2]:
            found[zone.id] = rank
    return {zone_id: name for zone_id, (_, _, name) in found.items()}


def _nearest_names(
    names: Sequence[KnownName], zones: Sequence[Unlabelled]
) -> Mapping[str, KnownName]:
    """Return for each zone the nearest name, of equally near ones the first in the alphabet."""
    return {
        zone.id: min(near, key=lambda name: (distance_m(name.at, zone.at), name.name, name.town))
        for zone, near in zip(zones, _near(zones, names), strict=True)
    }


def _near(these: Sequence[KnownName | Unlabelled], those: Sequence[T]) -> list[list[T]]:
    """Return for each of these those among which its nearest is."""
    found: list[list[T]] = [[] for _ in these]
    if these and those:
        laid_out = Nearby([(each.at.lon, each.at.lat) for each in those])
        pairs = laid_out.pairs([(each.at.lon, each.at.lat) for each in these])
        for of, to in zip(*(places.tolist() for places in pairs), strict=True):
            found[of].append(those[to])
    return found


def _core(zone: Unlabelled, base: _Base) -> str:
    name = base.name
    if base.is_at_it:
        if name.kind == TOWN:
            return f"{name.name} centre"
        return f"Near {name.name}" if name.kind == LANDMARK else name.name
    side = wind(bearing_deg(name.at, zone.at))
    if zone.postcode is None:
        hundreds = max(1, round(distance_m(name.at, zone.at) / 100))
        return f"Open ground {hundreds * 100:,} m {side} of {name.name}"
    return f"{side.capitalize()} of {name.name}"


def _told_apart(zone: Unlabelled, core: str, name: KnownName) -> str:
    if zone.postcode is not None:
        return f"{core} ({zone.postcode})"
    return f"{core}, {round(bearing_deg(name.at, zone.at))}°"


def _unused(core: str, town: str, taken: set[tuple[str, str]]) -> str:
    number, wanted = 2, core
    while (core, town) in taken:
        core, number = f"{wanted}, {number}", number + 1
    return core
