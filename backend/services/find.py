"""Deeds: where something is, found in what is published, as phones find it."""

import json
from pathlib import Path
from typing import Any

from backend.services.published_folder import read_manifest
from backend.services.world import World
from shared.clock import to_minute
from shared.gazetteer import Gazetteer
from shared.matches import Found
from shared.places import place_from_wire
from shared.problems import Problem

MOST_FOUND = 10


def find(world: World, words: str, limit: int = MOST_FOUND) -> Found:
    """Return what fits the words, best first: towns, landmarks, postcodes and places.

    Nothing of the words is kept. Raises Problem nothing-published before the first publication.
    """
    folder = world.published_dir
    manifest = read_manifest(folder)
    if manifest is None:
        raise Problem("nothing-published")
    names = {entry["document"]: entry["name"] for entry in manifest["documents"]}
    bodies = read_document(folder, names.get("places")).get("places", ())
    minute = to_minute(world.now())
    places = [place_from_wire(body) for body in bodies if body["listed_until"] > minute]
    return Gazetteer(read_document(folder, names.get("gazetteer")), places).search(words, limit)


def read_document(folder: Path, name: str | None) -> dict[str, Any]:
    """Return what a published document holds; nothing where the manifest names none."""
    document: dict[str, Any] = json.loads((folder / name).read_bytes()) if name else {}
    return document
