"""Rules: what must hold in a network file beyond the form of its entries."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shared.problems import Fault


@dataclass(frozen=True)
class PlaceDays:
    """The last day on which a place is listed, and the day on which it was checked."""

    listed_until_on: date
    checked_on: date


@dataclass(frozen=True)
class Network:
    """A network file as the rules see it: the ids of each list, zones of areas, days of places."""

    ids: Mapping[str, Sequence[str]]
    area_zones: Sequence[Sequence[str]]
    place_days: Sequence[PlaceDays]


def faults_in(network: Network, known_zones: Collection[str], today: date) -> list[Fault]:
    """Return every fault with its path: ids given twice, zones nobody knows, impossible days."""
    zones = {*known_zones, *network.ids["zones"]}
    return [
        *_repeated(network.ids),
        *_unknown_zones(network.area_zones, zones),
        *_impossible_days(network.place_days, today),
    ]


def _repeated(ids: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    for kind, listed in ids.items():
        seen: set[str] = set()
        for at, entry_id in enumerate(listed):
            if entry_id in seen:
                yield Fault(f"{kind}/{at}", f"{entry_id} stands twice in the file.")
            seen.add(entry_id)


def _unknown_zones(area_zones: Sequence[Sequence[str]], known: Collection[str]) -> Iterator[Fault]:
    for at, members in enumerate(area_zones):
        for place, zone_id in enumerate(members):
            if zone_id not in known:
                yield Fault(f"areas/{at}/zones/{place}", f"There is no zone {zone_id}.")


def _impossible_days(place_days: Sequence[PlaceDays], today: date) -> Iterator[Fault]:
    for at, days in enumerate(place_days):
        if days.checked_on > today:
            yield Fault(f"places/{at}/checked_on", "The check lies in the future.")
        if days.listed_until_on < days.checked_on:
            yield Fault(f"places/{at}/listed_until_on", "The listing ends before the check.")
