"""Deeds: the list of places as it is published: by town, by walk, one by one, as phones show it."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.services.published_folder import MANIFEST, read_documents, read_manifest
from backend.services.transaction import read
from backend.services.world import World
from backend.storage.places import where_was
from shared.clock import parse_moment, to_minute
from shared.geo import Point
from shared.places import Place, list_age, place_from_wire
from shared.problems import Problem
from shared.ranking import Ranking, RankingIndex, next_opening
from shared.zones import nearest_zone, zone_from_wire

MOST_NEAR = 30
REPLIES_SHOWN = 3


@dataclass(frozen=True)
class Town:
    """A town with places: its name, what addresses call it, how many places are listed there."""

    name: str
    slug: str
    places: int


@dataclass(frozen=True)
class PublishedList:
    """The places that residents may see at a moment, and when the list was published.

    `bodies` are the entries as they were published, by id.
    """

    places: tuple[Place, ...]
    bodies: Mapping[str, Mapping[str, Any]]
    published_at: datetime

    def towns(self) -> list[Town]:
        """Return the towns that have places, by name."""
        held: dict[str, int] = {}
        for place in self.places:
            held[place.town] = held.get(place.town, 0) + 1
        return [Town(name, slug_of(name), many) for name, many in sorted(held.items())]

    def in_town(self, slug: str) -> tuple[Place, ...]:
        """Return the places of a town by name; raises not-found where it has none."""
        found = [place for place in self.places if slug_of(place.town) == slug]
        if not found:
            raise Problem("not-found")
        return tuple(sorted(found, key=lambda place: place.name.casefold()))

    def near(
        self,
        here: Point,
        now: datetime,
        limit: int = MOST_NEAR,
        facilities: Collection[str] = (),
    ) -> Ranking:
        """Return the places with these facilities as a phone at this position ranks them."""
        wanted = frozenset(facilities)
        places = [place for place in self.places if wanted <= set(place.facilities)]
        return RankingIndex(places).rank(here, now, self.published_at, limit)


@dataclass(frozen=True)
class PlaceNow:
    """A published place; whether it is open now and the UTC minute until or from which.

    `claims` is False where the list is too old to claim anything to be open; `replies` are the
    newest of what was done there, as published.
    """

    place: Place
    languages: tuple[str, ...]
    is_open: bool
    turns_at: int | None
    claims: bool
    replies: tuple[Mapping[str, Any], ...] = ()


def published_list(world: World) -> PublishedList:
    """Return what residents may see now; raises nothing-published."""
    manifest, held = read_documents(world.published_dir, "places")
    minute = to_minute(world.now())
    bodies = {
        body["id"]: body
        for body in held.get("places", {}).get("places", ())
        if body["listed_until"] > minute
    }
    places = tuple(map(place_from_wire, bodies.values()))
    return PublishedList(places, bodies, parse_moment(manifest["published_at"]))


def borough_name(world: World) -> str:
    """Return what the places are listed for, as it is published; "" where it has no name."""
    if read_manifest(world.published_dir) is None:
        return ""
    _manifest, held = read_documents(world.published_dir, "areas")
    areas = held.get("areas", {}).get("areas", ())
    return next((str(area["name"]) for area in areas if area["kind"] == "borough"), "")


def names_ahead(world: World, *wanted: str) -> list[str]:
    """Return the names of the manifest and of these documents, none before a publication."""
    manifest = read_manifest(world.published_dir)
    if manifest is None:
        return []
    entries = manifest["documents"]
    return [MANIFEST, *(each["name"] for each in entries if each["document"] in wanted)]


def published_place(world: World, place_id: str) -> PlaceNow:
    """Return a place that residents may see now; raises not-found, nothing-published."""
    listed = published_list(world)
    body = listed.bodies.get(place_id)
    if body is None:
        raise Problem("not-found")
    return _now_of(listed, body, _Replies(world), world.now())


def published_places(world: World) -> list[PlaceNow]:
    """Return all places that residents may see now; raises nothing-published."""
    listed, replies, now = published_list(world), _Replies(world), world.now()
    return [_now_of(listed, body, replies, now) for body in listed.bodies.values()]


def near_one_that_left(world: World, place_id: str, limit: int = 3) -> Ranking | None:
    """Return what is near a place that residents saw once and see no more; None for any other."""
    with read() as session:
        found = where_was(session, place_id)
    if found is None:
        return None
    return published_list(world).near(Point(*found), world.now(), limit)


def slug_of(town: str) -> str:
    """Return what addresses call a town: "ashton-in-makerfield"."""
    plain = unicodedata.normalize("NFKD", town).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "town"


def _now_of(
    listed: PublishedList, body: Mapping[str, Any], replies: "_Replies", now: datetime
) -> PlaceNow:
    place, minute = place_from_wire(body), to_minute(now)
    opening = next_opening(place.openings, minute)
    is_open = opening is not None and opening[0] <= minute
    turns_at = None if opening is None else opening[1 if is_open else 0]
    claims = list_age(listed.published_at, now) != "silent"
    languages = tuple(body.get("languages", ()))
    return PlaceNow(place, languages, is_open, turns_at, claims, replies.about(place))


class _Replies:
    """What was done, as it is published."""

    def __init__(self, world: World) -> None:
        _, held = read_documents(world.published_dir, "replies", "zones")
        self._bodies = held.get("replies", {}).get("replies", ())
        zones = held.get("zones", {}).get("zones", ()) if self._bodies else ()
        self._zones = [zone_from_wire(body) for body in zones]

    def about(self, place: Place) -> tuple[Mapping[str, Any], ...]:
        """Return what was done at a place and in the zone it is in, newest first."""
        if not self._bodies:
            return ()
        zone = nearest_zone(self._zones, place.at)
        zone_id = zone.id if zone else ""
        about = [
            each for each in self._bodies if place.id in each["places"] or zone_id in each["zones"]
        ]
        return tuple(sorted(about, key=lambda each: each["on"], reverse=True)[:REPLIES_SHOWN])
