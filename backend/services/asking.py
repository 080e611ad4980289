"""Deeds: what is published that an answer needs: questions, neighbourhoods, places, right doors."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from backend.services.published_folder import read_documents
from backend.services.world import World
from shared.asking import CHANGED
from shared.clock import to_minute
from shared.gazetteer import Gazetteer
from shared.geo import Point
from shared.help import help_to_wire
from shared.help_nations import doors_of
from shared.matches import KINDS, Found, Match
from shared.places import Place, place_from_wire
from shared.problems import Problem
from shared.zones import Zone, nearest_zone, zone_from_wire

DOCUMENTS = ("questions", "zones", "places", "help")
MOST_CHOICES = 12
ZONE, PLACE = "zone", "place"

# A town, or the middle of half a postcode, is no neighbourhood that somebody meant.
_SUBJECTS = KINDS - {"town", "sector", "district"}


@dataclass(frozen=True)
class Subject:
    """Where an answer is about: a zone or a place by id, its label, and its centre for the sun."""

    kind: str
    id: str
    label: str
    at: Point

    @property
    def key(self) -> str:
        """The subject as a form carries it, such as "zone:z1"."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Questions:
    """One published version: its number and its questions by id, young people's among them."""

    id: str
    version: int
    by_id: Mapping[str, Mapping[str, Any]]

    @property
    def plain(self) -> "Questions":
        """Those that are asked where no script runs: not what a young person changed.

        There all that was said travels in one message, and that goes in none with an answer.
        """
        asked = {each: question for each, question in self.by_id.items() if each != CHANGED}
        return replace(self, by_id=asked)


@dataclass(frozen=True)
class Choice:
    """Something named that an answer may be about, and the subject that stands for it."""

    match: Match
    subject: Subject


@dataclass(frozen=True)
class Choices:
    """What a name may stand for; where nothing fits, what was found instead."""

    choices: tuple[Choice, ...]
    found: Found
    outside: str = ""


@dataclass(frozen=True)
class Asking:
    """What is published now that an answer needs."""

    sets: tuple[Mapping[str, Any], ...]
    young: Mapping[str, Any] | None
    zones: tuple[Zone, ...]
    places: tuple[Place, ...]
    doors: tuple[Mapping[str, Any], ...]

    def questions(self, version: int | None = None) -> Questions:
        """Return a published version, else the newest; raises questions-unknown."""
        fitting = [each for each in self.sets if version in (None, each["version"])]
        if not fitting:
            raise Problem("questions-unknown")
        chosen = fitting[-1]
        asked = [*chosen["questions"], *(self.young["questions"] if self.young else ())]
        return Questions(chosen["id"], chosen["version"], {each["id"]: each for each in asked})

    def subject(self, key: str) -> Subject:
        """Return what a form's key stands for; raises zone-unknown, place-unknown."""
        kind, _, sought = key.partition(":")
        if kind == PLACE:
            found = next((each for each in self.places if each.id == sought), None)
            if found is None:
                raise Problem("place-unknown")
            return Subject(PLACE, found.id, found.name, found.at)
        zone = next((each for each in self.zones if each.id == sought), None)
        if zone is None:
            raise Problem("zone-unknown")
        return _of_zone(zone)

    def chosen_doors(self, ids: Collection[str]) -> tuple[Mapping[str, Any], ...]:
        """Return these doors in the order asked for."""
        held = {door["id"]: door for door in self.doors}
        return tuple(held[each] for each in ids if each in held)


def asking(world: World) -> Asking:
    """Return what is published that an answer needs; raises nothing-published.

    Where no doors are published, they are those of the nation.
    """
    shipped: Any = help_to_wire(doors_of(world.nation))["doors"]
    _, held = read_documents(world.published_dir, *DOCUMENTS)
    if "questions" not in held:
        raise Problem("nothing-published")
    return Asking(
        sets=tuple(held["questions"]["sets"]),
        young=held["questions"].get("young"),
        zones=tuple(map(zone_from_wire, held.get("zones", {}).get("zones", ()))),
        places=_listed(held, world.now()),
        doors=tuple(held.get("help", {}).get("doors") or shipped),
    )


def subjects_named(world: World, typed: str) -> Choices:
    """Return what an answer may be about by a name or postcode, best first.

    Nothing of what was typed is kept. Raises nothing-published.
    """
    _, held = read_documents(world.published_dir, "zones", "places", "gazetteer")
    zones = tuple(map(zone_from_wire, held.get("zones", {}).get("zones", ())))
    places = _listed(held, world.now())
    gazetteer = Gazetteer(held.get("gazetteer", {}), places, zones)
    found = gazetteer.search(typed, MOST_CHOICES, _SUBJECTS)
    named = [(match, _stands_for(match, zones)) for match in _once(found.matches)]
    choices = tuple(Choice(match, subject) for match, subject in named if subject is not None)
    outside = named[0][0].label if named and not choices else ""
    return Choices(choices, found, outside)


def _listed(held: Mapping[str, Any], now: datetime) -> tuple[Place, ...]:
    bodies = held.get("places", {}).get("places", ())
    minute = to_minute(now)
    return tuple(place_from_wire(body) for body in bodies if body["listed_until"] > minute)


def _once(matches: Collection[Match]) -> list[Match]:
    """Return the matches; a neighbourhood's name only where no zone is called by it."""
    called = {match.label.partition(",")[0] for match in matches if match.kind == ZONE}
    return [each for each in matches if each.kind != "neighbourhood" or each.label not in called]


def _stands_for(match: Match, zones: Collection[Zone]) -> Subject | None:
    """Return what a match stands for: itself, or the zone it lies in; None outside the borough."""
    if match.kind in (ZONE, PLACE):
        return Subject(match.kind, match.id, match.label, match.at)
    zone = nearest_zone(zones, match.at)
    return _of_zone(zone) if zone else None


def _of_zone(zone: Zone) -> Subject:
    return Subject(ZONE, zone.id, zone.label, zone.at)
