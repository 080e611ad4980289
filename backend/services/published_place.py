"""Deeds: one place as it is published, for a page that says what the phone says."""

from dataclasses import dataclass

from backend.services.published_folder import read_documents
from backend.services.world import World
from shared.clock import parse_moment, to_minute
from shared.places import Place, list_age, place_from_wire
from shared.problems import Problem
from shared.ranking import next_opening


@dataclass(frozen=True)
class PlaceNow:
    """A published place; whether it is open now and the UTC minute until or from which.

    `claims` is False where the list is too old to claim anything to be open.
    """

    place: Place
    languages: tuple[str, ...]
    is_open: bool
    turns_at: int | None
    claims: bool


def published_place(world: World, place_id: str) -> PlaceNow:
    """Return a place that residents may see now; raises not-found, nothing-published."""
    manifest, held = read_documents(world.published_dir, "places")
    bodies = held.get("places", {}).get("places", ())
    body = next((each for each in bodies if each["id"] == place_id), None)
    now = world.now()
    if body is None or body["listed_until"] <= to_minute(now):
        raise Problem("not-found")
    place = place_from_wire(body)
    opening = next_opening(place.openings, to_minute(now))
    is_open = opening is not None and opening[0] <= to_minute(now)
    turns_at = None if opening is None else opening[1 if is_open else 0]
    claims = list_age(parse_moment(manifest["published_at"]), now) != "silent"
    return PlaceNow(place, tuple(body.get("languages", ())), is_open, turns_at, claims)
