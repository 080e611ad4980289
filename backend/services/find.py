"""Deeds: where something is, found in what is published, as phones find it."""

from backend.services.published_folder import read_documents
from backend.services.published_list import published_list
from backend.services.world import World
from shared.gazetteer import Gazetteer
from shared.matches import Found

MOST_FOUND = 10


def find(world: World, words: str, limit: int = MOST_FOUND) -> Found:
    """Return what fits the words, best first: towns, landmarks, postcodes and places.

    Nothing of the words is kept. Raises Problem nothing-published before the first publication.
    """
    _, held = read_documents(world.published_dir, "gazetteer")
    places = published_list(world).places
    return Gazetteer(held.get("gazetteer", {}), places).search(words, limit)
