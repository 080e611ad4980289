"""Web: the world of the running application, as faces hand it to deeds."""

from flask import current_app

from backend.services.world import World

EXTENSION = "umay"


def world() -> World:
    """Return the clock, chance and folders of the application that answers this request."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, World)
    return found
