"""Deeds: where something is, found in what is published, as phones find it."""

from backend.services.published_folder import read_documents
from backend.services.world import World
from shared.clock import to_minute
from shared.gazetteer import Gazetteer
from shared.matches import Found
from shared.places import place_from_wire

MOST_FOUND = 10


def find(world: World, words: str, limit: int = MOST_FOUND) -> Found:
    """Return what fits the words, best first: towns, landmarks, postcodes and places.

    Nothing of the words is kept. Raises Problem nothing-published before the first publication.
    """
    _, held = read_documents(world.published_dir, "places", "gazetteer")
    bodies = held.get("places", {}).get("places", ())
    minute = to_minute(world.now())
    places = [place_from_wire(body) for body in bodies if body["listed_until"] > minute]
    return Gazetteer(held.get("gazetteer", {}), places).search(words, limit)
